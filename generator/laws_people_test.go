package generator_test

import (
	"fmt"
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// This file writes the records of random people.

// randomPerson is a person with their record. The record is kept simple enough
// to know its answers by looking at it: of entries that count, at most one
// covers a page as closely as it does.
type randomPerson struct {
	id               string
	missing          bool   // there is no record
	broken           string // what makes the record unreadable; "" when nothing does
	staff, anonymous bool
	full             [2]string // words of their full name
	first, shown     string
	also             [][]string // other names, in words
	never            []string   // words of what is never shown
	alsoAWord        string     // one of the names is an everyday word, too
	byline, bio      string
	adult            page.Day // adult_from, or zero
	entries          []*randomEntry
	approvals        []randomApproval
}

type randomEntry struct {
	covers          []string
	requested       page.Day
	given, negative page.Day
	negativeName    string // refused, withdrawn, revoked
	until           page.Day
	words, picture  bool
	voice           bool
	name            string // full, first, shown-as, no
	channels        page.Channels
	shownAs         string
}

type randomApproval struct {
	page    string
	edition page.Edition
	text    string
	on      page.Day
	right   bool // the text is the present one
}

func (s *randomSite) newPerson() *randomPerson {
	p := &randomPerson{missing: s.chance(4), staff: s.chance(20), anonymous: s.chance(12)}
	p.id = s.token(token{kind: "id", person: p, never: true})
	s.newNames(p)
	if s.chance(8) {
		p.adult = s.today + oneOf[page.Day](s, -100, 0, 1, 100)
	}
	if s.chance(7) {
		p.broken = oneOf(s, "an unknown key", "no YAML", "another person's", "an unknown channel", "a bad date", "a key twice", "a smart dash")
	}
	return p
}

// newEntries makes what a person was asked and answered.
func (s *randomSite) newEntries(p *randomPerson) {
	add := func(covers ...string) { p.entries = append(p.entries, s.newEntry(p, covers)) }
	switch s.IntN(4) {
	case 0, 1:
		add("everything")
	case 2:
		add("stories/*")
		add("blog/*", "weeks/*")
		add("everything")
	case 3:
		for _, one := range s.pages {
			if one.path != "" && s.chance(70) && !one.taken {
				add(one.path)
			}
		}
		if s.chance(50) {
			add("stories/*", "blog/*", "weeks/*")
		}
		if s.chance(50) || len(p.entries) == 0 {
			add("everything")
		}
	}
}

func (s *randomSite) newEntry(p *randomPerson, covers []string) *randomEntry {
	e := &randomEntry{covers: covers}
	before := func(most int) page.Day { return s.today - page.Day(s.IntN(most)) }
	negative := func(name string, on page.Day) { e.negativeName, e.negative = name, on }
	most := 600
	if s.longest.Days > 0 {
		most = s.longest.Days
	}
	e.given = before(most)
	if s.chance(30) {
		e.until = s.today + page.Day(s.IntN(300))
	}
	switch n := s.IntN(100); {
	case n < 66:
	case n < 70: // the very edges that still count
		e.given = oneOf(s, s.today, s.lastGiven())
		e.until = max(e.given, s.today)
	case n < 73:
		e.given, e.until = s.today-30, s.today-1
	case n < 76:
		e.given, e.until = s.lastGiven()-1, 0
	case n < 80:
		e.given, e.until = s.today+1+page.Day(s.IntN(30)), 0
	case n < 84:
		e.given = 0
	case n < 88:
		e.given = 0
		negative("refused", before(300))
	case n < 95:
		negative(oneOf(s, "withdrawn", "withdrawn", "revoked"), oneOf(s, e.given, s.today, s.today+5))
	default: // taken back, and given again
		negative("withdrawn", e.given-1)
	}
	if e.given == 0 {
		e.requested, e.until = before(300), 0
		return e
	}
	e.words, e.picture, e.voice = !s.chance(4), s.chance(60), s.chance(60)
	names := []string{"no", "first", "full"}
	if s.chance(20) {
		e.shownAs = s.token(token{kind: "entry's shown name", person: p})
	}
	if e.shownAs != "" || p.shown != "" {
		names = append(names, "shown-as")
	}
	e.name = oneOf(s, names...)
	e.channels = page.AllChannels
	if s.chance(50) {
		e.channels = page.Web
		for _, c := range page.EachChannel() {
			if s.chance(60) {
				e.channels |= c
			}
		}
	}
	if s.chance(4) {
		e.channels = page.Feed | page.Print
	}
	return e
}

// lastGiven is the earliest day on which a consent could be given that still
// counts today.
func (s *randomSite) lastGiven() page.Day {
	day := s.today - 800
	for day.Add(s.longest) < s.today {
		day++
	}
	return day
}

// newApprovals has a person approve most texts, some of them in ways that do
// not count.
func (s *randomSite) newApprovals(p *randomPerson, texts map[string]string) {
	for _, one := range s.pages {
		for _, e := range one.editions {
			text := texts[one.path+" "+string(e.edition)]
			if text == "" || !slices.Contains(s.peopleOf(one), p) || s.chance(4) {
				continue
			}
			a := randomApproval{page: one.path, edition: e.edition, text: text, right: true, on: s.today - page.Day(s.IntN(20))}
			switch s.IntN(30) {
			case 0:
				a.text, a.right = "v1:sha256:"+strings.Repeat("0", 64), false
			case 1:
				a.on = s.today + 1
			case 2:
				a.on = s.today - 500
			case 3:
				if e.edition == page.Standard {
					a.edition, a.right = page.EasyRead, false
				}
			}
			p.approvals = append(p.approvals, a)
		}
	}
}

func (s *randomSite) writeRecord(p *randomPerson) {
	if !p.missing {
		s.write("consent/"+p.id+".yaml", s.recordText(p))
	}
}

// recordText writes a record; what is in it and not a name may never leave.
func (s *randomSite) recordText(p *randomPerson) string {
	secret := func(kind string) string { return s.token(token{kind: kind, person: p, never: true}) }
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# %s", secret("comment of a record"))
	line("person: %s", p.id)
	if p.staff {
		line("role: staff")
	}
	line("names:\n  full: %s %s\n  first: %s", p.full[0], p.full[1], p.first)
	if p.shown != "" {
		line("  shown_as: %s", p.shown)
	}
	also := []string{}
	for _, words := range p.also {
		also = append(also, strings.Join(words, " "))
	}
	line("  also: [%s]", strings.Join(also, ", "))
	if p.alsoAWord != "" {
		line("  also_a_word: [%s]", p.alsoAWord)
	}
	line("byline: %q\nbio: %q", p.byline, p.bio)
	line("never_show: [%s]", strings.Join(p.never, " "))
	if p.anonymous {
		line("anonymous: always")
	}
	if p.adult != 0 {
		line("adult_from: %s", p.adult)
	}
	line("consents:")
	for _, e := range p.entries {
		line("  - covers: [%s]", strings.Join(e.covers, ", "))
		for _, day := range []struct {
			key string
			on  page.Day
		}{{"requested", e.requested}, {"given", e.given}, {e.negativeName, e.negative}, {"until", e.until}} {
			if day.on != 0 {
				line("    %s: %s", day.key, day.on)
			}
		}
		line("    how: form %s\n    evidence: drawer %s\n    guardian: their %s", secret("how"), secret("evidence"), secret("guardian"))
		line("    explained: {by: %s, in: easy read, notice: %s}", secret("explained by"), secret("notice"))
		if e.given != 0 {
			yes := map[bool]string{true: "yes", false: "no"}
			line("    uses: {words: %s, name: %s, picture: %s, voice: %s, video: no}", yes[e.words], e.name, yes[e.picture], yes[e.voice])
			line("    channels: [%s]", e.channels)
		}
		if e.shownAs != "" {
			line("    shown_as: %s", e.shownAs)
		}
	}
	if len(p.approvals) > 0 { // an empty list would be a mistake
		line("approved:")
	}
	for _, a := range p.approvals {
		name := a.page
		if name == "" {
			name = "/"
		}
		line("  - {page: %s, version: %s, text: %q, on: %s, how: on %s, with: %s}", name, a.edition, a.text, a.on, secret("how"), secret("with"))
	}
	return brokenRecord(b.String(), p)
}

// brokenRecord makes a record unreadable in one of several ways.
func brokenRecord(text string, p *randomPerson) string {
	switch p.broken {
	case "an unknown key":
		return text + "statsu: given\n"
	case "no YAML":
		return text + "  - [\n"
	case "another person's":
		return strings.Replace(text, "person: "+p.id, "person: somebody-else", 1)
	case "an unknown channel":
		return strings.Replace(text, "consents:\n", "consents:\n  - {covers: [everything], requested: 2026-01-01, channels: [webb]}\n", 1)
	case "a bad date":
		return strings.Replace(text, "consents:\n", "consents:\n  - {covers: [everything], requested: 01/02/2026}\n", 1)
	case "a key twice":
		return text + "person: " + p.id + "\n"
	case "a smart dash":
		return strings.Replace(text, "  - covers", "  – covers", 1)
	}
	return text
}
