package hosting

import "strings"

// policy is what a browser may do on a page of the site: show and fetch what is
// the site's own, and nothing else.
const policy = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

// rule is one block of a headers file: a pattern of paths, and the headers of
// what matches it.
type rule struct {
	path    string
	headers [][2]string
}

// rules name no header twice for one path: both hosts then join the values,
// and two answers of how long to keep a page are none.
var rules = []rule{
	{"/*", [][2]string{
		{"Content-Security-Policy", policy},
		{"Referrer-Policy", "no-referrer"},
		{"X-Content-Type-Options", "nosniff"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Strict-Transport-Security", "max-age=31536000"},
		{"Request-OTR", "1"},
	}},
	// The name of an asset changes with its bytes, so a browser may keep it; but
	// no cache that many people share, where it would outlive a withdrawal.
	{"/assets/*", [][2]string{{"Cache-Control", "private, max-age=31536000, immutable"}}},
	{"/feed.xml", [][2]string{{"Content-Type", "application/atom+xml; charset=utf-8"}}},
	{"/:section/feed.xml", [][2]string{{"Content-Type", "application/atom+xml; charset=utf-8"}}},
	{"/feed.json", [][2]string{{"Content-Type", "application/feed+json; charset=utf-8"}}},
	// It names pages that search engines may not find.
	{"/search/index.json", [][2]string{{"X-Robots-Tag", "noindex"}}},
	// A PDF of an easy-read page cannot ask search engines to stay away, as its page can.
	{"/:page/easy-read/*.pdf", [][2]string{{"X-Robots-Tag", "noindex"}}},
	{"/:section/:page/easy-read/*.pdf", [][2]string{{"X-Robots-Tag", "noindex"}}},
	{"/weeks/:year/calendar.ics", [][2]string{{"Content-Type", "text/calendar; charset=utf-8"}}},
}

// Headers gives the file _headers as Netlify and Cloudflare Pages read it: the
// whole policy for everything, types that hosts are not sure to know, and that
// assets may be kept.
//
// It says nothing of how long pages, lists and feeds may be kept, because both
// hosts say of every file `max-age=0, must-revalidate` by themselves, and drop
// their own copies when a site is published anew. So a withdrawal takes effect
// at once.
func Headers() []byte {
	var b strings.Builder
	for i, r := range rules {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(r.path + "\n")
		for _, h := range r.headers {
			b.WriteString("  " + h[0] + ": " + h[1] + "\n")
		}
	}
	return []byte(b.String())
}
