package consent

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"goldenthread/generator/fold"
	"goldenthread/generator/page"
)

// This file is consent.md, "Names": which names are guarded on which page. What
// of a page is looked at, and where a name stands in it, is in shows.go.

// nameKind says what a name is to its person.
type nameKind uint8

const (
	fullName  nameKind = iota // guarded everywhere
	alsoName                  // guarded everywhere, and never allowed
	firstName                 // this and all below: guarded on a page of theirs
	shownName
	wordOfFull
	neverShow // never allowed
)

// owner is somebody who has a name.
type owner struct {
	record *page.Record
	id     string // by which pages know the record
	kind   nameKind
	text   string
}

// namebook holds all names of all records. It is only read.
type namebook struct {
	finder *fold.Finder
	names  []fold.Name
	owners [][]owner          // by name
	keys   []string           // by name: its letters; names with the same compare equal
	byKey  map[string][]owner // by those letters
}

// newNamebook gathers the names of all records.
func newNamebook(records map[string]*page.Record) *namebook {
	b := &namebook{byKey: map[string][]owner{}}
	at := map[fold.Name]int{}
	ids := make([]string, 0, len(records))
	for id := range records {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var text fold.Text
	for _, id := range ids {
		for _, o := range ownNames(id, records[id]) {
			text.Read([]byte(o.text))
			if len(text.Words) == 0 {
				continue
			}
			name := fold.Name{Text: o.text, Exact: slices.Contains(records[id].Names.AlsoAWord, o.text)}
			i, known := at[name]
			if !known {
				i = len(b.names)
				at[name] = i
				b.names, b.owners = append(b.names, name), append(b.owners, nil)
				b.keys = append(b.keys, string(text.Folded(0, len(text.Words)-1)))
			}
			b.owners[i] = append(b.owners[i], o)
			b.byKey[b.keys[i]] = append(b.byKey[b.keys[i]], o)
		}
	}
	b.finder = fold.NewFinder(b.names)
	return b
}

// ownNames lists the names of a record.
func ownNames(id string, rec *page.Record) []owner {
	var out []owner
	add := func(kind nameKind, texts ...string) {
		for _, text := range texts {
			if text = strings.TrimSpace(text); text != "" {
				out = append(out, owner{rec, id, kind, text})
			}
		}
	}
	n := rec.Names
	add(fullName, n.Full)
	add(alsoName, n.Also...)
	add(firstName, n.First)
	add(shownName, n.ShownAs)
	for i := range rec.Entries {
		add(shownName, rec.Entries[i].ShownAs)
	}
	for _, word := range strings.Fields(n.Full) {
		if letters(word) >= 3 {
			add(wordOfFull, word)
		}
	}
	add(neverShow, rec.NeverShow...)
	return out
}

// letters counts the letters of a word, those of a decomposed form once.
func letters(word string) int {
	var t fold.Text
	t.Read([]byte(word))
	if len(t.Words) == 0 {
		return 0
	}
	return utf8.RuneCount(t.Folded(0, len(t.Words)-1))
}

// onPage is a page on a day, as the name rules see it.
type onPage struct {
	*judge
	subject *subject
	theirs  []string // whose page it is: its people, and those quoted on it
	today   page.Day
}

// allows says whether a name's owner allows it on the page.
func (x *onPage) allows(o owner) bool {
	rec, readable := x.record(o.id)
	if !readable {
		return false
	}
	permission, shownAs := namesAllowed(rec, x.subject.page, x.src.Site.Consent, x.today)
	switch o.kind {
	case fullName, wordOfFull:
		return permission == page.Full
	case firstName:
		return permission >= page.First
	case shownName:
		return permission >= page.ShownAs && o.text == strings.TrimSpace(shownAs)
	}
	return false
}

// guards says whether a name is guarded on the page for its owner's sake.
func (x *onPage) guards(name int, o owner) bool {
	isTheirs := slices.Contains(x.theirs, o.id)
	switch o.kind {
	case fullName, alsoName:
		if !isTheirs && slices.Contains(x.subject.page.Meta.Namesakes, o.id) {
			return false
		}
	default:
		if !isTheirs {
			return false
		}
	}
	if o.kind == alsoName || o.kind == neverShow {
		return true
	}
	return !slices.ContainsFunc(x.book.byKey[x.book.keys[name]], x.allows)
}

// found is a guarded name in a text.
type found struct {
	fold.Hit
	id string // whose
}

// guarded gives those names in a text that are guarded on the page: none that
// stands inside a longer name which its person allows there, and of those that
// stand inside each other the longest alone.
func (x *onPage) guarded(hits []fold.Hit) []found {
	var out []found
	for some := range fold.Overlapping(hits) {
		out = append(out, x.guardedAmong(some)...)
	}
	return out
}

func (x *onPage) guardedAmong(hits []fold.Hit) []found {
	var out []found
	for _, h := range hits {
		for _, o := range x.book.owners[h.Name] {
			if !x.guards(h.Name, o) || x.within(h, hits, o.id) {
				continue
			}
			if f := (found{h, o.id}); !slices.ContainsFunc(out, func(g found) bool { return g.id == f.id && holds(g.Hit, h) }) {
				out = append(out, f)
			}
		}
	}
	all := hitsOf(out)
	return slices.DeleteFunc(out, func(f found) bool {
		return slices.ContainsFunc(all, func(g fold.Hit) bool { return longer(g, f.Hit) })
	})
}

func hitsOf(list []found) []fold.Hit {
	hits := make([]fold.Hit, len(list))
	for i, f := range list {
		hits[i] = f.Hit
	}
	return hits
}

// within says whether a name stands inside a longer one of the same person that
// is allowed.
func (x *onPage) within(h fold.Hit, hits []fold.Hit, id string) bool {
	for _, g := range hits {
		if longer(g, h) && slices.ContainsFunc(x.book.owners[g.Name], func(o owner) bool { return o.id == id && x.allows(o) }) {
			return true
		}
	}
	return false
}

func holds(a, b fold.Hit) bool  { return a.First <= b.First && a.Last >= b.Last }
func longer(a, b fold.Hit) bool { return holds(a, b) && a.Last-a.First > b.Last-b.First }

// Names knows which names are guarded on which page, on the day for which
// Decide was asked. It may be used by several goroutines at once. The zero value
// knows no names.
type Names struct {
	judge    *judge
	today    page.Day
	byPath   map[string]int
	outcomes []outcome
}

func (j *judge) names(outcomes []outcome, today page.Day) Names {
	n := Names{judge: j, today: today, byPath: map[string]int{}, outcomes: outcomes}
	for i := range j.subjects {
		n.byPath[j.subjects[i].page.Path] = i
	}
	return n
}

// Finder finds the names that are guarded anywhere.
func (n Names) Finder() *fold.Finder {
	if n.judge == nil {
		return fold.NewFinder(nil)
	}
	return n.judge.book.finder
}

// Whose gives the people who have a name, and says whether it is guarded on pages
// that are not theirs, too.
func (n Names) Whose(name int) (people []string, everywhere bool) {
	for _, o := range n.judge.book.owners[name] {
		people = append(people, o.id)
		everywhere = everywhere || o.kind == fullName || o.kind == alsoName
	}
	return people, everywhere
}

// On gives the name rules of a page, by its page path. A page that nobody knows is
// like the home page, and nobody's.
func (n Names) On(pagePath string) NamesOn {
	if n.judge == nil {
		return NamesOn{}
	}
	if i, known := n.byPath[pagePath]; known {
		return NamesOn{&onPage{judge: n.judge, subject: &n.judge.subjects[i], theirs: n.outcomes[i].theirs, today: n.today}}
	}
	return NamesOn{&onPage{judge: n.judge, subject: &subject{page: &page.Page{Own: true}}, today: n.today}}
}

// NamesOn are the name rules of one page. Names are those of Names.Finder. The zero
// value guards nothing, and is not to be asked for more.
type NamesOn struct{ x *onPage }

// Theirs lists those whose page it is: its people, and those quoted on it. It is
// not to be changed.
func (o NamesOn) Theirs() []string { return o.x.theirs }

// Guards says whether a name is guarded on the page.
func (o NamesOn) Guards(name int) bool {
	if o.x == nil {
		return false
	}
	for _, owner := range o.x.book.owners[name] {
		if o.x.guards(name, owner) {
			return true
		}
	}
	return false
}

// ShownName gives what stands on the page for a person, by their id.
func (o NamesOn) ShownName(id string) string {
	return cmp.Or(o.x.name(o.x.subject.page, id, o.x.today), o.x.src.Site.Unnamed)
}

// Tells says whether the page tells of somebody what their record says of them.
func (o NamesOn) Tells(id string) bool {
	return o.x.knownName(o.x.subject.page, id, o.x.today) != ""
}

// Shows says whether a name is one by which somebody whose page it is may be shown
// there, though it may be somebody else's, too.
func (o NamesOn) Shows(name int) bool {
	return slices.ContainsFunc(o.x.book.byKey[o.x.book.keys[name]], func(own owner) bool {
		return slices.Contains(o.x.theirs, own.id) && o.x.allows(own)
	})
}

// AllowsWithin says whether a name is one that somebody allows on the page whose
// name the other is, too: inside the longer of the two, the other is no hit.
func (o NamesOn) AllowsWithin(longer, other int) bool {
	return slices.ContainsFunc(o.x.book.owners[longer], func(own owner) bool {
		return o.x.allows(own) && slices.ContainsFunc(o.x.book.owners[other], func(p owner) bool { return p.id == own.id })
	})
}

// guards says whether a text is, or holds, a name that is guarded on a page: words
// as they are read, or an address.
func (n Names) guards(pagePath, text string, prose bool) bool {
	if n.judge == nil {
		return false
	}
	l := n.judge.lookers.Get().(*looker)
	defer n.judge.lookers.Put(l)
	l.prose.text = append(l.prose.text[:0], text...)
	l.text.Read(l.prose.text)
	l.hits = n.Finder().Find(&l.text, prose, l.hits[:0])
	return len(l.hits) > 0 && len(n.On(pagePath).x.guarded(l.hits)) > 0
}

// Nowhere is no page's path.
const Nowhere = "\x00"
