package generator_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator"
	"goldenthread/generator/consent"
	"goldenthread/generator/guard"
	"goldenthread/generator/page"
	"goldenthread/generator/plan"
	"goldenthread/generator/publish"
)

// Law 1: the zero values of what passes between the phases are inert.
func TestZeroValuesAreInert(t *testing.T) {
	var cleared consent.Cleared
	if cleared.Made() || len(cleared.Views())+len(cleared.Pictures())+len(cleared.Sections()) > 0 {
		t.Error("a zero Cleared holds something")
	}
	for _, draft := range []plan.Draft{{}, plan.Begin(cleared)} {
		p, problems := draft.Make([]plan.Asset{{Path: "assets/x.css", Bytes: []byte("x")}}, plan.Former{})
		if p.Made() || len(p.Outputs()) > 0 || len(problems) > 0 {
			t.Error("a zero Cleared can be planned")
		}
	}
	watch := guard.New(guard.Knowledge{Source: &page.Source{}})
	if _, _, err := watch.Look(plan.Output{}, []byte("words")); err == nil {
		t.Error("guard passes what was not planned")
	}
	if consent.Verdict(0) != consent.Withhold {
		t.Error("the zero verdict publishes")
	}
	site := example(t)
	build(t, site)
	before := public(t, site)
	folder, err := publish.Open(context.Background(), filepath.Join(site, "public"), filepath.Join(site, ".goldenthread"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	if err := folder.Put(guard.Passed{}); err == nil {
		t.Error("publish takes what guard has not passed")
	}
	if _, err := folder.Commit(context.Background(), plan.Plan{}, true); err == nil {
		t.Error("publish takes a plan that was not made")
	}
	if after := public(t, site); !maps.Equal(before, after) {
		t.Error("a zero plan changed public/")
	}
}

// Law 2: whatever carries consent and is missing, withholds.
func TestDefaultDeny(t *testing.T) {
	const story, record = "content/stories/a-place-to-start/index.md", "consent/sam.yaml"
	cases := []struct{ file, old, new, code string }{
		{story, "people: [sam]\n", "", "no-people"},
		{story, "people: [sam]", "people: []", "no-people"},
		{story, "people: [sam]", "people:", "no-people"},
		{story, "people: [sam]", "people: none", "no-people"},
		{story, "people: [sam]", "people: [sam, nobody]", "unknown-person"},
		{story, "title:", "titel:", "unreadable"},
		{record, "person: sam", "person: tom", "record-unreadable"},
		{record, "    given:", "    # given:", "consent-requested"},
		{record, "    how:", "    # how:", "record-unreadable"},
		{record, "    channels: all", "    channels: [feed]", "channel-not-agreed"},
		{record, "    channels: all", "    channels: []", "record-unreadable"},
		{record, "      words: yes", "      words: no", "use-not-agreed"},
		{record, "      words: yes", "      word: yes", "record-unreadable"},
		{record, "[stories/a-place-to-start]", "[stories/a-place]", "consent-unknown"},
		{record, "until: 2028-06-25", "until: 2026-11-21", "consent-expired"},
		{record, "approved:", "aproved:", "record-unreadable"},
		{record, "version: standard", "version: easy-read", "not-approved"},
		{record, "v1:sha256:", "v1:sha256:0", "changed-since-approved"},
	}
	for _, c := range cases {
		t.Run(c.file+" "+c.new, func(t *testing.T) {
			site := example(t)
			if published, codes := state(t, build(t, site), "stories/a-place-to-start"); !published {
				t.Fatalf("withheld before: %s", codes)
			}
			change(t, site, c.file, c.old, c.new)
			published, codes := state(t, build(t, site), "stories/a-place-to-start")
			if published || !strings.Contains(codes, c.code) {
				t.Errorf("published %v, reasons %q, want %q", published, codes, c.code)
			}
			if _, there := public(t, site)["stories/a-place-to-start/index.html"]; there {
				t.Error("the page is still in public/")
			}
		})
	}
}

// Law 5: what nobody planned is not in public/, whatever lies about in content/.
func TestNoSideDoor(t *testing.T) {
	site := example(t)
	build(t, site)
	before := public(t, site)
	place(t, site, "content/stories/a-place-to-start/notes.docx", "STRAY")
	place(t, site, "content/stories/a-place-to-start/unused.svg", `<svg xmlns="http://www.w3.org/2000/svg"><text>STRAY</text></svg>`)
	place(t, site, "content/stories/a-place-to-start/other.md", "STRAY")
	place(t, site, "content/pictures/notes.md", "---\ntitle: STRAY\npeople: none\n---\nSTRAY\n")
	place(t, site, "content/stray.txt", "STRAY")
	place(t, site, "outside.md", "---\ntitle: STRAY\npeople: none\n---\nSTRAY\n")
	if err := os.Symlink(filepath.Join(site, "outside.md"), filepath.Join(site, "content/link.md")); err != nil {
		t.Fatal(err)
	}
	place(t, site, "public/stray.html", "STRAY")
	place(t, site, "public/.stray", "STRAY")
	build(t, site)
	after := public(t, site)
	if !maps.Equal(before, after) {
		t.Errorf("stray files changed public/: %v", differing(before, after))
	}
	for name := range after {
		if name != "published.json" && !strings.Contains(after["published.json"], `"`+name+`"`) {
			t.Errorf("%s is in public/ and not in published.json", name)
		}
	}
}

func differing(a, b map[string]string) []string {
	var names []string
	for name := range a {
		if b[name] != a[name] {
			names = append(names, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Law 7: a mistake elsewhere never delays a withdrawal.
func TestTypoNeverDelaysWithdrawal(t *testing.T) {
	cases := map[string]func(t *testing.T, site string){
		"another page":         func(t *testing.T, s string) { place(t, s, "content/about.md", "no keys at all") },
		"another record":       func(t *testing.T, s string) { place(t, s, "consent/tom.yaml", "person: [tom\n") },
		"a strange record":     func(t *testing.T, s string) { place(t, s, "consent/NEW RECORD.yaml", "x: y\n") },
		"words.yaml":           func(t *testing.T, s string) { place(t, s, "words.yaml", "a: b: c\n\t-") },
		"pictures.yaml":        func(t *testing.T, s string) { place(t, s, "content/pictures/pictures.yaml", "{{{") },
		"a picture":            func(t *testing.T, s string) { place(t, s, "content/pictures/kettle.svg", "no picture") },
		"a page beside itself": func(t *testing.T, s string) { place(t, s, "content/stories/a-place-to-start.md", "---\n") },
		"a theme": func(t *testing.T, s string) {
			place(t, s, "themes/mine/layouts/page.html", "{{define \"main\"}}{{.Nothing.Here}}{{end}}")
			change(t, s, "site.yaml", "menu:", "theme: mine\nmenu:")
		},
		"a folder too deep": func(t *testing.T, s string) { place(t, s, "content/stories/a/b/c/d.md", "x") },
		"a huge page":       func(t *testing.T, s string) { place(t, s, "content/about.md", strings.Repeat("x", 5_000_000)) },
	}
	for name, breakIt := range cases {
		t.Run(name, func(t *testing.T) {
			site := example(t)
			build(t, site)
			withdraw(t, site, "sam")
			breakIt(t, site)
			r := build(t, site)
			for file, text := range public(t, site) {
				if strings.Contains(file, "a-place-to-start") || strings.Contains(text, "a-place-to-start") || strings.Contains(text, "A place to start") {
					t.Errorf("%s still shows it", file)
				}
			}
			if published, codes := state(t, r, "privacy"); !published {
				t.Errorf("another page went too: %s", codes)
			}
		})
	}
}

// Taking a consent away never adds a byte about the person: no new file, no
// page that was withheld, no name where there was none.
func TestMonotone(t *testing.T) {
	names := map[string][]string{
		"sam": {"Sam", "Samuel"}, "delroy": {"Delroy"}, "lowri": {"Lowri"}, "marian": {"Marian"}, "bernie": {"Bernie"},
		"wren": nil, "priya": {"Priya"}, "tom": {"Tom"},
	}
	for person, list := range names {
		t.Run(person, func(t *testing.T) {
			site := example(t)
			first := build(t, site)
			before := public(t, site)
			withdraw(t, site, person)
			second := build(t, site)
			after := public(t, site)
			for file := range after {
				if _, ok := before[file]; !ok {
					t.Errorf("%s is new", file)
				}
				for _, name := range list {
					if strings.Count(after[file], name) > strings.Count(before[file], name) {
						t.Errorf("%s shows %s more often than before", file, name)
					}
				}
			}
			was := published(first)
			for _, p := range published(second) {
				if !slices.Contains(was, p) {
					t.Errorf("%s is published now", p)
				}
			}
			if len(differing(before, after)) == 0 {
				t.Error("nothing changed")
			}
		})
	}
}

func published(r generator.Report) []string {
	var list []string
	for _, p := range r.Pages {
		if p.State == "published" {
			list = append(list, p.Page+" "+string(p.Version))
		}
	}
	return list
}

// Looking ahead changes nothing, and never back.
func TestLookingAhead(t *testing.T) {
	site := example(t)
	o := options(site)
	r, err := generator.Status(context.Background(), o, page.DayOf(fixed())+10_000)
	if err != nil {
		t.Fatal(err)
	}
	if ok, codes := state(t, r, "stories/a-place-to-start"); ok || codes != "consent-expired" {
		t.Errorf("in 27 years: published %v, %s", ok, codes)
	}
	if _, err := generator.Status(context.Background(), o, page.DayOf(fixed())-1); err == nil {
		t.Error("status looks back")
	}
	if _, err := os.Stat(filepath.Join(site, "public")); err == nil {
		t.Error("status wrote something")
	}
}
