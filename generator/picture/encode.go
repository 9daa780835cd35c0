package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"slices"

	"github.com/gen2brain/webp"
)

// The qualities, of 100, of what is published, beyond which files grow faster
// than anybody can see; and of what is cleaned to be worked on, which is
// encoded once more later.
const (
	formQuality  = 82
	webpQuality  = 78
	cleanQuality = 93
)

// encodePair makes the renditions of one size: WebP, and behind it JPEG or, of what
// can be seen through or was drawn, PNG. Of a drawing there is a WebP only
// where it is the smaller.
func encodePair(m *image.NRGBA, drawing bool) ([]Rendition, error) {
	size := m.Rect.Size()
	rendition := func(ending, kind string, bytes []byte) Rendition {
		return Rendition{Name: name(size.X, ending), Type: kind, Width: size.X, Height: size.Y, Bytes: bytes}
	}
	first, err := encodeWebP(m, drawing, webpQuality)
	if err != nil {
		return nil, err
	}
	moderns := []Rendition{rendition(".webp", "image/webp", first)}
	if !drawing && m.Opaque() {
		b, err := encodeJPEG(m, formQuality)
		return append(moderns, rendition(".jpg", "image/jpeg", b)), err
	}
	b, err := encodePNG(m)
	if drawing && len(first) >= len(b) {
		moderns = nil
	}
	return append(moderns, rendition(".png", "image/png", b)), err
}

func encodeWebP(m *image.NRGBA, lossless bool, quality int) ([]byte, error) {
	var b bytes.Buffer
	err := webp.Encode(&b, m, webp.Options{Quality: quality, Lossless: lossless, Method: 2})
	return b.Bytes(), err
}

// encodeJPEG writes an opaque picture.
func encodeJPEG(m *image.NRGBA, quality int) ([]byte, error) {
	var b bytes.Buffer
	var to image.Image = &image.RGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect} // opaque: the same bytes, and quick
	if grey := asGrey(m); grey != nil {
		to = grey
	}
	err := jpeg.Encode(&b, to, &jpeg.Options{Quality: quality})
	return b.Bytes(), err
}

// encodePNG writes a picture, with a palette where it has few colours.
func encodePNG(m *image.NRGBA) ([]byte, error) {
	var b bytes.Buffer
	var to image.Image = m
	if few := asPaletted(m); few != nil {
		to = few
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	err := encoder.Encode(&b, to)
	return b.Bytes(), err
}

// asGrey gives m without colours, nil if it has some.
func asGrey(m *image.NRGBA) *image.Gray {
	grey := image.NewGray(m.Rect)
	for i := range grey.Pix {
		p := m.Pix[4*i : 4*i+3 : 4*i+3]
		if p[0] != p[1] || p[0] != p[2] {
			return nil
		}
		grey.Pix[i] = p[0]
	}
	return grey
}

// asPaletted gives m with a palette, nil if it has too many colours.
func asPaletted(m *image.NRGBA) *image.Paletted {
	all := coloursOf(m, 256)
	if len(all) > 256 {
		return nil
	}
	out := image.NewPaletted(m.Rect, make(color.Palette, len(all)))
	index := map[color.NRGBA]uint8{}
	for i, c := range all {
		out.Palette[i], index[c] = c, uint8(i)
	}
	for i := range out.Pix {
		at := 4 * i
		out.Pix[i] = index[color.NRGBA{m.Pix[at], m.Pix[at+1], m.Pix[at+2], m.Pix[at+3]}]
	}
	return out
}

// coloursOf gives the colours of m, sorted; no more than the first of them that
// are beyond most.
func coloursOf(m *image.NRGBA, most int) []color.NRGBA {
	found := map[color.NRGBA]bool{}
	for at := 0; at < len(m.Pix) && len(found) <= most; at += 4 {
		found[color.NRGBA{m.Pix[at], m.Pix[at+1], m.Pix[at+2], m.Pix[at+3]}] = true
	}
	all := make([]color.NRGBA, 0, len(found))
	for c := range found {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.NRGBA) int { return number(a) - number(b) })
	return all
}

// number puts colours in an order, those that can be seen through first, as PNG
// has it.
func number(c color.NRGBA) int {
	return int(c.A)<<24 | int(c.R)<<16 | int(c.G)<<8 | int(c.B)
}

// flat says whether a picture was drawn and not taken: it came in a format
// without loss, half of its pixels and more are the same as the one to the left
// of them, and it has no more colours than a smooth edge makes.
func flat(m image.Image, h head) bool {
	if h.kind != pngs && h.kind != gifs && !(h.kind == webps && h.lossless) {
		return false
	}
	const most = 4096
	bounds := m.Bounds()
	row := image.NewNRGBA(image.Rect(0, 0, bounds.Dx(), 1))
	colours, runs := map[color.NRGBA]bool{}, 0
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		draw.Draw(row, row.Rect, m, image.Pt(bounds.Min.X, y), draw.Src)
		var before color.NRGBA
		for x := range bounds.Dx() {
			c := color.NRGBA{row.Pix[4*x], row.Pix[4*x+1], row.Pix[4*x+2], row.Pix[4*x+3]}
			if x > 0 && c == before {
				runs++
				continue
			}
			if colours[c] = true; len(colours) > most {
				return false
			}
			before = c
		}
	}
	return 2*runs >= bounds.Dx()*bounds.Dy()-bounds.Dy()
}

// onWhite puts what can be seen through on white.
func onWhite(m *image.NRGBA) *image.NRGBA {
	if m.Opaque() {
		return m
	}
	for at := 0; at < len(m.Pix); at += 4 {
		alpha := uint32(m.Pix[at+3])
		for i := range 3 {
			m.Pix[at+i] = uint8((uint32(m.Pix[at+i])*alpha + 255*(255-alpha) + 127) / 255)
		}
		m.Pix[at+3] = 0xff
	}
	return m
}

// straight takes the transparency out of the colours again, in place.
func straight(m *image.RGBA) *image.NRGBA {
	for at := 0; at < len(m.Pix); at += 4 {
		alpha := uint32(m.Pix[at+3])
		if alpha == 0 || alpha == 0xff {
			continue
		}
		for i := range 3 {
			m.Pix[at+i] = uint8((uint32(m.Pix[at+i])*0xff + alpha/2) / alpha)
		}
	}
	return &image.NRGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect}
}

// same gives an area of a picture pixel by pixel. What is not stored with its
// transparency multiplied in does not lose colours by that.
func same(m image.Image, area image.Rectangle) *image.NRGBA {
	switch m.(type) {
	case *image.NRGBA, *image.NRGBA64, *image.Paletted:
		out := image.NewNRGBA(image.Rect(0, 0, area.Dx(), area.Dy()))
		draw.Draw(out, out.Rect, m, area.Min, draw.Src)
		return out
	}
	return straight(multiplied(m, area))
}

// multiplied gives an area of a picture pixel by pixel, with its transparency
// multiplied in.
func multiplied(m image.Image, area image.Rectangle) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, area.Dx(), area.Dy()))
	draw.Draw(out, out.Rect, m, area.Min, draw.Src)
	return out
}
