package markdown

import "goldenthread/generator/page"

// gallery writes pictures side by side, each a link to itself in its full size:
// so it works by keyboard and without a program. What is owed for all of them alike
// stands once, below.
func (w *writer) gallery(n *page.Node) {
	w.inGallery = true
	defer func() { w.inGallery = false }()
	owed := owedAlike(n.Children)
	if owed != "" {
		w.put("<figure>")
	}
	w.put(`<div class="gallery">`, "\n")
	for i := range n.Children {
		pictures := only(&n.Children[i])
		if pictures == nil {
			w.block(&n.Children[i], false)
		}
		for _, p := range pictures {
			w.galleryPicture(p, owed == "")
		}
	}
	w.put("</div>\n")
	if owed != "" {
		w.put("<figcaption>")
		w.text(owed)
		w.put("</figcaption></figure>\n")
	}
}

// galleryPicture writes one picture, and below it what is owed for it.
func (w *writer) galleryPicture(n *page.Node, owed bool) {
	if n.Part == nil || len(n.Renditions) == 0 {
		return
	}
	owed = owed && n.Credit != ""
	tag := "p"
	if owed {
		tag = "figure"
	}
	w.put("<", tag, ">")
	// Of a small one or a drawing there is no more to see, and a decoration has no
	// words that could say where the link leads.
	larger := page.Largest(n.Renditions)
	link := larger.Address != page.Main(n.Renditions).Address && n.Text != "" && w.Page == ""
	if link {
		w.put(`<a href="`, w.address(larger.Address), `">`)
	}
	w.image(n)
	if link {
		w.put(`<span class="vh"> `)
		w.text(w.Larger)
		w.put(`</span></a>`)
	}
	if owed {
		w.put("<figcaption>")
		w.text(n.Credit)
		w.put("</figcaption>")
	}
	w.put("</", tag, ">\n")
}

// owedAlike gives what is owed for all pictures of a gallery; "" where they differ,
// or there is one alone.
func owedAlike(blocks []page.Node) (owed string) {
	count := 0
	for i := range blocks {
		for _, p := range only(&blocks[i]) {
			if count++; p.Part == nil || p.Credit == "" || count > 1 && p.Credit != owed {
				return ""
			}
			owed = p.Credit
		}
	}
	if count < 2 {
		return ""
	}
	return owed
}

// only gives the pictures of which a paragraph consists; nil where there is more in
// it.
func only(n *page.Node) (pictures []*page.Node) {
	if n.Kind != page.Paragraph {
		return nil
	}
	for i := range n.Children {
		switch c := &n.Children[i]; {
		case c.Kind == page.Image:
			pictures = append(pictures, c)
		case c.Kind == page.HardBreak, c.Kind == page.Text && page.Wordless(n.Children[i:i+1]):
		default:
			return nil
		}
	}
	return pictures
}

// lone gives the picture that is all of a paragraph; nil where there is more.
func lone(n *page.Node) *page.Node {
	if inlines := withoutBreak(n.Children); n.Kind == page.Paragraph && len(inlines) == 1 && inlines[0].Kind == page.Image {
		return &inlines[0]
	}
	return nil
}
