package publish

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"goldenthread/generator/plan"
)

func TestForeign(t *testing.T) {
	mkdir := func(path string) func(testing.TB, site) {
		return func(t testing.TB, s site) {
			if err := os.MkdirAll(filepath.Join(s.out, path), 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	write := func(paths ...string) func(testing.TB, site) {
		return func(t testing.TB, s site) {
			for _, path := range paths {
				s.write(t, path, "{}")
			}
		}
	}
	link := func(to, path string) func(testing.TB, site) {
		return func(t testing.TB, s site) {
			mkdir("")(t, s)
			if err := os.Symlink(to, filepath.Join(s.out, path)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range []struct {
		name, reason string
		make         func(testing.TB, site)
		foreign      bool
	}{
		{"file", "somebody's file", write("letter.txt"), true},
		{"deep file", "folders are walked", write("a/b/c.txt"), true},
		{"hidden folder further down", "only dot-folders at the top are left out", write("a/.b/c.txt"), true},
		{"file beside dot-files", "one is enough", write(".git/HEAD", ".x", "y"), true},
		{"link", "a link is somebody's", link("elsewhere", "l"), true},
		{"published.json is a folder", "we make no such", mkdir("published.json"), true},
		{"published.json is a link", "we make no such", link(".x", "published.json"), true},
		{"published.json further down", "only the one at the top counts", write("a/published.json"), true},
		{"empty", "nobody's", mkdir(""), false},
		{"empty folders", "nobody's", mkdir("a/b"), false},
		{"dot-files", "a repository's", write(".git/HEAD", ".git/objects/00/11", ".gitkeep", ".DS_Store", ".cache/a"), false},
		{"dot-files further down", "a file manager's", write("a/.DS_Store"), false},
		{"ours", "published.json says so", write("published.json", "a"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			c.make(t, s)
			before := tree(t, s.out)
			info, err := os.Stat(s.out)
			if err != nil {
				t.Fatal(err)
			}
			_, err = s.publish(version{files: first})
			var foreign *ForeignError
			switch {
			case errors.As(err, &foreign) != c.foreign:
				t.Fatalf("error %v; %s", err, c.reason)
			case c.foreign && foreign.Folder != s.out:
				t.Errorf("the error is about %s", foreign.Folder)
			case !c.foreign && err != nil:
				t.Fatal(err)
			}
			if !c.foreign {
				return
			}
			now, err := os.Stat(s.out)
			if err != nil {
				t.Fatal(err)
			}
			if !maps.Equal(before, tree(t, s.out)) || !info.ModTime().Equal(now.ModTime()) {
				t.Error("the folder was touched")
			}
		})
	}
}

// Somebody else's files can come between Open and Commit.
func TestForeignAtCommit(t *testing.T) {
	s := newSite(t)
	f, err := Open(t.Context(), s.out, s.private, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s.write(t, "letter.txt", "x")
	_, err = f.commit(t.Context(), target{day: "2026-11-22"})
	if foreign := (*ForeignError)(nil); !errors.As(err, &foreign) {
		t.Errorf("error %v", err)
	}
	if got := tree(t, s.out); !maps.Equal(got, map[string]string{"letter.txt": "x"}) {
		t.Errorf("the folder holds %v", got)
	}
}

func TestOutIsAFile(t *testing.T) {
	s := newSite(t)
	if err := os.WriteFile(s.out, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := s.publish(version{files: first}); err == nil {
		t.Error("a file was taken for a folder")
	}
	if b, err := os.ReadFile(s.out); err != nil || string(b) != "x" {
		t.Errorf("the file is %q, %v", b, err)
	}
}

func TestOutIsALink(t *testing.T) {
	s := newSite(t)
	if err := os.Symlink("www", s.out); err != nil {
		t.Fatal(err)
	}
	if _, err := s.publish(version{files: first}); err == nil {
		t.Error("a link that leads nowhere was taken for a folder")
	}
	if err := os.Mkdir(filepath.Join(filepath.Dir(s.out), "www"), 0o755); err != nil {
		t.Fatal(err)
	}
	s.mustPublish(t, version{files: first})
	site{out: filepath.Join(filepath.Dir(s.out), "www")}.wantFiles(t, first)
}

// A published.json in the site's own folder must not make the site removable.
func TestOutHoldsTheSite(t *testing.T) {
	dir := t.TempDir()
	s := site{dir, filepath.Join(dir, ".goldenthread")}
	s.write(t, publishedFile, `{"day":"2026-11-21"}`)
	s.write(t, "content/a.md", "a story")
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{dir, filepath.Dir(dir), link} {
		_, err := site{out, s.private}.publish(version{files: first})
		if foreign := (*ForeignError)(nil); !errors.As(err, &foreign) {
			t.Errorf("error %v", err)
		}
	}
	for _, out := range []string{s.private, filepath.Join(s.private, "staging"), filepath.Join(s.private, "a", "b")} {
		if _, err := (site{out, s.private}).publish(version{files: first}); err == nil {
			t.Error("a site was published into the private folder")
		}
	}
	if got := s.read(t, "content/a.md"); got != "a story" {
		t.Errorf("the source is %q", got)
	}
}

func TestPrivateIsNotAFolder(t *testing.T) {
	s := newSite(t)
	if err := os.Symlink(t.TempDir(), s.private); err != nil {
		t.Fatal(err)
	}
	if _, err := s.publish(version{files: first}); err == nil {
		t.Error("a link was taken for the private folder")
	}
}

// A broken published.json must not delay a withdrawal.
func TestBrokenPublishedFile(t *testing.T) {
	for _, text := range []string{"", "{", "null", "[]", "{}", `{"day":"2026-11-21","pages":[{"page":"a"}],"files":3}`, strings.Repeat("[", 1000)} {
		s := newSite(t)
		s.mustPublish(t, version{files: first, pages: []plan.Published{aPage("stories/a")}})
		s.write(t, publishedFile, text)
		f, err := Open(t.Context(), s.out, s.private, nil)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if former := f.Former(); former.Pages != nil || former.TakenDown != nil {
			t.Errorf("%q: the former build says %+v", text, former)
		}
		f.Close()

		v := version{files: with(first, "index.html", "new home")}
		v.before = func(change, path string) error {
			if _, err := os.Lstat(filepath.Join(s.out, "index.html")); change == "place" && path == "index.html" && !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%q: it is not known what was taken down, and an old file stays while new ones are written", text)
			}
			return nil
		}
		s.mustPublish(t, v)
		s.wantFiles(t, v.files)
	}
}
