package document

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// What would take the library minutes, or much memory, is refused before the
// library sees it.
func TestBounded(t *testing.T) {
	head := "%PDF-1.4\n"
	streams := leaflet("")
	for range maxStreams + 1 {
		streams.objects = append(streams.objects, stream("/Type/ObjStm/N 0/First 0", ""))
	}
	escaped := leaflet("")
	escaped.objects = append(escaped.objects, stream("/Type/Obj#53tm/N 0/First 0", ""))
	for name, one := range map[string]struct {
		src  []byte
		want error
	}{
		"objects":        {[]byte(head + strings.Repeat("1 0 obj\n", 2*maxObjects+1)), errLarge},
		"lists":          {[]byte(head + "1 0 obj\n" + strings.Repeat("[", maxBetween)), errLarge},
		"lists unending": {[]byte(head + "1 0 obj stream\n" + strings.Repeat("[", maxBetween)), errLarge},
		"lists between":  {[]byte(head + "1 0 obj stream endstream\n" + strings.Repeat("[", maxBetween)), errLarge},
		"comments":       {[]byte(head + strings.Repeat("%\n", maxRemarks)), errLarge},
		"texts":          {[]byte(head + "1 0 obj\n" + strings.Repeat("(x)", maxTexts+1)), errLarge},
		"words":          {[]byte(head + "1 0 obj\n" + strings.Repeat("stream ", 200)), errDamaged},
		"streams":        {streams.bytes(), errLarge},
		"disguised":      {escaped.bytes(), errDamaged},
	} {
		if err := bounded(one.src); !errors.Is(err, one.want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := rewrite(one.src); !errors.Is(err, one.want) {
			t.Errorf("%s is read: %v", name, err)
		}
	}
	many := leaflet("")
	many.objects = append(many.objects, stream("", strings.Repeat("[", maxBetween)))
	for i := range 1000 {
		many.objects = append(many.objects, fmt.Sprintf("<</A %d>>", i))
	}
	if err := bounded(many.bytes()); err != nil {
		t.Errorf("a usual PDF is refused: %v", err)
	}
}

// Streams that unpack to more than a file may have are not unpacked to their ends.
func TestUnpackingIsBounded(t *testing.T) {
	p := leaflet("")
	large := zipped(strings.Repeat("\n", maxOne-1<<20))
	p.objects[2] = strings.Replace(p.objects[2], "/Contents 4 0 R", "/Contents[20 0 R 21 0 R 22 0 R 23 0 R]", 1)
	for range 4 {
		p.objects = append(p.objects, stream("/Filter/FlateDecode", large))
	}
	if _, err := rewrite(p.bytes()); err == nil {
		t.Errorf("it is unpacked: %v", err)
	}
}
