package generator_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator"
	"goldenthread/generator/desk"
	"goldenthread/generator/page"
)

func overview(t testing.TB, site string) desk.Desk {
	t.Helper()
	d, err := generator.Overview(context.Background(), options(site), 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The desk says of each version what the report says of it.
func TestOverviewIsTheReport(t *testing.T) {
	site := example(t)
	r, err := generator.Status(context.Background(), options(site), 0)
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, p := range r.Pages {
		line := fmt.Sprintln(p.Page, p.Version, p.URL, p.State == "published", p.Channels, p.Until, p.Code)
		for _, one := range p.Reasons {
			line += fmt.Sprintln(one.Code, one.Person, one.Place)
		}
		for _, l := range p.LeftOut {
			line += l.What
		}
		want = append(want, line)
	}
	d := overview(t, site)
	for _, p := range d.Pages {
		for _, v := range p.Versions {
			line := fmt.Sprintln(p.Path, v.Edition, v.Address, v.Published, v.Channels, v.Until, v.Code)
			for _, one := range v.Reasons {
				line += fmt.Sprintln(one.Code, one.Person, one.Place)
			}
			for _, l := range v.LeftOut {
				line += l.What
			}
			got = append(got, line)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("the desk says\n%s\nand the report\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if d.Today != r.Today || d.Ahead || d.Next.On != r.Next.On {
		t.Errorf("the desk is of %s, and the next change on %s", d.Today, d.Next.On)
	}
}

const (
	overviewSite = "title: Voices\nbase_url: https://voices.example/\nconsent: {approval: [stories]}\n"
	samsRecord   = `person: sam
names: {full: Samuel Okafor, first: Samuel, shown_as: Sam}
consents:
  - covers: [everything]
    given: 2025-01-01
    how: form
    evidence: drawer 7
    uses: {words: yes, name: full}
    channels: [web]
  - covers: [stories/a]
    given: 2026-01-01
    how: form
    uses: {words: yes, name: shown-as, picture: no, voice: no, video: no}
    channels: [web, print]
    until: 2027-01-05
    review_on: 2026-12-24
  - covers: [stories/b]
    requested: 2026-11-01
    review_on: 2026-11-30
approved:
  - {page: stories/a, version: standard, text: "v1:sha256:0000000000000000000000000000000000000000000000000000000000000000", on: 2026-01-02, how: on paper}
`
)

func overviewOf(t testing.TB, files map[string]string) desk.Desk {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		place(t, dir, name, text)
	}
	return overview(t, dir)
}

// What people agreed to, page by page and entry by entry.
func TestOverviewPeople(t *testing.T) {
	d := overviewOf(t, map[string]string{
		"site.yaml":            overviewSite,
		"consent/sam.yaml":     samsRecord,
		"consent/kim.yaml":     "person: kim\nconsents: nothing\n",
		"content/stories/a.md": "---\ntitle: Sunrise\npeople: [sam, kim]\ndate: 2026-01-01\n---\nWords.\n",
		"content/stories/b.md": "---\ntitle: \"Okafor at :person[sam]’s door\"\npeople: [sam, jo]\ndate: 2026-01-01\npublish_from: 2027-02-01\npublish_until: 2027-03-01\n---\nWords.\n",
	})
	var ids []string
	for _, p := range d.People {
		ids = append(ids, p.ID)
	}
	if fmt.Sprint(ids) != "[jo kim sam]" {
		t.Fatalf("people: %v", ids)
	}
	jo, kim, sam := d.People[0], d.People[1], d.People[2]
	if jo.File != "" || len(jo.Pages) != 1 || jo.Pages[0].Uses[0].Status != "unknown" {
		t.Errorf("who has no record: %+v", jo)
	}
	if !kim.Unreadable || kim.File != "consent/kim.yaml" || len(kim.Entries) != 0 {
		t.Errorf("who has a record with a mistake: %+v", kim)
	}
	uses := fmt.Sprint(sam.Pages[0].Path, sam.Pages[0].Uses[:3], sam.Pages[1].Path, sam.Pages[1].Uses[:2])
	if want := "stories/a[{given true  10} {given true shown-as 10} {given false  10}]stories/b[{given true  4} {given true full 4}]"; uses != want {
		t.Errorf("sam says %s, not %s", uses, want)
	}
	var entries []string
	for _, e := range sam.Entries {
		entries = append(entries, fmt.Sprint(e.Line, e.Covers, e.Status, e.On, e.Last, e.ReviewOn, e.Idle))
	}
	want := []string{
		"4[everything]given2025-01-012027-01-01 false",
		"10[stories/a]given2026-01-012027-01-052026-12-24 false",
		"17[stories/b]requested2026-11-01 2026-11-30 false",
	}
	for i := range want {
		want[i] = strings.ReplaceAll(want[i], " ", "")
		if entries[i] = strings.ReplaceAll(entries[i], " ", ""); entries[i] != want[i] {
			t.Errorf("entry %s, not %s", entries[i], want[i])
		}
	}
	if a := sam.Approvals; len(a) != 1 || a[0].Present || a[0].Code != "0000-0000" {
		t.Errorf("approvals: %+v", a)
	}
	if d.Pages[0].Title != "Sunrise" || d.Pages[1].Title != "" {
		t.Errorf("titles: %q, %q", d.Pages[0].Title, d.Pages[1].Title)
	}
	var dates []string
	for _, one := range d.Dates {
		dates = append(dates, fmt.Sprint(one.Day, " ", one.Kind, " ", one.Page, one.Person))
	}
	if got, want := strings.Join(dates, "; "), "2026-11-30 3 sam; 2026-12-24 3 sam; 2027-01-01 2 sam; 2027-01-05 2 sam; 2027-02-01 0 stories/b; 2027-03-01 1 stories/b"; got != want {
		t.Errorf("dates: %s\nnot   %s", got, want)
	}
}

// An entry by which no page goes any more says so, and is not in the calendar.
func TestOverviewIdle(t *testing.T) {
	d := overviewOf(t, map[string]string{
		"site.yaml": overviewSite, "content/stories/a.md": "---\ntitle: A\npeople: [sam]\ndate: 2026-01-01\n---\nWords.\n",
		"consent/sam.yaml": `person: sam
consents:
  - {covers: [stories/a], given: 2026-01-01, how: form, uses: {words: yes}, channels: [web]}
  - {covers: [stories/a], given: 2026-02-01, how: form, uses: {words: yes}, channels: [web]}
  - {covers: [stories/z], given: 2026-02-01, how: form, uses: {words: yes}, channels: [web]}
`})
	sam := d.People[0]
	if !sam.Entries[0].Idle || sam.Entries[1].Idle || sam.Entries[2].Idle {
		t.Errorf("entries: %+v", sam.Entries)
	}
	if len(d.Dates) != 2 {
		t.Errorf("dates: %+v", d.Dates)
	}
}

// A change that waits stands with its page, and who is quoted or pictured is one of
// those who have to do with it.
func TestOverviewWaiting(t *testing.T) {
	d := overviewOf(t, map[string]string{
		"site.yaml": overviewSite, "consent/sam.yaml": samsRecord,
		"content/stories/a.md":          "---\ntitle: A\npeople: [sam]\ndate: 2026-01-01\ncover: team.svg\n---\nWords.\n\n:::quote{person=lee}\nNo.\n:::\n\n![Somebody](/stories/who.svg)\n",
		"content/stories/a.next.md":     "---\ntitle: A\npeople: [sam]\ndate: 2026-01-01\n---\nOther words.\n",
		"content/stories/pictures.yaml": "team.svg: {people: [mo]}\nwho.svg: {people: [pat]}\n",
	})
	p := d.Pages[0]
	if len(p.Waiting) != 1 || p.Waiting[0].File != "content/stories/a.next.md" || fmt.Sprint(p.Waiting[0].People) != "[sam]" || p.Waiting[0].Code == "" {
		t.Errorf("waiting: %+v", p.Waiting)
	}
	for _, one := range d.People {
		if theirs := one.Pages[0].Theirs; theirs != (one.ID == "sam") {
			t.Errorf("%s is one of the page's people: %v", one.ID, theirs)
		}
	}
	if fmt.Sprint(p.People) != "[lee mo pat sam]" {
		t.Errorf("people: %v", p.People)
	}
}

// Looking ahead, it is as of that day; never back.
func TestOverviewAhead(t *testing.T) {
	site := example(t)
	day, _ := page.ParseDay("2030-01-01")
	d, err := generator.Overview(context.Background(), options(site), day)
	if err != nil || !d.Ahead || d.Today != day {
		t.Errorf("%v: as of %s", err, d.Today)
	}
	for _, one := range d.Dates {
		if one.Day < day {
			t.Errorf("%s is over", one.Day)
		}
	}
	if _, err := generator.Overview(context.Background(), options(site), day-9000); err == nil {
		t.Error("one can look back")
	}
}

// The desk says how what was built differs from what may be published now.
func TestOverviewWeb(t *testing.T) {
	site := example(t)
	if d := overview(t, site); len(d.Web.Off)+len(d.Web.Ready) > 0 {
		t.Errorf("without a build: %v", d.Web)
	}
	if _, err := generator.Build(context.Background(), options(site)); err != nil {
		t.Fatal(err)
	}
	if d := overview(t, site); len(d.Web.Off)+len(d.Web.Ready) > 0 {
		t.Errorf("straight after a build: %v", d.Web)
	}
	change(t, site, "content/about.md", "people: none", "people: none\ndraft: yes")
	place(t, site, "content/find-us.md", "---\ntitle: Find us\npeople: none\n---\nWords.\n")
	before := tree(t, site)
	d := overview(t, site)
	if !slices.Equal(d.Web.Off, []string{"about"}) || !slices.Equal(d.Web.Ready, []string{"find-us"}) {
		t.Errorf("%v", d.Web)
	}
	if after := tree(t, site); !maps.Equal(before, after) {
		t.Error("it wrote something")
	}
	ahead, err := generator.Overview(context.Background(), options(site), d.Today+1)
	if err != nil || len(ahead.Web.Off)+len(ahead.Web.Ready) > 0 {
		t.Errorf("ahead: %v, %v", ahead.Web, err)
	}
	place(t, site, "public/published.json", "{")
	if d := overview(t, site); len(d.Web.Off)+len(d.Web.Ready) > 0 {
		t.Errorf("with a file that cannot be read: %v", d.Web)
	}
}
