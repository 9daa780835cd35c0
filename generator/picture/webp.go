package picture

import "image"

// fullRange gives the true colours of a decoded WebP. The lossy kind stores
// them as television does, black as 16 and white as 235, but x/image/webp
// hands them out as image.YCbCr, which means 0 and 255: shown as they come,
// photographs are grey and flat (golang.org/issue/40173). Other images are
// given back as they are.
func fullRange(m image.Image) image.Image {
	switch m := m.(type) {
	case *image.YCbCr:
		return fromTelevision(m, nil)
	case *image.NYCbCrA:
		return fromTelevision(&m.YCbCr, m)
	}
	return m
}

// fromTelevision converts by ITU-R BT.601, in integers so that every computer
// gives the same bytes. alpha is nil when the picture is opaque.
func fromTelevision(m *image.YCbCr, alpha *image.NYCbCrA) *image.NRGBA {
	const one = 1 << 16
	bounds := m.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, bounds.Dx(), bounds.Dy()))
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		row := out.Pix[(y-bounds.Min.Y)*out.Stride:]
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			light := 76309*(int32(m.Y[m.YOffset(x, y)])-16) + one/2 // 255/219
			at := m.COffset(x, y)
			blue, red := int32(m.Cb[at])-128, int32(m.Cr[at])-128
			pixel := row[(x-bounds.Min.X)*4:][:4]
			pixel[0] = clamp((light + 104597*red) >> 16)             // 1.596
			pixel[1] = clamp((light - 25675*blue - 53279*red) >> 16) // 0.392, 0.813
			pixel[2] = clamp((light + 132201*blue) >> 16)            // 2.017
			pixel[3] = 0xff
			if alpha != nil {
				pixel[3] = alpha.A[alpha.AOffset(x, y)]
			}
		}
	}
	return out
}

func clamp(v int32) uint8 { return uint8(max(0, min(v, 255))) }
