package picture

import (
	"bytes"
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator/diag"
)

var solid = color.NRGBA{R: 200, G: 40, B: 90, A: 255}

func TestClean(t *testing.T) {
	glass := solid
	glass.A = 0x80
	deep := image.NewNRGBA64(image.Rect(0, 0, 3, 2))
	deep.SetNRGBA64(1, 1, color.NRGBA64{R: 0x1234, G: 0xfedc, B: 1, A: 0x8000})
	for _, c := range []struct {
		why, file string
		source    []byte
		ext       string
		w, h      int
		codes     string
	}{
		{"a photograph stays one", "a.jpg", asJPEG(quarters(32, 16, corners)), ".jpg", 32, 16, ""},
		{"capital letters and the long ending are fine", "b/A.JPEG", asJPEG(quarters(32, 16, corners)), ".jpg", 32, 16, ""},
		{"grey photographs too", "a.jpg", asJPEG(image.NewGray(image.Rect(0, 0, 9, 7))), ".jpg", 9, 7, ""},
		{"print colours become screen colours", "a.jpg", cmykJPEG(), ".jpg", 8, 8, ""},
		{"a drawing stays one", "a.png", asPNG(quarters(10, 6, corners)), ".png", 10, 6, ""},
		{"sixteen bits are fine", "a.png", asPNG(deep), ".png", 3, 2, ""},
		{"few colours are fine", "a.png", asPNG(paletted(4, 4, blackRed, 1)), ".png", 4, 4, ""},
		{"a still GIF becomes PNG", "a.gif", asGIF(image.Pt(5, 4), paletted(5, 4, blackRed, 1)), ".png", 5, 4, ""},
		{"a moving GIF stops", "a.gif", asGIF(image.Pt(5, 4), paletted(5, 4, blackRed, 1), paletted(5, 4, blackRed, 0)), ".png", 5, 4, "picture-animated"},
		{"a small first frame lies on the whole canvas", "a.gif", asGIF(image.Pt(50, 40), paletted(5, 4, blackRed, 1)), ".png", 50, 40, ""},
		{"a moving PNG stops", "a.png", insert(asPNG(quarters(4, 4, corners)), 33, chunk("acTL", "\x00\x00\x00\x02\x00\x00\x00\x00")), ".png", 4, 4, "picture-animated"},
		{"a lossless WebP without holes becomes JPEG", "a.webp", riff("VP8L", vp8l(20, 10, solid)), ".jpg", 20, 10, ""},
		{"a WebP to see through becomes PNG", "a.webp", riff("VP8L", vp8l(20, 10, glass)), ".png", 20, 10, ""},
		{"a lossy WebP becomes JPEG", "a.webp", lossyWebP, ".jpg", 1, 1, ""},
		{"a lossy WebP to see through becomes PNG", "a.webp", lossyAlphaWebP, ".png", 1, 1, ""},
		{"an extended WebP is read too", "a.webp", riff("VP8X", vp8x(0, 20, 10), "VP8L", vp8l(20, 10, solid)), ".jpg", 20, 10, ""},
	} {
		t.Run(c.why, func(t *testing.T) {
			before := bytes.Clone(c.source)
			p, problems, ok := Clean(c.file, c.source)
			if !ok || codes(problems) != c.codes {
				t.Fatalf("ok is %v, problems %v", ok, problems)
			}
			if p.Ext != c.ext || p.Width != c.w || p.Height != c.h {
				t.Errorf("got %s %dx%d", p.Ext, p.Width, p.Height)
			}
			decoded(t, p)
			again, _, _ := Clean(c.file, c.source)
			if !bytes.Equal(p.Bytes, again.Bytes) {
				t.Error("the same source gave other bytes")
			}
			if !bytes.Equal(before, c.source) {
				t.Error("the source was changed")
			}
		})
	}
}

func TestPixelsStay(t *testing.T) {
	check := func(why, file string, source []byte, x, y int, want color.Color) {
		t.Helper()
		p, problems, ok := Clean(file, source)
		if !ok {
			t.Fatal(why, problems)
		}
		if got := decoded(t, p).At(x, y); !near(got, want) {
			t.Errorf("%s: at %d,%d is %v, not %v", why, x, y, got, want)
		}
	}
	check("photograph", "a.jpg", asJPEG(quarters(32, 16, corners)), 4, 12, corners[2])
	check("print colours", "a.jpg", cmykJPEG(), 4, 4, color.NRGBA{R: 64, G: 64, B: 64, A: 255})
	check("drawing", "a.png", asPNG(quarters(10, 6, corners)), 9, 0, corners[1])
	check("frame on its canvas", "a.gif", asGIF(image.Pt(50, 40), paletted(5, 4, blackRed, 1)), 2, 2, blackRed[1])
	check("canvas around a frame", "a.gif", asGIF(image.Pt(50, 40), paletted(5, 4, blackRed, 1)), 30, 30, color.NRGBA{})
	check("first frame", "a.gif", asGIF(image.Pt(5, 4), paletted(5, 4, blackRed, 1), paletted(5, 4, blackRed, 0)), 1, 1, blackRed[1])
	check("lossless WebP", "a.webp", riff("VP8L", vp8l(20, 10, solid)), 7, 7, solid)
}

func TestRefused(t *testing.T) {
	photo, drawing := asJPEG(quarters(32, 16, corners)), asPNG(quarters(32, 16, corners))
	for _, c := range []struct {
		why, file string
		source    []byte
		code      string
	}{
		{"nothing in it", "a.jpg", nil, "picture-unreadable"},
		{"nothing in a drawing", "a.svg", []byte{}, "picture-unreadable"},
		{"words", "a.jpg", []byte("Dear Sir or Madam"), "picture-unreadable"},
		{"a web page saved as a picture", "a.jpg", []byte("<!DOCTYPE html><html><body>Not found</body></html>"), "picture-unreadable"},
		{"half a photograph", "a.jpg", photo[:len(photo)/2], "picture-unreadable"},
		{"half a drawing", "a.png", drawing[:len(drawing)/2], "picture-unreadable"},
		{"the beginning alone", "a.png", drawing[:8], "picture-unreadable"},
		{"half a GIF", "a.gif", asGIF(image.Pt(50, 40), paletted(50, 40, blackRed, 1))[:40], "picture-unreadable"},
		{"half a WebP", "a.webp", lossyWebP[:30], "picture-unreadable"},
		{"two sizes in one WebP", "a.webp", riff("VP8X", vp8x(0, 2, 2), "VP8L", vp8l(9000, 9000, solid)), "picture-unreadable"},
		{"packed, but nobody said that it is a drawing", "a.png", []byte("\x1f\x8b\x08rest"), "picture-unreadable"},
		{"something else in a drawing's clothes", "a.svg", []byte("\x00\x01\x02\x03"), "picture-unreadable"},

		{"a PNG bomb", "a.png", slices.Concat(drawing[:8], chunk("IHDR", "\x00\x00\x75\x30\x00\x00\x75\x30\x08\x06\x00\x00\x00"), drawing[33:]), "picture-too-large"},
		{"a GIF bomb", "a.gif", []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), "picture-too-large"},
		{"a GIF without a side", "a.gif", []byte("GIF89a\x00\x00\x05\x00\x00\x00\x00"), "picture-too-large"},
		{"a WebP bomb", "a.webp", riff("VP8L", vp8l(16384, 16384, solid)), "picture-too-large"},
		{"an extended WebP bomb", "a.webp", riff("VP8X", vp8x(0x10, 30000, 30000), "ALPH", "\x01"), "picture-too-large"},
		{"a file that is too long", "a.jpg", make([]byte, maxSource+1), "picture-too-large"},
		{"a JPEG bomb", "a.jpg", slices.Concat([]byte{0xff, 0xd8}, segment(0xc0, "\x08\xff\xff\xff\xff\x01\x01\x11\x00"), segment(0xda, "\x01\x01\x00\x00\x3f\x00")), "picture-too-large"},

		{"a photograph as a drawing would need no consent", "a.png", photo, "picture-wrong-ending"},
		{"nor would it as SVG", "a.svg", photo, "picture-wrong-ending"},
		{"a PNG as JPEG", "a.jpg", drawing, "picture-wrong-ending"},
		{"an unusual ending for JPEG", "a.jfif", photo, "picture-wrong-ending"},
		{"no ending", "photo", photo, "picture-wrong-ending"},
		{"an SVG as PNG", "a.png", []byte(`<svg/>`), "picture-wrong-ending"},
		{"a GIF as WebP", "a.webp", asGIF(image.Pt(5, 4), paletted(5, 4, blackRed, 1)), "picture-wrong-ending"},

		{"a phone's own format", "a.heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "picture-format"},
		{"a phone's own format as JPEG", "a.jpg", []byte("\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic"), "picture-format"},
		{"AVIF", "a.avif", []byte("\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avif"), "picture-format"},
		{"a scan", "a.tif", []byte("II*\x00\x08\x00\x00\x00"), "picture-format"},
		{"Windows", "a.bmp", []byte("BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00"), "picture-format"},
		{"JPEG XL", "a.jxl", []byte("\xff\x0a\x00\x00"), "picture-format"},
		{"a packed drawing", "a.svgz", []byte("\x1f\x8b\x08rest"), "picture-format"},
		{"a moving WebP", "a.webp", riff("VP8X", vp8x(2, 1, 1), "ANIM", "\x00\x00\x00\x00\x00\x00"), "picture-format"},
	} {
		t.Run(c.why, func(t *testing.T) {
			p, problems, ok := Clean(c.file, c.source)
			if ok || p.Bytes != nil || p.Ext != "" || p.Width != 0 {
				t.Errorf("a picture came out: %v", p)
			}
			if codes(problems) != c.code || problems[0].Severity != diag.Error || problems[0].File != c.file {
				t.Errorf("got %v", problems)
			}
			if len(problems) > 0 && (problems[0].Message == "" || problems[0].Fix == "") {
				t.Errorf("it does not say what is wrong and how to mend it: %v", problems)
			}
		})
	}
}

func TestKnown(t *testing.T) {
	for name, want := range map[string]bool{
		"a.jpg": true, "pictures/A.JPEG": true, "a.png": true, "a.gif": true, "a.webp": true, "a.svg": true,
		"a.avif": true, "a.heic": true, "a.HEIF": true, "a.tiff": true, "a.bmp": true, "a.jfif": true, "a.svgz": true,
		"a.md": false, "jpg": false, "": false, "a.jpg.txt": false, "a.mp4": false, "favicon.ico": false,
	} {
		if Known(name) != want {
			t.Errorf("Known(%q) is %v", name, !want)
		}
	}
}

// What Clean reads, it must know.
func TestKnownEndings(t *testing.T) {
	for _, k := range []kind{jpegs, pngs, gifs, webps, markup} {
		for _, ending := range k.endings() {
			if !Known("a" + ending) {
				t.Errorf("%s is not known", ending)
			}
		}
	}
}

func TestTelevisionColours(t *testing.T) {
	m := image.NewYCbCr(image.Rect(0, 0, 2, 1), image.YCbCrSubsampleRatio444)
	for _, c := range []struct {
		why       string
		y, cb, cr uint8
		want      color.NRGBA
	}{
		{"black is 16", 16, 128, 128, color.NRGBA{A: 255}},
		{"white is 235", 235, 128, 128, color.NRGBA{R: 255, G: 255, B: 255, A: 255}},
		{"red", 81, 90, 240, color.NRGBA{R: 255, A: 255}},
		{"green", 145, 54, 34, color.NRGBA{G: 255, A: 255}},
		{"blue", 41, 240, 110, color.NRGBA{B: 255, A: 255}},
		{"beyond white is white", 255, 128, 128, color.NRGBA{R: 255, G: 255, B: 255, A: 255}},
	} {
		m.Y[1], m.Cb[1], m.Cr[1] = c.y, c.cb, c.cr
		if got := fullRange(m).At(1, 0).(color.NRGBA); !near(got, c.want) {
			t.Errorf("%s: got %v", c.why, got)
		}
	}
}

func TestMessagesStayInside(t *testing.T) {
	const secret = "CANARY"
	for _, source := range []string{
		secret, "<" + secret, `<svg><script>` + secret + `</script></svg>`, `<svg on` + secret + `="x"/>`,
		`<!DOCTYPE svg [<!ENTITY ` + secret + ` "x">]><svg/>`, "<svg>&" + secret + ";</svg>", "RIFF0000WEBP" + secret, "GIF89a" + secret,
		"\xff\xd8\xff\xe1\x00\x08" + secret, `<svg xmlns="` + secret + `"/>`, `<svg style="` + secret + `:1"/>`,
	} {
		for _, file := range []string{"a.svg", "a.jpg"} {
			_, problems, _ := Clean(file, []byte(source))
			for _, p := range problems {
				if strings.Contains(strings.ToUpper(p.Message+p.Fix+p.Code), secret) {
					t.Errorf("%q is told: %v", source, p)
				}
			}
		}
	}
}
