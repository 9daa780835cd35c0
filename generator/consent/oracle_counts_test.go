package consent_test

import (
	"slices"
	"strings"
	"testing"

	"goldenthread/generator/page"
)

// allPlaces are the kinds of place in which names are looked for, those on one
// line much alike.
var allPlaces = [][]string{
	{"title"}, {"summary"}, {"text"}, {"footnote"}, {"alt"}, {"page path"}, {"tags"}, {"content_notes"}, {"extra"},
	{"link address", "quotation address", "events.url", "old_urls", "week"},
	{"link title", "picture title", "quotation source", "details"},
	{"cover", "file name"},
	{"picture alt", "picture credit", "picture licence", "picture words", "cover alt", "cover credit", "cover licence", "cover words"},
	{"name in the byline", "name in made_with", "byline", "bio"},
	{"events.title", "events.place", "events.summary", "theme"},
	{"made_with.did", "made_with.group", "tested_with.group"},
}

// Names are worth looking for only if they stand in every kind of place, as
// hits and as what is none for every reason, and if they alone decide often.
func TestNamesAreDense(t *testing.T) {
	// found counts names by why they are a hit or none, place and kind.
	found := map[string]int{}
	for number := range uint64(40_000) {
		if number%4 < 2 {
			continue // without names
		}
		w := makeWorld(number)
		o := newOracle(w.src, w.today)
		for i := range w.src.Pages {
			p := &w.src.Pages[i]
			for _, v := range p.Versions() {
				reasons := o.reasons(p, v)
				if len(reasons) == 0 {
					found["published"]++
				} else if strings.HasPrefix(reasons[0], "shows-guarded-name") { // the code is the last but one
					found["withheld for names alone, "+string(v.Edition)]++
				}
				standing := v.Edition == page.Standard || !slices.Contains(reasons, "page-withheld")
				if v.Fault == nil && standing {
					o.nameReasons(p, v, func(what, where, kind string) {
						found[what]++
						found[what+" in "+where]++
						found[what+" of "+kind]++
					})
				}
			}
		}
	}
	least := func(of int, what ...string) {
		sum := 0
		for _, one := range what {
			sum += found[one]
		}
		if sum < of {
			t.Errorf("%q: only %d times", what, sum)
		}
	}
	least(5_000, "published")
	least(1_500, "withheld for names alone, standard")
	least(100, "withheld for names alone, easy-read")
	for _, what := range []string{"hit", "allowed", "inside", "namesake"} {
		least(500, what)
		for _, alike := range allPlaces {
			var these []string
			for _, place := range alike {
				these = append(these, what+" in "+place)
				if what == "hit" || what == "allowed" {
					least(3, what+" in "+place)
				}
			}
			least(3, these...)
		}
	}
	for _, kind := range []string{"full", "also", "first", "shown_as", "entry's shown_as", "word", "never_show"} {
		least(500, "hit of "+kind)
		if kind != "also" && kind != "never_show" { // "never allowed"
			least(500, "allowed of "+kind)
		}
	}
	t.Log(found)
}
