package generator_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"goldenthread/generator"
	"goldenthread/generator/consent"
)

// A build into what earlier builds left gives the same tree as one into an
// empty folder, whatever was edited between them, and nothing stays of what
// was taken away.
func TestRandomEdits(t *testing.T) {
	const steps = 15
	sites := uint64(8)
	if testing.Short() {
		sites = 2
	}
	for seed := range sites {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := &writer{randomSite: newRandomSite(t, 30_000+seed)}
			ever := map[string]bool{} // addresses that were published once
			for step := range steps {
				for range 1 + w.IntN(2)*w.IntN(3) {
					if step > 0 {
						w.edit()
					}
				}
				if w.chance(10) { // as where CI keeps public/ alone
					if err := os.RemoveAll(filepath.Join(w.dir, ".goldenthread")); err != nil {
						t.Fatal(err)
					}
				}
				got := w.buildAt(w.dir)
				fresh := filepath.Join(t.TempDir(), "site")
				copySite(t, w.Rand, w.dir, fresh)
				want := w.buildAt(fresh)
				if d := differences(want, got, "published.json"); len(d) > 0 {
					t.Errorf("step %d: these differ from a full build: %q", step, d)
				}
				comparePublished(t, want["published.json"], got["published.json"], ever)
				if t.Failed() {
					t.Fatalf("seed %d, step %d, after:\n%s", w.seed, step, strings.Join(w.log, "\n"))
				}
			}
		})
	}
}

// publishedJSON is published.json as commands.md has it.
type publishedJSON struct {
	Day       string              `json:"day"`
	Files     map[string]string   `json:"files"`
	Pages     []map[string]string `json:"pages"`
	TakenDown []string            `json:"taken_down"`
}

// comparePublished holds that two published.json say the same, but for what
// was taken down since the first build: got lists the digests of all such
// addresses, and leaves the files that stand there out of its files.
func comparePublished(t *testing.T, wantText, gotText string, ever map[string]bool) {
	t.Helper()
	var want, got publishedJSON
	if err := errors.Join(json.Unmarshal([]byte(wantText), &want), json.Unmarshal([]byte(gotText), &got)); err != nil {
		t.Fatal(err)
	}
	now := map[string]bool{}
	for _, p := range want.Pages {
		now[p["url"]], ever[p["url"]] = true, true
	}
	down := []string{}
	for address := range ever {
		if !now[address] {
			sum := sha256.Sum256([]byte(address))
			down = append(down, hex.EncodeToString(sum[:]))
			delete(want.Files, strings.TrimPrefix(address, "/")+"index.html")
		}
	}
	slices.Sort(down)
	if !slices.Equal(got.TakenDown, down) {
		t.Errorf("taken_down is %q, expected %q", got.TakenDown, down)
	}
	if len(want.TakenDown) > 0 {
		t.Errorf("a first build says that %q were taken down", want.TakenDown)
	}
	if got.Day != want.Day || !slices.EqualFunc(got.Pages, want.Pages, maps.Equal) || !maps.Equal(got.Files, want.Files) {
		t.Errorf("published.json is\n%s\nexpected\n%s", gotText, wantText)
	}
}

// writer edits a site as its team would.
type writer struct {
	*randomSite
	log    []string
	days   int               // how many have gone by
	broken map[string]string // what broken files said before
}

func (w *writer) now() time.Time { return fixed().AddDate(0, 0, w.days) }

func (w *writer) buildAt(dir string) outTree {
	w.tb.Helper()
	if _, err := generator.Build(context.Background(), generator.Options{Site: dir, Now: w.now}); err != nil {
		w.tb.Fatalf("seed %d, after %q: %v", w.seed, w.log, err)
	}
	return readTree(w.tb, filepath.Join(dir, "public"))
}

// glob lists those of the site's files that match one of these patterns.
func (w *writer) glob(patterns ...string) []string {
	var out []string
	for _, p := range patterns {
		found, err := filepath.Glob(filepath.Join(w.dir, p))
		if err != nil {
			w.tb.Fatal(err)
		}
		for _, f := range found {
			rel, err := filepath.Rel(w.dir, f)
			if err != nil {
				w.tb.Fatal(err)
			}
			out = append(out, filepath.ToSlash(rel))
		}
	}
	return out
}

// change rewrites one of these files, if there is any.
func (w *writer) change(what string, files []string, f func(string) string) {
	if len(files) == 0 {
		return
	}
	file := oneOf(w.randomSite, files...)
	text, err := os.ReadFile(filepath.Join(w.dir, file))
	if err != nil {
		w.tb.Fatal(err)
	}
	w.log = append(w.log, what+" "+file)
	writeFile(w.tb, w.dir, file, f(string(text)))
}

// edit makes one random change.
func (w *writer) edit() {
	pages := w.glob("content/*.md", "content/*/*.md", "content/*/*/*.md")
	records := w.glob("consent/*.yaml")
	n := fmt.Sprint(len(w.log))
	switch w.IntN(14) {
	case 0:
		w.change("words in", pages, func(s string) string { return s + "\nAnd more, " + n + ".\n" })
	case 1, 2: // nobody has to approve this
		w.change("a tag in", pages, func(s string) string { return strings.Replace(s, "tags: [", "tags: [new-"+n+", ", 1) })
	case 3:
		w.change("a date in", pages, func(s string) string { return strings.Replace(s, "date: 2026", "date: 2025", 1) })
	case 4:
		w.remove(oneOf(w.randomSite, pages, w.glob("content/*/*.png", "content/*/*/*.svg", "content/*/pictures.yaml"))...)
	case 5:
		w.rename(n)
	case 6:
		w.withdraw(records)
	case 7, 8:
		w.approve()
	case 9:
		w.change("a picture", w.glob("content/*/*.svg", "content/*/*/*.svg"), func(string) string { return drawing("other words "+n, "x") })
	case 10:
		w.change("who is in", w.glob("content/*/pictures.yaml", "content/*/*/pictures.yaml"), func(s string) string { return strings.ReplaceAll(s, "people: none", "people: [somebody]") })
	case 11:
		w.breakOrMend(append(pages, records...))
	case 12:
		w.change("the site", []string{"site.yaml"}, func(s string) string {
			return strings.Replace(s, "title: A", "title: "+oneOf(w.randomSite, "A", "One"), 1)
		})
		w.log = append(w.log, "a new page")
		writeFile(w.tb, w.dir, "content/blog/new-"+n+".md", "---\ntitle: New\npeople: none\ndate: 2026-11-01\ntags: [new]\n---\nNew words "+n+".\n")
	case 13:
		w.days += w.IntN(40)
		w.log = append(w.log, fmt.Sprintf("%d days gone by", w.days))
	}
}

func (w *writer) remove(files ...string) {
	if len(files) == 0 {
		return
	}
	file := oneOf(w.randomSite, files...)
	w.log = append(w.log, "deleted "+file)
	if err := os.Remove(filepath.Join(w.dir, file)); err != nil {
		w.tb.Fatal(err)
	}
}

func (w *writer) rename(n string) {
	files := append(w.glob("content/stories/tok*"), w.glob("content/tok*.md", "content/blog/tok*")...)
	if len(files) == 0 {
		return
	}
	from := oneOf(w.randomSite, files...)
	to := strings.Replace(from, "tok", "now"+n+"-tok", 1)
	w.log = append(w.log, "renamed "+from+" "+to)
	if err := os.Rename(filepath.Join(w.dir, from), filepath.Join(w.dir, to)); err != nil {
		w.tb.Fatal(err)
	}
}

func (w *writer) withdraw(records []string) {
	if len(records) == 0 {
		return
	}
	id := strings.TrimSuffix(filepath.Base(oneOf(w.randomSite, records...)), ".yaml")
	w.log = append(w.log, "withdrew "+id)
	// A record that cannot be read cannot be written into; then nothing of
	// that person is published anyway.
	_, err := generator.Withdraw(context.Background(), generator.Options{Site: w.dir, Now: w.now}, id, nil)
	if err != nil {
		w.log = append(w.log, err.Error())
	}
}

// approve has everybody approve what waits for them.
func (w *writer) approve() {
	o := generator.Options{Site: w.dir, Now: w.now}
	r, err := generator.Status(context.Background(), o, 0)
	if err != nil {
		w.tb.Fatal(err)
	}
	for _, one := range r.Pages {
		for _, reason := range one.Reasons {
			if reason.Code != consent.NotApproved && reason.Code != consent.ChangedSince {
				continue
			}
			name := one.Page
			if name == "" {
				name = "/"
			}
			a := generator.Approval{Person: reason.Person, Page: name, Code: one.Code, Edition: one.Version}
			if _, err := generator.Approve(context.Background(), o, a); err != nil {
				w.tb.Errorf("seed %d: %s cannot approve %q %s: %v", w.seed, a.Person, name, a.Edition, err)
			}
			w.log = append(w.log, a.Person+" approved "+name+" "+string(a.Edition))
		}
	}
}

// breakOrMend makes a file unreadable, or one again as it was.
func (w *writer) breakOrMend(files []string) {
	for _, file := range slices.Sorted(maps.Keys(w.broken)) {
		if w.chance(60) {
			w.log = append(w.log, "mended "+file)
			writeFile(w.tb, w.dir, file, w.broken[file])
			delete(w.broken, file)
			return
		}
	}
	w.change("broke", files, func(s string) string {
		if w.broken == nil {
			w.broken = map[string]string{}
		}
		file := strings.TrimPrefix(w.log[len(w.log)-1], "broke ")
		if _, already := w.broken[file]; !already {
			w.broken[file] = s
		}
		return strings.Replace(s, ": ", ": [", 1)
	})
}
