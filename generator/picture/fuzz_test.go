package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"testing"

	"goldenthread/generator/diag"
)

// FuzzPicture looks for a source that makes anything here panic, answer neither
// yes nor no, say two things, or let out what it would not let in again.
func FuzzPicture(f *testing.F) {
	photo := asJPEG(quarters(16, 8, corners))
	for _, seed := range [][]byte{
		nil, photo, photo[:99], insert(photo, 2, segment(0xe1, exif(binary.LittleEndian, 7, ""))), cmykJPEG(),
		insert(photo, 2, segment(0xe1, exifMark+tiffOf(5)), segment(0xe2, iccMark+"\x01\x01"+string(profileOf(adobeRGB, 1.8, "")))),
		asPNG(quarters(4, 4, corners)), asPNG(paletted(4, 4, blackRed, 1)), asPNG(seeThrough(noisy(9, 9))),
		asGIF(image.Pt(9, 9), paletted(5, 4, blackRed, 1), paletted(5, 4, blackRed, 0)),
		lossyWebP, lossyAlphaWebP, webpPhoto, riff("VP8L", vp8l(9, 9, solid)), riff("VP8X", vp8x(0x10, 9, 9), "ALPH", "\x01\x00", "VP8L", vp8l(9, 9, solid)),
		avifPhoto, asAVIF(picturePart(avifPhoto, ispe(64, 48), box{"irot", []byte{1}}), part{kind: "Exif", content: "\x00\x00\x00\x00" + tiffOf(1)}),
		[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
		[]byte(`<svg viewBox="0 0 9 9"><style>.a{fill:red}</style><g id="a" class="a" style="fill:url(#b)"><text>w<a href="x">v</a></text></g><use href="#a"/></svg>`),
		[]byte(`<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" onload="&a;"><script/></svg>`),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		kind := sniff(source)
		if h, err := readHead(kind, source); err == nil && h.width*h.height > 1<<16 {
			return // allowed, but slow
		}
		file := "f.svg"
		if kind.readable() {
			file = "f" + kind.endings()[0]
		}
		Carries(source)
		facts, early, looks := Look(file, source)
		renditions, problems, ok := Encode(file, source, true)
		failed := false
		for _, problem := range append(early, problems...) {
			failed = failed || problem.Severity == diag.Error
			if problem.File != file || problem.Message == "" || problem.Fix == "" || problem.Code == "" {
				t.Errorf("an incomplete problem: %v", problem)
			}
		}
		checked, fine := Check(file, source)
		if ok == failed || ok && !looks || fine != ok || codes(checked) != codes(problems) {
			t.Fatalf("ok is %v, problems %v and %v", ok, problems, checked)
		}
		clean, _, cleaned := Clean(file, source)
		if cleaned != ok {
			t.Fatalf("ok is %v, but it is cleaned: %v", ok, cleaned)
		}
		if !ok {
			return
		}
		again, problems, ok := Look(file, clean)
		if !ok || len(problems) > 0 || again.Width != facts.Width || again.Height != facts.Height {
			t.Fatalf("what came out is not clean: %v\n%q", problems, clean)
		}
		if what, known := Carries(clean); what != nil || !known {
			t.Fatalf("what came out carries %v: %q", what, clean)
		}
		if facts.Drawing != nil {
			if !bytes.Equal(again.Drawing, facts.Drawing) {
				t.Errorf("it changes at every cleaning:\n%q\n%q", facts.Drawing, again.Drawing)
			}
			return
		}
		for _, rendition := range renditions {
			if what, known := Carries(rendition.Bytes); what != nil || !known {
				t.Errorf("%s carries %v", rendition.Name, what)
			}
		}
	})
}
