package media

// sample is one picture, or a few hundredths of a second of sound.
type sample struct {
	at, size uint32 // where it stands
	length   uint32 // until the next one
	shift    int32  // how much later it is shown than decoded
	key      bool   // it can be shown without those before
}

// maxSamples is how many samples a track may have: a day of sound.
const maxSamples = 4_000_000

var outside = damaged("This file is cut off, or damaged: it says that sound or pictures stand where there is nothing.")

// readSamples finds the samples of a track. All of its tables come from
// outside: nothing is believed that the file is too small for.
func (t *track) readSamples(tables, source []byte) *refusal {
	sizes := find(tables, "stsz")
	count, same := field(sizes, 8), field(sizes, 4)
	if count > maxSamples {
		return damaged("This film is longer than can be real.")
	}
	if count == 0 || same == 0 && uint64(len(sizes)) < 12+4*uint64(count) {
		return damaged("This film is damaged: it does not say where its sound or its pictures stand.")
	}
	t.samples = make([]sample, count)
	total := uint64(0)
	for i := range t.samples {
		size := same
		if same == 0 {
			size = field(sizes, 12+4*i)
		}
		if total += uint64(size); total > uint64(len(source)) {
			return outside
		}
		t.samples[i].size = size
	}
	if !t.place(tables, uint64(len(source))) {
		return outside
	}
	return t.time(tables)
}

// place reads where each sample stands: samples stand in chunks, and a table
// says how many there are in each.
func (t *track) place(tables []byte, end uint64) bool {
	runs, chunks, width := find(tables, "stsc"), find(tables, "stco"), 4
	if chunks == nil {
		chunks, width = find(tables, "co64"), 8
	}
	next, chunk := 0, uint32(0)
	perChunk, nextRun := uint32(0), 8
	for row := range table(chunks, width) {
		at := uint64(field(row, 0))
		if width == 8 {
			at = long(row, 0)
		}
		chunk++
		if nextRun+12 <= len(runs) && field(runs, nextRun) == chunk {
			if perChunk = field(runs, nextRun+4); field(runs, nextRun+8) != 1 {
				return false
			}
			nextRun += 12
		}
		for range min(int(perChunk), len(t.samples)-next) {
			s := &t.samples[next]
			if at > end || at+uint64(s.size) > end {
				return false
			}
			s.at = uint32(at)
			at += uint64(s.size)
			next++
		}
	}
	return next == len(t.samples)
}

// time reads when each sample is due.
func (t *track) time(tables []byte) *refusal {
	next := 0
	for row := range table(find(tables, "stts"), 8) {
		for range min(int(field(row, 0)), len(t.samples)-next) {
			t.samples[next].length = field(row, 4)
			t.duration += uint64(field(row, 4))
			next++
		}
	}
	if next < len(t.samples) || t.duration/uint64(t.scale) > maxSeconds {
		return damaged("This film is damaged: it does not say when its sound or its pictures are due.")
	}
	next = 0
	for row := range table(find(tables, "ctts"), 8) {
		for range min(int(field(row, 0)), len(t.samples)-next) {
			t.samples[next].shift = int32(field(row, 4))
			next++
		}
	}
	keys := find(tables, "stss")
	t.keyed = keys != nil && t.film
	for row := range table(keys, 4) {
		if at := field(row, 0); at > 0 && at <= uint32(len(t.samples)) {
			t.samples[at-1].key = true
		}
	}
	return nil
}
