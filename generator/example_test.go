package generator_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"goldenthread"
	"goldenthread/generator"
	"goldenthread/generator/page"
	"goldenthread/generator/read"
	"goldenthread/generator/scaffold"
)

// The example shows the same in every year: as many stories, every state of
// consent, and a week that is still to come.
func TestExampleLasts(t *testing.T) {
	first := states(t, "2026-07-20", false)
	for _, want := range []string{
		"consent-unknown", "consent-requested", "consent-not-yet", "consent-refused", "consent-withdrawn", "consent-revoked", "consent-expired",
		"use-not-agreed", "channel-not-agreed", "not-approved", "changed-since-approved", "page-withheld", "picture-not-agreed", "quote-not-agreed",
	} {
		if !strings.Contains(first, want) {
			t.Errorf("the example has nothing that is %s", want)
		}
	}
	if n := strings.Count(first, "published stories/"); n < 2*10 {
		t.Errorf("%d stories and easy-read versions of them are published, not 20", n)
	}
	for year := 2026; year < 2060; year++ {
		for _, day := range []string{"07-20", "11-22", "02-28", "07-19"} {
			if year%5 != 1 && day != "07-19" {
				continue
			}
			date := fmt.Sprintf("%d-%s", year, day)
			if day < "07-20" {
				date = fmt.Sprintf("%d-%s", year+1, day)
			}
			if got := states(t, date, true); got != first {
				t.Fatalf("on %s, the example is another:\n%s\nnot\n%s", date, got, first)
			}
		}
	}
}

// states says what becomes of each version of the example, as it is written and
// read on a day, with its pictures made by an earlier build or not.
func states(t *testing.T, date string, made bool) string {
	t.Helper()
	now, err := time.Parse(time.DateOnly, date)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := scaffold.Site(dir, goldenthread.Example(), page.DayOf(now)); err != nil {
		t.Fatal(err)
	}
	if made {
		makePictures(t, dir)
	}
	r, err := generator.Status(context.Background(), generator.Options{Site: dir, Now: func() time.Time { return now.Add(12 * time.Hour) }}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	ahead := false
	for _, p := range r.Pages {
		name := p.Page
		if year, ok := strings.CutPrefix(name, "weeks/"); ok && year > "2022" {
			name, ahead = "weeks/next", ahead || year == nextYear(now)
		}
		line := p.State + " " + name + " " + string(p.Version)
		for _, why := range p.Reasons {
			line += " " + string(why.Code) + " " + why.Person
		}
		for _, part := range p.LeftOut {
			line += " without " + part.What + " " + string(part.Reasons[0].Code)
		}
		lines = append(lines, line)
	}
	for _, p := range r.Problems {
		t.Errorf("on %s, the example has a problem: %s: %s", date, p.Place, p.Code)
	}
	if !ahead {
		t.Errorf("on %s, the example has no week to come", date)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// nextYear gives the year of the next first week of July.
func nextYear(now time.Time) string {
	if now.Month() > time.July || now.Month() == time.July && now.Day() >= 20 {
		return fmt.Sprint(now.Year() + 1)
	}
	return fmt.Sprint(now.Year())
}

// The example is a whole publication: what the team that begins with it should see.
func TestExampleIsWhole(t *testing.T) {
	src := readExample(t)
	stories, posts := 0, 0
	for i := range src.Pages {
		p := &src.Pages[i]
		switch {
		case p.Own || p.Standard == nil:
		case p.Section == "blog":
			posts++
		case p.Section == "stories" && p.Standard.Words >= 500 && p.EasyRead != nil && drawn(src, p.EasyRead) >= 3:
			stories++
		}
	}
	if posts < 6 {
		t.Errorf("%d posts, not 6", posts)
	}
	if stories < 10 {
		t.Errorf("%d stories of 500 words with drawings in their easy-read version, not 10", stories)
	}
	kinds := map[page.Kind]bool{}
	for _, p := range src.Pages {
		for _, v := range p.Versions() {
			for n := range page.Walk(v.Body) {
				kinds[n.Kind] = true
			}
		}
	}
	for kind, name := range map[page.Kind]string{page.Gallery: "gallery", page.QuoteBlock: "quotation", page.HelpBox: "box with help", page.Details: "details", page.Audio: "recording"} {
		if !kinds[kind] {
			t.Errorf("the example shows no %s", name)
		}
	}
}

// Somebody who looks at the example sees what becomes of a photograph and a voice:
// in a gallery, as a cover that is also in the link preview, with somebody in it who
// agreed, and with every word of it to be read.
func TestExampleShowsPhotographs(t *testing.T) {
	out := t.TempDir()
	dir := filepath.Join(t.TempDir(), "site")
	if err := scaffold.Site(dir, goldenthread.Example(), page.DayOf(fixed())); err != nil {
		t.Fatal(err)
	}
	if _, err := generator.Build(context.Background(), generator.Options{Site: dir, Out: out, Now: fixed}); err != nil {
		t.Fatal(err)
	}
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	post, home := read("blog/what-hangs-on-the-line/index.html"), read("index.html")
	if n := strings.Count(post, `<figure><a href="/assets/`); n != 4 {
		t.Errorf("%d pictures in the gallery lead to themselves in full size, not 4", n)
	}
	if !strings.Contains(post, `-preview.jpg"`) {
		t.Error("the link preview does not show the cover")
	}
	if !strings.Contains(home, `type="image/webp"`) {
		t.Error("the home page shows no cover that is a photograph")
	}
	choir := read("stories/sunday-choir/index.html")
	if !strings.Contains(choir, "A white-haired woman plays a piano") {
		t.Error("a picture of somebody who agreed to it is left out")
	}
	if strings.Contains(choir, "Two people sing from one sheet") {
		t.Error("a picture of somebody who did not agree to it is shown")
	}
	bench := read("stories/mostly-the-fuse/index.html")
	if !strings.Contains(bench, "<audio controls") || !strings.Contains(bench, "Come anyway. There is tea.") {
		t.Error("the recording is not there, or what is said in it is not")
	}
}

// drawn counts the SVG pictures of a version.
func drawn(src *page.Source, v *page.Version) (n int) {
	for node := range page.Walk(v.Body) {
		if node.Kind == page.Image && strings.HasSuffix(src.Site.PictureFile(v.File, node.URL), ".svg") {
			n++
		}
	}
	return n
}

func readExample(t *testing.T) *page.Source {
	t.Helper()
	dir := t.TempDir()
	if err := scaffold.Site(dir, goldenthread.Example(), page.DayOf(fixed())); err != nil {
		t.Fatal(err)
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
	return src
}
