package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator/page"
	"goldenthread/generator/plan"
)

// site is a site's published and private folder.
type site struct{ out, private string }

func newSite(t testing.TB) site {
	dir := t.TempDir()
	return site{filepath.Join(dir, "public"), filepath.Join(dir, ".goldenthread")}
}

// version is what a site is to be.
type version struct {
	files       map[string]string
	refused     []string // planned, and never put
	pages       []plan.Published
	takenDown   []string
	takesDown   bool
	mayTakeDown bool
	// before and across are handed to the Folder.
	before func(change, path string) error
	across bool
}

func (v version) target() target {
	return target{
		day:       "2026-11-22",
		paths:     append(slices.Sorted(maps.Keys(v.files)), v.refused...),
		pages:     v.pages,
		takenDown: v.takenDown,
		takesDown: v.takesDown || v.mayTakeDown,
	}
}

func stageOf(path string) plan.Stage {
	switch {
	case strings.HasPrefix(path, "assets/"):
		return plan.Assets
	case strings.HasSuffix(path, ".xml"):
		return plan.Feeds
	case path == "index.html":
		return plan.Lists
	}
	return plan.Pages
}

// publish is a whole build.
func (s site) publish(v version) (Counts, error) {
	f, err := Open(context.Background(), s.out, s.private, nil)
	if err != nil {
		return Counts{}, err
	}
	defer f.Close()
	f.before, f.across = v.before, v.across
	for path, content := range v.files {
		if err := f.prepare(path, stageOf(path), []byte(content)); err != nil {
			return Counts{}, err
		}
	}
	return f.commit(context.Background(), v.target())
}

func (s site) mustPublish(t testing.TB, v version) Counts {
	t.Helper()
	c, err := s.publish(v)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// write puts a file into out that the program did not put there.
func (s site) write(t testing.TB, path, content string) {
	t.Helper()
	name := filepath.Join(s.out, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (s site) read(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(s.out, filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func (s site) published(t testing.TB) published {
	t.Helper()
	p, err := parse([]byte(s.read(t, publishedFile)))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// tree gives every file under dir with its content, links with their target,
// and empty folders with a slash.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		switch {
		case d.IsDir():
			if inside, err := os.ReadDir(name); err != nil {
				return err
			} else if len(inside) == 0 {
				found[rel+"/"] = ""
			}
		case d.Type()&fs.ModeSymlink != 0:
			to, err := os.Readlink(name)
			if err != nil {
				return err
			}
			found[rel] = "-> " + to
		case d.Type().IsRegular():
			b, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			found[rel] = string(b)
		default:
			found[rel] = d.Type().String()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// wantFiles fails unless out holds exactly these files and published.json.
func (s site) wantFiles(t testing.TB, want map[string]string) {
	t.Helper()
	got := tree(t, s.out)
	if _, ok := got[publishedFile]; !ok {
		t.Errorf("there is no published.json")
	}
	delete(got, publishedFile)
	if !maps.Equal(got, want) {
		t.Errorf("the folder holds\n%v\nwant\n%v", got, want)
	}
}

// with gives a copy of files in which some are changed, or removed by "-".
func with(files map[string]string, changes ...string) map[string]string {
	files = maps.Clone(files)
	for i := 0; i < len(changes); i += 2 {
		if changes[i+1] == "-" {
			delete(files, changes[i])
		} else {
			files[changes[i]] = changes[i+1]
		}
	}
	return files
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func aPage(name string) plan.Published {
	return plan.Published{Page: name, Edition: page.Standard, Address: "/" + name + "/"}
}

// first is a small site.
var first = map[string]string{
	"assets/style.css":     "a{}",
	"assets/team.jpg":      "a picture",
	"index.html":           "home",
	"stories/a/index.html": "story a",
	"stories/b/index.html": "story b",
	"feed.xml":             "feed",
}
