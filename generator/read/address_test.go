package read

import (
	"errors"
	"strings"
	"testing"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// An address that leads nowhere is a problem and left out, and the site goes on. ¦
// marks its place.
func TestAddressesOfSite(t *testing.T) {
	exit := func(s page.Site) string { return s.ExitTo }
	email := func(s page.Site) string { return s.Organisation.Email }
	notice := func(s page.Site) string { return s.Organisation.PrivacyNotice }
	help := func(s page.Site) string {
		if len(s.Help) != 1 {
			return "no help at all"
		}
		return s.Help[0].URL
	}
	cases := []struct {
		line       string
		get        func(s page.Site) string
		good, bads []string
		without    string
	}{
		{"exit_to: ¦%", exit, []string{"https://www.bbc.co.uk/", "http://example.org", "https://localhost:8080/x?a=b#c", "HTTPS://weather.example/"},
			[]string{"www.bbc.co.uk/canary", "ftp://canary.example/", "javascript:canary", "/canary", "mailto:canary@example.net", "//canary.example/", "https://", "https:///canary", "https://:80/",
				"https:canary.example", "https://www.example.org/canary", "http://WWW.EXAMPLE.ORG:8080/", "https://www.example.org./", "https://canary:pw@example.net/", "https://can ary/", "data:text/html,canary", "~", "[canary]", "canary", `"#canary"`},
			"https://www.bbc.co.uk/weather"},
		{"help: [{name: a, url: ¦%}]", help, []string{`"https://www.samaritans.org/"`, "http://example.org/a", "https://www.example.org/help/"},
			[]string{"www.canary.example", "/canary/", "javascript:canary", "mailto:canary@example.net", `"tel:116123"`, "https://", "ftp://canary.example/", "[canary]", "~"}, ""},
		{"organisation: {privacy_notice: ¦%}", notice, []string{"/privacy/", "/privacy/#top", "https://example.net/privacy", `"/"`},
			[]string{"javascript:canary", "//canary.example/", "canary", "canary.md", "../canary/", "mailto:canary@example.net", "https://", "[/canary/]", "~"}, ""},
		{"organisation: {email: ¦%}", email, []string{"us@example.org", "o'us+web@mail.example.org", `"us@example.org"`},
			[]string{"canary", "canary@", `"@canary.example"`, "canary@example", "canary@@example.org", "canary@example@example.org", `"canary @example.org"`, "canary@exa mple.org", `"Canary <us@example.org>"`,
				`"<us@example.org>"`, "mailto:us@example.org", "canary@example.", "canary@.org", `"a?bcc=canary@b.example"`, `"us@example.org,canary@example.org"`, `"us@example.org "`, "[us@example.org]", "~"}, ""},
	}
	for _, c := range cases {
		for _, written := range append([]string{`""`}, c.good...) {
			text, _, _ := mark(t, siteYAML+strings.Replace(c.line, "%", written, 1)+"\n")
			s, problems, err := siteOf(t, siteWith(t, map[string]string{"site.yaml": text}))
			want := strings.Trim(written, `"`)
			if want == "" {
				want = c.without
			}
			if err != nil || len(problems) > 0 || c.get(s) != want {
				t.Errorf("%s: got %q, %v, %v", text, c.get(s), problems, err)
			}
		}
		for _, written := range c.bads {
			text, line, column := mark(t, siteYAML+strings.Replace(c.line, "%", written, 1)+"\n")
			s, problems, err := siteOf(t, siteWith(t, map[string]string{"site.yaml": text}))
			if err != nil || c.get(s) != c.without {
				t.Errorf("%s: got %q, %v, want %q", text, c.get(s), err, c.without)
			}
			if len(problems) != 1 || problems[0].Code != "wrong-value" || problems[0].Severity != diag.Error || problems[0].Fix == "" ||
				problems[0].Place != (diag.Place{File: "site.yaml", Line: line, Column: column}) {
				t.Errorf("%s: got %v, want wrong-value at %d:%d", text, problems, line, column)
			}
			quotes(t, problems)
		}
	}
	s, _, err := siteOf(t, siteWith(t, map[string]string{"site.yaml": siteYAML + "exit_to: canary\ntitel: canary\n"}))
	var bad *SiteError
	if !errors.As(err, &bad) || len(bad.Problems) != 2 || bad.Problems[0].Code != "unknown-key" || s.Title != "" {
		t.Errorf("beside what stops all: got %v, want both problems", err)
	}
}
