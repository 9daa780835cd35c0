package preview_test

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator"
	"goldenthread/generator/preview"
)

// besides writes pages around the small site's, each with a word of its own.
func besides(t *testing.T, dir string) {
	t.Helper()
	page := func(name, front, body string) {
		put(t, dir, "content/stories/"+name+".md", "---\ntitle: The "+name+"\ndate: 2026-06-01\n"+front+"\n---\n"+body+"\n")
	}
	page("attic", "people: [alex]\ndraft: yes", "The spinningwheel stood.")
	put(t, dir, "content/stories/attic.easy-read.md", "---\ntitle: [broken\n---\n")
	page("cellar", "people: [alex]", "The winebottle stood.")
	put(t, dir, "content/stories/cellar.easy-read.md", "---\ntitle: [broken\n---\n")
	page("barn", "people: [robin", "The haystack stood.")
	put(t, dir, "content/stories/barn.easy-read.md", "---\ntitle: The easy barn\n---\nThe easyhaystack stood.\n")
	page("porch", "people: [sam]", "The rockingchair stood.\n\n:::quote{person=robin}\nThe doorbell rang.\n:::\n\n:::quote{person=alex}\nThe doormat lay.\n:::")
	page("pier", "people: [sam, alex]", "The rowingboat lay. :person[alex] rowed.")
	page("wharf", "people: [sam]", "The sailor Robin Vandermeer sang.")
	page("quay", "people: [sam]", "The cratestack stood.")
	put(t, dir, "content/stories/quay.easy-read.md", "---\ntitle: The easy quay\n---\nThe easycratestack and the docker Robin Vandermeer stood.\n")
	page("dock", "people: [sam]\ndraft: yes", "The drydock lay.")
	page("pond", "people: [sam]\ndate: [", "The waterlily grew.")
	page("lane", "people: [alex]", "The cobblestone lay.\n\n:::quote{person=sam}\nThe lamppost shone.\n:::")
}

// notTheirs are words that sam may not see; theirs, those that sam does, with their pages.
var (
	notTheirs = []string{"saucepan", "grasshopper", "greengrocer", "spinningwheel", "winebottle", "haystack", "doorbell", "sailor", "docker", "waterlily", "Vandermeer", "Petrov", "Okafor", "robin", "alex", canary, `href="/_desk/"`, `action="/_desk/new"`, `action="/_desk/open"`, `/_desk/changed?`}
	theirs    = map[string]string{"/stories/harbour/": "lighthouse", "/stories/orchard/": "appletree", "/stories/porch/": "doormat", "/stories/pier/": "rowingboat", "/stories/dock/": "drydock", "/stories/quay/": "cratestack", "/stories/lane/": "lamppost"}
)

var href = regexp.MustCompile(`(?:href|src|action)="(/[^"]*)"`)

// One person sees the pages that they are on, others there as they agreed, and nothing else.
func TestOnePerson(t *testing.T) {
	dir := site(t)
	besides(t, dir)
	team := run(t, dir).enter()
	for _, word := range []string{"saucepan", "grasshopper", "greengrocer", "spinningwheel", "winebottle", "sailor"} {
		found := false
		for _, name := range []string{"kitchen", "meadow", "market", "attic", "cellar", "wharf"} {
			found = found || strings.Contains(team.get("/stories/"+name+"/").body, word)
		}
		if !found {
			t.Errorf("the team does not see %q: the test would find nothing", word)
		}
	}
	r := run(t, dir, forPerson("sam"))
	v := r.enter()
	v.public(true) // is nothing here
	for path, word := range theirs {
		if a := v.get(path); !strings.Contains(a.body, word) {
			t.Errorf("sam does not see %s: %d\n%s", path, a.status, a.body)
		}
	}
	todo, seen := []string{"/", "/stories/", "/index.html", "/feed.xml", "/sitemap.xml", "/search/", "/topics/", "/easy-read/", "/about/", "/404.html", "/_desk/", "/_desk/?person=robin", "/_desk/changed?file=content/stories/harbour.md",
		"/_desk/ask/robin/stories/kitchen", "/_desk/ask/alex/stories/market", "/_desk/ask/robin/stories/meadow", "/_desk/ask/sam/stories/meadow", "/_desk/ask/sam/stories/kitchen", "/_desk/ask/sam/stories/attic", "/_desk/ask/sam/stories/wharf", "/_desk/ask/sam/stories/orchard", "/_desk/ask/nobody/", "/_desk/ask/sam/", "/_preview/live.js"}, map[string]bool{}
	for _, name := range []string{"harbour", "orchard", "kitchen", "meadow", "market", "attic", "cellar", "barn", "porch", "pier", "wharf", "quay", "dock", "pond", "lane"} {
		todo = append(todo, "/stories/"+name+"/", "/stories/"+name+"/easy-read/", "/stories/"+name)
	}
	for len(todo) > 0 {
		path := todo[0]
		if todo = todo[1:]; seen[path] || strings.HasPrefix(path, "/_preview/events") {
			continue
		}
		seen[path] = true
		a := follow(v, path)
		for _, word := range notTheirs {
			if strings.Contains(a.body, word) {
				t.Errorf("%s shows sam %q:\n%s", path, word, a.body)
			}
		}
		if a.status >= 500 {
			t.Errorf("%s: %d", path, a.status)
		}
		for _, found := range href.FindAllStringSubmatch(a.body, -1) {
			if !slices.Contains(todo, found[1]) {
				todo = append(todo, strings.ReplaceAll(found[1], "&amp;", "&"))
			}
		}
	}
	for _, path := range []string{"/_desk/", "/_desk/changed?file=content/stories/harbour.md", "/_desk/ask/robin/stories/kitchen", "/_desk/ask/alex/stories/market", "/stories/market/", "/stories/kitchen/", "/about/", "/feed.xml"} {
		if a := v.get(path); a.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	before := files(t, dir)
	walk := v.get("/_desk/ask/sam/stories/orchard")
	token := formToken.FindStringSubmatch(walk.body)
	if walk.status != http.StatusOK || token == nil {
		t.Fatalf("sam's own walk: %d\n%s", walk.status, walk.body)
	}
	for _, path := range []string{"/_desk/new", "/_desk/open", "/_desk/next"} {
		q := v.request(http.MethodPost, path, map[string][]string{"token": {token[1]}, "kind": {"page"}, "title": {"Planted"}, "file": {"content/about.md"}})
		if a := v.do(q); a.status != http.StatusMethodNotAllowed && a.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	if len(r.edits()) > 0 {
		t.Errorf("sam opened %q", r.edits())
	}
	sameFiles(t, "the site", before, files(t, dir))
}

// Nobody without a record is shown anything.
func TestNoSuchPerson(t *testing.T) {
	dir := site(t)
	for _, id := range []string{"nobody", "../consent/sam", "Sam", "sam/", `..\sam`, "sam.yaml", "."} {
		server, err := preview.Open(preview.Options{Site: generator.Options{Site: dir, Now: today}, For: id})
		if !errors.As(err, new(*generator.NotFoundError)) {
			t.Errorf("%q: %v, %v", id, server, err)
		}
	}
}

// Whose record goes while they look sees nothing more.
func TestRecordGoes(t *testing.T) {
	dir := site(t)
	v := run(t, dir, forPerson("sam")).enter()
	v.shows("/stories/orchard/", "appletree", true)
	if err := os.Remove(filepath.Join(dir, "consent", "sam.yaml")); err != nil {
		t.Fatal(err)
	}
	v.shows("/stories/orchard/", "appletree", false)
	if a := v.get("/"); strings.Contains(a.body, "orchard") || a.status != http.StatusOK {
		t.Errorf("%d\n%s", a.status, a.body)
	}
}
