package guard

import (
	"bytes"
	"slices"
	"strconv"
	"unicode/utf8"
)

// This file takes the escapes of addresses, JSON and CSS away.

// percent decodes %53; nil where there is none.
func percent(text []byte) []byte {
	var out []byte
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) {
			if b, err := strconv.ParseUint(string(text[i+1:i+3]), 16, 8); err == nil {
				if out == nil {
					out = slices.Clone(text[:i])
				}
				out = append(out, byte(b))
				i += 2
				continue
			}
		}
		if out != nil {
			out = append(out, text[i])
		} else if next := bytes.IndexByte(text[i:], '%'); next < 0 {
			return nil
		} else if next > 0 {
			i += next - 1
		}
	}
	return out
}

// escapes decodes the escapes of JSON and JavaScript; nil where there is none.
func escapes(text []byte) []byte {
	if bytes.IndexByte(text, '\\') < 0 {
		return nil
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			out = append(out, text[i])
			continue
		}
		i++
		switch c := text[i]; c {
		case 'u', 'x':
			r, n := escaped(text[i:])
			if n == 0 {
				out = append(out, '\\', c)
				continue
			}
			out = utf8.AppendRune(out, r)
			i += n - 1
		case 'n', 'r', 't', 'b', 'f':
			out = append(out, ' ')
		default:
			out = append(out, c)
		}
	}
	return out
}

// escaped reads u0053, ud83dude00's halves, u{53} or x53, and gives how many
// bytes that took; 0 for none of them.
func escaped(text []byte) (r rune, n int) {
	number := func(from, to int) (rune, bool) {
		if to > len(text) {
			return 0, false
		}
		v, err := strconv.ParseUint(string(text[from:to]), 16, 21)
		return rune(v), err == nil
	}
	if text[0] == 'x' {
		r, ok := number(1, 3)
		if !ok {
			return 0, 0
		}
		return r, 3
	}
	if len(text) > 2 && text[1] == '{' {
		if end := bytes.IndexByte(text[:min(len(text), 10)], '}'); end > 0 {
			if r, ok := number(2, end); ok {
				return r, end + 1
			}
		}
		return 0, 0
	}
	r, ok := number(1, 5)
	if !ok {
		return 0, 0
	}
	if r >= 0xD800 && r < 0xDC00 && len(text) >= 11 && text[5] == '\\' && text[6] == 'u' {
		if low, ok := number(7, 11); ok && low >= 0xDC00 && low < 0xE000 {
			return 0x10000 + (r-0xD800)<<10 + (low - 0xDC00), 11
		}
	}
	return r, 5
}

// styleEscapes decodes the escapes of CSS (Syntax, 4.3.7); nil where there is
// none.
func styleEscapes(text []byte) []byte {
	var out []byte
	for i := 0; i < len(text); i++ {
		digits := 0
		if text[i] == '\\' {
			for digits < 6 && i+1+digits < len(text) && isHex(text[i+1+digits]) {
				digits++
			}
		}
		if digits == 0 {
			if out != nil {
				out = append(out, text[i])
			} else if next := bytes.IndexByte(text[i+1:], '\\'); next < 0 {
				return nil
			} else {
				i += next
			}
			continue
		}
		if out == nil {
			out = slices.Clone(text[:i])
		}
		v, err := strconv.ParseUint(string(text[i+1:i+1+digits]), 16, 32)
		if err != nil || v > utf8.MaxRune {
			v = utf8.RuneError
		}
		out = utf8.AppendRune(out, rune(v))
		i += digits
		if i+1 < len(text) && isSpace(text[i+1]) {
			i++
		}
	}
	return out
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }
