package generator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/rogpeppe/go-internal/txtar"

	"goldenthread/generator"
)

var update = flag.Bool("update", false, "write into testdata/golden what a build makes now")

// TestGolden builds the site in each archive of testdata/golden, on 22
// November 2026, and compares what comes of it with what the archive says:
//
//	out/PATH     a published file
//	main/PATH    of a published HTML file, what stands within its <main>
//	report.json  the report, without its file counts
//	files.txt    the paths of all published files but those in assets/
//	nowhere.txt  lines of which none may stand in a published file, nor in
//	             the report
//
// All other files are the site. A file that is expected and not made fails.
// Digests and fingerprints are compared as "…". -update writes anew what is
// compared, but adds and takes away no file.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			site := t.TempDir()
			for _, f := range archive.Files {
				if !expected(f.Name) {
					put(t, site, f.Name, f.Data)
				}
			}
			got := buildGolden(t, site)
			changed := false
			for i := range archive.Files {
				f := &archive.Files[i]
				if !expected(f.Name) || f.Name == "nowhere.txt" {
					continue
				}
				is, made := got.file(f.Name)
				switch {
				case !made:
					t.Errorf("%s is expected, and not made", f.Name)
				case bytes.Equal(is, f.Data):
				case *update:
					f.Data, changed = is, true
				default:
					t.Errorf("%s", diff.Diff(f.Name+", want", f.Data, f.Name+", got", is))
				}
			}
			if changed {
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			for _, f := range archive.Files {
				if f.Name == "nowhere.txt" {
					got.nowhere(t, strings.Split(strings.TrimSpace(string(f.Data)), "\n"))
				}
			}
		})
	}
}

// expected tells what a build is compared with from the site that is built.
func expected(name string) bool {
	return strings.HasPrefix(name, "out/") || strings.HasPrefix(name, "main/") ||
		name == "report.json" || name == "files.txt" || name == "nowhere.txt"
}

func put(t *testing.T, dir, name string, text []byte) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// built is what a build made.
type built struct {
	files  map[string][]byte
	paths  []string
	report []byte
}

// buildGolden builds a site. It looks, too, at what holds of every site: the
// status says what the build says, and a second build has nothing to do.
func buildGolden(t *testing.T, site string) built {
	t.Helper()
	o := generator.Options{Site: site, Now: fixed}
	report, err := generator.Build(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	again, err := generator.Build(context.Background(), o)
	if err != nil || again.Files.Written > 0 || again.Files.Removed > 0 {
		t.Errorf("the second build: %+v, %v", again.Files, err)
	}
	status, err := generator.Status(context.Background(), o, 0)
	if err != nil || !reflect.DeepEqual(status.Pages, report.Pages) || !reflect.DeepEqual(status.Next, report.Next) {
		t.Errorf("status differs from build: %v", err)
	}
	b := built{files: map[string][]byte{}}
	public := os.DirFS(filepath.Join(site, "public"))
	err = fs.WalkDir(public, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b.files[name], err = fs.ReadFile(public, name)
		b.paths = append(b.paths, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b.report = reportText(t, report)
	return b
}

// reportText gives a report as JSON. Of the text's code it says that it is
// there; that it is right is tested where it is made.
func reportText(t *testing.T, r generator.Report) []byte {
	t.Helper()
	r.Files = nil
	for i := range r.Pages {
		p := &r.Pages[i]
		if regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$`).MatchString(p.Code) {
			p.Code = "…"
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(r); err != nil {
		t.Fatal(err)
	}
	return masked(b.Bytes())
}

var fingerprint = regexp.MustCompile(`\b[0-9a-f]{64}\b|\b[0-9a-f]{16}\b|\b[0-9a-f]{8}\b`)

// masked takes out what says no more than that other bytes changed.
func masked(text []byte) []byte { return fingerprint.ReplaceAll(text, []byte("…")) }

// file gives what is compared with an expected file, and whether it was made.
func (b built) file(name string) ([]byte, bool) {
	switch name {
	case "report.json":
		return b.report, true
	case "files.txt":
		var list bytes.Buffer
		for _, p := range b.paths {
			if !strings.HasPrefix(p, "assets/") {
				fmt.Fprintln(&list, p)
			}
		}
		return list.Bytes(), true
	}
	if path, ok := strings.CutPrefix(name, "out/"); ok {
		text, made := b.files[path]
		return ended(masked(text)), made
	}
	text, made := b.files[strings.TrimPrefix(name, "main/")]
	_, inside, open := strings.Cut(string(text), "<main")
	_, inside, opened := strings.Cut(inside, ">")
	inside, _, closed := strings.Cut(inside, "</main>")
	return ended(masked([]byte(strings.TrimSpace(inside)))), made && open && opened && closed
}

// ended ends a text with a new line, as archives want it.
func ended(text []byte) []byte {
	if bytes.HasSuffix(text, []byte("\n")) {
		return text
	}
	return append(text, '\n')
}

// nowhere finds lines in what was published, and in the report.
func (b built) nowhere(t *testing.T, lines []string) {
	t.Helper()
	for _, line := range lines {
		word := []byte(strings.ToLower(line))
		if len(word) == 0 {
			continue
		}
		for name, text := range b.files {
			if bytes.Contains(bytes.ToLower(text), word) || strings.Contains(strings.ToLower(name), string(word)) {
				t.Errorf("%q is in %s", line, name)
			}
		}
		if bytes.Contains(bytes.ToLower(b.report), word) {
			t.Errorf("%q is in the report", line)
		}
	}
}
