package generator_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator"
)

// What a site in memory shows to the public is, after each edit, rename, move and
// deletion, what a build from nothing would publish, to the byte; TestPreview asks for the
// same through the preview, more often.
func TestLive(t *testing.T) {
	const steps = 50
	sites := uint64(3)
	if testing.Short() {
		sites = 1
	}
	for seed := range sites {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := &writer{randomSite: newRandomSite(t, 40_000+seed)}
			ctx, cancel := context.WithCancel(t.Context())
			live, err := generator.OpenLive(generator.Options{Site: w.dir, Now: w.now}, 0)
			if err != nil {
				t.Fatal(err)
			}
			ended := make(chan struct{})
			go func() { live.Run(ctx); close(ended) }()
			defer func() { cancel(); <-ended; live.Close() }()
			before := filesOf(t, w.dir)
			for step := range steps {
				if step > 0 {
					w.edit()
				}
				after := filesOf(t, w.dir)
				if paths := changedIn(before, after); len(paths) > 0 {
					live.Change(paths...)
				}
				live.Tick()
				before = after
				m, err := live.Complete(ctx)
				if err != nil {
					t.Fatal(err)
				}
				got := outTree{}
				if _, fault := m.Fault(); fault != nil {
					t.Fatalf("seed %d, after %q: %v", w.seed, w.log, fault)
				}
				for _, file := range m.PublicFiles() {
					bytes, ok, err := m.Public(file)
					if err != nil {
						t.Fatal(err)
					}
					if ok {
						got[file] = string(bytes)
					}
				}
				fresh := filepath.Join(t.TempDir(), "site")
				copySite(t, w.Rand, w.dir, fresh)
				want := w.buildAt(fresh)
				maps.DeleteFunc(want, func(name, _ string) bool { return strings.HasSuffix(name, "/") }) // folders
				if d := differences(want, got, "published.json"); len(d) > 0 {
					t.Fatalf("seed %d, step %d: these differ from a full build: %q, after:\n%s", w.seed, step, d, strings.Join(w.log, "\n"))
				}
			}
		})
	}
}

// filesOf gives what stands in every file of a site.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if d != nil && d.IsDir() && (name == "public" || strings.HasPrefix(d.Name(), ".") && name != ".") {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// changedIn lists the files that differ.
func changedIn(before, after map[string]string) (paths []string) {
	all := maps.Clone(before)
	maps.Copy(all, after)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		was, there := before[name]
		is, still := after[name]
		if was != is || there != still {
			paths = append(paths, name)
		}
	}
	return paths
}
