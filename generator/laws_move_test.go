package generator_test

import (
	"context"
	"errors"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator"
	"goldenthread/generator/consent"
	"goldenthread/generator/page"
)

// What a move changes is the address: over random sites, the status says the same
// of every page as before, but for its path, address and, where a link in it was
// rewritten, its text. A move that is refused writes nothing, and a move there and
// back within a section gives every file as it was but for the page's own old_urls.
func TestLawMove(t *testing.T) {
	moves, refusals, links := 0, 0, 0
	for seed := range uint64(80) {
		s := newNamedSite(t, 9000+seed)
		before := s.status()
		files := siteFiles(t, s.dir)
		for i, p := range before.Pages {
			if p.Version != page.Standard || i > 0 && before.Pages[i-1].Page == p.Page {
				continue
			}
			to := path.Join(path.Dir(p.Page), "elsewhere")
			if s.chance(25) {
				to = oneOf(s, "stories", "blog", "new") + "/elsewhere"
			}
			_, err := generator.Move(context.Background(), options(s.dir), p.Page, to)
			now := siteFiles(t, s.dir)
			if err != nil {
				var unmoved *generator.MoveError
				var refused *generator.RefusedError
				if !errors.As(err, &unmoved) && !errors.As(err, &refused) {
					t.Fatalf("seed %d: %s to %s: %v", s.seed, p.Page, to, err)
				}
				if !reflect.DeepEqual(files, now) {
					t.Errorf("seed %d: the refused move of %s changed something: %v", s.seed, p.Page, err)
				}
				refusals++
				continue
			}
			moves++
			if !relieved(before) {
				links += compareMoved(t, s, before, s.status(), p.Page, to)
			}
			if _, err := generator.Move(context.Background(), options(s.dir), to, p.Page); err != nil {
				if !relieved(before) { // its path shows a name
					t.Errorf("seed %d: %s back from %s: %v", s.seed, p.Page, to, err)
				}
				break
			}
			back := siteFiles(t, s.dir)
			for name, text := range files {
				if path.Dir(to) == path.Dir(p.Page) && back[name] != text && !strings.Contains(back[name], "old_urls: [") && !strings.Contains(back[name], "\nold_urls:\n") {
					t.Errorf("seed %d: %s there and back (%s): %s was\n%s\nand is\n%s", s.seed, p.Page, to, name, text, back[name])
				}
			}
			if len(back) != len(files) {
				t.Errorf("seed %d: %s there and back: %d files, were %d", s.seed, p.Page, len(back), len(files))
			}
			files, before = back, s.status()
		}
	}
	if moves < 100 || refusals < 20 || links < 20 {
		t.Errorf("%d moves, %d refusals, %d rewritten texts: too few to prove anything", moves, refusals, links)
	}
}

// siteFiles gives every file of a site but those that the program keeps for itself.
func siteFiles(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := tree(t, dir)
	for name := range files {
		if strings.HasPrefix(name, ".goldenthread/") {
			if name == ".goldenthread/move.json" {
				t.Errorf("a journal is left")
			}
			delete(files, name)
		}
	}
	return files
}

// relieved says whether some page is withheld for its address, which a move mends.
func relieved(r generator.Report) bool {
	return slices.ContainsFunc(r.Pages, func(p generator.PageReport) bool {
		return p.State == "withheld" && len(p.Reasons) > 0 && slices.ContainsFunc(p.Reasons, func(r consent.Reason) bool {
			return r.Code == "shows-guarded-name" || r.Code == "address-taken"
		})
	})
}

// compareMoved compares two reports but for what a move may change, and gives how
// many texts have another code.
func compareMoved(t *testing.T, s *randomSite, before, after generator.Report, from, to string) int {
	t.Helper()
	if len(before.Pages) != len(after.Pages) {
		t.Errorf("seed %d: %d versions, were %d", s.seed, len(after.Pages), len(before.Pages))
	}
	changed := 0
	for _, was := range before.Pages {
		name := was.Page
		if name == from {
			name = to
		}
		found := false
		for _, is := range after.Pages {
			if is.Page != name || is.Version != was.Version {
				continue
			}
			found = true
			if is.Text != was.Text {
				changed++
			}
			if name == from && is.URL == was.URL {
				t.Errorf("seed %d: %s has its old address", s.seed, name)
			}
			if name != to && is.URL != was.URL {
				t.Errorf("seed %d: %s has another address", s.seed, name)
			}
			if !reflect.DeepEqual(plain(was), plain(is)) {
				t.Errorf("seed %d: %s to %s:\n%s %s was %+v\nand is %+v", s.seed, from, to, was.Page, was.Version, plain(was), plain(is))
			}
		}
		if !found {
			t.Errorf("seed %d: %s %s is gone", s.seed, name, was.Version)
		}
	}
	for i := range min(len(before.Waiting), len(after.Waiting)) {
		if !reflect.DeepEqual(before.Waiting[i].People, after.Waiting[i].People) && len(before.Waiting) == 1 {
			t.Errorf("seed %d: another waits", s.seed)
		}
	}
	if len(before.Waiting) != len(after.Waiting) {
		t.Errorf("seed %d: %d wait, were %d", s.seed, len(after.Waiting), len(before.Waiting))
	}
	return changed
}

// plain leaves out of a report on a page what a move may change.
func plain(p generator.PageReport) any {
	type part struct{ code, person string }
	parts := func(reasons []consent.Reason) (list []part) {
		for _, r := range reasons {
			list = append(list, part{string(r.Code), r.Person})
		}
		return list
	}
	var left [][]part
	for _, l := range p.LeftOut {
		left = append(left, parts(l.Reasons))
	}
	return struct {
		version         page.Edition
		state, until    string
		channels        []string
		reasons         []part
		left            [][]part
		text, code, url bool
	}{p.Version, p.State, p.Until, p.Channels, parts(p.Reasons), left, p.Text != "", p.Code != "", p.URL != ""}
}
