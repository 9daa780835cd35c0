package picture

import (
	"image"
	"testing"
)

// The sources are of 12 megapixels, as phones make them.
func twelve() *image.NRGBA { return noisy(4000, 3000) }

func BenchmarkDecode(b *testing.B) {
	m := twelve()
	for _, c := range []struct {
		name   string
		kind   kind
		source func() []byte
	}{
		{"JPEG", jpegs, func() []byte { return asJPEG(m) }},
		{"PNG", pngs, func() []byte { return asPNG(m) }},
		{"GIF", gifs, func() []byte {
			return asGIF(image.Pt(4000, 3000), paletted(4000, 3000, blackRed, 1))
		}},
		{"WebP", webps, func() []byte { return encodedWebP(m, false) }},
		{"AVIF", avifs, func() []byte { return encodedAVIF(m) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			source := c.source()
			h, err := readHead(c.kind, source)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := decode(h, source); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkResize(b *testing.B) {
	m, err := decode(head{kind: jpegs, width: 4000, height: 3000}, asJPEG(twelve()))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		resize(m, m.Bounds(), 1600, 1200)
	}
}

func BenchmarkColours(b *testing.B) {
	m, profile := noisy(1600, 1200), profileOf(displayP3, 2.2, "")
	for b.Loop() {
		toScreen(m, head{profile: profile})
	}
}

func BenchmarkEncode(b *testing.B) {
	m, drawn := noisy(1600, 1200), quarters(1600, 1200, corners)
	for name, encode := range map[string]func() ([]byte, error){
		"WebP":     func() ([]byte, error) { return encodeWebP(m, false, webpQuality) },
		"JPEG":     func() ([]byte, error) { return encodeJPEG(m, formQuality) },
		"drawnPNG": func() ([]byte, error) { return encodePNG(drawn) },
		"drawn":    func() ([]byte, error) { return encodeWebP(drawn, true, webpQuality) },
		"PNG":      func() ([]byte, error) { return encodePNG(m) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := encode(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("all", func(b *testing.B) {
		source := asJPEG(twelve())
		for b.Loop() {
			if _, problems, ok := Encode("a.jpg", source, true); !ok {
				b.Fatal(problems)
			}
		}
	})
}
