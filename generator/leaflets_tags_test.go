package generator_test

import (
	"bytes"
	"compress/zlib"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// poppler runs a program of Poppler on a PDF. Where there is none, nothing is
// checked with it, but never in CI.
func poppler(t *testing.T, pdf, program string, options ...string) (said string, ok bool) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("Poppler is not installed, and in CI these tests are never skipped")
		}
		t.Logf("%s is not installed: install Poppler (on Debian: apt install poppler-utils) to look at PDFs with it", program)
		return "", false
	}
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, []byte(pdf), 0o600); err != nil {
		t.Fatal(err)
	}
	options = append(options, file)
	if program == "pdftotext" {
		options = append(options, "-")
	}
	out, err := exec.Command(program, options...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", program, err, out)
	}
	return string(out), true
}

// tags gives the tags of a PDF in reading order, with what they say of pictures, and
// its language.
func tags(t *testing.T, pdf string) (language string, all []string) {
	t.Helper()
	c, err := pdfcpu.ReadWithContext(t.Context(), strings.NewReader(pdf), &model.Configuration{Reader15: true, ValidationMode: model.ValidationRelaxed, Offline: true, Eol: types.EolLF,
		Limits: model.ResourceLimits{MaxStreamBytes: 1 << 26, MaxDecodeBytes: 1 << 26, MaxObjectCount: 1 << 20, MaxObjectStreamCount: 1 << 20, MaxObjectStreamFirst: 1 << 24, MaxXRefEntries: 1 << 20, MaxRecursionDepth: 100}})
	if err != nil {
		t.Fatal(err)
	}
	at := func(o types.Object) types.Object {
		o, err := c.Dereference(o)
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	var walk func(o types.Object)
	walk = func(o types.Object) {
		switch o := at(o).(type) {
		case types.Array:
			for _, one := range o {
				walk(one)
			}
		case types.Dict:
			if tag, ok := at(o["S"]).(types.Name); ok && tag != "NonStruct" {
				said := string(tag)
				switch alt := at(o["Alt"]).(type) {
				case types.HexLiteral:
					b, _ := alt.Bytes()
					said += " " + string(b)
				case types.StringLiteral:
					said += " " + string(alt)
				}
				all = append(all, said)
			}
			walk(o["K"])
		}
	}
	root, err := c.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	if b, ok := at(root["Lang"]).(types.HexLiteral); ok {
		text, _ := b.Bytes()
		language = string(text)
	}
	if at(root["Outlines"]) == nil {
		t.Error("there are no bookmarks")
	}
	walk(root["StructTreeRoot"])
	return language, all
}

// Screen readers find the title, the language, the headings, the paragraphs and what
// each picture shows, in the order in which the page says it.
func TestPDFTags(t *testing.T) {
	needChromium(t)
	site := printable(t)
	press(t, site)
	pdf := pdfs(t, site)[teaPDF]
	language, all := tags(t, pdf)
	want := []string{"Document", "P", "H1", "P", "Figure A house", "P", "Strong", "H2", "Figure A house", "P"}
	main := slices.DeleteFunc(all, func(tag string) bool { return tag == "Link" })
	if language != "en-GB" || len(main) < len(want) || !slices.Equal(main[:len(want)], want) {
		t.Errorf("in %q, the tags are %q, not %q", language, main, want)
	}
	if said, ok := poppler(t, pdf, "pdfinfo"); ok {
		for _, want := range []string{`Title: +Easy tea for all\n`, `Tagged: +yes\n`, `Page size: .*A4`} {
			if !regexp.MustCompile(want).MatchString(said) {
				t.Errorf("pdfinfo says no %s:\n%s", want, said)
			}
		}
	}
	if said, ok := poppler(t, pdf, "pdfinfo", "-struct-text"); ok {
		said = strings.Join(strings.Fields(said), " ")
		for _, want := range []string{"H1", "Easy tea for all", "Figure", "This is about tea.", "canarytea", "H2", "Then", "Figure", "I like tea more"} {
			before, after, found := strings.Cut(said, want)
			if !found {
				t.Fatalf("%q does not stand where it should; before it stands …%s", want, before[max(0, len(before)-200):])
			}
			said = after
		}
	}
}

// What is withheld is in no byte of a PDF, whatever decodes it.
func TestPDFCanary(t *testing.T) {
	needChromium(t)
	site := printable(t)
	// Links and pictures of what is withheld lead out of a page that may be printed.
	change(t, site, "content/stories/tea/easy-read.md", "Read [more]", "Read [on](../rain/index.md). Read [more]")
	press(t, site)
	for name, pdf := range pdfs(t, site) {
		all := []string{pdf}
		for _, part := range bytes.Split([]byte(pdf), []byte("stream\n")) {
			if r, err := zlib.NewReader(bytes.NewReader(part)); err == nil {
				open, _ := io.ReadAll(r) // as much of it as is packed
				all = append(all, string(open))
			}
		}
		if len(all) < 3 {
			t.Errorf("%s could not be taken apart", name)
		}
		if said, ok := poppler(t, pdf, "pdftotext"); ok {
			if all = append(all, said); !strings.Contains(said, "canary") {
				t.Errorf("%s says nothing to pdftotext", name)
			}
		}
		for _, said := range all {
			for _, word := range []string{"rain", "vic", "Quillfeather", "canarybus"} {
				for _, form := range []string{word, strings.ToUpper(word), wide(word)} {
					if strings.Contains(said, form) {
						t.Errorf("%s holds %q", name, word)
					}
				}
			}
		}
	}
}

// wide is a word in the letters of two bytes that PDFs have, in hexadecimal.
func wide(word string) string {
	var b strings.Builder
	for _, c := range []byte(word) {
		b.WriteString("00")
		b.WriteByte("0123456789abcdef"[c>>4])
		b.WriteByte("0123456789abcdef"[c&15])
	}
	return b.String()
}

// The PDFs of the example are tagged; nothing in them is refused.
func TestExamplePDFs(t *testing.T) {
	needChromium(t)
	if testing.Short() {
		t.Skip("it prints the whole example")
	}
	site := example(t)
	r, printed := press(t, site)
	if printed < 5 || len(pdfs(t, site)) != printed || len(r.Refused) > 0 {
		t.Errorf("%d were printed, and there are %d; %v", printed, len(pdfs(t, site)), r.Refused)
	}
	for name, pdf := range pdfs(t, site) {
		if language, all := tags(t, pdf); language != "en-GB" || !slices.Contains(all, "H1") || !slices.ContainsFunc(all, func(tag string) bool { return strings.HasPrefix(tag, "Figure ") }) {
			t.Errorf("%s is in %q, with %d tags", name, language, len(all))
		}
		if _, all := tags(t, pdf); slices.Contains(all, "Figure") {
			t.Errorf("%s has a picture of which it says nothing", name)
		}
	}
}
