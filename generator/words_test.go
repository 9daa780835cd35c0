package generator_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"goldenthread/generator"
	"goldenthread/generator/diag"
)

// A name that is guarded everywhere is not published by explaining it, and what
// words.yaml says lets no name pass anywhere else.
func TestNamesInWords(t *testing.T) {
	for _, c := range []struct {
		reason, words, want string
		left                int
	}{
		{"in what a word means", "flat: A home.\nrefuge: Wilhelmina Thorn lives in one.\n", "2", 1},
		{"as the word", "\"Wilhelmina Thorn\": A safe house.\nflat: A home.\n", "1", 1},
		{"by another name", "refuge: {means: It is called Billie Bramble., not: [shelter]}\nflat: A home.\n", "1", 1},
		{"twice", "flat: A home.\n\nrefuge: Of Wilhelmina Thorn.\nthorn: Of Wilhelmina Thorn.\n", "3 4", 1},
		{"in what is not to be said", "refuge: {means: A safe house., not: [Wilhelmina Thorn]}\nflat: A home.\n", "", 2},
		{"a word of the name", "thorn: It grows on a rose.\nflat: A home.\n", "", 2},
	} {
		site := t.TempDir()
		place(t, site, "site.yaml", "title: Voices\nbase_url: https://www.example.org/\nconsent: {approval: none}\nfiles: [leak.txt]\n")
		place(t, site, "content/leak.txt", "By Wilhelmina Thorn, or Billie Bramble.\n")
		place(t, site, "content/stories/a.md", "---\ntitle: A\npeople: none\ndate: 2026-01-01\n---\nWords.\n")
		place(t, site, "content/stories/a.easy-read.md", "---\ntitle: A\n---\nWords.\n")
		place(t, site, "consent/wil.yaml", "person: wil\nnames: {full: Wilhelmina Thorn, also: [Billie Bramble]}\nconsents:\n  - {covers: [everything], given: 2026-01-01, withdrawn: 2026-02-01, how: form, uses: {words: yes, name: full}, channels: all}\n")
		place(t, site, "words.yaml", c.words)
		r := build(t, site)
		var lines []string
		for _, p := range r.Problems {
			if p.File == "words.yaml" {
				lines = append(lines, fmt.Sprint(p.Line))
				if p.Code != "word-name" || strings.Contains(p.Message+p.Fix, "Thorn") {
					t.Errorf("%s: %+v", c.reason, p)
				}
			}
		}
		if got := strings.Join(lines, " "); got != c.want {
			t.Errorf("%s: found in lines %q, not %q", c.reason, got, c.want)
		}
		files := public(t, site)
		if hard := files["easy-read/hard-words/index.html"]; !strings.Contains(hard, "A home.") || strings.Contains(hard, "Wilhelmina") || strings.Contains(hard, "Billie") {
			t.Errorf("%s: %s", c.reason, hard)
		} else if n := strings.Count(hard, "<dt>"); n != c.left || strings.Contains(hard, `id="word-"`) {
			t.Errorf("%s: the sheet has %d words, not %d: %s", c.reason, n, c.left, hard)
		}
		if _, there := files["leak.txt"]; there || len(r.Refused) != 1 {
			t.Errorf("%s: refused is %v", c.reason, r.Refused)
		}
		a, err := generator.Check(context.Background(), options(site), 0)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, p := range a.All() {
			if p.Code == "word-name" {
				n++
			}
		}
		if n != len(lines) {
			t.Errorf("%s: check finds %d", c.reason, n)
		}
	}
}

// Whether words.yaml explains a word in bold, the advice and the page agree: where the one
// asks for no meaning, the other leads to it.
func TestWordsThatAreTheSame(t *testing.T) {
	cases := []struct {
		word, bold string
		same       bool
	}{
		{"tenancy", "tenancies", true},
		{"landlords", "landlord", true},
		{"hostel", "Hostels", true},
		{"church", "churches", true},
		{"pass", "passes", true},
		{"nurse", "nurse's", true},
		{"nurse", "nurses’", true},
		{"council", "The council", true},
		{"the court", "court", true},
		{"support worker", "my support workers", true},
		{"refuge", "two refuges", true},
		{"GP", "GPs", true},
		{"virus", "viru", false},
		{"drop-in", "drop in", false},
		{"bail", "jail", false},
	}
	site := smallSite(t)
	yaml := map[string]bool{}
	for i, c := range cases {
		yaml[strconv.Quote(c.word)+": It has a meaning.\n"] = true
		place(t, site, fmt.Sprintf("content/stories/%d.md", i), "---\ntitle: A\npeople: none\ndate: 2026-07-01\n---\nWords.\n")
		place(t, site, fmt.Sprintf("content/stories/%d.easy-read.md", i), "---\ntitle: A\n---\nI saw **"+c.bold+"** today.\n")
	}
	place(t, site, "words.yaml", strings.Join(slices.Collect(maps.Keys(yaml)), ""))
	build(t, site)
	files := public(t, site)
	a, err := generator.Check(context.Background(), options(site), 0)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range cases {
		links := strings.Contains(files[fmt.Sprintf("stories/%d/easy-read/index.html", i)], "/easy-read/hard-words/#word-")
		asks := slices.ContainsFunc(a.EasyRead, func(p diag.Problem) bool {
			return p.Code == "easy-hard-word" && p.File == fmt.Sprintf("content/stories/%d.easy-read.md", i)
		})
		if links != c.same || asks == c.same {
			t.Errorf("%q in words.yaml, %q on a page: it leads to its meaning: %v; its meaning is asked for: %v", c.word, c.bold, links, asks)
		}
	}
}

// A picture that is not there is said wherever it is named, of easy-read versions and
// of changes that wait, too.
func TestMissingPictures(t *testing.T) {
	site := t.TempDir()
	place(t, site, "site.yaml", "title: Voices\nbase_url: https://www.example.org/\nconsent: {approval: none}\n")
	place(t, site, "content/stories/a.md", "---\ntitle: A\npeople: none\ndate: 2026-01-01\ncover: gone.svg\n---\nWords.\n\n![A bus](/pictures/gone.svg)\n")
	place(t, site, "content/stories/a.easy-read.md", "---\ntitle: A\n---\nA bus.\n![A bus](/pictures/gone.svg)\n")
	place(t, site, "content/stories/a.easy-read.next.md", "---\ntitle: A\n---\n\n\n![A bus](/pictures/gone.svg)\n")
	place(t, site, "content/stories/b.md", "---\ntitle: B\npeople: none\ndate: 2026-01-01\n---\n::audio{src=gone.mp3 transcript=gone.txt}\n")
	a, err := generator.Check(context.Background(), options(site), 0)
	if err != nil {
		t.Fatal(err)
	}
	find := func(problems []diag.Problem) string {
		var at []string
		for _, p := range problems {
			if p.Code == "picture-missing" && p.Severity == diag.Error {
				at = append(at, strings.TrimPrefix(p.Place.String(), "content/stories/"))
			}
		}
		return strings.Join(at, " ")
	}
	easy := "a.easy-read.md:5:1 a.easy-read.next.md:6:1"
	if got := find(a.EasyRead); got != easy {
		t.Errorf("of easy read: %s", got)
	}
	if got, want := find(a.All()), easy+" a.md:5:1 a.md:9:1 b.md:6:1"; got != want {
		t.Errorf("of all: %s", got)
	}
}
