package easyread

import (
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/sentence"
)

// italics finds slanted text, and letters that only look like it.
func italics(r *reading) []diag.Problem {
	const message, fix = "This is in italics.", "Take the marks around it away. A hard word stands in bold: **refuge**."
	var out []diag.Problem
	for _, at := range r.italics {
		out = append(out, problem(diag.Error, "easy-italics", at, message, fix))
	}
	return append(out, r.runs(func(c rune) bool { return c >= 0x1D400 && c <= 0x1D7FF }, func(at diag.Place) diag.Problem {
		return problem(diag.Error, "easy-italics", at, "These letters only look like letters.", "Type them on the keyboard.")
	})...)
}

// underline finds lines that are put under letters. There is no other way to
// underline: HTML is left out of every page.
func underline(r *reading) []diag.Problem {
	return r.runs(func(c rune) bool { return c == 0x332 || c == 0x333 || c == 0x331 || c == 0x320 }, func(at diag.Place) diag.Problem {
		return problem(diag.Error, "easy-underline", at, "This is underlined.", "Type the words again without lines under them. Only links are underlined.")
	})
}

// softHyphens finds invisible marks at which words are parted.
func softHyphens(r *reading) []diag.Problem {
	return r.runs(func(c rune) bool { return c == 0xAD }, func(at diag.Place) diag.Problem {
		return problem(diag.Error, "easy-soft-hyphen", at, "There is an invisible hyphen here, at which the word may be parted.", "Type the word again.")
	})
}

// runs makes a problem of the first of some characters in each sentence.
func (r *reading) runs(is func(rune) bool, f func(diag.Place) diag.Problem) []diag.Problem {
	var out []diag.Problem
	for _, p := range r.passages {
		for _, s := range p.sentences {
			if i := strings.IndexFunc(s.Text, is); i >= 0 {
				out = append(out, f(p.place(s.Start+i)))
			}
		}
	}
	return out
}

// capitals finds words in capitals, but for known initials and for words that are
// explained, such as the name of a help line.
func capitals(r *reading) []diag.Problem {
	known := r.explained()
	loud := func(s phrase, i int) bool {
		return shouted(s, i) && !known[sentence.Stem(s.words[i].Text)]
	}
	return r.each(func(p *passage, s phrase, i int, w word) []diag.Problem {
		if !loud(s, i) || i > 0 && loud(s, i-1) {
			return nil
		}
		return []diag.Problem{problem(diag.Error, "easy-capitals", p.place(w.Start), "This is in capitals.",
			"Write small letters. If it is the name of an organisation, explain it: in bold, with what it is in the next sentence.")}
	})
}

// shouted says whether a word is in capitals that are no initials, or that everybody
// knows in small letters, too: NOT.
func shouted(s phrase, i int) bool {
	text := s.words[i].Text
	if isKnownShort(text) || capitalsIn(text) < 2 || isRoman(s, i) {
		return false
	}
	return !isInitials(text) || smallWords[s.words[i].lower]
}
