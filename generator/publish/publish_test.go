package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"goldenthread/generator/guard"
	"goldenthread/generator/plan"
)

func TestFirstBuild(t *testing.T) {
	s := newSite(t)
	c := s.mustPublish(t, version{files: map[string]string{"index.html": "home", "stories/a/index.html": "<a>"}, pages: []plan.Published{aPage("stories/a")}})
	if c != (Counts{Written: 2}) {
		t.Errorf("counts %+v", c)
	}
	want := `{
 "day": "2026-11-22",
 "files": {
  "index.html": "` + hash("home") + `",
  "stories/a/index.html": "` + hash("<a>") + `"
 },
 "pages": [
  {
   "page": "stories/a",
   "version": "standard",
   "url": "/stories/a/"
  }
 ],
 "taken_down": []
}
`
	if got := s.read(t, publishedFile); got != want {
		t.Errorf("published.json is\n%s\nwant\n%s", got, want)
	}
	s.wantFiles(t, map[string]string{"index.html": "home", "stories/a/index.html": "<a>"})
}

func TestOutIsMadeByCommitOnly(t *testing.T) {
	s := newSite(t)
	f, err := Open(context.Background(), s.out, s.private, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.prepare("index.html", plan.Lists, []byte("home")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(s.out); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is there before Commit: %v", err)
	}
	if _, err := f.commit(context.Background(), version{files: map[string]string{"index.html": ""}}.target()); err != nil {
		t.Fatal(err)
	}
	s.wantFiles(t, map[string]string{"index.html": "home"})
	if _, err := f.commit(context.Background(), target{}); err == nil {
		t.Error("a second Commit did not fail")
	}
}

func TestFormer(t *testing.T) {
	s := newSite(t)
	v := version{files: first, pages: []plan.Published{aPage("stories/a"), aPage("stories/b")}, takenDown: []string{hash("/stories/c/")}}
	s.mustPublish(t, v)
	f, err := Open(context.Background(), s.out, s.private, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	former := f.Former()
	if !slices.Equal(former.Pages, v.pages) || !slices.Equal(former.TakenDown, v.takenDown) {
		t.Errorf("the former build says %+v", former)
	}
}

// What was there before is known from Open on; what is there now, once it is.
func TestFiles(t *testing.T) {
	s := newSite(t)
	newer := version{files: map[string]string{"index.html": "home"}}
	for _, v := range []version{{files: first}, newer} {
		f, err := Open(t.Context(), s.out, s.private, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		before := map[string]string{}
		if _, err := os.Lstat(s.out); err == nil {
			before = s.published(t).Files
		}
		for path, content := range v.files {
			if err := f.prepare(path, stageOf(path), []byte(content)); err != nil {
				t.Fatal(err)
			}
		}
		if !maps.Equal(f.Files(), before) {
			t.Errorf("before Commit, the files are %v, want %v", f.Files(), before)
		}
		if _, err := f.commit(t.Context(), v.target()); err != nil {
			t.Fatal(err)
		}
		if after := s.published(t).Files; !maps.Equal(f.Files(), after) {
			t.Errorf("after Commit, the files are %v, want %v", f.Files(), after)
		}
		f.Close()
	}
}

func TestUnchangedIsNotTouched(t *testing.T) {
	s := newSite(t)
	v := version{files: first, pages: []plan.Published{aPage("stories/a")}}
	s.mustPublish(t, v)
	old := time.Now().Add(-time.Hour).Truncate(time.Second)
	for path := range tree(t, s.out) {
		if err := os.Chtimes(filepath.Join(s.out, path), old, old); err != nil {
			t.Fatal(err)
		}
	}
	modTime := func(path string) time.Time {
		info, err := os.Stat(filepath.Join(s.out, path))
		if err != nil {
			t.Fatal(err)
		}
		return info.ModTime()
	}
	for _, mayTakeDown := range []bool{false, true} {
		v.mayTakeDown = mayTakeDown
		if c := s.mustPublish(t, v); c != (Counts{Unchanged: 6}) {
			t.Errorf("counts %+v", c)
		}
		for path := range tree(t, s.out) {
			if !modTime(path).Equal(old) {
				t.Errorf("%s was touched", path)
			}
		}
	}
	v.files = with(first, "index.html", "abcd", "feed.xml", "longer than before")
	if c := s.mustPublish(t, v); c != (Counts{Written: 2, Unchanged: 4}) {
		t.Errorf("counts %+v", c)
	}
	for path := range tree(t, s.out) {
		changed := path == "index.html" || path == "feed.xml" || path == publishedFile
		if modTime(path).Equal(old) == changed {
			t.Errorf("%s: touched or not, wrongly", path)
		}
	}
}

func TestLargeFilesAreComparedWhole(t *testing.T) {
	s := newSite(t)
	large := strings.Repeat("x", 200<<10)
	s.mustPublish(t, version{files: map[string]string{"a.mp3": large + "a", "empty.txt": ""}})
	if c := s.mustPublish(t, version{files: map[string]string{"a.mp3": large + "a", "empty.txt": ""}}); c.Unchanged != 2 {
		t.Errorf("counts %+v", c)
	}
	if c := s.mustPublish(t, version{files: map[string]string{"a.mp3": large + "b"}}); c != (Counts{Written: 1, Removed: 1}) {
		t.Errorf("counts %+v", c)
	}
	if c := s.mustPublish(t, version{files: map[string]string{"a.mp3": large}}); c != (Counts{Written: 1}) {
		t.Errorf("counts %+v", c)
	}
	s.wantFiles(t, map[string]string{"a.mp3": large})
}

func TestRefused(t *testing.T) {
	s := newSite(t)
	s.mustPublish(t, version{files: first})
	v := version{files: with(first, "stories/a/index.html", "-"), refused: []string{"stories/a/index.html", "stories/new/index.html"}}
	if c := s.mustPublish(t, v); c != (Counts{Unchanged: 5, Removed: 1}) {
		t.Errorf("counts %+v", c)
	}
	s.wantFiles(t, v.files)
	if _, ok := s.published(t).Files["stories/a/index.html"]; ok {
		t.Error("published.json names a file that the guard refused")
	}
}

func TestUnplannedIsNotWritten(t *testing.T) {
	s := newSite(t)
	f, err := Open(context.Background(), s.out, s.private, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, path := range []string{"index.html", "side/door.html"} {
		if err := f.prepare(path, plan.Pages, []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	if c, err := f.commit(context.Background(), target{day: "2026-11-22", paths: []string{"index.html"}}); err != nil || c.Written != 1 {
		t.Errorf("counts %+v, error %v", c, err)
	}
	s.wantFiles(t, map[string]string{"index.html": "x"})
}

func TestPaths(t *testing.T) {
	s := newSite(t)
	f, err := Open(context.Background(), s.out, s.private, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, path := range []string{
		"", ".", "/", "/a", "a/", "a//b", "../a", "a/../../b", "a/..", "./a", "a/./b", "a\x00b",
		".git", ".git/config", ".gitkeep", ".goldenthread-staging/a", "a/.b", "a/.b/c",
		"published.json", "Published.JSON", "published.json/a", "a\xff",
	} {
		if err := f.prepare(path, plan.Pages, []byte("x")); err == nil {
			t.Errorf("%q can be written", path)
		}
	}
	for _, path := range []string{"a", "a/b", "a/published.json", "_headers", "a b"} {
		if err := f.prepare(path, plan.Pages, []byte("x")); err != nil {
			t.Errorf("%q: %v", path, err)
		}
	}
	if err := f.prepare("a", plan.Pages, []byte("y")); err == nil {
		t.Error("a file can be put twice")
	}
}

func TestZeroValuesAreRefused(t *testing.T) {
	s := newSite(t)
	s.mustPublish(t, version{files: first})
	f, err := Open(context.Background(), s.out, s.private, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Put(guard.Passed{}); err == nil {
		t.Error("a file that passed no guard was put")
	}
	if _, err := f.Commit(context.Background(), plan.Plan{}, false); err == nil {
		t.Error("a plan that nobody made was published")
	}
	s.wantFiles(t, first)
}

// Whatever the order of Put, and however many at once, the bytes are the same.
func TestPutAtOnce(t *testing.T) {
	files := map[string]string{}
	for i := range 200 {
		files[fmt.Sprintf("stories/p%d/index.html", i)] = fmt.Sprint("page ", i)
	}
	var texts []string
	for _, workers := range []int{1, 8} {
		s := newSite(t)
		s.mustPublish(t, version{files: with(files, "stories/p7/index.html", "old")})
		f, err := Open(context.Background(), s.out, s.private, nil)
		if err != nil {
			t.Fatal(err)
		}
		paths := make(chan string)
		var wait sync.WaitGroup
		for range workers {
			wait.Go(func() {
				for path := range paths {
					if err := f.prepare(path, plan.Pages, []byte(files[path])); err != nil {
						t.Error(err)
					}
				}
			})
		}
		for path := range files {
			paths <- path
		}
		close(paths)
		wait.Wait()
		if c, err := f.commit(context.Background(), version{files: files}.target()); err != nil || c != (Counts{Written: 1, Unchanged: 199}) {
			t.Errorf("counts %+v, error %v", c, err)
		}
		f.Close()
		s.wantFiles(t, files)
		texts = append(texts, s.read(t, publishedFile))
	}
	if texts[0] != texts[1] {
		t.Error("published.json differs")
	}
}

func TestTakenDownAreNotNamed(t *testing.T) {
	s := newSite(t)
	s.mustPublish(t, version{files: first, pages: []plan.Published{aPage("stories/a"), aPage("stories/b")}})
	v := version{
		files:     with(first, "stories/a/index.html", "This page was taken down."),
		pages:     []plan.Published{aPage("stories/b")},
		takenDown: []string{hash("/stories/a/")},
		takesDown: true,
	}
	v.before = func(change, path string) error {
		if change == "remove" && strings.Contains(s.read(t, publishedFile), "stories/a") {
			t.Errorf("published.json names what is taken down while %s is removed", path)
		}
		return nil
	}
	s.mustPublish(t, v)
	s.wantFiles(t, v.files)
	text := s.read(t, publishedFile)
	if strings.Contains(text, "stories/a") || !strings.Contains(text, hash("/stories/a/")) {
		t.Errorf("published.json is %s", text)
	}
	if p := s.published(t); len(p.Files) != len(first)-1 {
		t.Errorf("published.json lists %d files", len(p.Files))
	}
}

func TestAddressSum(t *testing.T) {
	for path, address := range map[string]string{
		"index.html": "/", "a/b/index.html": "/a/b/", "a/b.pdf": "/a/b.pdf", "a/myindex.html": "/a/myindex.html",
	} {
		if addressSum(path) != hash(address) {
			t.Errorf("%s is not at %s", path, address)
		}
	}
}

func TestPrivate(t *testing.T) {
	s := newSite(t)
	for _, mode := range []fs.FileMode{0, 0o755} {
		if mode != 0 {
			if err := os.Chmod(s.private, mode); err != nil {
				t.Fatal(err)
			}
		}
		f, err := Open(context.Background(), s.out, s.private, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.prepare("a", plan.Pages, []byte("x")); err != nil {
			t.Fatal(err)
		}
		wantMode(t, s.private, 0o700)
		wantMode(t, filepath.Join(s.private, "staging"), 0o700)
		wantMode(t, filepath.Join(s.private, "lock"), 0o600)
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if left := slices.Collect(maps.Keys(tree(t, s.private))); !slices.Equal(left, []string{"lock"}) {
			t.Errorf("Close left %v", left)
		}
	}
}
