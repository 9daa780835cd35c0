package generator

import (
	"path"
	"slices"
	"strings"

	"goldenthread/generator/approval"
	"goldenthread/generator/ask"
	"goldenthread/generator/consent"
	"goldenthread/generator/desk"
	"goldenthread/generator/diag"
	"goldenthread/generator/nolink"
	"goldenthread/generator/page"
)

// Look is what the people of a site see at an address of it, on their own computer.
type Look struct {
	// Bytes is the file; nil where there is nothing to show: Of says why.
	Bytes []byte
	Type  string // media type, where the file's name does not tell
	// Of is the edition of a page that has this address; nil for everything else.
	Of *Seen
	// Beside are the pages that the list at this address leaves out today.
	Beside []Beside
}

// Beside is a page that is withheld, with its address on the site.
type Beside struct{ Page, Address string }

// Seen is an edition of a page, and what is known of it.
type Seen struct {
	Page      string
	Edition   page.Edition
	File      string
	Published bool
	Shown     bool // its text is there to be shown
	HasNext   bool // a changed text waits to take its place
	IsNext    bool // it is that text
	Reasons   []consent.Reason
	LeftOut   []consent.LeftOut
	Problems  []diag.Problem // of its file
	People    []string       // ids
	Asked     []string       // ids of those whose yes to the present text is asked for and not there
	Waits     []string       // ids of those for whose yes a change of this edition waits
	Text      approval.Text
	// Former is the whole file as it stood when somebody approved it, where it was saved
	// over since the site was opened; else "".
	Former string
}

// Prefix is what stands before every address of the site: "", or /folder.
func (m Moment) Prefix() string { return m.site.world.src.Site.Prefix() }

// Public gives a file as a build would publish it, by its path within public/; ok is false
// of one that it would not.
func (m Moment) Public(file string) (bytes []byte, ok bool, err error) {
	return m.site.public(file)
}

// PublicFiles lists every file of the plan, by path, sorted. The last look may refuse some.
func (m Moment) PublicFiles() []string {
	files := make([]string, 0, len(m.site.outputs))
	for file := range m.site.outputs {
		files = append(files, file)
	}
	slices.Sort(files)
	return files
}

// Ahead says whether a file is that of a page whose text has changed since the whole was
// decided, and nothing else that decides about it: it can be shown already.
func (m Moment) Ahead(file string) bool {
	_, _, changed := m.at(file)
	return changed && !m.wholly
}

// at finds the edition of a page that has an address, by its path within public/.
func (m Moment) at(file string) (p *page.Page, e page.Edition, changed bool) {
	i, found := m.site.pages[file]
	if !found {
		return nil, "", false
	}
	p = &m.site.world.src.Pages[i]
	if c, ok := m.ahead[p.Path]; ok {
		p, changed = c.page, true
	}
	e = page.Standard
	if fileAt(p.Address(page.EasyRead)) == file {
		e = page.EasyRead
	}
	return p, e, changed
}

// Look gives what stands at an address, published or not, by its path within public/; ok
// is false where nothing does. Where person is not "", it is what that person may see:
// pages of theirs, unless they show somebody else who has not agreed to it.
func (m Moment) Look(file, person string) (look Look, ok bool, err error) {
	p, e, changed := m.at(file)
	if p == nil {
		return m.beside(file, person)
	}
	if person != "" && !m.site.world.isOn(p, person) {
		return Look{}, false, nil
	}
	one, found := m.site.edition(p, e)
	if !found {
		return Look{}, false, nil
	}
	look.Of = m.seen(p, one)
	switch {
	case one.View.Address == "" || person != "" && !m.site.world.openTo(p, e, person):
		return look, true, nil
	case look.Of.Published && !changed:
		if look.Bytes, ok, err = m.planned(file, person); err == nil && !ok {
			return look, true, nil
		}
	default:
		look.Bytes, err = m.site.private(&one.View)
	}
	look.Of.Shown = err == nil
	if p.Own && e == page.Standard {
		look.Beside = m.withheldIn(p.Section)
	}
	return look, true, err
}

// LookNext gives, to those who work on the site, the text that waits to take the place of
// what stands at an address; ok is false where none does.
func (m Moment) LookNext(file string) (look Look, ok bool, err error) {
	p, e, _ := m.at(file)
	if p == nil {
		return Look{}, false, nil
	}
	i := slices.IndexFunc(p.Next, func(v page.Version) bool { return v.Edition == e })
	if i < 0 {
		return Look{}, false, nil
	}
	next := &p.Next[i]
	look.Of = &Seen{Page: p.Path, Edition: e}
	if next.Fault == nil {
		after := withNext(p, next)
		one, found := m.site.edition(&after, e)
		if !found || one.View.Address == "" {
			return Look{}, false, nil
		}
		look.Of = m.seen(&after, one)
		look.Of.Published, look.Of.Shown, look.Of.Waits, look.Of.Former = false, true, nil, ""
		look.Bytes, err = m.site.private(&one.View)
	}
	look.Of.IsNext, look.Of.File, look.Of.Problems = true, next.File, m.problemsOf(p, next.File)
	return look, true, err
}

// planned gives a file of the plan. The team, who may see everything, need not wait until
// the last look has learned what is withheld: what it refuses, the public's view has not.
func (m Moment) planned(file, person string) (bytes []byte, ok bool, err error) {
	if person != "" {
		return m.site.public(file)
	}
	_, bytes, ok, err = m.site.rendered(file)
	return bytes, ok, err
}

// openTo says whether an edition may be shown to one of those who are on its page: nothing
// but the page's own days, approvals that are missing and this person's own answer may
// speak against publishing it, so that it shows nobody else who has not agreed.
func (w *world) openTo(p *page.Page, e page.Edition, person string) bool {
	if w.src.Records[person] == nil {
		return false
	}
	decisions, _ := w.asIfApproved(p, person)
	return slices.ContainsFunc(decisions.List, func(d consent.Decision) bool {
		return d.Edition == e && d.Verdict == consent.Publish
	})
}

func (m Moment) seen(p *page.Page, one consent.Private) *Seen {
	d := one.Decision
	s := &Seen{Page: p.Path, Edition: d.Edition, File: d.File, Published: d.Verdict == consent.Publish,
		Reasons: d.Reasons, LeftOut: d.LeftOut, People: d.People, Text: d.Text}
	s.Former, _ = m.former(d.File, d.Text)
	s.HasNext = slices.ContainsFunc(p.Next, func(v page.Version) bool { return v.Edition == d.Edition })
	s.Problems = m.problemsOf(p, d.File)
	if i, known := m.site.pages[fileAt(d.Address)]; known && len(p.Next) > 0 {
		for _, n := range m.site.world.waiting(i) {
			if n.Version == d.Edition {
				s.Waits = append(s.Waits, n.People...)
			}
		}
	}
	for _, r := range d.Reasons {
		if r.Code == consent.NotApproved || r.Code == consent.ChangedSince {
			s.Asked = append(s.Asked, r.Person)
		}
	}
	return s
}

// problemsOf gives the problems of a file of a page.
func (m Moment) problemsOf(p *page.Page, file string) (of []diag.Problem) {
	problems := m.site.world.problems
	if c, ok := m.ahead[p.Path]; ok {
		problems = c.problems
	}
	for _, one := range problems {
		if one.File == file {
			of = append(of, one)
		}
	}
	return diag.Sort(of)
}

// beside gives a file that is no page's: a list, a picture, the theme's.
func (m Moment) beside(file, person string) (look Look, ok bool, err error) {
	if person != "" && !strings.HasPrefix(file, "assets/") {
		return Look{}, false, nil
	}
	if look.Bytes, ok, err = m.planned(file, person); !ok && err == nil {
		look.Bytes, look.Type, ok = m.site.privateFile(file)
	}
	if section, isList := strings.CutSuffix(file, "/index.html"); isList && slices.Contains(m.site.sections, section) {
		look.Beside = m.withheldIn(section)
	}
	return look, ok, err
}

// withheldIn lists the pages of a section that are withheld; those of the whole site for "".
func (m Moment) withheldIn(section string) (list []Beside) {
	for _, d := range m.site.world.decisions.List {
		within, _, _ := strings.Cut(d.Page, "/")
		if d.Verdict != consent.Publish && d.Edition == page.Standard && (section == "" || section == within) {
			list = append(list, Beside{d.Page, m.Prefix() + d.Address})
		}
	}
	return list
}

// Theirs lists the editions of pages that a person is in.
func (m Moment) Theirs(person string) (list []Theirs) {
	for i := range m.site.world.src.Pages {
		p := &m.site.world.src.Pages[i]
		if !m.site.world.isOn(p, person) {
			continue
		}
		for _, one := range m.site.world.decisions.Private(p) {
			if t := (Theirs{Address: one.Decision.Address, Title: one.View.Title, Edition: one.Decision.Edition, Published: one.Decision.Verdict == consent.Publish}); t.Title != "" && m.site.world.openTo(p, t.Edition, person) {
				list = append(list, t)
			}
		}
	}
	return list
}

// Theirs is an edition of a page that somebody is in.
type Theirs struct {
	Address, Title string
	Edition        page.Edition
	Published      bool
}

// Report says of every page what status says.
func (m Moment) Report() Report {
	w := m.site.world
	r := report(w.decisions, append(slices.Clone(w.problems), m.site.maker.look.Problems()...))
	r.Waiting = w.allWaiting()
	return r
}

// Line is a line of a file, counted from 1.
type Line struct {
	Number int
	Text   string
}

// Lines gives some lines of a page file or of settings, as far as there are such.
func (m Moment) Lines(file string, from, to int) (lines []Line) {
	src, err := m.live.root.ReadFile(file)
	if err != nil {
		return nil
	}
	n := 0
	for text := range strings.Lines(string(src)) {
		if n++; n >= from && n <= to {
			lines = append(lines, Line{n, strings.TrimRight(text, "\r\n")})
		}
	}
	return lines
}

// Difference gives the whole file of a page as it stood when its text was approved, and as
// it stands now that nobody has approved it; ok is false where that is not so.
func (m Moment) Difference(file string) (before, now string, ok bool) {
	if m.site == nil {
		return "", "", false
	}
	for i := range m.site.world.src.Pages {
		p := &m.site.world.src.Pages[i]
		if c, changed := m.ahead[p.Path]; changed {
			p = c.page
		}
		for _, v := range p.Versions() {
			if v.File != file {
				continue
			}
			text := m.site.world.text(p, v.Edition)
			if before, ok = m.former(file, text); !ok {
				return "", "", false
			}
			src, err := m.live.root.ReadFile(file)
			return before, string(src), err == nil
		}
	}
	return "", "", false
}

// Holds says whether a file is one that the team writes: a page, a record, what is said of
// pictures, the settings, or the theme's. It is named by its one path in the site's folder,
// lies there itself, and is nothing that a computer would run.
func (m Moment) Holds(file string) bool {
	top, _, _ := strings.Cut(file, "/")
	return !strings.ContainsAny(file, `\:`) && slices.Contains([]string{"content", "consent", "themes", "site.yaml", "words.yaml"}, top) &&
		slices.Contains([]string{".md", ".yaml", ".css", ".html", ".vtt", ".svg", ".png", ".jpg", ".jpeg", ".webp"}, path.Ext(file)) && nolink.File(m.live.root.FS(), file)
}

// Desk gives the desk. It is shared, and not to be changed but for its own fields.
func (m Moment) Desk() desk.Desk {
	d := m.site.desk()
	if !d.Ahead {
		d.Web = m.live.options.web(d.Pages)
	}
	return d
}

// Walk gives what a person is asked about a page, by its path.
func (m Moment) Walk(person, pagePath string) (ask.Walk, error) {
	w := m.site.world
	p, _, ok := w.find("/"+pagePath, nil)
	if !ok {
		return ask.Walk{}, noSuchPage()
	}
	return w.walk(person, p, m.site.maker.look, &album{makes: true, cache: m.site.maker.pictures.cache})
}
