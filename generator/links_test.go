package generator_test

import (
	"strings"
	"testing"
)

const plainPage = "---\ntitle: T\npeople: none\n---\n"

// The footer of every page leads to the privacy notice where it is, and nowhere
// where there is none.
func TestPrivacyNotice(t *testing.T) {
	discreet := strings.Replace(plainPage, "---\n", "---\ndiscreet: yes\n", 1)
	cases := []struct{ reason, written, file, text, want string }{
		{"a page", "/privacy/", "content/privacy.md", plainPage, "/privacy/"},
		{"a page without its last slash", "/privacy", "content/privacy.md", plainPage, "/privacy/"},
		{"a page that is not there", "/privacy/", "content/about.md", plainPage, ""},
		{"a page that is withheld", "/privacy/", "content/privacy.md", "---\ntitle: T\npeople: [sam]\n---\n", ""},
		{"a discreet page", "/about/privacy/", "content/about/privacy.md", discreet, "/about/"},
		{"a page that moved", "/old/", "content/privacy.md", strings.Replace(plainPage, "---\n", "---\nold_urls: [/old/]\n", 1), "/privacy/"},
		{"a section", "/about/", "content/about/x.md", plainPage, "/about/"},
		{"a page that is always there", "/your-consent/", "content/about.md", plainPage, "/your-consent/"},
		{"another site", "https://www.example.net/privacy", "content/about.md", plainPage, "https://www.example.net/privacy"},
		{"none", "''", "content/about.md", plainPage, ""},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			site := t.TempDir()
			place(t, site, "site.yaml", "title: T\nbase_url: https://www.example.org/\norganisation: {name: O, privacy_notice: "+c.written+"}\n")
			place(t, site, c.file, c.text)
			r := build(t, site)
			got := ""
			for _, line := range strings.Split(public(t, site)["index.html"], "\n") {
				if before, ok := strings.CutSuffix(line, `">Privacy</a></li>`); ok {
					got = strings.TrimPrefix(before, `<li><a href="`)
				}
			}
			if c.want == "" && got != "" || !strings.HasPrefix(got, c.want) || c.reason == "a discreet page" && got == c.written {
				t.Errorf("it leads to %q", got)
			}
			warned := false
			for _, p := range r.Problems {
				warned = warned || p.Code == "broken-link" && p.Place.File == "site.yaml"
			}
			if warned != (c.want == "" && c.written != "''") {
				t.Errorf("warned: %v, %v", warned, r.Problems)
			}
		})
	}
}
