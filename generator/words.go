package generator

import "goldenthread/generator/diag"

// onlyClearedWords goes on with the hard words that were cleared alone: the last look and
// the advice see what readers do. It says which were left out.
func (w *world) onlyClearedWords() []diag.Problem {
	w.src.Site.Words = w.cleared.Site().Words
	var problems []diag.Problem
	for _, line := range w.decisions.WordsLeftOut {
		problems = append(problems, diag.Problem{Code: "word-name", Place: diag.Place{File: "words.yaml", Line: line},
			Message: "A name that is guarded everywhere stands here, so this word is left out.",
			Fix:     "Take the name out of this word and its meaning."})
	}
	return problems
}
