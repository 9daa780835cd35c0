package media

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf16"
)

// The words that no output may hold: whole ones, a position, and one that fits
// in a number.
const (
	canary   = "CANARY-word"
	position = "+51.5007-000.1246/"
	tiny     = "CNRY"
)

func wide(text string, order binary.AppendByteOrder) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

// told is a text as tags hold it: in one byte for each letter, and in two.
func told() []byte {
	text := canary + " " + position
	return slices.Concat([]byte(text), []byte{0}, wide(text, binary.LittleEndian), wide(text, binary.BigEndian))
}

// leaks gives the first canary in b.
func leaks(b []byte) string {
	for _, word := range []string{"CANARY", "51.5007", tiny, "Lavf", "Lavc", "LAME", "x264"} {
		for _, as := range [][]byte{[]byte(word), wide(word, binary.LittleEndian), wide(word, binary.BigEndian)} {
			if strings.Contains(string(b), string(as)) {
				return word
			}
		}
	}
	return ""
}

// silent is frames of silence: MPEG 1, 44.1 kHz, 128 kbit/s, stereo.
func silent(frames int) []byte {
	one := make([]byte, 417)
	copy(one, "\xff\xfb\x90\x00")
	return slices.Repeat(one, frames)
}

func syncSafe(n int) []byte {
	return []byte{byte(n >> 21), byte(n >> 14 & 127), byte(n >> 7 & 127), byte(n & 127)}
}

// id3 is a tag with a title, a picture and an object, as version 3 or 4.
func id3(version byte) []byte {
	var frames []byte
	for _, id := range []string{"TIT2", "APIC", "GEOB", "PRIV"} {
		body := append([]byte{1}, told()...)
		size := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
		if version == 4 {
			size = syncSafe(len(body))
		}
		frames = slices.Concat(frames, []byte(id), size, []byte{0, 0}, body)
	}
	// A picture may look like sound.
	frames = append(frames, silent(6)...)
	head := slices.Concat([]byte("ID3"), []byte{version, 0, 0}, syncSafe(len(frames)))
	return append(head, frames...)
}

func id3v1() []byte {
	b := make([]byte, 128)
	copy(b, "TAG"+canary+position)
	return b
}

// ape is a tag with its beginning, if wanted, and its end.
func ape(begins bool) []byte {
	item := append([]byte("\x80\x00\x00\x00\x00\x00\x00\x00Title\x00"), told()...)
	part := func(flags uint32) []byte {
		b := append([]byte("APETAGEX"), 0xd0, 7, 0, 0)
		b = binary.LittleEndian.AppendUint32(b, uint32(len(item)+32))
		b = binary.LittleEndian.AppendUint32(b, 1)
		b = binary.LittleEndian.AppendUint32(b, flags)
		return append(b, make([]byte, 8)...)
	}
	if !begins {
		return append(item, part(0)...)
	}
	return slices.Concat(part(0xa0000000), item, part(0x80000000))
}

func lyrics() []byte {
	body := "LYRICSBEGININD0000200LYR00030" + canary + position
	n := len(body)
	return []byte(body + string([]byte{'0', '0', '0', byte('0' + n/100), byte('0' + n/10%10), byte('0' + n%10)}) + "LYRICS200")
}

// riff is a WAV file of these chunks: names and contents in turn.
func riff(chunks ...string) []byte {
	var b []byte
	for i := 0; i+1 < len(chunks); i += 2 {
		b = append(b, chunks[i]...)
		b = binary.LittleEndian.AppendUint32(b, uint32(len(chunks[i+1])))
		b = append(b, chunks[i+1]...)
		b = append(b, make([]byte, len(chunks[i+1])%2)...)
	}
	head := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(b)+4))
	return slices.Concat(head, []byte("WAVE"), b)
}

const (
	pcm     = "\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00"
	samples = "\x01\x02\x03\x04\x05\x06\x07\x08"
)

// change rebuilds the boxes of an MP4 file; with is asked for every box and
// gives its new body and what stands behind it.
func change(b []byte, at string, with func(at string, body []byte) (newBody, behind []byte)) []byte {
	var made []byte
	for inner := range boxes(b) {
		path := strings.TrimPrefix(at+"/"+inner.name, "/")
		body := inner.body
		switch inner.name {
		case "moov", "trak", "mdia", "minf", "stbl", "edts":
			body = change(body, path, with)
		}
		body, behind := with(path, body)
		made = slices.Concat(made, newBox(inner.name, body), behind)
	}
	return made
}

// within changes the body of the boxes at a path.
func within(source []byte, at string, with func(body []byte) []byte) []byte {
	return change(source, "", func(path string, body []byte) ([]byte, []byte) {
		if path == at {
			return with(slices.Clone(body)), nil
		}
		return body, nil
	})
}

// add puts more boxes to the end of those at a path.
func add(source []byte, at string, more []byte) []byte {
	return within(source, at, func(body []byte) []byte { return append(body, more...) })
}

// put overwrites four bytes.
func put(at int, text string) func([]byte) []byte {
	return func(body []byte) []byte {
		copy(body[at:], text)
		return body
	}
}
