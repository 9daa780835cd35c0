package goldenthread

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// These tests hold docs/ against the program: what it knows is described, and
// nothing is described that it does not know.

func TestDocsReasons(t *testing.T) {
	text := readDoc(t, "docs/reasons.md")
	compare(t, "reason code", "docs/reasons.md",
		matches(readDoc(t, "generator/consent/reason.go"), `(?m)^\s+\w+\s+Code = "([a-z-]+)"$`),
		matches(text, "(?m)^### `([a-z-]+)`$"))
}

// problemForms are the ways in which a problem's code is written in the source.
var problemForms = []string{
	`Code:\s+"([a-z-]+)"`,
	`\b(?:fail|problem|refuse)\("([a-z-]+)",`,
	`\b(?:Fail|Add|fault|problem)\([^\n]+?, "([a-z]+(?:-[a-z]+)*)", `,
	`\b(?:add|at)\(diag\.\w+, "([a-z-]+)",`,
	`\.take\([^\n]+, "([a-z-]+)"\)`,
	`(?m)^const \w+ = "([a-z]+(?:-[a-z]+)+)"$`,
	`(?m)^\s\w+\s+Rule = "([a-z-]+)"`,
}

func TestDocsProblems(t *testing.T) {
	var codes []string
	for _, file := range sources(t, "generator") {
		for _, form := range problemForms {
			codes = append(codes, matches(readDoc(t, file), form)...)
		}
	}
	compare(t, "problem code", "docs/reasons.md", codes,
		matches(readDoc(t, "docs/reasons.md"), "(?m)^\\| `([a-z-]+)` \\|"))
}

func TestDocsKeys(t *testing.T) {
	for source, doc := range map[string]string{
		"meta.go": "writing.md", "pictures.go": "writing.md", "site.go": "writing.md", "record.go": "consent.md",
	} {
		src, text := readDoc(t, "generator/read/"+source), readDoc(t, "docs/"+doc)
		// The keys stand in calls that read a mapping, and in pageKeys.
		lists := matches(src, `(?s)\.(?:Map|Each)\(([^)]*)\)`)
		lists = append(lists, matches(src, `(?s)func pageKeys(.*?)\n}`)...)
		keys := matches(strings.Join(lists, "\n"), `"([a-z_]+)"`)
		if len(keys) < 4 {
			t.Errorf("no keys were found in %s", source)
		}
		for _, key := range keys {
			if !strings.Contains(text, "`"+key+"`") {
				t.Errorf("docs/%s does not hold the key `%s` of generator/read/%s", doc, key, source)
			}
		}
	}
}

func TestDocsCommands(t *testing.T) {
	var uses, flags []string
	for _, file := range sources(t, "cmd/goldenthread") {
		src := readDoc(t, file)
		uses = append(uses, matches(src, `(?:Use:\s+|newPage\()"([^"]+)"`)...)
		flags = append(flags, matches(src, `(?:String|Bool)Var\([^,]+, "([a-z-]+)"`)...)
	}
	text := readDoc(t, "docs/commands.md")
	headings := matches(text, "(?m)^##+ `(.+)`$")
	for _, use := range uses {
		if !slices.ContainsFunc(headings, func(h string) bool { return h == use || strings.HasSuffix(h, " "+use) }) {
			t.Errorf("docs/commands.md has no heading for the command %q", use)
		}
	}
	for _, h := range headings {
		if h != "goldenthread completion" && !slices.ContainsFunc(uses, func(use string) bool { return h == use || strings.HasSuffix(h, " "+use) }) {
			t.Errorf("docs/commands.md describes %q, which is no command", h)
		}
	}
	// cobra makes --help by itself.
	compare(t, "flag", "docs/commands.md", append(flags, "help"), matches(text, "`--([a-z-]+)[^`]*`"))
}

func TestDocsLinks(t *testing.T) {
	docs, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range append(docs, "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md") {
		if _, err := os.Stat(doc); err != nil {
			t.Logf("%s is not there", doc)
			continue
		}
		doc = filepath.ToSlash(doc)
		for _, link := range matches(withoutCode(readDoc(t, doc)), `\]\(([^)\s]+)\)`) {
			if strings.Contains(link, ":") {
				continue
			}
			file, anchor, _ := strings.Cut(link, "#")
			target := doc
			if file != "" {
				target = path.Join(path.Dir(doc), file)
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s links to %s, which is not there", doc, link)
			} else if anchor != "" && !slices.Contains(anchors(readDoc(t, target)), anchor) {
				t.Errorf("%s links to %s, which has no such heading", doc, link)
			}
		}
	}
}

// withoutCode takes examples away: fenced and indented blocks, and `spans`.
func withoutCode(text string) string {
	return regexp.MustCompile("(?ms)^```.*?^```$|^ {4}[^\n]*$|`[^`\n]*`").ReplaceAllString(text, "")
}

// anchors gives the fragments by which GitHub and GitLab name headings.
func anchors(text string) []string {
	var out []string
	for _, heading := range matches(text, `(?m)^#+ (.+)$`) {
		out = append(out, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-', r == '_', unicode.IsLetter(r), unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, heading))
	}
	return out
}

// compare says which of the program's words a document lacks, and which it has
// too many.
func compare(t *testing.T, what, doc string, known, described []string) {
	t.Helper()
	if len(known) == 0 {
		t.Fatalf("no %s was found in the source", what)
	}
	inSource, inDoc := map[string]bool{}, map[string]bool{}
	for _, k := range known {
		inSource[k] = true
	}
	for _, d := range described {
		inDoc[d] = true
	}
	for _, k := range slices.Sorted(maps.Keys(inSource)) {
		if !inDoc[k] {
			t.Errorf("%s does not describe the %s %s", doc, what, k)
		}
	}
	for _, d := range slices.Sorted(maps.Keys(inDoc)) {
		if !inSource[d] {
			t.Errorf("%s describes the %s %s, which the program does not know", doc, what, d)
		}
	}
}

// matches gives the first group of every match.
func matches(text, pattern string) []string {
	var out []string
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// sources lists the Go files below a folder, tests left out.
func sources(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	err := fs.WalkDir(os.DirFS("."), dir, func(name string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			list = append(list, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func readDoc(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}
