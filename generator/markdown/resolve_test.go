package markdown

import "goldenthread/generator/page"

// html renders a document whose pictures lie where they are written to lie.
func (s Style) html(nodes []page.Node) string {
	return s.HTML(page.Map(nodes, func(n *page.Node) page.Fate {
		if n.Kind != page.Image {
			return page.Keep
		}
		for _, c := range n.Children {
			for t := range page.Walk([]page.Node{c}) {
				n.Text += t.Text
			}
		}
		n.Children = nil
		n.Part = &page.Part{Title: n.Title, Credit: n.Credit, Renditions: []page.Rendition{{Address: n.URL, Type: "image/svg+xml"}}}
		return page.Change
	}))
}
