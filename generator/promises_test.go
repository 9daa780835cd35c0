package generator_test

import (
	"strings"
	"testing"
)

// What the site says of itself is true of this site: who is asked about the finished
// words, for one.
func TestConsentPagePromisesWhatIsAsked(t *testing.T) {
	for approval, want := range map[string]bool{"all": true, "none": false, "[stories]": false} {
		site := smallSite(t)
		change(t, site, "site.yaml", "approval: none", "approval: "+approval)
		build(t, site)
		if says := strings.Contains(public(t, site)["your-consent/index.html"], "about the finished words"); says != want {
			t.Errorf("approval: %s: the promise stands there: %v", approval, says)
		}
	}
}

// Nothing leads to a list in which there is nothing, though the list itself is made;
// once there is something, it is led to.
func TestNothingLeadsToEmptyLists(t *testing.T) {
	site := smallSite(t)
	change(t, site, "site.yaml", "menu: [stories]", "menu: [stories, easy-read, topics]")
	place(t, site, "content/stories/a.md", "---\ntitle: A story\npeople: none\ndate: 2026-07-01\n---\nWords.\n")
	links := func(address string) (from []string) {
		for file, text := range public(t, site) {
			_, body, _ := strings.Cut(text, "<body")
			if strings.HasSuffix(file, ".html") && (strings.Contains(body, `href="`+address+`"`) || strings.Contains(body, "href="+address+">")) {
				from = append(from, file)
			}
		}
		return from
	}
	empty := []string{"/easy-read/", "/easy-read/hard-words/", "/topics/", "/credits/"}
	build(t, site)
	for _, address := range empty {
		if from := links(address); len(from) > 0 {
			t.Errorf("%v lead to %s, where there is nothing", from, address)
		}
		if _, made := public(t, site)[strings.TrimPrefix(address, "/")+"index.html"]; !made {
			t.Errorf("%s is not made", address)
		}
	}
	if len(links("/a-to-z/")) == 0 || len(links("/stories/")) == 0 {
		t.Error("nothing leads to what is there")
	}
	place(t, site, "words.yaml", "hostel: A place to stay.\n")
	place(t, site, "content/blog/b.md", "---\ntitle: A post\npeople: none\ndate: 2026-07-01\ntags: [housing]\n---\n![A house](/pictures/house.svg)\n\nWords.\n")
	place(t, site, "content/blog/b.easy-read.md", "---\ntitle: A post\n---\nWords.\n")
	place(t, site, "content/pictures/house.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>`)
	place(t, site, "content/pictures/pictures.yaml", "house.svg: {people: none, credit: Drawn by us}\n")
	build(t, site)
	for _, address := range empty {
		if len(links(address)) == 0 {
			t.Errorf("nothing leads to %s", address)
		}
	}
}
