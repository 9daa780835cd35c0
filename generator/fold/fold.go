// Package fold finds names in text as the design's consent.md, "Names", compares
// them: as whole words, without regard to case, accents, Unicode form, what
// nobody sees, and how the pieces of a name are put together.
//
// A Text is read into words: the letters of each folded, and what kind of gap
// stands before it. A Finder knows many names and finds all of them in one walk
// over the words, at a cost that hardly depends on how many it knows.
//
// It knows nothing of pages, markup or consent: who calls it takes markup away,
// and decides what a hit means. Where it goes beyond the letter of consent.md it
// would rather find too much: an apostrophe ends a word before whatever follows
// (Ali'nin), not before a possessive alone, but for don't and O'Brien; digits end
// a word; scripts that do not part words are found inside a run of letters.
package fold

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Gap is what stands between two words.
type Gap uint8

// The gaps, each parting more than the one before it.
const (
	// None parts a letter from a digit, and the characters of scripts that are
	// written without spaces.
	None Gap = iota
	// Soft is a run of hyphens, dots, underscores and apostrophes.
	Soft
	// Space holds white space, perhaps among what Soft is.
	Space
	// Hard is anything else. Of a name, nothing runs across it.
	Hard
)

// Break is written between texts across which no name runs.
const Break = 0

// Word is a word of a text.
type Word struct {
	Start, End int32  // bytes of the text
	Hash       uint64 // of the folded letters
	from, to   int32  // bytes of Text.letters
	Gap        Gap    // before it
	// apostrophe says that the gap before it is one apostrophe and nothing else.
	apostrophe bool
	// Joined says that a letter and a digit, side by side, part it from the word
	// before it.
	Joined bool
}

// Text is a text read into words. The zero value is empty. It may be used again
// and again, by one goroutine at a time.
type Text struct {
	Raw     []byte // as it was given; not copied
	Words   []Word
	letters []byte // of all words, folded, one behind the other
}

// Read reads raw, which is UTF-8, into words. What is no UTF-8 parts words.
func (t *Text) Read(raw []byte) {
	t.Raw, t.Words, t.letters = raw, t.Words[:0], t.letters[:0]
	r := reader{Text: t, gap: Hard}
	for i := 0; i < len(raw); {
		c := raw[i]
		if c >= utf8.RuneSelf {
			char, size := utf8.DecodeRune(raw[i:])
			r.at, r.next = i, i+size
			r.rune(char, size == 1)
			i += size
			continue
		}
		switch class := ascii[c]; class {
		case letter, digit:
			i = r.run(i, class)
		case apostrophe:
			r.part(Soft, true)
			i++
		case unseen:
			i++
		default:
			r.part(Gap(class), false)
			i++
		}
	}
}

// run adds the ASCII letters, or digits, that begin at i, and gives where they
// end. Most of most texts comes this way.
func (r *reader) run(i int, c class) int {
	r.at = i
	r.word(c)
	w := &r.Words[len(r.Words)-1]
	hash, letters := w.Hash, r.letters
	for ; i < len(r.Raw) && r.Raw[i] < utf8.RuneSelf && ascii[r.Raw[i]] == c; i++ {
		b := lower(r.Raw[i])
		hash = hash*prime + uint64(b) + 1
		letters = append(letters, b)
	}
	r.letters = letters
	w.Hash, w.End, w.to = hash, int32(i), int32(len(letters))
	return i
}

// Folded gives the folded letters of the words first to last.
func (t *Text) Folded(first, last int) []byte {
	return t.letters[t.Words[first].from:t.Words[last].to]
}

// class is what a character is: one of the gaps, or one of these.
type class uint8

const (
	letter class = iota + class(Hard) + 1
	digit
	apostrophe
	alone  // a letter that begins a word by itself
	unseen // a control character
)

// ascii gives the class of each ASCII character.
var ascii = func() (table [utf8.RuneSelf]class) {
	for c := range table {
		switch r := rune(c); {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
			table[c] = letter
		case r >= '0' && r <= '9':
			table[c] = digit
		case r == '\'', r == '`':
			table[c] = apostrophe
		case r == '-', r == '.', r == '_':
			table[c] = class(Soft)
		case unicode.IsSpace(r):
			table[c] = class(Space)
		case unicode.IsControl(r) && r != Break:
			table[c] = unseen
		default:
			table[c] = class(Hard)
		}
	}
	return table
}()

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// prime is the base of the hash of letters: that of one text behind another is
// hash(a)*prime^len(b) + hash(b).
const prime = 0x9E3779B97F4A7C15

// reader makes words of characters.
type reader struct {
	*Text
	at, next   int // the bytes of the character that is read
	gap        Gap // since the last word
	apostrophe int // how many, since the last word
	others     bool
	inside     bool
	class      class // of the word that is read
}

// word sees to it that a word of a class is being read.
func (r *reader) word(c class) {
	if r.inside && r.class == c {
		return
	}
	w := Word{Start: int32(r.at), from: int32(len(r.letters)), Gap: r.gap, apostrophe: r.apostrophe == 1 && !r.others}
	if r.inside { // nothing stands between
		w.Gap, w.apostrophe, w.Joined = None, false, r.class == digit || c == digit
	}
	r.Words = append(r.Words, w)
	r.inside, r.class = true, c
	r.gap, r.apostrophe, r.others = None, 0, false
}

// add adds a folded byte of a letter or digit.
func (r *reader) add(c class, b byte) {
	r.word(c)
	r.letters = append(r.letters, b)
	w := &r.Words[len(r.Words)-1]
	w.Hash = w.Hash*prime + uint64(b) + 1
	w.End, w.to = int32(r.next), int32(len(r.letters))
}

// part adds to the gap before the next word.
func (r *reader) part(g Gap, apostrophe bool) {
	r.inside = false
	r.gap = max(r.gap, g)
	if apostrophe {
		r.apostrophe++
	} else {
		r.others = true
	}
}

// rune adds a character that is no ASCII.
func (r *reader) rune(char rune, broken bool) {
	if broken {
		r.part(Hard, false)
		return
	}
	switch char {
	case '’', '‘', 'ʼ', 'ʻ', 'ʾ', 'ʿ', '´', '′', '‛', '＇', '՚', '׳':
		r.part(Soft, true)
		return
	case '‐', '‑', '―', '⁃', '⸚', '゠', '־', '֊', '‒', '–', '−', '﹣', '－', '·', '・', '･', '＿':
		r.part(Soft, false)
		return
	case '™', '℠': // letters to Unicode, and none to readers
		r.part(Hard, false)
		return
	case 'ـ', '\u034f', '\u115f', '\u1160', '\u3164', '\uffa0', '\ufffc', '\u2800': // tatweel, joiner and fillers
		return
	}
	if spelled := spelling(char); spelled != "" {
		for i := range len(spelled) {
			r.add(letter, spelled[i])
		}
		return
	}
	if char >= 0xAC00 && char <= 0xD7A3 { // Hangul syllables (Unicode, 3.12)
		s := char - 0xAC00
		r.simple(0x1100 + s/588)
		r.simple(0x1161 + s%588/28)
		if last := s % 28; last > 0 {
			r.simple(0x11A7 + last)
		}
		return
	}
	var form [utf8.UTFMax]byte
	n := utf8.EncodeRune(form[:], char)
	if d := norm.NFKD.Properties(form[:n]).Decomposition(); d != nil {
		for len(d) > 0 {
			piece, size := utf8.DecodeRune(d)
			r.simple(piece)
			d = d[size:]
		}
		return
	}
	r.simple(char)
}

// simple adds a character that cannot be taken apart.
func (r *reader) simple(char rune) {
	switch {
	case unicode.In(char, unicode.Mn, unicode.Cf, unicode.Variation_Selector), unicode.IsControl(char) && !unicode.IsSpace(char):
		if r.inside { // an accent is a part of its word, as it is written
			r.Words[len(r.Words)-1].End = int32(r.next)
		}
		return
	case char == '-' || char == '.' || char == '_':
		r.part(Soft, false)
		return
	case unicode.IsSpace(char) || unicode.Is(unicode.Z, char):
		r.part(Space, false)
		return
	}
	c := letter
	switch {
	case unicode.IsNumber(char):
		c = digit
	case !unicode.IsLetter(char) && !unicode.Is(unicode.Mc, char):
		r.part(Hard, false)
		return
	case startsWord(char):
		c = alone
	}
	if c == alone {
		r.alone()
	} else if r.inside && r.class == alone && followsAlone(char) {
		c = alone
	}
	var form [utf8.UTFMax]byte
	char = unicode.ToLower(char)
	if spelled := spelling(char); spelled != "" {
		for i := range len(spelled) {
			r.add(c, spelled[i])
		}
		return
	}
	for _, b := range form[:utf8.EncodeRune(form[:], char)] {
		r.add(c, b)
	}
}

// alone ends the word before a letter that begins one by itself.
func (r *reader) alone() {
	if r.inside {
		r.inside, r.gap = false, None
	}
}

// followsAlone says whether a letter goes on with a word of a script that does
// not part words: a vowel sign, or the rest of a Hangul syllable.
func followsAlone(char rune) bool {
	return unicode.Is(unicode.Mc, char) || char >= 0x1160 && char <= 0x11FF
}

// startsWord says whether a letter is of a script that does not part words, or
// parts them where names end in particles, so that it begins a word by itself.
func startsWord(char rune) bool {
	return char >= 0x0E00 && (unicode.In(char, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) ||
		char >= 0x1100 && char < 0x115F)
}

// spelling gives how a letter is written by who has no key for it, where
// Unicode does not take it apart; "" for all other letters.
func spelling(char rune) string {
	switch char {
	case 'ß', 'ẞ':
		return "ss"
	case 'æ', 'Æ':
		return "ae"
	case 'œ', 'Œ':
		return "oe"
	case 'ø', 'Ø':
		return "o"
	case 'ł', 'Ł':
		return "l"
	case 'đ', 'Đ', 'ð', 'Ð':
		return "d"
	case 'ħ', 'Ħ':
		return "h"
	case 'ŧ', 'Ŧ':
		return "t"
	case 'þ', 'Þ':
		return "th"
	case 'ı':
		return "i"
	case 'ς':
		return "σ"
	case 'ی', 'ى': // Arabic and Persian keyboards
		return "ي"
	case 'ک':
		return "ك"
	}
	return ""
}
