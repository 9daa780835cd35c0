package plan

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
	"goldenthread/generator/work"
)

// dropBrokenLinks takes the address from links to places on the site that
// nothing is planned for, then to headings that no page has, and reports them.
func (b *builder) dropBrokenLinks() {
	links := make([][]*page.Node, len(b.views))
	work.All(len(b.views), func(i int) { links[i] = linksIn(b.views[i].Body) })
	for i := range b.views {
		v := &b.views[i]
		v.Events = slices.Clone(v.Events)
		for i := range v.Events {
			if u := v.Events[i].URL; strings.HasPrefix(u, "/") && !b.leads(u) {
				v.Events[i].URL = ""
			}
		}
		dropped := b.dropLinks(v, links[i], func(address string) (string, bool) { return "", strings.HasPrefix(address, "/") && !b.leads(address) },
			"This link leads to an address of the site that does not exist; its words stay, the address goes.",
			"Write the path of a page, for example ../other-story/index.md. Or, for a download, write /leaflet.pdf, and name the file under 'files' in site.yaml.")
		if dropped {
			links[i] = linksIn(v.Body)
		}
	}
	places := b.places()
	for i := range b.views {
		v := &b.views[i]
		b.dropLinks(v, links[i], func(address string) (string, bool) {
			before, place, ok := strings.Cut(address, "#")
			if !ok || before != "" && !strings.HasPrefix(before, "/") || places.has(before, v, place) {
				return "", false
			}
			return before, true
		}, "This link leads to a heading that is not there; its words stay, and what stands behind the # goes.",
			"Write the heading's words in small letters, with hyphens between them: #what-happened-then.")
		for i := range v.Events {
			if before, place, ok := strings.Cut(v.Events[i].URL, "#"); ok && strings.HasPrefix(before, "/") && !places.has(before, v, place) {
				v.Events[i].URL = before
			}
		}
	}
}

// linksIn gives what leads somewhere in a text.
func linksIn(body []page.Node) (links []*page.Node) {
	for n := range page.Walk(body) {
		if linkOf(n) != "" {
			links = append(links, n)
		}
	}
	return links
}

// dropLinks gives those links of a page for which broken holds another address,
// or none, and reports them. It says whether there are any.
func (b *builder) dropLinks(v *page.View, links []*page.Node, broken func(string) (instead string, is bool), message, fix string) (found bool) {
	for _, n := range links {
		if _, is := broken(linkOf(n)); is {
			found = true
			b.problems = append(b.problems, diag.Problem{Severity: diag.Warning, Code: "broken-link",
				Place: diag.Place{File: v.File, Line: int(n.Line), Column: int(n.Column)}, Message: message, Fix: fix})
		}
	}
	if !found {
		return false
	}
	v.Body = page.Map(v.Body, func(n *page.Node) page.Fate {
		instead, is := broken(linkOf(n))
		switch {
		case !is:
			return page.Keep
		case n.Kind == page.QuoteBlock:
			n.Part = &page.Part{Attrs: []page.Attr{{Key: "by", Value: n.Attr("by")}}}
			if instead != "" {
				n.Attrs = append(n.Attrs, page.Attr{Key: "url", Value: instead})
			}
			return page.Change
		case instead != "":
			n.Part = &page.Part{URL: instead, Title: n.Title}
			return page.Change
		case n.URL[0] == '/' && n.ShowsAddress():
			return page.Drop
		}
		return page.Unwrap
	})
	return true
}

// linkOf gives the address to which a node leads; "" for none.
func linkOf(n *page.Node) string {
	if n.Kind == page.Link {
		return n.URL
	}
	return n.Attr("url")
}

// leads says whether an address within the site has a file.
func (b *builder) leads(address string) bool {
	address, _, _ = strings.Cut(address, "#")
	file := strings.TrimPrefix(address, "/")
	if file == "" {
		return true
	}
	return b.taken[path.Join(file, "index.html")] || b.taken[file] && !strings.HasSuffix(file, "/") && path.Ext(file) != ""
}

// places knows the headings of the pages that something leads to.
type places struct {
	views map[string]*page.View      // by address: what stands on the sheets
	ids   map[string]map[string]bool // by address
}

func (b *builder) places() places {
	p := places{map[string]*page.View{}, map[string]map[string]bool{}}
	for _, o := range b.outputs {
		if s := o.body.Sheet; s != nil {
			p.views[s.Address] = s.View
		}
	}
	return p
}

// has says whether there is such a place at an address, or on the page itself
// where that is "". Of files, only their readers know.
func (p places) has(address string, on *page.View, place string) bool {
	if place == "" || place == "top" {
		return true
	}
	if address == "" {
		address = on.Address
	}
	address = strings.TrimSuffix(address, "index.html")
	v, known := p.views[address]
	if !known && !strings.HasSuffix(address, "/") {
		address += "/"
		v, known = p.views[address]
	}
	if v == nil {
		return !known
	}
	ids := p.ids[address]
	if ids == nil {
		ids = map[string]bool{}
		var next page.HeadingIDs
		for n := range page.Walk(v.Body) {
			if n.Kind == page.Heading {
				ids[next.Next(n)] = true
			}
		}
		p.ids[address] = ids
	}
	plain, err := url.PathUnescape(place)
	return err == nil && ids[plain]
}
