package read

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

const siteYAML = "title: T\nbase_url: https://www.example.org/\n"

// siteWith writes a site of these files.
func siteWith(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if _, ok := files["site.yaml"]; !ok {
		put(t, dir, "site.yaml", siteYAML)
	}
	for name, text := range files {
		put(t, dir, name, text)
	}
	return dir
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readSite(t *testing.T, dir string) *page.Source {
	t.Helper()
	src, err := open(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func open(t *testing.T, dir string) (*page.Source, error) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	return Folder(context.Background(), root, nil)
}

// Each mistake in a page is a problem with its place, makes that page
// unreadable, and leaves the page beside it alone. No message holds a word of
// the page.
func TestBadPages(t *testing.T) {
	head := func(line string) string {
		return "---\ntitle: SECRET title\npeople: none\n" + line + "\n---\nSECRET words\n"
	}
	cases := []struct {
		reason, text, code string
		line, column       int
		says               string // in message or fix
	}{
		{"a misspelt value", head("draft: ture"), "wrong-type", 4, 8, "'draft: yes'"},
		{"a misspelt key", head("darft: true"), "unknown-key", 4, 1, "did you mean 'draft'?"},
		{"an unknown key far from any", head("secretkey: 1"), "unknown-key", 4, 1, "Known are"},
		{"an empty value", head("draft:"), "wrong-type", 4, 0, ""},
		{"a letter for yes", head("draft: y"), "wrong-type", 4, 8, "yes or no"},
		{"a quoted yes", head(`draft: "yes"`), "wrong-type", 4, 8, ""},
		{"an em dash for hyphens", "—\ntitle: SECRET\n—\n", "front-matter", 1, 1, "three plain hyphens"},
		{"an em dash to close", "---\ntitle: SECRET\npeople: none\n—\nSECRET", "front-matter", 4, 1, "three plain hyphens"},
		{"no closing line", "---\ntitle: SECRET\n\nSECRET words", "front-matter", 1, 1, "closing line"},
		{"rich text", "{\\rtf1 SECRET}", "front-matter", 1, 1, "Make Plain Text"},
		{"no front matter", "SECRET words", "front-matter", 1, 1, "keys"},
		{"an empty file", "", "front-matter", 1, 1, "keys"},
		{"another program's front matter", "+++\ntitle = 'SECRET'\n+++\n", "front-matter", 1, 1, "+++"},
		{"a title with a colon", "---\ntitle: SECRET: our story\npeople: none\n---\n", "colon", 2, 14, "quotation marks"},
		{"a tab", "---\ntitle: SECRET\n\tpeople: none\n---\n", "tab", 3, 1, "spaces"},
		{"a key twice", head("title: again"), "duplicate-key", 4, 1, "twice"},
		{"no title", "---\npeople: none\n---\nSECRET", "missing-key", 2, 1, "title"},
		{"an empty title", "---\ntitle: \"\"\npeople: none\n---\nSECRET", "missing-key", 2, 8, "title"},
		{"a UK date", head("date: 03/07/2026"), "bad-date", 4, 7, "2026-07-03"},
		{"30 February", head("date: 2026-02-30"), "bad-date", 4, 7, ""},
		{"a person twice", "---\ntitle: SECRET\npeople: [sam, sam]\n---\n", "twice", 3, 9, ""},
		{"a name in an id's place", "---\ntitle: T\npeople: [SECRET Smith]\n---\n", "person-id", 3, 10, "never names"},
		{"people as one text", "---\ntitle: T\npeople: sam\n---\n", "wrong-type", 3, 9, "square brackets"},
		{"until before from", head("publish_from: 2026-05-02\npublish_until: 2026-05-01"), "dates-order", 5, 16, ""},
		{"an alias bomb", head("extra: {a: &a [x,x,x], b: &b [*a,*a,*a], c: &c [*b,*b,*b]}"), "yaml", 4, 12, ""},
		{"deep brackets", head("extra: " + strings.Repeat("[", 10_000)), "", 0, 0, ""},
		{"a tag", head("summary: !!binary U0VDUkVU"), "yaml", 4, 10, ""},
		{"invalid UTF-8", head("summary: caf\xe9"), "bad-encoding", 4, 13, "UTF-8"},
		{"a NUL", "---\ntitle: T\n---\nSECRET\x00", "bad-encoding", 4, 7, ""},
		{"a page that is far too large", head("") + strings.Repeat("SECRET ", 200_000), "too-large", 0, 0, ""},
		{"deep quotations", head("") + strings.Repeat("> ", 10_000) + "SECRET", "too-deep", 7, 1, ""},
		{"an unknown directive", head("") + ":::qoute{person=sam}\nSECRET\n:::\n", "unknown-directive", 7, 1, "quote"},
		{"a directive in a title", "---\ntitle: \":secret[sam]\"\npeople: none\n---\n", "unknown-directive", 2, 8, ""},
		{"a comma in braces", head("made_with: [{group: G, did: cooked, SECRET talked}]"), "unknown-key", 4, 37, "quotation marks"},
		{"an old address without a slash", head("old_urls: [SECRET/x]"), "wrong-value", 4, 11, ""},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			dir := siteWith(t, map[string]string{
				"content/good.md": "---\ntitle: Good\npeople: none\n---\nGood.\n",
				"content/bad.md":  c.text,
			})
			src := readSite(t, dir)
			if len(src.Pages) != 2 || src.Pages[1].Standard.Fault != nil {
				t.Fatalf("the page beside it: %+v", src.Pages)
			}
			bad := src.Pages[0].Standard
			if bad.Fault == nil {
				t.Fatal("it can be read")
			}
			if len(bad.Body) > 0 || len(bad.Title) > 0 {
				t.Error("words of an unreadable page are kept")
			}
			f := *bad.Fault
			if f.File != "content/bad.md" || c.code != "" && f.Code != c.code || c.line > 0 && f.Line != c.line || c.column > 0 && f.Column != c.column {
				t.Errorf("got %s %s, want %s at %d:%d", f.Place, f.Code, c.code, c.line, c.column)
			}
			if !slices.Contains(src.Problems, f) || f.Fix == "" {
				t.Errorf("it is not reported with how to mend it: %+v", src.Problems)
			}
			if !strings.Contains(f.Message+f.Fix, c.says) {
				t.Errorf("%q is not in: %s %s", c.says, f.Message, f.Fix)
			}
			for _, p := range src.Problems {
				if strings.Contains(strings.ToLower(p.Message+p.Fix), "secret") {
					t.Errorf("words of the page are in: %s %s", p.Message, p.Fix)
				}
			}
		})
	}
}

func TestMarksAndLineEndsOfOtherSystemsAreFine(t *testing.T) {
	text := "\xef\xbb\xbf" + strings.ReplaceAll("---\ntitle: T\npeople: none\n---\nOne\ntwo :person[sam].\n", "\n", "\r\n")
	src := readSite(t, siteWith(t, map[string]string{"content/a.md": text}))
	v := src.Pages[0].Standard
	if v.Fault != nil || !slices.Equal(v.People, []string{"sam"}) || v.Body[0].Line != 5 {
		t.Errorf("%+v", v)
	}
}

func TestPlacesOfFiles(t *testing.T) {
	const ok = "---\ntitle: T\npeople: none\ndate: 2026-01-01\n---\n"
	const easy = "---\ntitle: T\n---\n"
	dir := siteWith(t, map[string]string{
		"content/index.md": ok, "content/about.md": ok, "content/about.easy-read.md": easy,
		"content/stories/index.md": ok, "content/stories/a.md": ok, "content/stories/a.easy-read.md": easy,
		"content/stories/b/index.md": ok, "content/stories/b/easy-read.md": easy, "content/stories/b/index.next.md": ok,
		"content/stories/c/easy-read.md": easy,
		"content/stories/con.md":         ok, "content/stories/My-Story.md": ok,
		"content/stories/b/other.md": ok, "content/stories/b/deep/x.md": ok, "content/pictures/x.md": ok,
		"content/stories/lonely.next.md": ok, "content/.hidden.md": ok,
	})
	if err := os.Symlink("/etc/hostname", filepath.Join(dir, "content/stories/link.md")); err != nil {
		t.Fatal(err)
	}
	src := readSite(t, dir)
	var got []string
	for i := range src.Pages {
		p := &src.Pages[i]
		line := p.Path
		for _, v := range p.Versions() {
			line += " " + string(v.Edition)
			if v.Fault != nil {
				line += "!" + v.Fault.Code
			}
		}
		if len(p.Next) > 0 {
			line += " next"
		}
		got = append(got, line)
	}
	want := []string{
		" standard", "about standard easy-read", "stories standard", "stories/My-Story standard!bad-name",
		"stories/a standard easy-read", "stories/b standard easy-read next", "stories/c easy-read", "stories/con standard!bad-name",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, c := range []struct{ code, file string }{
		{"misplaced", "content/stories/b/other.md"}, {"too-deep", "content/stories/b/deep"}, {"misplaced", "content/pictures/x.md"},
		{"next-alone", "content/stories/lonely.next.md"}, {"symlink", "content/stories/link.md"},
	} {
		if !slices.ContainsFunc(src.Problems, func(p diag.Problem) bool { return p.Code == c.code && p.File == c.file }) {
			t.Errorf("no %s for %s in %v", c.code, c.file, src.Problems)
		}
	}
}
