package markdown

import (
	"html"
	"strconv"
	"strings"

	"goldenthread/generator/page"
)

// How wide pictures are on the page, as browsers need to know it before they
// choose one: in the text, in a gallery, and beside words or in lists.
const (
	TextSizes    = "(min-width: 44rem) 42rem, 100vw"
	gallerySizes = "(min-width: 44rem) 21rem, 100vw"
	SmallSizes   = "12rem"
)

// Picture writes a picture with all its renditions; nothing where there are none.
// A lazy one loads once it comes near the window. Where it is read elsewhere, it is a
// plain img, since feed readers know no more.
func (s Style) Picture(all []page.Rendition, alt, sizes string, lazy bool) string {
	w := writer{Style: s}
	w.picture(all, alt, "", sizes, lazy)
	return w.b.String()
}

// image writes a picture of the text.
func (w *writer) image(n *page.Node) {
	if n.Part == nil || len(n.Renditions) == 0 {
		return
	}
	sizes := TextSizes
	switch {
	case w.EasyRead:
		sizes = SmallSizes
	case w.inGallery:
		sizes = gallerySizes
	}
	w.picture(n.Renditions, n.Text, n.Title, sizes, w.pictures > 0)
	w.pictures++
}

func (w *writer) picture(all []page.Rendition, alt, title, sizes string, lazy bool) {
	var webp, plain []page.Rendition
	for _, r := range all {
		if r.Type == "image/webp" {
			webp = append(webp, r)
		} else {
			plain = append(plain, r)
		}
	}
	if len(plain) == 0 {
		return
	}
	elsewhere := w.Page != "" || w.Print
	inside := len(webp) > 0 && !elsewhere
	if inside {
		w.put(`<picture><source type="image/webp"`)
		w.sourceSet(webp, sizes)
		w.put(`>`)
	}
	main := page.Main(all)
	w.put(`<img src="`, w.address(main.Address), `"`)
	if len(plain) > 1 && !elsewhere {
		w.sourceSet(plain, sizes)
	}
	w.put(` alt="`, html.EscapeString(alt), `"`)
	if largest := page.Largest(all); largest.Width > 0 && largest.Height > 0 {
		w.put(` width="`, strconv.Itoa(largest.Width), `" height="`, strconv.Itoa(largest.Height), `"`)
	}
	if title != "" {
		w.put(` title="`, html.EscapeString(title), `"`)
	}
	if lazy && !w.Print {
		w.put(` loading="lazy"`)
	}
	w.put(`>`)
	if inside {
		w.put(`</picture>`)
	}
}

// sourceSet writes the attributes by which a browser chooses one of several widths.
func (w *writer) sourceSet(all []page.Rendition, sizes string) {
	var set []string
	for _, r := range all {
		set = append(set, w.address(r.Address)+" "+strconv.Itoa(r.Width)+"w")
	}
	w.put(` srcset="`, strings.Join(set, ", "), `" sizes="`, sizes, `"`)
}
