package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"
)

// canary stands for whatever must not leave: a place, a name, a small copy.
const canary = "CANARY-51.5033,-0.1195"

func TestMetadataStays(t *testing.T) {
	photo := asJPEG(quarters(32, 16, corners))
	drawing := asPNG(quarters(32, 16, corners))
	moving := asGIF(image.Pt(5, 4), paletted(5, 4, blackRed, 1))
	inGIF := 13 + colourTable(moving[10])
	block := func(label byte, content string) []byte {
		return slices.Concat([]byte{0x21, label, byte(len(content))}, []byte(content), []byte{0})
	}
	for _, c := range []struct {
		why, file string
		source    []byte
	}{
		{"Exif", "a.jpg", insert(photo, 2, segment(0xe1, exif(binary.BigEndian, 1, canary)))},
		{"XMP", "a.jpg", insert(photo, 2, segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x>"+canary))},
		{"IPTC", "a.jpg", insert(photo, 2, segment(0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x16"+canary))},
		{"colour profile", "a.jpg", insert(photo, 2, segment(0xe2, "ICC_PROFILE\x00\x01\x01"+canary))},
		{"JFIF preview", "a.jpg", insert(photo, 2, segment(0xe0, "JFXX\x00\x10"+canary))},
		{"comment", "a.jpg", insert(photo, 2, segment(0xfe, canary))},
		{"after the end", "a.jpg", append(bytes.Clone(photo), canary...)},
		{"another photograph after the end", "a.jpg", slices.Concat(photo, insert(photo, 2, segment(0xfe, canary)))},

		{"text", "a.png", insert(drawing, 33, chunk("tEXt", "Author\x00"+canary))},
		{"international text", "a.png", insert(drawing, 33, chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+canary))},
		{"Exif in PNG", "a.png", insert(drawing, 33, chunk("eXIf", "II*\x00"+canary))},
		{"a program's own part", "a.png", insert(drawing, 33, chunk("prVt", canary))},
		{"after the end of a PNG", "a.png", append(bytes.Clone(drawing), canary...)},

		{"comment in GIF", "a.gif", insert(moving, inGIF, block(0xfe, canary))},
		{"XMP in GIF", "a.gif", insert(moving, inGIF, []byte("\x21\xff\x0bXMP DataXMP"), block(0, canary)[2:])},
		{"after the end of a GIF", "a.gif", append(bytes.Clone(moving), canary...)},

		{"Exif and XMP in WebP", "a.webp", riff("VP8X", vp8x(0x0c, 9, 9), "VP8L", vp8l(9, 9, solid), "EXIF", canary, "XMP ", canary)},
		{"colour profile in WebP", "a.webp", riff("VP8X", vp8x(0x20, 9, 9), "ICCP", canary, "VP8L", vp8l(9, 9, solid))},
		{"after the end of a WebP", "a.webp", append(riff("VP8L", vp8l(9, 9, solid)), canary...)},

		{"comment in SVG", "a.svg", []byte("<!--" + canary + "--><svg><!--" + canary + "--></svg>")},
		{"instruction in SVG", "a.svg", []byte("<?xml-stylesheet " + canary + "?><svg/>")},
		{"DOCTYPE", "a.svg", []byte("<!DOCTYPE svg [<!ENTITY a '" + canary + "'>]><svg><text>&a;</text></svg>")},
		{"title, description and metadata", "a.svg", []byte("<svg><title>" + canary + "</title><desc>" + canary + "</desc><metadata><a>" + canary + "</a></metadata></svg>")},
		{"an editor's notes", "a.svg", []byte(`<svg xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="` + canary + `"><i:view>` + canary + `</i:view></svg>`)},
		{"a layer's name", "a.svg", []byte(`<svg><g id="` + canary + `" class="` + canary + `" data-name="` + canary + `"/></svg>`)},
		{"a hidden layer", "a.svg", []byte(`<svg><g style="display:none"><text>` + canary + `</text></g><text display="none">` + canary + `</text></svg>`)},
		{"words that are not drawn", "a.svg", []byte(`<svg>` + canary + `<g>` + canary + `</g></svg>`)},
		{"a picture in a picture", "a.svg", []byte(`<svg><image href="data:image/png;base64,` + canary + `"/></svg>`)},
	} {
		t.Run(c.why, func(t *testing.T) {
			if !bytes.Contains(c.source, []byte(canary)) {
				t.Fatal("the canary is not in the source")
			}
			p, problems, ok := Clean(c.file, c.source)
			if !ok {
				t.Fatal(problems)
			}
			if bytes.Contains(p.Bytes, []byte(canary)) || strings.Contains(string(p.Bytes), "CANARY") {
				t.Errorf("the canary has left: %q", p.Bytes)
			}
		})
	}
}

// The parts of the new files are on lists, too: who adds one must say so here.
func TestNothingButPixels(t *testing.T) {
	p, _, _ := Clean("a.png", insert(asPNG(quarters(8, 8, corners)), 33, chunk("gAMA", "\x00\x00\xb1\x8f"), chunk("tIME", "\x07\xe6\x07\x04\x00\x00\x00")))
	for rest := p.Bytes[8:]; len(rest) > 0; {
		if name := string(rest[4:8]); name != "IHDR" && name != "IDAT" && name != "IEND" {
			t.Errorf("the PNG has a part %s", name)
		}
		rest = rest[12+binary.BigEndian.Uint32(rest):]
	}
	p, _, _ = Clean("a.jpg", insert(asJPEG(quarters(8, 8, corners)), 2, segment(0xe1, exif(binary.LittleEndian, 6, ""))))
	for rest := p.Bytes[2:]; rest[1] != 0xda; rest = rest[2+binary.BigEndian.Uint16(rest[2:]):] {
		if m := rest[1]; m != 0xdb && m != 0xc0 && m != 0xc4 {
			t.Errorf("the JPEG has a part %x", m)
		}
	}
}

func TestHiddenColours(t *testing.T) {
	rubbedOut := color.NRGBA{R: 99, G: 88, B: 77, A: 0}
	m := quarters(4, 4, [4]color.NRGBA{rubbedOut, solid, solid, solid})
	p, _, _ := Clean("a.png", asPNG(m))
	out := decoded(t, p).(*image.NRGBA)
	if got := out.NRGBAAt(0, 0); got != (color.NRGBA{}) {
		t.Errorf("what was rubbed out is still there: %v", got)
	}
	if got := out.NRGBAAt(3, 3); got != solid {
		t.Errorf("what can be seen has changed: %v", got)
	}

	deep := image.NewNRGBA64(image.Rect(0, 0, 2, 1))
	deep.SetNRGBA64(0, 0, color.NRGBA64{R: 9999})
	deep.SetNRGBA64(1, 0, color.NRGBA64{R: 9999, A: 1})
	p, _, _ = Clean("a.png", asPNG(deep))
	if got := decoded(t, p).(*image.NRGBA64); got.NRGBA64At(0, 0).R != 0 || got.NRGBA64At(1, 0).R != 9999 {
		t.Errorf("sixteen bits: %v", got.Pix)
	}

	few := image.NewPaletted(image.Rect(0, 0, 3, 1), color.Palette{rubbedOut, color.NRGBA{R: 1}, solid, color.NRGBA{R: 66, G: 66, B: 66, A: 255}})
	few.Pix = []uint8{0, 1, 2}
	p, _, _ = Clean("a.png", asPNG(few))
	got := decoded(t, p).(*image.Paletted)
	if got.Pix[0] != got.Pix[1] || got.Palette[0] != (color.NRGBA{}) || !near(got.At(2, 0), solid) {
		t.Errorf("two transparent colours draw a hidden picture: %v %v", got.Pix, got.Palette)
	}
	for i, c := range got.Palette {
		if n := color.NRGBAModel.Convert(c).(color.NRGBA); n.R == 66 || n.R == 1 {
			t.Errorf("unused colour %d is still there: %v", i, c)
		}
	}
}

// Of a photograph with its first row and column at these sides (the words of
// the Exif standard), seen upright as the quarters in corners.
func TestOrientation(t *testing.T) {
	const tl, tr, bl, br = 0, 1, 2, 3
	for _, c := range []struct {
		orientation uint16
		why         string
		stored      [4]int // which corner lies top left, top right, bottom left, bottom right in the file
		turned      bool
	}{
		{1, "row at the top, column at the left", [4]int{tl, tr, bl, br}, false},
		{2, "row at the top, column at the right", [4]int{tr, tl, br, bl}, false},
		{3, "row at the bottom, column at the right", [4]int{br, bl, tr, tl}, false},
		{4, "row at the bottom, column at the left", [4]int{bl, br, tl, tr}, false},
		{5, "row at the left, column at the top", [4]int{tl, bl, tr, br}, true},
		{6, "row at the right, column at the top", [4]int{tr, br, tl, bl}, true},
		{7, "row at the right, column at the bottom", [4]int{br, tr, bl, tl}, true},
		{8, "row at the left, column at the bottom", [4]int{bl, tl, br, tr}, true},
	} {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			t.Run(c.why+" "+order.String(), func(t *testing.T) {
				w, h := 32, 16
				if c.turned {
					w, h = h, w
				}
				var colours [4]color.NRGBA
				for i, corner := range c.stored {
					colours[i] = corners[corner]
				}
				source := insert(asJPEG(quarters(w, h, colours)), 2, segment(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), []byte{0xff}, segment(0xe1, exif(order, c.orientation, "")))
				p, problems, ok := Clean("a.jpg", source)
				if !ok || len(problems) > 0 {
					t.Fatal(problems)
				}
				m := decoded(t, p)
				if p.Width != 32 || p.Height != 16 {
					t.Errorf("size is %dx%d", p.Width, p.Height)
				}
				for i, at := range [4]image.Point{{4, 4}, {28, 4}, {4, 12}, {28, 12}} {
					if got := m.At(at.X, at.Y); !near(got, corners[i]) {
						t.Errorf("corner %d is %v, not %v", i, got, corners[i])
					}
				}
			})
		}
	}
}

func TestOrientationOfGreyStaysGrey(t *testing.T) {
	p, _, ok := Clean("a.jpg", insert(asJPEG(image.NewGray(image.Rect(0, 0, 8, 3))), 2, segment(0xe1, exif(binary.BigEndian, 6, ""))))
	if !ok || p.Width != 3 || p.Height != 8 {
		t.Fatalf("got %dx%d", p.Width, p.Height)
	}
	if _, grey := decoded(t, p).(*image.Gray); !grey {
		t.Error("it has colours now")
	}
}

func TestBrokenExif(t *testing.T) {
	good := exif(binary.BigEndian, 6, "")
	change := func(at int, to string) string { return good[:at] + to + good[at+len(to):] }
	for _, c := range []struct {
		why, exif string
		want      int
	}{
		{"whole", good, 6},
		{"cut before the tag", good[:24], 1},
		{"cut in the directory's place", good[:11], 1},
		{"empty", "Exif\x00\x00", 1},
		{"another byte order", change(6, "XX"), 1},
		{"directory beyond the end", change(10, "\xff\xff\xff\xff"), 1},
		{"directory at the very end", change(10, "\x00\x00\x00\x26"), 1},
		{"more tags than there are", change(14, "\xff\xff"), 6},
		{"no tags", change(14, "\x00\x00"), 1},
		{"a type that it cannot have", change(30, "\x00\x02"), 1},
		{"no such orientation", change(36, "\x00\x09"), 1},
		{"none", change(36, "\x00\x00"), 1},
		{"not Exif", "Fixe" + good[4:], 1},
	} {
		source := append([]byte{0xff, 0xd8}, segment(0xe1, c.exif)...)
		if got := orientation(source); got != c.want {
			t.Errorf("%s: %d, not %d", c.why, got, c.want)
		}
		for n := range source {
			orientation(source[:n]) // must not panic
		}
	}
}
