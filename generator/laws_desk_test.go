package generator_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator"
	"goldenthread/generator/desk"
)

// onDesk are the kinds of what the desk may hold: ids, what stands in a title, and by
// what a page or a picture is found.
var onDesk = []string{"id", "title", "beside a name", "path", "file name"}

// The desk holds titles, paths and ids, and nothing else that somebody wrote: over
// random sites, no name and no other word of a record, and no text of a page, published
// or not. Where a writer gave a file a name of somebody's, the file is called so; and of
// somebody without a record nobody knows the name.
func TestDeskCanary(t *testing.T) {
	titles := 0
	for seed := range howMany(100, 15) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := newNamedSite(t, seed)
			d, err := generator.Overview(context.Background(), generator.Options{Site: s.dir, Now: fixed}, 0)
			if err != nil {
				t.Fatal(err)
			}
			paths := s.paths()
			for _, live := range []*desk.Live{nil, {Token: "x"}} {
				d.Live = live
				html, err := d.HTML()
				if err != nil {
					t.Fatal(err)
				}
				text := paths.Replace(string(html))
				for word, one := range s.tokens {
					if !strings.Contains(text, word) {
						continue
					}
					if one.kind == "title" {
						titles++
					}
					unknown := one.person != nil && s.files["consent/"+one.person.id+".yaml"] == ""
					if !slices.Contains(onDesk, one.kind) && !unknown {
						t.Errorf("the desk holds %s", one)
					}
				}
			}
		})
	}
	if titles == 0 {
		t.Error("no desk holds a title, so nothing was looked at")
	}
}

// paths takes the paths of all pages and files away, the longest first.
func (s *randomSite) paths() *strings.Replacer {
	var all []string
	for file := range s.files {
		all = append(all, file)
	}
	for _, p := range s.pages {
		all = append(all, p.path)
	}
	for _, p := range s.pictures {
		all = append(all, p.file)
	}
	all = slices.DeleteFunc(all, func(p string) bool { return !strings.Contains(p, "tok") })
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, one := range all {
		pairs = append(pairs, one, "")
	}
	return strings.NewReplacer(pairs...)
}
