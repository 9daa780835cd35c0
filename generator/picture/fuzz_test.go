package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"testing"

	"goldenthread/generator/diag"
)

// FuzzClean looks for a source that makes Clean panic, answer neither yes nor
// no, or let out what it would not let in again.
func FuzzClean(f *testing.F) {
	photo := asJPEG(quarters(16, 8, corners))
	for _, seed := range [][]byte{
		nil, photo, photo[:99], insert(photo, 2, segment(0xe1, exif(binary.LittleEndian, 7, ""))), cmykJPEG(),
		asPNG(quarters(4, 4, corners)), asPNG(paletted(4, 4, blackRed, 1)),
		asGIF(image.Pt(9, 9), paletted(5, 4, blackRed, 1), paletted(5, 4, blackRed, 0)),
		lossyWebP, lossyAlphaWebP, riff("VP8L", vp8l(9, 9, solid)), riff("VP8X", vp8x(0x10, 9, 9), "ALPH", "\x01\x00", "VP8L", vp8l(9, 9, solid)),
		[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
		[]byte(`<svg viewBox="0 0 9 9"><g id="a" style="fill:url(#b)"><text>w<a href="x">v</a></text></g><use href="#a"/></svg>`),
		[]byte(`<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" onload="&a;"><script/></svg>`),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		kind := sniff(source)
		if size, err := measure(kind, source); err == nil && size.Width*size.Height > 1<<20 {
			return // allowed, but slow
		}
		file := "f.svg"
		if kind.readable() {
			file = "f" + kind.endings()[0]
		}
		p, problems, ok := Clean(file, source)
		failed := false
		for _, problem := range problems {
			failed = failed || problem.Severity == diag.Error
			if problem.File != file || problem.Message == "" || problem.Fix == "" || problem.Code == "" {
				t.Errorf("an incomplete problem: %v", problem)
			}
		}
		if ok == failed {
			t.Fatalf("ok is %v, problems %v", ok, problems)
		}
		if !ok {
			return
		}
		again, problems, ok := Clean("f"+p.Ext, p.Bytes)
		if !ok || len(problems) > 0 {
			t.Fatalf("what came out is not clean: %v\n%q", problems, p.Bytes)
		}
		if again.Width != p.Width || again.Height != p.Height || again.Ext != p.Ext {
			t.Errorf("%dx%d became %dx%d", p.Width, p.Height, again.Width, again.Height)
		}
		if p.Ext != ".jpg" && !bytes.Equal(again.Bytes, p.Bytes) {
			t.Errorf("it changes at every cleaning:\n%q\n%q", p.Bytes, again.Bytes)
		}
	})
}
