package picture

// framesWithin says whether compressed AV1 pictures announce themselves, and
// are w by h.
func framesWithin(extents [][]byte, w, h int) bool {
	var stream []byte
	for _, e := range extents {
		if len(extents) == 1 {
			stream = e
			break
		}
		if len(stream)+len(e) > maxSource {
			return false
		}
		stream = append(stream, e...)
	}
	found := false
	for len(stream) > 0 {
		header := stream[0]
		stream = skip(stream, 1+int(header>>2&1))
		size := uint64(len(stream))
		if header&2 != 0 {
			size, stream = leb128(stream)
		}
		if size > uint64(len(stream)) {
			return false
		}
		const sequence = 1
		if header>>3&15 == sequence {
			fw, fh, ok := frameSize(stream[:size])
			if !ok || fw != w || fh != h {
				return false
			}
			found = true
		}
		stream = stream[size:]
	}
	return found
}

// leb128 reads a number of seven bits in each byte, the smallest part first.
func leb128(b []byte) (v uint64, rest []byte) {
	for i := range min(8, len(b)) {
		v |= uint64(b[i]&0x7f) << (7 * i)
		if b[i]&0x80 == 0 {
			return v, b[i+1:]
		}
	}
	return 0, nil
}

// frameSize reads the largest size of a picture in a sequence header (AV1, 5.5).
func frameSize(b []byte) (w, h int, ok bool) {
	in := &bits{b: b}
	in.read(3 + 1) // the profile; a still picture
	if in.read(1) == 1 {
		in.read(5) // a short header: only the level
	} else {
		if in.read(1) == 1 { // how fast it moves, which no still picture says
			return 0, 0, false
		}
		delays := in.read(1) == 1
		for points := in.read(5) + 1; points > 0; points-- {
			in.read(12)
			if in.read(5) > 7 {
				in.read(1)
			}
			if delays && in.read(1) == 1 {
				in.read(4)
			}
		}
	}
	wBits, hBits := in.read(4)+1, in.read(4)+1
	w, h = in.read(wBits)+1, in.read(hBits)+1
	return w, h, !in.bad
}

// bits reads numbers of any number of bits, the largest first.
type bits struct {
	b   []byte
	at  int
	bad bool
}

func (r *bits) read(n int) (v int) {
	for ; n > 0; n-- {
		if r.at >= 8*len(r.b) {
			r.bad = true
			return 0
		}
		v = v<<1 | int(r.b[r.at/8]>>(7-r.at%8)&1)
		r.at++
	}
	return v
}
