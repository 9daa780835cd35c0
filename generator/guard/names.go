package guard

import (
	"bytes"
	"slices"
	"strings"

	"goldenthread/generator/fold"
	"goldenthread/generator/page"
	"goldenthread/generator/plan"
)

// stand is a version of a page that an output holds something of: all of it, or
// what lists show.
type stand struct {
	version *version
	whole   bool
}

// standsOn gathers the versions that an output holds something of.
func (g *Guard) standsOn(l *look, o plan.Output) {
	add := func(address string, whole bool) bool {
		v := g.pages[address]
		if v == nil {
			return false
		}
		l.stands = append(l.stands, stand{v, whole})
		return true
	}
	body := o.Body()
	for _, v := range g.showing["/"+o.Path()] {
		l.stands = append(l.stands, stand{v, true})
	}
	switch {
	case body.Sheet != nil:
		s := body.Sheet
		add(s.Address, s.View != nil)
		if s.View != nil && s.View.Address != s.Address {
			add(s.View.Address, true)
		}
		g.listed(s, add)
		for _, m := range s.Frame.Menu {
			add(m.Address, false)
		}
		add(s.WeekLink.Address, false)
		add(s.Section.Address, false)
	case body.Feed != nil:
		for _, v := range body.Feed.Items {
			add(v.Address, true)
		}
	case body.SiteMap != nil:
		for _, e := range body.SiteMap.Entries {
			add(e.Address, false)
		}
	}
}

// listed adds what stands on the lists of a sheet; of a list of lists, what
// stands on those.
func (g *Guard) listed(s *page.Sheet, add func(string, bool) bool) {
	for _, list := range s.Lists {
		for _, item := range list.Items {
			add(item.EasyRead, false)
			if add(item.Address, false) {
				continue
			}
			if of := g.sheets[item.Address]; of != nil && of != s {
				for _, inner := range of.Lists {
					for _, item := range inner.Items {
						add(item.Address, false)
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
			if l.guards(h.Name) && !l.isInside(h, some) && !l.own.hold(l.words.Words, h, prose) && !l.isDigest(h) {
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
	if to-from != 8 && to-from != 16 || from == 0 || to == len(raw) || raw[to] != '.' {
		return false
	}
	return (raw[from-1] == '/' || raw[from-1] == '.') && !bytes.ContainsFunc(raw[from:to], func(r rune) bool { return r > 'f' })
}

// guards says whether a name is guarded in this output: on one of the pages that
// stand on it, and not there because another of them may show it.
func (l *look) guards(name int) bool {
	if known, ok := l.guarded[name]; ok {
		return known
	}
	if l.guarded == nil {
		l.guarded = map[int]bool{}
	}
	l.guarded[name] = l.guardsAnew(name)
	return l.guarded[name]
}

func (l *look) guardsAnew(name int) bool {
	if len(l.stands) == 0 {
		return l.nowhere.Guards(name)
	}
	guards := func(s stand) bool { return s.version.rules.Guards(name) }
	return slices.ContainsFunc(l.concerned(name), guards) && !slices.ContainsFunc(l.stands, func(s stand) bool {
		return !guards(s) && (s.version.rules.Shows(name) || l.says(s, name))
	})
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

// says says whether a name stands in what an output holds of a page.
func (l *look) says(s stand, name int) bool {
	sayings := s.version.heading()
	if s.whole {
		sayings = append(sayings, s.version.sayings()...)
	}
	words := l.texts.spare.Get().(*fold.Text)
	defer l.texts.spare.Put(words)
	for _, one := range sayings {
		words.Read([]byte(one.text))
		hits := l.names.Finder().Find(words, false, nil)
		if slices.ContainsFunc(hits, func(h fold.Hit) bool { return h.Name == name }) {
			return true
		}
	}
	return false
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

// ownWords are texts of the theme and of the site's settings in which names
// stand as everyday words. Where such a text stands, they are no names.
type ownWords struct{ byName map[int][]phrase }

// phrase is a text, as the hashes of its words, with a name at some place in it.
type phrase struct {
	words   []uint64
	first   int
	address bool // it is none in prose
}

// newOwnWords looks for names in the site's own texts, in the addresses that the
// program makes itself, and in the address of the site.
func newOwnWords(names *fold.Finder, own []string, site *page.Site) ownWords {
	o := ownWords{map[int][]phrase{}}
	var words fold.Text
	var hits []fold.Hit
	add := func(text []byte, address bool) {
		words.Read(text)
		if hits = names.Find(&words, false, hits[:0]); len(hits) == 0 || len(words.Words) > longestPhrase {
			return
		}
		sums := make([]uint64, len(words.Words))
		for i, w := range words.Words {
			sums[i] = w.Hash
		}
		for _, h := range hits {
			one := phrase{words: sums, first: h.First, address: address}
			if !slices.ContainsFunc(o.byName[h.Name], func(q phrase) bool {
				return q.first == one.first && q.address == one.address && slices.Equal(q.words, one.words)
			}) {
				o.byName[h.Name] = append(o.byName[h.Name], one)
			}
		}
	}
	var d decoder
	for _, text := range own {
		// A piece of a layout may begin inside a tag, so it is read in two ways.
		d.each(".html", []byte(text), func(text []byte, _ bool) {
			for piece := range bytes.SplitSeq(text, []byte{fold.Break}) {
				add(piece, false)
			}
		})
		for piece := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(`"'<>=;{}`+"\n`", r) }) {
			add([]byte(piece), false)
		}
		if dot := strings.LastIndexByte(text, '.'); dot > 0 && !strings.ContainsAny(text, " \n<") { // style.css, which is published as style.15642b3a.css
			add([]byte(text[:dot]), true)
			add([]byte(text[dot:]), true)
		}
	}
	made := []string{
		"easy-read", "more", "page", "topics", "weeks", "assets", "your-consent", "leaving-safely", "search", "a-to-z", "credits", "hard-words",
		"index.html", "feed.xml", "sitemap.xml", "robots.txt", "404.html", "svg", "png", "jpg", site.BaseURL, site.Prefix(),
	}
	for _, address := range made {
		add([]byte(address), true)
	}
	for _, f := range site.Files {
		add([]byte(f.Path), true)
	}
	return o
}

// longestPhrase is how many words of the theme's stand in one place, at most: of
// longer ones, such as a style sheet, the pieces are looked at.
const longestPhrase = 200

// formatWords are those that feeds and robots.txt are made of.
func formatWords(site *page.Site) []string {
	return []string{
		"Disallow: " + site.Prefix() + "/published.json",
		"http://www.w3.org/2005/Atom", "http://www.sitemaps.org/schemas/sitemap/0.9", "application/atom+xml", "text/html", "html", "self", "alternate",
		"xml version 1.0 encoding UTF-8", "User-agent", "Disallow", "Sitemap", "fn", "fnref", "T00:00:00Z", "T12:00:00Z",
	}
}

// hold says whether a name stands in one of the site's own texts here.
func (o ownWords) hold(words []fold.Word, h fold.Hit, prose bool) bool {
	return slices.ContainsFunc(o.byName[h.Name], func(p phrase) bool {
		from := h.First - p.first
		if p.address && prose || from < 0 || from+len(p.words) > len(words) {
			return false
		}
		for i, sum := range p.words {
			if words[from+i].Hash != sum {
				return false
			}
		}
		return true
	})
}
