package guard

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"slices"
	"unicode/utf8"

	"goldenthread/generator/fold"
)

// This file finds what a file that is no text says in words: what stands beside
// the pixels of a picture, and runs of characters in everything else.

// isText says whether a file is text.
func isText(src []byte) bool { return bytes.IndexByte(src, 0) < 0 && utf8.Valid(src) }

// isMarkup says whether files with this ending are read by browsers.
func isMarkup(ext string) bool {
	switch ext {
	case ".html", ".htm", ".xhtml", ".xml", ".svg", ".atom", ".rss", ".css", ".js", ".json", ".ics", ".txt":
		return true
	}
	return false
}

// fromLatin1 gives a text in Latin-1 as UTF-8.
func fromLatin1(src []byte) []byte {
	out := make([]byte, 0, len(src)+len(src)/8)
	for _, c := range src {
		out = utf8.AppendRune(out, rune(c))
	}
	return out
}

// metadata gives the words in a file that is no text.
func metadata(src []byte) [][]byte {
	var all [][]byte
	parts, shortest := besidePixels(src)
	for _, part := range parts {
		all = append(all, printable(part, shortest))
		if bytes.IndexByte(part, 0) >= 0 { // UTF-16, as cameras write it
			all = append(all, printable(bytes.ReplaceAll(part, []byte{0}, nil), shortest))
		}
	}
	return all
}

// besidePixels gives the parts of a picture that are no pixels, and the whole of
// whatever is no picture; and how many characters in a row say anything there.
func besidePixels(src []byte) (parts [][]byte, shortest int) {
	switch {
	case bytes.HasPrefix(src, []byte("\x89PNG\r\n\x1a\n")):
		return besidePNG(src[8:]), 6
	case bytes.HasPrefix(src, []byte("\xff\xd8\xff")):
		return besideJPEG(src[2:]), 6
	case len(src) > 12 && string(src[:4]) == "RIFF" && string(src[8:12]) == "WEBP":
		return besideWebP(src[12:]), 6
	}
	return [][]byte{src}, 12
}

// holdsMore says whether what is to be a picture of pixels is none, or holds
// anything else.
func holdsMore(kind string, src []byte) bool {
	magic := map[string]string{"image/jpeg": "\xff\xd8\xff", "image/png": "\x89PNG", "image/webp": "RIFF"}[kind]
	if magic == "" {
		return false // a drawing, captions, sound or film
	}
	parts, _ := besidePixels(src)
	return !bytes.HasPrefix(src, []byte(magic)) || slices.ContainsFunc(parts, func(part []byte) bool { return len(part) > 0 })
}

func besidePNG(src []byte) (parts [][]byte) {
	for len(src) >= 12 {
		n := int64(binary.BigEndian.Uint32(src)) + 12
		if n > int64(len(src)) {
			break
		}
		data := src[8 : n-4]
		switch kind := string(src[4:8]); kind {
		case "IDAT", "PLTE", "tRNS", "IHDR", "fdAT":
		case "zTXt", "iTXt", "iCCP":
			parts = append(parts, data, inflated(data))
		default:
			parts = append(parts, data)
		}
		src = src[n:]
	}
	return append(parts, src)
}

// inflated gives what is packed somewhere in data.
func inflated(data []byte) []byte {
	i := bytes.IndexByte(data, 0x78)
	for ; i >= 0 && i < len(data); i++ {
		if r, err := zlib.NewReader(bytes.NewReader(data[i:])); err == nil {
			if text, err := io.ReadAll(io.LimitReader(r, 1<<20)); err == nil {
				return text
			}
		}
	}
	return nil
}

func besideJPEG(src []byte) (parts [][]byte) {
	for len(src) >= 4 && src[0] == 0xff {
		n := int(binary.BigEndian.Uint16(src[2:])) + 2
		if n > len(src) {
			break
		}
		if marker := src[1]; marker >= 0xe0 || marker == 0xfe {
			parts = append(parts, src[4:max(4, n)])
		}
		scan := src[1] == 0xda
		if src = src[n:]; scan {
			src = behindScan(src)
		}
		if bytes.HasPrefix(src, []byte("\xff\xd9")) {
			return append(parts, src[2:])
		}
	}
	return append(parts, src)
}

// behindScan gives what stands behind the pixels of a JPEG.
func behindScan(src []byte) []byte {
	for i := 0; i+1 < len(src); i++ {
		if src[i] == 0xff && src[i+1] != 0 && src[i+1] != 0xff && (src[i+1] < 0xd0 || src[i+1] > 0xd7) {
			return src[i:]
		}
	}
	return nil
}

func besideWebP(src []byte) (parts [][]byte) {
	for len(src) >= 8 {
		n := int64(binary.LittleEndian.Uint32(src[4:])) + 8
		if n > int64(len(src)) {
			break
		}
		switch string(src[:4]) {
		case "VP8 ", "VP8L", "VP8X", "ALPH", "ANMF", "ANIM":
		default:
			parts = append(parts, src[8:n])
		}
		src = src[min(n+n%2, int64(len(src))):]
	}
	return append(parts, src)
}

// printable gives the runs of characters that can be read, of this many bytes and
// more: less says nothing among bytes that are none.
func printable(src []byte, shortest int) []byte {
	var out []byte
	for len(src) > 0 {
		n := 0
		for n < len(src) {
			r, size := utf8.DecodeRune(src[n:])
			if r == utf8.RuneError || r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0x7f {
				break
			}
			n += size
		}
		if n >= shortest {
			out = append(append(out, src[:n]...), fold.Break)
		}
		src = src[min(n+1, len(src)):]
	}
	return out
}
