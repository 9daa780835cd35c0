package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The web tests look at whole built sites as readers and their programs do:
// browsers, screen readers, feed readers, calendars, search engines. They know
// nothing of how the bytes were made, and judge them with others' work:
//
//	testdata/web/check.mjs   html-validate, the Nu checker, and libxml2 with Atom's grammar
//	web_page_test.go         how a page is built: headings, languages, no inline script
//	web_links_test.go        every address within the site leads somewhere
//	web_feeds_test.go        Atom, JSON Feed, sitemap
//	web_calendar_test.go     calendars
//	web_sites_test.go        which sites are looked at
//	web_broken_test.go       that each check finds what it is for

// mustExist says, for each site, which outputs must be there, as patterns of
// path.Match. A check of what is not made would otherwise pass for ever.
var mustExist = map[string][]string{
	"example": {
		"index.html", "404.html", "feed.xml", "sitemap.xml", "robots.txt", "stories/more/index.html", "stories/*/easy-read/index.html",
		"topics/index.html", "topics/*/index.html", "weeks/*/index.html", "easy-read/index.html", "your-consent/index.html",
		"feed.json", "stories/feed.xml", "blog/feed.xml", "weeks/*/calendar.ics", "a-to-z/index.html", "credits/index.html", "search/index.html", "search/index.json",
		"easy-read/hard-words/index.html", "leaving-safely/index.html", "accessibility/index.html",
	},
	"hard": {
		"index.html", "404.html", "feed.xml", "sitemap.xml", "robots.txt", "stories/page/3/index.html", "stories/more/index.html",
		"favicon.ico", "verify/one.txt", "weeks/2027/index.html", "ideas/index.html",
		"feed.json", "stories/feed.xml", "ideas/feed.xml", "weeks/2026/calendar.ics", "stories/arabic/index.html", "stories/arabic/easy-read/index.html",
		"blog/careless/index.html", "about-us.html", "2020/über/index.html",
	},
}

// outside is a built site as the web sees it.
type outside struct {
	base  string            // its address, ending in a slash
	files map[string]string // by path
}

// finding is something wrong in a file of a site.
type finding struct {
	file, rule, text string
}

// webChecks are those that Go can make; each gives what it finds.
var webChecks = []struct {
	name  string
	check func(outside) []finding
}{
	{"pages", checkPages},
	{"links", checkLinks},
	{"feeds", checkFeeds},
	{"calendars", checkCalendars},
}

func TestWeb(t *testing.T) {
	sites := webSites(t)
	for _, c := range webChecks {
		t.Run(c.name, func(t *testing.T) {
			var found []finding
			for _, name := range slices.Sorted(maps.Keys(sites)) {
				for _, f := range c.check(sites[name]) {
					f.file = name + "/" + f.file
					found = append(found, f)
				}
			}
			say(t, found)
		})
	}
	t.Run("tools", func(t *testing.T) {
		// Below a path, only addresses differ, and those are looked at above.
		say(t, webTools(t, map[string]outside{"example": sites["example"], "hard": sites["hard"]}))
	})
	for name, patterns := range mustExist {
		files := slices.Sorted(maps.Keys(sites[name].files))
		for _, pattern := range patterns {
			if !slices.ContainsFunc(files, func(file string) bool {
				ok, _ := path.Match(pattern, file)
				return ok
			}) {
				t.Errorf("%s: no file is %s, so nothing was looked at", name, pattern)
			}
		}
	}
}

// say reports what was found; what many files share, once.
func say(t *testing.T, found []finding) {
	t.Helper()
	type fault struct{ rule, text string }
	files := map[fault][]string{}
	for _, f := range found {
		files[fault{f.rule, f.text}] = append(files[fault{f.rule, f.text}], f.file)
	}
	for _, f := range found {
		in := files[fault{f.rule, f.text}]
		delete(files, fault{f.rule, f.text})
		switch {
		case len(in) > 3:
			t.Errorf("%s [%s]\n\tin %s and %d more", f.text, f.rule, strings.Join(in[:3], ", "), len(in)-3)
		case len(in) > 0:
			t.Errorf("%s [%s]\n\tin %s", f.text, f.rule, strings.Join(in, ", "))
		}
	}
}

// webTools has testdata/web/check.mjs look at sites, each in a folder of its
// name. The tools come from npm, and one needs Java; without them it skips, but
// not in CI.
func webTools(t *testing.T, sites map[string]outside) []finding {
	t.Helper()
	script := filepath.Join("testdata", "web", "check.mjs")
	node, err := exec.LookPath("node")
	if err == nil {
		_, err = exec.LookPath("java")
	}
	if err == nil {
		_, err = os.Stat(filepath.Join("testdata", "web", "node_modules", ".installed"))
	}
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("the tools that look at the built site are not installed; `make test` does it: %v", err)
	default:
		t.Skip("the tools that look at the built site are not installed; run `make test`, which does it")
	}
	root := t.TempDir()
	for name, site := range sites {
		for file, text := range site.files {
			if ext := path.Ext(file); ext == ".html" || ext == ".xml" || ext == ".css" || ext == ".svg" {
				place(t, root, name+"/"+file, text)
			}
		}
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(node, script, root)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", script, err, &stderr)
	}
	var said []struct {
		File, Rule, Message string
		Line                int
	}
	if err := json.Unmarshal(stdout.Bytes(), &said); err != nil {
		t.Fatalf("%s: %v\n%s", script, err, &stdout)
	}
	var found []finding
	for _, s := range said {
		found = append(found, finding{fmt.Sprintf("%s:%d", filepath.ToSlash(s.File), s.Line), s.Rule, strings.TrimSpace(s.Message)})
	}
	return found
}
