package generator_test

import (
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// This file types people's names into random sites, as writers do without
// thinking of anybody: into titles and texts, tags and addresses, file names,
// what is said of pictures and of people. What it types it writes down, for the
// model in random_guarded_test.go.

// randomName is a name of a person: the tokens that it is made of.
type randomName struct {
	of    *randomPerson
	kind  string // full, also, first, shown, word or never
	words []string
}

// names lists the names of a person's record. None is known of who has no
// record. Of a record that cannot be read, those count that its lines hold.
func (p *randomPerson) names() []randomName {
	if p.missing {
		return nil
	}
	var out []randomName
	add := func(kind string, words ...string) { out = append(out, randomName{p, kind, words}) }
	add("full", p.full[:]...)
	for _, also := range p.also {
		add("also", also...)
	}
	add("first", p.first)
	if p.shown != "" {
		add("shown", p.shown)
	}
	for _, e := range p.entries {
		if e.shownAs != "" && p.broken == "" { // no line of a broken record says what it is
			add("shown", e.shownAs)
		}
	}
	add("word", p.full[0])
	add("word", p.full[1])
	add("never", p.never...)
	return out
}

// typing is words that are somebody's name, or may be, somewhere in the site
// where the name rules look. What is typed where they do not look (comments,
// drafts of a next text, what lies hidden in a picture) is not written down: no
// page is withheld for it, and it may not leave.
type typing struct {
	words []string
	of    *randomPerson // or: the program writes their name there, as it may be shown
	how
	prose bool // not in an address, a tag or the name of a file
	// inFileName says that it stands in a page's path or the name of a picture.
	inFileName bool
	must       bool // the page's own sheet has to show it

	page    *randomPage
	edition page.Edition // "easy-read"; the rest counts against the page
	part    *randomPart  // what holds it within the page

	picture *randomPicture // or: it is in a picture, or said of it
	alt     bool           // as its alt text, which a page may have one of its own for

	author *randomPerson // or: it is said of a person, beside their name
}

// how says how words were written.
type how struct {
	loud  bool // in capitals
	glued bool // nothing between them
	apart bool // in an address, with an escape between them: each can be read by itself
}

// somebodysName chooses words to type on a page of these people; none of the site
// if nil.
func (s *randomSite) somebodysName(on *randomPage) []string {
	p := oneOf(s, s.people...)
	kinds := []string{"full", "full", "also", "first", "shown", "word", "word", "never"}
	switch {
	case on != nil && len(on.namesakes) > 0 && s.chance(60):
		p, kinds = oneOf(s, on.namesakes...), []string{"full", "full", "also"}
	case on != nil && s.chance(40): // as somebody allows it there
		for _, p := range s.people {
			if names := s.allowed(p, on); len(names) > 0 {
				return oneOf(s, names...)
			}
		}
	case on != nil && len(on.people) > 0 && s.chance(50):
		p = oneOf(s, on.people...)
	}
	kind := oneOf(s, kinds...)
	var fitting [][]string
	for _, n := range p.names() {
		if n.kind == kind {
			fitting = append(fitting, n.words)
		}
	}
	if len(fitting) == 0 {
		return p.full[:]
	}
	return oneOf(s, fitting...)
}

// typed types a name into a text of an edition, now and then; "" most often. How
// it may be written depends on where it stands.
func (s *randomSite) typed(e *randomEdition, in *randomPart, style string, must bool) string {
	if e.toType == 0 || !s.chance(40) {
		return ""
	}
	e.toType--
	return s.typedNow(e, in, style, must)
}

func (s *randomSite) typedNow(e *randomEdition, in *randomPart, style string, must bool) string {
	t := typing{words: s.somebodysName(e.page), prose: style != "address" && style != "tag", must: must, page: e.page, part: in}
	if e.edition == page.EasyRead {
		t.edition = e.edition
	}
	text, how := s.spelled(t.words, style)
	t.how = how
	if e.edition != "next" {
		s.typings = append(s.typings, t)
	}
	return text
}

// typedOf types a name into a picture or what is said of it.
func (s *randomSite) typedOf(p *randomPicture, percent int, style string, alt bool) string {
	if !s.naming || !s.chance(percent) {
		return ""
	}
	t := typing{words: s.somebodysName(nil), prose: style != "path", inFileName: style == "path", picture: p, alt: alt}
	text, how := s.spelled(t.words, style)
	t.how = how
	s.typings = append(s.typings, t)
	return text
}

// spelled writes a name in one of the ways in which it is still the name.
func (s *randomSite) spelled(words []string, style string) (text string, h how) {
	first, rest := words[0], strings.Join(words[1:], " ")
	switch style {
	case "path":
		return strings.Join(words, "-"), how{}
	case "tag":
		return strings.Join(words, oneOf(s, " ", "-")), how{}
	case "address":
		between := oneOf(s, "-", "_", ".", "%20", "+", "")
		text = strings.Join(words, between)
		if s.chance(15) {
			text = "%74" + text[1:]
		}
		return text, how{glued: between == "", apart: between == "%20" || between == "+"}
	case "markdown", "block":
		switch n := s.IntN(12); {
		case n == 0:
			return strings.TrimSpace("**" + first + "** " + rest), how{}
		case n == 1:
			return strings.TrimSpace("[" + first + "](https://example.com/) " + rest), how{}
		case n == 2 && style == "block":
			return strings.TrimSpace(first + "\n" + rest), how{}
		case n == 3:
			return strings.TrimSpace("&#116;" + first[1:] + " " + rest), how{}
		case n == 4:
			return strings.TrimSpace(first[:5] + "*" + first[5:8] + "*" + first[8:] + " " + rest), how{}
		case n == 5:
			return strings.TrimSpace("`" + first + "` " + rest), how{}
		}
	}
	between := oneOf(s, " ", " ", " ", "-", ".", "_", "", "’", "  ")
	text, h.glued = strings.Join(words, between), between == ""
	switch n := s.IntN(12); n {
	case 0:
		text = text[:5] + "\u00ad" + text[5:]
	case 1:
		text = text[:7] + "\u200d" + text[7:]
	case 2, 3:
		text, h.loud = strings.ToUpper(text), true
	case 4:
		text += "’s"
	}
	return text, h
}

// newNames gives a person names beyond the first two, sometimes such as share
// words: people are called by a word of their full name.
func (s *randomSite) newNames(p *randomPerson) {
	name := func(kind string) string { return s.token(token{kind: kind, person: p}) }
	p.full = [2]string{name("full name"), name("full name")}
	p.first = p.full[0]
	if s.chance(50) {
		p.first = name("first name")
	}
	switch {
	case s.chance(60):
		p.shown = name("shown name")
	case s.chance(50) && !p.anonymous: // else it may share no word with them
		p.shown = oneOf(s, p.first, p.full[1])
	}
	p.also = [][]string{{name("other name")}}
	switch s.IntN(4) {
	case 0:
		p.also = append(p.also, []string{p.first, name("other name")})
	case 1:
		p.also = [][]string{{name("other name"), name("other name")}}
	}
	p.never = []string{name("never shown"), name("never shown")}[s.IntN(2):]
	if s.chance(50) {
		p.alsoAWord = oneOf(s, p.first, p.full[0], p.full[1])
	}
	if s.naming {
		s.shareNames(p)
	}
}

// shareNames has somebody be called like others, or like a part of their own name.
func (s *randomSite) shareNames(p *randomPerson) {
	if s.chance(10) && p.shown != p.full[1] {
		p.also = append(p.also, p.full[1:])
	}
	if len(s.people) == 0 {
		return
	}
	switch other := oneOf(s, s.people...); s.IntN(20) {
	case 0:
		p.also = append(p.also, []string{other.first})
	case 1:
		p.never = []string{other.first}
	case 2:
		if p.alsoAWord != p.first {
			p.first = other.first
		}
	}
}

// newSayings writes what is said of each person beside their name, once all are
// there.
func (s *randomSite) newSayings() {
	for _, p := range s.people {
		for _, own := range []struct {
			kind string
			text *string
		}{{"byline", &p.byline}, {"bio", &p.bio}} {
			*own.text = s.token(token{kind: own.kind, person: p})
			if s.naming && s.chance(5) {
				t := typing{words: s.somebodysName(nil), prose: true, author: p}
				text, how := s.spelled(t.words, "plain")
				t.how = how
				*own.text += " and " + text
				s.typings = append(s.typings, t)
			}
		}
	}
}

// newNamesakes has a page say of some people that their name means somebody else
// on it; of one who may not be meant, seldom.
func (s *randomSite) newNamesakes(p *randomPage) {
	if !s.naming || !s.chance(25) {
		return
	}
	for _, person := range s.some(2) {
		if s.chance(5) || !person.missing && !slices.Contains(p.people, person) && !slices.Contains(p.authors, person) {
			p.namesakes = append(p.namesakes, person)
		}
	}
}

// typedPath writes down that a link to a page holds the name that stands in its
// path; some links do not hold the path.
func (s *randomSite) typedPath(e *randomEdition, in *randomPart, target *randomPage, link string) {
	if len(target.named) == 0 || e.edition == "next" || !strings.Contains(link, strings.Join(target.named, "-")) {
		return
	}
	t := typing{words: target.named, page: e.page, part: in}
	if e.edition == page.EasyRead {
		t.edition = e.edition
	}
	s.typings = append(s.typings, t)
}

// writes writes down that the program writes somebody's name into an edition.
func (s *randomSite) writes(e *randomEdition, p *randomPerson, in *randomPart) {
	if e.edition == "next" {
		return
	}
	t := typing{of: p, prose: true, page: e.page, part: in}
	if e.edition == page.EasyRead {
		t.edition = e.edition
	}
	s.typings = append(s.typings, t)
}
