package guard

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"

	"goldenthread/generator/fold"
)

const beside = "a photograph of Samuel Okafor in the garden"

// saysBeside says whether words of which metadata gives some hold a name of the
// finder.
func saysBeside(f *fold.Finder, file []byte) bool {
	var words fold.Text
	for _, said := range metadata(file) {
		words.Read(said)
		if len(f.Find(&words, true, nil)) > 0 {
			return true
		}
	}
	return false
}

func TestBesidePixels(t *testing.T) {
	for _, c := range []struct {
		reason, file string
		want         bool
	}{
		{"PNG alone", pngOf(t), false},
		{"PNG, tEXt", pngOf(t, "tEXt", "Comment\x00"+beside), true},
		{"PNG, tEXt of a name alone", pngOf(t, "tEXt", "Author\x00Samuel Okafor"), true},
		{"PNG, tEXt's keyword", pngOf(t, "tEXt", "Samuel Okafor\x00x"), true},
		{"PNG, zTXt", pngOf(t, "zTXt", "Comment\x00\x00"+zipped(t, beside)), true},
		{"PNG, zTXt with an x in its keyword", pngOf(t, "zTXt", "xx Text\x00\x00"+zipped(t, beside)), true},
		{"PNG, iTXt", pngOf(t, "iTXt", "Comment\x00\x00\x00en\x00\x00"+beside), true},
		{"PNG, iTXt, packed", pngOf(t, "iTXt", "XML:com.adobe.xmp\x00\x01\x00\x00\x00"+zipped(t, beside)), true},
		{"PNG, eXIf", pngOf(t, "eXIf", exifOf(beside)), true},
		{"PNG, a profile's name", pngOf(t, "iCCP", "Samuel Okafor\x00\x00"+zipped(t, "x")), true},
		{"PNG, a profile", pngOf(t, "iCCP", "icc\x00\x00"+zipped(t, beside)), true},
		{"PNG, an unknown chunk", pngOf(t, "saMu", beside), true},
		{"PNG, behind its end", pngOf(t) + beside, true},
		{"PNG, a file behind its end", pngOf(t) + "PK\x03\x04\x00\x00" + beside, true},
		{"PNG, cut off", pngOf(t, "tEXt", "Comment\x00"+beside)[:90], true},
		{"PNG, a chunk's length is wrong", "\x89PNG\r\n\x1a\n\xff\xff\xff\xfftEXt" + beside, true},
		{"JPEG alone", jpegOf(t), false},
		{"JPEG, a comment", jpegOf(t, 0xfe, beside), true},
		{"JPEG, EXIF", jpegOf(t, 0xe1, "Exif\x00\x00"+exifOf(beside)), true},
		{"JPEG, EXIF in UTF-16", jpegOf(t, 0xe1, "Exif\x00\x00"+exifOf(wide(beside))), true},
		{"JPEG, EXIF in UTF-16, the other way round", jpegOf(t, 0xe1, "Exif\x00\x00"+exifOf("\x00"+wide(beside))), true},
		{"JPEG, XMP", jpegOf(t, 0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta><dc:creator>"+beside+"</dc:creator>"), true},
		{"JPEG, Photoshop", jpegOf(t, 0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x20"+beside), true},
		{"JPEG, behind its end", jpegOf(t) + beside, true},
		{"JPEG, a comment in its thumbnail", jpegOf(t, 0xe1, "Exif\x00\x00"+exifOf("x")+jpegOf(t, 0xfe, beside)), true},
		{"JPEG, a second picture behind it", jpegOf(t) + jpegOf(t, 0xfe, beside), true},
		{"JPEG, cut off", jpegOf(t, 0xfe, beside)[:60], true},
		{"WebP alone", webpOf(), false},
		{"WebP, EXIF", webpOf("EXIF", exifOf(beside)), true},
		{"WebP, XMP", webpOf("XMP ", "<x:xmpmeta>"+beside), true},
		{"WebP, a chunk of odd length before it", webpOf("ICCP", "abc", "XMP ", beside), true},
		{"WebP, behind its end", webpOf() + beside, true},
		{"GIF alone", gifOf(t), false},
		{"GIF, a comment", strings.TrimSuffix(gifOf(t), ";") + "\x21\xfe" + string(rune(len(beside))) + beside + "\x00;", true},
		{"PDF", "%PDF-1.4\n1 0 obj\n<< /Author (Samuel Okafor) >>\nstream\n\x00\xff\nendstream", true},
		{"PDF, words of a page", "%PDF-1.4\n\xe2\xe3\n BT /F1 12 Tf (" + beside + ") Tj ET", true},
		{"ICO", "\x00\x00\x01\x00\x01\x00" + pngOf(t, "tEXt", "Comment\x00"+beside), true},
		{"MP3", "ID3\x03\x00\x00\x00\x00\x0f\x76TIT2\x00\x00\x00\x10\x00\x00\x00" + beside + "\x00\xff\xfb\x90", true},
		{"MP4", "\x00\x00\x00\x20ftypisom\x00\x00\x00\x00\xa9nam\x00\x00\x00\x30data\x00\x00\x00\x01" + beside, true},
		{"a font", "wOF2\x00\x01\x00\x00" + beside + "\x00", true},
		{"text of another time", "Ren\xe9 and Samuel Okafor", true},
		{"accents", pngOf(t, "tEXt", "Comment\x00a photograph of Sámuel Õkafor"), true},
	} {
		if isText([]byte(c.file)) {
			t.Errorf("%s: the case is text", c.reason)
		}
		if got := saysBeside(samuel, []byte(c.file)); got != c.want {
			t.Errorf("%s: the name is found: %v, want %v", c.reason, got, c.want)
		}
	}
}

// Pixels say nothing, however many names one looks for.
func TestPixelsAreNoWords(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var names []fold.Name
	for range 300 {
		name := ""
		for range 3 + random.IntN(4) {
			name += string(rune('a' + random.IntN(26)))
		}
		names = append(names, fold.Name{Text: name})
	}
	finder := fold.NewFinder(names)
	for i := range 200 {
		noise := image.NewNRGBA(image.Rect(0, 0, 64+random.IntN(64), 64))
		for at := range noise.Pix {
			noise.Pix[at] = byte(random.Uint32())
		}
		raw := string(noise.Pix)
		file := []string{pngFrom(t, noise), jpegFrom(t, noise), webpOf("VP8 ", raw, "ALPH", raw), pngOf(t, "IDAT", raw, "fdAT", raw), "wOF2" + raw}[i%5]
		if saysBeside(finder, []byte(file)) {
			t.Errorf("a name is found in the pixels of picture %d, of kind %d", i, i%5)
		}
	}
}

func pngFrom(t *testing.T, m image.Image) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func jpegFrom(t *testing.T, m image.Image) string {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func small() *image.Paletted {
	return image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{color.Black, color.White})
}

// pngOf gives a picture with chunks, each a kind and its bytes, before its
// pixels.
func pngOf(t *testing.T, chunks ...string) string {
	t.Helper()
	const head = 8 + 25 // signature and IHDR
	whole := pngFrom(t, small())
	out := whole[:head]
	for i := 0; i < len(chunks); i += 2 {
		kind, data := chunks[i], chunks[i+1]
		out += string(binary.BigEndian.AppendUint32(nil, uint32(len(data)))) + kind + data
		out += string(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(kind+data))))
	}
	return out + whole[head:]
}

// jpegOf gives a picture with segments, each a marker and its bytes, before its
// pixels.
func jpegOf(t *testing.T, segments ...any) string {
	t.Helper()
	whole := jpegFrom(t, small())
	out := whole[:2]
	for i := 0; i < len(segments); i += 2 {
		data := segments[i+1].(string)
		out += "\xff" + string([]byte{byte(segments[i].(int))}) + string(binary.BigEndian.AppendUint16(nil, uint16(len(data)+2))) + data
	}
	return out + whole[2:]
}

// webpOf gives what looks like a picture, with chunks behind its pixels.
func webpOf(chunks ...string) string {
	out := "WEBP"
	for i := range append([]string{"VP8L", "\x2f\x03\xc0\x00\x00ABCDEFGHIJ"}, chunks...) {
		all := append([]string{"VP8L", "\x2f\x03\xc0\x00\x00ABCDEFGHIJ"}, chunks...)
		if i%2 == 1 {
			continue
		}
		data := all[i+1]
		out += all[i] + string(binary.LittleEndian.AppendUint32(nil, uint32(len(data)))) + data + strings.Repeat("\x00", len(data)%2)
	}
	return "RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(out)))) + out
}

func gifOf(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := gif.Encode(&b, small(), nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := fmt.Fprint(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// exifOf gives EXIF with one text in it.
func exifOf(text string) string {
	entry := "\x0e\x01\x02\x00" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(text)))) + "\x1a\x00\x00\x00"
	return "II*\x00\x08\x00\x00\x00\x01\x00" + entry + "\x00\x00\x00\x00" + text + "\x00"
}

// wide gives a text in UTF-16, as Windows writes it into EXIF.
func wide(text string) string {
	var out []byte
	for _, u := range utf16.Encode([]rune(text)) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return string(out)
}

// pdfOf is a PDF of one page with these words, packed.
func pdfOf(t *testing.T, words string) string {
	t.Helper()
	return titledPDF(t, words, "")
}

// titledPDF is one that says what it is called.
func titledPDF(t *testing.T, words, title string) string {
	t.Helper()
	page := zipped(t, "BT /F 12 Tf 72 720 Td ("+words+") Tj ET")
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, object := range []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
		fmt.Sprintf("<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", len(page), page),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		fmt.Sprintf("<</Title<feff%x>>>", utf16Big(title)),
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := b.Len()
	b.WriteString("xref\n0 7\n0000000000 65535 f \n")
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<</Root 1 0 R/Info 6 0 R/Size 7>>\nstartxref\n%d\n%%%%EOF\n", start)
	return b.String()
}

// What a PDF says is read, although it is packed.
func TestPDF(t *testing.T) {
	for _, c := range []struct{ reason, words, rules string }{
		{"nobody's name", "Tea is at three.", ""},
		{"a name", "Ring Samuel Okafor.", "name"},
		{"what is withheld", "The kettle had a dent in it from the night of the flood", "text"},
	} {
		w := makeWorld(t, people+`
-- content/draft.md --
---
title: A draft
people: none
draft: true
---
The kettle had a dent in it from the night of the flood.
-- site.yaml --
title: Voices
base_url: https://www.example.org/
consent: {approval: none}
files: [leaflet.pdf]
-- content/leaflet.pdf --
`+pdfOf(t, c.words))
		if got := w.look("leaflet.pdf", pdfOf(t, c.words)); got != c.rules {
			t.Errorf("%s: breaks %q, want %q", c.reason, got, c.rules)
		}
	}
}
