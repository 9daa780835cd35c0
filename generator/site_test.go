package generator_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"goldenthread/generator"
)

// picturesMade holds what a build keeps of the example's pictures.
var picturesMade struct {
	once  sync.Once
	files map[string]string
}

// example writes a copy of the example site, in which its pictures are made.
func example(t testing.TB) string {
	t.Helper()
	dir := writtenExample(t)
	makePictures(t, dir)
	return dir
}

// makePictures gives a copy of the example what an earlier build would have made of its
// pictures. To make them takes ten times as long as the rest of a build, and gives the
// same each time, so that is done once for all tests.
func makePictures(t testing.TB, dir string) {
	t.Helper()
	pictures := filepath.Join(".goldenthread", "pictures")
	picturesMade.once.Do(func() {
		first := writtenExample(t)
		build(t, first)
		picturesMade.files = tree(t, filepath.Join(first, pictures))
	})
	for name, text := range picturesMade.files {
		place(t, dir, filepath.Join(pictures, name), text)
	}
}

func writtenExample(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"site.yaml", "words.yaml", "content", "consent"} {
		from := filepath.Join("..", name)
		err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel("..", path)
			if err != nil {
				return err
			}
			place(t, dir, rel, string(text))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func place(t testing.TB, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// change replaces a text in a file of a site; it has to be there.
func change(t testing.TB, dir, name, old, new string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	place(t, dir, name, strings.ReplaceAll(string(text), old, new))
}

func options(site string) generator.Options { return generator.Options{Site: site, Now: fixed} }

func build(t testing.TB, site string) generator.Report {
	t.Helper()
	r, err := generator.Build(context.Background(), options(site))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func withdraw(t testing.TB, site, person string, pages ...string) {
	t.Helper()
	if _, err := generator.Withdraw(context.Background(), options(site), person, pages); err != nil {
		t.Fatal(err)
	}
}

// tree gives every file under a folder by its path.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func public(t testing.TB, site string) map[string]string {
	t.Helper()
	return tree(t, filepath.Join(site, "public"))
}

// state gives what a report says of a page's standard version.
func state(t testing.TB, r generator.Report, page string) (published bool, codes string) {
	t.Helper()
	for _, p := range r.Pages {
		if p.Page == page && p.Version == "standard" {
			for _, reason := range p.Reasons {
				codes += string(reason.Code) + " "
			}
			return p.State == "published", strings.TrimSpace(codes)
		}
	}
	t.Fatalf("the report does not know %s", page)
	return false, ""
}
