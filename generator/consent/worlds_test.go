package consent_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"goldenthread/generator/approval"
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// A world is a site that nobody wrote: small, and dense, so that ties and
// collisions are common. Its number alone makes it, so a failure can be made
// again.
type world struct {
	src   *page.Source
	today page.Day
}

// dice makes a world.
type dice struct {
	*rand.Rand
	today page.Day
	pool  []page.Day // the days on which everything happens
	ids   []string   // of people, those without a record too
	paths []string   // that entries cover
	links []string   // pages that others link to
	line  int32
	files []string // of pictures
	// Of worlds with names: records that hold nothing else yet, and names that
	// texts may hold. named is nil in other worlds.
	named    map[string]*page.Record
	mentions []string
}

func (d *dice) percent(n int) bool { return d.IntN(100) < n }

func pick[T any](d *dice, list ...T) T { return list[d.IntN(len(list))] }

// some gives up to most different elements of a list, at least least.
func some[T any](d *dice, least, most int, list ...T) []T {
	list = slices.Clone(list)
	d.Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
	return list[:min(len(list), least+d.IntN(most-least+1))]
}

// day gives a day of the pool, more often one that is not ahead.
func (d *dice) day() page.Day {
	day := pick(d, d.pool...)
	if day > d.today && d.percent(60) {
		return pick(d, d.pool...)
	}
	return day
}

func mustDay(s string) page.Day {
	day, err := page.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return day
}

func makeWorld(number uint64) world {
	d := &dice{Rand: rand.New(rand.NewPCG(20261122, number))}
	d.today = mustDay(pick(d, "2026-07-06", "2026-07-06", "2024-02-29", "2025-02-28", "2025-03-01", "2024-03-29", "2025-01-31", "2028-02-29"))
	d.pool = []page.Day{d.today - 1, d.today, d.today + 1}
	for range 5 {
		d.pool = append(d.pool, d.today+pick[page.Day](d, -731, -366, -365, -60, -31, -30, -29, -28, -14, -12, -7, -6, -5, -4, -3, -2, 2, 3, 7, 30))
	}
	if d.percent(20) {
		d.pool = append(d.pool, mustDay("2024-02-29"))
	}
	src := &page.Source{Records: map[string]*page.Record{}, Pictures: map[string]page.Picture{}}
	src.Site = page.Site{BaseURL: "https://www.example.org/", Unnamed: "Somebody", Consent: page.Rules{
		Approval:       pick(d, page.Sections{}, page.Sections{}, page.Sections{All: true}, page.Sections{Names: []string{"stories"}}),
		PeopleRequired: pick(d, page.Sections{Names: []string{"stories"}}, page.Sections{Names: []string{"blog", "stories"}}, page.Sections{}),
		Longest:        pick(d, page.Period{Days: 30}, page.Period{Days: 30}, page.Period{Months: 1}, page.Period{Years: 1}, page.Period{Years: 2}),
	}}
	d.ids = []string{"ann", "bob", "cat", "dan"}[:1+d.IntN(4)]
	if d.percent(5) {
		d.ids = append(slices.Clone(d.ids), "eve")
	}
	d.files = []string{"p1.jpg", "p2.png", "p3.svg", "p4.webp"}
	if number%4 >= 2 {
		d.naming()
		if d.percent(25) {
			at := d.IntN(len(d.files))
			d.files[at] = d.slug() + d.files[at][2:]
		}
	}
	for i, file := range d.files {
		src.Pictures["content/pictures/"+file] = d.picture(file, byte(i))
	}
	for line := range 40 {
		for _, ending := range []string{".mp3", ".vtt", ".txt"} {
			p := d.recording(fmt.Sprintf("%d%s", line, ending), byte(line))
			if !d.percent(88) {
				continue
			}
			src.Pictures[p.File] = p
			if film, ok := strings.CutSuffix(p.File, ".mp3"); ok { // the same, as a film
				p.File, p.As = film+".mp4", page.UseVideo
				src.Pictures[p.File] = p
			}
		}
	}
	d.pages(src)
	for _, id := range d.ids {
		if id != "eve" && !d.percent(4) {
			src.Records[id] = d.record(src, id)
		}
	}
	return world{src, d.today}
}

func (d *dice) picture(file string, number byte) page.Picture {
	p := page.Picture{File: "content/pictures/" + file, Sum: [32]byte{1, '1' + number}, Stem: "/assets/" + file, As: page.UsePicture}
	p.Renditions = []page.Rendition{{Address: p.Stem + "-1.svg", Width: 9, Height: 9, Bytes: []byte(file)}}
	switch n := d.IntN(100); {
	case n < 30:
		p.People = page.People{Said: page.SaidNone}
	case n < 80:
		p.People = page.People{Said: page.SaidList, IDs: some(d, 1, 2, d.ids...)}
	case n < 86:
		p.People = page.People{Said: page.SaidList}
	}
	if d.percent(14) {
		p.Fault, p.Renditions = &diag.Problem{Code: "bad-picture", Message: "It is no picture."}, nil
	}
	p.Uncertain = d.percent(6)
	if d.named != nil {
		d.describe(&p)
	}
	return p
}

// recording makes a recording, its captions or its transcript.
func (d *dice) recording(file string, number byte) page.Picture {
	p := page.Picture{File: "content/pictures/" + file, Sum: [32]byte{2, number}, Stem: "/assets/" + file}
	switch {
	case d.percent(4):
		p.Fault = &diag.Problem{Code: "bad-recording", Message: "It is no recording."}
		return p
	case strings.HasSuffix(file, ".txt"):
		p.Transcript = []string{"hello", "leaves\nfall"}
	default:
		p.Renditions = []page.Rendition{{Address: p.Stem, Bytes: []byte(file)}}
	}
	if strings.HasSuffix(file, ".mp3") {
		p.As = page.UseVoice
	}
	if d.named != nil && strings.HasSuffix(file, ".vtt") && d.percent(15) {
		p.Words = d.prose(6)
	}
	if d.named != nil && strings.HasSuffix(file, ".txt") && d.percent(15) {
		p.Transcript = append(p.Transcript, d.prose(6))
	}
	return p
}

// The files of pages, the likelier ones several times.
var places = strings.Fields(`stories/a stories/a stories/a stories/a stories/b stories/b stories/b blog/c blog/c blog/c
	blog/c blog/c about about about about about index index index index stories/index stories/index blog/index stories stories/a/index stories/more stories/page stories/easy-read topics search`)

func (d *dice) pages(src *page.Source) {
	files := some(d, 1, 3, places...)
	if d.named != nil {
		for i, file := range files {
			files[i] = d.pathOf(file)
		}
	}
	slices.Sort(files)
	d.links = slices.DeleteFunc(slices.Clone(files), func(file string) bool {
		return !slices.Contains([]string{"stories/b", "blog/c", "about"}, file) && slices.Contains(places, file)
	})
	for _, file := range slices.Compact(files) {
		section, rest, deep := strings.Cut(file, "/")
		if !deep {
			section, rest = "", file
		}
		p := page.Page{Path: strings.TrimSuffix(strings.TrimSuffix(file, "/index"), "index"), Section: section, Own: rest == "index"}
		easy := "content/" + file + ".easy-read.md"
		if rest == "a/index" {
			easy = "content/stories/a/easy-read.md"
		}
		p.Meta = d.meta()
		if d.named != nil && d.percent(30) {
			others := slices.DeleteFunc(slices.Clone(d.ids), func(id string) bool { return slices.Contains(p.Meta.People.IDs, id) && d.percent(90) })
			p.Meta.Namesakes = some(d, 0, 2, others...)
		}
		p.Standard = d.version(page.Standard, "content/"+file+".md")
		if d.percent(40) && p.Path != "" {
			p.EasyRead = d.version(page.EasyRead, easy)
			if d.percent(6) && !slices.Contains(d.links, file) {
				p.Standard = nil
			}
		}
		if d.named != nil {
			for _, v := range p.Versions() {
				if v.Fault == nil {
					d.front(&p.Meta, v)
				}
			}
		}
		if p.Standard == nil || p.Standard.Fault != nil {
			p.Meta = page.Meta{}
		}
		if d.percent(10) {
			p.Next = []page.Version{*d.version(page.Standard, "content/"+file+".next.md")}
		}
		src.Pages = append(src.Pages, p)
		if p.Path != "" {
			d.paths = append(d.paths, p.Path)
		}
	}
	slices.SortStableFunc(src.Pages, func(a, b page.Page) int { return strings.Compare(a.Path, b.Path) })
	d.paths = append(d.paths, "stories/*", "blog/*", "stories", "everything", "everything", "everything", "everything")
}

func (d *dice) meta() page.Meta {
	var m page.Meta
	switch n := d.IntN(100); {
	case n < 82:
		m.People = page.People{Said: page.SaidList, IDs: some(d, 1, 2, d.ids...)}
	case n < 95:
		m.People = page.People{Said: page.SaidNone}
	case n < 97:
		m.People = page.People{Said: page.SaidList}
	}
	if d.percent(15) {
		m.Authors = some(d, 1, 2, d.ids...)
	}
	if d.percent(15) && len(m.People.IDs) > 0 {
		m.MadeWith = []page.MadeWith{{Person: pick(d, m.People.IDs[0], m.People.IDs[0], d.ids[0]), Did: "drew it"}, {Group: "All", Did: "read it"}}
	}
	if d.percent(5) {
		m.Namesakes = []string{pick(d, d.ids...)}
	}
	m.Draft, m.Discreet = d.percent(4), d.percent(6)
	if d.percent(10) {
		m.From = d.day()
	}
	if d.percent(15) {
		m.Until = max(m.From, d.today-2, pick(d, d.pool...))
	}
	if d.percent(20) {
		m.Cover = "/pictures/" + pick(d, d.files[:3]...)
	}
	return m
}

func (d *dice) version(edition page.Edition, file string) *page.Version {
	if d.percent(4) {
		return &page.Version{Edition: edition, File: file, Fault: &diag.Problem{Code: "unknown-key", Message: "It has an unknown key."}}
	}
	v := &page.Version{Edition: edition, File: file, Title: []page.Node{d.words()}}
	if d.percent(12) {
		v.Title = append(v.Title, d.person())
	}
	if d.percent(8) {
		v.Summary = []page.Node{d.words(), d.person()}
	}
	d.line = 3
	v.Body = d.blocks(0)
	if d.named != nil {
		d.retell(v)
	}
	for _, nodes := range [][]page.Node{v.Title, v.Summary, v.Body} {
		for n := range page.Walk(nodes) {
			if n.Kind == page.PersonName && !slices.Contains(v.People, n.Person) {
				v.People = append(v.People, n.Person)
			}
		}
	}
	return v
}

func (d *dice) words() page.Node {
	return page.Node{Kind: page.Text, Text: pick(d, "green ", "blue ", "red ", "white ")}
}

func (d *dice) person() page.Node {
	return page.Node{Kind: page.PersonName, Part: &page.Part{Person: pick(d, d.ids...)}}
}

func (d *dice) image() page.Node {
	return page.Node{Kind: page.Image, Part: &page.Part{URL: "/pictures/" + pick(d, d.files...)}, Text: "leaves"}
}

func (d *dice) blocks(depth int) []page.Node {
	var out []page.Node
	for range d.IntN(3) {
		d.line += 2
		n := page.Node{Kind: page.Paragraph, Line: d.line, Part: &page.Part{}}
		switch r := d.IntN(100); {
		case r < 10 && len(d.links) > 0:
			n.Children = []page.Node{{Kind: page.Link, Part: &page.Part{URL: "/" + pick(d, d.links...) + "/"}, Children: []page.Node{d.words()}}}
		case r < 35:
			n.Children = []page.Node{d.words()}
		case r < 48:
			n.Children = []page.Node{d.words(), d.person()}
		case r < 65:
			n.Children = []page.Node{d.words(), d.image()}
		case r < 72:
			n.Kind, n.Children = page.Gallery, []page.Node{{Kind: page.Paragraph, Children: []page.Node{d.image(), d.image()}}}
		case r < 91 && depth < 2:
			n.Kind, n.Attrs = page.QuoteBlock, []page.Attr{{Key: "by", Value: "A charity"}}
			if d.percent(75) {
				n.Person = pick(d, d.ids...)
				n.Attrs = []page.Attr{{Key: "person", Value: n.Person}}
			}
			n.Children = append([]page.Node{{Kind: page.Paragraph, Children: []page.Node{d.words()}}}, d.blocks(depth+1)...)
		default:
			n.Kind = pick(d, page.Audio, page.Video)
			if d.named != nil && d.percent(10) {
				n.Text = d.prose(6)
			}
			ending := "mp3"
			if n.Kind == page.Video != (d.line%16 == 0) { // a file that some other page uses otherwise
				ending = "mp4"
			}
			n.Attrs = []page.Attr{{Key: "src", Value: fmt.Sprintf("/pictures/%d.%s", d.line, ending)}, {Key: "transcript", Value: fmt.Sprintf("/pictures/%d.txt", d.line)}}
			if n.Kind == page.Video {
				n.Attrs = append(n.Attrs, page.Attr{Key: "captions", Value: fmt.Sprintf("/pictures/%d.vtt", d.line)})
			}
			if d.percent(10) {
				n.Attrs = []page.Attr{{Key: "src", Value: "https://films.example/1"}}
			}
			if d.percent(80) {
				n.Attrs = append([]page.Attr{{Key: "people", Value: pick(d, "none", d.ids[0], strings.Join(d.ids, ","), strings.Join(d.ids, ", "))}}, n.Attrs...)
			}
		}
		out = append(out, n)
	}
	return out
}

// record makes a record that the reader would accept (consent.md, "Read
// strictly"), or one with a fault.
func (d *dice) record(src *page.Source, id string) *page.Record {
	rec := &page.Record{ID: id, File: "consent/" + id + ".yaml", Staff: d.percent(25), Anonymous: d.percent(12)}
	initial := strings.ToUpper(id[:1])
	if d.percent(80) {
		rec.Names.First = initial + "efirsta"
	}
	if d.percent(80) {
		rec.Names.Full = initial + "efulla " + initial + "elasta"
	}
	if d.percent(75) {
		rec.Names.ShownAs = initial + "eshowna"
	}
	if named := d.named[id]; named != nil {
		rec.Names, rec.NeverShow = named.Names, named.NeverShow
	}
	if d.percent(15) {
		rec.AdultFrom = d.day()
	}
	if d.percent(4) {
		rec.Fault = &diag.Problem{Code: "unknown-key", Message: "It has an unknown key."}
	}
	for range pick(d, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4) {
		rec.Entries = append(rec.Entries, d.entry(rec, initial))
	}
	agreed := d.named != nil && d.percent(60)
	if agreed {
		d.agree(rec)
	}
	if d.named != nil {
		d.finish(rec)
	}
	for i := range src.Pages {
		p := &src.Pages[i]
		for _, v := range p.Versions() {
			a := page.Approval{Page: p.Path, Edition: v.Edition, Text: string(approval.TextOf(&src.Site, p, v, src.Pictures)), On: d.day()}
			switch n := d.IntN(100); {
			case agreed:
				a.On = d.today
			case n < 62:
			case n < 72:
				a.Text = string(approval.TextOf(&src.Site, p, &page.Version{}, nil))
			case n < 80:
				a.Edition = pick(d, page.Standard, page.EasyRead)
			case n < 84:
				a.Page = pick(d, d.paths...)
			default:
				continue
			}
			rec.Approvals = append(rec.Approvals, a)
		}
	}
	return rec
}

func (d *dice) entry(rec *page.Record, initial string) page.Entry {
	e := page.Entry{Covers: some(d, 1, 3, d.paths...), Line: 3 + len(rec.Entries)}
	if d.percent(25) {
		e.ShownAs = initial + pick(d, "ealiasa", "ealiasb")
		if d.named != nil {
			e.ShownAs = pick(d, shownAs...)
		}
	}
	kind := d.IntN(100)
	if kind < 12 || d.percent(10) {
		e.Requested = d.day()
	}
	if kind >= 12 && kind < 34 {
		for _, date := range some(d, 1, 2, &e.Refused, &e.Withdrawn, &e.Withdrawn, &e.Revoked) {
			*date = d.day()
		}
	}
	if kind >= 24 {
		e.Given = d.day()
	}
	e.HasUses = e.Given != 0 || d.percent(50)
	if e.HasUses {
		d.uses(&e, rec)
	}
	if e.Given != 0 || d.percent(30) {
		e.Channels = page.Channels(1 + d.IntN(31))
		if d.percent(85) {
			e.Channels |= page.Web
		}
		if d.percent(30) {
			e.Channels = page.AllChannels
		}
	}
	if d.percent(20) {
		e.Until = max(e.Given, pick(d, d.pool...))
	}
	if e.Given != 0 && e.Given < rec.AdultFrom {
		e.Guardian = "their mother"
	}
	return e
}

// uses says something of a use or more; of the words if consent is given.
func (d *dice) uses(e *page.Entry, rec *page.Record) {
	names := []page.Permission{page.No}
	if rec.Names.ShownAs != "" || e.ShownAs != "" {
		names = append(names, page.ShownAs)
	}
	if rec.Names.First != "" {
		names = append(names, page.First)
	}
	if rec.Names.Full != "" {
		names = append(names, page.Full)
	}
	for e.Uses == (page.Uses{}) || e.Given != 0 && e.Uses[page.UseWords] == page.NotSaid {
		for _, use := range page.AllUses() {
			switch {
			case d.percent(25):
			case use == page.UseName:
				e.Uses[use] = pick(d, names...)
			default:
				e.Uses[use] = pick(d, page.No, page.Yes, page.Yes, page.Yes, page.Yes, page.Yes)
			}
		}
	}
}
