package plan

import (
	"path"
	"slices"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// dropBrokenLinks takes the address from links to places on the site that
// nothing is planned for, and reports them.
func (b *builder) dropBrokenLinks() {
	for i := range b.views {
		v := &b.views[i]
		broken := func(n *page.Node) bool {
			url := n.Attr("url")
			if n.Kind == page.Link {
				url = n.URL
			}
			return strings.HasPrefix(url, "/") && !b.leads(url)
		}
		v.Events = slices.Clone(v.Events)
		for i := range v.Events {
			if u := v.Events[i].URL; strings.HasPrefix(u, "/") && !b.leads(u) {
				v.Events[i].URL = ""
			}
		}
		found := false
		for n := range page.Walk(v.Body) {
			if broken(n) {
				found = true
				b.problems = append(b.problems, diag.Problem{Severity: diag.Warning, Code: "broken-link",
					Place:   diag.Place{File: v.File, Line: int(n.Line), Column: int(n.Column)},
					Message: "This link leads to an address of the site that does not exist; its words stay, the address goes.",
					Fix:     "Write the path of a page, for example ../other-story/index.md."})
			}
		}
		if found {
			v.Body = page.Map(v.Body, func(n *page.Node) page.Fate {
				switch {
				case !broken(n):
					return page.Keep
				case n.Kind == page.QuoteBlock:
					n.Part = &page.Part{Attrs: []page.Attr{{Key: "by", Value: n.Attr("by")}}}
					return page.Change
				case len(n.Children) == 1 && strings.Contains(n.Children[0].Text, "://"):
					return page.Drop // its words are its address
				}
				return page.Unwrap
			})
		}
	}
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
