package generator

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// A move that is cut short behind any of its steps says so in the status, publishes
// nothing that was not published before, and is completed by the same command, to
// the same files as one that was not cut short.
func TestMoveCutShort(t *testing.T) {
	files := map[string]string{
		"site.yaml": "title: T\nbase_url: https://www.example.org/\nmenu: [about]\nconsent: {approval: none}\n",
		// Sam's withdrawal of one page stands beside a yes to all: it may never be lost.
		"consent/sam.yaml": "person: sam\nconsents:\n  - {covers: [everything], given: 2026-06-12, how: form, uses: {words: yes}, channels: all}\n" +
			"  - covers:\n      - \"stories/gone\" # this one\n    withdrawn: 2026-07-01\n",
		"content/stories/gone/index.md": "---\ntitle: Gone\npeople: [sam]\ndate: 2026-06-01\n---\n[Me](/stories/gone/)\n",
		"content/stories/gone/a.svg":    "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
		"content/blog/b.md":             "---\ntitle: B\npeople: [sam]\ndate: 2026-06-01\n---\n[There](/stories/gone/)\n",
	}
	whole := writeSite(t, files)
	if _, err := Move(context.Background(), at(whole), "stories/gone", "stories/away"); err != nil {
		t.Fatal(err)
	}
	want := siteTexts(t, whole)
	steps := len(planned(t, writeSite(t, files)).Steps)
	if steps != 5 {
		t.Errorf("%d steps", steps)
	}
	for n := range steps + 1 {
		site := writeSite(t, files)
		cutShort(t, site, n)
		r, err := Status(context.Background(), at(site), 0)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(r.Problems, func(p diag.Problem) bool { return p.Code == "move-unfinished" }) {
			t.Errorf("cut short behind step %d: nobody says so", n)
		}
		for _, p := range r.Pages {
			if strings.HasPrefix(p.Page, "stories/") && p.State == "published" {
				t.Errorf("cut short behind step %d: %s is published", n, p.Page)
			}
			if p.Page == "blog/b" && p.State != "published" {
				t.Errorf("cut short behind step %d: %s is withheld: %v", n, p.Page, p.Reasons)
			}
		}
		if m, err := Move(context.Background(), at(site), "stories/gone", "stories/away"); err != nil || !m.Resumed {
			t.Errorf("cut short behind step %d: %v", n, err)
		}
		if got := siteTexts(t, site); !slices.Equal(got, want) {
			t.Errorf("cut short behind step %d:\n%s\nwant\n%s", n, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	// What somebody changed meanwhile is not written over.
	site := writeSite(t, files)
	root, err := os.OpenRoot(site)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	j := planned(t, site)
	if err := os.WriteFile(filepath.Join(site, "content/blog/b.md"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := j.run(root); err == nil || !strings.Contains(err.Error(), "content/blog/b.md was changed by somebody else") {
		t.Errorf("a changed file: %v", err)
	}
}

// cutShort leaves a site as a move does that was cut short behind its first n steps.
func cutShort(t *testing.T, site string, n int) {
	t.Helper()
	j := planned(t, site)
	root, err := os.OpenRoot(site)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for i := range n {
		if err := j.take(root, i); err != nil {
			t.Fatal(err)
		}
	}
	text, err := json.Marshal(j)
	if err != nil {
		t.Fatal(err)
	}
	if err := replace(root, journalFile, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func at(site string) Options {
	return Options{Site: site, Now: func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }}
}

func planned(t *testing.T, site string) *journal {
	t.Helper()
	w, err := at(site).decide(context.Background(), 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer w.root.Close()
	i := slices.IndexFunc(w.src.Pages, func(p page.Page) bool { return p.Path == "stories/gone" })
	j, err := newMover(context.Background(), w, i, "stories/away").plan()
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func writeSite(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := privateFolder(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// siteTexts gives every file with its text.
func siteTexts(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "records" {
			return err
		}
		text, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		list = append(list, filepath.ToSlash(rel)+": "+string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
