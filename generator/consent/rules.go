package consent

import (
	"cmp"
	"slices"

	"goldenthread/generator/page"
)

// This file is consent.md, "Working it out", for one person, one page and one
// use. Each function is pure and holds one sentence of it.

// Status is what an entry, or a person's answer, comes to. The zero value
// allows nothing.
type Status uint8

// The statuses. Those up to NotYet allow nothing because nothing was agreed
// yet, those from Expired on because it is over; only Given allows anything.
const (
	Unknown Status = iota
	Requested
	NotYet
	Given
	Expired
	Refused
	Withdrawn
	Revoked
)

// Code gives the reason for which a page is withheld by this status; "" for
// Given.
func (s Status) Code() Code {
	return [...]Code{
		Unknown: ConsentUnknown, Requested: ConsentRequested, NotYet: ConsentNotYet, Given: "",
		Expired: ConsentExpired, Refused: ConsentRefused, Withdrawn: ConsentWithdrawn, Revoked: ConsentRevoked,
	}[s]
}

// negative gives the latest of an entry's negative dates and its name; of
// several on one day, revoked before withdrawn before refused.
func negative(e *page.Entry) (on page.Day, status Status) {
	status = Unknown
	for _, n := range []struct {
		day    page.Day
		status Status
	}{{e.Revoked, Revoked}, {e.Withdrawn, Withdrawn}, {e.Refused, Refused}} {
		if n.day > on {
			on, status = n.day, n.status
		}
	}
	return on, status
}

// IsNegative says whether an entry is negative on a day: it has a negative date
// and no `given` that is later than all of them and not after that day.
func IsNegative(e *page.Entry, today page.Day) bool {
	on, _ := negative(e)
	return on != 0 && !(e.Given > on && e.Given <= today)
}

// statusOf works an entry out.
func statusOf(e *page.Entry, rec *page.Record, rules page.Rules, today page.Day) Status {
	if IsNegative(e, today) {
		_, status := negative(e)
		return status
	}
	switch {
	case e.Given == 0:
		return Requested
	case e.Given > today:
		return NotYet
	case today > lastDay(e, rec, rules):
		return Expired
	default:
		return Given
	}
}

// lastDay is the last day on which a given entry counts.
func lastDay(e *page.Entry, rec *page.Record, rules page.Rules) page.Day {
	last := e.Given.Add(rules.Longest)
	if e.Until != 0 {
		last = min(last, e.Until)
	}
	if rec.AdultFrom != 0 && e.Given < rec.AdultFrom {
		last = min(last, rec.AdultFrom-1)
	}
	return last
}

// specificity says how closely an entry covers a page: 3 by its path, 2 by its
// section, 1 by `everything`, 0 not at all.
func specificity(e *page.Entry, p *page.Page) int {
	best := 0
	for _, pattern := range e.Covers {
		switch {
		case pattern == "everything":
			best = max(best, 1)
		case !p.Own && p.Section != "" && pattern == p.Section+"/*":
			best = max(best, 2)
		case p.Path != "" && pattern == p.Path:
			best = max(best, 3)
		}
	}
	return best
}

// speaksOf says whether an entry says anything of a use.
func speaksOf(e *page.Entry, use page.Use) bool {
	return !e.HasUses || e.Uses[use] != page.NotSaid
}

// Answer is what a person says to one use on one page. The zero value allows
// nothing.
type Answer struct {
	Status     Status
	Permission page.Permission // of the entry that governs
	Channels   page.Channels   // of the entry that governs
	ShownAs    string          // that entry's own
	Line       int             // of the entry that decided, in the record
}

// Allowed says whether the use is allowed, through whatever channel.
func (a Answer) Allowed() bool { return a.Status == Given && a.Permission > page.No }

// voice is an entry that covers a page and speaks of a use.
type voice struct {
	*page.Entry
	specificity int
	status      Status
	negativeOn  page.Day // zero where the entry was never negative
}

// answer works out a person's answer for a page and a use.
func answer(rec *page.Record, p *page.Page, use page.Use, rules page.Rules, today page.Day) Answer {
	var given, negatives, enders []voice
	rest := Answer{}
	for i := range rec.Entries {
		e := &rec.Entries[i]
		v := voice{Entry: e, specificity: specificity(e, p)}
		if v.specificity == 0 || !speaksOf(e, use) {
			continue
		}
		v.status = statusOf(e, rec, rules, today)
		if v.negativeOn, _ = negative(e); v.negativeOn != 0 {
			enders = append(enders, v)
		}
		switch v.status {
		case Given, Expired:
			given = append(given, v)
		case Refused, Withdrawn, Revoked:
			negatives = append(negatives, v)
		default: // requested, or not yet, which weighs more
			if v.status > rest.Status {
				rest = Answer{Status: v.status, Line: e.Line}
			}
		}
	}
	if a, ok := governing(notEnded(given, enders), use); ok {
		return a
	}
	if len(negatives) > 0 {
		return latest(negatives)
	}
	return rest
}

// notEnded leaves out the entries that a negative one ends: those given on or
// before its date, and later ones that are less specific. Ended entries never
// come back: not even when the one that ended them was given again since, which
// spares only those given from that day on.
func notEnded(given, enders []voice) []voice {
	return slices.DeleteFunc(given, func(g voice) bool {
		return slices.ContainsFunc(enders, func(n voice) bool {
			again := n.status == Given || n.status == Expired
			return g.Given <= n.negativeOn || g.specificity < n.specificity && !(again && g.Given >= n.Given)
		})
	})
}

// governing picks the entry that governs: the most specific; of those the
// latest; of those the one that allows least; and of those that are still
// level, what all of them allow.
func governing(given []voice, use page.Use) (Answer, bool) {
	if len(given) == 0 {
		return Answer{}, false
	}
	var level []voice
	for _, g := range given {
		if len(level) > 0 {
			switch before(g, level[0], use) {
			case -1:
				continue
			case 1:
				level = level[:0]
			}
		}
		level = append(level, g)
	}
	first := level[0]
	a := Answer{
		Status: first.status, Permission: first.Uses[use], Channels: first.Channels,
		ShownAs: first.ShownAs, Line: first.Line,
	}
	for _, other := range level[1:] {
		a.Channels &= other.Channels
		a.ShownAs = ""
	}
	return a, true
}

// before says whether a governs before b (1), after it (-1), or is level (0).
func before(a, b voice, use page.Use) int {
	switch {
	case a.specificity != b.specificity:
		return cmp.Compare(a.specificity, b.specificity)
	case a.Given != b.Given:
		return cmp.Compare(a.Given, b.Given)
	case a.status != b.status: // expired before given
		return cmp.Compare(a.status, b.status)
	default: // what allows less before what allows more
		return cmp.Compare(b.Uses[use], a.Uses[use])
	}
}

// latest gives the answer of the latest negative entry; of several on one day,
// revoked before withdrawn before refused.
func latest(negatives []voice) Answer {
	best := negatives[0]
	for _, n := range negatives[1:] {
		if n.negativeOn > best.negativeOn || n.negativeOn == best.negativeOn && n.status > best.status {
			best = n
		}
	}
	return Answer{Status: best.status, Line: best.Line}
}

// nameAnswer gives a person's answer for their name on a page, and the name
// that it allows; "" allows none. A name counts only where it may be on the
// web, and `anonymous: always` lowers a real name to the one they chose.
func nameAnswer(rec *page.Record, p *page.Page, rules page.Rules, today page.Day) (Answer, string) {
	a := answer(rec, p, page.UseName, rules, today)
	switch permission, shownAs := allowedBy(rec, a); permission {
	case page.Full:
		return a, rec.Names.Full
	case page.First:
		return a, rec.Names.First
	case page.ShownAs:
		return a, shownAs
	default:
		return a, ""
	}
}

// namesAllowed gives which of a person's names may stand on a page: Full, First
// or ShownAs, each with those behind it, or No; and what they are shown as there.
func namesAllowed(rec *page.Record, p *page.Page, rules page.Rules, today page.Day) (page.Permission, string) {
	return allowedBy(rec, answer(rec, p, page.UseName, rules, today))
}

// allowedBy gives which names an answer allows.
func allowedBy(rec *page.Record, a Answer) (permission page.Permission, shownAs string) {
	if !a.Allowed() || !a.Channels.Has(page.Web) {
		return page.No, ""
	}
	permission, shownAs = a.Permission, cmp.Or(a.ShownAs, rec.Names.ShownAs)
	if rec.Anonymous {
		permission = page.ShownAs
	}
	if permission == page.ShownAs && shownAs == "" {
		permission = page.No
	}
	return permission, shownAs
}

// imageAnswer gives a person's answer for picture, voice or video on a page,
// and whether it may be shown. `anonymous: always` never allows it.
func imageAnswer(rec *page.Record, p *page.Page, use page.Use, rules page.Rules, today page.Day) (Answer, bool) {
	a := answer(rec, p, use, rules, today)
	return a, a.Allowed() && a.Channels.Has(page.Web) && !rec.Anonymous
}

// asksApproval says whether each person approves the texts of a page.
func asksApproval(rules page.Rules, p *page.Page) bool {
	return rules.Approval.All || inSection(rules.Approval.Names, p)
}

// requiresPeople says whether `people: none` is refused on a page.
func requiresPeople(rules page.Rules, p *page.Page) bool {
	return inSection(rules.PeopleRequired.Names, p)
}

// inSection says whether a page, other than a section's own, is in one of
// these sections.
func inSection(sections []string, p *page.Page) bool {
	if p.Own || p.Section == "" {
		return false
	}
	return slices.Contains(sections, p.Section)
}

// approved says whether an approval of theirs counts for a text, and whether
// one would but for its text.
func approved(rec *page.Record, p *page.Page, edition page.Edition, text string, today page.Day) (counts, butForText bool) {
	var lastNegative page.Day
	for i := range rec.Entries {
		e := &rec.Entries[i]
		if specificity(e, p) > 0 && speaksOf(e, page.UseWords) {
			on, _ := negative(e)
			lastNegative = max(lastNegative, on)
		}
	}
	for _, a := range rec.Approvals {
		if a.Page != p.Path || a.Edition != edition || a.On > today || a.On < lastNegative {
			continue
		}
		butForText = true
		counts = counts || a.Text == text
	}
	return counts, butForText
}

// Covers says how closely an entry covers a page: 3 by its path, 2 by its
// section, 1 by `everything`, 0 not at all.
func Covers(e *page.Entry, p *page.Page) int { return specificity(e, p) }
