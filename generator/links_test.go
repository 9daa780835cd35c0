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
			if before, _, ok := strings.Cut(public(t, site)["index.html"], `">Privacy</a>`); ok {
				got = before[strings.LastIndex(before, `"`)+1:]
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

// A link to a heading leads there, or loses what leads nowhere.
func TestLinksToHeadings(t *testing.T) {
	site := t.TempDir()
	place(t, site, "site.yaml", "title: T\nbase_url: https://www.example.org/\nfiles: [a.txt]\n")
	place(t, site, "content/a.txt", "x")
	place(t, site, "content/about/index.md", plainPage+"## Ours\n")
	place(t, site, "content/about/b.md", plainPage+"## Größe & \"more\"\n\n## Don't go\n\n## Don’t go\n\n## Help\n\n### 第一\n")
	cases := []struct {
		written, want string
		warned        bool
	}{
		{"[x](b.md#größe-more)", `<a href="/about/b/#gr%C3%B6%C3%9Fe-more">x</a>`, false},
		{"[x](b.md#gr%C3%B6%C3%9Fe-more)", `<a href="/about/b/#gr%C3%B6%C3%9Fe-more">x</a>`, false},
		{"[x](/about/b/#dont-go-2)", `<a href="/about/b/#dont-go-2">x</a>`, false},
		{"[x](b.md#第一)", `<a href="/about/b/#%E7%AC%AC%E4%B8%80">x</a>`, false},
		{"[x](b.md#heading-help)", `<a href="/about/b/#heading-help">x</a>`, false},
		{"[x](b.md#help)", `<a href="/about/b/">x</a>`, true},
		{"[x](b.md#dont-go-3)", `<a href="/about/b/">x</a>`, true},
		{"[x](/about/#ours)", `<a href="/about/#ours">x</a>`, false},
		{"[x](/about/#b)", `<a href="/about/">x</a>`, true},
		{"[x](/a-to-z/#letter-0)", `<a href="/a-to-z/">x</a>`, true},
		{"[x](/a.txt#page=2)", `<a href="/a.txt#page=2">x</a>`, false},
		{"[x](#here)", `<a href="#here">x</a>`, false},
		{"[x](#top)", `<a href="#top">x</a>`, false},
		{"[*x* y](#there)", `<em>x</em> y</p>`, true},
		{"[x](https://www.example.net/#there)", `<a href="https://www.example.net/#there">x</a>`, false},
		{":::quote{by=Us url=/about/#ours}\nx\n:::", `<a href="/about/#ours">Us</a>`, false},
		{":::quote{by=Us url=/about/#there}\nx\n:::", `<a href="/about/">Us</a>`, true},
	}
	for i, c := range cases {
		place(t, site, "content/about/a.md", plainPage+"## Here\n\n"+c.written+"\n")
		warned := false
		for _, p := range build(t, site).Problems {
			warned = warned || p.Code == "broken-link" && p.Place.File == "content/about/a.md" && p.Place.Line == 7
		}
		made := public(t, site)["about/a/index.html"]
		if !strings.Contains(made, c.want) || warned != c.warned {
			t.Errorf("%d: %s: want %s; warned: %v\n%s", i, c.written, c.want, warned, made[strings.Index(made, "<main"):])
		}
	}
}

// Two pages begin with the same box. A slip in one withholds that one, and not the
// other, whose box the theme has given the same title.
func TestASlipTakesNoOtherPage(t *testing.T) {
	site := t.TempDir()
	box := ":::note\nEverybody here is made up. We asked nobody.\n:::\n\n"
	place(t, site, "site.yaml", "title: T\nbase_url: https://www.example.org/\n")
	place(t, site, "content/index.md", plainPage+box+"Welcome.\n")
	place(t, site, "content/about.md", plainPage+box+":::no-such-box\nThe words of about.\n:::\n")
	r := build(t, site)
	if published, withheld := r.Count(); published != 1 || withheld != 1 || len(r.Refused) > 0 {
		t.Errorf("%d published, %d withheld, %v", published, withheld, r.Refused)
	}
	if home := public(t, site)["index.html"]; !strings.Contains(home, "made up") {
		t.Error("the home page has no box")
	}
}
