package document

import (
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// font says which letters its codes are.
type font struct {
	letters letters
	size    int          // of a code in bytes, where letters does not say
	utf16   bool         // codes are UTF-16
	simple  *[256]string // where nothing else does
}

// font reads what a font says of its letters.
func (w *words) font(m *made, o types.Object) *font {
	number := 0
	if r, ok := o.(types.IndirectRef); ok {
		number = r.ObjectNumber.Value()
		if f := w.fonts[number]; f != nil {
			return f
		}
	}
	d := m.dict(o)
	if d == nil {
		return nil
	}
	f := &font{size: 1}
	kind, _ := m.resolve(d["Subtype"]).(types.Name)
	if kind == "Type0" {
		f.size = 2
		name, _ := m.resolve(d["Encoding"]).(types.Name)
		f.utf16 = strings.Contains(string(name), "UCS2") || strings.Contains(string(name), "UTF16")
	} else {
		f.simple = m.simple(d)
	}
	if s, ok := m.resolve(d["ToUnicode"]).(types.StreamDict); ok {
		if cmap, ok := m.unpack(&s, len(s.FilterPipeline)); ok {
			f.letters = readCMap(cmap)
		}
	}
	if number != 0 {
		w.fonts[number] = f
	}
	return f
}

// decode gives the letters of a text in this font, about most bytes of them at the
// most. ok is false where one is not known, or not given.
func (f *font) decode(s string, most int) (text string, ok bool) {
	var b strings.Builder
	ok = true
	for len(s) > 0 {
		if b.Len() >= most {
			return b.String(), false
		}
		n := min(f.size, len(s))
		letter, known := f.letters[s[:n]]
		for short := 1; !known && f.letters != nil && short <= min(4, len(s)); short++ {
			if letter, known = f.letters[s[:short]]; known {
				n = short
			}
		}
		if !known && f.simple != nil {
			letter = f.simple[s[0]]
			known = letter != ""
		}
		if !known && f.utf16 && n == 2 {
			letter, known = wide([]byte(s[:2]), false), true
		}
		if !known {
			ok = false
			letter = "\ufffd"
		}
		b.WriteString(letter)
		s = s[n:]
	}
	return b.String(), ok
}

// simple gives the letters of a font whose codes are single bytes; "" for a code
// whose letter cannot be known.
func (m *made) simple(d types.Dict) *[256]string {
	var table [256]string
	base, _ := m.resolve(d["Encoding"]).(types.Name)
	encoding := m.dict(d["Encoding"])
	if n, ok := m.resolve(encoding["BaseEncoding"]).(types.Name); ok {
		base = n
	}
	drawn, _ := m.resolve(d["Subtype"]).(types.Name)
	flags, _ := m.resolve(m.dict(d["FontDescriptor"])["Flags"]).(types.Integer)
	symbols := flags&4 != 0 && base == "" || drawn == "Type3"
	chars := charmap.Windows1252
	if base == "MacRomanEncoding" {
		chars = charmap.Macintosh
	}
	for i := range table {
		if !symbols {
			table[i] = string(chars.DecodeByte(byte(i)))
		}
	}
	if !symbols && base == "" { // the standard encoding, where it differs
		for code, s := range map[byte]string{0x27: "’", 0x60: "‘", 0xae: "fi", 0xaf: "fl", 0xe1: "Æ", 0xf1: "æ", 0xe9: "Ø", 0xf9: "ø", 0xea: "Œ", 0xfa: "œ", 0xe8: "Ł", 0xf8: "ł", 0xfb: "ß", 0xf5: "ı"} {
			table[code] = s
		}
	}
	list, _ := m.resolve(encoding["Differences"]).(types.Array)
	code := 0
	for _, one := range list {
		switch v := m.resolve(one).(type) {
		case types.Integer:
			code = int(v)
		case types.Name:
			if code >= 0 && code < len(table) {
				table[code] = letterOf(string(v))
			}
			code++
		}
	}
	return &table
}

var signs = map[string]string{
	"space": " ", "nbspace": " ", "hyphen": "-", "sfthyphen": "\u00ad", "minus": "-", "endash": "–", "emdash": "—", "period": ".", "comma": ",",
	"quotesingle": "'", "quoteright": "’", "quoteleft": "‘", "apostrophe": "'", "at": "@", "underscore": "_", "slash": "/", "colon": ":",
	"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
	"fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl", "germandbls": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
	"oslash": "ø", "Oslash": "Ø", "lslash": "ł", "Lslash": "Ł", "dotlessi": "ı", "eth": "ð", "Eth": "Ð", "thorn": "þ", "Thorn": "Þ",
}

var accents = map[string]string{
	"grave": "\u0300", "acute": "\u0301", "circumflex": "\u0302", "tilde": "\u0303", "macron": "\u0304", "breve": "\u0306",
	"dotaccent": "\u0307", "dieresis": "\u0308", "ring": "\u030a", "hungarumlaut": "\u030b", "caron": "\u030c", "cedilla": "\u0327", "ogonek": "\u0328",
}

// letterOf gives what a letter's name says. Names of other signs are a space; names
// that a program made up, such as g12, are nothing.
func letterOf(name string) string {
	name, _, _ = strings.Cut(name, ".")
	if s := signs[name]; s != "" {
		return s
	}
	if len(name) == 1 {
		return name
	}
	if name != "" {
		if mark := accents[name[1:]]; mark != "" {
			return norm.NFC.String(name[:1] + mark)
		}
	}
	if hex, ok := strings.CutPrefix(name, "uni"); ok && len(hex) >= 4 && len(hex)%4 == 0 {
		l := lexer{src: []byte("<" + hex + ">")}
		return wide([]byte(l.hex()), false)
	}
	for _, r := range name {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return ""
		}
	}
	if name == "" {
		return ""
	}
	return " "
}

// What a table of letters may say: of so many codes, each of at most so many bytes,
// and what one of them stands for, as the format has it.
const (
	maxLetters = 1 << 17
	maxCode    = 4
	maxLetter  = 512
)

// letters says what codes stand for.
type letters map[string]string

// set says for which letter one code stands. What is too long stays unknown.
func (t letters) set(number, letter string) {
	if len(t) < maxLetters && len(number) <= maxCode && len(letter) <= maxLetter {
		t[number] = wide([]byte(letter), false)
	}
}

// readCMap reads a table of letters: lists of codes, and ranges of them.
func readCMap(src []byte) letters {
	table := letters{}
	l := lexer{src: src}
	for t := l.next(); t.kind != 0; t = l.next() {
		switch t.text {
		case "beginbfchar":
			for code := l.next(); code.kind == 's'; code = l.next() {
				table.set(code.text, l.next().text)
			}
		case "beginbfrange":
			for low := l.next(); low.kind == 's'; low = l.next() {
				table.span(low.text, l.next().text, &l)
			}
		}
	}
	return table
}

// span reads what one range of codes stands for: a list, or the first of letters
// that follow each other.
func (t letters) span(low, high string, l *lexer) {
	code, left := []byte(low), 1+number(high)-number(low)
	if len(low) != len(high) || len(low) > maxCode {
		left = 0
	}
	to := l.next()
	if to.kind == '[' {
		for one := l.next(); one.kind == 's'; one = l.next() {
			if left > 0 {
				t.set(string(code), one.text)
			}
			code, left = after(code), left-1
		}
		return
	}
	letter := []byte(to.text)
	if len(letter) > maxLetter {
		return
	}
	for ; left > 0 && len(t) < maxLetters; left-- {
		t.set(string(code), string(letter))
		code, letter = after(code), after(letter)
	}
}

// number gives the first four bytes of a code as a number.
func number(s string) int {
	n := 0
	for i := range min(len(s), 4) {
		n = n<<8 | int(s[i])
	}
	return n
}

// after counts a code one up.
func after(b []byte) []byte {
	for i := len(b) - 1; i >= 0; i-- {
		if b[i]++; b[i] != 0 {
			break
		}
	}
	return b
}
