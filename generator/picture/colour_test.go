package picture

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"
)

// onScreen works out by the book what a colour of a profile is on the web.
func onScreen(p primaries, gamma float64, c color.NRGBA) color.NRGBA {
	var xyz, out [3]float64
	for i, v := range [3]uint8{c.R, c.G, c.B} {
		for j := range xyz {
			xyz[j] += p[i][j] * math.Pow(float64(v)/255, gamma)
		}
	}
	back := [3][3]float64{{3.13386, -1.61687, -0.49062}, {-0.97878, 1.91614, 0.03345}, {0.07194, -0.22899, 1.40538}} // XYZ of D50 to sRGB
	for i := range out {
		v := back[i][0]*xyz[0] + back[i][1]*xyz[1] + back[i][2]*xyz[2]
		out[i] = math.Round(255 * max(0, min(1, curved(max(0, v)))))
	}
	return color.NRGBA{uint8(out[0]), uint8(out[1]), uint8(out[2]), 255}
}

func colourIs(t *testing.T, why string, got color.Color, want color.NRGBA, by int) {
	t.Helper()
	g := color.NRGBAModel.Convert(got).(color.NRGBA)
	if abs(int(g.R)-int(want.R)) > by || abs(int(g.G)-int(want.G)) > by || abs(int(g.B)-int(want.B)) > by {
		t.Errorf("%s: %v, not %v", why, g, want)
	}
}

func TestColours(t *testing.T) {
	swapped := primaries{sRGBprimaries[1], sRGBprimaries[2], sRGBprimaries[0]}
	colours := [4]color.NRGBA{{180, 90, 60, 255}, {60, 160, 90, 255}, {90, 80, 170, 255}, {200, 190, 180, 255}}
	m := quarters(64, 48, colours)
	for _, c := range []struct {
		why     string
		p       primaries
		gamma   float64
		changes bool
	}{
		{"Display P3", displayP3, 2.2, true},
		{"Adobe RGB", adobeRGB, 2.2, true},
		{"one that swaps the channels", swapped, 2.2, true},
		{"a screen of another gamma", sRGBprimaries, 1.8, true},
	} {
		profile := profileOf(c.p, c.gamma, c.why)
		half := len(profile) / 2
		for file, source := range map[string][]byte{
			"a.jpg":  insert(asJPEG(m), 2, segment(0xe2, iccMark+"\x01\x01"+string(profile))),
			"b.jpg":  insert(asJPEG(m), 2, segment(0xe2, iccMark+"\x02\x02"+string(profile[half:])), segment(0xe2, iccMark+"\x01\x02"+string(profile[:half]))),
			"a.png":  insert(asPNG(m), 33, chunk("iCCP", "p\x00\x00"+packed(string(profile)))),
			"a.webp": riff("VP8X", vp8x(0x20, 64, 48), "ICCP", string(profile), "VP8L", string(encodedWebP(m, true)[20:])),
			"a.avif": asAVIF(picturePart(encodedAVIF(m), ispe(64, 48), box{"colr", append([]byte("prof"), profile...)})),
		} {
			renditions, problems, ok := Encode(file, source, false)
			clean, _, _ := Clean(file, source)
			if !ok || clean == nil {
				t.Fatal(problems)
			}
			for _, b := range [][]byte{renditions[len(renditions)-1].Bytes, clean} {
				got := decoded(t, b)
				for i, at := range [4]image.Point{{8, 8}, {56, 8}, {8, 40}, {56, 40}} {
					colourIs(t, c.why+" in "+file, got.At(at.X, at.Y), onScreen(c.p, c.gamma, colours[i]), 9)
				}
			}
		}
	}
}

// The grid is near enough to every colour, not only to its points: only where
// almost nothing is left of one, which nobody sees, it is less so.
func TestGrid(t *testing.T) {
	g, sum, n := profileGrid(profileOf(displayP3, 2.2, "")), 0, 0
	for r := 0; r < 256; r += 5 {
		for gr := 3; gr < 256; gr += 7 {
			for b := 1; b < 256; b += 11 {
				c := color.NRGBA{uint8(r), uint8(gr), uint8(b), 255}
				m := &image.NRGBA{Pix: []uint8{c.R, c.G, c.B, 255}, Stride: 4, Rect: image.Rect(0, 0, 1, 1)}
				g.apply(m)
				want := onScreen(displayP3, 2.2, c)
				for i, v := range []uint8{want.R, want.G, want.B} {
					off := abs(int(m.Pix[i]) - int(v))
					if sum, n = sum+off, n+1; off > 4 && v > 40 || off > 16 {
						t.Fatalf("%v is %v, not %v", c, m.Pix, want)
					}
				}
			}
		}
	}
	if mean := float64(sum) / float64(n); mean > 0.5 {
		t.Errorf("it is %.2f off", mean)
	}
}

func TestProfilesLeftAlone(t *testing.T) {
	good := profileOf(displayP3, 2.2, "")
	if profileGrid(good) == nil {
		t.Fatal("a good profile is not read")
	}
	change := func(at int, to string) []byte {
		b := bytes.Clone(good)
		copy(b[at:], to)
		return b
	}
	curve := func(to string) []byte { return change(bytes.Index(good, []byte("curv")), to) }
	for why, profile := range map[string][]byte{
		"none":                        nil,
		"nonsense":                    []byte(canary),
		"no table":                    good[:130],
		"more tags than bytes":        change(128, "\xff\xff\xff\xff")[:140],
		"cut":                         good[:len(good)-20],
		"for print":                   change(16, "CMYK"),
		"grey":                        change(16, "GRAY"),
		"not a profile":               change(36, "xxxx"),
		"a curve of a billion points": curve("curv\x00\x00\x00\x00\x3b\x9a\xca\x00"),
		"a table for a curve":         curve("mft2\x00\x00\x00\x00\xff\xff\xff\xff"),
		"no primaries":                change(bytes.Index(good, []byte("gXYZ")), "none"),
		"a tag beyond the end":        change(132+12+4, "\xff\xff\xff\xff\xff\xff\xff\xff"),
		"black":                       profileOf(primaries{}, 2.2, ""),
	} {
		if strings.Contains(why, "curve") && plainProfile(profile) != nil {
			t.Errorf("%s: it is handed to the library", why)
		}
		m := &image.NRGBA{Pix: []uint8{10, 100, 200, 255}, Stride: 4, Rect: image.Rect(0, 0, 1, 1)}
		toScreen(m, head{profile: profile})
		if why != "a tag beyond the end" && why != "black" && !bytes.Equal(m.Pix, []uint8{10, 100, 200, 255}) {
			t.Errorf("%s: it changes colours to %v", why, m.Pix)
		}
	}
	for n := range good { // must not panic
		profileGrid(good[:n])
	}
	// What cannot be seen is not done.
	if g := newGrid(func(r, g, b float64) (float64, float64, float64) { return r, g + 0.001, b }); g != nil {
		t.Error("what changes nothing is done")
	}
}

func TestColoursByNumber(t *testing.T) {
	m := quarters(64, 48, [4]color.NRGBA{{180, 90, 60, 255}, {60, 160, 90, 255}, {90, 80, 170, 255}, {200, 190, 180, 255}})
	plain, _, _ := Encode("a.png", asPNG(m), false)
	for name, source := range map[string][]byte{
		"sRGB":         insert(asPNG(m), 33, chunk("cICP", "\x01\x0d\x00\x01")),
		"not said":     insert(asPNG(m), 33, chunk("cICP", "\x02\x02\x00\x01")),
		"not known":    insert(asPNG(m), 33, chunk("cICP", "\x63\x63\x00\x01")),
		"cut short":    insert(asPNG(m), 33, chunk("cICP", "\x0c")),
		"sRGB and ICC": insert(asPNG(m), 33, chunk("cICP", "\x01\x0d\x00\x01"), chunk("iCCP", "p\x00\x00"+packed(string(profileOf(displayP3, 2.2, ""))))),
	} {
		if renditions, problems, _ := Encode("a.png", source, false); !slices.EqualFunc(renditions, plain, func(a, b Rendition) bool { return bytes.Equal(a.Bytes, b.Bytes) }) {
			t.Errorf("%s: the colours change %v", name, problems)
		}
	}
	renditions, _, _ := Encode("a.png", insert(asPNG(m), 33, chunk("cICP", "\x0c\x0d\x00\x01")), false)
	colourIs(t, "P3", decoded(t, renditions[len(renditions)-1].Bytes).At(8, 8), color.NRGBA{193, 83, 51, 255}, 3)
	colourIs(t, "P3", decoded(t, renditions[len(renditions)-1].Bytes).At(56, 8), color.NRGBA{0, 163, 82, 255}, 3)
	if _, problems, ok := Encode("a.png", insert(asPNG(m), 33, chunk("cICP", "\x09\x10\x00\x01")), false); ok || codes(problems) != "picture-format" {
		t.Errorf("HDR: %v", problems)
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
