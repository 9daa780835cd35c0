package media

import (
	"bytes"
	"encoding/binary"
)

const inSpare = "words or other data in the spare places within the sound"

// clearSpare sets to zero, in these frames of one stream, every bit that no
// player turns into sound: what stands between the sound of one frame and that
// of the next, and the bits that the format leaves to whoever wrote it. It says
// whether one of them was not zero.
//
// The sound of a frame may begin in the frames before it: their data, one
// behind the other without what introduces it, is a store that each frame takes
// its part from.
func clearSpare(frames []byte, starts []uint32) (found bool) {
	store := make([]byte, 0, len(frames))
	type part struct{ from, to int } // bits of the store; from begins a byte
	parts := make([]part, len(starts))
	for i := range starts {
		b := frameAt(frames, starts, i)
		found = clearHead(b, frames[3]) || found
		back, length := soundOf(b)
		from := (len(store) - back) * 8
		store = append(store, b[dataBegin(b):]...)
		// Of sound that begins before the first frame a player may have use
		// for the rest; none reads over the end of a frame.
		parts[i] = part{max(0, from), min(from+length, len(store)*8)}
	}
	sound := make([]byte, len(store))
	for _, p := range parts {
		if p.from >= p.to {
			continue
		}
		copy(sound[p.from/8:p.to/8], store[p.from/8:])
		if rest := p.to % 8; rest > 0 {
			sound[p.to/8] |= store[p.to/8] & ^byte(0xff>>rest)
		}
	}
	at := 0
	for i := range starts {
		b := frameAt(frames, starts, i)
		at += copy(b[dataBegin(b):], sound[at:])
	}
	return found || !bytes.Equal(sound, store)
}

// frameAt is the whole of a frame.
func frameAt(frames []byte, starts []uint32, i int) []byte {
	if i+1 < len(starts) {
		return frames[starts[i]:starts[i+1]]
	}
	return frames[starts[i]:]
}

// sideBegin is where it is said how the sound of a frame is packed, behind the
// checksum if there is one.
func sideBegin(b []byte) int {
	if b[1]&1 == 0 {
		return 6
	}
	return 4
}

// dataBegin is where a frame's share of the store begins.
func dataBegin(b []byte) int {
	f, _ := parseFrame(b)
	return f.side() - 4 + sideBegin(b)
}

// clearHead clears what is free to use in front of the data of a frame. What is
// said of the whole recording (rights, emphasis) can differ from frame to frame
// only to tell something, so every frame says it like the first one.
func clearHead(b []byte, first byte) (found bool) {
	before := bytes.Clone(b[:dataBegin(b)])
	b[2] &^= 1
	b[3] = b[3]&0xf0 | first&0x0f
	if b[3]>>6 != 1 { // how two channels are joined, though they are not
		b[3] &^= 0x30
	}
	side := b[sideBegin(b):dataBegin(b)]
	switch len(side) {
	case 32: // MPEG 1: 9 bits, then 3 free ones
		side[1] &^= 0x70
	case 17: // MPEG 1 mono: 9 bits, then 5; MPEG 2: 8 bits, then 2
		if b[1]>>3&3 == 3 {
			side[1] &^= 0x7c
		} else {
			side[1] &^= 0xc0
		}
	default: // MPEG 2 mono: 8 bits, then 1
		side[1] &^= 0x80
	}
	if b[1]&1 == 0 {
		binary.BigEndian.PutUint16(b[4:], checksum(b[2:4], side))
	}
	return !bytes.Equal(before, b[:len(before)])
}

// soundOf says how many bytes before its data the sound of a frame begins, and
// how many bits it has.
func soundOf(b []byte) (back, length int) {
	f, _ := parseFrame(b)
	side := b[sideBegin(b):dataBegin(b)]
	channels := 2
	if f.mono {
		channels = 1
	}
	// What describes each part of the sound has one length and stands last.
	back, parts, each := int(side[0]), channels, 63
	if f.version == 3 {
		back, parts, each = back<<1|int(side[1]>>7), channels*2, 59
	}
	for i := range parts {
		length += bits12(side, len(side)*8-(i+1)*each)
	}
	return back, length
}

// bits12 is the number in the twelve bits at bit at.
func bits12(b []byte, at int) int {
	three := int(b[at/8])<<16 | int(b[at/8+1])<<8 | int(b[at/8+2])
	return three >> (12 - at%8) & 0xfff
}

// checksum is the one of MPEG sound: CRC-16 with the polynomial 0x8005.
func checksum(head, side []byte) uint16 {
	sum := uint16(0xffff)
	for _, of := range [][]byte{head, side} {
		for _, b := range of {
			sum ^= uint16(b) << 8
			for range 8 {
				over := sum&0x8000 != 0
				sum <<= 1
				if over {
					sum ^= 0x8005
				}
			}
		}
	}
	return sum
}
