package markdown

import "goldenthread/generator/page"

// gallery writes pictures side by side. What is owed for all of them alike stands
// once, below.
func (w *writer) gallery(n *page.Node) {
	owed := ""
	for i := range n.Children {
		only := lone(&n.Children[i])
		if only == nil || only.Credit == "" || owed != "" && owed != only.Credit {
			owed = ""
			break
		}
		owed = only.Credit
	}
	if owed == "" || len(n.Children) < 2 {
		w.wrap(`<div class="gallery">`+"\n", n, "</div>\n")
		return
	}
	w.put(`<figure><div class="gallery">`, "\n")
	for i := range n.Children {
		w.put("<p>")
		w.image(lone(&n.Children[i]))
		w.put("</p>\n")
	}
	w.put("</div>\n<figcaption>")
	w.text(owed)
	w.put("</figcaption></figure>\n")
}

// lone gives the picture that is all of a paragraph; nil where there is more.
func lone(n *page.Node) *page.Node {
	if inlines := withoutBreak(n.Children); n.Kind == page.Paragraph && len(inlines) == 1 && inlines[0].Kind == page.Image {
		return &inlines[0]
	}
	return nil
}
