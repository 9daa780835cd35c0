package generator_test

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"

	"goldenthread/generator"
)

// What can be read and is probably not meant is a problem with its place, and
// decides nothing: each of these pages is published.
func TestAdvice(t *testing.T) {
	const page = "---\ntitle: T\npeople: none\ndate: 2026-01-01\n"
	cases := []struct{ reason, code, file, text string }{
		{"an old address that is that of a page", "old-url-live", "content/blog/b.md", page + "old_urls: [/blog/a/]\n---\n"},
		{"an old address that two pages claim", "old-url-twice", "content/blog/b.md", page + "old_urls: [/old/]\n---\n"},
		{"a week that is not there", "no-such-week", "content/blog/b.md", page + "week: 2031\n---\n"},
		{"a date ahead", "date-ahead", "content/blog/b.md", "---\ntitle: T\npeople: none\ndate: 2031-01-01\n---\n"},
		{"a picture without words", "no-alt", "content/blog/b.md", page + "---\n![](/pictures/x.svg)\n"},
		{"a picture of another site", "external-picture", "content/blog/b.md", page + "---\n![x](https://example.com/x.png)\n"},
		{"a picture that is not there", "picture-missing", "content/blog/b.md", page + "---\n![x](gone.svg)\n"},
		{"a cover that is not there", "picture-missing", "content/blog/b.md", page + "cover: gone.svg\n---\n"},
		{"an address that cannot stand in a page", "bad-link", "content/blog/b.md", page + "---\n[x](javascript:alert)\n"},
		{"a link to no page", "broken-link", "content/blog/b.md", page + "---\n[x](gone.md)\n"},
		{"a heading without words", "empty-heading", "content/blog/b.md", page + "---\n##\n"},
		{"a heading of a decoration", "empty-heading", "content/blog/b.md", page + "---\n## ![](/pictures/x.svg)\n"},
		{"a link without words", "link-without-words", "content/blog/b.md", page + "---\n[ ](/blog/a/)\n"},
		{"a link around a decoration", "link-without-words", "content/blog/b.md", page + "---\n[![](/pictures/x.svg)](/blog/a/)\n"},
		{"a picture whose name holds a space", "raw-link", "content/blog/b.md", page + "---\nSee *this*: ![Two people](Our Team.JPG)\n"},
		{"a link whose name holds a space", "raw-link", "content/blog/b.md", page + "---\n- [our plan](Our Plan.pdf)\n"},
		{"a space before the address", "raw-link", "content/blog/b.md", page + "---\n![x] (/pictures/x.svg)\n"},
		{"an event without a day", "event-day", "content/weeks/2026.md", "---\ntitle: T\npeople: none\nevents: [{title: Supper}]\n---\n"},
		{"a Word document", "not-a-page", "content/blog/My story.docx", "PK"},
		{"what is said of pictures, with .txt behind it", "bad-name", "content/blog/pictures.yaml.txt", "x.svg: {people: none}\n"},
		{"HTML", "raw-html", "content/blog/b.md", page + "---\n<b>x</b>\n"},
		{"a change that waits for nobody", "next-not-needed", "content/blog/a.next.md", page + "---\n"},
		{"a page that looks like text", "bad-name", "content/blog/b.md.txt", page + "---\n"},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			site := t.TempDir()
			place(t, site, "site.yaml", "title: T\nbase_url: https://www.example.org/\n")
			place(t, site, "content/blog/a.md", page+"old_urls: [/old/]\n---\n")
			place(t, site, "content/pictures/x.svg", `<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>`)
			place(t, site, c.file, c.text)
			r, err := generator.Build(context.Background(), options(site))
			if err != nil {
				t.Fatal(err)
			}
			found := false
			for _, p := range r.Problems {
				found = found || p.Code == c.code && p.Message != "" && p.Fix != ""
			}
			if !found {
				t.Errorf("no %s in %+v", c.code, r.Problems)
			}
			if _, withheld := r.Count(); withheld > 0 {
				t.Errorf("advice withheld a page: %+v", r.Pages)
			}
		})
	}
}

// What is found wherever the whole site is known has its place all the same.
func TestPlacesOfAdvice(t *testing.T) {
	site := t.TempDir()
	place(t, site, "site.yaml", "title: T\nbase_url: https://www.example.org/\norganisation:\n  privacy_notice: /privacy/\nhost: [netlify]\nfiles:\n  - about/index.html\n  - gone.ico\n  - _headers\n")
	place(t, site, "consent/sam.yaml", "person: sam\nconsents:\n  - requested: 2026-01-01\n    covers: [blog/gone]\n")
	place(t, site, "content/about.md", "---\ntitle: T\npeople: none\nold_urls:\n  - /a/\n  - /b?c\n---\n")
	for _, file := range []string{"about/index.html", "_headers"} {
		place(t, site, "content/"+file, "x")
	}
	got := map[string][]string{}
	for _, p := range build(t, site).Problems {
		got[p.Code] = append(got[p.Code], p.Place.String())
	}
	for code, want := range map[string][]string{
		"broken-link":    {"site.yaml:4:19"},
		"files":          {"site.yaml:7:5", "site.yaml:8:5", "site.yaml:9:5"},
		"covers-nothing": {"consent/sam.yaml:4:13"},
		"old-url":        {"content/about.md:6:5"},
	} {
		if !slices.Equal(got[code], want) {
			t.Errorf("%s: %v, want %v", code, got[code], want)
		}
	}
}

// Words in brackets are none of that.
func TestNoAdvice(t *testing.T) {
	site := t.TempDir()
	place(t, site, "site.yaml", "title: T\nbase_url: https://www.example.org/\n")
	place(t, site, "content/blog/a.md", "---\ntitle: T\npeople: none\ndate: 2026-01-01\n---\nHe said [sic](as they do here), [1] (see below), \\[x\\](y.md), `![a](b c.png)` and [a] (b).\n")
	r, err := generator.Build(context.Background(), options(site))
	if err != nil || len(r.Problems) > 0 {
		t.Fatal(r.Problems, err)
	}
}

// However many pages are asked for, by path or address, the site is read once.
func TestPagePaths(t *testing.T) {
	site := t.TempDir()
	place(t, site, "site.yaml", "title: T\nbase_url: https://www.example.org/\n")
	for _, name := range []string{"a", "b", "c"} {
		place(t, site, "content/blog/"+name+".md", "---\ntitle: T\npeople: none\ndate: 2026-01-01\n---\n")
	}
	o := options(site)
	var read atomic.Int64
	o.Progress = func(string, int, int) { read.Add(1) }
	if _, err := generator.PagePaths(t.Context(), o, []string{"blog/a"}); err != nil {
		t.Fatal(err)
	}
	once := read.Swap(0)
	paths, err := generator.PagePaths(t.Context(), o, []string{"blog/a", "/blog/c/", "https://www.example.org/blog/b/"})
	if want := []string{"blog/a", "blog/c", "blog/b"}; err != nil || !slices.Equal(paths, want) {
		t.Errorf("the pages are %v, want %v: %v", paths, want, err)
	}
	if n := read.Load(); once == 0 || n != once {
		t.Errorf("progress was told %d times of one page, %d times of three", once, n)
	}
	var none *generator.NotFoundError
	if paths, err := generator.PagePaths(t.Context(), o, []string{"blog/a", "blog/nothing"}); !errors.As(err, &none) || paths != nil {
		t.Errorf("a page that is not there: %v, %v", paths, err)
	}
}
