package desk

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"goldenthread/generator/diag"
)

// How much of a list is shown at once: of the live desk a sheet, and others by links;
// of a report so much and no more, so that it stays a file that opens at once.
const (
	sheet      = 50
	reportMost = 300
)

// view is what the document says, put into words and bounded.
type view struct {
	*Desk
	Sums    sums
	Shown   list[pageView]
	People_ list[personView]
	Mend    list[problemView]
	// Unfinished are easy-read versions in which something is still to be written.
	Unfinished    []placeView // the first of them
	UnfinishedAll int
	Months        []month
	Later         []dateView // the first dates after them
	LaterAll      int        // how many these are
	Sections      []section
	Missing       []pageView // without an easy-read version, the first of them
	Unmade        int        // how many these are
	Hidden        []pageView // whose easy-read version is withheld
	Unshown       int        // how many these are
	Choices       choices
}

// list is a part of a long list.
type list[T any] struct {
	Name       string // the fragment of the list in the document
	Items      []T
	All        int // of those that were asked for
	From, To   int // which of them, from 1
	Before     string
	After      string // the query of the sheets before and after; "" for none
	Incomplete bool   // of a report: there are more, and no other sheet
}

// sums are the numbers of the summary.
type sums struct {
	Pages, Published, Withheld int // of standard versions, and pages that have none
	Easy, EasyPublished        int
	// Of pages, those that a filter of that name shows.
	Hidden, LeftOut, Asks int
	Problems              int // to mend, or to look at
}

type reasonView struct {
	Reason
	At   placeView
	Code string
	Link string // to all that this stands against; "" in a report
}

type versionView struct {
	*Version
	Name    string
	At      placeView
	Why     []reasonView
	Without []leftOutView
	Asks    []askView
}

type leftOutView struct {
	What string
	Why  []reasonView
}

// askView leads to the walk of somebody whose yes is waited for.
type askView struct{ Person, Href, Written string }

type waitingView struct {
	Waiting
	Name string
	At   placeView
	Why  []reasonView
	Asks []askView
}

type pageView struct {
	*Page
	Index    int
	Versions []versionView
	Waiting  []waitingView
	Token    string
	Missing  bool // it has no easy-read version
}

// Name is the page's title, or else its path.
func (p pageView) Name() string { return p.name() }

// Written is the page's path as people read it.
func (p pageView) Written() string { return pathName(p.Path) }

type problemView struct {
	diag.Problem
	At placeView
	On string // the fragment of its page in this document; "" where it is on none
}

type personView struct {
	*Person
	On      []onPageView
	Signs   []signView
	Entries []entryView
	Yeses   []approvalView // the latest last
	More    int            // pages that are not among On
	Older   int            // approvals that are not among Yeses
	At      placeView
}

type onPageView struct {
	Path, Written string
	Asks          string // leads to the walk; "" in a report
	Uses          []useView
}

type useView struct {
	Use, Says string
	Yes       bool
}

type entryView struct {
	Entry
	What, State, Since string
	At                 placeView
}

type approvalView struct {
	Approval
	Written, Version string
	At               placeView
}

// section counts the easy-read versions of a section.
type section struct {
	Name                        string
	All, Published, Withheld    int
	Missing                     int
	PublishedPart, WithheldPart int // of a hundred
	Query                       string
}

// choices are what the filter offers.
type choices struct {
	States, Easies, Reasons, Sections []choice
	People                            []string // nil where there are too many for a list
	Paths                             []string // as People
}

type choice struct {
	Value, Name string
	Chosen      bool
}

func (d *Desk) view() *view {
	v := &view{Desk: d}
	shown := map[string]int{} // pages in this document, by file
	pages := d.asked(v)
	v.Shown = cut(d, len(pages), d.Filter.Pages, func(f *Filter, n int) { f.Pages = n }, "pages", func(i int) pageView {
		for _, one := range pages[i].Versions {
			shown[one.File] = i + 1
		}
		for _, one := range pages[i].Waiting {
			shown[one.File] = i + 1
		}
		return d.pageView(pages[i], i+1)
	})
	people := d.People
	if d.Filter.Person != "" {
		people = slices.DeleteFunc(slices.Clone(people), func(p Person) bool { return p.ID != d.Filter.Person })
	}
	v.People_ = cut(d, len(people), d.Filter.People, func(f *Filter, n int) { f.People = n }, "people", func(i int) personView { return d.personView(&people[i]) })
	unfinished := d.unfinished()
	problems := slices.DeleteFunc(slices.Clone(d.Problems), func(p diag.Problem) bool { return unfinished[p.File] && p.Severity == diag.Error })
	for i := range d.Pages {
		for _, one := range d.Pages[i].Versions {
			if !unfinished[one.File] {
				continue
			}
			if v.UnfinishedAll++; len(v.Unfinished) < named {
				v.Unfinished = append(v.Unfinished, d.place(diag.Place{File: one.File}))
			}
		}
	}
	for _, p := range problems {
		if p.Severity != diag.Note {
			v.Sums.Problems++
		}
	}
	slices.SortStableFunc(problems, func(a, b diag.Problem) int { return cmp.Compare(a.Severity, b.Severity) })
	v.Mend = cut(d, len(problems), d.Filter.Problems, func(f *Filter, n int) { f.Problems = n }, "problems", func(i int) problemView {
		p := problemView{Problem: problems[i], At: d.place(problems[i].Place)}
		if n := shown[p.File]; n > 0 {
			p.On = "#page-" + strconv.Itoa(n)
		}
		return p
	})
	months, later := d.months()
	v.Months, v.Later, v.LaterAll = months, d.dateViews(later[:min(len(later), named)]), len(later)
	d.coverage(v)
	v.Choices = d.choices()
	return v
}

// asked gives the pages that are asked for, and sums all of them up. Those that need
// somebody come first.
func (d *Desk) asked(v *view) []*Page {
	var needs, rest []*Page
	s := &v.Sums
	for i := range d.Pages {
		p := &d.Pages[i]
		needed := len(p.Waiting) > 0
		s.Pages++
		published := false
		for j := range p.Versions {
			one := &p.Versions[j]
			easy := one.Edition == "easy-read"
			published = published || one.Published && !easy
			if easy {
				s.Easy++
			}
			if easy && one.Published {
				s.EasyPublished++
			}
			needed = needed || !one.Published || len(one.LeftOut) > 0
		}
		for state, n := range map[string]*int{"withheld": &s.Hidden, "left-out": &s.LeftOut, "waiting": &s.Asks} {
			if (Filter{State: state}).has(p) {
				*n++
			}
		}
		if published {
			s.Published++
		}
		switch {
		case !d.Filter.has(p):
		case needed:
			needs = append(needs, p)
		default:
			rest = append(rest, p)
		}
	}
	s.Withheld = s.Pages - s.Published
	return append(needs, rest...)
}

// cut gives a sheet of a list; of a report, its beginning.
func cut[T any](d *Desk, all, number int, set func(*Filter, int), fragment string, item func(i int) T) list[T] {
	l := list[T]{Name: fragment, All: all}
	size := sheet
	if d.Live == nil {
		size, number = reportMost, 1
	}
	number = max(1, min(number, (all+size-1)/size))
	from := (number - 1) * size
	to := min(from+size, all)
	for i := from; i < to; i++ {
		l.Items = append(l.Items, item(i))
	}
	l.From, l.To = from+1, to
	if d.Live == nil {
		l.Incomplete = to < all
		return l
	}
	link := func(n int) string {
		f := d.Filter
		set(&f, n)
		return "/_desk/?" + f.Query() + "#" + fragment
	}
	if number > 1 {
		l.Before = link(number - 1)
	}
	if to < all {
		l.After = link(number + 1)
	}
	return l
}

// reasons puts reasons into words. The place that stands above them is not said again.
func (d *Desk) reasons(list []Reason, above diag.Place) []reasonView {
	var out []reasonView
	for _, r := range list {
		if r.Place == above {
			r.Place = diag.Place{}
		}
		v := reasonView{Reason: r, Code: r.Code, At: d.place(r.Place)}
		if d.Live != nil {
			if r.Person != "" {
				v.Message = cmp.Or(Says(r.Code), r.Message)
			}
			v.Link = "/_desk/?" + Filter{Reason: r.Code}.Query() + "#pages"
		}
		out = append(out, v)
	}
	return out
}

func (d *Desk) asks(path string, people []string) []askView {
	if d.Live == nil {
		return nil
	}
	var out []askView
	for _, id := range people {
		out = append(out, askView{id, askAddress(id, path), pathName(path)})
	}
	return out
}

// askAddress is where somebody walks through a page.
func askAddress(id, path string) string {
	return (&url.URL{Path: "/_desk/ask/" + id + "/" + path}).EscapedPath()
}

func (d *Desk) pageView(p *Page, index int) pageView {
	v := pageView{Page: p, Index: index, Missing: p.easy() == "missing"}
	if d.Live != nil {
		v.Token = d.Live.Token
	}
	for i := range p.Versions {
		one := &p.Versions[i]
		at := diag.Place{File: one.File}
		w := versionView{Version: one, Name: editionName(one.Edition), At: d.place(at), Why: d.reasons(one.Reasons, at), Asks: d.asks(p.Path, one.asks())}
		for _, l := range one.LeftOut {
			w.Without = append(w.Without, leftOutView{l.What, d.reasons(l.Reasons, at)})
		}
		v.Versions = append(v.Versions, w)
	}
	for _, one := range p.Waiting {
		at := diag.Place{File: one.File}
		v.Waiting = append(v.Waiting, waitingView{one, editionName(one.Edition), d.place(at), d.reasons(one.Reasons, at), d.asks(p.Path, one.People)})
	}
	return v
}

func (d *Desk) personView(p *Person) personView {
	v := personView{Person: p, At: d.place(diag.Place{File: p.File}), Signs: d.signs(p)}
	shown := p.Pages[:min(len(p.Pages), named)]
	latest := p.Approvals[max(0, len(p.Approvals)-2*named):]
	v.More, v.Older = len(p.Pages)-len(shown), len(p.Approvals)-len(latest)
	for _, on := range shown {
		one := onPageView{Path: on.Path, Written: pathName(on.Path)}
		if d.Live != nil && on.Theirs {
			one.Asks = askAddress(p.ID, on.Path)
		}
		for u, a := range on.Uses {
			one.Uses = append(one.Uses, useView{useNames[u], a.says(), a.Yes})
		}
		if first := one.Uses[0]; !slices.ContainsFunc(one.Uses, func(u useView) bool { return u.Says != first.Says }) {
			one.Uses = []useView{{"everything", first.Says, first.Yes}}
		}
		v.On = append(v.On, one)
	}
	for _, e := range p.Entries {
		v.Entries = append(v.Entries, entryView{e, coversNames(e.Covers), statusNames[e.Status], since[e.Status], d.place(diag.Place{File: p.File, Line: e.Line})})
	}
	for _, a := range latest {
		v.Yeses = append(v.Yeses, approvalView{a, pathName(a.Page), strings.ToLower(editionName(a.Edition)), d.place(diag.Place{File: p.File, Line: a.Line})})
	}
	return v
}
