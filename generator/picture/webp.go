package picture

import (
	"bytes"
	"encoding/binary"
	"image"

	"golang.org/x/image/webp"
)

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

// webpParts calls each for every part of a WebP, until each says no more. It
// gives what lies after the end, and whether all of it is there.
func webpParts(source []byte, each func(name string, content []byte) bool) (rest []byte, ended bool) {
	if len(source) < 12 {
		return nil, false
	}
	size := int64(binary.LittleEndian.Uint32(source[4:])) + 8
	if size > int64(len(source)) || size < 12 {
		return nil, false
	}
	for body := source[12:size]; len(body) > 0; {
		if len(body) < 8 {
			return nil, false
		}
		n := int64(binary.LittleEndian.Uint32(body[4:]))
		if 8+n > int64(len(body)) {
			return nil, false
		}
		if !each(string(body[:4]), body[8:8+n]) {
			return nil, false
		}
		body = skip(body, 8+int(n+n%2))
	}
	return source[size:], true
}

// webpHead reads the head of a WebP.
func webpHead(source []byte) (head, error) {
	config, err := webp.DecodeConfig(bytes.NewReader(source))
	h := head{width: config.Width, height: config.Height, orientation: 1}
	_, whole := webpParts(source, func(name string, content []byte) bool {
		switch name {
		case "VP8X":
			h.moving = len(content) > 0 && content[0]&0x02 != 0
		case "VP8L":
			h.lossless = true
		case "ICCP":
			h.profile = content
		case "EXIF":
			h.orientation = orientation(bytes.TrimPrefix(content, []byte(exifMark)))
		}
		return true
	})
	if !whole && err == nil {
		err = errCut
	}
	return h, err
}
