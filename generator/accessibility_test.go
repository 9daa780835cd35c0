package generator_test

import (
	"strings"
	"testing"
)

// TestOwnAccessibilityStatement says that the program's statement stands nowhere
// where the team wrote one, and that no page links to one that is withheld.
func TestOwnAccessibilityStatement(t *testing.T) {
	const file, link = "accessibility/index.html", `href="/accessibility/"`
	cases := []struct {
		name, page, in    string
		published, linked bool
	}{
		{"none", "", "Equality Advisory", true, true},
		{"published", "---\ntitle: Accessibility\npeople: none\n---\nOur own words.\n", "Our own words.", true, true},
		{"withheld", "---\ntitle: Accessibility\npeople: none\ndraft: yes\n---\nOur own words.\n", "", false, false},
		{"unreadable", "---\ntitel: Accessibility\n---\nOur own words.\n", "", false, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			site := example(t)
			change(t, site, "site.yaml", "menu: [", "menu: [accessibility, ")
			if c.page != "" {
				place(t, site, "content/accessibility.md", c.page)
			}
			build(t, site)
			out := public(t, site)
			text, there := out[file]
			if there != c.published || !strings.Contains(text, c.in) {
				t.Errorf("%s is there: %t, want %t, with %q", file, there, c.published, c.in)
			}
			if strings.Contains(out["index.html"], link) != c.linked {
				t.Errorf("the home page links to it: %t, want %t", !c.linked, c.linked)
			}
			if c.page != "" && strings.Contains(text, "Equality Advisory") {
				t.Error("the program's statement stands where the team wrote one")
			}
		})
	}
}
