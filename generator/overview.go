package generator

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"

	"goldenthread/generator/approval"
	"goldenthread/generator/consent"
	"goldenthread/generator/desk"
	"goldenthread/generator/diag"
	"goldenthread/generator/easyread"
	"goldenthread/generator/fold"
	"goldenthread/generator/page"
	"goldenthread/generator/publish"
	"goldenthread/generator/work"
)

// Overview says how a site stands on a day: on a later day, or, where at is zero,
// today. It is for the team alone, and writes nothing.
func Overview(ctx context.Context, o Options, at page.Day) (desk.Desk, error) {
	w, err := o.foresee(ctx, at)
	if err != nil {
		return desk.Desk{}, err
	}
	defer w.root.Close()
	d := o.lookingAhead(w, w.overview(w.easyAdvice(lastChanges(ctx, o.Site))))
	if !d.Ahead {
		d.Web = o.web(d.Pages)
	}
	return d, nil
}

// lookingAhead has a desk say so where its day is still to come.
func (o Options) lookingAhead(w *world, d desk.Desk) desk.Desk {
	d.Ahead = d.Today > page.DayOf(o.Now().In(w.src.Site.Location))
	return d
}

// easyAdvice is the advice on easy read, by far the longest to work out of what stands
// on a desk. changed says when a file was last changed, and may be nil.
func (w *world) easyAdvice(changed func(file string) page.Day) []diag.Problem {
	return append(easyread.Source(w.src, changed), unread(w.src)...)
}

// overview tells of what was read and decided all that a team wants to see at once,
// with that advice. It holds no name of a person and no text of a page.
func (w *world) overview(advised []diag.Problem) desk.Desk {
	advice := Advice{Problems: slices.Clone(w.problems), EasyRead: advised}
	d := desk.Desk{
		Site: w.src.Site.Title, Today: w.decisions.Today,
		Problems: advice.All(), Next: desk.Next(w.decisions.Next),
	}
	d.Pages = w.deskPages()
	d.People = w.deskPeople(d.Pages)
	d.Dates = w.deskDates(&d)
	return d
}

// web says how the folder that was built last differs from what these pages may publish
// now; nothing where no build is known.
func (o Options) web(pages []desk.Page) (web desk.Web) {
	former, ok := publish.Published(cmp.Or(o.Out, filepath.Join(o.Site, "public")))
	if !ok {
		return web
	}
	there, may, paths := map[string]bool{}, map[string]bool{}, map[string]string{} // by address
	for _, p := range former.Pages {
		there[p.Address], paths[p.Address] = true, p.Page
	}
	for i := range pages {
		for _, v := range pages[i].Versions {
			may[v.Address], paths[v.Address] = v.Published, pages[i].Path
			if v.Published && !there[v.Address] {
				web.Ready = append(web.Ready, pages[i].Path)
			}
		}
	}
	for address := range there {
		if !may[address] {
			web.Off = append(web.Off, paths[address])
		}
	}
	slices.Sort(web.Off)
	web.Off, web.Ready = slices.Compact(web.Off), slices.Compact(web.Ready)
	return web
}

// deskPages tells of each page, in order.
func (w *world) deskPages() []desk.Page {
	decided := map[string]*consent.Decision{} // by file
	for i := range w.decisions.List {
		decided[w.decisions.List[i].File] = &w.decisions.List[i]
	}
	pages := make([]desk.Page, len(w.src.Pages))
	work.All(len(pages), func(i int) {
		p := &w.src.Pages[i]
		one := desk.Page{Path: p.Path, Section: p.Section, Own: p.Own, Title: w.deskTitle(p), Language: p.Meta.Language, People: w.involved(p)}
		for _, v := range p.Versions() {
			if d := decided[v.File]; d != nil {
				one.Versions = append(one.Versions, deskVersion(d))
			}
		}
		if len(p.Next) > 0 {
			for _, n := range w.waiting(i) {
				one.Waiting = append(one.Waiting, desk.Waiting{Edition: n.Version, File: n.File, Code: n.Code, People: n.People, Reasons: deskReasons(n.Reasons)})
			}
		}
		pages[i] = one
	})
	return pages
}

func deskVersion(d *consent.Decision) desk.Version {
	v := desk.Version{
		Edition: d.Edition, File: d.File, Address: d.Address, Published: d.Verdict == consent.Publish,
		Reasons: deskReasons(d.Reasons), Until: d.Until, Code: d.Text.Code(),
	}
	if v.Published {
		v.Channels = d.Channels.Names()
	}
	for _, l := range d.LeftOut {
		v.LeftOut = append(v.LeftOut, desk.LeftOut{What: l.What, Reasons: deskReasons(l.Reasons)})
	}
	return v
}

func deskReasons(list []consent.Reason) []desk.Reason {
	var out []desk.Reason
	for _, r := range list {
		out = append(out, desk.Reason{Code: string(r.Code), Person: r.Person, Place: r.Place, Message: r.Message})
	}
	return out
}

// deskTitle gives a page's title, with ids in the place of people. One in which any
// name of any record stands is not given, agreed or not: the desk may be printed.
func (w *world) deskTitle(p *page.Page) string {
	v := p.Standard
	if v == nil {
		v = p.EasyRead
	}
	if v == nil || v.Fault != nil {
		return ""
	}
	var b strings.Builder
	for n := range page.Walk(v.Title) {
		switch n.Kind {
		case page.PersonName:
			b.WriteString(n.Person)
		default:
			b.WriteString(n.Text)
		}
	}
	title := strings.Join(strings.Fields(b.String()), " ")
	var text fold.Text
	text.Read([]byte(title))
	if len(w.decisions.Names.Finder().Find(&text, true, nil)) > 0 {
		return ""
	}
	return title
}

// involved lists everybody who has something to do with a page: its people, those
// who are quoted on it, and those in its pictures and recordings, left out or not.
func (w *world) involved(p *page.Page) []string {
	ids := slices.Clone(consent.People(p))
	picture := func(file, link string) {
		ids = append(ids, w.src.Pictures[w.src.Site.PictureFile(file, link)].People.IDs...)
	}
	for _, v := range p.Versions() {
		for n := range page.Walk(v.Body) {
			switch n.Kind {
			case page.QuoteBlock:
				if n.Person != "" {
					ids = append(ids, n.Person)
				}
			case page.Audio, page.Video:
				ids = append(ids, n.MediaPeople().IDs...)
			case page.Image:
				picture(v.File, n.URL)
			}
		}
	}
	if p.Standard != nil && p.Meta.Cover != "" {
		picture(p.Standard.File, p.Meta.Cover)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// deskPeople tells of everybody who has a record, or is named by a page.
func (w *world) deskPeople(pages []desk.Page) []desk.Person {
	of := map[string][]int{} // the pages of a person
	for id := range w.src.Records {
		of[id] = nil
	}
	present := map[string]bool{}
	for i := range pages {
		for _, id := range pages[i].People {
			of[id] = append(of[id], i)
		}
		for _, v := range pages[i].Versions {
			present[pages[i].Path+" "+string(v.Edition)+" "+v.Code] = true
		}
		for _, n := range pages[i].Waiting {
			present[pages[i].Path+" "+string(n.Edition)+" "+n.Code] = true
		}
	}
	ids := make([]string, 0, len(of))
	for id := range of {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	people := make([]desk.Person, len(ids))
	work.All(len(ids), func(i int) { people[i] = w.deskPerson(ids[i], of[ids[i]], present) })
	return people
}

func (w *world) deskPerson(id string, pages []int, present map[string]bool) desk.Person {
	rec := w.src.Records[id]
	one := desk.Person{ID: id}
	if rec != nil {
		one.File, one.Staff, one.Unreadable = rec.File, rec.Staff, rec.Fault != nil
	}
	rules, today := w.src.Site.Consent, w.decisions.Today
	governs := map[int]bool{} // by line
	for _, i := range pages {
		p := &w.src.Pages[i]
		on := desk.OnPage{Path: p.Path, Theirs: slices.Contains(consent.People(p), id)}
		for u, use := range page.AllUses() {
			a := consent.AgreedTo(rec, p, use, rules, today)
			on.Uses[u] = desk.Answer{Status: a.Status.String(), Yes: a.Yes, Line: a.Line}
			if use == page.UseName && a.Yes {
				on.Uses[u].Name = permission(a.Name)
			}
			governs[a.Line] = true
		}
		one.Pages = append(one.Pages, on)
	}
	if one.Unreadable || rec == nil {
		return one
	}
	for i := range rec.Entries {
		e := &rec.Entries[i]
		entry := deskEntry(e, consent.StandingOf(e, rec, rules, today))
		entry.Idle = entry.Status == consent.Given.String() && !governs[e.Line] &&
			slices.ContainsFunc(pages, func(i int) bool { return consent.Covers(e, &w.src.Pages[i]) > 0 })
		one.Entries = append(one.Entries, entry)
	}
	for _, a := range rec.Approvals {
		code := approval.Text(a.Text).Code()
		one.Approvals = append(one.Approvals, desk.Approval{
			Line: a.Line, Page: a.Page, Edition: a.Edition, Code: code, On: a.On,
			Present: present[a.Page+" "+string(a.Edition)+" "+code],
		})
	}
	return one
}

func deskEntry(e *page.Entry, s consent.Standing) desk.Entry {
	entry := desk.Entry{Line: e.Line, Covers: e.Covers, Status: s.Status.String(), Last: s.Last, ReviewOn: e.ReviewOn, Channels: e.Channels.Names()}
	switch s.Status {
	case consent.Given, consent.Expired, consent.NotYet:
		entry.On = e.Given
	case consent.Requested:
		entry.On, entry.Last, entry.Key = e.Requested, e.Until, entryKey(*e)
	case consent.Refused:
		entry.On = e.Refused
	case consent.Withdrawn:
		entry.On = e.Withdrawn
	case consent.Revoked:
		entry.On = e.Revoked
	}
	for _, use := range page.AllUses() {
		if says := permission(e.Uses[use]); says != "" {
			entry.Uses = append(entry.Uses, use.String()+": "+says)
		}
	}
	return entry
}

// permission gives the word by which a record says it.
func permission(p page.Permission) string {
	return map[page.Permission]string{page.No: "no", page.Yes: "yes", page.ShownAs: "shown-as", page.First: "first", page.Full: "full"}[p]
}

// deskDates gathers what is to be known of the days to come.
func (w *world) deskDates(d *desk.Desk) []desk.Date {
	var dates []desk.Date
	add := func(date desk.Date) {
		if date.Day >= d.Today {
			dates = append(dates, date)
		}
	}
	for i := range d.Pages {
		one, p := &d.Pages[i], &w.src.Pages[i]
		own := p.Meta.Until
		for _, v := range one.Versions {
			if v.Until != 0 {
				add(desk.Date{Day: v.Until, Kind: desk.Goes, Page: p.Path, Edition: v.Edition, Place: diag.Place{File: v.File}})
			}
			if v.Edition == page.Standard && v.Until == own {
				own = 0
			}
		}
		if p.Standard == nil {
			continue
		}
		at := func(key string) diag.Place { return diag.Place{File: p.Standard.File, Line: p.Meta.Lines[key]} }
		if own != 0 {
			add(desk.Date{Day: own, Kind: desk.Goes, Page: p.Path, Place: at("publish_until")})
		}
		if p.Meta.From > d.Today {
			add(desk.Date{Day: p.Meta.From, Kind: desk.Comes, Page: p.Path, Place: at("publish_from")})
		}
	}
	for i := range d.People {
		for _, e := range d.People[i].Entries {
			date := desk.Date{Person: d.People[i].ID, Covers: e.Covers, Place: diag.Place{File: d.People[i].File, Line: e.Line}}
			counts := e.Status == consent.Given.String() || e.Status == consent.NotYet.String()
			if counts && !e.Idle {
				date.Day, date.Kind = e.Last, desk.RunsOut
				add(date)
			}
			if (counts || e.Status == consent.Requested.String()) && e.ReviewOn != 0 {
				date.Day, date.Kind = e.ReviewOn, desk.Review
				add(date)
			}
		}
	}
	slices.SortStableFunc(dates, func(a, b desk.Date) int { return int(a.Day - b.Day) })
	return dates
}
