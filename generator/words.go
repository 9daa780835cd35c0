package generator

import (
	"slices"

	"goldenthread/generator/consent"
	"goldenthread/generator/diag"
	"goldenthread/generator/fold"
	"goldenthread/generator/page"
)

// wordsWithoutNames leaves out of the hard words those that hold a name which is
// guarded everywhere: what is explained there is published, and nobody is asked.
func (w *world) wordsWithoutNames() []diag.Problem {
	names, on := w.decisions.Names, w.decisions.Names.On(consent.Nowhere)
	var problems []diag.Problem
	var text fold.Text
	w.src.Site.Words = slices.DeleteFunc(w.src.Site.Words, func(word page.Word) bool {
		text.Read([]byte(word.Word + "\n" + word.Meaning))
		if !slices.ContainsFunc(names.Finder().Find(&text, true, nil), func(h fold.Hit) bool { return on.Guards(h.Name) }) {
			return false
		}
		problems = append(problems, diag.Problem{Code: "word-name", Place: diag.Place{File: "words.yaml", Line: word.Line},
			Message: "A name that is guarded everywhere stands here, so this word is left out.",
			Fix:     "Take the name out of this word and its meaning."})
		return true
	})
	return problems
}
