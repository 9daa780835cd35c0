package media

import (
	"bytes"
	"encoding/binary"
)

const (
	inTag = "a tag, such as title, names, comments, pictures or lyrics"
	inEnd = "a tag at its end, such as title, names, comments or lyrics"
)

// skipTags gives where the tags at the beginning of a source end. A length
// that reaches over the end ends there.
func skipTags(source []byte) int {
	at := 0
	for {
		length := tagLength(source[at:])
		if length == 0 {
			return at
		}
		at = min(len(source), at+length)
	}
}

// tagLength is how long the tag is that b begins with; 0 if it is none.
func tagLength(b []byte) int {
	switch {
	case len(b) >= 10 && (string(b[:3]) == "ID3" || string(b[:3]) == "3DI") && b[3] < 0xff && (b[6]|b[7]|b[8]|b[9]) < 0x80:
		if b[0] == '3' {
			return 10 // an ID3 tag's end without its beginning
		}
		length := 10 + int(b[6])<<21 + int(b[7])<<14 + int(b[8])<<7 + int(b[9])
		if b[5]&0x10 != 0 {
			length += 10
		}
		return length
	case len(b) >= 32 && string(b[:8]) == "APETAGEX":
		if b[23]&0x20 != 0 { // a beginning: what follows is counted
			return 32 + saidLength(b)
		}
		return 32
	case len(b) >= 128 && string(b[:3]) == "TAG" && b[3] != '+':
		return 128
	case len(b) >= 227 && string(b[:4]) == "TAG+":
		return 227
	case bytes.HasPrefix(b, []byte("LYRICSBEGIN")):
		for _, end := range []string{"LYRICS200", "LYRICSEND"} {
			if at := bytes.Index(b[:min(len(b), 1<<16)], []byte(end)); at >= 0 {
				return at + len(end)
			}
		}
		return len("LYRICSBEGIN")
	}
	return 0
}

// saidLength is how long an APE tag says to be, as far as a source may be so long.
func saidLength(b []byte) int { return int(min(binary.LittleEndian.Uint32(b[12:]), maxSource)) }

func tagAt(b []byte) bool { return tagLength(b) > 0 }

// endOfSound gives where the tags at the end of a source begin. They are
// looked for from the end, since a tag that was written over a cut-off frame
// looks like a part of it.
func endOfSound(source []byte) int {
	end := len(source)
	for range 16 { // there are three kinds of them
		end = max(0, end-lastTag(source[:end]))
	}
	return end
}

// lastTag is how long the tag is that b ends with; 0 if it is none.
func lastTag(b []byte) int {
	n := len(b)
	ends := func(before int, name string) bool { return n >= before && bytes.HasPrefix(b[n-before:], []byte(name)) }
	switch {
	case ends(128, "TAG"):
		if ends(128+227, "TAG+") {
			return 128 + 227
		}
		return 128
	case ends(32, "APETAGEX"):
		length := saidLength(b[n-32:])
		if b[n-32+23]&0x80 != 0 { // it has a beginning, which is not counted
			length += 32
		}
		return max(32, length)
	case ends(10, "3DI"):
		return 20 + int(b[n-4]&0x7f)<<21 + int(b[n-3]&0x7f)<<14 + int(b[n-2]&0x7f)<<7 + int(b[n-1]&0x7f)
	}
	return 0
}

func noteTags(made *reading, source []byte, start, end int) {
	if start > 0 {
		made.note(inTag)
	}
	if end < len(source) {
		made.note(inEnd)
	}
}
