// Package bank finds drawings of a team's own picture bank by a word: by their names,
// by the words that describe them, and by the tags that the team gave them.
//
// It compares whole words, without regard to case, accents and plural forms. It is for
// writers alone: it publishes nothing, and decides nothing.
package bank

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/fold"
	"goldenthread/generator/page"
)

// The places in which a drawing holds a word, the best first.
const (
	inName = iota
	inTags
	inAlt
	nowhere
)

// Index is drawings with their words, for those who ask for many.
type Index []entry

type entry struct {
	drawing page.Drawing
	words   [nowhere][][]string // of its name, of each tag, of its alt text
}

// NewIndex takes drawings apart, once.
func NewIndex(drawings []page.Drawing) Index {
	var x Index
	for _, d := range drawings {
		e := entry{drawing: d, words: [nowhere][][]string{inName: {words(name(d))}, inAlt: {words(d.Alt)}}}
		for _, tag := range d.Tags {
			e.words[inTags] = append(e.words[inTags], words(tag))
		}
		x = append(x, e)
	}
	return x
}

// Find gives the drawings in whose name, tags or alt text the words of phrase stand,
// one behind the other. Those that are named or tagged so come first.
func (x Index) Find(phrase string) []page.Drawing {
	wanted := words(phrase)
	var found [nowhere][]page.Drawing
	for i := range x {
		if at := x[i].place(wanted); at < nowhere {
			found[at] = append(found[at], x[i].drawing)
		}
	}
	return slices.Concat(found[:]...)
}

func (e *entry) place(wanted []string) int {
	holds := func(text []string) bool { return index(text, wanted) >= 0 }
	for at := range nowhere {
		if slices.ContainsFunc(e.words[at], holds) {
			return at
		}
	}
	return nowhere
}

// Find is that of an index which is asked once.
func Find(drawings []page.Drawing, phrase string) []page.Drawing {
	return NewIndex(drawings).Find(phrase)
}

// Fitting gives at most so many drawings whose name or one of whose tags stands in a
// text, in the order in which the text comes to them. Words that stand together say
// more than a loose one, and no word is given a second drawing before each has one. What
// describes a drawing says too much to go by: "a person", "a table".
func Fitting(drawings []page.Drawing, text string, most int) []page.Drawing {
	type fit struct {
		page.Drawing
		at, words int // where the text comes to it, and by how many words
		nth       int // of those that this word finds
	}
	in := words(text)
	var fits []fit
	for _, d := range drawings {
		best := fit{Drawing: d}
		for _, called := range append([]string{name(d)}, d.Tags...) {
			phrase := words(called)
			if i := index(in, phrase); i >= 0 && (len(phrase) > best.words || len(phrase) == best.words && i < best.at) {
				best.at, best.words = i, len(phrase)
			}
		}
		if best.words > 0 {
			fits = append(fits, best)
		}
	}
	found := map[int]int{} // how many drawings each place of the text has
	for i, f := range fits {
		fits[i].nth = found[f.at]
		found[f.at]++
	}
	slices.SortStableFunc(fits, func(a, b fit) int {
		return cmp.Or(cmp.Compare(min(b.words, 2), min(a.words, 2)), cmp.Compare(a.nth, b.nth), cmp.Compare(a.at, b.at))
	})
	fits = fits[:min(most, len(fits))]
	slices.SortStableFunc(fits, func(a, b fit) int { return cmp.Compare(a.at, b.at) })
	var out []page.Drawing
	for _, f := range fits {
		out = append(out, f.Drawing)
	}
	return out
}

// suggestible is how many letters a word has for which another is guessed. A guess
// for a shorter one is mostly wrong, and can be unkind: read for dead.
const suggestible = 5

// Suggest gives the word of a drawing that was most probably meant, or "".
func Suggest(drawings []page.Drawing, word string) string {
	word = strings.ToLower(strings.TrimSpace(word))
	if len(word) < suggestible {
		return ""
	}
	var known []string
	for _, d := range drawings {
		for _, text := range append([]string{name(d), d.Alt}, d.Tags...) {
			for _, k := range append(words(text), strings.ToLower(text)) {
				if len(k) >= suggestible && k[0] == word[0] {
					known = append(known, k)
				}
			}
		}
	}
	return diag.Suggest(word, known)
}

func name(d page.Drawing) string { return strings.TrimSuffix(path.Base(d.File), path.Ext(d.File)) }

// index gives where some words stand in a text one behind the other, or -1.
func index(text, some []string) int {
	for i := 0; len(some) > 0 && i+len(some) <= len(text); i++ {
		if slices.EqualFunc(text[i:i+len(some)], some, same) {
			return i
		}
	}
	return -1
}

// words gives the words of a text in lower case, without accents.
func words(text string) []string {
	var t fold.Text
	t.Read([]byte(text))
	var all []string
	for i := range t.Words {
		all = append(all, string(t.Folded(i, i)))
	}
	return all
}

// same says whether two words are one, be it in the plural.
func same(a, b string) bool {
	return a == b || slices.Contains(singulars(a), b) || slices.Contains(singulars(b), a)
}

var oddPlurals = map[string]string{"people": "person", "children": "child", "women": "woman", "men": "man", "feet": "foot", "teeth": "tooth", "geese": "goose"}

// singulars gives what a word may be the plural of.
func singulars(w string) []string {
	if odd, ok := oddPlurals[w]; ok {
		return []string{odd}
	}
	without, plural := strings.CutSuffix(w, "s")
	if !plural || len(w) < 3 || strings.HasSuffix(without, "s") {
		return nil
	}
	may := []string{without} // houses
	if stem, ok := strings.CutSuffix(w, "ies"); ok {
		may = append(may, stem+"y")
	} else if stem, ok := strings.CutSuffix(w, "ves"); ok {
		may = append(may, stem+"f", stem+"fe") // shelves, knives
	}
	for _, end := range []string{"s", "x", "z", "ch", "sh", "o"} {
		if strings.HasSuffix(w, end+"es") { // buses
			may = append(may, strings.TrimSuffix(w, "es"))
		}
	}
	return may
}
