package clean

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"net/url"
	"regexp"
	"strings"

	"goldenthread/generator/diag"
)

// isFont says whether a file is a font, all of it: its own table of contents says
// where each part lies, and nothing lies between the parts or behind the last.
func isFont(source []byte) bool {
	const sfnt, woff, woff2 = 12, 44, 48
	long := func(at int) uint64 { return uint64(binary.BigEndian.Uint32(source[at:])) }
	starts := func(with ...string) bool {
		for _, w := range with {
			if bytes.HasPrefix(source, []byte(w)) {
				return true
			}
		}
		return false
	}
	switch {
	case len(source) < sfnt:
		return false
	case starts("\x00\x01\x00\x00", "OTTO", "true"):
		return covered(source, sfnt, 16, 8, 12, int(binary.BigEndian.Uint16(source[4:])))
	case len(source) < woff:
		return false
	case starts("wOFF"): // notes (metadata) and private data have a place and a length of their own
		return long(8) == uint64(len(source)) && bytes.Equal(source[24:woff], make([]byte, woff-24)) &&
			covered(source, woff, 20, 4, 8, int(binary.BigEndian.Uint16(source[12:])))
	case len(source) < woff2:
		return false
	case starts("wOF2"):
		packed, n := long(20), binary.BigEndian.Uint16(source[12:])
		// Each entry of its table takes from two bytes to sixteen.
		left := uint64(len(source)) - woff2
		return long(8) == uint64(len(source)) && n > 0 && bytes.Equal(source[28:woff2], make([]byte, woff2-28)) &&
			packed > 0 && packed+2*uint64(n) <= left && left <= packed+16*uint64(n)+3
	}
	return false
}

// covered says whether the n parts of a font, whose places and lengths stand in a
// table behind its head, cover it but for zeros that fill up.
func covered(source []byte, head, entry, place, length, n int) bool {
	end := head + n*entry
	if n == 0 || end > len(source) {
		return false
	}
	parts := map[int]int{}
	for at := head; at < end; at += entry {
		from, size := int(binary.BigEndian.Uint32(source[at+place:])), int(binary.BigEndian.Uint32(source[at+length:]))
		if from < end || from > len(source) || size > len(source)-from {
			return false
		}
		parts[from] = max(parts[from], from+size)
	}
	for at, filled := end, 0; ; {
		to, there := parts[at]
		switch {
		case there && to > at:
			delete(parts, at)
			at, filled = to, 0
		case at == len(source):
			return true
		case source[at] == 0 && filled < 3:
			at, filled = at+1, filled+1
		default:
			return false
		}
	}
}

// inText are addresses that hold a file: what stands behind the comma is the file,
// as letters and numbers or with its odd bytes as percent signs.
var inText = regexp.MustCompile(`(?i)\bdata:([a-z0-9.+/;=\s"_-]{0,200}?),([^"'()<>]*)`)

// maxInside is how many files a text may hold.
const maxInside = 1000

// insideText looks into the pictures, recordings and PDFs that a text holds.
func insideText(name string, source []byte) Found {
	var all Found
	matches := inText.FindAllSubmatch(source, maxInside+1)
	if len(matches) > maxInside {
		return heldUnknown(name)
	}
	for _, m := range matches {
		data := decoded(string(m[1]), string(m[2]))
		if isText(data) && !isDrawing("", data) && !inText.Match(data) {
			continue
		}
		if isText(data) && inText.Match(data) { // a text in a text: nobody needs that
			return heldUnknown(name)
		}
		f := Look("inside", data)
		if f.Problem != nil {
			return heldUnknown(name)
		}
		all.Carries = append(all.Carries, f.Carries...)
	}
	all.Carries = sorted(all.Carries)
	return all
}

func heldUnknown(name string) Found {
	return Found{Problem: &diag.Problem{Code: "file-format", Place: diag.Place{File: name},
		Message: "This text holds another file (behind data:) that nobody can look into.",
		Fix:     "Keep that file beside the text, and name it by itself."}}
}

// decoded gives the bytes of a file that stands in an address.
func decoded(kind, data string) []byte {
	if plain, err := url.PathUnescape(data); err == nil {
		data = plain
	}
	if !strings.HasSuffix(strings.ToLower(strings.TrimSpace(kind)), "base64") {
		return []byte(data)
	}
	letters := strings.Map(func(r rune) rune {
		switch {
		case r == '-':
			return '+'
		case r == '_':
			return '/'
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '+', r == '/':
			return r
		}
		return -1
	}, data)
	if len(letters)%4 == 1 {
		letters = letters[:len(letters)-1]
	}
	bytes, _ := base64.RawStdEncoding.DecodeString(letters) // they are all letters of it
	return bytes
}
