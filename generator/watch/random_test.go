package watch

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Whatever is done to files and folders, every path that holds something else
// than before is told.
func TestWhateverIsDoneIsTold(t *testing.T) {
	for mode, o := range modes {
		t.Run(mode, func(t *testing.T) {
			seed := rand.Uint64()
			r := rand.New(rand.NewPCG(seed, 8))
			s := watched(t, o, "a/b/one", "a/two", "c/d/e/three")
			for round := range 60 {
				before := s.holds()
				var did []string
				for range 1 + r.IntN(12) {
					did = append(did, s.something(r))
				}
				after := s.holds()
				got := s.told()
				if why := s.w.Polling(); why != "" && mode != "polled" {
					t.Fatalf("seed %d, round %d: polls: %s\ndone: %s", seed, round, why, strings.Join(did, "\n      "))
				}
				for _, name := range differ(before, after) {
					if !got.has(name) {
						t.Fatalf("seed %d, round %d: %s was not told\ndone: %s\ntold: %v",
							seed, round, name, strings.Join(did, "\n      "), got.paths)
					}
				}
			}
		})
	}
}

// something does one thing at random, and says what.
func (s *site) something(r *rand.Rand) string {
	s.Helper()
	s.fences++
	text := strings.Repeat("x", s.fences) // a size of its own, for those who poll
	name := func() string {
		parts := []string{"a", "b", "c", "d"}
		n := make([]string, 1+r.IntN(4))
		for i := range n {
			n[i] = parts[r.IntN(len(parts))]
		}
		return path.Join(n...)
	}
	from, to := s.one(r), name()
	switch r.IntN(7) {
	case 0, 1:
		err := os.MkdirAll(filepath.Dir(s.path(to)), 0o755)
		if err == nil {
			err = os.WriteFile(s.path(to), []byte(text), 0o644)
		}
		return fmt.Sprint("write ", to, err)
	case 2:
		return fmt.Sprint("make ", to, os.MkdirAll(s.path(to), 0o755))
	case 3:
		return fmt.Sprint("delete ", from, os.RemoveAll(s.path(from)))
	case 4:
		return fmt.Sprint("move ", from, " to ", to, os.Rename(s.path(from), s.path(to)))
	case 5:
		return fmt.Sprint("move ", from, " out", os.Rename(s.path(from), s.path("../"+fmt.Sprint(s.fences))))
	default:
		entries, _ := os.ReadDir(s.outside)
		if len(entries) == 0 {
			return "nothing"
		}
		in := entries[r.IntN(len(entries))].Name()
		return fmt.Sprint("move ", in, " in to ", to, os.Rename(s.path("../"+in), s.path(to)))
	}
}

// one picks a file or folder that is there.
func (s *site) one(r *rand.Rand) string {
	all := s.holds()
	if len(all) == 0 {
		return "none"
	}
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	return names[r.IntN(len(names))]
}

// holds gives what every file holds, and the folders.
func (s *site) holds() map[string]string {
	s.Helper()
	held := map[string]string{}
	s.must(filepath.WalkDir(s.dir, func(name string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(s.dir, name)
		if rel = filepath.ToSlash(rel); err != nil || rel == "." || strings.HasPrefix(rel, "fence") {
			return err
		}
		if held[rel] = "a folder"; !d.IsDir() {
			b, err := os.ReadFile(name)
			held[rel] = "a file: " + string(b)
			return err
		}
		return nil
	}))
	return held
}

func differ(a, b map[string]string) []string {
	var names []string
	for name := range a {
		if a[name] != b[name] {
			names = append(names, name)
		}
	}
	for name := range b {
		if _, was := a[name]; !was {
			names = append(names, name)
		}
	}
	return names
}
