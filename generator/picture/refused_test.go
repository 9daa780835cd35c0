package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator/diag"
)

var solid = color.NRGBA{R: 200, G: 40, B: 90, A: 255}

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
		{"half a WebP", "a.webp", webpPhoto[:len(webpPhoto)/2], "picture-unreadable"},
		{"two sizes in one WebP", "a.webp", riff("VP8X", vp8x(0, 2, 2), "VP8L", vp8l(9000, 9000, solid)), "picture-unreadable"},
		{"packed, but nobody said that it is a drawing", "a.png", []byte("\x1f\x8b\x08rest"), "picture-unreadable"},
		{"something else in a drawing's clothes", "a.svg", []byte("\x00\x01\x02\x03"), "picture-unreadable"},

		{"a PNG bomb", "a.png", slices.Concat(drawing[:8], chunk("IHDR", "\x00\x00\x75\x30\x00\x00\x75\x30\x08\x06\x00\x00\x00"), drawing[33:]), "picture-too-large"},
		{"a long bomb", "a.png", slices.Concat(drawing[:8], chunk("IHDR", "\x02\xfa\xf0\x80\x00\x00\x00\x02\x08\x06\x00\x00\x00"), drawing[33:]), "picture-too-large"},
		{"a GIF bomb", "a.gif", []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), "picture-too-large"},
		{"a GIF without a side", "a.gif", []byte("GIF89a\x00\x00\x05\x00\x00\x00\x00"), "picture-too-large"},
		{"a WebP bomb", "a.webp", riff("VP8L", vp8l(16384, 16384, solid)), "picture-too-large"},
		{"an extended WebP bomb", "a.webp", riff("VP8X", vp8x(0x10, 30000, 30000), "ALPH", "\x01"), "picture-too-large"},
		{"a file that is too long", "a.jpg", make([]byte, maxSource+1), "picture-too-large"},
		{"a JPEG bomb", "a.jpg", slices.Concat([]byte{0xff, 0xd8}, segment(0xc0, "\x08\xff\xff\xff\xff\x01\x01\x11\x00"), segment(0xda, "\x01\x01\x00\x00\x3f\x00")), "picture-too-large"},
		{"a bomb of many passes, which is a long wait and no bomb", "a.jpg", slices.Concat([]byte{0xff, 0xd8}, segment(0xc2, "\x08\x00\x40\x00\x40\x01\x01\x11\x00"), bytes.Repeat(segment(0xda, "\x01\x01\x00\x00\x00\x00"), maxPasses+1), []byte("\xff\xd9")), "picture-too-large"},
		{"large pixels of a PNG bomb", "a.png", slices.Concat(drawing[:8], chunk("IHDR", "\x00\x00\x1f\x40\x00\x00\x1f\x40\x10\x06\x00\x00\x00"), drawing[33:]), "picture-too-large"},

		{"a photograph as a drawing would need no consent", "a.png", photo, "picture-wrong-ending"},
		{"nor would it as SVG", "a.svg", photo, "picture-wrong-ending"},
		{"a PNG as JPEG", "a.jpg", drawing, "picture-wrong-ending"},
		{"an unusual ending for JPEG", "a.jfif", photo, "picture-wrong-ending"},
		{"no ending", "photo", photo, "picture-wrong-ending"},
		{"an SVG as PNG", "a.png", []byte(`<svg/>`), "picture-wrong-ending"},
		{"a GIF as WebP", "a.webp", asGIF(image.Pt(5, 4), paletted(5, 4, blackRed, 1)), "picture-wrong-ending"},

		{"a phone's own format", "a.heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "picture-format"},
		{"a phone's own format as JPEG", "a.jpg", []byte("\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic"), "picture-format"},
		{"the beginning of an AVIF", "a.avif", []byte("\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avif"), "picture-unreadable"},
		{"half an AVIF", "a.avif", avifPhoto[:len(avifPhoto)/2], "picture-unreadable"},
		{"an AVIF without its last bytes", "a.avif", avifPhoto[:len(avifPhoto)-9], "picture-unreadable"},
		{"an AVIF bomb", "a.avif", asAVIF(picturePart(avifPhoto, ispe(30000, 30000))), "picture-too-large"},
		{"an AVIF whose pixels are more than it says", "a.avif", asAVIF(picturePart(avifPhoto, ispe(16, 16))), "picture-unreadable"},
		{"an AVIF whose pixels are fewer than it says", "a.avif", asAVIF(picturePart(avifPhoto, ispe(9000, 9000))), "picture-unreadable"},
		{"an AVIF with other pixels", "a.avif", bytes.Replace(avifPhoto, stream(avifPhoto)[40:90], make([]byte, 50), 1), "picture-unreadable"},
		{"a moving AVIF", "a.avif", append(bytes.Clone(avifPhoto), avifBox("moov", "")...), "picture-format"},
		{"an AVIF that is cut by a note", "a.avif", asAVIF(picturePart(avifPhoto, ispe(64, 48), box{"clap", make([]byte, 32)})), "picture-format"},
		{"an AVIF for bright screens", "a.avif", asAVIF(picturePart(avifPhoto, ispe(64, 48), box{"colr", []byte("nclx\x00\x09\x00\x10\x00\x09\x80")})), "picture-format"},
		{"for print", "a.jpg", cmykJPEG(), "picture-cmyk"},
		{"one pixel", "a.png", asPNG(quarters(1, 1, corners)), "picture-too-small"},
		{"a line", "a.gif", asGIF(image.Pt(1, 40), paletted(1, 40, blackRed, 1)), "picture-too-small"},
		{"one pixel of WebP", "a.webp", lossyWebP, "picture-too-small"},
		{"a scan", "a.tif", []byte("II*\x00\x08\x00\x00\x00"), "picture-format"},
		{"Windows", "a.bmp", []byte("BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00"), "picture-format"},
		{"JPEG XL", "a.jxl", []byte("\xff\x0a\x00\x00"), "picture-format"},
		{"a packed drawing", "a.svgz", []byte("\x1f\x8b\x08rest"), "picture-format"},
		{"a moving WebP", "a.webp", riff("VP8X", vp8x(2, 1, 1), "ANIM", "\x00\x00\x00\x00\x00\x00"), "picture-format"},
	} {
		t.Run(c.why, func(t *testing.T) {
			renditions, problems, ok := Encode(c.file, c.source, true)
			if ok || renditions != nil {
				t.Errorf("%d pictures came out", len(renditions))
			}
			if again, ok := Check(c.file, c.source); ok || codes(again) != codes(problems) {
				t.Errorf("Check says something else: %v", again)
			}
			if clean, again, ok := Clean(c.file, c.source); ok || clean != nil || codes(again) != codes(problems) {
				t.Errorf("Clean says something else: %v", again)
			}
			facts, early, ok := Look(c.file, c.source)
			if !ok && (codes(early) != codes(problems) || facts.Width != 0 || facts.Drawing != nil) {
				t.Errorf("Look says something else: %v %v", facts, early)
			}
			if strings.HasSuffix(c.why, "bomb") && ok {
				t.Error("Look does not know it")
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
	for _, k := range []kind{jpegs, pngs, gifs, webps, avifs, markup} {
		for _, ending := range k.endings() {
			if !Known("a" + ending) {
				t.Errorf("%s is not known", ending)
			}
		}
	}
}

func TestMessagesStayInside(t *testing.T) {
	const secret = "CANARY"
	for _, source := range []string{
		secret, "<" + secret, `<svg><script>` + secret + `</script></svg>`, `<svg on` + secret + `="x"/>`,
		`<!DOCTYPE svg [<!ENTITY ` + secret + ` "x">]><svg/>`, "<svg>&" + secret + ";</svg>", "RIFF0000WEBP" + secret, "GIF89a" + secret,
		"\xff\xd8\xff\xe1\x00\x08" + secret, `<svg xmlns="` + secret + `"/>`, `<svg style="` + secret + `:1"/>`, `<svg><style>` + secret + `</style></svg>`,
	} {
		for _, file := range []string{"a.svg", "a.jpg"} {
			_, problems, _ := Encode(file, []byte(source), false)
			for _, p := range problems {
				if strings.Contains(strings.ToUpper(p.Message+p.Fix+p.Code), secret) {
					t.Errorf("%q is told: %v", source, p)
				}
			}
		}
	}
}

// A picture that was cut short anywhere is refused: never is half a one shown.
func TestCutShort(t *testing.T) {
	wide := quarters(200, 150, corners)
	for file, source := range map[string][]byte{
		"a.jpg": asJPEG(noisy(200, 150)), "a.png": asPNG(noisy(200, 150)), "a.gif": asGIF(image.Pt(200, 150), paletted(200, 150, blackRed, 1)),
		"a.webp": encodedWebP(noisy(200, 150), false), "b.webp": encodedWebP(wide, true), "c.webp": encodedWebP(seeThrough(noisy(200, 150)), false),
		"a.avif": encodedAVIF(wide),
	} {
		if _, problems, ok := Encode(file, source, false); !ok {
			t.Fatal(file, problems)
		}
		for tenth := 0; tenth <= 20; tenth++ {
			cut := bytes.Clone(source[:min(len(source)-12, len(source)*tenth/20)])
			if len(cut) > 20 && file[2:] == "webp" { // what says how long it is may have been mended
				binary.LittleEndian.PutUint32(cut[4:], uint32(len(cut)-8))
				if string(cut[12:15]) == "VP8" && cut[15] != 'X' {
					binary.LittleEndian.PutUint32(cut[16:], uint32(len(cut)-20))
				}
			}
			if _, problems, ok := Encode(file, cut, false); ok || codes(problems) != "picture-unreadable" {
				t.Errorf("%s: %d of %d bytes: %v", file, len(cut), len(source), problems)
			}
		}
	}
}

func TestWayOutOfHEIC(t *testing.T) {
	_, problems, _ := Look("a.heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"))
	if codes(problems) != "picture-format" || !strings.Contains(problems[0].Fix, "Most Compatible") {
		t.Errorf("got %v", problems)
	}
}

func TestCleanGIFOfAllColours(t *testing.T) {
	var all color.Palette
	for i := range 256 {
		all = append(all, color.NRGBA{uint8(i), uint8(i), uint8(i), 255})
	}
	m := paletted(16, 16, all, 0)
	for i := range m.Pix {
		m.Pix[i] = uint8(i)
	}
	clean, problems, ok := Clean("a.gif", asGIF(image.Pt(20, 20), m))
	if !ok {
		t.Fatal(problems)
	}
	got := decoded(t, clean)
	if !near(got.At(15, 15), color.White) || !near(got.At(0, 0), color.Black) || !near(got.At(18, 18), color.NRGBA{}) {
		t.Errorf("got %v, %v, %v", got.At(15, 15), got.At(0, 0), got.At(18, 18))
	}
}
