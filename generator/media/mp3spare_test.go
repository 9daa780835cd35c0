package media

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// packing is how the frames of a stream are made.
type packing struct {
	version, mode byte
	checked       bool // with a checksum
}

func packings() (all []packing) {
	for _, version := range []byte{0, 2, 3} {
		for mode := range byte(4) {
			all = append(all, packing{version, mode, false}, packing{version, mode, true})
		}
	}
	return all
}

// free is how many bits of the side information are nobody's, and where they
// begin; parts is how many lengths follow.
func (p packing) free() (at, bits, parts int) {
	switch {
	case p.version == 3 && p.mode == 3:
		return 9, 5, 2
	case p.version == 3:
		return 9, 3, 4
	case p.mode == 3:
		return 8, 1, 1
	}
	return 8, 2, 2
}

// frame is one whose sound has parts of this many bits and begins back bytes
// before its data, which are all fill. begin is where they stand.
func (p packing) frame(back, bits int, fill byte) (b []byte, begin int) {
	head := []byte{0xff, 0xe3 | p.version<<3, 5 << 4, p.mode << 6}
	f, _ := parseFrame(head)
	b = append(head, make([]byte, f.size-4)...)
	at, _, parts := p.free()
	begin = map[int]int{1: 4 + 9, 2: 4 + 17, 4: 4 + 32}[parts]
	first, each, side := at, 63, 4*8
	if p.version == 3 {
		each = 59
	}
	if p.checked {
		b[1] &^= 1
		begin, side = begin+2, side+16
	}
	setBits(b, side, first, back)
	for i := range parts {
		setBits(b, begin*8-(i+1)*each, 12, bits)
	}
	for i := begin; i < len(b); i++ {
		b[i] = fill
	}
	return b, begin
}

func setBits(b []byte, at, bits, to int) {
	for i := range bits {
		mask := byte(0x80) >> ((at + i) % 8)
		b[(at+i)/8] &^= mask
		if to>>(bits-1-i)&1 == 1 {
			b[(at+i)/8] |= mask
		}
	}
}

// Only the bits of sound are left of the data of frames, to the bit, be the
// beginning of the first one's sound there or cut off.
func TestSpareBits(t *testing.T) {
	const frames, back, bits = 6, 7, 101
	for _, p := range packings() {
		for _, firstBack := range []int{0, back} {
			var source, want []byte
			for i := range frames {
				now := back
				if i == 0 {
					now = firstBack
				}
				full, _ := p.frame(now, bits, 0xff)
				source = append(source, full...)
				left, begin := p.frame(now, bits, 0)
				_, _, parts := p.free()
				setOnes(left, begin*8, bits*parts-now*8)
				if i < frames-1 {
					setOnes(left, (len(left)-back)*8, back*8)
				}
				if p.checked {
					sum := checksum(left[2:4], left[6:begin])
					left[4], left[5] = byte(sum>>8), byte(sum)
				}
				want = append(want, left...)
			}
			if m := mustClean(t, "a.mp3", source); !bytes.Equal(m.Bytes, want) {
				t.Errorf("%+v, %d: not the sound alone:\n%x\n%x", p, firstBack, m.Bytes, want)
			}
			if what, _ := Carries(source); !slices.Equal(what, []string{inSpare}) {
				t.Errorf("%+v: it is said to carry %q", p, what)
			}
			holds(t, source, false)
		}
	}
}

func setOnes(b []byte, at, bits int) {
	for i := range bits {
		setBits(b, at+i, 1, 1)
	}
}

// Bits that the format leaves to whoever writes it tell nothing, one at a time.
func TestFreeBits(t *testing.T) {
	for _, p := range packings() {
		plain, _ := p.frame(0, 90, 0)
		want := mustClean(t, "a.mp3", slices.Repeat(plain, 6)).Bytes
		if what, _ := Carries(want); what != nil {
			t.Errorf("%+v: clean frames are said to carry %q", p, what)
		}
		side := 4 * 8
		if p.checked {
			side += 16
		}
		at, bits, _ := p.free()
		free := []int{2*8 + 7, 3*8 + 4, 3*8 + 5, 3*8 + 7}
		for i := range bits {
			free = append(free, side+at+i)
		}
		if p.mode != 1 {
			free = append(free, 3*8+2, 3*8+3)
		}
		if p.checked {
			free = append(free, 4*8, 5*8+7)
		}
		for _, bit := range free {
			source := slices.Clone(want)
			source[2*len(plain)+bit/8] ^= 0x80 >> (bit % 8)
			if what, _ := Carries(source); !slices.Equal(what, []string{inSpare}) {
				t.Errorf("%+v, bit %d: it is said to carry %q", p, bit, what)
			}
			if m := mustClean(t, "a.mp3", source); !bytes.Equal(m.Bytes, want) {
				t.Errorf("%+v: bit %d left", p, bit)
			}
		}
	}
}

// How two channels are joined is sound; rights that all frames state alike are
// no message, and stay.
func TestWhatIsSaidOfTheWhole(t *testing.T) {
	p := packing{version: 3, mode: 1}
	one, _ := p.frame(0, 90, 0)
	one[3] |= 0x20 | 0x0c
	source := slices.Repeat(one, 6)
	if m := mustClean(t, "a.mp3", source); !bytes.Equal(m.Bytes, source) {
		t.Error("other bytes")
	}
}

// An encoder's own words go, its checksums turn out the same.
func TestAnEncodersOwnWords(t *testing.T) {
	for _, name := range []string{"joint.mp3", "crc.mp3"} {
		source := testdata(t, name)
		if !strings.Contains(string(source), "LAME3.100") {
			t.Fatalf("%s: nothing to take out", name)
		}
		if what, _ := Carries(source); !slices.Equal(what, []string{inSpare}) {
			t.Errorf("%s: it is said to carry %q", name, what)
		}
		m := mustClean(t, name, source)
		if word := leaks(m.Bytes); word != "" || len(m.Bytes) != len(source) {
			t.Errorf("%s: %s left, %d bytes of %d", name, word, len(m.Bytes), len(source))
		}
		for at := 0; at < len(source); {
			f, _ := parseFrame(source[at:])
			if begin := at + f.side(); !bytes.Equal(source[at:begin], m.Bytes[at:begin]) {
				t.Errorf("%s: another beginning of the frame at %d", name, at)
			}
			at += f.size
		}
	}
}

// Independent players hear the same to the bit, also where the frames were cut
// off in which the sound of the first ones begins.
func TestItSoundsTheSame(t *testing.T) {
	for _, name := range []string{"joint.mp3", "crc.mp3"} {
		source := testdata(t, name)
		for range 6 {
			_, want := decoded(t, name, source)
			if _, got := decoded(t, name, mustClean(t, name, source).Bytes); !bytes.Equal(got, want) {
				t.Errorf("%s: other sound", name)
			}
			first, _ := parseFrame(source)
			source = source[first.size:]
		}
	}
}

// Where clearing lets a frame look like a tag, what comes out is still what
// comes out again.
func TestClearedToATag(t *testing.T) {
	p := packing{version: 3, mode: 3}
	first, begin := p.frame(0, 0, 0)
	setBits(first, begin*8-59, 12, 5)
	copy(first[begin:], "\x5fing")
	second, _ := p.frame(len(first)-begin-1, 12, 0)
	rest, _ := p.frame(0, 90, 0)
	source := slices.Concat(first, second, slices.Repeat(rest, 6))
	if m := mustClean(t, "a.mp3", source); len(m.Bytes) != 7*len(rest) {
		t.Errorf("%d bytes left", len(m.Bytes))
	}
	holds(t, source, false)
}

// A file of tags upon tags within the sound is refused, and soon.
func TestTagsUponTags(t *testing.T) {
	p := packing{version: 3, mode: 0}
	one, _ := p.frame(0, 350, 0)
	copy(one[len(one)-128:], "TAG")
	_, problems, ok := Clean("a.mp3", slices.Repeat(one, 40), false)
	if ok || len(problems) != 1 || !strings.Contains(problems[0].Message, "tags within tags") {
		t.Errorf("not refused: %v", problems)
	}
}
