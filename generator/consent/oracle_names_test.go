package consent_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// guarded is a name that is guarded on a page, or would be.
type guarded struct {
	id    string
	kind  string // full, also, …
	signs []sign
	exact bool
	// lifted says why it is not guarded, on this page and day; "" if it is.
	lifted string
}

func newGuarded(rec *page.Record, id, kind, name string) guarded {
	// "A name in also_a_word is compared exactly as written".
	return guarded{id, kind, signs(name, 0), slices.Contains(rec.Names.AlsoAWord, name), ""}
}

// quotedOn gives who is quoted "in quotations shown in either version".
func (o *oracle) quotedOn(p *page.Page) []string {
	var ids []string
	for _, v := range p.Versions() {
		o.shownNodes(p, v.Body, func(n *page.Node) {
			if n.Kind == page.QuoteBlock && n.Person != "" {
				ids = append(ids, n.Person)
			}
		})
	}
	return ids
}

// allowedNames gives the names that somebody's answer for a page allows: "full
// allows full, its words, first and the entry's shown_as; first allows first
// and the shown_as; shown-as allows the shown_as".
func (o *oracle) allowedNames(id string, p *page.Page) []string {
	rec := o.record(id)
	if rec == nil {
		return nil
	}
	a := o.answer(rec, p, page.UseName)
	// "so is a name whose governing entry does not list web"
	if a.status != "given" || !a.channels.Has(page.Web) {
		return nil
	}
	value := a.value
	// "anonymous: always lowers full and first to shown-as"
	if rec.Anonymous && (value == page.Full || value == page.First) {
		value = page.ShownAs
	}
	shown := a.own
	if shown == "" {
		shown = rec.Names.ShownAs
	}
	var names []string
	switch value {
	case page.Full:
		// "its words" are those that are guarded, the strict way to read it.
		names = longWords(rec.Names.Full)
		names = append(names, rec.Names.Full, rec.Names.First, shown)
	case page.First:
		names = []string{rec.Names.First, shown}
	case page.ShownAs:
		names = []string{shown}
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

// longWords: "each word of full (between spaces) of three letters or more".
func longWords(full string) []string {
	return slices.DeleteFunc(strings.Fields(full), func(word string) bool { return len([]rune(squashed(word))) < 3 })
}

// guards gives the names that are guarded on a page, the lifted ones marked,
// and the names that are allowed to each person.
func (o *oracle) guards(p *page.Page) (all []guarded, allowed map[string][]guarded) {
	people, quoted := o.people(p), o.quotedOn(p)
	allowed = map[string][]guarded{}
	anybodys := map[string]bool{}
	for id, rec := range o.src.Records {
		for _, name := range o.allowedNames(id, p) {
			allowed[id] = append(allowed[id], newGuarded(rec, id, "", name))
			anybodys[squashed(name)] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(o.src.Records)) {
		rec := o.src.Records[id]
		theirs := slices.Contains(people, id) || slices.Contains(quoted, id)
		add := func(kind, name string) {
			g := newGuarded(rec, id, kind, name)
			switch {
			case name == "":
				return
			// "full and also of that person, who is none of its people nor quoted
			// on it, mean somebody else"
			case (kind == "full" || kind == "also") && !theirs && slices.Contains(p.Meta.Namesakes, id):
				g.lifted = "namesake"
			// "A name that anybody's answer for that page allows, one of its
			// people or not, is not guarded there"; "also and never_show are never
			// allowed"
			case kind != "also" && kind != "never_show" && anybodys[squashed(name)]:
				g.lifted = "allowed"
			}
			all = append(all, g)
		}
		// "Guarded everywhere: each record's full and also."
		add("full", rec.Names.Full)
		for _, name := range rec.Names.Also {
			add("also", name)
		}
		if !theirs {
			continue
		}
		// "Guarded on a page of theirs: also first, every shown_as of theirs, each
		// word of full (between spaces) of three letters or more, and never_show"
		add("first", rec.Names.First)
		add("shown_as", rec.Names.ShownAs)
		for _, e := range rec.Entries {
			add("entry's shown_as", e.ShownAs)
		}
		for _, word := range longWords(rec.Names.Full) {
			add("word", word)
		}
		for _, name := range rec.NeverShow {
			add("never_show", name)
		}
	}
	return all, allowed
}

// hit is a guarded name in a passage.
type hit struct {
	id string
	at span
}

// hits looks for guarded names in a passage. count is told of each name that
// was found, and why it is no hit; it may be nil.
func hits(t passage, all []guarded, allowed map[string][]guarded, count func(what, where, kind string)) []hit {
	var found []hit
	for _, g := range all {
		if g.lifted != "" && count == nil {
			continue
		}
		for _, at := range find(g.signs, t.signs, g.exact && t.prose) {
			what := g.lifted
			// "a guarded name inside a longer allowed name of the same person is no
			// hit"
			for _, a := range allowed[g.id] {
				for _, around := range find(a.signs, t.signs, a.exact && t.prose) {
					if what == "" && around.longer(at) {
						what = "inside"
					}
				}
			}
			if what == "" {
				what = "hit"
				found = append(found, hit{g.id, at})
			}
			if count != nil {
				count(what, t.where, g.kind)
			}
		}
	}
	return found
}

// nameReasons are the guarded names that a version shows, each
// "shows-guarded-name person file:line".
func (o *oracle) nameReasons(p *page.Page, v *page.Version, count func(what, where, kind string)) []string {
	all, allowed := o.guards(p)
	people := o.people(p)
	var found []string
	for _, t := range o.passages(p, v) {
		hits := hits(t, all, allowed, count)
		for _, h := range hits {
			// A name inside a longer one is told of once.
			if slices.ContainsFunc(hits, func(other hit) bool { return other.at.longer(h.at) }) {
				continue
			}
			// "the person is named in the report only if they are one of the page's
			// people"
			person := ""
			if slices.Contains(people, h.id) {
				person = " " + h.id
			}
			found = append(found, fmt.Sprintf("shows-guarded-name%s %s:%d", person, t.file, t.signs[h.at.from].line))
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// shownNames is nameReasons, worked out once for all days on which everybody's
// answers for the page are the same: they are all that a day changes.
func (o *oracle) shownNames(p *page.Page, v *page.Version) []string {
	var key strings.Builder
	key.WriteString(v.File)
	for _, id := range slices.Sorted(maps.Keys(o.src.Records)) {
		words, its := o.allows(id, p, page.UseWords)
		pictures, theirs := o.allows(id, p, page.UsePicture)
		fmt.Fprintf(&key, " %s %q %v %v", id, o.allowedNames(id, p), words && its.Has(page.Web), pictures && theirs.Has(page.Web))
	}
	reasons, known := o.names[key.String()]
	if !known {
		reasons = o.nameReasons(p, v, nil)
		o.names[key.String()] = reasons
	}
	return reasons
}
