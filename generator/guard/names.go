package guard

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"goldenthread/generator/fold"
	"goldenthread/generator/page"
	"goldenthread/generator/plan"
)

// stand is a version of a page that an output holds something of.
type stand struct {
	version *version
	part    part
}

// part says how much of a page an output holds.
type part uint8

const (
	// neighbour: its address and its title, which hold no name that is guarded on
	// the page beside it. What is guarded on the neighbour itself does not matter.
	neighbour part = iota
	anchor         // its address, and its title without names
	teaser         // what lists show
	whole
)

// standsOn gathers the versions that an output holds something of.
func (g *Guard) standsOn(l *look, o plan.Output) {
	add := func(address string, p part) bool {
		v := g.pages[address]
		if v == nil {
			return false
		}
		l.stands = append(l.stands, stand{v, p})
		return true
	}
	body := o.Body()
	for _, v := range g.showing[stem("/"+o.Path())] {
		l.stands = append(l.stands, stand{v, whole})
	}
	switch {
	case body.Sheet != nil:
		s := body.Sheet
		add(s.Address, whole)
		if s.View != nil && s.View.Address != s.Address {
			add(s.View.Address, whole)
		}
		g.listed(s, add)
		for _, m := range s.Frame.Menu {
			add(m.Address, anchor)
		}
		for _, a := range []page.Anchor{s.WeekLink, s.Section, {Address: s.MovedTo}} {
			add(a.Address, anchor)
		}
		for _, a := range []page.Anchor{s.Newer, s.Older} {
			add(a.Address, neighbour)
		}
		for _, r := range s.Related {
			add(r.Address, neighbour)
			add(r.EasyRead, neighbour)
		}
		for _, c := range s.Credits {
			for _, item := range c.Pages {
				add(item.Address, whole) // what is owed for its pictures is no part of what lists show
				add(item.EasyRead, whole)
			}
		}
		if s.Week != nil {
			add(s.Week.Address, whole)
		}
	case body.Leaflet != nil:
		add(body.Leaflet.View.Address, whole)
	case body.Feed != nil, body.JSONFeed != nil:
		for _, v := range cmp.Or(body.Feed, body.JSONFeed).Items {
			add(v.Address, whole)
		}
	case body.Search != nil:
		for _, e := range body.Search.Entries {
			add(e.Address, whole)
			add(e.EasyRead, anchor)
		}
	case body.Calendar != nil:
		add(body.Calendar.Week.Address, whole)
	case body.Of != nil:
		for _, address := range body.Of {
			add(address, anchor)
		}
	case body.SiteMap != nil:
		for _, e := range body.SiteMap.Entries {
			add(e.Address, anchor)
		}
	}
}

// eachEntry gives the parts of a feed, sitemap or index that are of a page, each with the
// version: it is judged as its page.
func (g *Guard) eachEntry(body plan.Body, src []byte, yield func(entry []byte, of []stand)) {
	entry, before, behind, p := "<entry>", "<id>", "</id>", whole
	switch {
	case body.SiteMap != nil:
		entry, before, behind, p = "<url>", "<loc>", "</loc>", anchor
	case body.Search != nil:
		entry, before, behind = "\n", `["`, `"`
	case body.JSONFeed != nil: // in a text of JSON, each of these marks would have a backslash
		entry, before, behind = `"id":`, `"`, `"`
	}
	origin := strings.TrimSuffix(g.site.BaseURL, "/")
	for i, one := range bytes.Split(src, []byte(entry)) {
		_, after, _ := bytes.Cut(one, []byte(before))
		address, _, _ := bytes.Cut(after, []byte(behind))
		if v := g.pages[strings.TrimPrefix(string(address), origin)]; i > 0 && v != nil {
			yield(one, []stand{{v, p}})
		}
	}
}

// listed adds what stands on the lists of a sheet; of a list of lists, what
// stands on those.
func (g *Guard) listed(s *page.Sheet, add func(string, part) bool) {
	for _, list := range s.Lists {
		for _, item := range list.Items {
			add(item.EasyRead, teaser)
			if add(item.Address, teaser) {
				continue
			}
			if of := g.sheets[item.Address]; of != nil && of != s {
				for _, inner := range of.Lists {
					for _, item := range inner.Items {
						add(item.Address, teaser)
					}
				}
			}
		}
	}
}

// showsName says whether a guarded name stands among the words.
func (l *look) showsName(prose bool) bool {
	for some := range fold.Overlapping(l.hits) {
		for _, h := range some {
			if l.guards(h) && !l.isInside(h, some) && !l.own.hold(l.words.Words, h, prose) && !l.isDigest(h) {
				return true
			}
		}
	}
	return false
}

// isDigest says whether a name stands in the digest by which an asset is named.
func (l *look) isDigest(h fold.Hit) bool {
	w, v := l.words.Words[h.First], l.words.Words[h.Last]
	hex := func(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' }
	raw, from, to := l.words.Raw, int(w.Start), int(v.End)
	for from > 0 && hex(raw[from-1]) {
		from--
	}
	for to < len(raw) && hex(raw[to]) {
		to++
	}
	if to-from != 8 && to-from != 16 || from == 0 || to == len(raw) || raw[to] != '.' && raw[to] != '-' {
		return false
	}
	return (raw[from-1] == '/' || raw[from-1] == '.') && !bytes.ContainsFunc(raw[from:to], func(r rune) bool { return r > 'f' })
}

// judgement says what is known of a name in one output.
type judgement struct {
	guarded bool
	// said are the places of the name in what lists show of other pages, on which it
	// is not guarded: there it may stand.
	said []setting
}

// setting is what stands around a name in a text, as the hashes of words: the
// nearest first, and none where the text ends.
type setting struct{ before, after []uint64 }

// guards says whether a name is guarded where it stands in this output: on one of
// the pages that stand on it, and not where another page, which may show it, does.
func (l *look) guards(h fold.Hit) bool {
	j, known := l.judged[h.Name]
	if !known {
		if l.judged == nil {
			l.judged = map[int]judgement{}
		}
		j = l.judge(h.Name)
		l.judged[h.Name] = j
	}
	return j.guarded && !slices.ContainsFunc(j.said, func(c setting) bool { return c.isAround(l.words.Words, h) })
}

// isAround says whether a name stands in this setting: what is before it, or what
// is behind, is the same, since a layout may put something in between.
func (c setting) isAround(words []fold.Word, h fold.Hit) bool {
	same := func(sums []uint64, step int) bool {
		for i, sum := range sums {
			if at := h.First - 1 - i; step < 0 && (at < 0 || words[at].Hash != sum) {
				return false
			}
			if at := h.Last + 1 + i; step > 0 && (at >= len(words) || words[at].Hash != sum) {
				return false
			}
		}
		return true
	}
	switch {
	case len(c.before) == 0:
		return same(c.after, 1)
	case len(c.after) == 0:
		return same(c.before, -1)
	}
	return same(c.before, -1) || same(c.after, 1)
}

func (l *look) judge(name int) judgement {
	if len(l.stands) == 0 {
		return judgement{guarded: l.nowhere.Guards(name)}
	}
	guards := func(s stand) bool { return s.part != neighbour && s.version.rules.Guards(name) }
	if !slices.ContainsFunc(l.concerned(name), guards) {
		return judgement{}
	}
	j := judgement{guarded: true}
	for _, s := range l.stands {
		if guards(s) {
			continue
		}
		if s.part > anchor && s.version.rules.Shows(name) {
			return judgement{} // by a name of its people, in whatever place
		}
		said := l.says(s, name)
		if s.part == whole && len(said) > 0 {
			return judgement{} // a layout may take a page's text apart
		}
		j.said = append(j.said, said...)
	}
	return j
}

// concerned gives the versions on which a name can be guarded.
func (l *look) concerned(name int) []stand {
	people, everywhere := l.names.Whose(name)
	if everywhere {
		return l.stands
	}
	if l.byPerson == nil {
		l.byPerson = map[string][]stand{}
		for _, s := range l.stands {
			for _, id := range s.version.rules.Theirs() {
				l.byPerson[id] = append(l.byPerson[id], s)
			}
		}
	}
	var out []stand
	for _, id := range people {
		out = append(out, l.byPerson[id]...)
	}
	return out
}

// says gives the places of a name in what an output holds of a page.
func (l *look) says(s stand, name int) []setting {
	out := slices.Clone(s.version.inHeading()[name])
	if s.part == whole {
		out = append(out, settings(l.names.Finder(), append(s.version.sayings(), s.version.aside()...))[name]...)
	}
	return out
}

// settings gives the places of all names in texts.
func settings(names *fold.Finder, texts []saying) map[int][]setting {
	out := map[int][]setting{}
	var words fold.Text
	var hits []fold.Hit
	for _, one := range texts {
		words.Read([]byte(one.text))
		for _, h := range names.Find(&words, false, hits[:0]) {
			out[h.Name] = append(out[h.Name], settingOf(words.Words, h))
		}
	}
	return out
}

func settingOf(words []fold.Word, h fold.Hit) (c setting) {
	const near = 2 // words
	for i := h.First - 1; i >= 0 && i >= h.First-near; i-- {
		c.before = append(c.before, words[i].Hash)
	}
	for i := h.Last + 1; i < len(words) && i <= h.Last+near; i++ {
		c.after = append(c.after, words[i].Hash)
	}
	return c
}

// isInside says whether a name stands inside a longer one of the same person
// that is allowed on a page which this output holds something of.
func (l *look) isInside(h fold.Hit, around []fold.Hit) bool {
	return slices.ContainsFunc(around, func(g fold.Hit) bool {
		if g.First > h.First || g.Last < h.Last || g.Last-g.First == h.Last-h.First {
			return false
		}
		return slices.ContainsFunc(l.stands, func(s stand) bool { return s.version.rules.AllowsWithin(g.Name, h.Name) })
	})
}
