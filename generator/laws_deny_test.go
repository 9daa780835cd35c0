package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator"
)

// denySite is a site in which one person agreed to everything and approved one
// page, its easy-read version, a picture and a quotation on another page.
func denySite(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	for name, text := range map[string]string{
		"site.yaml": "title: T\nbase_url: https://www.example.org/\n",
		"content/stories/a/index.md": `---
title: A story
people: [sam]
authors: [sam]
date: 2026-01-01
summary: Words WORDS.
tags: [tea]
made_with: [{person: sam, did: wrote it}]
publish_from: 2026-01-01
publish_until: 2027-01-01
---
Words WORDS.
`,
		"content/stories/a/easy-read.md": "---\ntitle: A story\nsummary: Easy EASY.\n---\nEasy EASY.\n",
		"content/stories/b.md":           "---\ntitle: Another\npeople: [tom]\ndate: 2026-01-01\n---\nOTHER\n\n![](/pictures/p.png)\n\n:::quote{person=sam}\nQUOTED\n:::\n",
		"content/pictures/p.png":         pixels("PICTUREPICTU", "xxxxxxxxxxxx", "x"),
		"content/pictures/pictures.yaml": "p.png:\n  people: [sam]\n  alt: A picture PICTURE\n",
		"consent/tom.yaml":               "person: tom\nrole: staff\nconsents:\n  - {covers: [everything], given: 2026-01-01, how: form, uses: {words: yes}, channels: all}\n",
		"consent/sam.yaml": `person: sam
role: expert citizen
names:
  full: Samuel Adeyemi
  shown_as: Sam
consents:
  - covers: [stories/*]
    requested: 2026-01-01
    given: 2026-01-02
    how: form
    explained:
      by: Priya
    evidence: drawer
    uses:
      words: yes
      name: shown-as
      picture: yes
    channels: [web, feed]
    until: 2027-06-01
    review_on: 2027-01-01
approved:
`,
	} {
		writeFile(t, dir, name, text)
	}
	record := func() string {
		text, err := os.ReadFile(filepath.Join(dir, "consent/sam.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	writeFile(t, dir, "consent/sam.yaml", strings.Replace(record(), "approved:\n", "", 1))
	approvals := "approved:\n"
	for _, p := range denyStatus(t, dir).Pages {
		if p.Page == "stories/a" {
			approvals += fmt.Sprintf("  - page: stories/a\n    version: %s\n    text: %q\n    on: 2026-02-01\n", p.Version, p.Text)
		}
	}
	writeFile(t, dir, "consent/sam.yaml", record()+approvals)
	return dir
}

func denyStatus(t *testing.T, dir string) generator.Report {
	t.Helper()
	r, err := generator.Status(t.Context(), options(dir), 0)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// keyLine finds the lines of YAML that begin with a key, and their keys.
var keyLine = regexp.MustCompile(`(?m)^( *(?:- )?)([a-z_.]+):`)

// Law 2: taking any key that carries consent out of a page, a record or a
// pictures.yaml takes down what rests on it, and so does misspelling any key
// at all. What may be left out is listed here.
func TestEveryKeyThatCarriesConsent(t *testing.T) {
	// What rests on each file: without a key, none of this may be published.
	rests := map[string][]string{
		"content/stories/a/index.md":     {"WORDS", "EASY"},
		"content/stories/a/easy-read.md": {"EASY"},
		"content/pictures/pictures.yaml": {"PICTURE"},
		"consent/sam.yaml":               {"WORDS", "EASY", "QUOTED", "PICTURE"},
	}
	// Without these keys, only this goes; or nothing.
	less := map[string][]string{
		"authors": {}, "publish_from": {}, "publish_until": {}, "role": {}, "full": {}, "requested": {},
		"explained": {}, "by": {}, "evidence": {}, "name": {"Sam"}, "until": {}, "review_on": {},
		"picture": {"PICTURE"}, "approved": {"WORDS", "EASY"},
	}
	whole := denySite(t)
	build(t, whole)
	for _, word := range []string{"WORDS", "EASY", "QUOTED", "PICTURE", "OTHER", "Sam"} {
		if !holds(t, whole, word) {
			t.Fatalf("%s is not published before anything is taken away", word)
		}
	}
	for file, words := range rests {
		text, err := os.ReadFile(filepath.Join(whole, file))
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range keyLine.FindAllSubmatchIndex(text, -1) {
			key := string(text[at[4]:at[5]])
			if key == "summary" || key == "tags" || key == "made_with" || key == "alt" {
				continue // a part of what was approved, or of no matter here
			}
			for _, how := range []string{"taken away", "misspelt"} {
				t.Run(file+" "+key+" "+how, func(t *testing.T) {
					changed, expect := string(text[:at[4]])+"x"+string(text[at[4]:]), words
					if how == "taken away" {
						changed = without(string(text), at[0], at[3]-at[2])
						if only, ok := less[key]; ok {
							expect = only
						}
					}
					writeFile(t, whole, file, changed)
					defer writeFile(t, whole, file, string(text))
					build(t, whole)
					for _, word := range expect {
						if holds(t, whole, word) {
							t.Errorf("%s is still published, of:\n%s", word, changed)
						}
					}
					if !holds(t, whole, "OTHER") {
						t.Error("the page of somebody else went too")
					}
				})
			}
		}
	}
}

// without takes a key away, with all that is indented below it.
func without(text string, from, indent int) string {
	lines := strings.SplitAfter(text[from:], "\n")
	end := 1
	for end < len(lines) && strings.TrimSpace(lines[end]) != "" && len(lines[end])-len(strings.TrimLeft(lines[end], " ")) > indent {
		end++
	}
	head := ""
	if dash := strings.Index(lines[0], "- "); dash >= 0 && strings.TrimSpace(lines[0][:dash]) == "" && end < len(lines) {
		// The first key of a list's item: its dash goes to the next.
		head = lines[0][:dash] + "- "
		lines[end] = strings.TrimLeft(lines[end], " ")
	}
	return text[:from] + head + strings.Join(lines[end:], "")
}

// holds says whether anything that is published holds a word, plain or drawn.
func holds(t *testing.T, site, word string) bool {
	t.Helper()
	for _, text := range public(t, site) {
		if standsIn(word + "\n" + text) {
			return true
		}
	}
	return false
}

// standsIn says whether what is in the first line stands below it, in any form.
var standsIn = once(func(both string) bool {
	word, text, _ := strings.Cut(both, "\n")
	return slices.ContainsFunc(forms(text), func(form string) bool { return strings.Contains(form, word) })
})
