package ask

import (
	"errors"
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// The short answer is docs/saying-yes.md, "The short answer". The walk's script
// (walk.js) writes it, too; a test holds the two together.

// Say is what a person says to publishing a page. The zero value changes nothing.
type Say uint8

// The four answers, by what a short answer holds for each.
const (
	NotYet Say = iota
	No
	TakeDown
	Yes
)

// Says lists the answers by the words that forms send for them.
var says = []string{NotYet: "not-yet", No: "no", TakeDown: "take-down", Yes: "yes"}

// String gives the word that the form sends: yes, not-yet, no, take-down.
func (s Say) String() string { return says[s] }

// Reply is what a person answered.
type Reply struct {
	Say Say
	// Codes are those of the versions that they were shown.
	Codes []string
	// Texts are the digests of these versions, where the desk sent them.
	Texts []Shown
	// Asked is what Walk.Asked gave when they were asked; "" where only codes were given.
	Asked string
	// Name and Pictures are what they allow of what they were asked about, the
	// pictures in the order in which they were shown. What a reply holds of pictures
	// that were not asked about is nothing.
	Name     bool
	Pictures []bool
	// Helped is who helped them; "" for nobody.
	Helped string
}

// Shown is a version that a person was shown.
type Shown struct {
	Edition page.Edition
	Text    string // the digest
}

// Allows says whether they allow the i-th picture.
func (r Reply) Allows(i int) bool { return i < len(r.Pictures) && r.Pictures[i] }

// alphabet is that of Crockford's base 32, without I, L, O and U.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const (
	codeLetters  = 8
	askedLetters = 2
	checkLetters = 2
	leastTail    = askedLetters + 1 + checkLetters // with one letter of answers
	longest      = 2*codeLetters + askedLetters + (3+MaxPictures)/5 + checkLetters
)

// Short gives the short answer of a reply: the codes, disguised, and a tail that holds
// the answers. For one walk it is as long whatever was answered.
func (r Reply) Short() string {
	letters, bits := values(strings.Join(r.Codes, "")+r.Asked), r.bits()
	disguise(letters[:codeLetters*len(r.Codes)], len(letters)+len(bits)+checkLetters)
	letters = append(letters, mask(letters, bits)...)
	for weight := range checkLetters {
		letters = append(letters, check(letters, weight+1))
	}
	var b strings.Builder
	for i, v := range letters {
		tail := i - codeLetters*len(r.Codes)
		if i > 0 && i%codeLetters == 0 && tail <= 0 {
			b.WriteByte(' ')
		} else if tail < 0 && i%codeLetters == codeLetters/2 {
			b.WriteByte('-')
		}
		b.WriteByte(alphabet[v])
	}
	return b.String()
}

// bits gives the answers, five to a letter: two bits of what was said, the first the
// higher; one of the name, one for each picture; and zeros to fill the last letter. A
// tail is never of eight letters, which would look like a code.
func (r Reply) bits() []byte {
	bits := []bool{r.Say&2 != 0, r.Say&1 != 0, r.Name}
	bits = append(bits, r.Pictures...)
	for len(bits)%5 != 0 || askedLetters+len(bits)/5+checkLetters == codeLetters {
		bits = append(bits, false)
	}
	letters := make([]byte, len(bits)/5)
	for i, on := range bits {
		letters[i/5] <<= 1
		if on {
			letters[i/5] |= 1
		}
	}
	return letters
}

// disguise changes each letter of the codes in a short answer, by how many letters it
// has. Codes alone are a yes, so without this a no that lost its tail would be one, too;
// what is cut off elsewhere changes the number, and the codes are none that was shown.
// Doing so twice takes it away again.
func disguise(codes []byte, all int) {
	for i := range codes {
		codes[i] ^= byte(all)
	}
}

// mask makes letters of answers look different from text to text, so that nobody
// learns to read them off: each is combined with one that stands in front of it.
// Doing so twice takes it away again.
func mask(front, letters []byte) []byte {
	out := slices.Clone(letters)
	for i := range out {
		out[i] ^= front[i%len(front)] ^ front[len(front)-1]
	}
	return out
}

// check gives a letter that makes the whole come out as zero. It is a sum over the
// field of 32 elements (x^5 + x^2 + 1), in which each place weighs differently: by one
// doubling more than the next, or by two. With one letter of each kind, any two wrong
// letters are found, whatever they are and wherever they stand.
func check(letters []byte, doublings int) byte {
	sum := byte(0)
	for _, v := range append(slices.Clone(letters), 0) {
		for range doublings {
			if sum <<= 1; sum&32 != 0 {
				sum ^= 0x25
			}
		}
		sum ^= v
	}
	return sum
}

// ErrTypo says that what was typed is neither a code nor a short answer.
var ErrTypo = errors.New("that is neither a code nor a short answer: a letter is wrong, or something is missing; look at it again, letter by letter")

// Read reads what somebody typed or read out: one code or several, or a short answer.
// Codes alone are a yes to these texts; short says that it was a short answer. Case,
// hyphens and spaces mean nothing; O is 0, I and L are 1. What is longer than the
// pictures that were asked about is filled up: Allows tells of those alone.
func Read(typed string) (r Reply, short bool, err error) {
	letters := values(typed)
	n := len(letters)
	if n == 0 || letters == nil || n > longest {
		return Reply{}, false, ErrTypo
	}
	codes := n / codeLetters
	if n%codeLetters != 0 {
		codes = (n - leastTail) / codeLetters
	}
	if codes < 1 || codes > 2 || n%codeLetters != 0 && n < codes*codeLetters+leastTail {
		return Reply{}, false, ErrTypo
	}
	tail := letters[codes*codeLetters:]
	if len(tail) == 0 {
		r.Say, r.Name, r.Codes = Yes, true, codesOf(letters)
		return r, false, nil
	}
	last := len(letters) - checkLetters
	for weight := range checkLetters {
		if at := last + weight; check(letters[:at], weight+1) != letters[at] {
			return Reply{}, false, ErrTypo
		}
	}
	front := codes*codeLetters + askedLetters
	r.Asked = string([]byte{alphabet[tail[0]], alphabet[tail[1]]})
	var bits []bool
	for _, v := range mask(letters[:front], letters[front:last]) {
		for i := 4; i >= 0; i-- {
			bits = append(bits, v>>i&1 != 0)
		}
	}
	for i, on := range bits[:2] {
		if on {
			r.Say |= 2 >> i
		}
	}
	r.Name, r.Pictures = bits[2], bits[3:]
	disguise(letters[:codes*codeLetters], n)
	r.Codes = codesOf(letters[:codes*codeLetters])
	return r, true, nil
}

// values gives the values of letters; nil if one is none.
func values(typed string) []byte {
	var out []byte
	for _, c := range strings.ToUpper(typed) {
		switch c {
		case ' ', '-', '\u2010', '\u2011', '\u2012', '\u2013', '\u00a0', '\t', '\n', '\r', '.', ',':
			continue
		case 'O':
			c = '0'
		case 'I', 'L':
			c = '1'
		}
		v := strings.IndexRune(alphabet, c)
		if v < 0 {
			return nil
		}
		out = append(out, byte(v))
	}
	return out
}

// codesOf writes each eight letters as a code.
func codesOf(letters []byte) (codes []string) {
	for one := range slices.Chunk(letters, codeLetters) {
		var b strings.Builder
		for i, v := range one {
			if i == codeLetters/2 {
				b.WriteByte('-')
			}
			b.WriteByte(alphabet[v])
		}
		codes = append(codes, b.String())
	}
	return codes
}
