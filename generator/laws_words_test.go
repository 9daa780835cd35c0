package generator_test

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"goldenthread"
	"goldenthread/generator"
)

// Somebody may be called by any word that the theme, the program's own addresses
// or a file format use: the pages are published all the same, since that is not
// their name. So the last look refuses nothing of a site as it should be.
func TestTheThemesOwnWordsAreNobodysName(t *testing.T) {
	ownWordsAreNobodysName(t, "first: %q", ownWords(t))
}

// Nor are the words of formats a name that is guarded everywhere.
func TestFormatsAreNobodysName(t *testing.T) {
	words := strings.Fields(`max age private public immutable content type security policy self none default src img media style script connect form action base uri
		frame ancestors referrer no nosniff options cross origin opener same transport strict request otr cache control section application charset text calendar
		version title home page url feed description language authors name items id summary html image date published modified tags jsonfeed org json
		begin end vcalendar vevent prodid golden thread golang ics library method publish uid dtstamp dtstart dtend location calname wr value`)
	ownWordsAreNobodysName(t, "also: [%q]", words)
}

// A folder may be called by a word that is somebody's first name, too: its name
// stands in headings and addresses beside what holds something of theirs. A name
// that is guarded everywhere does not become an everyday word by that.
func TestASectionMayBeCalledAsSomebodyIs(t *testing.T) {
	for _, c := range []struct {
		names, people, there string
		refused              bool
	}{
		{"{first: Hope}", "none", "no", false},
		{"{full: Hope}", "[p]", "full", true},
	} {
		site := t.TempDir()
		place(t, site, "site.yaml", "title: V\nbase_url: https://www.example.org/\nconsent: {approval: none}\n")
		place(t, site, "content/hope/a.md", "---\ntitle: One\npeople: "+c.people+"\ndate: 2026-05-01\n---\nX.\n")
		place(t, site, "content/stories/b.md", "---\ntitle: Two\npeople: [p]\ndate: 2026-05-01\n---\nY.\n")
		place(t, site, "consent/p.yaml", "person: p\nnames: "+c.names+`
consents:
  - {covers: [everything], given: 2026-06-12, how: form, uses: {words: yes, name: no}, channels: all}
  - {covers: [hope/a], given: 2026-06-12, how: form, uses: {words: yes, name: `+c.there+`}, channels: all}
`)
		r := build(t, site)
		if published, _ := r.Count(); published != 2 {
			t.Errorf("%s: %d published", c.names, published)
		}
		if len(r.Refused) > 0 != c.refused {
			t.Errorf("%s: %v", c.names, r.Refused)
		}
	}
}

func ownWordsAreNobodysName(t *testing.T, name string, words []string) {
	site := t.TempDir()
	writeFile(t, site, "site.yaml", "title: Voices of Hope\nbase_url: https://www.example.org/voices/\nmenu: [stories, easy-read, topics]\nhost: [netlify, gitlab]\nconsent: {approval: none}\n")
	writeFile(t, site, "words.yaml", "kwyjibo: An odd ape.\n")
	writeFile(t, site, "content/weeks/2026.md", "---\ntitle: Zugzwang\npeople: none\nstarts: 2026-07-06\nends: 2026-07-10\ntheme: Kwyjibo\nevents: [{title: Zugzwang, starts: 2026-07-06 10:00, ends: 2026-07-06 12:00, place: Zugzwang}]\n---\nKwyjibo.\n")
	for i, word := range words {
		writeFile(t, site, fmt.Sprintf("consent/p%d.yaml", i), fmt.Sprintf(`person: p%d
names: {`+name+`}
consents: [{covers: [everything], given: 2026-06-12, how: form, uses: {words: yes, name: no}, channels: all}]
`, i, word))
		writeFile(t, site, fmt.Sprintf("content/stories/zz%d.md", i), fmt.Sprintf("---\ntitle: Zugzwang\npeople: [p%d]\ndate: 2026-05-%02d\ntags: [qq%d]\nold_urls: [/qx%d/]\n---\nKwyjibo.\n", i, 1+i%28, i%7, i))
		writeFile(t, site, fmt.Sprintf("content/stories/zz%d.easy-read.md", i), "---\ntitle: Zugzwang\n---\nKwyjibo.\n")
	}
	r, err := generator.Build(context.Background(), generator.Options{Site: filepath.Clean(site), Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Refused {
		t.Errorf("%s: %s", p.File, p.Code)
	}
	if published, _ := r.Count(); published != 2*len(words)+1 {
		t.Errorf("%d of %d are published", published, 2*len(words)+1)
	}
}

func ownWords(t *testing.T) []string {
	var theme strings.Builder
	err := fs.WalkDir(goldenthread.DefaultTheme(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(goldenthread.DefaultTheme(), name)
		theme.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	words := regexp.MustCompile(`[a-z]{2,}`).FindAllString(strings.ToLower(theme.String()), -1)
	words = append(words, strings.Fields("xml html atom feed sitemap robots txt index www org http https schemas urlset loc entry term self utf ada bea fae ed abe")...)
	slices.Sort(words)
	words = slices.Compact(words)
	words = slices.DeleteFunc(words, func(w string) bool { return w == "stories" }) // the pages' own path
	if len(words) < 500 {
		t.Fatalf("only %d words", len(words))
	}
	return words
}
