package easyread

import (
	"regexp"
	"strings"
	"unicode"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
	"goldenthread/generator/sentence"
)

// each goes through the words of a version. w is sentence s's word i.
func (r *reading) each(f func(p *passage, s phrase, i int, w word) []diag.Problem) []diag.Problem {
	var out []diag.Problem
	for _, p := range r.passages {
		for _, s := range p.sentences {
			for i, w := range s.words {
				out = append(out, f(p, s, i, w)...)
			}
		}
	}
	return out
}

// dotted is letters with full stops between them: e.g or U.K, without the last.
var dotted = regexp.MustCompile(`^(\pL\.)+\pL$`)

// abbreviations finds words that are written short, and & between words.
func abbreviations(r *reading) []diag.Problem {
	known := r.explained()
	return r.each(func(p *passage, s phrase, i int, w word) []diag.Problem {
		out := ampersand(p, s, i)
		if short, fix := isShort(s, i); short && !known[sentence.Stem(w.Text)] {
			out = append(out, problem(diag.Warning, "easy-abbreviation", p.place(w.Start), "This is written short.", fix))
		}
		return out
	})
}

// isShort says whether a word is written short, and how to mend it.
func isShort(s phrase, i int) (short bool, fix string) {
	digit := func(at int) bool {
		return at >= 0 && at < len(s.words) && strings.Trim(s.words[at].Text[:1], "0123456789") == ""
	}
	w := s.words[i]
	fix = "Write the whole words."
	switch {
	case isKnownShort(w.Text):
		return false, ""
	case w.lower == "eg" || w.lower == "e.g":
		fix = "Write 'for example', or 'like'."
	case w.lower == "ie" || w.lower == "i.e":
		fix = "Write 'that is', or make a sentence of it."
	case w.lower == "etc":
		fix = "Say which others, or take it away."
	case shortWords[w.lower], shortDays(w.Text):
	case dotted.MatchString(w.Text) && w.lower != "a.m" && w.lower != "p.m":
	case shortMonths[w.Text] && (digit(i-1) || digit(i+1)):
	case (w.Text == "No" || w.Text == "Nos") && strings.HasPrefix(w.gap, ".") && digit(i+1):
	case isInitials(w.Text) && !shouted(s, i) && !isRoman(s, i):
		fix = "Write the whole name. Or explain the short one: in bold, with what it means in the next sentence, or in words.yaml."
	default:
		return false, ""
	}
	return true, fix
}

// isKnownShort says whether a word, be it of many or with whose it is, is better known
// than what it is short for: GPs, the NHS's.
func isKnownShort(text string) bool { return knownShort[text] || knownShort[withoutS(text)] }

// ampersand finds an & that joins words, and not two parts of a name.
func ampersand(p *passage, s phrase, i int) []diag.Problem {
	w := s.words[i]
	if strings.TrimSpace(w.gap) != "&" || i+1 == len(s.words) || isCapital(w.Text) && isCapital(s.words[i+1].Text) {
		return nil
	}
	return []diag.Problem{problem(diag.Warning, "easy-abbreviation", p.place(w.End()+strings.Index(w.gap, "&")), "This is written short.", "Write 'and'.")}
}

// shortDays says whether a word is days of the week written short: Mon, Tue-Thu.
func shortDays(text string) bool {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '-' || r == '/' })
	for _, part := range parts {
		if !shortWeek[part] {
			return false
		}
	}
	return len(parts) > 0
}

// isInitials says whether a word is initials: two or three capitals (DWP, GPs), more
// without a vowel (HMRC), or some that are known to be.
func isInitials(text string) bool {
	n := capitalsIn(text)
	return n == 2 || n == 3 || n > 3 && (!strings.ContainsAny(text, "AEIOUY") || longInitials[withoutS(text)])
}

// capitalsIn gives how many letters a word in capitals has; 0 where it is not. An
// s behind it, for many or for whose, does not count.
func capitalsIn(text string) int {
	n := 0
	for _, r := range withoutS(text) {
		if !unicode.IsUpper(r) {
			return 0
		}
		n++
	}
	return n
}

func withoutS(text string) string {
	return strings.TrimSuffix(strings.TrimSuffix(strings.ReplaceAll(text, "’", "'"), "'s"), "s")
}

func isCapital(text string) bool {
	for _, r := range text {
		return unicode.IsUpper(r)
	}
	return false
}

func isLetter(r rune) bool { return unicode.IsLetter(r) }

// explained gives the words that words.yaml explains, and those in bold, which
// another rule wants explained.
func (r *reading) explained() map[string]bool {
	out := map[string]bool{}
	for _, w := range r.site.Words {
		add(out, w)
	}
	for _, p := range r.passages {
		for _, b := range p.bold {
			for _, w := range sentence.Stems(p.text[b.start:b.end]) {
				out[w] = true
			}
		}
	}
	return out
}

func add(to map[string]bool, w page.Word) {
	for _, one := range sentence.Stems(w.Word) {
		to[one] = true
	}
}

// endings are those of contractions; 's is one behind some words alone.
var endings = regexp.MustCompile(`^\pL+(n't|'m|'re|'ve|'ll|'d)('ve)?$`)

// contractions finds words that are drawn together: don't, it's.
func contractions(r *reading) []diag.Problem {
	return r.each(func(p *passage, _ phrase, _ int, w word) []diag.Problem {
		if !endings.MatchString(w.lower) && !withIs[w.lower] && !withoutApostrophe[w.lower] {
			return nil
		}
		return []diag.Problem{problem(diag.Warning, "easy-contraction", p.place(w.Start), "This is two words drawn together.", "Write both: 'do not' for 'don't', 'it is' for 'it's', 'cannot' for 'can't'.")}
	})
}
