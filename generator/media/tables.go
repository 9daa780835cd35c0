package media

// tables writes where the samples stand and when they are due.
func (t *track) tables(chunks []chunk, offset uint32) [][]byte {
	times, shifts := runs{}, runs{}
	version, shifted := 0, false
	sizes, keys := make([]uint32, len(t.samples)), []uint32{}
	for i, s := range t.samples {
		times.add(s.length)
		shifts.add(uint32(s.shift))
		shifted = shifted || s.shift != 0
		if s.shift < 0 {
			version = 1
		}
		if s.key {
			keys = append(keys, uint32(i+1))
		}
		sizes[i] = s.size
	}
	all := [][]byte{
		newTable("stsd", 0, len(t.entry), t.entry),
		newTable("stts", 0, 8, times.bytes()),
	}
	if shifted {
		all = append(all, newTable("ctts", version, 8, shifts.bytes()))
	}
	if t.keyed {
		all = append(all, newTable("stss", 0, 4, numbers(keys...)))
	}
	places, counts := make([]uint32, len(chunks)), []uint32{}
	for i, c := range chunks {
		places[i] = offset + c.at
		if i == 0 || c.count != chunks[i-1].count {
			counts = append(counts, uint32(i+1), c.count, 1)
		}
	}
	return append(all,
		newTable("stsc", 0, 12, numbers(counts...)),
		newBox("stsz", numbers(0, 0, len(sizes)), numbers(sizes...)),
		newTable("stco", 0, 4, numbers(places...)))
}

// runs counts how often a number follows itself.
type runs struct{ pairs []uint32 }

func (r *runs) add(value uint32) {
	if n := len(r.pairs); n > 0 && r.pairs[n-1] == value {
		r.pairs[n-2]++
		return
	}
	r.pairs = append(r.pairs, 1, value)
}

func (r *runs) bytes() []byte { return numbers(r.pairs...) }
