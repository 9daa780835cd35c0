package picture

import (
	"bytes"
	"image"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"

	"github.com/gen2brain/avif"
	"golang.org/x/image/webp"

	"goldenthread/generator/work"
)

// decode gives the pixels as they are stored (not yet upright, in the colours
// of their profile), on the whole of their canvas, and with nothing under what
// is fully transparent. A library that panics has found a damaged picture.
func decode(h head, source []byte) (pixels image.Image, err error) {
	fault := work.Safely(func() error {
		pixels, err = decodeKind(h, source)
		return err
	})
	if fault != nil {
		return nil, fault
	}
	// The head that was looked at and the pixels that came out must agree.
	if pixels.Bounds().Dx() != h.width || pixels.Bounds().Dy() != h.height {
		return nil, errCut
	}
	return pixels, nil
}

func decodeKind(h head, source []byte) (image.Image, error) {
	r := bytes.NewReader(source)
	switch h.kind {
	case jpegs:
		return jpeg.Decode(r)
	case pngs:
		m, err := png.Decode(r)
		return blankHidden(m), err
	case gifs:
		m, err := gif.Decode(r) // the first frame, no more
		if err != nil {
			return nil, err
		}
		return blankHidden(onCanvas(m, image.Rect(0, 0, h.width, h.height))), nil
	case webps:
		m, err := webp.Decode(r)
		if err != nil {
			return nil, err
		}
		return blankHidden(fullRange(m)), nil
	case avifs:
		return decodeAVIF(r)
	}
	return nil, errKind
}

// decodeAVIF gives the picture of an AVIF. The library says nothing when the
// pixels cannot be decoded, and gives whatever was in memory; only how long the
// picture is to be seen (a second, for one that stands still) tells.
func decodeAVIF(r *bytes.Reader) (image.Image, error) {
	all, err := avif.DecodeAll(r)
	if err != nil {
		return nil, err
	}
	if len(all.Image) != 1 || len(all.Delay) != 1 || all.Delay[0] != 1 {
		return nil, errCut
	}
	if m, ok := all.Image[0].(*image.RGBA); ok {
		m.Pix = bytes.Clone(m.Pix) // else all that the decoder needed is held as long as they are
	}
	return all.Image[0], nil
}

// onCanvas puts a frame, which may be smaller, where it belongs on its canvas.
func onCanvas(frame image.Image, canvas image.Rectangle) image.Image {
	if frame.Bounds() == canvas {
		return frame
	}
	m := image.NewNRGBA(canvas)
	draw.Draw(m, frame.Bounds(), frame, frame.Bounds().Min, draw.Src)
	return m
}
