// Package sentence parts plain English into sentences and words, each with its
// place in the text, and says which words are the same.
//
// Sentences are those of Unicode (UAX #29, which knows no language), put together
// again where English knows better: behind Dr. and e.g., within a quotation's own
// sentence, after an initial. Where it cannot be known, the shorter sentences are
// given, so that nobody is told that a sentence is long which is not.
package sentence

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// Piece is a sentence or a word: Text is what stands in the text from the byte
// Start on.
type Piece struct {
	Text  string
	Start int
}

// End is the byte behind it.
func (p Piece) End() int { return p.Start + len(p.Text) }

// Split gives the sentences of a text in their order, without the white space
// around them. Between them is nothing but white space.
//
// An empty line ends a sentence, and so does the end of a line before a capital
// letter, a figure or an item of a list; before a small letter, it goes on.
func Split(text string) []Piece {
	var out []Piece
	start := 0
	for _, at := range ends(text) {
		if !goesOn(text[start:at], text[at:]) {
			out = appendTrimmed(out, text, start, at)
			start = at
		}
	}
	return appendTrimmed(out, text, start, len(text))
}

// beforeFigure is where a sentence ends and the next begins with a figure. Unicode
// looks for a capital.
var beforeFigure = regexp.MustCompile(`[.…]["'”’)\]]*(\s+)["'“‘(\[£$€]*\d`)

// ends gives the places within a text where a sentence may end.
func ends(text string) []int {
	var out []int
	for parts := sentences.FromString(text); parts.Next(); {
		for _, m := range beforeFigure.FindAllStringSubmatchIndex(parts.Value(), -1) {
			out = append(out, parts.Start()+m[3])
		}
		out = append(out, parts.End())
	}
	return out[:max(len(out)-1, 0)]
}

func appendTrimmed(out []Piece, text string, start, end int) []Piece {
	part := text[start:end]
	trimmed := strings.TrimLeftFunc(part, unicode.IsSpace)
	start += len(part) - len(trimmed)
	if trimmed = strings.TrimRightFunc(trimmed, unicode.IsSpace); trimmed == "" {
		return out
	}
	return append(out, Piece{trimmed, start})
}

// goesOn says whether the sentence before a place where Unicode ends one goes on
// behind it. before begins with that sentence; after is the rest of the text.
func goesOn(before, after string) bool {
	said := strings.TrimRightFunc(before, unicode.IsSpace)
	gap := before[len(said):]
	after = strings.TrimLeftFunc(after, unicode.IsSpace)
	if said == "" {
		return true // white space alone
	}
	if strings.Count(gap, "\n")+strings.Count(strings.ReplaceAll(gap, "\r\n", ""), "\r") > 1 || strings.Contains(gap, "\u2029") {
		return false
	}
	if isItem(after) {
		return false
	}
	if isNumbering(said) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, openers))
	closed := strings.TrimRight(said, closers)
	ender, _ := utf8.DecodeLastRuneInString(closed)
	isLineEnd := strings.ContainsAny(gap, "\n\r\u0085\u2028")
	switch {
	case after == "" || !hasWord(upToSpace(after)):
		return true // marks alone: the rest of ". . .", a dash
	case gap == "" && !unicode.IsUpper(first):
		return true // an address: a.b?c=d
	case !strings.ContainsRune(".!?…", ender):
		return isLineEnd && unicode.IsLower(first)
	case unicode.IsLower(first):
		// "Stop!" and left; e.g. on Monday. A question ends, whatever follows.
		return ender == '.' || len(closed) < len(said)
	case closed != said:
		return isSaid(after)
	case ender == '.':
		return isShort(closed, after)
	}
	return false
}

const (
	openers = "\"'“‘([{*_«"
	closers = "\"'”’)]}*_»"
	bullets = "-*+•·"
)

// isItem says whether a line begins as an item of a list does.
func isItem(line string) bool {
	mark, rest, spaced := strings.Cut(line, " ")
	return spaced && utf8.RuneCountInString(mark) == 1 && strings.Contains(bullets, mark) && strings.TrimSpace(rest) != ""
}

// isNumbering says whether what seems a sentence is the number of an item: 1. or 2)
func isNumbering(said string) bool {
	number := strings.TrimRight(said, ".)")
	return number != said && len(number) <= 2 && isNumber(number)
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func upToSpace(s string) string {
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return s[:i]
	}
	return s
}

// isSaid says whether what follows a quotation says who said it: Sam said.
func isSaid(after string) bool {
	words := Words(after[:min(len(after), 80)])
	return len(words) > 1 && speech[strings.ToLower(words[1].Text)]
}

// isShort says whether a sentence that ends in a full stop ends in a word that is
// written short, and goes on.
func isShort(said, after string) bool {
	word := said[strings.LastIndexFunc(said, unicode.IsSpace)+1:]
	word = strings.TrimRight(strings.TrimLeft(word, openers), ".")
	next := upToSpace(strings.TrimLeft(after, openers))
	first, _ := utf8.DecodeRuneInString(next)
	bare := strings.ToLower(strings.TrimRight(next, ".,;:!?…"+closers))
	switch lower := strings.ToLower(word); {
	case alwaysShort[lower]:
		return true
	case titles[word]:
		return !starters[bare]
	case beforeNumber[word], beforeNumber[lower]:
		return unicode.IsDigit(first)
	case lower == "p.m" || lower == "a.m":
		return days[bare]
	case utf8.RuneCountInString(word) == 1 && word != "I":
		letter, _ := utf8.DecodeRuneInString(word)
		return unicode.IsUpper(letter) && unicode.IsUpper(first) && !starters[bare]
	}
	return false
}

// Words gives the words of a text in their order: what stands between white space
// and dashes, without the marks around it, if a letter or a figure is in it.
// Figures that follow each other, as in 0808 2000 247, are one word.
func Words(text string) []Piece {
	var out []Piece
	start := -1
	end := func(at int) {
		if start < 0 {
			return
		}
		if w := bare(text, start, at); w.Text != "" {
			if n := len(out) - 1; n >= 0 && figures(w.Text) && figures(out[n].Text) && text[out[n].End():w.Start] == " " {
				out[n].Text = text[out[n].Start:w.End()]
			} else {
				out = append(out, w)
			}
		}
		start = -1
	}
	for i, r := range text {
		if unicode.IsSpace(r) || r == '—' || r == '–' || r == '…' {
			end(i)
		} else if start < 0 {
			start = i
		}
	}
	end(len(text))
	return out
}

// bare gives a word without the marks around it; without a text where no letter
// and no figure is in it.
func bare(text string, start, end int) Piece {
	raw := text[start:end]
	if !hasWord(raw) {
		return Piece{}
	}
	trimmed := strings.TrimLeft(raw, openers+"-/.,:;!?”’")
	start += len(raw) - len(trimmed)
	return Piece{strings.TrimRight(trimmed, closers+"-/.,:;!?“‘"), start}
}

func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

func figures(s string) bool {
	return s != "" && strings.Trim(s, "0123456789 +()") == ""
}
