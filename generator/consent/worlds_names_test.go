package consent_test

import (
	"slices"
	"strings"
	"unicode"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// In half of the worlds people have names from tiny pools, so that several
// share one, one's name is inside another's, and names are everyday words; and
// here and there a text holds one.

var (
	firsts   = strings.Fields("Ann Ann Ann Jo Sam Will Zoë MaryAnn Re Rose d’Ann Sam7")
	lasts    = strings.Fields("Lee Lee Lee Rose Ng O'Brien Lee-Rose Will Bright L. O")
	nobodys  = []string{"Annie Lee", "a_lee", "Rosie", "Jo-Jo", "Lee", "Rose", "Ann Lee", "Will", "A. Lee", "Sam Bright"}
	shownAs  = []string{"Rosie", "Jo", "Ann", "Lee", "Ann L.", "Wren", "Sam Rose", "Mary Ann", "Will"}
	never    = []string{"Lee Street", "Rose House", "Bright", "Oak House", "Annley", "Will"}
	everyday = strings.Fields("Will Rose Bright Lee Re")
)

// naming makes names for everybody, before there is a text that may hold them.
func (d *dice) naming() {
	d.named = map[string]*page.Record{}
	for _, id := range d.ids {
		rec := &page.Record{}
		n := &rec.Names
		first := pick(d, firsts...)
		if d.percent(80) {
			n.Full = first
			for range pick(d, 0, 1, 1, 1, 1, 2) {
				n.Full += " " + pick(d, lasts...)
			}
		}
		if d.percent(70) {
			n.First = pick(d, first, first, first, pick(d, firsts...))
		}
		if d.percent(60) {
			n.ShownAs = pick(d, first, pick(d, shownAs...), pick(d, shownAs...))
		}
		if d.percent(25) {
			n.Also = some(d, 1, 2, nobodys...)
		}
		if d.percent(25) {
			rec.NeverShow = some(d, 1, 2, never...)
		}
		// So that names are inside others of the same person.
		if pieces := strings.FieldsFunc(n.Full, func(r rune) bool { return r == ' ' || r == '-' }); len(pieces) > 1 && d.percent(50) {
			if d.percent(50) {
				n.Also = append(n.Also, pick(d, pieces...))
			} else {
				rec.NeverShow = append(rec.NeverShow, pick(d, pieces...))
			}
		}
		d.named[id] = rec
		d.mentions = append(d.mentions, n.Full, n.Full, n.Full, n.First, n.ShownAs, pick(d, shownAs...))
		d.mentions = append(d.mentions, n.Also...)
		d.mentions = append(d.mentions, rec.NeverShow...)
		d.mentions = append(d.mentions, strings.Fields(n.Full)...)
	}
	d.mentions = slices.DeleteFunc(d.mentions, func(name string) bool { return name == "" })
	d.mentions = append(d.mentions, "Ann")
}

// agree makes somebody agree to nearly everything, so that pages fail for
// names alone, or do not.
func (d *dice) agree(rec *page.Record) {
	rec.Entries = rec.Entries[:min(1, len(rec.Entries))]
	names := []page.Permission{page.No, page.ShownAs, page.First, page.Full, page.Full, page.Full}
	for range 1 + d.IntN(2) {
		e := page.Entry{Covers: []string{pick(d, "everything", pick(d, d.paths...))}, Given: d.today - page.Day(d.IntN(4)), HasUses: true, Channels: page.AllChannels,
			Uses: page.Uses{page.UseWords: page.Yes, page.UseName: pick(d, names...), page.UsePicture: page.Yes}, Guardian: "their mother"}
		if d.percent(25) {
			e.ShownAs = pick(d, shownAs...)
		}
		e.Line = 3 + len(rec.Entries)
		n := rec.Names
		if e.Uses[page.UseName] == page.Full && n.Full == "" || e.Uses[page.UseName] == page.First && n.First == "" || e.Uses[page.UseName] == page.ShownAs && n.ShownAs+e.ShownAs == "" {
			e.Uses[page.UseName] = page.No
		}
		rec.Entries = append(rec.Entries, e)
	}
}

// finish makes a record with names one that the reader would accept.
func (d *dice) finish(rec *page.Record) {
	n := &rec.Names
	known := append([]string{n.Full, n.First, n.ShownAs}, strings.Fields(n.Full)...)
	shown := []string{squashed(n.ShownAs)}
	for _, e := range rec.Entries {
		known = append(known, e.ShownAs)
		shown = append(shown, squashed(e.ShownAs))
	}
	n.Also = slices.DeleteFunc(slices.Clone(n.Also), func(name string) bool { return slices.Contains(shown, squashed(name)) })
	known = append(known, n.Also...)
	if d.percent(40) {
		for _, word := range append(some(d, 0, 1, known...), everyday...) {
			if knownExactForms && strings.ContainsAny(word, ".ë") {
				continue
			}
			if word != "" && slices.Contains(known, word) && !slices.Contains(n.AlsoAWord, word) && d.percent(70) {
				n.AlsoAWord = append(n.AlsoAWord, word)
			}
		}
	}
	words := func(name string) []string {
		return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return unicode.IsSpace(r) || r == '-' })
	}
	for _, name := range append([]string{n.ShownAs}, known...) {
		if name != n.ShownAs && !slices.ContainsFunc(rec.Entries, func(e page.Entry) bool { return e.ShownAs == name }) {
			continue
		}
		for _, word := range words(name) {
			rec.Anonymous = rec.Anonymous && !slices.Contains(words(n.Full+" "+n.First), word)
		}
	}
	rec.Lines = map[string]int{"byline": 81, "bio": 82}
	if d.percent(30) {
		rec.Byline, rec.Bio = d.prose(6), d.prose(6)
	}
}

// pathOf gives a page another path than it would have: one with a name in it.
func (d *dice) pathOf(file string) string {
	if d.named != nil && d.percent(4) && !strings.Contains(file, "index") && strings.Contains(file, "/") {
		section, _, _ := strings.Cut(file, "/")
		return section + "/" + d.slug()
	}
	return file
}

// front fills the front matter of a version, and what Meta says of it too.
func (d *dice) front(m *page.Meta, v *page.Version) {
	line := 3
	put := func(key, text string) string {
		line++
		v.Front = append(v.Front, page.Scalar{Key: key, Text: text, Line: line, Column: 7})
		return text
	}
	if v.Edition == page.EasyRead {
		if d.percent(40) {
			v.TestedWith = &page.TestedWith{Group: put("tested_with.group", d.prose(8))}
		}
		return
	}
	m.Lines = map[string]int{"people": 21, "authors": 22, "made_with": 23}
	if m.Cover != "" {
		put("cover", m.Cover)
	}
	for i := range m.MadeWith {
		made := &m.MadeWith[i]
		if made.Group != "" {
			made.Group = put("made_with.group", d.prose(20))
		}
		made.Did = put("made_with.did", d.prose(20))
	}
	if d.percent(20) {
		m.Tags = []string{put("tags", d.prose(8)), put("tags", pick(d, "green", d.slug()))}
	}
	if d.percent(15) {
		m.ContentNotes = []string{put("content_notes", d.prose(10))}
	}
	if d.percent(15) {
		m.OldURLs = []string{put("old_urls", "/2022/"+pick(d, "green", "green", d.slug())+"/")}
	}
	if d.percent(10) {
		m.Extra = map[string]any{"note": put("extra", d.prose(10))}
	}
	if d.percent(5) {
		m.Week = put("week", pick(d, "2026", "2026", d.slug()))
	}
	if d.percent(5) {
		m.Theme = put("theme", d.prose(15))
	}
	if d.percent(8) {
		m.Events = []page.Event{{Title: put("events.title", d.prose(8)), Place: put("events.place", d.prose(8)),
			URL: put("events.url", d.address(8)), Summary: put("events.summary", d.prose(8))}}
	}
}

// retell puts names into a version that has none.
func (d *dice) retell(v *page.Version) {
	v.Title = d.inline(v.Title, false)
	if len(v.Summary) > 0 || d.percent(10) {
		v.Summary = d.inline(v.Summary, false)
	}
	v.Body = d.nameBlocks(v.Body)
	if d.percent(8) {
		v.Body = append(v.Body, page.Node{Kind: page.Paragraph, Children: []page.Node{d.words(), {Kind: page.FootnoteRef, N: 2, Ref: 1}}})
	}
	if n := d.footnotes(v.Body); n > 0 {
		v.Body = append(v.Body, page.Node{Kind: page.FootnoteList, Children: d.notes(n)})
	}
	for _, nodes := range [][]page.Node{v.Title, v.Summary} {
		for i := range nodes {
			nodes[i].Line, nodes[i].Column = 2, 8
		}
	}
	line := int32(30)
	number(v.Body, &line)
}

// number gives each node a line of its own, but for what stands in a picture.
func number(nodes []page.Node, line *int32) {
	for i := range nodes {
		n := &nodes[i]
		*line++
		n.Line, n.Column = *line, 1
		*line += int32(strings.Count(n.Text, "\n"))
		if n.Kind != page.Image {
			number(n.Children, line)
		}
	}
}

// footnotes gives the highest number of a mark.
func (d *dice) footnotes(body []page.Node) int32 {
	most := int32(0)
	for n := range page.Walk(body) {
		if n.Kind == page.FootnoteRef {
			most = max(most, n.N)
		}
	}
	return most
}

func (d *dice) notes(count int32) []page.Node {
	var notes []page.Node
	for number := range count {
		text := d.inline([]page.Node{{Kind: page.Text, Text: d.text(30)}}, true)
		if knownFootnotePictures {
			text = slices.DeleteFunc(text, func(n page.Node) bool { return n.Kind == page.Image })
		}
		if number+1 < count && d.percent(40) {
			text = append(text, page.Node{Kind: page.FootnoteRef, N: number + 2, Ref: 2})
		}
		notes = append(notes, page.Node{Kind: page.Footnote, N: number + 1, Ref: 1, Children: []page.Node{{Kind: page.Paragraph, Children: text}}})
	}
	return notes
}

// inline puts a name into a line, now and then; styled where the line may be.
func (d *dice) inline(nodes []page.Node, styled bool) []page.Node {
	if !d.percent(8) {
		return nodes
	}
	added := []page.Node{{Kind: page.Text, Text: d.text(100)}}
	if styled && d.percent(50) {
		added = d.styled(added[0].Text)
	}
	if !styled { // a title is one line
		added[0].Text = strings.Join(strings.Fields(added[0].Text), " ") + " "
	}
	if d.percent(20) {
		added = append(added, pick(d, page.Node{Kind: page.Text, Text: " "}, page.Node{Kind: page.Text, Text: "-"}), d.person())
	}
	return slices.Insert(slices.Clone(nodes), d.IntN(len(nodes)+1), added...)
}

// styled breaks a text in pieces, and gives some of them a style.
func (d *dice) styled(text string) []page.Node {
	var out []page.Node
	for rest := []rune(text); len(rest) > 0; {
		most := 1 + d.IntN(len(rest))
		piece := string(rest[:most])
		rest = rest[most:]
		n := page.Node{Kind: page.Text, Text: piece}
		switch kind := pick(d, page.Text, page.Text, page.Emphasis, page.Strong, page.Strike, page.Link, page.Code, page.HardBreak, page.FootnoteRef, page.Image); kind {
		case page.Text:
		case page.Code:
			n.Kind = kind
		case page.HardBreak:
			n.Text = strings.TrimRight(piece, " \n")
			out, n = append(out, n), page.Node{Kind: kind}
		case page.FootnoteRef:
			out, n = append(out, n), page.Node{Kind: kind, N: int32(1 + d.IntN(2)), Ref: 1}
		case page.Image:
			out, n = append(out, n), d.image()
		case page.Link:
			n = page.Node{Kind: kind, Children: []page.Node{n}, Part: &page.Part{URL: d.address(3)}}
		default:
			n = page.Node{Kind: kind, Children: []page.Node{n}}
		}
		out = append(out, n)
	}
	return out
}

// nameBlocks puts names into blocks and what they hold, and adds blocks of
// kinds that the other worlds do not have.
func (d *dice) nameBlocks(blocks []page.Node) []page.Node {
	var out []page.Node
	for _, n := range blocks {
		if n.Part != nil {
			part := *n.Part
			n.Part = &part
		}
		switch n.Kind {
		case page.Paragraph:
			n.Children = d.inline(d.images(n.Children), true)
		case page.Gallery:
			n.Children = []page.Node{{Kind: page.Paragraph, Children: d.images(n.Children[0].Children)}}
		case page.QuoteBlock:
			n.Children = d.nameBlocks(n.Children)
			switch {
			case n.Person == "":
				n.Attrs = []page.Attr{{Key: "by", Value: "Dr. " + d.prose(15)}, {Key: "url", Value: d.address(15)}}
			case d.percent(30):
				n.Children[0].Children = append(n.Children[0].Children, page.Node{Kind: page.FootnoteRef, N: int32(1 + d.IntN(2)), Ref: 1})
			}
		}
		out = append(out, n)
	}
	if d.percent(12) {
		out = append(out, d.otherBlock())
	}
	return out
}

func (d *dice) otherBlock() page.Node {
	line := page.Node{Kind: page.Paragraph, Children: d.inline([]page.Node{{Kind: page.Text, Text: d.text(15)}}, true)}
	switch kind := pick(d, page.Details, page.Details, page.Heading, page.Blockquote, page.CodeBlock, page.List, page.Table, page.NoteBox, page.HelpBox, page.Link, page.Link); kind {
	case page.Details:
		return page.Node{Kind: kind, Text: d.prose(20), Part: &page.Part{}, Children: []page.Node{line}}
	case page.Heading:
		return page.Node{Kind: kind, N: 2, Children: line.Children}
	case page.CodeBlock:
		return page.Node{Kind: kind, Text: d.prose(20) + "\n"}
	case page.List: // what is tight stands in its item without a paragraph
		cut := d.IntN(len(line.Children) + 1)
		return page.Node{Kind: kind, N: -1, Tight: true, Children: []page.Node{
			{Kind: page.Item, Children: []page.Node{{Kind: page.Paragraph, Children: line.Children[:cut]}}},
			{Kind: page.Item, Children: []page.Node{{Kind: page.Paragraph, Children: line.Children[cut:]}}}}}
	case page.Table:
		cell := page.Node{Kind: page.Cell, Children: line.Children}
		other := page.Node{Kind: page.Cell, Children: []page.Node{{Kind: page.Text, Text: d.prose(20)}}}
		return page.Node{Kind: kind, Children: []page.Node{{Kind: page.Row, Children: []page.Node{other, cell}}}}
	case page.Link:
		link := page.Node{Kind: kind, Children: line.Children, Part: &page.Part{URL: d.address(25), Title: pick(d, "", d.prose(25))}}
		return page.Node{Kind: page.Paragraph, Children: []page.Node{link}}
	default:
		return page.Node{Kind: kind, Part: &page.Part{}, Children: []page.Node{line}}
	}
}

// images gives pictures words of their own.
func (d *dice) images(nodes []page.Node) []page.Node {
	out := slices.Clone(nodes)
	for i := range out {
		n := &out[i]
		if n.Kind != page.Image {
			continue
		}
		part := *n.Part
		n.Part = &part
		switch d.IntN(4) {
		case 0:
			n.Text = ""
		case 1:
			n.Text = d.prose(12)
		case 2:
			n.Text, n.Children = "", []page.Node{{Kind: page.Text, Text: d.prose(12) + pick(d, "", " ")}, d.person()}
		}
		n.Text = strings.Join(strings.Fields(n.Text), " ")
		if d.percent(15) {
			n.Title = d.prose(12)
		}
	}
	return out
}

// describe gives a picture what pictures.yaml says of it.
func (d *dice) describe(p *page.Picture) {
	p.Said = diag.Place{File: "content/pictures/pictures.yaml", Line: 1 + int(p.Sum[1]), Column: 9}
	if d.percent(50) {
		p.Alt, p.AltSaid = d.prose(5), true
	}
	if d.percent(30) {
		p.Credit = d.prose(6)
	}
	if d.percent(20) {
		p.Licence = d.prose(6)
	}
	if strings.HasSuffix(p.File, ".svg") && d.percent(40) {
		p.Words = d.prose(8)
	}
}
