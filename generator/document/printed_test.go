package document

import (
	"bytes"
	"strings"
	"testing"
)

// A PDF that was printed keeps its title, and nothing else that it says of itself.
func TestPrintedKeepsItsTitle(t *testing.T) {
	out, err := Printed(leaflet("Marmalade").bytes())
	if err != nil {
		t.Fatal(err)
	}
	const wide = "feff" + "004d00610072006d0061006c006100640065" // the title
	if n := bytes.Count(out, []byte(wide)); n != 1 {
		t.Errorf("the title stands there %d times", n)
	}
	for _, form := range []string{"Marmalade", "4d61726d616c616465", "CreationDate", "Producer", "Author", "/ID"} {
		if bytes.Contains(out, []byte(form)) {
			t.Errorf("it holds %q", form)
		}
	}
	if !bytes.Contains(out, []byte("/DisplayDocTitle true")) || !bytes.Contains(out, []byte("/Alt")) || !bytes.Contains(out, []byte("/Outlines")) {
		t.Error("it has no tags or bookmarks, or does not show its title")
	}
	what, known := Carries(out)
	if !known || len(what) != 1 || what[0] != "its title" {
		t.Errorf("it carries %q", what)
	}
	if text, ok := Text(out); !ok || !strings.Contains(text, "Marmalade") {
		t.Errorf("its title is not among its words: %q", text)
	}
	if again, err := Printed(out); err != nil || !bytes.Equal(out, again) {
		t.Errorf("it is another when it is made anew: %v", err)
	}
}

// tagged is a PDF as a browser prints it, on a day, with a count of tags that began at
// a number.
func tagged(day, first, second string) []byte {
	p := leaflet("")
	p.objects[4] = "<</Type/StructTreeRoot/K 6 0 R/IDTree<</Kids[<</Limits[(node" + first + ") (node" + second + ")]/Names[(node" + first + ") 6 0 R (node" + second + ") 20 0 R]>>]>>>>"
	p.objects[5] = "<</Type/StructElem/S/TH/P 5 0 R/Pg 3 0 R/ID(node" + first + ")/K[0 20 0 R]>>"
	p.objects = append(p.objects, "<</Type/StructElem/S/Strong/P 6 0 R/Pg 3 0 R/ID(node"+second+")/Alt(node00000099)/A<</O/Table/Headers[(node"+first+")]>>/K 1>>")
	p.objects[12] = "<</Title(Two buses)/Producer(Skia)/CreationDate(" + day + ")>>"
	p.trailer = "/Info 13 0 R/ID[<" + first + "><" + second + ">]"
	return p.bytes()
}

// The same page gives the same bytes, whenever it was printed and whatever was
// printed before; what it says is left as it is.
func TestPrintedIsTheSame(t *testing.T) {
	one, err := Printed(tagged("D:2026", "00000007", "00000011"))
	if err != nil {
		t.Fatal(err)
	}
	two, err := Printed(tagged("D:2027", "00000302", "00000419"))
	if err != nil || !bytes.Equal(one, two) {
		t.Errorf("two printings differ: %v\n%s\n%s", err, one, two)
	}
	if !bytes.Contains(one, []byte("6e6f64653030303030303939")) {
		t.Error("words that look like the name of a tag were changed")
	}
	if !bytes.Contains(one, []byte("/Strong /Span")) {
		t.Error("it does not say what tags of a later version are")
	}
}

// What nobody can look for names in is not taken.
func TestPrintedIsReadWhole(t *testing.T) {
	p := leaflet("")
	p.objects[10] = "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H>>"
	if _, err := Printed(p.bytes()); err == nil {
		t.Error("a PDF whose words cannot be read is taken")
	}
	if _, err := Printed([]byte("no PDF")); err == nil {
		t.Error("what is no PDF is taken")
	}
}
