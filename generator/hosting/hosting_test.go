package hosting

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// block is a rule as a host reads it.
type block struct {
	pattern string
	match   *regexp.Regexp
	headers map[string]string
}

// readHeaders reads a headers file by the rules that Netlify and Cloudflare
// document, within the limits of both.
func readHeaders(t *testing.T, text string) []block {
	t.Helper()
	var blocks []block
	for number, l := range strings.Split(text, "\n") {
		if len(l) > 2000 {
			t.Errorf("line %d has %d characters; Cloudflare reads 2,000", number+1, len(l))
		}
		switch trimmed := strings.TrimSpace(l); {
		case trimmed == "" || trimmed[0] == '#':
		case trimmed[0] == '/':
			if l != trimmed {
				t.Errorf("line %d: a path is indented", number+1)
			}
			blocks = append(blocks, block{trimmed, pattern(t, trimmed), map[string]string{}})
		default:
			name, value, ok := strings.Cut(trimmed, ":")
			if name, value = strings.TrimSpace(name), strings.TrimSpace(value); !ok || name == "" || value == "" || len(blocks) == 0 {
				t.Fatalf("line %d is no header of a path", number+1)
			}
			headers := blocks[len(blocks)-1].headers
			if _, twice := headers[name]; twice {
				t.Errorf("line %d: %s stands twice", number+1, name)
			}
			headers[name] = value
		}
	}
	if len(blocks) == 0 || len(blocks) > 100 {
		t.Fatalf("%d rules; Cloudflare reads 100", len(blocks))
	}
	return blocks
}

// pattern gives what a path of a rule matches: `*` anything, `:name` one part.
func pattern(t *testing.T, path string) *regexp.Regexp {
	t.Helper()
	if strings.Count(path, "*") > 1 {
		t.Errorf("%s has two wildcards; Cloudflare reads one", path)
	}
	quoted := regexp.QuoteMeta(path)
	quoted = strings.ReplaceAll(quoted, `\*`, ".*")
	quoted = regexp.MustCompile(`:[a-z]\w*`).ReplaceAllString(quoted, "[^/]+")
	return regexp.MustCompile("^" + quoted + "$")
}

// sent gives what a host sends with an address: of a header that several rules
// name, the values joined.
func sent(blocks []block, address string) map[string]string {
	out := map[string]string{}
	for _, b := range blocks {
		if !b.match.MatchString(address) {
			continue
		}
		for name, value := range b.headers {
			if before, twice := out[name]; twice {
				value = before + ", " + value
			}
			out[name] = value
		}
	}
	return out
}

func TestHeaders(t *testing.T) {
	blocks := readHeaders(t, string(Headers()))
	always := map[string]string{
		"Content-Security-Policy":    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
		"Referrer-Policy":            "no-referrer",
		"X-Content-Type-Options":     "nosniff",
		"Cross-Origin-Opener-Policy": "same-origin",
		"Strict-Transport-Security":  "max-age=31536000",
		"Request-OTR":                "1",
	}
	for address, more := range map[string]map[string]string{
		"/":                              nil,
		"/404.html":                      nil,
		"/stories/a-place-to-start/":     nil,
		"/stories/assets/":               nil,
		"/published.json":                nil,
		"/assets/style.1f2e3d4c.css":     {"Cache-Control": "private, max-age=31536000, immutable"},
		"/assets/2d711642b726b044.jpg":   {"Cache-Control": "private, max-age=31536000, immutable"},
		"/feed.xml":                      {"Content-Type": "application/atom+xml; charset=utf-8"},
		"/stories/feed.xml":              {"Content-Type": "application/atom+xml; charset=utf-8"},
		"/search/index.json":             {"X-Robots-Tag": "noindex"},
		"/search/":                       nil,
		"/stories/tea/easy-read/tea.pdf": {"X-Robots-Tag": "noindex"},
		"/about/easy-read/about.pdf":     {"X-Robots-Tag": "noindex"},
		"/stories/tea/easy-read/":        nil,
		"/leaflet.pdf":                   nil,
		"/feed.json":                     {"Content-Type": "application/feed+json; charset=utf-8"},
		"/weeks/2026/calendar.ics":       {"Content-Type": "text/calendar; charset=utf-8"},
	} {
		want := maps.Clone(always)
		maps.Copy(want, more)
		if got := sent(blocks, address); !maps.Equal(got, want) {
			t.Errorf("%s is sent with\n%v\nwant\n%v", address, got, want)
		}
	}
}

// readRedirects reads a redirects file by the rules that Netlify, Cloudflare and
// GitLab share, and fails on a line that any of them takes for more than one
// address that leads to another.
func readRedirects(t *testing.T, text []byte) map[string]string {
	t.Helper()
	out := map[string]string{}
	if len(text) == 0 {
		return out
	}
	if !strings.HasSuffix(string(text), "\n") {
		t.Error("the last line does not end")
	}
	for _, l := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		fields := strings.Fields(l)
		if len(fields) != 3 || strings.Join(fields, " ") != l || fields[2] != "301" {
			t.Errorf("%q is not FROM TO 301", l)
			continue
		}
		for _, address := range fields[:2] {
			if address[0] != '/' || strings.HasPrefix(address, "//") || strings.ContainsAny(address, `*:?#"<>\`) {
				t.Errorf("%q holds an address that means more than itself", l)
			}
			for _, c := range []byte(address) {
				if c <= ' ' || c >= 0x7f {
					t.Errorf("%q holds a character that must be percent-encoded", l)
				}
			}
		}
		if _, twice := out[fields[0]]; twice {
			t.Errorf("%q: from there a line leads already", l)
		}
		out[fields[0]] = fields[1]
	}
	return out
}

func TestRedirects(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []Redirect
		want map[string]string
	}{
		{"none", nil, nil},
		{"one", []Redirect{{"/2022/07/an-old-address/", "/stories/a/"}}, map[string]string{"/2022/07/an-old-address/": "/stories/a/"}},
		{"wildcard", []Redirect{{"/*", "/stories/a/"}, {"/a*b/", "/b/"}}, map[string]string{"/%2A": "/stories/a/", "/a%2Ab/": "/b/"}},
		{"placeholder", []Redirect{{"/:year/x/", "/stories/:splat/"}}, map[string]string{"/%3Ayear/x/": "/stories/%3Asplat/"}},
		{"spaces", []Redirect{{"/an old\taddress/ /x/ 200\n/y/", "/a/"}}, map[string]string{"/an%20old%09address/%20/x/%20200%0A/y/": "/a/"}},
		{"letters", []Redirect{{"/caffè/", "/a/"}}, map[string]string{"/caff%C3%A8/": "/a/"}},
		{"encoded already", []Redirect{{"/caff%c3%a8/100%/%2a", "/a/"}}, map[string]string{"/caff%c3%a8/100%25/%2a": "/a/"}},
		{"a query would be the home page's redirect", []Redirect{{"/?p=123", "/a/"}, {"/x#y", "/a/"}}, nil},
		{"another site", []Redirect{{"//example.org/", "/a/"}, {"/a/", "//example.org/"}, {"https://example.org/", "/a/"}, {"/b/", "https://example.org/"}}, nil},
		{"no address", []Redirect{{"", "/a/"}, {"/a/", ""}}, nil},
		{"to itself", []Redirect{{"/a/", "/a/"}}, nil},
		{"twice", []Redirect{{"/x/", "/b/"}, {"/x/", "/a/"}, {"/x/", "/a/"}}, map[string]string{"/x/": "/a/"}},
	} {
		got := Redirects(c.in)
		if read := readRedirects(t, got); !maps.Equal(read, c.want) {
			t.Errorf("%s: %v, want %v", c.name, read, c.want)
		}
		slices.Reverse(c.in)
		if again := Redirects(c.in); string(again) != string(got) {
			t.Errorf("%s: the order of the list shows in the file", c.name)
		}
	}
}

func FuzzRedirects(f *testing.F) {
	f.Add("/2022/07/an-old-address/", "/stories/a/")
	f.Add("/*\n/:a b", "/%zz%41?")
	f.Fuzz(func(t *testing.T, from, to string) {
		readRedirects(t, Redirects([]Redirect{{from, to}, {to, from}}))
	})
}

func TestFiles(t *testing.T) {
	old := []Redirect{{"/old/", "/stories/a/"}}
	for _, c := range []struct {
		hosts, prefix, want string
		redirects           []Redirect
	}{
		{"", "", "", old},
		{"github s3 nginx apache", "", "", old},
		{"netlify", "", "_headers\n_redirects /old/ /stories/a/ 301", old},
		{"cloudflare", "", "_headers\n_redirects /old/ /stories/a/ 301", old},
		{"gitlab", "", "_redirects /old/ /stories/a/ 301", old},
		{"cloudflare gitlab netlify", "", "_headers\n_redirects /old/ /stories/a/ 301", old},
		{"netlify", "", "_headers", nil},
		{"gitlab", "", "", nil},
		{"netlify", "/voices", "_headers\n_redirects /old/ /voices/stories/a/ 301", old},
		{"gitlab", "/voices", "_redirects /voices/old/ /voices/stories/a/ 301", old},
		{"gitlab netlify", "/voices", "_headers\n_redirects /old/ /voices/stories/a/ 301\n/voices/old/ /voices/stories/a/ 301", old},
	} {
		var got []string
		for _, f := range Files(strings.Fields(c.hosts), c.prefix, c.redirects) {
			if f.Path == "_redirects" {
				got = append(got, fmt.Sprintf("%s %s", f.Path, strings.TrimSpace(string(f.Bytes))))
				continue
			}
			got = append(got, f.Path)
			readHeaders(t, string(f.Bytes))
		}
		if text := strings.Join(got, "\n"); text != c.want {
			t.Errorf("%s with %q: %q, want %q", c.hosts, c.prefix, text, c.want)
		}
	}
}
