package picture

import (
	"image"
	"image/color"
)

// blankHidden takes the colour from every pixel that is fully transparent, in
// place: a face that was rubbed out in a picture program is often still there,
// only transparent. A nil or other image is given back as it is.
func blankHidden(m image.Image) image.Image {
	switch m := m.(type) {
	case *image.NRGBA:
		for at := 0; at+4 <= len(m.Pix); at += 4 {
			if m.Pix[at+3] == 0 {
				clear(m.Pix[at : at+4])
			}
		}
	case *image.NRGBA64:
		for at := 0; at+8 <= len(m.Pix); at += 8 {
			if m.Pix[at+6] == 0 && m.Pix[at+7] == 0 {
				clear(m.Pix[at : at+8])
			}
		}
	case *image.Paletted:
		blankPalette(m)
	}
	return m
}

// blankPalette leaves one transparent entry and no unused colour, in which
// some programs keep what other pictures were made of.
func blankPalette(m *image.Paletted) {
	hole := -1 // the one transparent entry
	var used [256]bool
	for at, i := range m.Pix {
		if int(i) < len(m.Palette) && transparent(m.Palette[i]) {
			if hole < 0 {
				hole = int(i)
			}
			i = uint8(hole)
			m.Pix[at] = i
		}
		used[i] = true
	}
	for i := range m.Palette {
		switch {
		case i == hole:
			m.Palette[i] = color.NRGBA{}
		case !used[i]:
			m.Palette[i] = color.NRGBA{A: 0xff}
		}
	}
}

func transparent(c color.Color) bool {
	_, _, _, a := c.RGBA()
	return a == 0
}
