package goldenthread

import (
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

// These tests hold docs/ against the program. What is made of the program itself
// (keys, reasons, commands and flags) is held by cmd/goldenthread/docs_test.go.

// TestDocsProblems says that docs/problems.md describes every code of a problem,
// and none that is not there.
func TestDocsProblems(t *testing.T) {
	described := map[string]bool{}
	for _, code := range matches(readDoc(t, "docs/problems.md"), "(?m)^\\| `([a-z0-9-]+)` \\|") {
		described[code] = true
	}
	codes := problemCodes(t)
	if len(codes) < 40 {
		t.Fatalf("only %d codes were found in the source", len(codes))
	}
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		if !described[code] {
			t.Errorf("docs/problems.md does not describe the code %s of %s", code, codes[code])
		}
	}
	for _, code := range slices.Sorted(maps.Keys(described)) {
		if codes[code] == "" {
			t.Errorf("docs/problems.md describes the code %s, which the program does not know", code)
		}
	}
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

// matches gives the first group of every match.
func matches(text, pattern string) []string {
	var out []string
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

func readDoc(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}
