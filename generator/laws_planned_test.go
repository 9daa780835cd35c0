package generator_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"goldenthread"
	"goldenthread/generator"
)

// Law 5: every file in public/ has a reason to be there. It is published.json,
// or in its list and a sheet or feed that commands.md names for this site, or
// something that such a sheet shows, or named in site.yaml.
func TestEveryFileIsPlanned(t *testing.T) {
	sites := uint64(30)
	if testing.Short() {
		sites = 8
	}
	for seed := range sites {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := newRandomSite(t, 40_000+seed)
			s.write("content/verify.txt", "as it is\n")
			s.write("site.yaml", s.files["site.yaml"]+"files: [verify.txt]\n")
			r, out := s.build()
			wantPlanned(t, fmt.Sprint("seed ", s.seed), r, out, "verify.txt")
		})
	}
	t.Run("example", func(t *testing.T) {
		site := example(t)
		r := build(t, site)
		wantPlanned(t, "the example site", r, public(t, site))
	})
}

// madeSheets are the files that the program makes of itself and of cleared
// pages; %s stands for a section.
var madeSheets = strings.Fields(`index.html 404.html feed.xml feed.json sitemap.xml robots.txt
	topics/index.html weeks/index.html easy-read/index.html easy-read/hard-words/index.html search/index.html search/index.json
	_headers _redirects a-to-z/index.html credits/index.html your-consent/index.html leaving-safely/index.html accessibility/index.html
	%s/index.html %s/more/index.html %s/feed.xml`)

var (
	madeNumbered = regexp.MustCompile(`^([a-z0-9-]+)/page/[0-9]+/index\.html$`)
	madeTopic    = regexp.MustCompile(`^topics/([^/]+)/index\.html$`)
	madeCalendar = regexp.MustCompile(`^(weeks/[0-9]+)/calendar\.ics$`)
	madePrint    = regexp.MustCompile(`^(.*/easy-read)/[^/]+\.pdf$`)
)

// wantPlanned asks of each file why it is there.
func wantPlanned(t *testing.T, which string, r generator.Report, out map[string]string, named ...string) {
	t.Helper()
	var listed publishedJSON
	if err := json.Unmarshal([]byte(out["published.json"]), &listed); err != nil {
		t.Fatal(err)
	}
	sheets, sections := map[string]bool{}, map[string]bool{}
	all := ""
	for _, p := range r.Pages {
		if p.State == "published" {
			sheets[strings.TrimPrefix(path.Join(p.URL, "index.html"), "/")] = true
		}
		top, _, _ := strings.Cut(p.Page, "/")
		sections[top] = true
	}
	for file, text := range out {
		if strings.HasSuffix(file, ".html") || strings.HasSuffix(file, ".css") || strings.HasSuffix(file, ".json") && file != "published.json" {
			all += text
		}
	}
	for file := range out {
		if file == "published.json" || strings.HasSuffix(file, "/") {
			continue
		}
		if movedFrom(out, file) != "" {
			continue
		}
		if _, ok := listed.Files[file]; !ok {
			t.Errorf("%s: %s is not in the list of published.json", which, file)
		}
		first, rest, _ := strings.Cut(file, "/")
		if !sheets[file] && !slices.Contains(madeSheets, file) && !slices.Contains(named, file) &&
			!(sections[first] && slices.Contains(madeSheets, "%s/"+rest)) &&
			!madeNumbered.MatchString(file) && !madeTopic.MatchString(file) && !madeCalendar.MatchString(file) &&
			!madePrint.MatchString(file) && !ofTheme(file) && !(first == "assets" && strings.Contains(all, path.Base(file))) {
			t.Errorf("%s: nothing asks for %s", which, file)
		}
	}
	for file := range listed.Files {
		if _, ok := out[file]; !ok {
			t.Errorf("%s: published.json lists %s, which is not there", which, file)
		}
	}
}

// movedFrom gives the sheet to which an old address leads; "" where a file leads
// to none that is there.
func movedFrom(out map[string]string, file string) string {
	m := regexp.MustCompile(`http-equiv="refresh" content="0; url=(/[^"]*)"`).FindStringSubmatch(out[file])
	if m == nil {
		return ""
	}
	for sheet := range out {
		address := strings.TrimSuffix("/"+sheet, "index.html")
		if m[1] == address || m[1] == "/voices"+address {
			return sheet
		}
	}
	return ""
}

// ofTheme says whether a file is one of the built-in theme's assets, by the
// name that it had before its fingerprint came in.
func ofTheme(file string) bool {
	_, err := fs.Stat(goldenthread.DefaultTheme(), fingerprinted.ReplaceAllString(file, "."))
	return err == nil
}

var fingerprinted = regexp.MustCompile(`\.[0-9a-f]{8}\.`)

// Files that no page shows add no byte and take none away, wherever they lie.
func TestStrayFilesAddNothing(t *testing.T) {
	sites := uint64(10)
	if testing.Short() {
		sites = 3
	}
	for seed := range sites {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := newRandomSite(t, 50_000+seed)
			_, before := s.build()
			page := "---\ntitle: STRAY\npeople: none\ndate: 2026-01-01\n---\nSTRAY\n"
			stray := map[string]string{
				"content/stories/notes.docx":         "STRAY",
				"content/stories/stray.txt":          "STRAY",
				"content/stories/.hidden.md":         page,
				"content/stories/.git/config.md":     page,
				"content/stories/a/b/deep.md":        page,
				"content/stories/a/other.md":         page,
				"content/stories/alone.next.md":      page,
				"content/pictures/notes.md":          page,
				"content/pictures/unused.svg":        drawing("STRAY", "STRAY"),
				"content/pictures/unused.png":        pixels("STRAYSTRAYST", "STRAYSTRAYST", "STRAY"),
				"content/pictures/unused.mp4":        "STRAY",
				"content/robots.txt":                 "STRAY",
				"content/index.html":                 "STRAY",
				"consent/README.txt":                 "STRAY",
				"consent/nobody.yaml":                "person: nobody\nnames: {full: STRAY}\n",
				"themes/other/layouts/page.html":     "STRAY",
				"themes/other/assets/stray.css":      "STRAY",
				"themes/default/assets/stray.css":    "STRAY",
				"themes/default/layouts/page.html":   `{{define "main"}}STRAY{{end}}`,
				"static/stray.html":                  "STRAY",
				"drafts/stories/stray.md":            page,
				"STRAY.md":                           page,
				".goldenthread/staging/1":            "STRAY",
				"public/stray.html":                  "STRAY",
				"public/stories/stray/index.html":    "STRAY",
				"public/assets/0123456789abcdef.png": "STRAY",
			}
			for name, text := range stray {
				s.write(name, text)
			}
			outside := filepath.Join(t.TempDir(), "outside.md")
			writeFile(t, filepath.Dir(outside), "outside.md", page)
			for _, name := range []string{"content/stories/link.md", "content/stories/link", "content/pictures/link.svg", "public/link"} {
				if err := os.Symlink(outside, filepath.Join(s.dir, name)); err != nil && runtime.GOOS != "windows" {
					t.Fatal(err)
				}
			}
			_, after := s.build()
			if d := differences(before, after); len(d) > 0 {
				t.Errorf("seed %d: stray files changed %q", s.seed, d)
			}
			for file, text := range after {
				if strings.Contains(file+text, "STRAY") {
					t.Errorf("seed %d: %s holds a word of a stray file", s.seed, file)
				}
			}
		})
	}
}
