package consent_test

import (
	"slices"

	"goldenthread/generator/approval"
	"goldenthread/generator/page"
)

// The oracle is a second implementation of the design's consent.md, made from
// the design's words alone, without a look at the first one: sentence by
// sentence, each quoted above what does it, slow and plain. It answers for one day.
type oracle struct {
	src   *page.Source
	today page.Day
	texts map[*page.Version]string
	// ownOnly leaves out where links lead, which is up to other pages.
	ownOnly bool
	// Worked out already: for this day; for any day; and for any day on which
	// everybody's answers are these.
	found map[*page.Version][]string
	lasts map[*page.Entry]page.Day
	names map[string][]string
}

func newOracle(src *page.Source, today page.Day) *oracle {
	o := &oracle{src, today, map[*page.Version]string{}, false, map[*page.Version][]string{}, map[*page.Entry]page.Day{}, map[string][]string{}}
	for i := range src.Pages {
		for _, v := range src.Pages[i].Versions() {
			if v.Fault == nil {
				o.texts[v] = string(approval.TextOf(&src.Site, &src.Pages[i], v, src.Pictures))
			}
		}
	}
	return o
}

// on gives the oracle for some day, to hold it against another day.
func (o *oracle) on(day page.Day) *oracle {
	return &oracle{o.src, day, o.texts, true, map[*page.Version][]string{}, o.lasts, o.names}
}

// status is what "An entry is" says, on some day.
func (o *oracle) status(rec *page.Record, e *page.Entry, day page.Day) string {
	// "negative if it has refused, withdrawn or revoked (they count from the
	// moment they are written, even dated ahead) and no given that is later
	// than all of them and not after today"
	last := negativeDay(e)
	if last != 0 && (e.Given <= last || e.Given > day) {
		// "of several on one day, revoked before withdrawn before refused"
		switch last {
		case e.Revoked:
			return "revoked"
		case e.Withdrawn:
			return "withdrawn"
		}
		return "refused"
	}
	switch {
	case e.Given != 0 && e.Given <= day:
		// "it is expired once today is after its last day"
		if day > o.lastDay(rec, e) {
			return "expired"
		}
		return "given"
	case e.Given != 0:
		return "not-yet"
	}
	return "requested"
}

// negativeDay: "The latest of the three names it".
func negativeDay(e *page.Entry) page.Day { return max(e.Refused, e.Withdrawn, e.Revoked) }

func isNegative(status string) bool {
	return status == "refused" || status == "withdrawn" || status == "revoked"
}

func isGiven(status string) bool { return status == "given" || status == "expired" }

// lastDay: "the earliest of until, given + consent.longest, and, for an entry
// given before adult_from, the day before it. Last days count as valid".
func (o *oracle) lastDay(rec *page.Record, e *page.Entry) page.Day {
	if last, known := o.lasts[e]; known {
		return last
	}
	last := later(e.Given, o.src.Site.Consent.Longest)
	if e.Until != 0 {
		last = min(last, e.Until)
	}
	if rec.AdultFrom != 0 && e.Given < rec.AdultFrom {
		last = min(last, rec.AdultFrom-1)
	}
	o.lasts[e] = last
	return last
}

// later: "calendar arithmetic; 29 February + 1y is 28 February".
func later(day page.Day, p page.Period) page.Day {
	from := day.Time()
	to := from.AddDate(p.Years, p.Months, 0)
	if to.Day() < from.Day() { // it ran over the end of the month
		to = to.AddDate(0, 0, -to.Day())
	}
	return page.DayOf(to.AddDate(0, 0, p.Days))
}

// speaks: "An entry speaks of a use if the use is a key of its uses, or if it
// has no uses."
func speaks(e *page.Entry, use page.Use) bool { return !e.HasUses || e.Uses[use] != page.NotSaid }

// specificity: "Covering a page by its path is more specific than by its
// section, that more than everything; an entry counts as its most specific
// pattern that covers the page. stories/* does not cover the section's own
// page, and the home page is covered by everything alone." 0 covers nothing.
func specificity(e *page.Entry, p *page.Page) int {
	most := 0
	for _, pattern := range e.Covers {
		switch {
		case pattern == "everything":
			most = max(most, 1)
		case pattern == p.Section+"/*" && p.Section != "" && !p.Own:
			most = max(most, 2)
		case pattern == p.Path && p.Path != "":
			most = max(most, 3)
		}
	}
	return most
}

// answer is "A person's answer for a page and a use".
type answer struct {
	status   string
	value    page.Permission
	channels page.Channels
	own      string // the governing entry's own shown_as
}

func (o *oracle) answer(rec *page.Record, p *page.Page, use page.Use) answer {
	// "from the entries that cover the page and speak of the use"
	var entries []*page.Entry
	for i := range rec.Entries {
		if e := &rec.Entries[i]; specificity(e, p) > 0 && speaks(e, use) {
			entries = append(entries, e)
		}
	}
	// "2. Of the given entries that are not ended (expired ones included)"
	var governing []*page.Entry
	for _, e := range entries {
		if isGiven(o.status(rec, e, o.today)) && !o.ended(rec, p, e, entries) {
			governing = append(governing, e)
		}
	}
	if len(governing) > 0 {
		// "the most specific governs; of those, the latest given; of those, the
		// one that allows least (expired before given; none before shown-as
		// before first before full"
		governing = least(governing, func(e *page.Entry) int { return -specificity(e, p) })
		governing = least(governing, func(e *page.Entry) int { return -int(e.Given) })
		governing = least(governing, func(e *page.Entry) int {
			if o.status(rec, e, o.today) == "expired" {
				return -1
			}
			return int(e.Uses[use])
		})
		// "of those still level, only the channels that all list, and no
		// entry's own shown_as)"
		a := answer{o.status(rec, governing[0], o.today), governing[0].Uses[use], page.AllChannels, ""}
		for _, e := range governing {
			a.channels &= e.Channels
		}
		if len(governing) == 1 {
			a.own = governing[0].ShownAs
		}
		return a
	}
	// "3. If there is none: the latest negative entry's name (ties as above);
	// else not yet if there is one; else requested; else unknown."
	day, found := page.Day(-1), map[string]bool{}
	for _, e := range entries {
		status := o.status(rec, e, o.today)
		if isNegative(status) && negativeDay(e) > day {
			day = negativeDay(e)
			found = map[string]bool{}
		}
		if !isNegative(status) || negativeDay(e) == day {
			found[status] = true
		}
	}
	if day < 0 {
		for _, status := range []string{"not-yet", "requested"} {
			if found[status] {
				return answer{status: status}
			}
		}
		return answer{status: "unknown"}
	}
	for _, status := range []string{"revoked", "withdrawn"} {
		if found[status] {
			return answer{status: status}
		}
	}
	return answer{status: "refused"}
}

// ended: "1. A negative entry ends every entry given on or before its negative
// date, and every entry given later that is less specific than it. Ended
// entries never come back." So whatever was ended on any day up to today is.
func (o *oracle) ended(rec *page.Record, p *page.Page, given *page.Entry, entries []*page.Entry) bool {
	// What happens happens on the day of some `given`, or between two of them.
	days := []page.Day{o.today}
	for _, e := range entries {
		days = append(days, e.Given-1, e.Given)
	}
	for _, day := range days {
		if day > o.today || !isGiven(o.status(rec, given, day)) {
			continue
		}
		for _, e := range entries {
			if isNegative(o.status(rec, e, day)) &&
				(given.Given <= negativeDay(e) || specificity(given, p) < specificity(e, p)) {
				return true
			}
		}
	}
	return false
}

// least keeps the entries for which f is least.
func least(entries []*page.Entry, f func(*page.Entry) int) []*page.Entry {
	lowest := f(entries[0])
	for _, e := range entries {
		lowest = min(lowest, f(e))
	}
	return slices.DeleteFunc(slices.Clone(entries), func(e *page.Entry) bool { return f(e) > lowest })
}

// record gives a record that can be read, or nil: "the whole record is
// unreadable, and no consent in it counts".
func (o *oracle) record(id string) *page.Record {
	if rec := o.src.Records[id]; rec != nil && rec.Fault == nil {
		return rec
	}
	return nil
}

// allows: "A use is allowed if the governing entry is given, not expired, and
// says yes"; "anonymous: always never allows picture, voice or video". It also
// gives the channels.
func (o *oracle) allows(id string, p *page.Page, use page.Use) (bool, page.Channels) {
	rec := o.record(id)
	if rec == nil || rec.Anonymous && use != page.UseWords {
		return false, 0
	}
	a := o.answer(rec, p, use)
	return a.status == "given" && a.value == page.Yes, a.channels
}

// name gives the name by which somebody may be called on a page; "" for none.
func (o *oracle) name(id string, p *page.Page) (string, page.Channels) {
	rec := o.record(id)
	if rec == nil {
		return "", 0
	}
	a := o.answer(rec, p, page.UseName)
	// "Anything else for name is none; so is a name whose governing entry does
	// not list web."
	if a.status != "given" || !a.channels.Has(page.Web) {
		return "", 0
	}
	// "shown_as is the governing name entry's own, else names.shown_as"
	shown := a.own
	if shown == "" {
		shown = rec.Names.ShownAs
	}
	// "anonymous: always lowers full and first to shown-as (none where there is
	// no shown_as)"
	switch {
	case a.value == page.Full && !rec.Anonymous:
		return rec.Names.Full, a.channels
	case a.value == page.First && !rec.Anonymous:
		return rec.Names.First, a.channels
	case a.value == page.Full, a.value == page.First, a.value == page.ShownAs:
		return shown, a.channels
	}
	return "", 0
}

// called gives what readers are shown for somebody: the name, or the site's
// words "for a person whose name may not be" shown.
func (o *oracle) called(id string, p *page.Page) string {
	if name, _ := o.name(id, p); name != "" {
		return name
	}
	return o.src.Site.Unnamed
}

// people: "A page's people are those in people and authors, and everybody in a
// :person[…] in either version that can be read."
func (o *oracle) people(p *page.Page) []string {
	all := slices.Concat(p.Meta.People.IDs, p.Meta.Authors)
	for _, v := range p.Versions() {
		if v.Fault == nil {
			all = append(all, v.People...)
		}
	}
	var once []string
	for _, id := range all {
		if !slices.Contains(once, id) {
			once = append(once, id)
		}
	}
	return once
}

// pageChannels: "Its channels are those that each of its people's governing
// words entry lists, and each name entry that allows them a name (people:
// none: all)."
func (o *oracle) pageChannels(p *page.Page) page.Channels {
	channels := page.AllChannels
	for _, id := range o.people(p) {
		channels &= o.quotable(id, p)
	}
	return channels
}

// quotable gives the channels of somebody's words and name: "For a shown
// quotation, its person's name entry that allows a name counts like its words
// entry."
func (o *oracle) quotable(id string, p *page.Page) page.Channels {
	_, channels := o.allows(id, p, page.UseWords)
	if name, its := o.name(id, p); name != "" {
		channels &= its
	}
	return channels
}
