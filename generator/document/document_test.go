package document

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const canary = "Zanzibarcanary"

// everywhere gives the bytes of a PDF and of all that is packed in it.
func everywhere(src []byte) string {
	var b bytes.Buffer
	b.Write(src)
	for rest := src; ; {
		i := bytes.Index(rest, []byte("stream\n"))
		if i < 0 {
			return b.String()
		}
		rest = rest[i+7:]
		if z, err := zlib.NewReader(bytes.NewReader(rest)); err == nil {
			io.Copy(&b, z)
		}
	}
}

func TestCleanLeavesNothing(t *testing.T) {
	src := hidden(canary)
	if n := strings.Count(everywhere(src), canary); n < 25 {
		t.Fatalf("the canary is in the source only %d times", n)
	}
	clean, problems, ok := Clean("leaflet.pdf", src)
	if !ok {
		t.Fatal(problems)
	}
	all := everywhere(clean)
	for _, word := range []string{canary, "5a616e7a69626172", "Exif", "JavaScript", "EmbeddedFile", "xmpmeta", "/Info", "pdfcpu", "/ID"} {
		if strings.Contains(all, word) {
			t.Errorf("%s is still there", word)
		}
	}
	for _, kept := range []string{"/Lang", "/MarkInfo", "/StructTreeRoot", "/Alt", "/DisplayDocTitle", "/URI", "/TU", "/NeedAppearances true", "/Outlines", "Two bu"} {
		if !strings.Contains(all, kept) {
			t.Errorf("%s is gone", kept)
		}
	}
	if what, known := Carries(clean); !known || len(what) > 0 {
		t.Errorf("a clean PDF carries %q, %v", what, known)
	}
	again, _, _ := Clean("leaflet.pdf", clean)
	if !bytes.Equal(again, clean) {
		t.Error("a clean PDF is not the same when it is cleaned again")
	}
	if same, _, _ := Clean("leaflet.pdf", src); !bytes.Equal(same, clean) {
		t.Error("the same source does not give the same bytes")
	}
	before, ok1 := Text(leaflet("").bytes())
	after, ok2 := Text(clean)
	if before != after || !ok1 || !ok2 {
		t.Errorf("the words changed:\n%s\n%s", before, after)
	}
	if dir := os.Getenv("KEEP"); dir != "" {
		os.WriteFile(filepath.Join(dir, "before.pdf"), src, 0o644)
		os.WriteFile(filepath.Join(dir, "after.pdf"), clean, 0o644)
	}
}

func TestCarries(t *testing.T) {
	what, known := Carries(hidden(canary))
	if !known {
		t.Fatal("it cannot be read")
	}
	for _, w := range []string{
		"its title", "its author", "its subject", "its keywords", "the program that made it", "when it was made or changed",
		"what programs noted in it (XMP)", "notes of the program that made it", "attached files", "programs", "small copies of its pages",
		"comments or marks on its pages", "answers typed into its form", "a place on a map", "earlier versions of itself",
		"something behind its end", "what a camera or a program wrote into its pictures", "names of files that it was made of", notes, unseen,
	} {
		if !slices.Contains(what, w) {
			t.Errorf("it does not say: %s", w)
		}
	}
	if strings.Contains(strings.Join(what, " "), canary) {
		t.Error("it says what is hidden")
	}
	none := leaflet("")
	none.objects[11], none.objects[12], none.objects[13] = "null", "null", "null"
	none.objects[14], none.objects[16], none.objects[18] = "null", "null", "null"
	if what, known := Carries(none.bytes()); !known || len(what) > 0 {
		t.Errorf("a plain PDF carries %q, %v", what, known)
	}
	for _, src := range []string{"", "hello", "GIF89a"} {
		if _, known := Carries([]byte(src)); known {
			t.Errorf("%q is taken for a PDF", src)
		}
	}
}

// TestPacked says the same of objects that stand in a stream of objects.
func TestPacked(t *testing.T) {
	p := leaflet(canary)
	p.objects[12] = strings.TrimSuffix(p.objects[12], " null")
	clean, problems, ok := Clean("x.pdf", p.packed(" % "+canary))
	if !ok {
		t.Fatal(problems)
	}
	if strings.Contains(everywhere(clean), canary) {
		t.Error("the canary is still there")
	}
	plain, _, _ := Clean("x.pdf", p.bytes())
	if !bytes.Equal(clean, plain) {
		t.Error("packed or not, the pages are the same, but what is made is not")
	}
	what, _ := Carries(p.packed(""))
	if !slices.Contains(what, "its author") || !slices.Contains(what, "answers typed into its form") {
		t.Errorf("it carries only %q", what)
	}
}

// TestCarriesEach says that each hiding place is found by itself.
func TestCarriesEach(t *testing.T) {
	plain := leaflet("")
	for i := range plain.objects {
		one := leaflet("")
		one.objects[i] = leaflet(canary).objects[i]
		if i == 12 {
			one.trailer = "/Info 13 0 R"
		}
		if !strings.Contains(everywhere(one.bytes()), canary) {
			continue
		}
		if what, known := Carries(one.bytes()); !known || len(what) == 0 {
			t.Errorf("what is hidden in object %d is not found", i+1)
		}
		if clean, _, ok := Clean("x.pdf", one.bytes()); !ok || strings.Contains(everywhere(clean), canary) {
			t.Errorf("what is hidden in object %d is still there, or the PDF is refused", i+1)
		}
	}
}

func TestText(t *testing.T) {
	text, ok := Text(leaflet("").bytes())
	if !ok {
		t.Error("it cannot be read wholly")
	}
	for _, s := range []string{"Two buses home", "é", "At six", "A red bus", "https://hall.example/", "The hall", "By bus", "Which bus?"} {
		if !strings.Contains(text, s) {
			t.Errorf("%q is not in\n%s", s, text)
		}
	}
	made := leaflet("")
	made.objects[10] = "<</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</Differences[1/g12]>>>>"
	if _, ok := Text(made.bytes()); ok {
		t.Error("letters whose names a program made up are taken for read")
	}
	made.objects[10] = "<</Type/Font/Subtype/Type1/BaseFont/X/ToUnicode 12 0 R>>"
	made.objects[11] = stream("", "1 beginbfchar <54> <0053> endbfchar 2 beginbfrange <20> <7a> <0020> <01> <02> [<0061> <0062>] endbfrange")
	if text, ok := Text(made.bytes()); !ok || !strings.Contains(text, "Two buses home") || !strings.Contains(text, "a\n") {
		t.Errorf("%v %s", ok, text)
	}
}

// What a few bytes can make very large is cut, and said not to be read.
func TestTextIsBounded(t *testing.T) {
	p := leaflet("")
	if text, ok := Text(p.bytes()); !ok || !strings.Contains(text, "Two buses") {
		t.Fatal("it cannot be read at all")
	}
	p.objects[10] = "<</Type/Font/Subtype/Type1/BaseFont/X/ToUnicode 12 0 R>>"
	long := strings.Repeat("0041", maxLetter)
	for reason, table := range map[string]string{
		"a letter": "1 beginbfchar <54> <" + long + "> endbfchar",
		"a range":  "1 beginbfrange <20> <7a> <" + long + "> endbfrange",
		"a list":   "1 beginbfrange <54> <54> [<" + long + ">] endbfrange",
	} {
		p.objects[11] = stream("", table)
		if text, _ := Text(p.bytes()); text == "" || strings.Contains(text, "AAA") {
			t.Errorf("%s that stands for %d others is read", reason, maxLetter)
		}
	}
	table := letters{}
	f := &font{letters: table, size: 1}
	table.set("a", strings.Repeat("\x00A", maxLetter/2))
	if text, ok := f.decode(strings.Repeat("a", 100), 1000); ok || len(text) > 1000+maxLetter {
		t.Errorf("%d bytes of text are given where 1000 are asked for", len(text))
	}
	m := &made{text: &words{fonts: map[int]*font{}}}
	m.text.show(m, bytes.Repeat([]byte("1 "), maxOperands+1), nil)
	if !m.text.unreadable {
		t.Error("numbers without end are gathered")
	}
	if name := plainName("a" + strings.Repeat("#41", 1<<20) + "#4#zz#"); name != "a"+strings.Repeat("A", 1<<20)+"#4#zz#" {
		t.Error("a long name is not read")
	}
}

func TestRefused(t *testing.T) {
	with := func(i int, object string) []byte {
		p := leaflet("")
		p.objects[i] = object
		return p.bytes()
	}
	locked := leaflet("")
	locked.trailer = "/Encrypt<</Filter/Standard/V 1/R 2/O(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)/U(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)/P -4>>/ID[(a)(a)]"
	for name, one := range map[string]struct {
		src  []byte
		want *refusal
	}{
		"locked":  {locked.bytes(), errLocked},
		"signed":  {with(15, "<</Type/Annot/Subtype/Widget/FT/Sig/Rect[0 0 9 9]/V<</Type/Sig>>>>"), errSigned},
		"redact":  {with(16, "<</Type/Annot/Subtype/Redact/Rect[0 0 9 9]>>"), errRedact},
		"layers":  {with(0, "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[17 0 R]/D<</OFF[17 0 R]>>>>>>"), errLayers},
		"damaged": {[]byte("%PDF-1.7\nnothing"), errDamaged},
		"empty":   {[]byte("%PDF-"), errDamaged},
		"bomb":    {with(3, stream("/Filter[/FlateDecode/FlateDecode]", zipped(zipped(strings.Repeat("\x00", 200<<20))))), errDamaged},
	} {
		clean, problems, ok := Clean("x.pdf", one.src)
		if ok || clean != nil || len(problems) != 1 || problems[0].Message != one.want.why || problems[0].Fix == "" {
			t.Errorf("%s: %v %v", name, ok, problems)
		}
		if _, ok := Text(one.src); ok {
			t.Errorf("%s: its text is taken for read", name)
		}
	}
}

// FuzzDocument says that no source makes it panic, and that what is cleaned is
// clean.
func FuzzDocument(f *testing.F) {
	f.Add(hidden(canary))
	f.Add(leaflet("").bytes())
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 1<<16 {
			return
		}
		clean, _, ok := Clean("x.pdf", src)
		if !ok {
			return
		}
		if what, known := Carries(clean); !known || len(what) > 0 {
			t.Errorf("what was cleaned carries %q, %v", what, known)
		}
	})
}

// TestAnotherReader says that a reader which shares no code with this package finds
// the same words, and nothing about the document.
func TestAnotherReader(t *testing.T) {
	dir := t.TempDir()
	clean, _, _ := Clean("x.pdf", hidden(canary))
	// So that this is held where the reader is not installed, too.
	const seen = "6f35c3abeca6b919f92de4b4d7542b226c43df0c49d4c75ce0bce9146124beba"
	if sum := fmt.Sprintf("%x", sha256.Sum256(clean)); sum != seen {
		t.Errorf("this is not the file that the reader was seen to read: %s; run this test where pdftotext is installed, and write that digest here", sum)
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		return
	}
	read := func(src []byte, command string, more ...string) string {
		name := filepath.Join(dir, "a.pdf")
		if err := os.WriteFile(name, src, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(command, append([]string{name}, more...)...).Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	before, after := read(leaflet("").bytes(), "pdftotext", "-"), read(clean, "pdftotext", "-")
	if before != after || !strings.Contains(after, "Two buses home") {
		t.Errorf("the words changed: %q, %q", before, after)
	}
	if _, err := exec.LookPath("pdfinfo"); err == nil {
		about := read(clean, "pdfinfo")
		for _, word := range []string{"Title:", "Author:", "Producer:", "CreationDate:", canary} {
			if strings.Contains(about, word) {
				t.Errorf("pdfinfo finds %s", word)
			}
		}
	}
}

// TestHomeIsLeftAlone says that the library writes nothing into the user's home.
func TestHomeIsLeftAlone(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", home)
	t.Setenv("AppData", home)
	Clean("x.pdf", hidden(canary))
	Clean("x.pdf", []byte("%PDF-1.7\nnothing"))
	if left, err := os.ReadDir(home); err != nil || len(left) > 0 {
		t.Errorf("something was written there: %v, %v", left, err)
	}
}
