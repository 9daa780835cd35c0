package generator_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// checkLinks finds addresses within the site that lead nowhere, addresses that
// are none, and whatever a browser would fetch from elsewhere.
func checkLinks(site outside) []finding {
	l := newLinks(site)
	for _, file := range slices.Sorted(maps.Keys(site.files)) {
		text := site.files[file]
		switch name := path.Base(file); {
		case strings.HasSuffix(name, ".html"):
			l.page(file)
		case strings.HasSuffix(name, ".css"):
			for _, m := range cssAddress.FindAllStringSubmatch(text, -1) {
				l.fetched(file, "url()", m[1])
			}
			if strings.Contains(text, "@import") {
				l.add(file, "third-party", "it imports another style sheet")
			}
		case strings.HasSuffix(name, ".svg"):
			l.svg(file, text)
		case name == "robots.txt":
			for _, m := range siteMapLine.FindAllStringSubmatch(text, -1) {
				l.whole(file, "Sitemap:", m[1])
			}
		case name == "_redirects":
			for line := range strings.Lines(text) {
				if fields := strings.Fields(line); len(fields) > 1 && !strings.HasPrefix(line, "#") {
					l.link(file, "a redirect", fields[1])
				}
			}
		}
	}
	return l.found
}

var (
	cssAddress  = regexp.MustCompile(`url\(\s*["']?([^"')]*)["']?\s*\)`)
	siteMapLine = regexp.MustCompile(`(?m)^Sitemap:\s*(.*)$`)
	refreshTo   = regexp.MustCompile(`(?i)^\s*\d+\s*;\s*url\s*=\s*["']?(.*?)["']?\s*$`)
	srcsetPart  = regexp.MustCompile(`\s*([^\s,]\S*[^\s,])(?:\s+[\d.]+[wx])?\s*(?:,|$)`)
)

// links knows what a site has, and gathers what leads nowhere.
type links struct {
	site  outside
	base  *url.URL
	docs  map[string]*html.Node
	ids   map[string]map[string]bool
	found []finding
}

func newLinks(site outside) *links {
	base, err := url.Parse(site.base)
	if err != nil {
		panic(err)
	}
	l := &links{site: site, base: base, docs: map[string]*html.Node{}, ids: map[string]map[string]bool{}}
	for file, text := range site.files {
		if !strings.HasSuffix(file, ".html") {
			continue
		}
		// A page that cannot be parsed is for checkPages to find.
		if root, err := html.Parse(strings.NewReader(text)); err == nil {
			l.docs[file], l.ids[file] = root, map[string]bool{}
			for n := range root.Descendants() {
				if id, ok := attrOf(n, "id"); ok {
					l.ids[file][id] = true
				}
			}
		}
	}
	return l
}

func (l *links) add(file, rule, format string, args ...any) {
	l.found = append(l.found, finding{file, rule, fmt.Sprintf(format, args...)})
}

// address gives the URL of a file. The page for an address where nothing is
// can stand anywhere.
func (l *links) address(file string) *url.URL {
	if file == "404.html" {
		file = "no/such/address/"
	}
	u := *l.base
	u.Path += strings.TrimSuffix(file, "index.html")
	return &u
}

// page looks at the addresses in an HTML file.
func (l *links) page(file string) {
	moved := false
	for n := range l.docs[file].Descendants() {
		if kind, _ := attrOf(n, "http-equiv"); strings.EqualFold(kind, "refresh") {
			moved = true
		}
	}
	for n := range l.docs[file].Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, r := range references(n) {
			if r.link {
				l.link(file, r.what, r.value)
			} else {
				l.fetched(file, r.what, r.value)
			}
		}
		if rel, _ := attrOf(n, "rel"); n.Data == "link" && rel == "canonical" && !moved {
			href, _ := attrOf(n, "href")
			if u, err := url.Parse(href); err != nil || u.Path != l.address(file).Path || u.Host != l.base.Host {
				l.add(file, "canonical", "its canonical address is not its own: %q", href)
			}
		}
		if kind, _ := attrOf(n, "type"); n.Data == "script" && kind == "application/ld+json" {
			l.data(file, textOf(n))
		}
	}
}

// reference is an address in an element: one that a reader may follow, or one
// that a browser or another program takes by itself.
type reference struct {
	what, value string
	link        bool
}

func references(n *html.Node) []reference {
	var out []reference
	for _, a := range n.Attr {
		r := reference{what: n.Data + "[" + a.Key + "]", value: a.Val}
		switch a.Key {
		case "href":
			r.link = n.Data == "a" || n.Data == "area"
		case "cite":
			r.link = true
		case "src", "poster", "action", "formaction", "background", "ping", "manifest":
		case "data":
			if n.Data != "object" {
				continue
			}
		case "srcset", "imagesrcset":
			for _, m := range srcsetPart.FindAllStringSubmatch(a.Val, -1) {
				out = append(out, reference{r.what, m[1], false})
			}
			continue
		case "content":
			if !takesAddress(n) {
				continue
			}
			if m := refreshTo.FindStringSubmatch(a.Val); m != nil {
				r.value = m[1]
			}
		default:
			continue
		}
		out = append(out, r)
	}
	return out
}

// takesAddress tells the <meta> whose content is an address.
func takesAddress(n *html.Node) bool {
	property, _ := attrOf(n, "property")
	name, _ := attrOf(n, "name")
	kind, _ := attrOf(n, "http-equiv")
	switch {
	case strings.EqualFold(kind, "refresh"):
		return true
	case slices.Contains([]string{"og:url", "og:image", "og:image:url", "og:image:secure_url", "og:audio", "og:video", "og:see_also"}, property):
		return true
	}
	return name == "twitter:image" || property == "twitter:image"
}

// data looks at the addresses of the site in JSON-LD.
func (l *links) data(file, text string) {
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		l.add(file, "json-ld", "its JSON-LD is no JSON: %v", err)
		return
	}
	var walk func(key string, v any)
	walk = func(key string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, inner := range v {
				walk(k, inner)
			}
		case []any:
			for _, inner := range v {
				walk(key, inner)
			}
		case string:
			if slices.Contains([]string{"url", "@id", "image", "mainEntityOfPage", "thumbnailUrl", "contentUrl"}, key) {
				l.whole(file, "JSON-LD "+key, v)
			}
		}
	}
	walk("", v)
}

// svg finds what a picture would fetch: it may point at its own parts only.
func (l *links) svg(file, text string) {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if token == nil {
			if err.Error() != "EOF" {
				l.add(file, "parse", "%v", err)
			}
			return
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			if (a.Name.Local == "href" || a.Name.Local == "src") && !strings.HasPrefix(a.Value, "#") {
				l.add(file, "third-party", "<%s> takes %q", start.Name.Local, a.Value)
			}
			for _, m := range cssAddress.FindAllStringSubmatch(a.Value, -1) {
				if !strings.HasPrefix(m[1], "#") {
					l.add(file, "third-party", "<%s> takes %q", start.Name.Local, m[1])
				}
			}
		}
	}
}

// link looks at an address that a reader may follow; it may lead elsewhere.
func (l *links) link(file, what, value string) { l.lead(file, what, value) }

// fetched looks at an address that is taken without being asked for.
func (l *links) fetched(file, what, value string) {
	if value != "" && !l.lead(file, what, value) {
		l.add(file, "third-party", "%s leads out of the site: %q", what, value)
	} else if value == "" {
		l.add(file, "empty", "%s is empty", what)
	}
}

// whole looks at an address that is read where the site is not around it: it
// has to have everything, and lead into the site.
func (l *links) whole(file, what, value string) {
	if !strings.HasPrefix(value, l.site.base) {
		l.add(file, "whole", "%s is no whole address within the site: %q", what, value)
		return
	}
	l.lead(file, what, value)
}

// lead says whether an address is within the site, and finds one that leads
// nowhere there, or is none.
func (l *links) lead(file, what, value string) bool {
	if strings.TrimSpace(value) == "" || value == "#" {
		l.add(file, "empty", "%s is empty", what)
		return true
	}
	u, err := url.Parse(value)
	if err != nil || strings.ContainsAny(value, " \t\r\n") {
		l.add(file, "address", "%s is no address: %q", what, value)
		return true
	}
	switch u.Scheme {
	case "", "http", "https":
	case "mailto", "tel", "sms":
		if u.Opaque == "" {
			l.add(file, "empty", "%s is empty: %q", what, value)
		}
		return false
	default:
		l.add(file, "address", "%s has an address of a kind that it may not: %q", what, value)
		return true
	}
	to := l.address(file).ResolveReference(u)
	if to.Host == "" {
		l.add(file, "address", "%s is no address: %q", what, value)
		return true
	}
	if to.Host != l.base.Host {
		return false
	}
	inner, below := strings.CutPrefix(to.Path, l.base.Path)
	switch {
	case strings.HasPrefix(value, "#"):
		l.there(file, what, value, file, to.Fragment)
	case to.Scheme != l.base.Scheme:
		l.add(file, "address", "%s names the site by another scheme: %q", what, value)
	case !below && u.Host == "":
		l.add(file, "prefix", "%s leaves the path of the site: %q", what, value)
	case !below:
		return false
	default:
		l.there(file, what, value, inner, to.Fragment)
	}
	return true
}

// there finds an address for which there is no file, or no such place in it.
func (l *links) there(file, what, value, inner, fragment string) {
	if inner == "" || strings.HasSuffix(inner, "/") {
		inner += "index.html"
	}
	if _, ok := l.site.files[inner]; !ok {
		l.add(file, "link", "%s leads nowhere: %q", what, value)
	} else if fragment != "" && !l.ids[inner][fragment] {
		l.add(file, "fragment", "%s leads to no place on %s: %q", what, inner, value)
	}
}
