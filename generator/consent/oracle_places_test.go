package consent_test

import (
	"net/url"
	"regexp"
	"slices"

	"goldenthread/generator/page"
)

// passage is a text that runs on, in which names are looked for.
type passage struct {
	where string // the kind of place
	file  string
	signs []sign
	// prose is where names that are everyday words too are compared as written:
	// "the rest (addresses, file names, tags) as always".
	prose bool
}

// collector gathers the passages of one version: "everything of a page that
// can reach an output". "What is left out is not looked at."
type collector struct {
	o    *oracle
	p    *page.Page
	v    *page.Version
	kept map[int32]bool // footnotes
	out  []passage
	now  passage // what runs on at present
}

// passages gives every text of a version that it answers for.
func (o *oracle) passages(p *page.Page, v *page.Version) []passage {
	c := collector{o: o, p: p, v: v, kept: o.footnotes(p, v.Body)}
	c.running("title", v.Title)
	c.running("summary", v.Summary)
	c.running("text", v.Body)
	cover := ""
	if file := o.src.Site.PictureFile(v.File, p.Meta.Cover); v.Edition == page.Standard && p.Meta.Cover != "" && !p.Meta.Discreet {
		if against, _ := o.picture(file, p); against == "" {
			cover = file
		}
	}
	for _, s := range v.Front {
		// "the cover belongs to the standard version alone"; one that is not
		// shown is left out.
		if s.Key == "cover" && cover == "" {
			continue
		}
		c.one(s.Key, s.Text, v.File, s.Line)
	}
	if v.Edition == page.EasyRead {
		return c.out // "the rest counts against the page"
	}
	if cover != "" {
		c.picture("cover", cover, true)
	}
	// Of a discreet page too, although its address is made of letters: "the page
	// path" has no exception.
	c.one("page path", p.Path, v.File, 0)
	c.shownNames()
	// "byline, bio: shown after the name and in the author box, only where a
	// name is allowed".
	for _, id := range o.byline(p) {
		if name, _ := o.name(id, p); name != "" {
			rec := o.src.Records[id]
			c.one("byline", rec.Byline, rec.File, rec.Lines["byline"])
			c.one("bio", rec.Bio, rec.File, rec.Lines["bio"])
		}
	}
	return c.out
}

// shownNames adds the names that a page shows without their standing in it:
// they may be among the names of others that are never allowed.
func (c *collector) shownNames() {
	lines := c.p.Meta.Lines
	key := "people"
	if len(c.p.Meta.Authors) > 0 {
		key = "authors"
	}
	for _, id := range c.o.byline(c.p) {
		name, _ := c.o.name(id, c.p)
		c.one("name in the byline", name, c.v.File, lines[key])
	}
	for _, made := range c.p.Meta.MadeWith {
		name, _ := c.o.name(made.Person, c.p)
		c.one("name in made_with", name, c.v.File, lines["made_with"])
	}
}

// byline: "ids for the byline; without it, the byline is people".
func (o *oracle) byline(p *page.Page) []string {
	if len(p.Meta.Authors) > 0 {
		return p.Meta.Authors
	}
	return p.Meta.People.IDs
}

// addresses are the kinds of place that hold no prose.
var addresses = []string{"tags", "old_urls", "events.url", "cover", "week", "link address", "quotation address", "file name", "page path"}

// one adds a text that stands alone.
func (c *collector) one(where, text, file string, line int) {
	if text == "" {
		return
	}
	prose := !slices.Contains(addresses, where)
	c.out = append(c.out, passage{where, file, signs(text, line), prose})
	// An address reaches the output as it is written, and readers as browsers
	// show it.
	if plain, err := url.QueryUnescape(text); err == nil && plain != text && !prose {
		c.out = append(c.out, passage{where, file, signs(plain, line), false})
	}
	// A tag has an address of its own, in which hyphens stand for all that is no
	// letter.
	if where == "tags" {
		slug := regexp.MustCompile(`[^\pL\pM\p{Nd}]`).ReplaceAllString(text, "-")
		c.out = append(c.out, passage{where, file, signs(slug, line), false})
	}
}

// running adds what nodes say.
func (c *collector) running(where string, nodes []page.Node) {
	c.end()
	before := c.now.where
	c.now.where = where
	c.nodes(nodes)
	c.end()
	c.now.where = before
}

func (c *collector) say(text string, line int32) {
	c.now.signs = append(c.now.signs, signs(text, int(line))...)
}

// end ends what runs on.
func (c *collector) end() {
	if len(c.now.signs) > 0 {
		c.out = append(c.out, passage{c.now.where, c.v.File, c.now.signs, true})
	}
	c.now.signs = nil
}

func (c *collector) nodes(nodes []page.Node) {
	for i := range nodes {
		c.node(&nodes[i])
	}
}

func (c *collector) node(n *page.Node) {
	if n.Kind.Block() {
		c.end()
		defer c.end()
	}
	switch n.Kind {
	case page.Text, page.Code, page.CodeBlock:
		c.say(n.Text, n.Line)
	case page.HardBreak:
		c.say("\n", n.Line)
	case page.PersonName:
		// What is shown for somebody without a name is one of site.yaml's words.
		if name, _ := c.o.name(n.Person, c.p); name != "" {
			c.say(name, n.Line)
		} else {
			c.end()
		}
		return
	case page.Link:
		c.nodes(n.Children)
		c.one("link address", n.URL, c.v.File, int(n.Line))
		c.one("link title", n.Title, c.v.File, int(n.Line))
		return
	case page.Image:
		c.image(n)
		return
	case page.Audio, page.Video:
		if against, _ := c.o.medium(n, c.p, c.v); against == "" {
			c.recording(n)
		}
		return
	case page.QuoteBlock:
		if !c.o.quoted(n, c.p) {
			return
		}
		c.one("quotation source", n.Attr("by"), c.v.File, int(n.Line))
		name, _ := c.o.name(n.Person, c.p)
		c.one("quotation source", name, c.v.File, int(n.Line))
		c.one("quotation address", n.Attr("url"), c.v.File, int(n.Line))
	case page.Details:
		c.one("details", n.Text, c.v.File, int(n.Line))
	case page.Footnote:
		if !c.kept[n.N] {
			return
		}
		c.running("footnote", n.Children)
		return
	}
	c.nodes(n.Children)
}

// image adds a picture that is shown. What runs on runs on around it.
func (c *collector) image(n *page.Node) {
	file := c.o.src.Site.PictureFile(c.v.File, n.URL)
	if against, _ := c.o.picture(file, c.p); against != "" {
		return
	}
	alt := []sign{}
	if n.Text != "" {
		alt = signs(n.Text, int(n.Line))
	}
	add := func() {
		if len(alt) > 0 {
			c.out = append(c.out, passage{"alt", c.v.File, alt, true})
		}
		alt = nil
	}
	for _, child := range n.Children {
		text := child.Text
		if child.Kind == page.PersonName {
			if text, _ = c.o.name(child.Person, c.p); text == "" {
				add()
			}
		}
		alt = append(alt, signs(text, int(n.Line))...)
	}
	add()
	c.one("picture title", n.Title, c.v.File, int(n.Line))
	c.one("file name", n.URL, c.v.File, int(n.Line))
	// site-format.md: "Markdown's alt text wins over alt".
	c.picture("picture", file, n.Text == "" && len(n.Children) == 0)
}

// recording adds a recording that is shown, with what captions and transcript say.
func (c *collector) recording(n *page.Node) {
	c.end()
	c.one("recording label", n.Text, c.v.File, int(n.Line))
	for _, key := range []string{"src", "captions", "transcript"} {
		c.one("file name", n.Attr(key), c.v.File, int(n.Line))
		its := c.o.src.Pictures[c.o.src.Site.PictureFile(c.v.File, n.Attr(key))]
		c.one("captions", its.Words, its.File, 0)
		for _, paragraph := range its.Transcript {
			c.one("transcript", paragraph, its.File, 0)
		}
	}
}

// picture adds what pictures.yaml says of a picture that is shown.
func (c *collector) picture(where, file string, alt bool) {
	pic := c.o.src.Pictures[file]
	if alt {
		c.one(where+" alt", pic.Alt, pic.Said.File, pic.Said.Line)
	}
	c.one(where+" credit", pic.Credit, pic.Said.File, pic.Said.Line)
	c.one(where+" words", pic.Words, pic.File, 0)
	c.one(where+" licence", pic.Licence, pic.Said.File, pic.Said.Line)
}

// quoted says whether a quotation is shown: it "is left out where that
// person's consent does not cover words on this page".
func (o *oracle) quoted(n *page.Node, p *page.Page) bool {
	if n.Person == "" {
		return true
	}
	_, _, ok := o.notAgreed([]string{n.Person}, p, page.UseWords)
	return ok
}

// shownNodes calls f with every node that is shown, a parent before its
// children, but for footnotes.
func (o *oracle) shownNodes(p *page.Page, nodes []page.Node, f func(n *page.Node)) {
	for i := range nodes {
		n := &nodes[i]
		if n.Kind == page.FootnoteList || n.Kind == page.QuoteBlock && !o.quoted(n, p) {
			continue
		}
		f(n)
		o.shownNodes(p, n.Children, f)
	}
}

// footnotes gives the numbers of those that are kept: a mark in the text that
// is shown leads to them, or one in a footnote that is kept.
func (o *oracle) footnotes(p *page.Page, body []page.Node) map[int32]bool {
	kept := map[int32]bool{}
	var keep func(nodes []page.Node)
	keep = func(nodes []page.Node) {
		o.shownNodes(p, nodes, func(n *page.Node) {
			if n.Kind != page.FootnoteRef || kept[n.N] {
				return
			}
			kept[n.N] = true
			for note := range page.Walk(body) {
				if note.Kind == page.Footnote && note.N == n.N {
					keep(note.Children)
				}
			}
		})
	}
	keep(body)
	return kept
}
