package picture

import (
	"errors"
	"image"
)

// head is what a picture of pixels says of itself before its pixels.
type head struct {
	kind          kind
	width, height int // as stored
	orientation   int // 1 to 8, as in Exif
	profile       []byte
	code          colourCode
	// inks says that it is made for print (CMYK), deep that it has 16 bits for
	// each colour, moving that it has more than one frame, lossless that a WebP
	// is, progressive that its decoder must hold it twice, cropped that a note in it
	// says to show a part of it only.
	inks, deep, moving, lossless, progressive, cropped bool
	// passes is how often a progressive JPEG goes over all of its pixels.
	passes int
}

// samples gives how many numbers of eight bits it takes to hold one colour of
// each pixel, once for each pass over them: what decoding costs.
func (h head) samples() int64 {
	n := int64(h.width) * int64(h.height)
	if h.deep {
		n *= 2
	}
	return n
}

// colourCode says in numbers of the standard H.273 which primaries and which
// curve the colours are of. The zero value says nothing.
type colourCode struct{ primaries, transfer int }

var (
	errKind = errors.New("not a picture of pixels")
	errCut  = errors.New("cut short")
)

// readHead reads the head of a picture of pixels.
func readHead(kind kind, source []byte) (h head, err error) {
	switch kind {
	case jpegs:
		h, err = jpegHead(source)
	case pngs:
		h, err = pngHead(source)
	case gifs:
		h, err = gifHead(source)
	case webps:
		h, err = webpHead(source)
	case avifs:
		h, err = avifHead(source)
	default:
		err = errKind
	}
	h.kind = kind
	return h, err
}

// size gives the size of the upright picture.
func (h head) size() image.Point { return upright(h.orientation, h.width, h.height).Max }

// memory tells how many bytes decoding and encoding may need at once.
func (h head) memory() int64 {
	const (
		renditions = 96 << 20 // the encoders, and the renditions themselves
		avif       = 64 << 20 // the decoder of AVIF, which is made ready once
	)
	perPixel, more := int64(5), int64(renditions)
	switch {
	case h.kind == jpegs && h.progressive:
		perPixel = 16
	case h.kind == jpegs:
		perPixel = 4
	case h.kind == pngs && h.deep:
		perPixel = 10
	case h.kind == webps && h.lossless:
		perPixel = 10
	case h.kind == webps:
		perPixel = 8
	case h.kind == avifs:
		perPixel, more = 40, renditions+avif
	}
	if h.kind == pngs && h.progressive {
		perPixel *= 2
	}
	return int64(h.width)*int64(h.height)*perPixel + more
}
