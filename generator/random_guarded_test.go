package generator_test

import (
	"slices"
	"strings"

	"goldenthread/generator"
	"goldenthread/generator/page"
)

// This file says which names are guarded on which page of a random site, as
// consent.md, "Names", has it, from what was typed (random_names_test.go). It
// shares no code with packages consent and fold: a name is a list of tokens, and
// stands wherever they stand one behind the other.

// theirs gives whose page it is to the name rules: its people, and those who are
// quoted in what is shown of it.
func (s *randomSite) theirs(p *randomPage) []*randomPerson {
	all := slices.Clone(s.peopleOf(p))
	for _, e := range p.editions {
		if e.broken || e.edition == "next" {
			continue
		}
		for _, part := range e.parts {
			if part.quoted != nil && s.shown(part, p) != page.NoChannels {
				all = append(all, part.quoted)
			}
		}
	}
	return all
}

// allowed gives the names that a person allows on a page.
func (s *randomSite) allowed(p *randomPerson, on *randomPage) [][]string {
	e := s.governing(p, on)
	if e == nil || e.name == "no" || !e.channels.Has(page.Web) {
		return nil
	}
	shown := e.shownAs
	if shown == "" {
		shown = p.shown
	}
	permission := e.name
	if p.anonymous {
		permission = "shown-as"
	}
	var out [][]string
	if shown != "" {
		out = append(out, []string{shown})
	}
	if permission == "full" || permission == "first" {
		out = append(out, []string{p.first})
	}
	if permission == "full" {
		out = append(out, p.full[:], p.full[:1], p.full[1:])
	}
	return out
}

func has(names [][]string, name []string) bool {
	return slices.ContainsFunc(names, func(n []string) bool { return slices.Equal(n, name) })
}

// freedom says why a name is not guarded on a page: "" where it is.
func (s *randomSite) freedom(n randomName, on *randomPage) string {
	isTheirs := slices.Contains(s.theirs(on), n.of)
	everywhere := n.kind == "full" || n.kind == "also"
	switch {
	case !isTheirs && !everywhere:
		return "not theirs"
	case !isTheirs && slices.Contains(on.namesakes, n.of):
		return "namesake"
	case n.kind == "also", n.kind == "never":
		return ""
	case slices.ContainsFunc(s.people, func(p *randomPerson) bool { return has(s.allowed(p, on), n.words) }):
		return "allowed"
	}
	return ""
}

// standing is a name where it stands among typed words.
type standing struct {
	randomName
	from, to int
}

// namesIn finds the names in what was typed.
func (s *randomSite) namesIn(t *typing) []standing {
	var out []standing
	for _, p := range s.people {
		for _, n := range p.names() {
			// A name that is a word, too, counts in prose as it is written.
			if len(n.words) == 1 && n.words[0] == p.alsoAWord && t.prose && t.loud {
				continue
			}
			for from := range len(t.words) - len(n.words) + 1 {
				to := from + len(n.words)
				if slices.Equal(t.words[from:to], n.words) && !t.runsOn(from) && !t.runsOn(to) {
					out = append(out, standing{n, from, to})
				}
			}
		}
	}
	return out
}

// runsOn says whether letters stand on both sides of a border between words, so
// that no name begins or ends there. A digit ends a word.
func (t *typing) runsOn(border int) bool {
	return t.glued && border > 0 && border < len(t.words) && strings.Trim(t.words[border-1][tokenLength-1:], "0123456789") != ""
}

// guarded gives the names in what was typed that are guarded on a page.
func (s *randomSite) guarded(t *typing, on *randomPage) []randomName {
	var out []standing
	all := s.namesIn(t)
	for _, n := range all {
		inside := !t.apart && slices.ContainsFunc(all, func(m standing) bool {
			return m.of == n.of && m.from <= n.from && m.to >= n.to && m.to-m.from > n.to-n.from && has(s.allowed(m.of, on), m.words)
		})
		if !inside && s.freedom(n.randomName, on) == "" {
			out = append(out, n)
		}
	}
	var longest []randomName // of those that stand inside each other
	for _, n := range out {
		if !slices.ContainsFunc(out, func(m standing) bool { return m.from <= n.from && m.to >= n.to && m.to-m.from > n.to-n.from }) {
			longest = append(longest, n.randomName)
		}
	}
	return longest
}

// standsOn gives what was typed that counts against a version of a page: all that
// is shown on it, and on the standard version the rest of what is the page's.
func (s *randomSite) standsOn(p *randomPage, edition page.Edition) []*typing {
	main := edition == page.Standard
	var out []*typing
	for i := range s.typings {
		t := &s.typings[i]
		counts := false
		switch {
		case t.page != nil:
			counts = t.page == p && main == (t.edition == "") && s.shown(t.part, p) != page.NoChannels
		case t.picture != nil:
			counts = slices.ContainsFunc(p.parts(edition), func(part *randomPart) bool {
				return part.picture == t.picture && !(t.alt && part.hasAlt) && s.shown(part, p) != page.NoChannels
			})
		case main && len(p.authors) > 0:
			counts = slices.Contains(p.authors, t.author) && len(s.allowed(t.author, p)) > 0
		case main:
			counts = slices.Contains(p.people, t.author) && len(s.allowed(t.author, p)) > 0
		}
		if counts && t.of == nil {
			out = append(out, t)
		} else if counts {
			out = append(out, s.written(t.of, p))
		}
	}
	if byline := p.authors; main {
		if len(byline) == 0 {
			byline = p.people
		}
		for _, person := range byline {
			out = append(out, s.written(person, p))
		}
	}
	return out
}

// written is the name that the program writes for a person.
func (s *randomSite) written(p *randomPerson, on *randomPage) *typing {
	return &typing{words: s.names(p, on), of: p, prose: true, page: on}
}

// misnamed says whether a page's `namesakes` cannot be meant, so that it cannot
// be read.
func (s *randomSite) misnamed(p *randomPage) bool {
	return slices.ContainsFunc(p.namesakes, func(n *randomPerson) bool { return n.missing || slices.Contains(s.peopleOf(p), n) })
}

// showsGuarded gives the guarded names that a version of a page shows, if it can
// be read.
func (s *randomSite) showsGuarded(p *randomPage, edition page.Edition) []randomName {
	e, main := p.text(edition), p.text(page.Standard)
	if e == nil || e.broken || main == nil || main.broken || s.misnamed(p) {
		return nil
	}
	var out []randomName
	for _, t := range s.standsOn(p, edition) {
		out = append(out, s.guarded(t, p)...)
	}
	return out
}

// says gives the words of names that may stand on a version, if it is published:
// those by which it shows people, and those that were typed there and are free.
func (s *randomSite) says(e *randomEdition) map[string]bool {
	if s.said == nil {
		s.said = map[*randomEdition]map[string]bool{}
	}
	if words := s.said[e]; words != nil {
		return words
	}
	words := map[string]bool{}
	for _, edition := range []page.Edition{page.Standard, e.edition} { // an easy-read version shows what is its page's
		for _, t := range s.standsOn(e.page, edition) {
			if len(s.guarded(t, e.page)) > 0 {
				continue
			}
			for _, w := range t.words {
				words[w] = true
			}
		}
	}
	for _, p := range s.people {
		if s.involved(p, e) {
			for _, w := range s.names(p, e.page) {
				words[w] = true
			}
		}
	}
	s.said[e] = words
	return words
}

// fileNames gives the words of names that stand in page paths and file names:
// reports may hold those, and no others.
func (s *randomSite) fileNames() map[string]bool {
	out := map[string]bool{}
	for _, t := range s.typings {
		if t.inFileName {
			for _, w := range t.words {
				out[w] = true
			}
		}
	}
	return out
}

// isName says whether a token is a part of a name.
func (t *token) isName() bool {
	return t.person != nil && strings.HasSuffix(t.kind, "name") || t.kind == "never shown"
}

// checkReasons holds which versions are said to show guarded names, and whose: no
// reason names anybody who is not one of the page's people.
func (s *randomSite) checkReasons(r generator.Report) {
	s.tb.Helper()
	namesakes := 0
	for _, p := range s.pages {
		if main := p.text(page.Standard); main != nil && !main.broken && len(p.namesakes) > 0 && !s.misnamed(p) {
			namesakes++
		}
	}
	if r.Namesakes != namesakes {
		s.tb.Errorf("seed %d: the report counts %d pages with namesakes, expected %d", s.seed, r.Namesakes, namesakes)
	}
	for _, one := range r.Pages {
		i := slices.IndexFunc(s.pages, func(p *randomPage) bool { return p.path == one.Page })
		if i < 0 || s.pages[i].taken {
			continue
		}
		p := s.pages[i]
		var want, got []string
		if one.Version == page.Standard || s.publishes(p, page.Standard) { // else its page is the only reason
			for _, n := range s.showsGuarded(p, one.Version) {
				want = append(want, s.reported(n.of, p))
			}
		}
		for _, reason := range one.Reasons {
			if reason.Code == guardedName {
				got = append(got, reason.Person)
				if reason.File == "" || s.files[reason.File] == "" {
					s.tb.Errorf("seed %d: %q %s shows a guarded name in %q, which is no file of the site", s.seed, one.Page, one.Version, reason.Place)
				}
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if want, got = slices.Compact(want), slices.Compact(got); !slices.Equal(got, want) {
			s.tb.Errorf("seed %d: %q %s shows guarded names of %q, expected %q", s.seed, one.Page, one.Version, got, want)
		}
	}
}

// reported gives the id of one of a page's people, and "" for anybody else.
func (s *randomSite) reported(p *randomPerson, on *randomPage) string {
	if slices.Contains(s.peopleOf(on), p) {
		return p.id
	}
	return ""
}
