package markdown

import "goldenthread/generator/page"

// rows renders an easy-read document, or a box of one: a picture and what follows it, up
// to the next picture or heading, are one row. A box with rows of its own is in none.
func (w *writer) rows(nodes []page.Node) {
	open := false
	end := func() {
		if open {
			w.put("</div></div>\n")
		}
		open = false
	}
	nodes = page.Rows(nodes)
	for i := range nodes {
		n := &nodes[i]
		picture := page.RowPicture(n)
		switch {
		case picture != nil:
			end()
			w.put(`<div class="row">`)
			w.image(picture)
			w.put(`<div class="row-words">`, "\n")
			open = true
			w.paragraph(&page.Node{Kind: page.Paragraph, Children: n.Children[1:]}, false)
			continue
		case n.Kind == page.Heading, n.Kind == page.FootnoteList, hasRows(n):
			end()
		}
		w.block(n, false)
	}
	end()
}

// hasRows says whether a block holds a row.
func hasRows(n *page.Node) bool {
	for _, child := range page.Rows(n.Children) {
		if page.RowPicture(&child) != nil || hasRows(&child) {
			return true
		}
	}
	return false
}
