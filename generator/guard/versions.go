package guard

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"goldenthread/generator/consent"
	"goldenthread/generator/page"
)

// version is one version of a page with what was decided about it, and its
// words as they were written.
type version struct {
	page      *page.Page
	source    *page.Version
	edition   page.Edition
	address   string
	published bool
	leftOut   []string // of a published one: what is left out, as reports name it
	site      *page.Site
	pictures  map[string]page.Picture
	rules     consent.NamesOn
	authors   []*page.Record // of a published standard one: those whose name is shown
}

// versions lists every version of every page, those that wait for approval
// among them.
func versions(k Knowledge) []*version {
	type key struct {
		page, file string
	}
	decided := map[key]*consent.Decision{}
	for i := range k.Decisions.List {
		d := &k.Decisions.List[i]
		decided[key{d.Page, d.File}] = d
	}
	var all []*version
	for i := range k.Source.Pages {
		p := &k.Source.Pages[i]
		add := func(v *page.Version) {
			one := &version{page: p, source: v, edition: v.Edition, address: p.Address(v.Edition), site: &k.Source.Site, pictures: k.Source.Pictures, rules: k.Decisions.Names.On(p.Path)}
			if d := decided[key{p.Path, v.File}]; d != nil && d.Verdict == consent.Publish {
				one.published = true
				for _, l := range d.LeftOut {
					one.leftOut = append(one.leftOut, l.What)
				}
				one.authors = one.named(k.Source.Records)
			}
			all = append(all, one)
		}
		for _, v := range p.Versions() {
			add(v)
		}
		for i := range p.Next {
			add(&p.Next[i])
		}
	}
	return all
}

// shows gives the files of the pictures that a published version shows.
func (v *version) shows() []string {
	var files []string
	add := func(link string) {
		if file := v.site.PictureFile(v.source.File, link); file != "" && !slices.Contains(v.leftOut, file) {
			files = append(files, file)
		}
	}
	if v.edition == page.Standard && v.page.Meta.Cover != "" && !v.page.Meta.Discreet {
		add(v.page.Meta.Cover)
	}
	var walk func(nodes []page.Node)
	walk = func(nodes []page.Node) {
		for i := range nodes {
			if n := &nodes[i]; !v.leavesOut(n) {
				if n.Kind == page.Image {
					add(n.URL)
				}
				walk(n.Children)
			}
		}
	}
	walk(v.source.Body)
	return files
}

// saying is a text with its place.
type saying struct {
	text     string
	short    bool // a title or an alt text: withheld from four words on
	withheld bool
	lines    []lineAt // in order; none where nobody knows
}

// lineAt says on which line a byte of a text stands, and those behind it.
type lineAt struct{ at, line int }

// lineOf gives the line on which a byte of the text stands; 0 where nobody knows.
func (s saying) lineOf(at int) int {
	for i := len(s.lines) - 1; i >= 0; i-- {
		if l := s.lines[i]; l.at <= at {
			return l.line + strings.Count(s.text[l.at:at], "\n")
		}
	}
	return 0
}

// sayings gives every text of a version: those that readers may see, and those
// that are withheld.
func (v *version) sayings() []saying {
	s := v.source
	w := wording{version: v, withheld: !v.published}
	if s.Fault != nil {
		return []saying{{text: s.Unread, withheld: true}}
	}
	w.line(s.Title, true)
	w.line(s.Summary, false)
	for _, f := range s.Front {
		switch f.Key {
		case "cover", "old_urls":
			continue
		case "events.url":
			w.address(f.Text, f.Line)
			continue
		}
		w.add(f.Text, f.Key == "events.title", f.Line)
	}
	w.dead = v.deadNotes()
	w.nodes(s.Body)
	w.flush()
	if s.Edition == page.Standard && v.page.Meta.Cover != "" {
		w.picture(w.site.PictureFile(s.File, v.page.Meta.Cover))
	}
	return w.out
}

// heading gives the texts by which lists show a version.
func (v *version) heading() []saying {
	w := wording{version: v}
	w.line(v.source.Title, true)
	w.line(v.source.Summary, false)
	for _, t := range v.page.Meta.Tags {
		w.add(t, false, 0)
	}
	for _, t := range v.page.Meta.ContentNotes {
		w.add(t, false, 0)
	}
	if v.page.Meta.Cover != "" {
		w.picture(w.site.PictureFile(v.source.File, v.page.Meta.Cover))
	}
	if len(v.source.Summary) == 0 {
		w.beginning()
	}
	for _, old := range v.page.Meta.OldURLs {
		w.add(old, false, 0)
	}
	return append(w.out, saying{text: v.address})
}

// beginning adds the first paragraph, of which lists show what has room.
func (w *wording) beginning() {
	for i := range w.source.Body {
		if n := &w.source.Body[i]; n.Kind == page.Paragraph {
			w.nodes([]page.Node{*n})
			if len(bytes.TrimSpace(w.running)) > 0 {
				break
			}
		}
	}
	w.flush()
}

// named gives the records of those by whom a page is and whose name it shows.
func (v *version) named(records map[string]*page.Record) (out []*page.Record) {
	ids := v.page.Meta.Authors
	if len(ids) == 0 {
		ids = v.page.Meta.People.IDs
	}
	for _, id := range ids {
		if v.edition == page.Standard && v.rules.Tells(id) {
			out = append(out, records[id])
		}
	}
	return out
}

// bios gives what each person's record says of them, in the shape of a version: it
// is published where some page shows it behind their name.
func bios(k Knowledge, all []*version) []*version {
	shown := map[*page.Record]bool{}
	for _, v := range all {
		for _, rec := range v.authors {
			shown[rec] = true
		}
	}
	var out []*version
	for _, rec := range k.Source.Records {
		if rec.Byline == "" && rec.Bio == "" {
			continue
		}
		said := []page.Scalar{{Key: "byline", Text: rec.Byline, Line: rec.Lines["byline"]}, {Key: "bio", Text: rec.Bio, Line: rec.Lines["bio"]}}
		out = append(out, &version{
			page: &page.Page{Path: rec.File}, source: &page.Version{File: rec.File, Front: said}, site: &k.Source.Site, published: shown[rec],
		})
	}
	slices.SortFunc(out, func(a, b *version) int { return strings.Compare(a.source.File, b.source.File) })
	return out
}

// links gives where a version leads, as it is written: names stand in addresses,
// too.
func (v *version) links() (out []saying) {
	add := func(link string) {
		out = append(out, saying{text: link})
		if read := percent([]byte(link)); read != nil {
			out = append(out, saying{text: string(read)})
		}
	}
	for n := range page.Walk(v.source.Body) {
		if n.Kind == page.Link && !v.leavesOut(n) {
			add(n.URL)
		}
		add(n.Attr("url"))
	}
	for _, e := range v.page.Meta.Events {
		add(e.URL)
	}
	return out
}

// aside gives what stands beside the text of a version: where it leads, and what
// its authors say of themselves.
func (v *version) aside() []saying {
	out := v.links()
	for _, rec := range v.authors {
		out = append(out, saying{text: rec.Byline}, saying{text: rec.Bio})
	}
	return out
}

// wording gathers sayings.
type wording struct {
	*version
	out      []saying
	running  []byte // text that runs on
	lines    []lineAt
	dead     map[int32]bool // footnotes that are not shown
	withheld bool
}

func (w *wording) add(text string, short bool, line int) {
	if text != "" {
		w.out = append(w.out, saying{text, short, w.withheld, []lineAt{{0, line}}})
	}
}

// line adds a title or summary, with the names in it as they would be shown.
func (w *wording) line(nodes []page.Node, short bool) {
	if len(nodes) == 0 {
		return
	}
	var text strings.Builder
	for _, n := range nodes {
		if n.Kind == page.PersonName {
			text.WriteString(w.rules.ShownName(n.Person))
		} else {
			text.WriteString(n.Text)
		}
	}
	w.add(text.String(), short, int(nodes[0].Line))
	if len(nodes) > 1 && w.withheld { // other names may be shown in it elsewhere
		for _, n := range nodes {
			if n.Kind == page.Text {
				w.add(n.Text, short, int(n.Line))
			}
		}
	}
}

// flush ends the text that runs on.
func (w *wording) flush() {
	if len(w.running) > 0 {
		w.out = append(w.out, saying{string(w.running), false, w.withheld, w.lines})
	}
	w.running, w.lines = w.running[:0], nil
}

// nodes adds the text of nodes. It runs on from block to block: whoever copies
// it copies more than a paragraph.
func (w *wording) nodes(nodes []page.Node) {
	for i := range nodes {
		n := &nodes[i]
		if w.leavesOut(n) || n.Kind == page.Footnote && w.dead[n.N] { // what is around it runs on without it
			inner := wording{version: w.version, withheld: true}
			inner.node(n)
			inner.flush()
			w.out = append(w.out, inner.out...)
			continue
		}
		w.node(n)
	}
}

func (w *wording) node(n *page.Node) {
	switch n.Kind {
	case page.Text, page.Code, page.CodeBlock:
		w.lines = append(w.lines, lineAt{len(w.running), int(n.Line)})
		w.running = append(w.running, n.Text...)
	case page.HardBreak:
		w.running = append(w.running, ' ')
	case page.PersonName:
		w.running = append(w.running, w.rules.ShownName(n.Person)...)
	case page.Details, page.Audio, page.Video:
		w.add(n.Text, false, int(n.Line))
	case page.Image:
		w.add(n.Text, true, int(n.Line))
		w.add(n.Title, false, int(n.Line))
		w.line(n.Children, true)
		w.picture(w.site.PictureFile(w.source.File, n.URL))
		return
	case page.Link:
		w.add(n.Title, false, int(n.Line))
		if _, inside := w.site.Target(w.source.File, n.URL); inside && !w.withheld && len(n.Children) == 1 && isAddress(n.Children[0].Text, n.URL) {
			return // its words are its address, which goes where the page is withheld
		}
		w.address(n.URL, int(n.Line))
	}
	for _, a := range attrs(n) {
		switch a.Key {
		case "by":
			w.add(a.Value, false, int(n.Line))
		case "url":
			w.address(a.Value, int(n.Line))
		}
	}
	if n.Kind.Block() {
		w.running = append(w.running, '\n')
	}
	w.nodes(n.Children)
	if n.Kind.Block() {
		w.running = append(w.running, '\n')
	}
}

// address adds where a link of what is published leads on another site: it is no
// text of anybody who links there, too.
func (w *wording) address(link string, line int) {
	u, err := url.Parse(link)
	if _, inside := w.site.Target(w.source.File, link); err == nil && u.Host != "" && !inside && !w.withheld {
		w.add(link, false, line)
	}
}

// isAddress says whether the words of a link are an address.
func isAddress(words, link string) bool {
	return strings.Contains(words, "://") || strings.TrimSuffix(words, "/") == strings.TrimSuffix(link, "/")
}

func attrs(n *page.Node) []page.Attr {
	if n.Part == nil {
		return nil
	}
	return n.Attrs
}

// picture adds what pictures.yaml says of a picture. Of one that is left out
// here, it is withheld here.
func (w *wording) picture(file string) {
	p, ok := w.pictures[file]
	if !ok {
		return
	}
	inner := wording{version: w.version, withheld: w.withheld || slices.Contains(w.leftOut, file)}
	inner.add(p.Alt, true, 0)
	if !inner.withheld { // a credit is nobody's story; where it is shown, it may stand elsewhere
		inner.add(p.Credit, true, 0)
		inner.add(p.Licence, true, 0)
		inner.add(p.Credit+", "+p.Licence, true, 0)
	}
	inner.add(p.Words, false, 0)
	w.out = append(w.out, inner.out...)
}

// deadNotes gives the numbers of the footnotes to which only a part leads that is
// left out.
func (v *version) deadNotes() map[int32]bool {
	dead := map[int32]bool{}
	if len(v.leftOut) == 0 {
		return dead
	}
	for n := range page.Walk(v.source.Body) {
		if n.Kind == page.Footnote {
			dead[n.N] = true
		}
	}
	shown := page.Footnotes(page.Map(v.source.Body, func(n *page.Node) page.Fate {
		if v.leavesOut(n) {
			return page.Drop
		}
		return page.Keep
	}))
	for n := range page.Walk(shown) {
		if n.Kind == page.Footnote {
			delete(dead, n.N)
		}
	}
	return dead
}

// leavesOut says whether a node is a part that was decided to be left out.
func (v *version) leavesOut(n *page.Node) bool {
	switch n.Kind {
	case page.Image, page.Audio, page.Video:
		link := n.Attr("src")
		if n.Kind == page.Image {
			link = n.URL
		}
		if slices.Contains(v.leftOut, v.site.PictureFile(v.source.File, link)) {
			return true
		}
	case page.QuoteBlock:
	default:
		return false
	}
	return len(v.leftOut) > 0 && slices.Contains(v.leftOut, fmt.Sprintf("%s:%d", v.source.File, n.Line))
}
