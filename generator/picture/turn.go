package picture

import "image"

// turned turns and mirrors m so that it is seen as the camera's orientation, 1
// to 8 as in Exif, says.
func turned(m *image.NRGBA, orientation int) *image.NRGBA {
	if orientation <= 1 || orientation > 8 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := image.NewNRGBA(upright(orientation, w, h))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			sx, sy := stored(orientation, x, y, w, h)
			copy(out.Pix[out.PixOffset(x, y):][:4], m.Pix[sy*m.Stride+4*sx:][:4])
		}
	}
	return out
}

// upright gives the size that a stored picture has when it is turned.
func upright(orientation, w, h int) image.Rectangle {
	if orientation >= 5 {
		w, h = h, w
	}
	return image.Rect(0, 0, w, h)
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
