package easyread

import (
	"sort"
	"strings"
	"unicode/utf8"

	"goldenthread/generator/bank"
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
	"goldenthread/generator/sentence"
)

// reading is an easy-read version, taken apart once for all rules.
type reading struct {
	site     *page.Site
	drawings bank.Index      // those of the site's picture bank
	help     map[string]bool // the telephone numbers of site.yaml, in figures
	version  *page.Version
	passages []*passage // in the order in which they are read
	rows     []row
	images   []image
	italics  []diag.Place
}

// kind says what a passage is.
type kind uint8

const (
	text    kind = iota // a paragraph, an item, a cell
	heading             // of the page or of a part
	title
	summary
	alt // the words of a picture
)

// passage is a text that runs on, with where it stands.
type passage struct {
	kind      kind
	file      string
	text      string
	spans     []span
	bold      []stretch
	numbers   []stretch // telephone numbers, by their links
	sentences []phrase
}

// span is a piece of a passage that stands in one place of the file.
type span struct {
	start                int // in the passage's text
	line, column, indent int32
	whole                bool // all of it is meant by that place
}

// stretch is a part of a passage's text.
type stretch struct{ start, end int }

func (s stretch) holds(at int) bool { return at >= s.start && at < s.end }

// phrase is a sentence with its words.
type phrase struct {
	sentence.Piece
	words []word
}

// word is a word of a phrase. lower is in small letters, with straight
// apostrophes; gap is what stands between it and the next.
type word struct {
	sentence.Piece
	lower, gap string
}

// row is a picture and the words after it, up to the next picture or heading.
type row struct {
	picture  *image
	passages []*passage
}

// image is a picture of a page, with what it shows in words.
type image struct {
	at    diag.Place
	alt   string
	named bool // it has names in its words, which are not known yet
}

// place gives where a byte of a passage stands in its file.
func (p *passage) place(offset int) diag.Place {
	i := sort.Search(len(p.spans), func(i int) bool { return p.spans[i].start > offset }) - 1
	if i < 0 {
		return diag.Place{File: p.file, Line: 1, Column: 1}
	}
	s := p.spans[i]
	line, column := int(s.line), int(s.column)
	if !s.whole {
		before := p.text[s.start:offset]
		if n := strings.Count(before, "\n"); n > 0 {
			line, column = line+n, int(s.indent)
			before = before[strings.LastIndexByte(before, '\n')+1:]
		}
		column += utf8.RuneCountInString(before)
	}
	return diag.Place{File: p.file, Line: line, Column: column}
}

// nameWord stands for a person's name, which is one word for the rules.
const nameWord = "Name"

func read(src *page.Source, v *page.Version) *reading {
	r := &reading{site: &src.Site, version: v, help: map[string]bool{}}
	for _, h := range src.Site.Help {
		if number := digits(h.Phone); number != "" {
			r.help[number] = true
		}
	}
	b := builder{reading: r, pictures: src.Pictures}
	for _, line := range []struct {
		kind  kind
		nodes []page.Node
	}{{title, v.Title}, {summary, v.Summary}} {
		b.begin(line.kind, 1)
		b.inline(line.nodes)
		b.end()
	}
	b.rows = []row{{}}
	b.blocks(v.Body)
	return r
}

// builder makes a reading.
type builder struct {
	*reading
	pictures map[string]page.Picture
	now      *passage
	indent   int32
	apart    int // how many boxes are open that need no picture
}

func (b *builder) begin(k kind, indent int32) {
	b.now, b.indent = &passage{kind: k, file: b.version.File}, indent
}

// end ends a passage, and keeps it if it has words.
func (b *builder) end() {
	p := b.now
	b.now = nil
	for _, s := range sentence.Split(p.text) {
		ph := phrase{Piece: s}
		words := sentence.Words(s.Text)
		for i, w := range words {
			gap := s.Text[w.End():]
			if i+1 < len(words) {
				gap = s.Text[w.End():words[i+1].Start]
			}
			w.Start += s.Start
			ph.words = append(ph.words, word{w, strings.ToLower(strings.ReplaceAll(w.Text, "’", "'")), gap})
		}
		if len(ph.words) > 0 {
			p.sentences = append(p.sentences, ph)
		}
	}
	if len(p.sentences) == 0 {
		return
	}
	b.passages = append(b.passages, p)
	if p.kind == text && b.apart == 0 {
		last := &b.rows[len(b.rows)-1]
		last.passages = append(last.passages, p)
	}
}

func (b *builder) blocks(nodes []page.Node) {
	for i := range nodes {
		n := &nodes[i]
		switch n.Kind {
		case page.Heading:
			b.rows = append(b.rows, row{})
			b.begin(heading, n.Column)
			b.inline(n.Children)
			b.end()
		case page.Paragraph, page.Cell:
			b.begin(text, n.Column)
			b.inline(n.Children)
			b.end()
		case page.CodeBlock:
			b.begin(text, n.Column)
			b.write(n.Text, n)
			b.end()
		case page.ContentNoteBox, page.HelpBox, page.Gallery:
			b.apart++
			b.blocks(n.Children)
			b.apart--
		case page.Details:
			b.begin(text, n.Column)
			b.write(n.Text, n)
			b.end()
			b.blocks(n.Children)
		default:
			b.blocks(n.Children)
		}
	}
}

// write adds words that stand where n begins.
func (b *builder) write(words string, n *page.Node) {
	b.now.spans = append(b.now.spans, span{start: len(b.now.text), line: n.Line, column: n.Column, indent: b.indent})
	b.now.text += words
}

func (b *builder) inline(nodes []page.Node) {
	for i := range nodes {
		n := &nodes[i]
		now, start := b.now, len(b.now.text)
		switch n.Kind {
		case page.Text, page.Code:
			b.write(n.Text, n)
		case page.HardBreak:
			b.write("\n", n)
		case page.PersonName:
			b.write(nameWord, n)
		case page.Image:
			b.picture(n)
			continue
		case page.Emphasis:
			b.italics = append(b.italics, diag.Place{File: b.version.File, Line: int(n.Line), Column: int(n.Column)})
		}
		b.inline(n.Children)
		switch {
		case b.now != now: // a picture ended the passage
		case n.Kind == page.Strong:
			b.now.bold = append(b.now.bold, stretch{start, len(b.now.text)})
		case n.Kind == page.Link && strings.HasPrefix(n.URL, "tel:"):
			b.now.numbers = append(b.now.numbers, stretch{start, len(b.now.text)})
		}
	}
}

// picture ends the passage, and begins a row with what comes behind it.
func (b *builder) picture(n *page.Node) {
	k, indent := b.now.kind, b.indent
	b.end()
	one := image{at: diag.Place{File: b.version.File, Line: int(n.Line), Column: int(n.Column)}, alt: n.Text}
	for _, child := range n.Children {
		one.alt += child.Text
		one.named = one.named || child.Kind == page.PersonName
	}
	if one.alt == "" {
		one.alt = b.pictures[b.site.PictureFile(b.version.File, n.URL)].Alt
	}
	b.images = append(b.images, one)
	if b.apart == 0 {
		b.rows = append(b.rows, row{picture: &one})
	}
	b.begin(alt, indent)
	b.write(one.alt, n)
	b.now.spans[0].whole = true
	b.end()
	b.begin(k, indent)
}
