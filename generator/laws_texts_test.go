package generator_test

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// This file writes the texts of random pages.

// randomEdition is one text file of a page.
type randomEdition struct {
	page    *randomPage
	edition page.Edition // or "next"
	file    string
	broken  bool
	persons []*randomPerson // in :person[…]
	named   []*randomPerson // those of them that no part holds
	toType  int             // how many names are still to be typed
	parts   []*randomPart
	lines   []string
	notes   []string // the footnotes, for the end
}

// randomPart is what may be left out of a page that is published.
type randomPart struct {
	what    string // as the report names it
	quoted  *randomPerson
	picture *randomPicture
	medium  *randomMedium
	inside  *randomPart // the part that holds it
	hasAlt  bool        // the page has an alt text of its own for the picture
}

// newTexts writes the files of a page.
func (s *randomSite) newTexts(p *randomPage) {
	// What stands on no list need not show its cover anywhere.
	if p.section != "" && !p.own && s.chance(20) && len(s.pictures) > 0 && !p.taken {
		p.cover = oneOf(s, s.pictures...)
	}
	if p.discreet {
		p.cover = nil // the page shows none, so who is in it would not matter
	}
	if !p.lonely {
		s.newText(p, page.Standard)
	}
	if p.path != "" && s.chance(40) {
		s.newText(p, page.EasyRead)
	}
	if p.path != "" && s.chance(8) {
		s.newText(p, "next")
	}
}

func (s *randomSite) newText(p *randomPage, edition page.Edition) {
	e := &randomEdition{page: p, edition: edition, file: p.file(edition), broken: s.chance(5)}
	p.editions = append(p.editions, e)
	if s.naming && (s.chance(15) || len(p.namesakes) > 0 && s.chance(50)) {
		e.toType = 1 + s.IntN(2)
	}
	e.add("---", `title: "`+s.line(e, "title")+`"`)
	if s.chance(80) {
		e.add(`summary: "` + s.line(e, "summary") + `"`)
	}
	switch {
	case edition == page.Standard || edition == "next":
		for _, line := range s.front(e) {
			e.add(line)
		}
	case s.chance(50):
		e.add("tested_with: {group: The " + s.words(e, "tested with", nil, "plain") + "}")
	}
	fault := 0
	if e.broken {
		fault = 1 + s.IntN(5)
	}
	if fault == 1 {
		e.add("darft: yes")
	}
	if fault != 2 { // else the closing line is missing
		e.add("---", "")
	}
	for range 2 + s.IntN(6) {
		s.block(e, nil)
	}
	switch fault {
	case 3:
		e.add(":::qoute{person=somebody}", s.words(e, "body", nil, ""), ":::")
	case 4:
		e.add("caf\xe9")
	case 5:
		e.lines[1] = "titel: " + s.words(e, "title", nil, "")
	}
	for _, note := range e.notes {
		e.add("", note)
	}
	s.write(e.file, strings.Join(e.lines, "\n")+"\n")
}

// add adds lines and gives the number of the first.
func (e *randomEdition) add(lines ...string) int {
	first := len(e.lines) + 1
	for _, l := range lines {
		e.lines = append(e.lines, strings.Split(l, "\n")...)
	}
	return first
}

// word makes a token of this text.
func (s *randomSite) word(e *randomEdition, kind string, in *randomPart) string {
	t := token{kind: kind, page: e.page, edition: e.edition, part: in}
	t.must = kind == "title" || kind == "summary" || kind == "body" || kind == "alt" || kind == "transcript"
	t.never = e.edition == "next"
	return s.token(t)
}

// words makes a text with a token in it, and now and then somebody's name, which
// is written in a style; never where there is none. Half of the texts have eight
// words. No eight others in a row are the same in two texts, nor at the border of
// two, even with a word between them (the number of a footnote), or the last look
// would take one text for the other.
func (s *randomSite) words(e *randomEdition, kind string, in *randomPart, style string) string {
	word := s.word(e, kind, in)
	before := oneOf(s, "The kettle", "A door", "We walked", "Rain on", "It was", "Tea & cake with", "1 < 2 and")
	first := s.tokens[word]
	first.long = kind == "title" || kind == "alt"
	if s.chance(50) {
		before, first.long = oneOf(s, "They came with", "On the wall", "What remains is"), true
		for range 3 {
			next := s.word(e, kind, in)
			s.tokens[next].long = true
			word += " " + next
		}
	}
	text := before + " " + word + " " + oneOf(s, "in spring.", "by night.")
	if style != "" {
		if name := s.typed(e, in, style, first.must); name != "" {
			text += " " + s.word(e, "beside a name", in) + " and " + name + "."
		}
	}
	return text
}

// line makes a title or summary, now and then with somebody's name. What may
// stand in menus, on every sheet, names nobody.
func (s *randomSite) line(e *randomEdition, kind string) string {
	if kind == "title" && (e.page.own || e.page.section == "" || e.page.section == "weeks") {
		return s.words(e, kind, nil, "")
	}
	return s.words(e, kind, nil, "plain") + s.mention(e, 15, nil)
}

func (s *randomSite) mention(e *randomEdition, percent int, in *randomPart) string {
	if !s.chance(percent) {
		return ""
	}
	p := oneOf(s, s.people...)
	if len(e.page.people) > 0 && s.chance(85) {
		p = e.page.people[0]
	}
	if !slices.Contains(e.persons, p) {
		e.persons = append(e.persons, p)
	}
	if in == nil {
		e.named = append(e.named, p)
	}
	s.writes(e, p, in)
	return " " + s.word(e, "beside a name", in) + " :person[" + p.id + "] " + s.word(e, "beside a name", in) + "."
}

// block adds a piece of text; in is the part that it stands in.
func (s *randomSite) block(e *randomEdition, in *randomPart) {
	body := func(style string) string { return s.words(e, "body", in, style) }
	never := func(kind string) string { return s.token(token{kind: kind, page: e.page, never: true}) }
	switch n := s.IntN(100); {
	case n < 25:
		e.add(body("block")+s.mention(e, 25, in), "")
	case n < 40:
		s.linkBlock(e, in)
	case n < 55:
		s.quote(e, in)
	case n < 70 && len(s.pictures) > 0:
		e.add(s.image(e, in), "")
	case n < 75 && len(s.pictures) > 0:
		e.add(":::gallery", s.image(e, in), "", s.image(e, in), ":::", "")
	case n < 85:
		box := oneOf(s, ":::note", ":::content-note", ":::details", ":::help{topics=housing}")
		if box == ":::details" {
			box += "[" + s.words(e, "label", in, "plain") + "]"
		}
		e.add(box)
		s.block(e, in)
		e.add(":::", "")
	case n < 89:
		e.add("A "+s.word(e, "body", in)+" <!-- "+never("HTML comment")+" --> in HTML.", "", "<div data-x=\""+never("HTML attribute")+"\">", "", body("block"), "")
	case n < 93:
		e.add("```", body("plain"), "```", "")
	case n < 96:
		s.media(e, in)
	default:
		e.add("| a | b |", "|---|---|", "| "+body("markdown")+" | ~~"+body("plain")+"~~ |", "")
	}
}

func (s *randomSite) linkBlock(e *randomEdition, in *randomPart) {
	target := oneOf(s, s.pages...)
	file := target.file(oneOf(s, page.Standard, page.Standard, page.EasyRead))
	link := "/" + strings.TrimPrefix(file, "content/")
	if dir := path.Dir(e.file); s.chance(50) && strings.HasPrefix(file, dir+"/") {
		link = strings.TrimPrefix(file, dir+"/")
	}
	switch s.IntN(5) {
	case 0:
		if target.path != "" {
			link = "/" + target.path + "/"
		}
	case 1: // a link whose words are its address loses both with it
		if target.name != nil && !target.discreet && !target.lonely {
			e.add("See [/"+target.path+"/](/"+target.path+"/) too.", "")
			s.typedPath(e, in, target, target.path)
			return
		}
	case 2:
		// What stands where nothing is, or what no page may have, loses its address.
		link = oneOf(s, "/nowhere/", "../nowhere/", "javascript:") + s.token(token{kind: "lost link", page: e.page, never: true})
	case 3:
		link = "https://example.com/" + s.word(e, "link outside", in) + "/" + s.typed(e, in, "address", true)
	}
	s.typedPath(e, in, target, link)
	e.add("See ["+s.word(e, "body", in)+"]("+link+") or "+s.words(e, "body", in, "block"), "")
}

// quote adds a quotation, mostly of a person, with a footnote now and then.
func (s *randomSite) quote(e *randomEdition, in *randomPart) {
	if s.chance(20) {
		e.add(":::quote{by=\""+s.words(e, "body", in, "plain")+"\"}", s.words(e, "body", in, "block"), ":::", "")
		return
	}
	p := oneOf(s, s.people...)
	line := e.add(":::quote{person=" + p.id + "}")
	part := &randomPart{what: fmt.Sprintf("%s:%d", e.file, line), quoted: p, inside: in}
	e.parts = append(e.parts, part)
	s.writes(e, p, part)
	words := s.words(e, "body", part, "block")
	if s.chance(30) { // a footnote goes with its only mark
		mark := fmt.Sprintf("[^%d]", len(e.notes)+1)
		e.notes = append(e.notes, mark+": "+s.words(e, "body", part, "markdown"))
		words += mark
	}
	e.add(words, "")
	if s.chance(30) {
		s.block(e, part)
	}
	e.add(":::", "")
}

// image gives the Markdown of a picture.
func (s *randomSite) image(e *randomEdition, in *randomPart) string {
	p := oneOf(s, s.pictures...)
	part := &randomPart{what: p.file, picture: p, inside: in}
	e.parts = append(e.parts, part)
	alt := ""
	if s.chance(50) {
		alt, part.hasAlt = s.words(e, "alt", part, "plain"), true
	}
	return "![" + alt + "](" + p.link(e.file, s) + ")"
}

// media adds a sound, or what is called a film and is none.
func (s *randomSite) media(e *randomEdition, in *randomPart) {
	never := func(kind string) string { return s.token(token{kind: kind, page: e.page, never: true}) }
	name := never("file name")
	part := &randomPart{medium: &randomMedium{}, inside: in}
	e.parts = append(e.parts, part)
	people := ""
	switch s.IntN(4) {
	case 0:
		people, part.medium.said = " people=none", true
	case 1, 2:
		part.medium.people, part.medium.said = []*randomPerson{oneOf(s, s.people...)}, true
		people = " people=" + part.medium.people[0].id
	}
	kind, source := "video", never("medium")
	if s.chance(80) {
		kind, source = "audio", recording(never("medium"), never("behind a medium"))
	}
	file := "content/pictures/" + name + map[string]string{"video": ".mp4", "audio": ".mp3"}[kind]
	s.write(file, source)
	part.what, part.medium.whole = file, kind == "audio" && s.chance(90)
	transcript := ""
	if part.medium.whole {
		transcript = " transcript=/pictures/" + name + ".txt"
		s.write("content/pictures/"+name+".txt", s.words(e, "transcript", part, "plain")+"\n\n"+s.words(e, "transcript", part, "plain"))
	}
	e.add(fmt.Sprintf("::%s[%s]{src=/pictures/%s%s%s}", kind, s.words(e, "label", part, "plain"), path.Base(file), transcript, people), "")
}
