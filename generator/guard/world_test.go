package guard

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"goldenthread"
	"goldenthread/generator/consent"
	"goldenthread/generator/diag"
	"goldenthread/generator/feed"
	"goldenthread/generator/page"
	"goldenthread/generator/plan"
	"goldenthread/generator/read"
	"goldenthread/generator/theme"
)

// world is a small site with its guard. It is read, decided and planned as a
// build does it, on 22 November 2026.
type world struct {
	testing.TB
	source    *page.Source
	decisions consent.Decisions
	plan      plan.Plan
	leaflets  []plan.Output
	theme     *theme.Theme
	guard     *Guard
	problems  []diag.Problem // that the guard found
}

const plainSite = `
-- site.yaml --
title: Voices
base_url: https://www.example.org/
consent: {approval: none}
`

// newWorld makes the site in an archive. Nothing that the program makes of it may
// be refused.
func newWorld(t testing.TB, archive string) *world {
	t.Helper()
	w := makeWorld(t, archive)
	for _, o := range w.plan.Outputs() {
		if broken := w.look(o.Path(), w.made(o.Path())); broken != "" {
			t.Errorf("%s breaks %s as the program makes it", o.Path(), broken)
		}
	}
	w.problems = w.guard.Problems()
	return w
}

// makeWorld makes the site in an archive; without a site.yaml in it, a plain one.
func makeWorld(t testing.TB, archive string) *world {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(plainSite + archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	w := &world{TB: t}
	if w.source, err = read.Folder(context.Background(), root, nil); err != nil {
		t.Fatal(err)
	}
	var cleared consent.Cleared
	w.decisions, cleared = consent.Decide(w.source, page.DayOf(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)))
	draft := plan.Begin(cleared)
	if w.theme, _, err = theme.Load(root.FS(), w.source.Site.Theme, goldenthread.DefaultTheme(), draft.Frame()); err != nil {
		t.Fatal(err)
	}
	w.plan, _ = draft.Make(w.theme.Assets(), plan.Former{})
	w.leaflets, w.plan = w.plan.Leaflets(), w.plan.Printed(nil)
	w.guard = New(Knowledge{Source: w.source, Decisions: w.decisions, Plan: w.plan, Theme: w.theme.Texts()})
	return w
}

// output gives what is planned at a path.
func (w *world) output(path string) plan.Output {
	w.Helper()
	i := slices.IndexFunc(w.plan.Outputs(), func(o plan.Output) bool { return o.Path() == path })
	if i < 0 {
		w.Fatalf("nothing is planned at %s", path)
	}
	return w.plan.Outputs()[i]
}

// made gives what the program makes of an output.
func (w *world) made(path string) string {
	w.Helper()
	body := w.output(path).Body()
	bytes, err := body.Bytes, error(nil)
	switch {
	case body.Sheet != nil:
		bytes, err = w.theme.Render(body.Sheet)
	case body.Feed != nil:
		bytes, err = feed.Atom(body.Feed, w.theme.Style())
	case body.JSONFeed != nil:
		bytes, err = feed.JSON(body.JSONFeed, w.theme.Style())
	case body.Calendar != nil:
		bytes, err = feed.Calendar(body.Calendar)
	case body.SiteMap != nil:
		bytes, err = feed.SiteMap(body.SiteMap)
	case body.Search != nil:
		bytes, err = feed.Search(body.Search)
	case body.Rendition != nil:
		bytes = body.Rendition.Bytes
	}
	if err != nil {
		w.Fatal(err)
	}
	return string(bytes)
}

// look gives the rules that bytes would break at a path; "" if they may leave.
func (w *world) look(path, bytes string) string {
	w.Helper()
	passed, problems, err := w.guard.Look(w.output(path), []byte(bytes))
	if err != nil {
		w.Fatal(err)
	}
	if (passed.Output().Path() == "") != (len(problems) > 0) {
		w.Fatalf("%s: passed %q with problems %v", path, passed.Output().Path(), problems)
	}
	var rules []string
	for _, p := range problems {
		rules = append(rules, strings.TrimPrefix(p.Code, "guard-"))
	}
	return strings.Join(rules, " ")
}

// says gives the rules that words in a paragraph would break at the end of what
// the program makes at a path; other bytes than HTML they stand in by themselves.
func (w *world) says(path, words string) string {
	w.Helper()
	if made := w.made(path); strings.Contains(made, "</body>") {
		return w.look(path, strings.Replace(made, "</body>", "<p>"+words+"</p></body>", 1))
	}
	return w.look(path, words)
}

// expect asks for the rules that words break on pages.
func (w *world) expect(path, words, rules, reason string) {
	w.Helper()
	if got := w.says(path, words); got != rules {
		w.Errorf("%s: %q on %s breaks %q, want %q", reason, words, path, got, rules)
	}
}

// Without a site's words there is nothing to be refused: what the helpers say
// comes from the guard.
func TestPlainWorld(t *testing.T) {
	w := newWorld(t, `
-- content/about.md --
---
title: About us
people: none
---
We meet on Tuesdays.
`)
	w.expect("about/index.html", "Samuel Okafor lives at /stories/secret/.", "", "nothing is withheld")
}
