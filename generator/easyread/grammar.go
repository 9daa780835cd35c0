package easyread

import (
	"strings"

	"goldenthread/generator/diag"
)

// doubleNegatives finds two words that say no in one clause.
func doubleNegatives(r *reading) []diag.Problem {
	var out []diag.Problem
	for _, p := range r.passages {
		for _, s := range p.sentences {
			if at := twoNegatives(s.words); at >= 0 {
				out = append(out, problem(diag.Warning, "easy-double-negative", p.place(s.words[at].Start), "Two words here say no, and together they say yes.", "Say what is so: 'You need a ticket', not 'You cannot go in without a ticket'."))
			}
		}
	}
	return out
}

// twoNegatives gives the first of two words that say no in one clause, or -1.
func twoNegatives(words []word) int {
	first := -1
	for i, w := range words {
		if i > 0 && (clauses[w.lower] || strings.ContainsAny(words[i-1].gap, ",;:()–—\"“”")) {
			first = -1
		}
		switch {
		case first >= 0 && i-first <= 2 && negativeAdjectives[w.lower] && isNot(words[first].lower) && !isCommand(words, first, i):
			return first
		case !isNegative(words, i):
		case first >= 0:
			return first
		default:
			first = i
		}
	}
	return -1
}

// isCommand says whether a no and an adjective say how not to be: do not be unkind.
// There is no yes to write in its place.
func isCommand(words []word, no, adjective int) bool {
	return words[adjective-1].lower == "be" && (no == 0 || words[no].lower == "don't" || commands[words[no-1].lower])
}

func isNot(lower string) bool {
	return lower == "not" || lower == "never" || lower == "cannot" || strings.HasSuffix(lower, "n't")
}

func isNegative(words []word, i int) bool {
	lower := words[i].lower
	if lower == "no" { // as an answer, it stands alone
		return i+1 < len(words) && strings.TrimSpace(words[i].gap) == ""
	}
	return isNot(lower) || negatives[lower]
}

// passives finds sentences in which nobody does what is done.
func passives(r *reading) []diag.Problem {
	var out []diag.Problem
	for _, p := range r.passages {
		for _, s := range p.sentences {
			for i := range s.words {
				if isPassive(s.words, i) {
					out = append(out, problem(diag.Note, "easy-passive", p.place(s.words[i].Start), "This does not begin with who does it.", "Say who does what: 'A worker helped me', not 'I was helped'."))
				}
			}
		}
	}
	return out
}

// isPassive says whether words[i] is a form of be with a participle behind it that
// is no adjective.
func isPassive(words []word, i int) bool {
	lower := words[i].lower
	if !isBe(lower) || i > 0 && (words[i-1].lower == "there" || isBe(words[i-1].lower)) {
		return false
	}
	at := i + 1
	if i == 0 && at < len(words) && subjects[words[at].lower] { // a question
		at++
	}
	for at < len(words) && (adverbs[words[at].lower] || strings.HasSuffix(words[at].lower, "ly")) {
		at++
	}
	if at >= len(words) || isCapital(words[at].Text) { // a name: "My son is Mohammed."
		return false
	}
	for _, w := range words[i:at] {
		if strings.TrimSpace(w.gap) != "" {
			return false
		}
	}
	next := func(n int) string {
		if at+n < len(words) {
			return words[at+n].lower
		}
		return ""
	}
	participle := words[at].lower
	switch {
	case next(1) == "by" && agents[next(2)]:
		return participles[participle] || adjectives[participle] || strings.HasSuffix(participle, "ed")
	case adjectives[participle], participle == "used" && next(1) == "to", participle == "made" && next(1) == "up":
		return false
	}
	return participles[participle] || strings.HasSuffix(participle, "ed") && len(participle) > 4
}

func isBe(lower string) bool {
	return beForms[lower] || lower == "i'm" || strings.HasSuffix(lower, "'re")
}
