package document

import (
	"bytes"
	"strconv"
	"strings"
)

// token is a piece of what draws a page. kind: 's' a text, 'n' a number, '/' a name,
// 'o' an operator, '[', ']' and the like; '%' a comment; 0 the end.
type token struct {
	kind       byte
	text       string // of texts, what they hold
	start, end int
}

type lexer struct {
	src     []byte
	at      int
	objects bool // it reads objects, not what draws a page: there are no pictures in it
}

const (
	blanks     = "\x00\t\n\f\r "
	delimiters = "()<>[]{}/%"
)

// next reads a token. It never fails: whatever is odd is an operator that nobody
// knows. The data of a picture in the page are passed over.
func (l *lexer) next() token {
	for l.at < len(l.src) && strings.IndexByte(blanks, l.src[l.at]) >= 0 {
		l.at++
	}
	t := token{start: l.at, end: l.at}
	if l.at >= len(l.src) {
		return t
	}
	switch c := l.src[l.at]; c {
	case '%':
		t.kind = '%'
		for l.at < len(l.src) && l.src[l.at] != '\n' && l.src[l.at] != '\r' {
			l.at++
		}
	case '(':
		t.kind, t.text = 's', l.literal()
	case '<':
		if bytes.HasPrefix(l.src[l.at:], []byte("<<")) {
			t.kind, l.at = '{', l.at+2
			break
		}
		t.kind, t.text = 's', l.hex()
	case '>':
		t.kind, l.at = '}', min(l.at+2, len(l.src))
	case '[', ']', '{', '}', ')':
		t.kind, l.at = c, l.at+1
	case '/':
		l.at++
		t.kind, t.text = '/', plainName(l.word())
	default:
		t.text = l.word()
		t.kind = 'o'
		if _, err := strconv.ParseFloat(t.text, 64); err == nil {
			t.kind = 'n'
		}
		if t.text == "ID" && !l.objects {
			l.picture()
		}
	}
	t.end = l.at
	return t
}

func (l *lexer) word() string {
	from := l.at
	for l.at < len(l.src) && strings.IndexByte(blanks+delimiters, l.src[l.at]) < 0 {
		l.at++
	}
	return string(l.src[from:l.at])
}

// plainName takes the #xx out of a name.
func plainName(s string) string {
	if strings.IndexByte(s, '#') < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '#' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				out, i = append(out, byte(n)), i+2
				continue
			}
		}
		out = append(out, s[i])
	}
	return string(out)
}

func (l *lexer) hex() string {
	end := bytes.IndexByte(l.src[l.at:], '>')
	if end < 0 {
		end = len(l.src) - l.at
	}
	var out, digits []byte
	for _, c := range l.src[l.at : l.at+end] {
		if n := strings.IndexByte("0123456789abcdef", c|0x20); c > ' ' && n >= 0 {
			digits = append(digits, byte(n))
		}
	}
	if len(digits)%2 == 1 {
		digits = append(digits, 0)
	}
	for i := 0; i < len(digits); i += 2 {
		out = append(out, digits[i]<<4|digits[i+1])
	}
	l.at = min(l.at+end+1, len(l.src))
	return string(out)
}

func (l *lexer) literal() string {
	var out []byte
	depth := 0
	for ; l.at < len(l.src); l.at++ {
		c := l.src[l.at]
		switch c {
		case '\\':
			l.at++
			out = l.escaped(out)
			continue
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				l.at++
				return string(out)
			}
		}
		out = append(out, c)
	}
	return string(out)
}

func (l *lexer) escaped(out []byte) []byte {
	if l.at >= len(l.src) {
		return out
	}
	c := l.src[l.at]
	switch {
	case c == '\n':
		return out
	case c == '\r':
		if l.at+1 < len(l.src) && l.src[l.at+1] == '\n' {
			l.at++
		}
		return out
	case c >= '0' && c <= '7':
		n, last := 0, min(l.at+3, len(l.src))
		for ; l.at < last && l.src[l.at] >= '0' && l.src[l.at] <= '7'; l.at++ {
			n = n*8 + int(l.src[l.at]-'0')
		}
		l.at--
		return append(out, byte(n))
	}
	if i := strings.IndexByte("nrtbf", c); i >= 0 {
		c = "\n\r\t\b\f"[i]
	}
	return append(out, c)
}

// picture passes over the data of a picture: to the next EI that stands alone.
func (l *lexer) picture() {
	for i := l.at + 1; i+2 <= len(l.src); i++ {
		if l.src[i] == 'E' && l.src[i+1] == 'I' && strings.IndexByte(blanks, l.src[i-1]) >= 0 &&
			(i+2 == len(l.src) || strings.IndexByte(blanks, l.src[i+2]) >= 0) && readable(l.src[i+2:min(i+12, len(l.src))]) {
			l.at = i
			return
		}
	}
	l.at = len(l.src)
}

// readable says whether bytes can be what draws a page, and not a picture's data.
func readable(b []byte) bool {
	for _, c := range b {
		if c >= 0x7f || c < ' ' && strings.IndexByte(blanks, c) < 0 {
			return false
		}
	}
	return true
}

// withoutComments takes comments out of what draws a page.
func withoutComments(src []byte) (clean []byte, found bool) {
	if bytes.IndexByte(src, '%') < 0 {
		return src, false
	}
	l, from := lexer{src: src}, 0
	for t := l.next(); t.kind != 0; t = l.next() {
		if t.kind == '%' {
			clean, from, found = append(clean, src[from:t.start]...), t.end, true
		}
	}
	return append(clean, src[from:]...), found
}
