package markdown

import (
	"html"
	"strconv"

	"goldenthread/generator/page"
)

// mark writes the number of a footnote, which leads to it on its own page. What
// is read elsewhere has no place to lead to.
func (w *writer) mark(n *page.Node) {
	number := strconv.Itoa(int(n.N))
	if w.Page != "" {
		w.put("<sup>", number, "</sup>")
		return
	}
	w.put(`<sup><a id="fnref-`, number, refSuffix(int(n.Ref)), `" href="#fn-`, number, `">`, number, "</a></sup>")
}

func (w *writer) footnotes(n *page.Node) {
	if len(n.Children) == 0 {
		return
	}
	w.put(`<section class="footnotes"`)
	w.label(w.Footnotes)
	w.put(">\n<ol>\n")
	for i := range n.Children {
		note := &n.Children[i]
		number := strconv.Itoa(int(note.N))
		w.put("<li")
		if w.Page == "" {
			w.put(` id="fn-`, number, `"`)
		}
		w.put(` value="`, number, `">`)
		w.blocks(note.Children, false)
		w.waysBack(note)
		w.put("</li>\n")
	}
	w.put("</ol>\n</section>\n")
}

// waysBack writes a link to each mark of a footnote; where there are several, each
// says which.
func (w *writer) waysBack(note *page.Node) {
	if w.Page != "" {
		return
	}
	number := strconv.Itoa(int(note.N))
	for ref := 1; ref <= int(note.Ref); ref++ {
		w.put("<a", Lang(w.Own), ` href="#fnref-`, number, refSuffix(ref), `" aria-label="`, html.EscapeString(w.BackToText))
		if note.Ref > 1 {
			w.put(" ", strconv.Itoa(ref))
		}
		w.put(`">↩</a> `)
	}
}

func refSuffix(ref int) string {
	if ref == 1 {
		return ""
	}
	return "-" + strconv.Itoa(ref)
}
