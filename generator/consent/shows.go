package consent

import (
	"cmp"
	"html"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"goldenthread/generator/diag"
	"goldenthread/generator/fold"
	"goldenthread/generator/page"
)

// This file gathers everything of a page that can reach an output, each piece
// with its place in the writer's file, and looks for guarded names in it. It
// walks over what was written, not over what is made of it.

// flow is text in which names may run from one piece into the next.
type flow struct {
	text   []byte
	pieces []piece
}

// piece is where a part of a flow comes from.
type piece struct {
	at     int32 // byte of the flow
	line   int32
	column int32
	indent int32 // where the lines behind its first begin
	whole  bool  // it does not stand in the file as it is here, so its beginning is its place
	file   string
	what   string // "" for the words of the page itself
}

// apart ends whatever runs on.
func (f *flow) apart() { f.text = append(f.text, fold.Break) }

func (f *flow) add(text string, p piece) {
	p.at = int32(len(f.text))
	f.pieces = append(f.pieces, p)
	f.text = append(f.text, text...)
}

// place gives where a byte of the flow stands in the writer's file.
func (f *flow) place(at int32) (diag.Place, string) {
	i, exact := slices.BinarySearchFunc(f.pieces, at, func(p piece, at int32) int { return cmp.Compare(p.at, at) })
	if !exact {
		i--
	}
	p := f.pieces[i]
	place := diag.Place{File: p.file, Line: int(p.line), Column: int(p.column)}
	if p.whole {
		return place, p.what
	}
	before := string(f.text[p.at:at])
	if newline := strings.LastIndexByte(before, '\n'); newline >= 0 {
		place.Line += strings.Count(before, "\n")
		place.Column = max(1, int(p.indent))
		before = before[newline+1:]
	}
	place.Column += utf8.RuneCountInString(before)
	return place, p.what
}

// looker looks for names on one version of a page. It is used again and again.
type looker struct {
	*onPage
	version *page.Version
	prose   flow
	rest    flow // addresses, file names, tags: where names that are words count, too
	leftOut []page.Node
	all     bool           // what is left out is looked at, too
	dead    map[int32]bool // footnotes that are not shown
	aside   []asidePiece   // prose that does not stand in the flow of the text
	indent  int32
	text    fold.Text
	hits    []fold.Hit
}

type asidePiece struct {
	text string
	piece
}

// newLookers makes room for lookers that are used by turns.
func newLookers() *sync.Pool { return &sync.Pool{New: func() any { return new(looker) }} }

// shownNames gives a reason for each place where a version shows a guarded name,
// in the order of the places; and whose names it mentions at all.
func (j *judge) shownNames(x *onPage, v *page.Version, cover bool) (reasons []Reason, mentioned []string) {
	l := j.lookers.Get().(*looker)
	defer j.lookers.Put(l)
	l.onPage, l.version, l.leftOut = x, v, nil
	l.reset()
	l.gather(cover)
	for _, f := range []struct {
		*flow
		prose bool
	}{{&l.prose, true}, {&l.rest, false}} {
		l.text.Read(f.text)
		l.hits = x.book.finder.Find(&l.text, f.prose, l.hits[:0])
		mentioned = append(mentioned, l.whose()...)
		for _, name := range x.guarded(l.hits) {
			reasons = append(reasons, l.reason(f.flow, name))
		}
	}
	slices.SortStableFunc(reasons, func(a, b Reason) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), strings.Compare(a.Person, b.Person))
	})
	reasons = slices.CompactFunc(reasons, func(a, b Reason) bool { return a.Place == b.Place && a.Person == b.Person })
	return reasons, append(mentioned, l.mentionedInLeftOut()...)
}

// mentionedInLeftOut gives whose names stand in what is left out today, and may
// be shown on another day.
func (l *looker) mentionedInLeftOut() []string {
	if len(l.leftOut) == 0 {
		return nil
	}
	l.reset()
	l.all = true
	l.nodes(l.leftOut)
	l.all = false
	l.writeAside()
	var ids []string
	for _, f := range []flow{l.prose, l.rest} {
		l.text.Read(f.text)
		l.hits = l.book.finder.Find(&l.text, false, l.hits[:0])
		ids = append(ids, l.whose()...)
	}
	return ids
}

// whose gives the people whose names were found.
func (l *looker) whose() []string {
	var ids []string
	for _, h := range l.hits {
		for _, o := range l.book.owners[h.Name] {
			if !slices.Contains(ids, o.id) {
				ids = append(ids, o.id)
			}
		}
	}
	return ids
}

func (l *looker) reset() {
	l.prose, l.rest = flow{l.prose.text[:0], l.prose.pieces[:0]}, flow{l.rest.text[:0], l.rest.pieces[:0]}
	l.aside = l.aside[:0]
}

// reason says where a name stands, and whose it is if it is one of the page's
// people; never which.
func (l *looker) reason(f *flow, name found) Reason {
	place, what := f.place(l.text.Words[name.First].Start)
	r := because(ShowsGuardedName, "", place)
	if slices.Contains(l.subject.people, name.id) {
		r.Person = name.id
	}
	if what != "" {
		r.Message = "A name, or something else that may not be shown on this page, stands " + what
	}
	return r
}

// gather gathers all of a version.
func (l *looker) gather(cover bool) {
	v := l.version
	for _, line := range [][]page.Node{v.Title, v.Summary} {
		l.indent = 1
		l.nodes(line)
		l.prose.apart()
	}
	l.frontMatter(cover)
	l.dead = l.deadNotes(l.subject.page, v, l.today)
	l.nodes(v.Body)
	l.prose.apart()
	if v.Edition == page.Standard {
		l.rest.add(l.subject.page.Path, piece{file: v.File, whole: true, what: "in the page's path, which is its address; give the file or folder another name."})
		l.rest.apart()
		if cover {
			l.picture(l.src.Pictures[l.src.Site.PictureFile(v.File, l.subject.page.Meta.Cover)], "", piece{file: v.File})
		}
		l.authors()
	}
	l.writeAside()
}

func (l *looker) writeAside() {
	l.prose.apart()
	for _, a := range l.aside {
		l.prose.add(a.text, a.piece)
		l.prose.apart()
		if read := unescaped(a.text); read != a.text {
			l.prose.add(read, a.piece)
			l.prose.apart()
		}
	}
}

// frontMatter adds the texts of the front matter but for title and summary.
func (l *looker) frontMatter(cover bool) {
	for _, s := range l.version.Front {
		p := piece{file: l.version.File, line: int32(s.Line), column: int32(s.Column), indent: 1}
		switch s.Key {
		case "cover":
			if cover {
				p.what = "in the file name of the cover; give the picture another name."
				l.address(path.Base(s.Text), p)
			}
		case "tags", "week", "old_urls", "events.url":
			p.what = "here; take it out."
			l.address(s.Text, p)
			if s.Key == "tags" { // its address has hyphens for whatever is no letter
				p.whole = true
				l.address(hyphened(s.Text), p)
			}
		default:
			p.what = "here; take it out."
			l.words(s.Text, p)
			l.prose.apart()
		}
	}
}

// authors adds the names that the program itself writes: of the authors, with what
// is shown behind them, and of those who made the page. The name that one of them
// may be shown by can be another's that may not.
func (l *looker) authors() {
	m := &l.subject.page.Meta
	key := "authors"
	if len(m.Authors) == 0 {
		key = "people"
	}
	for _, made := range m.MadeWith {
		if made.Person != "" {
			l.written(made.Person, piece{file: l.version.File, line: int32(m.Lines["made_with"])})
		}
	}
	for _, id := range m.By() {
		rec, ok := l.record(id)
		if !ok || !l.written(id, piece{file: l.version.File, line: int32(m.Lines[key])}) {
			continue
		}
		for _, own := range []struct{ key, text string }{{"byline", rec.Byline}, {"bio", rec.Bio}} {
			l.aside = append(l.aside, asidePiece{own.text, piece{file: rec.File, line: int32(rec.Lines[own.key]), whole: true, what: "in the 'byline' or 'bio' of one of its authors; take it out there."}})
		}
	}
}

// written adds the name that a person may be shown by, and says whether there is
// one.
func (l *looker) written(id string, at piece) bool {
	name := l.name(l.subject.page, id, l.today)
	if name != "" {
		at.whole, at.what = true, "where the program would write the name of this person, since it is another's too; let them be shown by another name."
		l.aside = append(l.aside, asidePiece{name, at})
	}
	return name != ""
}

// address adds an address, a file name or a tag, as it is written and as it is
// read.
func (l *looker) address(text string, p piece) {
	l.rest.add(text, p)
	l.rest.apart()
	p.whole = true
	for range 3 { // escapes may be escaped
		read := unescaped(text)
		if read == text {
			break
		}
		text = read
		l.rest.add(text, p)
		l.rest.apart()
	}
	if strings.Contains(text, "+") { // a space, in a query
		l.rest.add(strings.ReplaceAll(text, "+", " "), p)
		l.rest.apart()
	}
}

// hyphened gives a text with hyphens for all that is neither letter nor digit.
func hyphened(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			return r
		}
		return '-'
	}, text)
}

// unescaped takes the escapes of addresses and of HTML away, and leaves what is
// none as it is.
func unescaped(text string) string {
	if !strings.ContainsAny(text, "%&") {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) {
			if n, err := strconv.ParseUint(text[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(n))
				i += 2
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return html.UnescapeString(b.String())
}

// words adds words as they run, and, where they hold escapes, as who follows them
// would read them.
func (l *looker) words(text string, p piece) {
	l.prose.add(text, p)
	if read := unescaped(text); read != text {
		p.whole = true
		l.aside = append(l.aside, asidePiece{read, p})
	}
}

// nodes adds the words of a text as they run.
func (l *looker) nodes(nodes []page.Node) {
	for i := range nodes {
		n := &nodes[i]
		if !l.all && l.isLeftOut(n) {
			l.leftOut = append(l.leftOut, *n)
			continue
		}
		if n.Kind.Block() {
			l.prose.apart()
			l.indent = n.Column
		}
		at := piece{file: l.version.File, line: n.Line, column: n.Column, indent: l.indent}
		switch n.Kind {
		case page.Text, page.Code, page.CodeBlock:
			l.words(n.Text, at)
		case page.HardBreak:
			l.prose.add("\n", at)
		case page.PersonName:
			if name := l.name(l.subject.page, n.Person, l.today); name != "" {
				at.whole = true
				l.prose.add(name, at)
			} else {
				l.prose.apart() // what is shown in its place is site.yaml's
			}
		case page.Image:
			l.image(n, at)
			continue
		case page.Audio, page.Video:
			l.recording(n)
		}
		l.attributes(n, at)
		l.nodes(n.Children)
		if n.Kind.Block() {
			l.prose.apart()
		}
	}
}

// isLeftOut says whether a node is not shown.
func (l *looker) isLeftOut(n *page.Node) bool {
	if n.Kind == page.Footnote && l.dead[n.N] {
		return true
	}
	part, is := l.part(l.subject.page, l.version, n, l.today)
	return is && part.reason != nil
}

// attributes adds what a node holds beside its words.
func (l *looker) attributes(n *page.Node, at piece) {
	switch n.Kind {
	case page.Details, page.Audio, page.Video:
		at.whole = true
		l.aside = append(l.aside, asidePiece{n.Text, at})
	}
	if n.Part == nil {
		return
	}
	at.whole = true
	if n.URL != "" {
		link := at
		link.what = "in the address of this link; take the link out, or link elsewhere."
		l.address(n.URL, link)
	}
	if n.Title != "" {
		l.aside = append(l.aside, asidePiece{n.Title, at})
	}
	for _, a := range n.Attrs {
		switch a.Key {
		case "person":
			l.written(a.Value, at)
		case "people":
		case "url", "src", "captions", "transcript":
			l.address(a.Value, at)
		default:
			l.aside = append(l.aside, asidePiece{a.Value, at})
		}
	}
}
