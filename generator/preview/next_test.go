package preview_test

import (
	"net/http"
	"strings"
	"testing"
)

// A text that waits to take the place of another can be read, under a band that says so: by
// the team alone, and on no view of the public's.
func TestTextThatWaits(t *testing.T) {
	dir := site(t)
	const file, next, at = "content/stories/harbour.md", "content/stories/harbour.next.md", "/stories/harbour/?next"
	r := run(t, dir)
	v := r.enter()
	if a := v.get(at); a.status != http.StatusNotFound {
		t.Errorf("where no text waits: %d", a.status)
	}
	put(t, dir, next, strings.Replace(read(t, dir, file), "shone", "glowed", 1))
	a := v.shows("/stories/harbour/", `<a href="?next">`, true)
	if !strings.Contains(a.body, "lighthouse shone") || strings.Contains(a.body, "glowed") {
		t.Errorf("the page is not the one that was approved:\n%s", a.body)
	}
	a = v.shows(at, "lighthouse glowed", true)
	for _, want := range []string{"<strong>Not published.</strong> This is the text that waits.", `data-at="/stories/harbour/?next"`, "/_desk/ask/sam/stories/harbour"} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the text that waits has no %q:\n%s", want, a.body)
		}
	}
	if strings.Contains(a.body, `<a href="?next">`) {
		t.Error("the text that waits leads to itself")
	}
	replace(t, dir, next, "glowed", "burnt") // saved again
	v.shows(at, "lighthouse burnt", true)
	replace(t, dir, next, "people: [sam]", "peeple: [sam]")
	a = v.shows(at, "This page cannot be read", true)
	if !strings.Contains(a.body, next) || strings.Contains(a.body, "lighthouse shone") {
		t.Errorf("the mistake is not that of the text which waits:\n%s", a.body)
	}
	replace(t, dir, next, "peeple: [sam]", "people: [sam]")
	v.shows(at, "lighthouse burnt", true)

	v.public(true)
	v.shows(at, "lighthouse shone", true)
	theirs := run(t, dir, forPerson("sam")).enter()
	theirs.shows(at, "lighthouse shone", true)
	alex := run(t, dir, forPerson("alex")).enter()
	if a := alex.get(at); a.status != http.StatusNotFound || strings.Contains(a.body, "lighthouse") {
		t.Errorf("somebody else gets %d:\n%s", a.status, a.body)
	}
}
