package document

import (
	"bytes"
	"compress/zlib"
	"io"
	"slices"
	"strconv"
	"strings"
)

// operators are the commands that draw a page. Viewers pass over all others, so
// they are left out with what stands in front of them.
var operators = setOf(`b B b* B* BDC BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m
	M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "`)

// spokenProperties are what a part of a page may say of itself.
var spokenProperties = setOf("MCID ActualText Alt E Lang Type Subtype BBox Attached")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// scissors cut pieces out of what draws a page.
type scissors struct {
	src, kept []byte
	from      int
	found     bool
}

func (s *scissors) cut(start, end int) {
	s.kept = append(append(s.kept, s.src[s.from:start]...), '\n')
	s.from, s.found = end, true
}

// plainDrawing keeps of what draws a page only what draws or is spoken. found says
// that there was more.
func plainDrawing(src []byte) (clean []byte, found bool, err error) {
	clean, comments := withoutComments(src)
	clean, more, err := withoutNotes(clean)
	if err == nil && (comments || more) {
		var again bool
		if clean, again, err = withoutNotes(clean); again { // cuts laid bare what was data before
			err = errInline
		}
	}
	return clean, comments || more, err
}

func withoutNotes(src []byte) (clean []byte, found bool, err error) {
	l, s := lexer{src: src}, scissors{src: src}
	var operands []token
	first := -1
	for t := l.next(); t.kind != 0; t = l.next() {
		if first < 0 {
			first = t.start
		}
		if !t.isOperator() {
			if operands = append(operands, t); len(operands) > maxOperands {
				return nil, false, errLarge
			}
			continue
		}
		switch {
		case t.text == "BI":
			if !inline(&l) {
				return nil, false, errInline
			}
		case t.text == "ID":
			return nil, false, errInline
		case !operators[t.text]:
			s.cut(first, t.end)
		case t.text == "BDC" || t.text == "DP":
			s.properties(operands)
		case !slices.Contains([]string{"Tj", "TJ", "'", "\""}, t.text):
			s.strings(operands)
		}
		operands, first = operands[:0], -1
	}
	return append(s.kept, src[s.from:]...), s.found, nil
}

// isOperator says whether a token is a command. Numbers that are written oddly are
// read by viewers as numbers all the same.
func (t token) isOperator() bool {
	return t.kind == 'o' && t.text != "true" && t.text != "false" && t.text != "null" && strings.IndexByte("+-.0123456789", (t.text + " ")[0]) < 0
}

// strings cuts texts and dictionaries out of what stands before a command that
// takes none.
func (s *scissors) strings(operands []token) {
	for i := 0; i < len(operands); i++ {
		if operands[i].kind == 's' || operands[i].kind == '{' {
			end := closing(operands, i)
			s.cut(operands[i].start, operands[end].end)
			i = end
		}
	}
}

// properties cuts out of a dictionary what is neither spoken nor a number of a tag.
func (s *scissors) properties(operands []token) {
	from := slices.IndexFunc(operands, func(t token) bool { return t.kind == '{' })
	if from < 0 {
		s.strings(operands)
		return
	}
	s.strings(operands[:from])
	last := closing(operands, from)
	if operands[last].kind != '}' {
		s.strings(operands[from:])
		return
	}
	for i := from + 1; i < last; {
		value := min(i+1, last)
		end := min(closing(operands, value), last)
		if value == last || operands[i].kind != '/' || !spokenProperties[operands[i].text] || operands[value].kind == '{' {
			s.cut(operands[i].start, max(operands[i].end, operands[min(end, last-1)].end))
		}
		i = end + 1
	}
	s.strings(operands[last+1:])
}

// closing gives the place of the token that ends what begins at i.
func closing(tokens []token, i int) int {
	depth := 0
	for at := i; at < len(tokens); at++ {
		switch tokens[at].kind {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		if depth <= 0 {
			return at
		}
	}
	return len(tokens) - 1
}

// short are the short names of a picture in a page.
var short = map[string]string{
	"W": "Width", "H": "Height", "BPC": "BitsPerComponent", "CS": "ColorSpace", "D": "Decode", "DP": "DecodeParms",
	"F": "Filter", "IM": "ImageMask", "I": "Interpolate", "L": "Length", "Intent": "Intent",
}

var inlineKeys = setOf("Width Height BitsPerComponent ColorSpace Decode DecodeParms Filter ImageMask Interpolate Length Intent")

// inline reads a picture that stands in what draws a page. ok is false where it may
// hold more than pixels: such pictures are small and have no camera's data.
func inline(l *lexer) (ok bool) {
	entries := map[string][]token{}
	key := ""
	depth := 0
	for t := l.next(); t.kind != 0; t = l.next() {
		switch {
		case t.text == "ID" && t.kind == 'o':
			end := l.next()
			data := l.src[min(t.start+3, t.end):t.end]
			return end.text == "EI" && end.kind == 'o' && pixelsAlone(entries, data)
		case t.isOperator() || t.kind == 's' && key != "ColorSpace" || t.kind == '%':
			return false
		case t.kind == '/' && depth == 0 && (key == "" || len(entries[key]) > 0):
			if key = t.text; short[key] != "" {
				key = short[key]
			}
			if entries[key] != nil || !inlineKeys[key] {
				return false
			}
			entries[key] = []token{}
			continue
		case t.kind == '[' || t.kind == '{':
			depth++
		case t.kind == ']' || t.kind == '}':
			depth--
		}
		entries[key] = append(entries[key], t)
	}
	return false
}

// pixelsAlone says whether the data of a picture in a page are its pixels and no more.
func pixelsAlone(entries map[string][]token, data []byte) bool {
	number := func(key string) int {
		for _, t := range entries[key] {
			n, _ := strconv.Atoi(t.text)
			return n
		}
		return 0
	}
	has := func(key, value string) bool {
		return slices.ContainsFunc(entries[key], func(t token) bool { return t.text == value })
	}
	parts, bits := 4, number("BitsPerComponent")
	switch {
	case has("ImageMask", "true"):
		parts, bits = 1, 1
	case has("ColorSpace", "G"), has("ColorSpace", "DeviceGray"), has("ColorSpace", "I"), has("ColorSpace", "Indexed"):
		parts = 1
	case has("ColorSpace", "RGB"), has("ColorSpace", "DeviceRGB"):
		parts = 3
	}
	most := area(number("Width"), number("Height"), bits, parts)
	filters := []string{}
	for _, t := range entries["Filter"] {
		if t.kind == '/' {
			filters = append(filters, t.text)
		}
	}
	for i, f := range filters {
		switch f {
		case "A85", "ASCII85Decode", "AHx", "ASCIIHexDecode":
			if i == 0 && bytes.IndexByte(data, '>') != len(bytes.TrimRight(data, blanks))-1 {
				return false
			}
		case "Fl", "FlateDecode":
			if i == 0 && !flateAlone(data, most+int64(number("Height"))) {
				return false
			}
		case "LZW", "LZWDecode", "RL", "RunLengthDecode", "CCF", "CCITTFaxDecode":
		default: // a photograph, or what nobody knows
			return false
		}
	}
	return len(filters) > 0 || int64(len(bytes.TrimRight(data, blanks))) <= most
}

// flateAlone says whether packed data end where they stop, and unpack to no more
// than most bytes.
func flateAlone(data []byte, most int64) bool {
	in := bytes.NewReader(data)
	z, err := zlib.NewReader(in)
	if err != nil {
		return false
	}
	n, err := io.Copy(io.Discard, io.LimitReader(z, most+1))
	return err == nil && n <= most && len(bytes.Trim(data[len(data)-in.Len():], blanks)) == 0
}

// area is how many bytes pixels take; 0 where that is nonsense.
func area(width, height, bits, parts int) int64 {
	if width <= 0 || height <= 0 || bits <= 0 || parts <= 0 || width > 1<<20 || height > 1<<20 || bits > 16 || parts > 32 {
		return 0
	}
	return (int64(width)*int64(bits*parts) + 7) / 8 * int64(height)
}
