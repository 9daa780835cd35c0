package guard

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"goldenthread/generator/fold"
)

// heading is a heading as it is read. Its id is made of its own words, but runs
// them together as readers do not: of "Don't, Ali" it makes dont-ali. So it is no
// place for names where it says nothing but what the heading says.
type heading struct {
	begun bool // its tag is being read
	id    []byte
	from  int // the byte of the text at which its words begin
}

func isHeading(name []byte) bool {
	return len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6'
}

// endHeading looks at the id of the heading that is read, if it has one.
func (p *parts) endHeading() {
	if len(p.id) == 0 {
		return
	}
	words := p.text[p.from:]
	if id := bytes.TrimPrefix(p.id, []byte("heading-")); !sameLetters(p.id, words) && !sameLetters(id, words) && !sameLetters(withoutNumber(id), words) {
		p.rest = append(append(p.rest, fold.Break), p.id...)
	}
	p.id = p.id[:0]
}

// withoutNumber gives the id that an earlier heading with the same words has.
func withoutNumber(id []byte) []byte {
	before := bytes.TrimRight(id, "0123456789")
	return bytes.TrimSuffix(before, []byte("-"))
}

// sameLetters says whether two texts have the same letters and digits, in
// whatever way they are put together.
func sameLetters(a, b []byte) bool {
	for {
		var x, y rune
		x, a = nextLetter(a)
		y, b = nextLetter(b)
		if x != y || x == 0 {
			return x == y
		}
	}
}

// nextLetter gives the first letter or digit of a text, 0 for none, and the rest.
func nextLetter(text []byte) (letter rune, rest []byte) {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r), text
		}
	}
	return 0, nil
}
