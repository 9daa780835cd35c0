package plan

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"

	"goldenthread/generator/consent"
	"goldenthread/generator/diag"
	"goldenthread/generator/hosting"
	"goldenthread/generator/page"
	"goldenthread/generator/work"
)

// Draft is a plan that is begun. Its frame is there, which the theme needs; it wants
// the theme's assets. The zero value plans nothing.
type Draft struct{ b builder }

// Begin begins the plan of what was cleared.
func Begin(c consent.Cleared) Draft {
	b := newBuilder(c)
	b.setFrame()
	return Draft{*b}
}

// Frame gives what stands around every sheet of the site.
func (d Draft) Frame() *page.Frame { return d.b.frame }

// Make plans every file of the site: of what was cleared, of the theme's assets
// and of the files that site.yaml names. It may be called once. A Draft of a zero
// Cleared gives a zero Plan.
func (d Draft) Make(assets []Asset, former Former) (Plan, []diag.Problem) {
	b, c := &d.b, d.b.cleared
	if !c.Made() {
		return Plan{}, nil
	}
	b.assets(assets)
	b.pages()
	b.weeks()
	b.sections()
	b.home()
	b.topics()
	b.easyReadList()
	b.aToZ()
	b.credits()
	b.hardWords()
	b.add("404.html", Lists, Body{Sheet: b.sheet("not-found", "/404.html", hidden)})
	b.addSheet(Lists, b.sheet("your-consent", "/your-consent/"))
	b.addSheet(Lists, b.sheet("leaving-safely", "/leaving-safely/"))
	b.search()
	if isMade(c, "accessibility") {
		b.addSheet(Lists, b.sheet("accessibility", "/accessibility/"))
	}
	b.feeds()
	b.siteMap()
	b.files()
	b.moved()
	b.hosts()
	b.dropBrokenLinks()
	b.explainWords()
	b.noPrivacy()
	slices.SortFunc(b.outputs, func(x, y Output) int {
		return cmp.Or(int(x.stage)-int(y.stage), strings.Compare(x.path, y.path))
	})
	p := Plan{made: true, today: c.Today(), outputs: b.outputs, former: former}
	for i := range b.views {
		v := &b.views[i]
		name := v.Path
		if v.Discreet { // its name is not to be found beside its address
			name = strings.Trim(v.Standard, "/")
		}
		p.pages = append(p.pages, Published{name, v.Edition, v.Address})
	}
	p.compare()
	return p, b.problems
}

// compare finds what was published by the build before and is not any more.
func (p *Plan) compare() {
	now := map[string]bool{}
	for _, one := range p.pages {
		now[hashed(one.Address)] = true
	}
	down := map[string]bool{}
	for _, sum := range p.former.TakenDown {
		down[sum] = !now[sum]
	}
	for _, f := range p.former.Pages {
		if sum := hashed(f.Address); !now[sum] {
			down[sum], p.takesDown = true, true
		}
	}
	p.takenDown = nil
	for sum, gone := range down {
		if gone {
			p.takenDown = append(p.takenDown, sum)
		}
	}
	slices.Sort(p.takenDown)
}

func hashed(address string) string {
	sum := sha256.Sum256([]byte(address))
	return hex.EncodeToString(sum[:])
}

// builder gathers the outputs of one site.
type builder struct {
	cleared  consent.Cleared
	site     page.Site
	frame    *page.Frame
	views    []page.View           // a copy that may be changed
	byPath   map[string]*page.View // standard editions
	easy     map[string]*page.View // easy-read editions
	listed   []*page.View          // standard editions that lists may show, newest first
	unlisted []*page.View          // those that search engines may not find
	// inSection, week and topic part the listed ones, newest first.
	inSection map[string][]*page.View
	week      map[string][]*page.View
	topic     map[string]*topic
	owed      map[string][]*page.View // by credit
	outputs   []Output
	taken     map[string]bool
	lower     map[string]kind // of taken, in lower case
	sheetAt   map[string]bool // of taken: where a page stands, or leads on from
	redirects []hosting.Redirect
	problems  []diag.Problem
}

func newBuilder(c consent.Cleared) *builder {
	b := &builder{
		cleared: c.WithoutViews(), site: c.Site(), views: slices.Clone(c.Views()),
		byPath: map[string]*page.View{}, easy: map[string]*page.View{}, taken: map[string]bool{}, sheetAt: map[string]bool{}, lower: map[string]kind{"published.json": aFile},
		inSection: map[string][]*page.View{}, week: map[string][]*page.View{}, topic: map[string]*topic{}, owed: map[string][]*page.View{},
	}
	for i := range b.views {
		v := &b.views[i]
		b.sheetAt[htmlFile(v.Address)] = true
		if v.Edition != page.Standard {
			b.easy[v.Path] = v
			continue
		}
		b.byPath[v.Path] = v
		switch {
		case v.Own || v.Section == "":
		case v.Channels.Has(page.SearchEngines):
			b.listed = append(b.listed, v)
		default:
			b.unlisted = append(b.unlisted, v)
		}
	}
	slices.SortStableFunc(b.listed, newestFirst)
	slices.SortStableFunc(b.unlisted, newestFirst)
	for _, v := range b.listed {
		b.inSection[v.Section] = append(b.inSection[v.Section], v)
		if v.Week != "" {
			b.week[v.Week] = append(b.week[v.Week], v)
		}
	}
	b.gatherTopics()
	b.gatherOwed()
	return b
}

func newestFirst(a, b *page.View) int {
	return cmp.Or(cmp.Compare(dayOf(b), dayOf(a)), strings.Compare(a.Path, b.Path))
}

// dayOf is the day by which a page is listed.
func dayOf(v *page.View) page.Day { return cmp.Or(v.Date, v.Starts) }

// add plans one file. A path is planned once: what comes first stays.
func (b *builder) add(name string, stage Stage, body Body) {
	if b.taken[name] {
		return
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		b.taken[dir], b.lower[strings.ToLower(dir)] = true, aFolder
	}
	b.taken[name], b.lower[strings.ToLower(name)] = true, aFile
	b.outputs = append(b.outputs, Output{path: name, stage: stage, body: body})
}

// addSheet plans the HTML file at an address.
func (b *builder) addSheet(stage Stage, s *page.Sheet) {
	b.add(htmlFile(s.Address), stage, Body{Sheet: s})
}

// hidden keeps a sheet from search engines.
func hidden(s *page.Sheet) { s.Hidden = true }

func (b *builder) sheet(layout, address string, options ...func(*page.Sheet)) *page.Sheet {
	s := &page.Sheet{Layout: layout, Address: address, Language: b.site.Language, Frame: b.frame}
	for _, o := range options {
		o(s)
	}
	return s
}

// own gives a sheet the words of a page of its own, where there are any.
func own(v *page.View) func(*page.Sheet) {
	return func(s *page.Sheet) {
		if v == nil {
			return
		}
		s.View, s.Title, s.Summary, s.Language = v, v.Title, v.Summary, v.Language
		s.Hidden = !v.Channels.Has(page.SearchEngines)
		s.Preview = preview(v)
	}
}

// preview gives what a link preview shows of a page: nothing of it without the
// channel `social`, and nothing but the site's name for a discreet one.
func preview(v *page.View) *page.Preview {
	if !v.Channels.Has(page.Social) || v.Discreet {
		return nil
	}
	p := &page.Preview{Title: v.Title, Summary: v.Summary}
	if v.Cover != nil && v.Cover.Preview != nil && v.Cover.Channels.Has(page.Social) {
		p.Picture = v.Cover
	}
	return p
}

func (b *builder) assets(assets []Asset) {
	for _, a := range assets {
		b.add(a.Path, Assets, Body{Bytes: a.Bytes})
	}
	for _, p := range b.cleared.Pictures() {
		for i := range p.Shown() {
			b.rendition(&p.Renditions[i])
		}
	}
	for i := range b.views {
		if p := preview(&b.views[i]); p != nil && p.Picture != nil {
			b.rendition(p.Picture.Preview)
		}
	}
}

// rendition plans a file of a picture or recording.
func (b *builder) rendition(r *page.Rendition) {
	b.add(strings.TrimPrefix(r.Address, "/"), Assets, Body{Rendition: r})
}

// pages plans a sheet for each edition of each page that is no list.
func (b *builder) pages() {
	sheets := make([]*page.Sheet, len(b.views))
	work.All(len(b.views), func(i int) { // these only look at what is planned
		v := &b.views[i]
		if v.Own && v.Edition == page.Standard || v.Section == "weeks" && !v.Own && v.Edition == page.Standard {
			return
		}
		sheets[i] = b.pageSheet(v)
	})
	for i, s := range sheets {
		if s != nil {
			s.Leaflet = b.leaflet(&b.views[i])
			b.addSheet(Pages, s)
		}
	}
}

func (b *builder) pageSheet(v *page.View) *page.Sheet {
	layout := "page"
	if v.Edition == page.EasyRead {
		layout = "easy-read"
	}
	s := b.sheet(layout, v.Address, own(v))
	if v.Edition == page.EasyRead {
		s.Language = page.Simple(s.Language)
	}
	for _, t := range b.topicsOn(v, v) {
		s.Topics = append(s.Topics, page.Anchor{Label: t.label, Address: t.address()})
	}
	b.beside(s, v)
	s.WeekLink = b.weekLink(v)
	if v.Section != "" {
		s.Section = page.Anchor{Label: b.sectionOn(v.Section, v), Address: "/" + v.Section + "/"}
	}
	return s
}

// files plans what site.yaml names. It never takes the place of anything else.
func (b *builder) files() {
	for _, f := range b.site.Files {
		if b.busy(f.Path) {
			b.problems = append(b.problems, diag.Problem{Code: "files", Place: f.At,
				Message: "'files' names a file whose address something else has.", Fix: "Give the file another name."})
			continue
		}
		b.add(f.Path, Assets, Body{Bytes: f.Bytes})
	}
}

// kind is what stands at a path.
type kind uint8

const (
	nothing kind = iota
	aFolder
	aFile
)

// busy says whether a file cannot be planned any more: something else has its
// path, or is a file where it needs a folder. Some disks know no capitals.
func (b *builder) busy(file string) bool {
	file = strings.ToLower(file)
	if b.lower[file] != nothing {
		return true
	}
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		if b.lower[dir] == aFile {
			return true
		}
	}
	return false
}
