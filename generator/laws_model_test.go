package generator_test

import (
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// This file says what may be published of a random site, from what its maker
// knows of it. It shares no code with package consent.

// governing gives the entry that says what a person allows on a page today, or
// nil where none allows anything.
func (s *randomSite) governing(p *randomPerson, on *randomPage) *randomEntry {
	if p.missing || p.broken != "" {
		return nil
	}
	var best *randomEntry
	for _, e := range p.entries {
		if e.given == 0 || e.given > s.today || e.isNegative(s) || s.ended(e, p, on) {
			continue
		}
		if e.closeness(on) > 0 && (best == nil || e.closeness(on) > best.closeness(on)) {
			best = e
		}
	}
	if best == nil || s.today > s.lastDay(best, p) {
		return nil
	}
	return best
}

func (e *randomEntry) isNegative(s *randomSite) bool {
	return e.negative != 0 && (e.given <= e.negative || e.given > s.today)
}

// ended says whether an entry that was negative once has taken another back
// for good. One that was given again since spares what was given from then on.
func (s *randomSite) ended(e *randomEntry, p *randomPerson, on *randomPage) bool {
	return slices.ContainsFunc(p.entries, func(n *randomEntry) bool {
		if n.negative == 0 || n.closeness(on) == 0 {
			return false
		}
		spared := !n.isNegative(s) && e.given >= n.given
		return e.given <= n.negative || e.closeness(on) < n.closeness(on) && !spared
	})
}

func (e *randomEntry) closeness(p *randomPage) int {
	switch {
	case p.path != "" && slices.Contains(e.covers, p.path):
		return 3
	case p.section != "" && !p.own && slices.Contains(e.covers, p.section+"/*"):
		return 2
	case slices.Contains(e.covers, "everything"):
		return 1
	}
	return 0
}

func (s *randomSite) lastDay(e *randomEntry, p *randomPerson) page.Day {
	last := e.given.Add(s.longest)
	if e.until != 0 {
		last = min(last, e.until)
	}
	if e.given < p.adult {
		last = min(last, p.adult-1)
	}
	return last
}

// wordsChannels are those through which a person's words and name may go on a
// page; none where the words may not be on the web at all.
func (s *randomSite) wordsChannels(p *randomPerson, on *randomPage) page.Channels {
	if e := s.governing(p, on); e != nil && e.words && e.channels.Has(page.Web) {
		return e.channels
	}
	return page.NoChannels
}

// names gives the words of the name by which a person may be shown on a page.
func (s *randomSite) names(p *randomPerson, on *randomPage) []string {
	e := s.governing(p, on)
	if e == nil || e.name == "no" || !e.channels.Has(page.Web) {
		return nil
	}
	switch {
	case e.name == "full" && !p.anonymous:
		return p.full[:]
	case e.name == "first" && !p.anonymous:
		return []string{p.first}
	case e.shownAs != "":
		return []string{e.shownAs}
	case p.shown != "":
		return []string{p.shown}
	}
	return nil
}

// peopleOf gives a page's people.
func (s *randomSite) peopleOf(p *randomPage) []*randomPerson {
	var all []*randomPerson
	if e := p.text(page.Standard); e != nil && !e.broken {
		all = append(all, p.people...)
		all = append(all, p.authors...)
	}
	for _, e := range p.editions {
		if !e.broken && e.edition != "next" {
			all = append(all, e.persons...)
		}
	}
	return all
}

func (p *randomPage) text(edition page.Edition) *randomEdition {
	i := slices.IndexFunc(p.editions, func(e *randomEdition) bool { return e.edition == edition })
	if i < 0 {
		return nil
	}
	return p.editions[i]
}

// publishes says whether an edition of a page may be published.
func (s *randomSite) publishes(p *randomPage, edition page.Edition) bool {
	e := p.text(edition)
	if e == nil {
		return false
	}
	known, ok := s.shows[e]
	if !ok {
		known = s.agreed(p, edition) && len(s.showsGuarded(p, edition)) == 0 && (edition == page.Standard || s.publishes(p, page.Standard))
		s.shows[e] = known
	}
	return known
}

// agreed says whether nothing but names that stand on it or its page speaks
// against an edition.
func (s *randomSite) agreed(p *randomPage, edition page.Edition) bool {
	e, main := p.text(edition), p.text(page.Standard)
	if e == nil || e.broken || main == nil || main.broken || edition == "next" || s.misnamed(p) {
		return false
	}
	if p.taken || p.draft || p.from > s.today || p.until != 0 && p.until < s.today {
		return false
	}
	switch {
	case p.nobody == "[]", p.nobody == "nothing":
		return false
	case p.nobody == "none" && p.section == "stories" && !p.own:
		return false
	}
	for _, person := range s.peopleOf(p) {
		if s.wordsChannels(person, p) == page.NoChannels || !s.approves(person, p, edition) {
			return false
		}
	}
	return edition == page.Standard || s.agreed(p, page.Standard)
}

func (s *randomSite) approves(p *randomPerson, on *randomPage, edition page.Edition) bool {
	if p.staff || s.approval == "none" || s.approval == "[stories]" && (on.section != "stories" || on.own) {
		return true
	}
	return slices.ContainsFunc(p.approvals, func(a randomApproval) bool {
		tooEarly := slices.ContainsFunc(p.entries, func(e *randomEntry) bool {
			return e.closeness(on) > 0 && a.on < e.negative
		})
		return a.page == on.path && a.edition == edition && a.right && a.on <= s.today && !tooEarly
	})
}

// partChannels are those through which a part of a page may go; none where it
// is left out.
func (s *randomSite) partChannels(part *randomPart, on *randomPage) page.Channels {
	switch {
	case part.medium != nil:
		return s.mediumChannels(part.medium, on)
	case part.quoted != nil:
		return s.wordsChannels(part.quoted, on)
	}
	p := part.picture
	if p.broken || p.absent || p.unsure || p.said == "nothing" && !strings.HasSuffix(p.file, ".svg") {
		return page.NoChannels
	}
	channels := page.AllChannels
	for _, person := range p.people {
		e := s.governing(person, on)
		if e == nil || !e.picture || person.anonymous || !e.channels.Has(page.Web) {
			return page.NoChannels
		}
		channels &= e.channels
	}
	return channels
}

// mediumChannels are those through which a recording may go.
func (s *randomSite) mediumChannels(m *randomMedium, on *randomPage) page.Channels {
	channels := page.AllChannels
	for _, person := range m.people {
		e := s.governing(person, on)
		if e == nil || !e.voice || person.anonymous || !e.channels.Has(page.Web) {
			return page.NoChannels
		}
		channels &= e.channels
	}
	if !m.said || !m.whole {
		return page.NoChannels
	}
	return channels
}

// shown says whether a part of a published page is shown, and through which
// channels; what stands in a part goes with it.
func (s *randomSite) shown(part *randomPart, on *randomPage) page.Channels {
	channels := page.AllChannels
	for ; part != nil; part = part.inside {
		c := s.partChannels(part, on)
		if c == page.NoChannels {
			return c
		}
		channels &= c
	}
	return channels
}

// parts lists the parts of an edition, the cover among them, if it is there.
func (p *randomPage) parts(edition page.Edition) []*randomPart {
	parts := p.text(edition).parts
	if edition == page.Standard && p.cover != nil && !p.cover.absent {
		parts = append([]*randomPart{{what: p.cover.file, picture: p.cover}}, parts...)
	}
	return parts
}

// channels are those through which a published edition may go.
func (s *randomSite) channels(p *randomPage, edition page.Edition) page.Channels {
	channels := page.AllChannels
	for _, person := range s.peopleOf(p) {
		channels &= s.wordsChannels(person, p)
	}
	for _, part := range p.parts(edition) {
		if c := s.shown(part, p); c != page.NoChannels {
			// Readers who find the page this way would see the part too.
			channels &^= (page.SearchEngines | page.Print) &^ c
		}
	}
	return channels
}

// leftOut lists what is left out of a published edition, each once.
func (s *randomSite) leftOut(p *randomPage, edition page.Edition) []string {
	var out []string
	for _, part := range p.parts(edition) {
		if s.shown(part.inside, p) != page.NoChannels && s.partChannels(part, p) == page.NoChannels && !slices.Contains(out, part.what) {
			out = append(out, part.what)
		}
	}
	slices.Sort(out)
	return out
}

// published lists the editions that may be published.
func (s *randomSite) published() []*randomEdition {
	var out []*randomEdition
	for _, p := range s.pages {
		for _, e := range p.editions {
			if s.publishes(p, e.edition) {
				out = append(out, e)
			}
		}
	}
	return out
}

// involved says whether a published edition may name a person at all.
func (s *randomSite) involved(p *randomPerson, e *randomEdition) bool {
	return slices.Contains(s.peopleOf(e.page), p) || slices.ContainsFunc(e.parts, func(part *randomPart) bool { return part.quoted == p })
}

// may says whether a token may be in any byte that leaves.
func (s *randomSite) may(t *token) bool {
	anywhere := func(f func(*randomEdition) bool) bool { return slices.ContainsFunc(s.published(), f) }
	switch {
	case t.never:
		return false
	case t.isName():
		return anywhere(func(e *randomEdition) bool { return s.says(e)[t.word] })
	case t.person != nil:
		return anywhere(func(e *randomEdition) bool {
			if !s.involved(t.person, e) {
				return false
			}
			// What is said beside a name goes wherever a name may.
			return len(s.names(t.person, e.page)) > 0
		})
	case t.picture != nil:
		return anywhere(func(e *randomEdition) bool {
			return slices.ContainsFunc(e.page.parts(e.edition), func(part *randomPart) bool {
				return part.picture == t.picture && s.shown(part, e.page) != page.NoChannels
			})
		})
	case t.kind == "path":
		return s.publishes(t.page, page.Standard)
	default:
		return anywhere(func(e *randomEdition) bool {
			return e.page == t.page && (t.edition == "" || t.edition == e.edition) && s.shown(t.part, e.page) != page.NoChannels
		})
	}
}
