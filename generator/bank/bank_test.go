package bank

import (
	"slices"
	"strings"
	"testing"

	"goldenthread/generator/page"
)

var drawings = []page.Drawing{
	{File: "content/pictures/bus.svg", Alt: "A red bus with three people in it", Tags: []string{"travel"}},
	{File: "content/pictures/drop-in.svg", Alt: "A mug of tea beside a sign", Tags: []string{"drop-in"}},
	{File: "content/pictures/family.svg", Alt: "Two grown-ups and a child", Tags: []string{"support worker", "city"}},
	{File: "content/pictures/knife.png", Alt: "A knife and a café"},
	{File: "content/pictures/person.svg", Alt: "Somebody waits for the bus", Tags: []string{"glass", "boxes"}},
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ reason, word, want string }{
		{"by its name", "drop-in", "drop-in"},
		{"a space for a hyphen", "Drop in", "drop-in"},
		{"the name before what describes another", "bus", "bus person"},
		{"capitals", "BUS", "bus person"},
		{"a plural", "buses", "bus person"},
		{"a plural in ies", "families", "family"},
		{"a plural in ies of a tag", "cities", "family"},
		{"a plural in ves", "knives", "knife"},
		{"a plural of its own, in the alt text, too", "people", "person bus"},
		{"what is the plural in the tag", "box", "person"},
		{"no plural", "glass", "person"},
		{"the possessive", "worker's", ""},
		{"a tag", "travel", "bus"},
		{"words of a tag", "support workers", "family"},
		{"one word of a tag", "worker", "family"},
		{"words the other way round", "worker support", ""},
		{"words of two places", "red travel", ""},
		{"a part of a word", "us", ""},
		{"without its accent", "cafe", "knife"},
		{"the alt text", "mug of tea", "drop-in"},
		{"the ending of the file is no word", "svg", ""},
		{"the folder is no word", "pictures", ""},
		{"nothing", " ", ""},
		{"signs", "?!", ""},
	} {
		if got := names(Find(drawings, c.word)); got != c.want {
			t.Errorf("%s: %q finds %q, not %q", c.reason, c.word, got, c.want)
		}
	}
}

func TestFitting(t *testing.T) {
	for _, c := range []struct {
		reason, text string
		most         int
		want         string
	}{
		{"in the order of the text", "A city, and then the bus", 3, "family bus"},
		{"no more than asked for", "A city, and then the bus", 1, "family"},
		{"not by what describes it", "Tea with three grown-ups", 3, ""},
		{"a tag as a whole", "A worker's support", 3, ""},
		{"a tag in its plural", "Our support workers", 3, "family"},
		{"words together before a loose one", "The bus, and then a support worker", 1, "family"},
		{"nothing", "", 3, ""},
	} {
		if got := names(Fitting(drawings, c.text, c.most)); got != c.want {
			t.Errorf("%s: %q is fitted by %q, not %q", c.reason, c.text, got, c.want)
		}
	}
}

// No word is given a second drawing before each has one.
func TestFittingEachWord(t *testing.T) {
	all := []page.Drawing{{File: "a.svg", Tags: []string{"night"}}, {File: "b.svg", Tags: []string{"night"}}, {File: "c.svg", Tags: []string{"flat"}}}
	if got := names(Fitting(all, "At night, in a flat", 2)); got != "a c" {
		t.Errorf("fitting are %q", got)
	}
	if got := names(Fitting(all, "At night, in a flat", 3)); got != "a b c" {
		t.Errorf("fitting are %q", got)
	}
}

func TestSuggest(t *testing.T) {
	for word, want := range map[string]string{"travle": "travel", "suport worker": "support worker", "Famly": "family", "elephant": "", "": "", "tavel": "travel", "ravel": "", "tra": "", "buss": "", "bsu": ""} {
		if got := Suggest(drawings, word); got != want {
			t.Errorf("%q suggests %q, not %q", word, got, want)
		}
	}
}

func TestSame(t *testing.T) {
	for one, many := range map[string]string{
		"bus": "buses", "house": "houses", "box": "boxes", "knife": "knives", "shelf": "shelves", "baby": "babies", "glass": "glasses",
		"church": "churches", "dish": "dishes", "nurse": "nurses", "hostel": "hostels", "person": "people", "key": "keys", "wife": "wives",
		"service": "services", "address": "addresses", "shoe": "shoes", "page": "pages", "love": "loves", "tree": "trees",
	} {
		if !same(one, many) || !same(many, one) {
			t.Errorf("%s and %s are not one word", one, many)
		}
	}
	for one, other := range map[string]string{"car": "care", "not": "note", "glas": "glass", "cares": "car", "man": "mens"} {
		if same(one, other) || same(other, one) {
			t.Errorf("%s and %s are one word", one, other)
		}
	}
}

func names(found []page.Drawing) string {
	var all []string
	for _, d := range found {
		all = append(all, name(d))
	}
	return strings.Join(slices.Clip(all), " ")
}
