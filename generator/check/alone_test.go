package check

import (
	"strings"
	"testing"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// An easy-read version without a page beside it is told where it belongs; one that has
// its page, or cannot be read, is not.
func TestAlone(t *testing.T) {
	version := func(file string) *page.Version { return &page.Version{File: "content/" + file} }
	pages := func(all ...page.Page) []page.Page {
		for i := range all {
			all[i].NextMeta = new(page.Meta)
		}
		return all
	}
	fault := version("blog/a.easy-read.md")
	fault.Fault = new(diag.Problem)
	for _, c := range []struct {
		name  string
		pages []page.Page
		want  string // in how to mend it; "" for no problem
	}{
		{"beside a page's folder", pages(page.Page{Path: "blog/a", Standard: version("blog/a/index.md")}, page.Page{Path: "blog/a", EasyRead: version("blog/a.easy-read.md")}),
			"Its page is content/blog/a/index.md. Move this to content/blog/a/easy-read.md."},
		{"in a folder beside its page", pages(page.Page{Path: "blog/a", EasyRead: version("blog/a/easy-read.md")}, page.Page{Path: "blog/a", Standard: version("blog/a.md")}),
			"Its page is content/blog/a.md. Move this to content/blog/a.easy-read.md."},
		{"beside the folder of a section", pages(page.Page{Path: "blog", EasyRead: version("blog.easy-read.md")}, page.Page{Path: "blog", Own: true, Standard: version("blog/index.md")}),
			"Move this to content/blog/index.easy-read.md."},
		{"where there are two", pages(page.Page{Path: "blog/a", EasyRead: version("blog/a.easy-read.md")}, page.Page{Path: "blog/a", Standard: version("blog/a/index.md"), EasyRead: version("blog/a/easy-read.md")}),
			"has content/blog/a/easy-read.md already. Take one of the two away."},
		{"without any page", pages(page.Page{Path: "blog/a", EasyRead: version("blog/a.easy-read.md")}), "Write its page, content/blog/a.md. Or "},
		{"in a folder without any page", pages(page.Page{Path: "blog/a", EasyRead: version("blog/a/easy-read.md")}), "Write its page, content/blog/a/index.md. Or "},
		{"beside its page", pages(page.Page{Path: "blog/a", Standard: version("blog/a.md"), EasyRead: version("blog/a.easy-read.md")}), ""},
		{"that cannot be read", pages(page.Page{Path: "blog/a", EasyRead: fault}), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			fix := ""
			for _, p := range Source(&page.Source{Pages: c.pages}, 0) {
				if p.Code == "easy-read-alone" {
					fix += p.Fix
				}
			}
			if (fix == "") != (c.want == "") || !strings.Contains(fix, c.want) {
				t.Errorf("how to mend it is %q, want %q", fix, c.want)
			}
		})
	}
}
