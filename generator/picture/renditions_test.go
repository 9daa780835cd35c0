package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"
)

// named gives the rendition of a name.
func named(t *testing.T, renditions []Rendition, name string) Rendition {
	t.Helper()
	for _, f := range renditions {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("there is no rendition %s among %s", name, names(renditions))
	return Rendition{}
}

func names(renditions []Rendition) string {
	var all []string
	for _, f := range renditions {
		all = append(all, f.Name)
	}
	return strings.Join(all, " ")
}

func TestRenditions(t *testing.T) {
	glass := solid
	glass.A = 0x80
	deep := image.NewNRGBA64(image.Rect(0, 0, 3, 2))
	deep.SetNRGBA64(1, 1, color.NRGBA64{R: 0x1234, G: 0xfedc, B: 1, A: 0x8000})
	still, moving := paletted(50, 40, blackRed, 1), paletted(50, 40, blackRed, 0)
	for _, c := range []struct {
		why, file  string
		source     []byte
		renditions string
		codes      string
	}{
		{"a large photograph", "a.jpg", asJPEG(noisy(2000, 1000)), "480.webp 480.jpg 960.webp 960.jpg 1600.webp 1600.jpg preview.jpg", ""},
		{"one of 700", "a.jpg", asJPEG(noisy(700, 500)), "480.webp 480.jpg 700.webp 700.jpg preview.jpg", ""},
		{"a small one", "a.jpg", asJPEG(noisy(300, 200)), "300.webp 300.jpg", ""},
		{"one as wide as a rendition", "a.jpg", asJPEG(noisy(480, 20)), "480.webp 480.jpg", ""},
		{"a long one", "a.jpg", asJPEG(noisy(100, 16384)), "50.webp 50.jpg", ""},
		{"capital letters and the long ending are fine", "b/A.JPEG", asJPEG(noisy(32, 16)), "32.webp 32.jpg", ""},
		{"grey", "a.jpg", asJPEG(image.NewGray(image.Rect(0, 0, 9, 7))), "9.webp 9.jpg", ""},
		{"a photograph as PNG", "a.png", asPNG(noisy(500, 400)), "480.webp 480.jpg 500.webp 500.jpg", ""},
		{"one to see through", "a.png", asPNG(seeThrough(noisy(500, 400))), "480.webp 480.png 500.webp 500.png", ""},
		{"a small drawing has no WebP that is larger", "a.png", asPNG(paletted(4, 4, blackRed, 1)), "4.webp 4.png", ""},
		{"a drawing", "a.png", asPNG(quarters(500, 400, corners)), "480.webp 480.png 500.webp 500.png", ""},
		{"sixteen bits", "a.png", asPNG(deep), "3.webp 3.png", "picture-sixteen-bit"},
		{"a still GIF", "a.gif", asGIF(image.Pt(50, 40), still), "50.webp 50.png", ""},
		{"a moving GIF stops", "a.gif", asGIF(image.Pt(50, 40), still, moving), "50.webp 50.png", "picture-animated"},
		{"a small first frame lies on the whole canvas", "a.gif", asGIF(image.Pt(500, 40), still), "480.webp 480.png 500.webp 500.png", ""},
		{"a moving PNG stops", "a.png", insert(asPNG(quarters(40, 40, corners)), 33, chunk("acTL", "\x00\x00\x00\x02\x00\x00\x00\x00")), "40.webp 40.png", "picture-animated"},
		{"a lossless WebP", "a.webp", riff("VP8L", vp8l(20, 10, solid)), "20.webp 20.png", ""},
		{"a photograph as lossless WebP", "a.webp", encodedWebP(noisy(200, 100), true), "200.webp 200.jpg", ""},
		{"a lossy WebP", "a.webp", webpPhoto, "64.webp 64.jpg", ""},
		{"a lossy WebP to see through", "a.webp", encodedWebP(seeThrough(noisy(64, 48)), false), "64.webp 64.png", ""},
		{"AVIF", "a.avif", avifPhoto, "64.webp 64.jpg", ""},
		{"AVIF to see through", "a.avif", encodedAVIF(premultiplied(seeThrough(noisy(64, 48)))), "64.webp 64.png", ""},
		{"a drawing of shapes", "a.svg", []byte("<svg/>"), "", ""},
	} {
		t.Run(c.why, func(t *testing.T) {
			before := bytes.Clone(c.source)
			renditions, problems, ok := Encode(c.file, c.source, true)
			if !ok || codes(problems) != c.codes {
				t.Fatalf("ok is %v, problems %v", ok, problems)
			}
			// A WebP of a drawing is there only where it is smaller.
			var want []string
			for _, name := range strings.Fields(c.renditions) {
				if !strings.HasSuffix(name, ".webp") || slices.ContainsFunc(renditions, func(f Rendition) bool { return f.Name == name }) || !strings.Contains(c.why, "drawing") {
					want = append(want, name)
				}
			}
			if got := names(renditions); got != strings.Join(want, " ") {
				t.Errorf("got %s", got)
			}
			for i, f := range renditions {
				m := decoded(t, f.Bytes)
				if m.Bounds() != image.Rect(0, 0, f.Width, f.Height) {
					t.Errorf("%s says %dx%d, and is %v", f.Name, f.Width, f.Height, m.Bounds())
				}
				if kind := sniff(f.Bytes); f.Type != "image/"+strings.ToLower(string(kind)) {
					t.Errorf("%s says %s, and is %s", f.Name, f.Type, kind)
				}
				if strings.HasSuffix(f.Name, ".webp") && strings.HasSuffix(renditions[i+1].Name, ".png") && webpIsLossless(f.Bytes) && len(f.Bytes) >= len(renditions[i+1].Bytes) {
					t.Errorf("%s is larger than the PNG", f.Name)
				}
			}
			again, _, _ := Encode(c.file, c.source, true)
			if fmt.Sprint(again) != fmt.Sprint(renditions) {
				t.Error("the same source gave other bytes")
			}
			if !bytes.Equal(before, c.source) {
				t.Error("the source was changed")
			}
			if problems, ok := Check(c.file, c.source); !ok || codes(problems) != c.codes {
				t.Errorf("Check says %v", problems)
			}
		})
	}
}

func webpIsLossless(b []byte) bool { h, _ := webpHead(b); return h.lossless }

func premultiplied(m *image.NRGBA) *image.RGBA {
	return resize(m, m.Rect, m.Rect.Dx(), m.Rect.Dy())
}

func TestSizes(t *testing.T) {
	for _, c := range []struct {
		w, h int
		want string
	}{
		{4000, 3000, "[(480,360) (960,720) (1600,1200)]"},
		{1601, 1, "[(480,1) (960,1) (1600,1)]"},
		{1600, 800, "[(480,240) (960,480) (1600,800)]"},
		{1599, 800, "[(480,240) (960,480) (1599,800)]"},
		{480, 640, "[(480,640)]"},
		{2, 2, "[(2,2)]"},
		{4000, 30000, "[(480,3600) (960,7200) (1092,8190)]"},
		{1000, 20000, "[(409,8180)]"},
		{2, 50_000_000, "[(1,8192)]"},
		{50_000_000, 2, "[(480,1) (960,1) (1600,1)]"},
	} {
		if got := fmt.Sprint(sizes(image.Pt(c.w, c.h))); got != c.want {
			t.Errorf("%dx%d: %s, not %s", c.w, c.h, got, c.want)
		}
	}
}

// Of a photograph with its first row and column at these sides (the words of
// the Exif standard), seen upright as the quarters in corners.
func TestOrientation(t *testing.T) {
	const tl, tr, bl, br = 0, 1, 2, 3
	for i, stored := range [8][4]int{ // which corner lies top left, top right, bottom left, bottom right in the file
		{tl, tr, bl, br}, // row at the top, column at the left
		{tr, tl, br, bl}, // row at the top, column at the right
		{br, bl, tr, tl}, // row at the bottom, column at the right
		{bl, br, tl, tr}, // row at the bottom, column at the left
		{tl, bl, tr, br}, // row at the left, column at the top
		{tr, br, tl, bl}, // row at the right, column at the top
		{br, tr, bl, tl}, // row at the right, column at the bottom
		{bl, tl, br, tr}, // row at the left, column at the bottom
	} {
		o := i + 1
		w, h := 640, 320
		if o >= 5 {
			w, h = h, w
		}
		var colours [4]color.NRGBA
		for i, corner := range stored {
			colours[i] = corners[corner]
		}
		m := quarters(w, h, colours)
		tiff := tiffOf(uint16(o))
		small := exif(binary.LittleEndian, uint16(o), "")
		avifs := map[int][]box{
			2: {{"imir", []byte{1}}}, 3: {{"irot", []byte{2}}}, 4: {{"imir", []byte{0}}},
			5: {{"irot", []byte{1}}, {"imir", []byte{0}}}, 6: {{"irot", []byte{3}}},
			7: {{"irot", []byte{1}}, {"imir", []byte{1}}}, 8: {{"irot", []byte{1}}},
		}
		for file, source := range map[string][]byte{
			"a.jpg":  insert(asJPEG(m), 2, segment(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), []byte{0xff}, segment(0xe1, small)),
			"b.jpg":  insert(asJPEG(m), 2, segment(0xe1, exifMark+tiff)),
			"a.png":  insert(asPNG(m), 33, chunk("eXIf", tiff)),
			"a.webp": riff("VP8X", vp8x(0x08, w, h), "VP8 ", string(encodedWebP(m, false)[20:]), "EXIF", tiff),
			"a.avif": asAVIF(picturePart(encodedAVIF(m), append([]box{ispe(w, h)}, avifs[o]...)...)),
		} {
			t.Run(fmt.Sprint(file, o), func(t *testing.T) {
				renditions, problems, ok := Encode(file, source, true)
				if !ok || len(problems) > 0 {
					t.Fatal(problems)
				}
				if facts, _, _ := Look(file, source); facts.Width != 640 || facts.Height != 320 {
					t.Errorf("it is said to be %dx%d", facts.Width, facts.Height)
				}
				clean, _, _ := Clean(file, source)
				for name, bytes := range map[string][]byte{
					"480": renditions[0].Bytes, "640": named(t, renditions, "640.webp").Bytes,
					"preview": named(t, renditions, "preview.jpg").Bytes, "clean": clean,
				} {
					want := quarters(decoded(t, bytes).Bounds().Dx(), decoded(t, bytes).Bounds().Dy(), corners)
					alike(t, name, decoded(t, bytes), want)
				}
			})
		}
	}
}

func TestBrokenExif(t *testing.T) {
	good := exif(binary.BigEndian, 6, "")[6:]
	change := func(at int, to string) string { return good[:at] + to + good[at+len(to):] }
	for _, c := range []struct {
		why, exif string
		want      int
	}{
		{"whole", good, 6},
		{"cut before the tag", good[:18], 1},
		{"cut in the directory's place", good[:5], 1},
		{"empty", "", 1},
		{"another byte order", change(0, "XX"), 1},
		{"directory beyond the end", change(4, "\xff\xff\xff\xff"), 1},
		{"directory at the very end", change(4, "\x00\x00\x00\x26"), 1},
		{"more tags than there are", change(8, "\xff\xff"), 6},
		{"no tags", change(8, "\x00\x00"), 1},
		{"a type that it cannot have", change(24, "\x00\x02"), 1},
		{"no such orientation", change(30, "\x00\x09"), 1},
		{"none", change(30, "\x00\x00"), 1},
	} {
		if got := orientation([]byte(c.exif)); got != c.want {
			t.Errorf("%s: %d, not %d", c.why, got, c.want)
		}
	}
}

func TestPreview(t *testing.T) {
	for _, c := range []struct {
		why  string
		w, h int
		cut  image.Rectangle // of the source; empty for none
	}{
		{"wide", 3000, 1000, image.Rect(547, 0, 2452, 1000)},
		{"high: from above the middle", 1200, 1830, image.Rect(0, 400, 1200, 1030)},
		{"just enough", 600, 315, image.Rect(0, 0, 600, 315)},
		{"too narrow", 599, 400, image.Rectangle{}},
		{"too flat", 1000, 314, image.Rectangle{}},
	} {
		source := noisy(c.w, c.h)
		renditions, _, _ := Encode("a.jpg", asJPEG(source), true)
		if c.cut.Empty() {
			if strings.Contains(names(renditions), "preview") {
				t.Errorf("%s: there is a preview", c.why)
			}
			continue
		}
		f := named(t, renditions, "preview.jpg")
		if f.Width != 1200 || f.Height != 630 {
			t.Errorf("%s: it is %dx%d", c.why, f.Width, f.Height)
		}
		alike(t, c.why, decoded(t, f.Bytes), resize(source, c.cut, 1200, 630))
	}
	renditions, _, _ := Encode("a.png", asPNG(image.NewNRGBA(image.Rect(0, 0, 1200, 630))), true)
	if got := decoded(t, named(t, renditions, "preview.jpg").Bytes).At(600, 300); !near(got, color.White) {
		t.Errorf("what can be seen through is on %v", got)
	}
	if renditions, _, _ := Encode("a.jpg", asJPEG(noisy(1200, 630)), false); strings.Contains(names(renditions), "preview") {
		t.Error("nobody asked for a preview")
	}
}

func TestHiddenColours(t *testing.T) {
	rubbedOut := color.NRGBA{R: 99, G: 88, B: 77, A: 0}
	deep := image.NewNRGBA64(image.Rect(0, 0, 40, 40))
	for i := range deep.Pix {
		deep.Pix[i] = 0x63 * uint8(1-i%8/6)
	}
	for file, source := range map[string][]byte{
		"a.png":  asPNG(quarters(40, 40, [4]color.NRGBA{rubbedOut, solid, solid, solid})),
		"b.png":  asPNG(deep),
		"a.webp": encodedExact(quarters(40, 40, [4]color.NRGBA{rubbedOut, solid, solid, solid})),
	} {
		renditions, problems, ok := Encode(file, source, false)
		clean, _, _ := Clean(file, source)
		if !ok || clean == nil {
			t.Fatal(problems)
		}
		for _, b := range append([][]byte{clean}, renditions[len(renditions)-1].Bytes) {
			m := decoded(t, b)
			if c := color.NRGBAModel.Convert(m.At(3, 3)).(color.NRGBA); c != (color.NRGBA{}) {
				t.Errorf("%s: what was rubbed out is still there: %v", file, c)
			}
		}
	}
	few := image.NewPaletted(image.Rect(0, 0, 3, 2), color.Palette{rubbedOut, color.NRGBA{R: 1}, solid, color.NRGBA{R: 66, G: 66, B: 66, A: 255}})
	few.Pix = []uint8{0, 1, 2, 0, 1, 2}
	clean, _, _ := Clean("a.png", asPNG(few))
	got := decoded(t, clean).(*image.Paletted)
	if len(got.Palette) != 2 || got.Pix[0] != got.Pix[1] || !near(got.At(2, 0), solid) {
		t.Errorf("two transparent colours draw a hidden picture: %v %v", got.Pix, got.Palette)
	}
}

func TestSeveralAtOnce(t *testing.T) {
	source := map[string][]byte{"a.jpg": asJPEG(noisy(700, 500)), "a.avif": avifPhoto, "a.png": asPNG(noisy(90, 60))}
	want := map[string]string{}
	for file := range source {
		renditions, _, _ := Encode(file, source[file], true)
		want[file] = fmt.Sprint(renditions)
	}
	done := make(chan error)
	for range 3 {
		for file := range source {
			go func() {
				renditions, problems, _ := Encode(file, source[file], true)
				if fmt.Sprint(renditions) != want[file] {
					done <- fmt.Errorf("%s is another: %v", file, problems)
					return
				}
				done <- nil
			}()
		}
	}
	for range 3 * len(source) {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// What a head says of memory bounds what is done at once.
func TestMemory(t *testing.T) {
	small, _, _ := Look("a.jpg", asJPEG(noisy(64, 64)))
	large, _, _ := Look("a.jpg", asJPEG(image.NewGray(image.Rect(0, 0, 4000, 3000))))
	if small.Memory <= 0 || large.Memory < small.Memory+12_000_000 {
		t.Errorf("%d and %d bytes", small.Memory, large.Memory)
	}
}
