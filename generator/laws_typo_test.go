package generator_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// typos are mistakes around somebody who withdraws, other than those in
// TestTypoNeverDelaysWithdrawal: each in a file that is not theirs.
func typos() map[string]func(t *testing.T, site string) {
	write := func(name, text string) func(*testing.T, string) {
		return func(t *testing.T, site string) { writeFile(t, site, name, text) }
	}
	return map[string]func(t *testing.T, site string){
		"a page without an end to its keys": write("content/blog/bad.md", "---\ntitle: Bad\npeople: none\n"),
		"a page with an unknown directive":  write("content/blog/bad.md", "---\ntitle: Bad\npeople: none\ndate: 2026-01-01\n---\n:::qoute\nx\n:::\n"),
		"a page that is no text":            write("content/blog/bad.md", "\x00\xff\xfe"),
		"a page that is a folder":           write("content/blog/bad.md/x", "x"),
		"a page in the place of another":    write("content/blog/what-co-production-is/index.md", "---\ntitle: Bad\npeople: none\ndate: 2026-01-01\n---\nx\n"),
		"an empty record":                   write("consent/priya.yaml", ""),
		"a record that is no text":          write("consent/priya.yaml", "\x00\xff"),
		"a record that is huge":             write("consent/priya.yaml", strings.Repeat("# x\n", 1<<19)),
		"a record of nobody":                write("consent/x.yaml", "person: x\nconsents:\n  - {covers: [everything], withdrawn: yesterday}\n"),
		"a second record of the same":       write("consent/SAM.yaml", "person: SAM\nconsents:\n  - {covers: [everything], given: 2026-01-01, how: x, uses: {words: yes}, channels: all}\n"),
		"no record in consent/":             write("consent/notes.txt", "x"),
		"words.yaml that is no text":        write("words.yaml", "\x00"),
		"words.yaml that is a folder": func(t *testing.T, s string) {
			must(t, os.Remove(filepath.Join(s, "words.yaml")))
			writeFile(t, s, "words.yaml/x", "x")
		},
		"pictures.yaml that is a folder": write("content/blog/pictures.yaml/x", "x"),
		"a picture of another kind":      write("content/pictures/tea.svg", "\xff\xd8\xff not a photograph"),
		"a picture that is a folder": func(t *testing.T, s string) {
			must(t, os.Remove(filepath.Join(s, "content/pictures/tea.svg")))
			writeFile(t, s, "content/pictures/tea.svg/x", "x")
		},
		"a theme that is not there":            func(t *testing.T, s string) { change(t, s, "site.yaml", "menu:", "theme: nowhere\nmenu:") },
		"a theme's words":                      func(t *testing.T, s string) { ownTheme(t, s, "i18n/en-GB.yaml", "by: [x\n") },
		"a theme's layout that does not parse": func(t *testing.T, s string) { ownTheme(t, s, "layouts/base.html", "{{if}}") },
		"a theme's layout that never ends": func(t *testing.T, s string) {
			ownTheme(t, s, "layouts/page.html", `{{define "main"}}{{template "main" .}}{{end}}`)
		},
		"a theme's own list of keys": func(t *testing.T, s string) { ownTheme(t, s, "theme.yaml", "nmae: x\n") },
		"a file that site.yaml names": func(t *testing.T, s string) {
			change(t, s, "site.yaml", "menu:", "files: [nowhere.ico, ../site.yaml, index.md]\nmenu:")
		},
		"published.json torn": write("public/published.json", `{"day": "20`),
		"a file of ours gone": func(t *testing.T, s string) { must(t, os.Remove(filepath.Join(s, "public/index.html"))) },
		"a folder in a file's place": func(t *testing.T, s string) {
			must(t, os.Remove(filepath.Join(s, "public/feed.xml")))
			writeFile(t, s, "public/feed.xml/x", "x")
		},
		"what a killed build left":      write(".goldenthread/staging/1", "x"),
		"no memory of the build before": func(t *testing.T, s string) { must(t, os.RemoveAll(filepath.Join(s, ".goldenthread"))) },
		"links that lead out": func(t *testing.T, s string) {
			for _, name := range []string{"content/blog/link.md", "content/link", "content/pictures/link.svg"} {
				if err := os.Symlink("/", filepath.Join(s, name)); err != nil && runtime.GOOS != "windows" {
					t.Fatal(err)
				}
			}
		},
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// ownTheme has the site use a theme of its own with one file.
func ownTheme(t *testing.T, site, file, text string) {
	t.Helper()
	writeFile(t, site, "themes/mine/"+file, text)
	text = string(mustRead(t, filepath.Join(site, "site.yaml")))
	if !strings.Contains(text, "theme: mine") {
		change(t, site, "site.yaml", "menu:", "theme: mine\nmenu:")
	}
}

func mustRead(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	must(t, err)
	return text
}

// Law 7: whatever is broken beside it, a withdrawal takes effect at the next
// build, and the rest of the site stays.
func TestNothingDelaysAWithdrawal(t *testing.T) {
	all := typos()
	all["many at once"] = func(t *testing.T, site string) {
		for _, name := range []string{
			"a page that is no text", "an empty record", "no record in consent/", "words.yaml that is no text", "a picture of another kind",
			"a theme's words", "a theme's layout that does not parse", "published.json torn", "links that lead out",
		} {
			typos()[name](t, site)
		}
	}
	for name, typo := range all {
		t.Run(name, func(t *testing.T) {
			site := example(t)
			build(t, site)
			const gone, stays = "reference number", "no auditions" // sentences of two stories
			if !holds(t, site, gone) || !holds(t, site, stays) {
				t.Fatal("the example site does not hold what is looked for")
			}
			typo(t, site)
			withdraw(t, site, "sam")
			if published, codes := state(t, build(t, site), "stories/a-place-to-start"); published {
				t.Errorf("the page is still published %s", codes)
			}
			for file, text := range public(t, site) {
				for _, word := range []string{gone, "a-place-to-start", "A place to start"} {
					if strings.Contains(file+text, word) {
						t.Errorf("%s still holds %q", file, word)
					}
				}
			}
			if !holds(t, site, stays) {
				t.Error("a story of somebody else is gone")
			}
		})
	}
}
