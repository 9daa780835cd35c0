package generator_test

import (
	"strings"
	"testing"
)

// smallSite writes a site with two people: sam, whose name no page may show, and kim.
func smallSite(t *testing.T) string {
	t.Helper()
	site := t.TempDir()
	place(t, site, "site.yaml", `title: Voices
base_url: https://www.example.org/
timezone: Europe/London
exit_to: https://www.example.com/weather
organisation: {name: Voices, email: a@example.org}
menu: [stories]
consent: {approval: none, people_required: []}
`)
	for id, names := range map[string]string{
		"sam": "{full: Samuel Okafor-Bright, first: Samuel}\nnever_show: [Hollies House]",
		"kim": "{full: Kimberley Hollins, first: Kimberley}",
	} {
		place(t, site, "consent/"+id+".yaml", "person: "+id+"\nnames: "+names+`
consents:
  - covers: [everything]
    given: 2026-06-12
    how: signed form
    uses: {words: yes, name: no, picture: no, voice: no, video: no}
    channels: all
`)
	}
	place(t, site, "content/index.md", "---\ntitle: Voices\npeople: none\n---\nHello.\n")
	return site
}

// The name of a topic is no heading on a page on which it may not stand, though
// other pages bear it.
func TestTopicsBesideAGuardedName(t *testing.T) {
	site := smallSite(t)
	place(t, site, "content/weeks/2026.md", "---\ntitle: Week 2026\npeople: [sam]\nstarts: 2026-07-06\nends: 2026-07-10\n---\nWords.\n")
	for _, n := range []string{"1", "2"} {
		place(t, site, "content/blog/b"+n+".md", "---\ntitle: Post "+n+"\npeople: none\ndate: 2026-07-0"+n+
			"\nweek: 2026\ntags: [samuel, hollies house]\nsummary: About nothing\n---\nText.\n")
	}
	r := build(t, site)
	for _, page := range []string{"weeks/2026", "blog/b1"} {
		if published, why := state(t, r, page); !published {
			t.Fatalf("%s is withheld: %s", page, why)
		}
	}
	week := strings.ToLower(public(t, site)["weeks/2026/index.html"])
	if !strings.Contains(week, "post 1") || !strings.Contains(week, "post 2") {
		t.Error("the week does not list its posts")
	}
	for _, name := range []string{"samuel", "hollies"} {
		if strings.Contains(week, name) {
			t.Errorf("%q stands on the page of a week whose person may not be named", name)
		}
	}
}
