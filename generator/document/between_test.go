package document

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
)

// whole is a leaflet that hides nothing, whose every object is shown.
func whole() built {
	p := leaflet("")
	for _, i := range []int{11, 12, 13, 14, 16, 18} {
		p.objects[i] = "null"
	}
	return p
}

// hides says that a PDF carries something, and that it is gone when it is cleaned.
func hides(t *testing.T, place string, src []byte) {
	t.Helper()
	if what, known := Carries(src); !known || len(what) == 0 {
		t.Errorf("%s: nothing is found", place)
	}
	clean, problems, ok := Clean("x.pdf", src)
	if !ok || strings.Contains(everywhere(clean), canary) {
		t.Errorf("%s: it is still there, or the PDF is refused: %v", place, problems)
	}
	if what, known := Carries(clean); !known || len(what) > 0 {
		t.Errorf("%s: what was cleaned carries %q", place, what)
	}
}

// TestBetween says that what stands between the objects of a file is found.
func TestBetween(t *testing.T) {
	if what, known := Carries(whole().bytes()); !known || len(what) > 0 {
		t.Fatalf("a plain PDF carries %q, %v", what, known)
	}
	between := func(before, hidden string) []byte { // the places behind it move
		src := whole().bytes()
		at := bytes.Index(src, []byte(before))
		src = append(append(append([]byte{}, src[:at]...), hidden...), src[at:]...)
		var places []byte
		for i := range whole().objects {
			places = fmt.Appendf(places, "%010d 00000 n \n", bytes.Index(src, fmt.Appendf(nil, "\n%d 0 obj\n", i+1))+1)
		}
		from := bytes.Index(src, []byte("65535 f \n")) + len("65535 f \n")
		copy(src[from:], places)
		start := bytes.Index(src, []byte("\nxref\n")) + 1
		last := bytes.LastIndex(src, []byte("startxref\n"))
		return fmt.Appendf(src[:last:last], "startxref\n%d\n%%%%EOF\n", start)
	}
	for place, src := range map[string][]byte{
		"a comment in the head":       between("1 0 obj", "%"+canary+"\n"),
		"a comment between objects":   between("2 0 obj", "% "+canary+"\n"),
		"a comment in an object":      between("/Kids", "% "+canary+"\n"),
		"a text between objects":      between("2 0 obj", "("+canary+")\n"),
		"a word between objects":      between("2 0 obj", canary+"\n"),
		"a text in an object":         between("\nendobj\n2 0 obj", "("+canary+")"),
		"a text behind a stream":      between("\nendobj\n5 0 obj", "("+canary+")"),
		"a text before the table":     between("xref\n0", "("+canary+")\n"),
		"data behind a stream":        between("\nendstream", canary),
		"an object nobody knows":      between("2 0 obj", "99 0 obj ("+canary+") endobj\n"),
		"an object that is twice":     between("1 0 obj", "\n2 0 obj ("+canary+") endobj\n"),
		"a text behind the trailer":   between("startxref", "("+canary+")\n"),
		"a comment in the trailer":    between("/Size", "% "+canary+"\n"),
		"a key of the trailer":        between("/Size", "/Note("+canary+")"),
		"a name in the trailer":       between("/Size", "/Prev/"+canary),
		"a dictionary in the trailer": between("/Size", "/Info<</Author("+canary+")>>"),
		"a word as the file's number": between("/Size", "/ID[("+canary+")("+canary+")]"),
		"16 letters as its number":    between("/Size", "/ID[(ab"+canary+")(ab"+canary+")]"),
	} {
		if place == "an object that is twice" { // between finds the first
			if what, _ := Carries(src); len(what) == 0 {
				t.Errorf("%s: nothing is found", place)
			}
			continue
		}
		hides(t, place, src)
	}
	sum := whole()
	sum.trailer = "/ID[<000102030405060708090a0b0c0d0e0f><000102030405060708090a0b0c0d0e0f>]"
	if what, known := Carries(sum.bytes()); !known || len(what) > 0 {
		t.Errorf("a PDF with a sum carries %q, %v", what, known)
	}
	p := whole()
	if what, known := Carries(p.packed("")); !known || len(what) > 0 {
		t.Errorf("a plain packed PDF carries %q, %v", what, known)
	}
	hides(t, "a comment behind packed objects", p.packed("% "+canary))
	hides(t, "a text behind packed objects", p.packed("("+canary+")"))
	p.trailer = "/Note(" + canary + ")"
	hides(t, "a key of the packed trailer", p.packed(""))
}

// TestPixels says that of pixels that are not a photograph, what is behind the last
// goes, however they are packed.
func TestPixels(t *testing.T) {
	const usual = "/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray"
	picture := func(entries, data string) []byte {
		p := whole()
		p.objects[6] = stream(entries, data)
		return p.bytes()
	}
	const png = "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2>>"
	for _, c := range []struct{ entries, data, hidden string }{
		{usual, "abcd", "abcd" + canary},
		{usual + "/Filter/FlateDecode", zipped("abcd"), zipped("abcd" + canary)},
		{usual + png, zipped("\x00ab\x00cd"), zipped("\x00ab\x00cd\x00Za\x00nz")},
		{usual + "/Filter/ASCIIHexDecode", "61626364>", fmt.Sprintf("61626364%x>", canary)},
		{"/Type/XObject/Subtype/Image/Width 9/Height 2/ImageMask true", "abcd", "abcd" + canary},
	} {
		src := picture(c.entries, c.data)
		if what, known := Carries(src); !known || len(what) > 0 {
			t.Errorf("%s: plain pixels carry %q, %v", c.entries, what, known)
		}
		hides(t, c.entries, picture(c.entries, c.hidden))
	}
	if _, err := rewrite(picture("/Type/XObject/Subtype/Image/ColorSpace/DeviceGray", canary)); err == nil {
		t.Error("a picture without a size is kept")
	}
}

// profileOf is a colour profile of one curve; note is a text in it.
func profileOf(note string) string {
	b := make([]byte, profileHead)
	copy(b[12:], "mntrGRAYXYZ ")
	copy(b[36:], "acsp")
	copy(b[80:], note)
	parts := []string{"kTRC", "curv\x00\x00\x00\x00\x00\x00\x00\x00"}
	if note != "" {
		parts = append(parts, "desc", "desc\x00\x00\x00\x00"+note+"..")
	}
	b = binary.BigEndian.AppendUint32(b, uint32(len(parts)/2))
	at := len(b) + 12*len(parts)/2
	data := ""
	for i := 0; i < len(parts); i += 2 {
		b = append(b, parts[i]...)
		b = binary.BigEndian.AppendUint32(b, uint32(at+len(data)))
		b = binary.BigEndian.AppendUint32(b, uint32(len(parts[i+1])))
		data += parts[i+1]
	}
	b = append(b, data...)
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	return string(b)
}

// TestProfiles says that colour profiles keep their colours alone.
func TestProfiles(t *testing.T) {
	with := func(profile string) []byte {
		p := whole()
		p.objects[6] = strings.Replace(p.objects[6], "/ColorSpace/DeviceGray", "/ColorSpace 20 0 R", 1)
		p.objects = append(p.objects, "[/ICCBased 21 0 R]", stream("/N 1/Filter/FlateDecode", zipped(profile)))
		return p.bytes()
	}
	if what, known := Carries(with(profileOf(""))); !known || len(what) > 0 {
		t.Errorf("a plain profile carries %q, %v", what, known)
	}
	hides(t, "a profile", with(profileOf(canary)))
	hides(t, "behind a profile", with(profileOf("")+canary))
	clean, _, _ := Clean("x.pdf", with(profileOf(canary)))
	if !strings.Contains(everywhere(clean), profileOf("")) {
		t.Error("the curve of a profile is gone")
	}
	if _, err := rewrite(with(canary)); err == nil {
		t.Error("what is no profile is kept")
	}
}
