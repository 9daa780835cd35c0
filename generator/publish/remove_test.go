package publish

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"goldenthread/generator/plan"
)

func TestNotPlannedIsRemoved(t *testing.T) {
	s := newSite(t)
	s.mustPublish(t, version{files: first})
	outside := t.TempDir()
	kept := map[string]string{"kept.txt": "kept", "deep/kept.txt": "kept"}
	for path, content := range kept {
		site{out: outside}.write(t, path, content)
	}
	for _, path := range []string{
		".DS_Store", ".htaccess", ".cache/a/b", "odd.txt", "stories/a/.hidden", "stories/a/old.pdf", "old/page/index.html",
		"sub/.git/HEAD", ".gitignore", "Index.htm",
	} {
		s.write(t, path, "x")
	}
	for path, to := range map[string]string{
		"link": outside, "stories/link": filepath.Join(outside, "kept.txt"), "inside": "stories", "dead": "nowhere",
	} {
		if err := os.Symlink(to, filepath.Join(s.out, path)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(s.out, "empty/er"), 0o755); err != nil {
		t.Fatal(err)
	}
	s.write(t, ".git/objects/00/11", "git's")
	s.write(t, ".gitkeep", "")

	if c := s.mustPublish(t, version{files: first}); c != (Counts{Unchanged: 6, Removed: 14}) {
		t.Errorf("counts %+v", c)
	}
	s.wantFiles(t, with(first, ".git/objects/00/11", "git's", ".gitkeep", ""))
	if got := tree(t, outside); !maps.Equal(got, kept) {
		t.Errorf("outside there is %v", got)
	}
}

// What stands where a planned file or its folder is to be.
func TestObstacles(t *testing.T) {
	outside := t.TempDir()
	const path = "stories/a/index.html"
	for name, make := range map[string]func(s site) error{
		"a link to the same bytes": func(s site) error {
			site{out: outside}.write(t, "same", first[path])
			return errors.Join(os.Remove(filepath.Join(s.out, path)), os.Symlink(filepath.Join(outside, "same"), filepath.Join(s.out, path)))
		},
		"a folder for the file": func(s site) error {
			err := os.Remove(filepath.Join(s.out, path))
			s.write(t, path+"/x/y", "x")
			return err
		},
		"an empty folder for the file": func(s site) error {
			return errors.Join(os.Remove(filepath.Join(s.out, path)), os.Mkdir(filepath.Join(s.out, path), 0o755))
		},
		"a file for the folder": func(s site) error {
			return errors.Join(os.RemoveAll(filepath.Join(s.out, "stories")), os.WriteFile(filepath.Join(s.out, "stories"), nil, 0o644))
		},
		"a link for the folder": func(s site) error {
			site{out: outside}.write(t, "a/index.html", first[path])
			return errors.Join(os.RemoveAll(filepath.Join(s.out, "stories")), os.Symlink(outside, filepath.Join(s.out, "stories")))
		},
		"a link within for the folder": func(s site) error {
			return errors.Join(os.RemoveAll(filepath.Join(s.out, "stories/a")), os.Symlink("b", filepath.Join(s.out, "stories/a")))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.mustPublish(t, version{files: first})
			if err := make(s); err != nil {
				t.Fatal(err)
			}
			before := tree(t, outside)
			s.mustPublish(t, version{files: first})
			s.wantFiles(t, first)
			if !maps.Equal(before, tree(t, outside)) {
				t.Error("something outside was touched")
			}
		})
	}
}

// A file that an ignorant file system would give for another is replaced.
func TestOtherCase(t *testing.T) {
	s := newSite(t)
	s.mustPublish(t, version{files: first})
	old, now := filepath.Join(s.out, "index.html"), filepath.Join(s.out, "Index.html")
	if err := os.Rename(old, now); err != nil {
		t.Fatal(err)
	}
	s.mustPublish(t, version{files: first})
	s.wantFiles(t, first)
}

// record collects the changes of a build to out.
func record(changes *[]string) func(change, path string) error {
	return func(change, path string) error {
		if change != "stage" {
			*changes = append(*changes, change+" "+path)
		}
		return nil
	}
}

func TestOrder(t *testing.T) {
	s := newSite(t)
	var changes []string
	s.mustPublish(t, version{files: first, before: record(&changes)})
	want := `write published.json
mkdir assets
place assets/style.css
place assets/team.jpg
mkdir stories
mkdir stories/a
place stories/a/index.html
mkdir stories/b
place stories/b/index.html
place index.html
place feed.xml
write published.json`
	if got := strings.Join(changes, "\n"); got != want {
		t.Errorf("a first build does\n%s", got)
	}

	changes = nil
	s.mustPublish(t, version{
		files:     with(first, "assets/team.jpg", "-", "stories/b/index.html", "-", "stories/c/index.html", "new", "feed.xml", "changed", "index.html", "changed"),
		takesDown: true, before: record(&changes),
	})
	want = `write published.json
remove assets/team.jpg
remove stories/b/index.html
remove feed.xml
remove index.html
remove stories/b
mkdir stories
mkdir stories/c
place stories/c/index.html
place index.html
place feed.xml
write published.json`
	if got := strings.Join(changes, "\n"); got != want {
		t.Errorf("a withdrawal does\n%s", got)
	}
}

// When changed files are removed before anything new is written.
func TestWhatTakesDown(t *testing.T) {
	changed := with(first, "index.html", "changed")
	for _, c := range []struct {
		name string
		v    version
		odd  string // a file in out that is not planned
		want bool
	}{
		{"nothing", version{files: changed}, "", false},
		{"an asset is no longer planned", version{files: with(changed, "assets/team.jpg", "-")}, "", false},
		{"a page is no longer planned", version{files: with(changed, "stories/b/index.html", "-")}, "", true},
		{"an odd file", version{files: changed}, "odd.pdf", true},
		{"an address is taken down", version{files: changed, takesDown: true}, "", true},
		{"something may be taken down", version{files: changed, mayTakeDown: true}, "", true},
		{"the guard refused a file", version{files: changed, refused: []string{"new.html"}}, "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			s.mustPublish(t, version{files: first})
			if c.odd != "" {
				s.write(t, c.odd, "x")
			}
			var changes []string
			c.v.before = record(&changes)
			s.mustPublish(t, c.v)
			if got := strings.Contains(strings.Join(changes, "\n"), "remove index.html"); got != c.want {
				t.Errorf("changed files removed: %v\n%s", got, strings.Join(changes, "\n"))
			}
			early := changes[0] == "write published.json"
			if fewer := len(c.v.files) < len(first); early != (c.want || fewer) {
				t.Errorf("published.json written first: %v", early)
			}
			s.wantFiles(t, c.v.files)
		})
	}
}

// What published.json says while files are written.
func TestMeanwhile(t *testing.T) {
	s := newSite(t)
	s.mustPublish(t, version{files: first, pages: []plan.Published{aPage("stories/a"), aPage("stories/b")}})
	stop := errors.New("stop")
	v := version{
		files: with(first, "assets/team.jpg", "-", "index.html", "changed", "stories/c/index.html", "new"),
		pages: []plan.Published{aPage("stories/a"), aPage("stories/b"), aPage("stories/c")},
		before: func(change, _ string) error {
			if change == "mkdir" {
				return stop
			}
			return nil
		},
	}
	if _, err := s.publish(v); !errors.Is(err, stop) {
		t.Fatal(err)
	}
	p := s.published(t)
	if want := map[string]string{
		"assets/style.css": hash("a{}"), "index.html": hash("home"), "feed.xml": hash("feed"),
		"stories/a/index.html": hash("story a"), "stories/b/index.html": hash("story b"),
	}; !maps.Equal(p.Files, want) {
		t.Errorf("files are %v", p.Files)
	}
	if len(p.Pages) != 2 {
		t.Errorf("pages are %v", p.Pages)
	}
	s.wantFiles(t, with(first, "assets/team.jpg", "-"))
	v.before = nil
	s.mustPublish(t, v)
	s.wantFiles(t, v.files)
}

// What cannot be removed keeps new files away, and nothing else in place.
func TestCannotRemove(t *testing.T) {
	s := newSite(t)
	s.mustPublish(t, version{files: first})
	stuck := errors.New("in use")
	v := version{
		files: with(first, "stories/a/index.html", "-", "assets/team.jpg", "-", "new.html", "new"),
		before: func(change, path string) error {
			if change == "remove" && path == "assets/team.jpg" {
				return stuck
			}
			return nil
		},
	}
	c, err := s.publish(v)
	if !errors.Is(err, stuck) || c != (Counts{Unchanged: 4, Removed: 1}) {
		t.Errorf("counts %+v, error %v", c, err)
	}
	s.wantFiles(t, with(first, "stories/a/index.html", "-"))
}

func TestChangedByAnother(t *testing.T) {
	s := newSite(t)
	s.mustPublish(t, version{files: first})
	v := version{files: with(first, "new.html", "new"), before: func(change, _ string) error {
		return os.RemoveAll(filepath.Join(s.out, "stories"))
	}}
	if _, err := s.publish(v); err == nil {
		t.Error("a build is complete though a file is missing")
	}
	v.before = nil
	s.mustPublish(t, v)
	s.wantFiles(t, v.files)
}
