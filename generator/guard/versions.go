package guard

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"sync"

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
	leftOut   []consent.LeftOut // of a published one
	site      *page.Site
	pictures  map[string]page.Picture
	rules     consent.NamesOn
	authors   []*page.Record // of a published standard one: those whose name is shown
	// inHeading gives the places of names in what lists show of it. A long list asks
	// for them again and again.
	inHeading func() map[int][]setting
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
			one.inHeading = sync.OnceValue(func() map[int][]setting { return settings(k.Decisions.Names.Finder(), one.heading()) })
			if d := decided[key{p.Path, v.File}]; d != nil && d.Verdict == consent.Publish {
				one.published = true
				one.leftOut = d.LeftOut
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

// shows gives the files of the pictures and recordings that a published version
// shows, with what belongs to them.
func (v *version) shows() []string {
	var files []string
	add := func(link string) {
		if file := v.site.PictureFile(v.source.File, link); file != "" {
			files = append(files, file)
		}
	}
	if v.edition == page.Standard && v.page.Meta.Cover != "" && !v.page.Meta.Discreet && !v.leavesOutPicture(v.site.PictureFile(v.source.File, v.page.Meta.Cover)) {
		add(v.page.Meta.Cover)
	}
	var walk func(nodes []page.Node)
	walk = func(nodes []page.Node) {
		for i := range nodes {
			if n := &nodes[i]; !v.leavesOut(n) {
				switch n.Kind {
				case page.Image:
					add(n.URL)
				case page.Audio, page.Video:
					add(n.Attr("src"))
					add(n.Attr("captions"))
					add(n.Attr("transcript"))
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
		return unread(s.Unread)
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
	const bytesPerWord = 7
	w.running = make([]byte, 0, bytesPerWord*s.Words)
	w.dead = v.deadNotes()
	w.nodes(s.Body)
	w.flush()
	if s.Edition == page.Standard && v.page.Meta.Cover != "" {
		w.picture(w.site.PictureFile(s.File, v.page.Meta.Cover))
	}
	return w.out
}

// marks are those of the boxes that a text has, which a theme gives titles of its
// own: where one stands, a run of words ends.
var marks = regexp.MustCompile(`(?m)^:{3,}[a-z-]*`)

// unread gives the texts of a file that could not be read.
func unread(text string) (out []saying) {
	for _, part := range marks.Split(text, -1) {
		out = append(out, saying{text: part, withheld: true})
	}
	return out
}

// heading gives the texts by which lists show a version.
func (v *version) heading() []saying {
	w := wording{version: v}
	w.line(v.source.Title, true)
	w.line(v.source.Summary, false)
	for _, t := range append(slices.Clone(v.page.Meta.Tags), v.page.Meta.Theme) {
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
		if read := percent([]byte(old)); read != nil {
			w.add(string(read), false, 0)
		}
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
	for _, id := range v.page.Meta.By() {
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
		if (n.Kind == page.Audio || n.Kind == page.Video) && !v.leavesOut(n) {
			add(n.Attr("src"))
		}
	}
	for _, e := range v.page.Meta.Events {
		add(e.URL)
	}
	return out
}

// aside gives what stands beside the text of a version: where it leads, who made
// it, and what its authors say of themselves.
func (v *version) aside() []saying {
	out := v.links()
	for _, m := range v.page.Meta.MadeWith { // the easy-read version shows it, too
		out = append(out, saying{text: m.Group}, saying{text: m.Did})
	}
	for _, rec := range v.authors {
		out = append(out, saying{text: rec.Byline}, saying{text: rec.Bio})
	}
	return out
}
