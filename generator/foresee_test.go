package generator_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"goldenthread/generator"
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// siteOfMistakes writes a site with mistakes of many kinds, and gives the codes of those
// that are found once a site is planned, and not before.
func siteOfMistakes(t *testing.T) (site string, planned []string) {
	t.Helper()
	const top = "---\ntitle: T\npeople: none\ndate: 2026-01-01\n"
	site = t.TempDir()
	for file, text := range map[string]string{
		"site.yaml":                      "title: T\nbase_url: https://www.example.org/\ntheme: mine\nconsent: {approval: none}\nfiles: [robots.txt]\norganisation: {privacy_notice: /gone/}\nhost: [netlify]\n",
		"content/robots.txt":             "User-agent: *\n",
		"themes/mine/theme.yaml":         "darft: yes\n",
		"themes/mine/layouts/page.html":  `{{define "main"}}{{.Nothing.Here}}{{end}}`,
		"themes/mine/layouts/lists.html": `{{define "main"}}`,
		"consent/sam.yaml":               "person: sam\nconsents:\n  - {covers: [stories/*, stories/gone], given: 2026-06-12, how: form, uses: {words: yes}, channels: all}\n",
		"content/index.md":               "---\ntitle: Welcome\npeople: none\n---\n[a](/blog/zz/) [b](/blog/b/#no) [c](#nowhere)\n",
		"content/blog/b.md":              top + "old_urls: [/search/, '/?p=3', /robots.txt/a/, /feed.xml]\nweek: 2031\ncover: gone.svg\n---\n## There\n\n[e](gone.md) ![](/pictures/x.svg) <b>x</b>\n\n![film](/pictures/no.png)\n",
		"content/blog/c/index.md":        top + "darft: yes\n---\nWords.\n",
		"content/blog/c.easy-read.md":    "---\ntitle: C\n---\nWords.\n",
		"content/blog/comes.md":          "---\ntitle: T\npeople: none\ndate: 2026-12-24\npublish_from: 2026-12-24\n---\n[f](/blog/zzz/)\n",
		"content/blog/goes.md":           top + "publish_until: 2026-12-23\n---\n[g](/blog/zzz/)\n",
		"content/weeks/2026.md":          "---\ntitle: W\npeople: none\nevents: [{title: Supper, url: /gone/}]\n---\n",
		"content/stories/s.md":           "---\ntitle: S\npeople: [sam]\ndate: 2026-01-01\n---\n![x](/pictures/x.svg)\n",
		"content/topics.md":              "---\ntitle: T\npeople: none\n---\n",
		"content/blog/alone.next.md":     top + "---\n",
		"content/pictures/x.svg":         `<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>`,
		"content/pictures/no.png":        "no picture",
		"content/pictures/pictures.yaml": "x.svg: {people: none, alt: X}\nno.png: {people: none}\n",
	} {
		place(t, site, file, text)
	}
	return site, []string{"broken-link", "old-url", "files"}
}

// made says whether a problem can only be found once something is made: by the site's
// own layouts as they are used, by the last look, or where what is made is kept.
func made(p diag.Problem) bool {
	return p.Code == "theme-layout" && p.File == "themes/mine/layouts/page.html" || slices.Contains([]string{"repeated-text", "cache"}, p.Code)
}

// Whoever asks before building is told all that a build will say, but for what making
// alone brings to light: by status, by check and on the desk. Nothing is written for it.
func TestForesee(t *testing.T) {
	site, planned := siteOfMistakes(t)
	o := options(site)
	status, err := generator.Status(context.Background(), o, 0)
	if err != nil {
		t.Fatal(err)
	}
	advice, err := generator.Check(context.Background(), o, 0)
	if err != nil {
		t.Fatal(err)
	}
	desk, err := generator.Overview(context.Background(), o, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, made := range []string{"public", ".goldenthread"} {
		if _, err := os.Lstat(filepath.Join(site, made)); err == nil {
			t.Errorf("%s was written", made)
		}
	}
	build, err := generator.Build(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	want := slices.DeleteFunc(slices.Clone(build.Problems), made)
	if len(want) == len(build.Problems) {
		t.Error("the build finds nothing by making, so this compares too little")
	}
	if !reflect.DeepEqual(status.Problems, want) {
		t.Errorf("status and build differ:\nstatus: %v\nbuild:  %v", listed(status.Problems), listed(want))
	}
	for name, all := range map[string][]diag.Problem{"check": advice.All(), "the desk": desk.Problems} {
		for _, p := range want {
			if !slices.Contains(all, p) {
				t.Errorf("%s does not say %s", name, listed([]diag.Problem{p}))
			}
		}
	}
	for _, code := range append(planned, "theme-layout", "easy-read-alone", "next-alone", "unknown-key", "raw-html", "covers-nothing", "address-taken", "no-such-week", "event-day") {
		if !slices.ContainsFunc(want, func(p diag.Problem) bool { return p.Code == code }) {
			t.Errorf("there is no mistake of the kind %s in %v", code, listed(want))
		}
	}
}

// On a later day everything is that day's: which pages there are whose links are looked
// at, and which dates are still ahead.
func TestForeseeAhead(t *testing.T) {
	site, _ := siteOfMistakes(t)
	comes := page.DayOf(time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC))
	for _, c := range []struct {
		at, today page.Day
		want      []string
	}{
		{0, page.DayOf(fixed()), []string{"content/blog/comes.md:4:1 warning [date-ahead]", "content/blog/goes.md:7:1 warning [broken-link]"}},
		{comes, comes, []string{"content/blog/comes.md:7:1 warning [broken-link]"}},
	} {
		a, err := generator.Check(context.Background(), options(site), c.at)
		if err != nil {
			t.Fatal(err)
		}
		s, err := generator.Status(context.Background(), options(site), c.at)
		if err != nil {
			t.Fatal(err)
		}
		if a.Today != c.today || s.Today != c.today {
			t.Errorf("the days are %s and %s, want %s", a.Today, s.Today, c.today)
		}
		for name, problems := range map[string][]diag.Problem{"check": a.All(), "status": s.Problems} {
			got := slices.DeleteFunc(listed(problems), func(p string) bool {
				return !strings.HasPrefix(p, "content/blog/comes") && !strings.HasPrefix(p, "content/blog/goes")
			})
			if !slices.Equal(got, c.want) {
				t.Errorf("%s on %s finds %v, want %v", name, c.today, got, c.want)
			}
		}
	}
	var past *generator.PastError
	if _, err := generator.Check(context.Background(), options(site), page.DayOf(fixed())-1); !errors.As(err, &past) {
		t.Errorf("check looks back: %v", err)
	}
}

// listed shows problems shortly.
func listed(problems []diag.Problem) []string {
	var out []string
	for _, p := range problems {
		out = append(out, p.Place.String()+" "+p.Severity.String()+" ["+p.Code+"]")
	}
	return out
}
