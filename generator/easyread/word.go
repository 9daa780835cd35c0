package easyread

import (
	"slices"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
	"goldenthread/generator/sentence"
)

// hardWords finds words in bold that nobody explains: neither words.yaml, nor the
// sentence itself, nor the next, nor an earlier one.
func hardWords(r *reading) []diag.Problem {
	var out []diag.Problem
	var before []phrase // sentences up to this one
	explained := map[string]bool{}
	for i, p := range r.passages {
		for j, s := range p.sentences {
			before = append(before, s)
			for _, b := range p.bold {
				bold := sentence.Term(p.text[b.start:b.end])
				key := strings.Join(bold, " ")
				if b.start < s.Start || b.start >= s.End() || explained[key] || !isHard(bold) || r.inWords(bold) {
					continue
				}
				next, there := r.after(i, j)
				if there && explains(bold, next, true) || slices.ContainsFunc(before, func(b phrase) bool { return explains(bold, b, false) }) {
					explained[key] = true
					continue
				}
				out = append(out, problem(diag.Error, "easy-hard-word", p.place(b.start), "Nobody explains this word in bold.",
					"Say in the next sentence what it means ('A refuge is a safe house.'), or write it into words.yaml. If it is no hard word, take the stars away."))
			}
		}
	}
	return out
}

// after gives the sentence that is read next, up to a heading.
func (r *reading) after(passage, sentence int) (phrase, bool) {
	if p := r.passages[passage]; sentence+1 < len(p.sentences) {
		return p.sentences[sentence+1], true
	}
	for _, p := range r.passages[passage+1:] {
		switch p.kind {
		case heading:
			return phrase{}, false
		case text:
			return p.sentences[0], true
		}
	}
	return phrase{}, false
}

// isHard says whether words in bold can be a hard word: they are no name of a
// person, no number, no day.
func isHard(bold []string) bool {
	return slices.ContainsFunc(bold, func(w string) bool {
		w = strings.TrimLeft(w, "0123456789")
		return strings.ContainsFunc(w, isLetter) && w != sentence.Stem(nameWord) && !whens[w] && !sentence.IsCount(w)
	})
}

// inWords says whether words.yaml explains a word.
func (r *reading) inWords(bold []string) bool {
	return slices.ContainsFunc(r.site.Words, func(w page.Word) bool { return slices.Equal(sentence.Term(w.Word), bold) })
}

// explains says whether a sentence says what a word is; the next one may also point
// back to it.
func explains(bold []string, s phrase, next bool) bool {
	said := make([]string, len(s.words))
	for i, w := range s.words {
		said[i] = sentence.Stem(w.Text)
	}
	for i := range said {
		if i+len(bold) > len(said) || !slices.Equal(said[i:i+len(bold)], bold) {
			continue
		}
		behind, gap := s.words[i+len(bold):], s.words[i+len(bold)-1].gap
		first := i == 0 || i == 1 && some[s.words[0].lower]
		if strings.ContainsAny(gap, "(–—:") || says(behind, first) || next && first && len(behind) > 0 && isSo(behind[0].lower) {
			return true
		}
	}
	if !next || len(s.words) < 2 {
		return false
	}
	first, second := s.words[0].lower, s.words[1].lower
	return pointing[first] && isSo(second) || pointingMany[first] && sayingMany[second]
}

// isSo says whether a verb says what somebody or something does at all times: a
// volunteer works for free.
func isSo(verb string) bool { return strings.HasSuffix(verb, "s") && verb != "was" }

// says says whether what stands behind a word says what it is: means …, are …, is a
// …, or, where a sentence begins with the word, is ….
func says(behind []word, first bool) bool {
	if len(behind) > 0 && (behind[0].lower == "which" || behind[0].lower == "this") {
		behind = behind[1:]
	}
	if len(behind) == 0 {
		return false
	}
	verb := behind[0].lower
	return explaining[verb] || verb == "is" && (first || len(behind) > 1 && kinds[behind[1].lower])
}

// sameWord finds words for which the site has agreed on another.
func sameWord(r *reading) []diag.Problem {
	var out []diag.Problem
	for _, other := range r.site.Avoid {
		want := sentence.Stems(other)
		if len(want) == 0 {
			continue
		}
		out = append(out, r.each(func(p *passage, s phrase, i int, w word) []diag.Problem {
			if i+len(want) > len(s.words) || !same(s.words[i:i+len(want)], want) {
				return nil
			}
			return []diag.Problem{problem(diag.Note, "easy-same-word", p.place(w.Start), "words.yaml has another word for this.",
				"Write the word of words.yaml, so that the same thing always has the same word.")}
		})...)
	}
	return out
}

func same(words []word, want []string) bool {
	for i, w := range words {
		if sentence.Stem(w.Text) != want[i] {
			return false
		}
	}
	return true
}
