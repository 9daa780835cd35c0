package media

import (
	"bytes"
	"encoding/binary"
)

// frame is what the four bytes at the beginning of a frame of MP3 say.
type frame struct {
	version byte // 3 is MPEG 1, 2 is MPEG 2, 0 is MPEG 2.5
	mono    bool
	rate    int // samples in a second
	bits    int // in a second, in thousands
	size    int // bytes of the whole frame
}

var (
	mp3Bits = [2][15]int{
		{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
		{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
	}
	mp3Rates = [3]int{44100, 48000, 32000}
)

// samples is how many samples of sound a frame holds.
func (f frame) samples() int {
	if f.version == 3 {
		return 1152
	}
	return 576
}

// side is where the sound begins in a frame without checksum: behind the
// beginning and what says how the sound is packed.
func (f frame) side() int {
	switch {
	case f.version == 3 && !f.mono:
		return 4 + 32
	case f.version == 3 || !f.mono:
		return 4 + 17
	}
	return 4 + 9
}

// like says whether both can stand in one stream.
func (f frame) like(g frame) bool {
	return f.version == g.version && f.rate == g.rate && f.mono == g.mono
}

// parseFrame reads the beginning of a frame of layer III. Frames whose length
// is not said (free format) are none.
func parseFrame(b []byte) (frame, bool) {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe6 != 0xe2 {
		return frame{}, false
	}
	version, bits, rate := b[1]>>3&3, int(b[2]>>4), int(b[2]>>2&3)
	if version == 1 || bits == 0 || bits == 15 || rate == 3 || b[3]&3 == 2 {
		return frame{}, false
	}
	f := frame{version: version, mono: b[3]>>6 == 3, rate: mp3Rates[rate]}
	f.bits = mp3Bits[version&1][bits]
	if version != 3 {
		f.rate /= 2
	}
	if version == 0 {
		f.rate /= 2
	}
	f.size = f.samples()/8*f.bits*1000/f.rate + int(b[2]>>1&1)
	return f, true
}

// inARow is how many frames have to follow each other before they are believed
// to be frames: two bytes that look like a beginning stand everywhere.
const inARow = 4

// findFrames gives where, at from or behind it, enough frames like the given
// one (of any kind, if nil) stand in a row, and the first of them; -1 if
// nowhere.
func findFrames(source []byte, from int, like *frame) (int, frame) {
	for at := from; at < len(source); at++ {
		skip := bytes.IndexByte(source[at:], 0xff)
		if skip < 0 {
			break
		}
		at += skip
		if f, ok := parseFrame(source[at:]); ok && (like == nil || f.like(*like)) && row(source, at, f) {
			return at, f
		}
	}
	return -1, frame{}
}

func row(source []byte, at int, first frame) bool {
	for range inARow {
		f, ok := parseFrame(source[at:])
		if !ok || !f.like(first) || at+f.size > len(source) {
			return false
		}
		at += f.size
	}
	return true
}

// readMP3 copies the frames of sound and nothing else. What it made is read
// again until that changes nothing: where a part was taken out, what is left
// may look like a tag.
func readMP3(source []byte) (made reading, refused *refusal) {
	made, refused = copyFrames(source)
	for rounds := 0; refused == nil && !bytes.Equal(made.Bytes, source); rounds++ {
		if rounds == maxRounds {
			return made, damaged("This MP3 file holds tags within tags, or only pieces of sound.")
		}
		source = made.Bytes
		var again reading
		again, refused = copyFrames(source)
		made.Medium = again.Medium
	}
	return made, refused
}

// maxRounds is how often an MP3 is read again: one that nobody built for it
// needs one round.
const maxRounds = 4

// copyFrames copies the frames of sound. A frame counts when another one, a tag
// or the end follows: what stands between frames must not pass for one, and the
// loss of a frame before it cannot be heard.
func copyFrames(source []byte) (made reading, refused *refusal) {
	start, end := skipTags(source), endOfSound(source)
	noteTags(&made, source, start, end)
	if start >= end {
		return made, damaged("This MP3 file holds no sound.")
	}
	body := source[start:end]
	at, first := findFrames(body, 0, nil)
	if at < 0 {
		return made, damaged("This MP3 file holds no sound, or only pieces of it.")
	}
	kept := make([]byte, 0, len(body)+600)
	starts, bits, varies, guided, other := []uint32{}, 0, false, false, at
	for at >= 0 && at < len(body) {
		f, ok := parseFrame(body[at:])
		switch {
		case ok && f.like(first) && at+f.size <= len(body) && follows(body[at+f.size:], first):
			now := body[at : at+f.size]
			at += f.size
			if isGuide(now, f) {
				guided = true
				continue
			}
			if holdsTag(now) {
				made.note(inTag)
				continue
			}
			varies = varies || bits != 0 && bits != f.bits
			bits = f.bits
			starts = append(starts, uint32(len(kept)))
			kept = append(kept, now...)
		default:
			next := skipTags(body[at:])
			to, _ := findFrames(body, at+max(next, 1), &first)
			if to < 0 {
				to = len(body)
			}
			if next > 0 {
				made.note(inTag)
			} else {
				other += to - at
			}
			at = to
		}
	}
	if len(starts) < inARow || other > len(kept) {
		return made, damaged("This MP3 file holds almost no sound, or only pieces of it.")
	}
	if other > 0 {
		made.note("other data between the pieces of sound or after them")
	}
	if clearSpare(kept, starts) {
		made.note(inSpare)
	}
	made.Bytes = kept
	if varies {
		made.Bytes = append(guide(first, kept, starts), kept...)
	}
	if guided && !bytes.Equal(made.Bytes, source) {
		made.note(inGuide)
	}
	made.Ext, made.Type = ".mp3", "audio/mpeg"
	made.Seconds = (len(starts)*first.samples() + first.rate/2) / first.rate
	return made, nil
}

// follows says whether what stands behind a frame lets it count as one.
func follows(rest []byte, first frame) bool {
	if len(rest) == 0 || tagAt(rest) {
		return true
	}
	f, ok := parseFrame(rest)
	return ok && f.like(first)
}

const inGuide = "the name and settings of the program that encoded it"

// holdsTag says whether a tag was written over the sound of a frame.
func holdsTag(b []byte) bool {
	return bytes.Contains(b, []byte("APETAGEX")) || bytes.Contains(b, []byte("LYRICSBEGIN"))
}

// isGuide says whether a frame holds, in place of sound, the list with which
// an encoder guides players.
func isGuide(b []byte, f frame) bool {
	for _, at := range []int{f.side(), f.side() + 2, 36} { // without and with checksum; VBRI is always there
		if at+4 <= len(b) {
			switch string(b[at : at+4]) {
			case "Xing", "Info", "VBRI":
				return true
			}
		}
	}
	return false
}

// guide is a frame of silence that tells players how long sound of changing
// density is and where each hundredth of it begins (known as a Xing header).
func guide(first frame, kept []byte, starts []uint32) []byte {
	const length = 4 + 4 + 4 + 4 + 100
	header := []byte{0xff, 0xe3 | first.version<<3, 0, 0}
	if first.mono {
		header[3] = 3 << 6
	}
	for i, r := range mp3Rates {
		if r == first.rate || r == first.rate*2 && first.version == 2 || r == first.rate*4 && first.version == 0 {
			header[2] = byte(i) << 2
		}
	}
	f := frame{}
	for bits := byte(1); f.size < first.side()+length; bits++ {
		header[2] = header[2]&0x0f | bits<<4
		f, _ = parseFrame(header)
	}
	b := make([]byte, f.size)
	copy(b, header)
	at := f.side()
	copy(b[at:], "Xing")
	binary.BigEndian.PutUint32(b[at+4:], 1|2|4) // frames, bytes and places follow
	binary.BigEndian.PutUint32(b[at+8:], uint32(len(starts)))
	binary.BigEndian.PutUint32(b[at+12:], uint32(len(kept)+len(b)))
	for i := range 100 {
		place := len(b) + int(starts[i*len(starts)/100])
		b[at+16+i] = byte(place * 256 / (len(kept) + len(b)))
	}
	return b
}
