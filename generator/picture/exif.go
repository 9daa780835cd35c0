package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/draw"
)

// orientation reads how a camera was held, 1 to 8, from the Exif part of a
// JPEG: 1 when there is none or it makes no sense. It is the only thing that
// is ever read from metadata, because without it the pixels would lie on
// their side.
func orientation(source []byte) int {
	rest := skip(source, 2) // the start of the image
	for len(rest) >= 4 && rest[0] == 0xff {
		marker := rest[1]
		switch {
		case marker == 0xff: // filling
			rest = rest[1:]
			continue
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd7: // no content
			rest = rest[2:]
			continue
		case marker == 0xda || marker == 0xd9: // pixels, or the end
			return 1
		}
		n := int(binary.BigEndian.Uint16(rest[2:]))
		if n < 2 || 2+n > len(rest) {
			return 1
		}
		if exif, ok := bytes.CutPrefix(rest[4:2+n], []byte("Exif\x00\x00")); marker == 0xe1 && ok {
			return orientationTag(exif)
		}
		rest = rest[2+n:]
	}
	return 1
}

// orientationTag looks for tag 0x0112 in the first directory of a TIFF.
func orientationTag(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	start := int64(order.Uint32(tiff[4:]))
	if start+2 > int64(len(tiff)) {
		return 1
	}
	entries := tiff[start+2:]
	for n := order.Uint16(tiff[start:]); n > 0 && len(entries) >= 12; n-- {
		const short = 3 // the type of a 16-bit number
		if order.Uint16(entries) == 0x0112 && order.Uint16(entries[2:]) == short {
			if o := order.Uint16(entries[8:]); o >= 1 && o <= 8 {
				return int(o)
			}
			return 1
		}
		entries = entries[12:]
	}
	return 1
}

// upright turns and mirrors m so that it is seen as the camera's orientation
// says, and makes RGB of CMYK, for which the encoder has no quick way. m is
// given back as it is when there is nothing to do.
func upright(m image.Image, orientation int) image.Image {
	from, ok := m.(image.RGBA64Image)
	_, cmyk := m.(*image.CMYK)
	if !ok || orientation == 1 && !cmyk {
		return m
	}
	at := m.Bounds().Min
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	var to draw.RGBA64Image = image.NewRGBA(size)
	if _, grey := m.(*image.Gray); grey {
		to = image.NewGray(size)
	}
	for y := range size.Dy() {
		for x := range size.Dx() {
			sx, sy := stored(orientation, x, y, w, h)
			to.SetRGBA64(x, y, from.RGBA64At(at.X+sx, at.Y+sy))
		}
	}
	return to
}

// stored tells which pixel of a stored picture, w wide and h high, belongs at
// x, y of the upright one.
func stored(orientation, x, y, w, h int) (sx, sy int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}
