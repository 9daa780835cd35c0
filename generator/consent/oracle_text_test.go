package consent_test

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// How names are found in a text: "Compared as whole words without regard to
// case, accents, Unicode form (NFKC), soft hyphens, zero-width characters".
// One character after the other, from every place anew; slow, and easy to read.

// sign is one character of a text.
type sign struct {
	plain rune   // without case, accents and Unicode form
	exact string // as it is written, with its accents; "" of the rest of a ligature
	line  int
	what  what
	upper bool
}

// what a character is to the name rules.
type what uint8

const (
	other  what = iota // a comma, slash, colon, @, bracket, quotation mark …
	letter             // of a word
	digit
	space
	apostrophe
	joint // hyphen, dot, underscore
)

// parts says whether a character may stand between the words of a name.
func (s sign) parts() bool { return s.what >= space }

// signs takes a text apart. line is where it begins; a line feed ends a line.
func signs(text string, line int) []sign {
	var out []sign
	for _, r := range text {
		// "soft hyphens, zero-width characters"
		if unicode.Is(unicode.Cf, r) {
			continue
		}
		exact := string(r)
		if r > unicode.MaxASCII {
			exact = norm.NFKD.String(exact)
		}
		compatible := norm.NFKD.String(string(r))
		if r == '´' { // to Unicode a space and an accent; to writers an apostrophe
			compatible = "'"
		}
		for i, part := range compatible {
			if unicode.Is(unicode.Mn, part) { // an accent
				if i == 0 && len(out) > 0 {
					out[len(out)-1].exact += exact
				}
				continue
			}
			s := sign{plain: unicode.ToLower(part), exact: exact, line: line, what: whatIs(part), upper: unicode.IsUpper(part)}
			exact = ""
			out = append(out, s)
		}
		if r == '\n' {
			line++
		}
	}
	return out
}

func whatIs(r rune) what {
	switch {
	case unicode.IsSpace(r):
		return space
	case strings.ContainsRune("'’‘‛ʼ′`", r):
		return apostrophe
	case strings.ContainsRune("._·・−", r):
		return joint
	case r == '—' || r == '―': // what stands between the parts of a sentence
		return other
	case unicode.Is(unicode.Pd, r):
		return joint
	case unicode.IsLetter(r):
		return letter
	case unicode.IsDigit(r):
		return digit
	}
	return other
}

// squashed is the same for names that compare equal: "within a name, any run
// of spaces, hyphens, dots, underscores and apostrophes, and nothing at all,
// compare equal".
func squashed(name string) string {
	var b strings.Builder
	for _, s := range core(signs(name, 0)) {
		if !s.parts() {
			b.WriteRune(s.plain)
		}
	}
	return b.String()
}

// core gives a name from its first letter to its last: “Bo” is Bo.
func core(name []sign) []sign {
	word := func(s sign) bool { return s.what == letter || s.what == digit }
	from := slices.IndexFunc(name, word)
	if from < 0 {
		return nil
	}
	to := len(name)
	for !word(name[to-1]) {
		to--
	}
	return name[from:to]
}

// span is a part of a text: the signs from … to-1.
type span struct{ from, to int }

// longer says whether a span holds another and more than that.
func (s span) longer(than span) bool {
	return s.from <= than.from && than.to <= s.to && s != than
}

// find gives the places at which a name stands in a text as whole words. exact
// is for "A name in also_a_word is compared exactly as written (Will, not WILL)".
func find(name, text []sign, exact bool) []span {
	if !exact {
		name = core(name)
	}
	if len(name) == 0 {
		return nil
	}
	var found []span
	for from := range text {
		to := -1
		if exact {
			to = matchExact(name, text, from)
		} else if text[from].plain == name[0].plain {
			to = match(name, text, from)
		}
		if to >= 0 && begins(text, from) && ends(text, to) {
			found = append(found, span{from, to})
		}
	}
	return found
}

// match gives where a name ends that begins at a place; -1 if it does not.
func match(name, text []sign, at int) int {
	parted := false // whether the name has something between its last letter and this one
	for k, n := range name {
		if n.parts() {
			parted = true
			continue
		}
		if k > 0 {
			// A digit next to a letter ends a word of the name, too.
			parted = parted || n.what != name[k-1].what
			next := at
			spaced := false
			for next < len(text) && text[next].parts() {
				spaced = spaced || text[next].what == space
				next++
			}
			// Where the name has nothing, white space stands for it only between
			// words with capitals, or of three letters and more: Mary Ann and mary
			// ann are Maryann, mc kay is not McKay.
			if spaced && !parted && !(capitalised(text, at) && next < len(text) && text[next].upper) && !bothLong(text, at, next) {
				return -1
			}
			at = next
		}
		if at == len(text) || text[at].plain != n.plain {
			return -1
		}
		at++
		parted = false
	}
	return at
}

// capitalised says whether the word that ends in front of a place begins with
// a capital.
func capitalised(text []sign, end int) bool {
	begin := end
	for begin > 0 && text[begin-1].what == text[end-1].what {
		begin--
	}
	return begin < end && text[begin].upper
}

// bothLong says whether the word that ends in front of one place and the one that
// begins at another have three letters and more.
func bothLong(text []sign, end, begin int) bool {
	before, after := 0, 0
	for i := end; i > 0 && text[i-1].what == text[end-1].what; i-- {
		before++
	}
	for i := begin; i < len(text) && text[i].what == text[begin].what; i++ {
		after++
	}
	return before >= 3 && after >= 3
}

// matchExact is match for a name that is an everyday word too. White space is
// just white space: readers do not see how much of it there is.
func matchExact(name, text []sign, at int) int {
	for k := 0; k < len(name); {
		if name[k].what == space {
			if at == len(text) || text[at].what != space {
				return -1
			}
			for k < len(name) && name[k].what == space {
				k++
			}
			for at < len(text) && text[at].what == space {
				at++
			}
			continue
		}
		if at == len(text) || text[at].exact != name[k].exact && !(isTyped(text[at]) && isTyped(name[k])) {
			return -1
		}
		k++
		at++
	}
	return at
}

// isTyped says whether a sign is an apostrophe as keyboards and word processors
// type it: which of them it is, the writer did not choose.
func isTyped(s sign) bool { return s.exact != "" && strings.Contains("'’‘ʼ", s.exact) }

// wordAt gives the letters that begin at a place.
func wordAt(text []sign, at int) string {
	var b strings.Builder
	for at < len(text) && text[at].what == letter {
		b.WriteRune(text[at].plain)
		at++
	}
	return b.String()
}

// loneCapital says whether a word of one capital ends in front of a place, and
// an apostrophe stands there that belongs to a name: O'Brien.
func loneCapital(text []sign, end int) bool {
	return end > 0 && end+1 < len(text) && text[end].what == apostrophe && text[end+1].what == letter &&
		text[end-1].what == letter && text[end-1].upper && (end < 2 || text[end-2].what != letter)
}

// begins says whether a name may begin at a place: whole words alone.
func begins(text []sign, at int) bool {
	if at == 0 {
		return true
	}
	before := text[at-1]
	switch before.what {
	case letter, digit:
		// A digit next to a letter ends a word.
		return before.what != text[at].what
	case apostrophe:
		// O'Brien is not Brien; we're is not a person called Re, but 'Re' is.
		short := at > 1 && text[at-2].what == letter && slices.Contains(strings.Fields("s t d m ll re ve n"), wordAt(text, at))
		// French elides before names: L'Amina.
		return !short && (!loneCapital(text, at-1) || text[at-2].plain == 'l')
	}
	return true
}

// ends says whether a name may end in front of a place.
func ends(text []sign, end int) bool {
	if end == len(text) {
		return true
	}
	switch after := text[end]; after.what {
	case letter, digit:
		return after.what != text[end-1].what
	case apostrophe:
		// "a possessive 's or ’s counts as an end"; don't is not a person called
		// Don, nor is O'Brien called O.
		next := wordAt(text, end+1)
		return next == "s" || next != "t" && !loneCapital(text, end)
	}
	return true
}
