package generator

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"goldenthread/generator/ask"
	"goldenthread/generator/markdown"
	"goldenthread/generator/page"
)

// fill makes the body of a version of a walk: what readers will see, in one piece,
// with nothing in it that would have to be asked for.
func (w *world) fill(q *question, i int, style markdown.Style, pictures *album) {
	v, view := &q.Versions[i], &q.views[i]
	style.Prefix, style.Page = strings.TrimSuffix(w.src.Site.BaseURL, "/"), ""
	style.Print, style.EasyRead = true, v.Edition == page.EasyRead
	if !view.SummaryMade {
		v.Summary = view.Summary
	}
	v.By = view.Byline
	if v.Edition == page.Standard {
		v.Notes = view.ContentNotes
		for _, m := range view.MadeWith {
			v.Made = append(v.Made, m.Who+": "+m.Did)
		}
		if view.Cover != nil {
			v.Cover = w.cover(q.Person, view.Cover, pictures)
		}
	}
	var held []string // what stands for each picture that the document holds, and its address
	v.Body = style.HTML(page.Map(view.Body, func(n *page.Node) page.Fate {
		switch n.Kind {
		case page.Link:
			return w.unlink(q.Page, view.File, n)
		case page.QuoteBlock:
			return w.unsource(q.Page, view.File, n)
		case page.Image:
			return w.embed(q.Person, n, pictures, &held)
		case page.Audio, page.Video:
			if n.Part != nil && n.URL != "" {
				return page.Keep // a link to what lies elsewhere
			}
			*n = page.Node{Kind: page.NoteBox, Children: append([]page.Node{paragraph("There is a recording here. Ask us to play it to you. These are its words:")}, n.Children...)}
			return page.Change
		}
		return page.Keep
	}))
	v.Body = strings.NewReplacer(held...).Replace(v.Body)
}

// unlink takes the address of another page of the site out of a link, and keeps its words.
// Words that are the address themselves stand as readers will see them: not at all where
// that page is not published.
func (w *world) unlink(own, file string, n *page.Node) page.Fate {
	to, address, ok := w.decisions.Leads(file, n.URL)
	if !ok || to == own {
		return page.Keep
	}
	bare := func(s string) string { return strings.TrimSuffix(s, "/") }
	if len(n.Children) != 1 || n.Children[0].Kind != page.Text {
		return page.Unwrap
	}
	switch bare(n.Children[0].Text) {
	case bare(n.URL):
	case bare(w.src.Site.Absolute(n.URL)):
		if address != "" {
			address = w.src.Site.Absolute(address)
		}
	default:
		return page.Unwrap
	}
	if address == "" {
		return page.Drop
	}
	n.Children = []page.Node{{Kind: page.Text, Text: address}}
	return page.Unwrap
}

// unsource takes the address of another page of the site out of where a quotation is from.
func (w *world) unsource(own, file string, n *page.Node) page.Fate {
	if to, _, ok := w.decisions.Leads(file, n.Attr("url")); !ok || to == own || n.Part == nil {
		return page.Keep
	}
	part := *n.Part
	part.Attrs = slices.DeleteFunc(slices.Clone(part.Attrs), func(a page.Attr) bool { return a.Key == "url" })
	n.Part = &part
	return page.Change
}

// notTheirs is said in the place of a picture of other people: they agreed to be on
// the page, and not to be handed round in somebody's file.
const notTheirs = "[There is a picture here. You are not in it. Other people are.]"

// embed puts a picture into the document itself.
func (w *world) embed(person string, n *page.Node, pictures *album, held *[]string) page.Fate {
	pic := w.src.Pictures[page.Main(n.Renditions).Address]
	if !mayHold(pic, person) {
		*n = page.Node{Kind: page.Text, Text: notTheirs}
		return page.Change
	}
	shot, ok := w.shot(pictures, pic)
	if !ok {
		*n = page.Node{Kind: page.Text, Text: "[There is a picture here. Ask us to show it to you.]"}
		return page.Change
	}
	part := *n.Part
	// Of drawings no data: address is let through for a link that somebody wrote.
	mark := fmt.Sprintf("x-held:%d", len(*held))
	*held = append(*held, `src="`+mark+`"`, `src="`+shot.Address+`"`)
	shot.Address = mark
	part.Renditions = []page.Rendition{shot}
	n.Part = &part
	return page.Change
}

// cover gives the cover of a page, where a proof may hold it.
func (w *world) cover(person string, c *page.Cover, pictures *album) ask.Picture {
	pic := w.src.Pictures[page.Main(c.Renditions).Address]
	if shot, ok := w.shot(pictures, pic); ok && mayHold(pic, person) {
		return ask.Picture{Alt: c.Alt, Source: shot.Address}
	}
	return ask.Picture{}
}

// mayHold says whether a person's proof may hold a picture: one of them, or of nobody.
func mayHold(pic page.Picture, person string) bool {
	return len(pic.People.IDs) == 0 || slices.Contains(pic.People.IDs, person)
}

// shot gives a picture as a data: address: of 960 pixels at most, cleaned as for
// readers.
func (w *world) shot(pictures *album, pic page.Picture) (shot page.Rendition, ok bool) {
	all := pic.Renditions
	if neverMade(all) {
		all, _ = pictures.cache.Get(pic)
	}
	if len(all) == 0 {
		source, ok := sourceOf(w.root, pic)
		if !ok {
			return shot, false
		}
		if all, _ = pictures.encode(pic, source); len(all) == 0 {
			return shot, false
		}
	}
	shot = page.Main(all)
	bytes := shot.Bytes
	if bytes == nil {
		var err error
		if bytes, err = pictures.cache.Bytes(shot.Address); err != nil {
			return shot, false
		}
	}
	shot.Address, shot.Bytes = "data:"+shot.Type+";base64,"+base64.StdEncoding.EncodeToString(bytes), nil
	return shot, true
}

func paragraph(text string) page.Node {
	return page.Node{Kind: page.Paragraph, Children: []page.Node{{Kind: page.Text, Text: text}}}
}
