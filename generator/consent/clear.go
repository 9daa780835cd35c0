package consent

import (
	"cmp"
	"slices"
	"strings"

	"goldenthread/generator/page"
	"goldenthread/generator/work"
)

// clear makes what may be published of outcomes for a day.
func (j *judge) clear(outcomes []outcome, names Names) Cleared {
	today := names.today
	c := Cleared{made: true, site: j.src.Site, today: today, sections: j.listed(outcomes, names), names: names}
	c.ownAccessibility = slices.ContainsFunc(j.src.Pages, func(p page.Page) bool { return p.Path == "accessibility" })
	views := make([][]page.View, len(j.subjects))
	shown := make([][]page.Picture, len(j.subjects))
	work.All(len(j.subjects), func(i int) {
		for e := range editions {
			if outcomes[i].publish[e] {
				x := clearing{judge: j, outcomes: outcomes, subject: &j.subjects[i], version: j.subjects[i].versions[e], today: today, names: names}
				views[i] = append(views[i], x.view(outcomes[i], e))
				shown[i] = append(shown[i], x.pictures...)
			}
		}
	})
	count := 0
	for i := range views {
		count += len(views[i])
	}
	c.views = make([]page.View, 0, count)
	for i := range views {
		c.views = append(c.views, views[i]...)
		c.pictures = append(c.pictures, shown[i]...)
	}
	slices.SortFunc(c.pictures, func(a, b page.Picture) int { return strings.Compare(a.File, b.File) })
	c.pictures = slices.CompactFunc(c.pictures, func(a, b page.Picture) bool { return a.File == b.File })
	return c
}

// listed gives the sections that may be shown: without folders whose names could
// not stand in an address, which hold nothing that could be published and may be
// anybody's name; and without those that are named like somebody and of which no
// page is published, since it is a page that allows a name.
func (j *judge) listed(outcomes []outcome, names Names) []string {
	published := map[string]bool{}
	for i := range outcomes {
		if outcomes[i].publish[standard] {
			published[j.subjects[i].page.Section] = true
		}
	}
	return slices.DeleteFunc(Sections(j.src), func(s string) bool {
		return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || !published[s] && names.guards(Nowhere, s, false)
	})
}

// clearing makes the view of one edition.
type clearing struct {
	*judge
	outcomes []outcome
	subject  *subject
	version  *page.Version
	today    page.Day
	names    Names
	pictures []page.Picture
}

func (x *clearing) view(o outcome, e int) page.View {
	p, v, m := x.subject.page, x.version, &x.subject.page.Meta
	body := x.body()
	view := page.View{
		Path: p.Path, File: v.File, Section: p.Section, Own: p.Own, Edition: v.Edition, Address: p.Address(v.Edition),
		Standard: p.Address(page.Standard), Title: x.text(v.Title), Label: x.label(v.Title), Summary: x.text(v.Summary),
		Byline: x.byline(), HasPeople: len(x.subject.people) > 0 || o.others[e], Language: cmp.Or(m.Language, x.src.Site.Language),
		Date: m.Date, Updated: m.Updated, Tags: m.Tags, Week: m.Week, ContentNotes: m.ContentNotes,
		MadeWith: x.madeWith(), TestedWith: v.TestedWith, Discreet: m.Discreet, OwnWords: m.OwnWords,
		Body: body, Words: page.CountWords(body), Channels: o.channels[e],
		Starts: m.Starts, Ends: m.Ends, Theme: m.Theme, Events: x.events(), Extra: m.Extra,
	}
	if view.Summary == "" {
		view.Summary = page.Excerpt(body)
		if x.names.guards(p.Path, view.Summary, true) { // a name that is allowed was cut, and what is left of it is not
			view.Summary = ""
		}
		view.SummaryMade = view.Summary != ""
	}
	if e == standard {
		view.Authors = x.authors()
		view.OldURLs = oldURLs(v.Front)
	}
	if o.publish[easyRead] {
		view.EasyRead = p.Address(page.EasyRead)
	}
	if e == standard && o.cover {
		view.Cover = x.cover()
	}
	return view
}

// oldURLs gives a page's old addresses, each with its place.
func oldURLs(front []page.Scalar) []page.OldURL {
	var out []page.OldURL
	for _, s := range front {
		if s.Key == "old_urls" {
			out = append(out, page.OldURL{Address: s.Text, Line: s.Line, Column: s.Column})
		}
	}
	return out
}

// shownName gives the name of a person as this page may show it.
func (x *clearing) shownName(id string) string {
	return cmp.Or(x.name(x.subject.page, id, x.today), x.src.Site.Unnamed)
}

func (x *clearing) text(nodes []page.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		if n.Kind == page.PersonName {
			b.WriteString(x.shownName(n.Person))
		} else {
			b.WriteString(n.Text)
		}
	}
	return b.String()
}

// label gives a title without anybody's name.
func (x *clearing) label(nodes []page.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		if n.Kind == page.PersonName {
			b.WriteString(x.src.Site.Unnamed)
		} else {
			b.WriteString(n.Text)
		}
	}
	return b.String()
}

// authors gives those whose name may be shown and who say something of themselves.
func (x *clearing) authors() []page.Author {
	var out []page.Author
	for _, id := range x.subject.page.Meta.By() {
		if name := x.knownName(x.subject.page, id, x.today); name != "" {
			if rec := x.src.Records[id]; rec.Byline != "" || rec.Bio != "" {
				out = append(out, page.Author{Name: name, Byline: rec.Byline, Bio: rec.Bio})
			}
		}
	}
	return out
}

// byline gives the names of those by whom the page is.
func (x *clearing) byline() []string {
	var names []string
	for _, id := range x.subject.page.Meta.By() {
		if n := x.shownName(id); !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

func (x *clearing) madeWith() []page.Made {
	var out []page.Made
	for _, m := range x.subject.page.Meta.MadeWith {
		who := m.Group
		if m.Person != "" {
			who = x.shownName(m.Person)
		}
		out = append(out, page.Made{Who: who, Did: m.Did})
	}
	return out
}

func (x *clearing) events() []page.Event {
	events := slices.Clone(x.subject.page.Meta.Events)
	for i := range events {
		events[i].URL, _ = x.link(events[i].URL)
	}
	return events
}

func (x *clearing) cover() *page.Cover {
	m := &x.subject.page.Meta
	pic := x.src.Pictures[x.src.Site.PictureFile(x.version.File, m.Cover)]
	channels, _ := x.agree(x.subject.page, pic.People.IDs, page.UsePicture, x.today)
	x.pictures = append(x.pictures, pic)
	return &page.Cover{Renditions: pic.Shown(), Preview: pic.Preview(), Alt: pic.Alt, Credit: credit(pic), Channels: channels}
}

func credit(p page.Picture) string {
	if p.Credit != "" && p.Licence != "" {
		return p.Credit + ", " + p.Licence
	}
	return p.Credit + p.Licence
}

// body gives the text with all that is withheld taken out, and names, links
// and pictures resolved.
func (x *clearing) body() []page.Node {
	dead := x.deadNotes(x.subject.page, x.version, x.today)
	body := page.Map(x.version.Body, func(n *page.Node) page.Fate {
		if n.Kind == page.Footnote && dead[n.N] {
			return page.Drop
		}
		part, is := x.part(x.subject.page, x.version, n, x.today)
		if is && part.reason != nil {
			return page.Drop
		}
		if is && n.Channels != part.channels {
			n.Channels = part.channels
			return max(x.resolve(n), page.Change)
		}
		return x.resolve(n)
	})
	return page.Footnotes(body)
}

// resolve puts names, addresses and pictures into a node that is shown, and
// says what becomes of it.
func (x *clearing) resolve(n *page.Node) page.Fate {
	switch n.Kind {
	case page.PersonName:
		n.Text, n.Part = x.shownName(n.Person), &page.Part{}
	case page.QuoteBlock:
		x.quote(n)
	case page.Image:
		pic := x.src.Pictures[x.src.Site.PictureFile(x.version.File, n.URL)]
		x.pictures = append(x.pictures, pic)
		n.Text = cmp.Or(n.Text, x.text(n.Children), pic.Alt)
		n.Children = nil
		n.Part = &page.Part{Renditions: pic.Shown(), Title: n.Title, Credit: credit(pic), Nobody: len(pic.People.IDs) == 0 && pic.Words == ""}
	case page.Audio, page.Video:
		x.recording(n)
	case page.Link:
		address, ok := x.link(n.URL)
		if !ok {
			if isAddress(n) {
				return page.Drop
			}
			return page.Unwrap
		}
		if isAddress(n) && strings.HasPrefix(address, "/") { // the path of a discreet page is not its address
			n.Children = []page.Node{{Kind: page.Text, Line: n.Line, Column: n.Column, Text: x.asWritten(n.URL, address)}}
		}
		n.Part = &page.Part{URL: address, Title: n.Title}
	default:
		return page.Keep
	}
	return page.Change
}

// recording gives a recording its file, captions and transcript; one that lies
// elsewhere, its address.
func (x *clearing) recording(n *page.Node) {
	if x.src.Site.Elsewhere(x.version.File, n) {
		n.Part = &page.Part{URL: n.Attr("src")}
		return
	}
	about := x.mediaFiles(x.version, n)
	part := page.Part{Renditions: about.medium.Shown()}
	x.pictures = append(x.pictures, about.medium)
	if about.captions.Stem != "" {
		x.pictures = append(x.pictures, about.captions)
		part.Captions = page.Main(about.captions.Renditions).Address
	}
	n.Children = nil
	for _, paragraph := range about.transcript.Transcript {
		n.Children = append(n.Children, spoken(paragraph))
	}
	n.Part = &part
}

// spoken gives a paragraph of a transcript, with its lines.
func spoken(paragraph string) page.Node {
	p := page.Node{Kind: page.Paragraph}
	for i, line := range strings.Split(paragraph, "\n") {
		if i > 0 {
			p.Children = append(p.Children, page.Node{Kind: page.HardBreak})
		}
		p.Children = append(p.Children, page.Node{Kind: page.Text, Text: line})
	}
	return p
}

// quote names the source of a quotation; the person's id does not go on.
func (x *clearing) quote(n *page.Node) {
	if n.Person != "" {
		n.Text = x.shownName(n.Person)
	}
	attrs := make([]page.Attr, 0, len(n.Attrs))
	for _, a := range n.Attrs {
		switch a.Key {
		case "by":
			attrs = append(attrs, a)
		case "url":
			if address, ok := x.link(a.Value); ok {
				attrs = append(attrs, page.Attr{Key: "url", Value: address})
			}
		}
	}
	n.Part = &page.Part{Attrs: attrs}
}

// link gives the address that a link has for readers; ok is false where it has
// to lose it.
func (x *clearing) link(url string) (address string, ok bool) {
	kind, ref, made, suffix := x.index.Follow(x.version.File, url)
	switch kind {
	case page.LinkOutside:
		return url, true
	case page.LinkSame:
		return suffix, suffix != ""
	case page.LinkMade:
		return made + suffix, true
	case page.LinkPage:
		e := standard
		if ref.Edition == page.EasyRead {
			e = easyRead
		}
		if x.outcomes[ref.Page].publish[e] {
			return x.src.Pages[ref.Page].Address(ref.Edition) + suffix, true
		}
	}
	return "", false
}

// asWritten gives an address within the site with the site's own in front where
// the link was written so.
func (x *clearing) asWritten(link, address string) string {
	if strings.Contains(link, "://") {
		return x.src.Site.Absolute(address)
	}
	return address
}

// isAddress says whether the words of a link are its own address.
func isAddress(n *page.Node) bool {
	return len(n.Children) == 1 && n.Children[0].Kind == page.Text && strings.TrimSuffix(n.Children[0].Text, "/") == strings.TrimSuffix(n.URL, "/")
}
