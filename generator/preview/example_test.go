package preview_test

import (
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"goldenthread"
	"goldenthread/generator/page"
	"goldenthread/generator/scaffold"
)

// secret finds what a record of the example says that is never published.
var secret = regexp.MustCompile(`(?m)^ +(?:full|evidence|notice|guardian): "?([^"\n#]*[^"\n# ])`)

// Over the whole example, whatever a link, a form or a picture leads to is answered, with
// what every answer says to a browser, and holds nothing of a record that stands nowhere
// in the pages.
func TestExample(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	if err := scaffold.Site(dir, goldenthread.Example(), page.DayOf(today())); err != nil {
		t.Fatal(err)
	}
	before := files(t, dir)
	pages := ""
	for name, text := range before {
		if strings.HasPrefix(name, "content/") || name == "site.yaml" {
			pages += text
		}
	}
	var secrets []string
	for name, text := range before {
		if !strings.HasPrefix(name, "consent/") {
			continue
		}
		for _, found := range secret.FindAllStringSubmatch(text, -1) {
			if !strings.Contains(pages, found[1]) && !shownInFull(text) {
				secrets = append(secrets, found[1])
			}
		}
	}
	if len(secrets) < 20 {
		t.Fatalf("only %d secrets are looked for", len(secrets))
	}
	r := run(t, dir)
	v := r.enter()
	for _, public := range []bool{false, true} {
		v.public(public)
		todo, seen := []string{"/", "/_desk/"}, map[string]bool{}
		for len(todo) > 0 {
			path := todo[0]
			if todo = todo[1:]; seen[path] || strings.HasPrefix(path, "/_preview/view") {
				continue
			}
			seen[path] = true
			a := v.get(path)
			guardedAnswer(t, path, a)
			for _, one := range secrets {
				if strings.Contains(a.body, one) {
					t.Errorf("%s holds %q", path, one)
				}
			}
			if a.status != http.StatusOK && !(a.status == http.StatusSeeOther) && !writing(path) && !(public && a.status == http.StatusNotFound) {
				t.Errorf("%s: %d", path, a.status)
			}
			for _, found := range append(href.FindAllStringSubmatch(a.body, -1), []string{"", a.header.Get("Location")}) {
				to, _, _ := strings.Cut(strings.ReplaceAll(found[1], "&amp;", "&"), "#")
				if to != "" && !slices.Contains(todo, to) {
					todo = append(todo, to)
				}
			}
		}
		if len(seen) < 100 {
			t.Errorf("only %d addresses were found", len(seen))
		}
	}
	after := files(t, dir)
	for name := range after {
		if strings.HasPrefix(name, ".goldenthread/") { // pictures, made once
			delete(after, name)
		}
	}
	sameFiles(t, "the site", before, after)
}

// shownInFull says whether a person lets their full name be shown somewhere.
func shownInFull(record string) bool { return strings.Contains(record, "name: full") }

// writing says whether a form leads to an address, and nothing else.
func writing(path string) bool {
	return slices.Contains([]string{"/_desk/new", "/_desk/open", "/_desk/next", "/_desk/answer"}, path)
}
