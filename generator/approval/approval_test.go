package approval_test

import (
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"goldenthread/generator/approval"
	"goldenthread/generator/page"
	"goldenthread/generator/read"
)

var update = flag.Bool("update", false, "write the forms, digests and codes of testdata/vectors.txt anew")

const vectorsFile = "testdata/vectors.txt"

// vector is a site, and what is approved of one version in it.
type vector struct {
	name                  string
	files                 map[string]string
	order                 []string // of files; the first is the version
	canonical, text, code string
}

var vectorLine = regexp.MustCompile(`(?m)^-- ([a-z-]+)(: | = )(\S+) --\n`)

// vectors reads testdata/vectors.txt: what stands before the first vector, and
// the vectors.
func vectors(t *testing.T) (head string, all []*vector) {
	t.Helper()
	raw, err := os.ReadFile(vectorsFile)
	if err != nil {
		t.Fatal(err)
	}
	src := string(raw)
	marks := vectorLine.FindAllStringSubmatchIndex(src, -1)
	for i, m := range marks {
		end := len(src)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		name, sign, what, value := src[m[2]:m[3]], src[m[4]:m[5]], src[m[6]:m[7]], src[m[1]:end]
		if len(all) == 0 || all[len(all)-1].name != name {
			all = append(all, &vector{name: name, files: map[string]string{}})
		}
		v := all[len(all)-1]
		switch {
		case sign == ": ":
			v.files[what] = value
			v.order = append(v.order, what)
		case what == "canonical":
			v.canonical = value
		case what == "text":
			v.text = strings.TrimSuffix(value, "\n")
		case what == "code":
			v.code = strings.TrimSuffix(value, "\n")
		default:
			t.Fatalf("%s: what is %q?", name, what)
		}
	}
	return src[:marks[0][0]], all
}

// approve gives the canonical form and the digest of the version in a file of
// a site.
func approve(t *testing.T, files map[string]string, file string) (canonical string, text approval.Text) {
	t.Helper()
	dir := t.TempDir()
	for name, src := range files {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(src), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := files["site.yaml"]; !ok {
		if err := os.WriteFile(filepath.Join(dir, "site.yaml"), []byte("title: T\nbase_url: https://www.example.org/\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	src, err := read.Folder(context.Background(), root, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range src.Pages {
		for _, v := range src.Pages[i].Versions() {
			if v.File != file {
				continue
			}
			if v.Fault != nil {
				t.Fatalf("%s: %+v", file, v.Fault)
			}
			return approval.Canonical(&src.Site, &src.Pages[i], v, src.Pictures), approval.TextOf(&src.Site, &src.Pages[i], v, src.Pictures)
		}
	}
	t.Fatalf("no version in %s", file)
	return "", ""
}

// The vectors are for ever: whoever writes the form again must come to them.
func TestVectors(t *testing.T) {
	head, all := vectors(t)
	if len(all) < 8 {
		t.Errorf("%d vectors, want at least 8", len(all))
	}
	for _, v := range all {
		canonical, text := approve(t, v.files, v.order[0])
		if *update {
			v.canonical, v.text, v.code = canonical, string(text), text.Code()
			continue
		}
		if canonical != v.canonical {
			t.Errorf("%s: the form is\n%s\nwant\n%s", v.name, canonical, v.canonical)
		}
		if string(text) != v.text || text.Code() != v.code {
			t.Errorf("%s: got %s %s, want %s %s", v.name, text, text.Code(), v.text, v.code)
		}
	}
	if !*update {
		return
	}
	var b strings.Builder
	b.WriteString(head)
	for _, v := range all {
		for _, file := range v.order {
			fmt.Fprintf(&b, "-- %s: %s --\n%s", v.name, file, v.files[file])
		}
		fmt.Fprintf(&b, "-- %[1]s = canonical --\n%[2]s-- %[1]s = text --\n%[3]s\n-- %[1]s = code --\n%[4]s\n", v.name, v.canonical, v.text, v.code)
	}
	if err := os.WriteFile(vectorsFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// The digest and the code follow from the form by what the docs say, worked out
// here in another way.
func TestVectorsHoldTogether(t *testing.T) {
	_, all := vectors(t)
	seen := map[string]string{}
	for _, v := range all {
		sum := sha256.Sum256([]byte(v.canonical))
		if want := fmt.Sprintf("v1:sha256:%x", sum); v.text != want {
			t.Errorf("%s: the digest is %s, want %s", v.name, v.text, want)
		}
		bits := ""
		for _, b := range sum[:5] {
			bits += fmt.Sprintf("%08b", b)
		}
		code := ""
		for i := 0; i < 40; i += 5 {
			var n int
			fmt.Sscanf(bits[i:i+5], "%b", &n)
			code += "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[n : n+1]
		}
		if want := code[:4] + "-" + code[4:]; v.code != want {
			t.Errorf("%s: the code is %s, want %s", v.name, v.code, want)
		}
		if other, ok := seen[v.code]; ok {
			t.Errorf("%s and %s have one code", v.name, other)
		}
		seen[v.code] = v.name
		for line := range strings.Lines(v.canonical) {
			word, rest, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
			if !ok || word == "" || !strings.HasSuffix(line, "\n") || rest != strings.Join(strings.Fields(rest), " ") {
				t.Errorf("%s: %q is no line of the form", v.name, line)
			}
		}
	}
}

// The docs quote three vectors and more, as they stand in the file.
func TestDocsQuoteTheVectors(t *testing.T) {
	raw, err := os.ReadFile("../../docs/approval-text.md")
	if err != nil {
		t.Fatal(err)
	}
	doc, quoted, known := string(raw), 0, map[string]bool{}
	_, all := vectors(t)
	for _, v := range all {
		known[v.text], known[v.code] = true, true
		if !strings.Contains(doc, v.text) {
			continue
		}
		quoted++
		for _, piece := range append(slices.Collect(maps.Values(v.files)), v.canonical, v.code+"\n") {
			if !strings.Contains(doc, "```\n"+piece+"```\n") && !strings.Contains(doc, v.text+"\n"+piece+"```\n") {
				t.Errorf("%s: the docs do not quote\n%s", v.name, piece)
			}
		}
	}
	if quoted < 3 {
		t.Errorf("the docs quote %d vectors, want three", quoted)
	}
	for _, s := range regexp.MustCompile(`v1:sha256:[0-9a-f]{64}|(?m)^[0-9A-Z]{4}-[0-9A-Z]{4}$`).FindAllString(doc, -1) {
		if !known[s] {
			t.Errorf("the docs hold %s, which is of no vector", s)
		}
	}
}

// White space is what Unicode calls so, and nothing else; every run is one
// space.
func TestWhiteSpaceIsFolded(t *testing.T) {
	canonical := func(s string) string {
		v := page.Version{Edition: page.EasyRead, Title: []page.Node{{Kind: page.Text, Text: "T"}}, Body: []page.Node{{Kind: page.Text, Text: s}}}
		return approval.Canonical(&page.Site{}, &page.Page{}, &v, nil)
	}
	folded := ""
	for r := rune(1); r < 0x10000; r++ {
		if !utf16.IsSurrogate(r) && strings.HasSuffix(canonical("a"+string(r)+" b"), "\ntext a b\n") {
			folded += fmt.Sprintf("%04X ", r)
		}
	}
	const want = "0009 000A 000B 000C 000D 0020 0085 00A0 1680 2000 2001 2002 2003 2004 2005 2006 2007 2008 2009 200A 2028 2029 202F 205F 3000 "
	if folded != want {
		t.Errorf("folded are %s, want %s", folded, want)
	}
	if got := canonical(" \t\n"); strings.Contains(got, "text") {
		t.Errorf("white space alone gives a line: %q", got)
	}
}

func TestCode(t *testing.T) {
	for digits, want := range map[string]string{
		strings.Repeat("0", 64):                                            "0000-0000",
		strings.Repeat("f", 64):                                            "ZZZZ-ZZZZ",
		strings.Repeat("F", 64):                                            "ZZZZ-ZZZZ",
		"0000000001" + strings.Repeat("f", 54):                             "0000-0001",
		"08421" + "08421" + strings.Repeat("0", 54):                        "1111-1111",
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855": "WERC-8GMR",
		strings.Repeat("0", 63):                                            "",
		strings.Repeat("0", 66):                                            "",
		strings.Repeat("x", 64):                                            "",
		"":                                                                 "",
	} {
		if got := approval.Text("v1:sha256:" + digits).Code(); got != want {
			t.Errorf("%s: got %q, want %q", digits, got, want)
		}
	}
	for _, text := range []approval.Text{"", "v2:sha256:" + approval.Text(strings.Repeat("0", 64)), approval.Text(strings.Repeat("0", 64))} {
		if got := text.Code(); got != "" {
			t.Errorf("%q has the code %q, want none", text, got)
		}
	}
}

func TestSameCode(t *testing.T) {
	for _, c := range []struct {
		reason, typed, code string
		want                bool
	}{
		{"as printed", "K7QF-2M9X", "K7QF-2M9X", true},
		{"small letters", "k7qf-2m9x", "K7QF-2M9X", true},
		{"without its hyphen", "K7QF2M9X", "K7QF-2M9X", true},
		{"a space for the hyphen", "K7QF 2M9X", "K7QF-2M9X", true},
		{"letter by letter", " k-7 q-f 2 m 9 x ", "K7QF-2M9X", true},
		{"O for 0", "oO00-11Zz", "0000-11ZZ", true},
		{"I and L for 1", "iIlL-1111", "1111-1111", true},
		{"another letter", "K7QF-2M9Y", "K7QF-2M9X", false},
		{"a letter less", "K7QF-2M9", "K7QF-2M9X", false},
		{"a letter more", "K7QF-2M9XX", "K7QF-2M9X", false},
		{"two letters swapped", "K7QF-M29X", "K7QF-2M9X", false},
		{"U is no V", "UUUU-UUUU", "VVVV-VVVV", false},
		{"S is no 5", "SSSS-SSSS", "5555-5555", false},
		{"nothing", "", "K7QF-2M9X", false},
		{"nothing but hyphens and spaces", " - ", "K7QF-2M9X", false},
		{"nothing, of a text without a code", "", "", false},
		{"a hyphen, of a text without a code", "-", "", false},
		{"the whole digest", "v1:sha256:" + strings.Repeat("0", 64), "0000-0000", false},
	} {
		if got := approval.SameCode(c.typed, c.code); got != c.want {
			t.Errorf("%s: %q for %q is %v, want %v", c.reason, c.typed, c.code, got, c.want)
		}
	}
}
