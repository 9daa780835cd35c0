package media

import "slices"

// track is what is kept of a track of pictures or sound.
type track struct {
	film     bool
	movie    uint32 // units of a second in which the film counts
	scale    uint32 // units of a second in which the track counts
	samples  []sample
	keyed    bool // only some pictures can be shown without those before
	entry    []byte
	lengths  int // bytes of the length before each part of a picture
	matrix   [4]int32
	width    uint32 // as shown before turning, in 1/65536 pixels
	height   uint32
	duration uint64 // in units of the track
	delay    uint32 // before it begins, in units of the film
	start    uint32 // what is skipped at its beginning, in units of the track
	played   uint64 // how long it is played from there on, in units of the film; 0 for all of it
}

// maxSeconds is how long a film may be: longer than any is, so that no number
// overflows.
const maxSeconds = 1_000_000

// readTrack gives nil for a track that is left out without harm: neither shown
// nor heard, or a still picture beside the sound.
func readTrack(made *reading, trak, source []byte, movie uint32) (*track, *refusal) {
	header, mediaHeader, handler := find(trak, "tkhd"), find(trak, "mdia", "mdhd"), find(trak, "mdia", "hdlr")
	noteTime(made, header)
	noteTime(made, mediaHeader)
	for b := range boxes(trak) {
		if b.name == "udta" || b.name == "meta" || b.name == "uuid" {
			made.note(inNotes)
		}
	}
	if len(header) < 84 || len(mediaHeader) < 20 || len(handler) < 12 {
		return nil, damaged("This film is damaged: one of its tracks does not say what it is.")
	}
	t := &track{movie: movie, scale: field(mediaHeader, 12)}
	if mediaHeader[0] == 1 {
		t.scale = field(mediaHeader, 20)
	}
	switch enabled := header[3]&1 == 1; {
	case !enabled:
		return nil, nil
	case string(handler[8:12]) == "vide":
		t.film = true
	case string(handler[8:12]) != "soun":
		return nil, nil
	}
	tables := find(trak, "mdia", "minf", "stbl")
	if left, refused := t.readEntry(find(tables, "stsd")); left || refused != nil {
		return nil, refused
	}
	if t.scale == 0 {
		return nil, damaged("This film is damaged: it does not say how fast its time passes.")
	}
	if refused := t.readSamples(tables, source); refused != nil {
		return nil, refused
	}
	if refused := t.readEdits(find(trak, "edts", "elst")); refused != nil {
		return nil, refused
	}
	if t.film {
		t.readSize(header)
	}
	return t, nil
}

// readSize takes how large the film is shown and how it is turned. Anything
// but a quarter turn or a mirror image is not kept.
func (t *track) readSize(header []byte) {
	at := len(header) - 8
	width, height := field(header, at), field(header, at+4)
	if width>>16 > 0 && height>>16 > 0 && max(width, height) <= 0xffff<<16 {
		t.width, t.height = width, height
	}
	m := header[at-36:]
	t.matrix = [4]int32{int32(field(m, 0)), int32(field(m, 4)), int32(field(m, 12)), int32(field(m, 16))}
	const one = 1 << 16
	turns := [][4]int32{{one, 0, 0, one}, {0, one, -one, 0}, {-one, 0, 0, -one}, {0, -one, one, 0},
		{-one, 0, 0, one}, {one, 0, 0, -one}, {0, one, one, 0}, {0, -one, -one, 0}}
	if !slices.Contains(turns, t.matrix) {
		t.matrix = turns[0]
	}
}

// readEdits reads which part of the track is played. Encoders skip some
// hundredths of a second at the beginning; whoever cuts off more wants it
// gone, but it is still there.
func (t *track) readEdits(edits []byte) *refusal {
	if len(edits) == 0 {
		return nil
	}
	width := 12
	if edits[0] == 1 {
		width = 20
	}
	played := false
	for row := range table(edits, width) {
		length, start, rate := uint64(field(row, 0)), int64(int32(field(row, 4))), field(row, 8)
		if width == 20 {
			length, start, rate = long(row, 0), int64(long(row, 8)), field(row, 16)
		}
		if start == -1 && !played && t.delay == 0 && length < 1<<31 {
			t.delay = uint32(length)
			continue
		}
		tail := int64(t.scale) / 5
		left := float64(t.duration) - float64(start) - float64(length)*float64(t.scale)/float64(t.movie)
		if played || rate != 1<<16 || start < 0 || start > t.firstShown()+tail || length != 0 && left > float64(tail) {
			return format("A part of this file is only marked as cut off: it would not be played, but it is still there.")
		}
		played, t.start, t.played = true, uint32(start), min(length, t.toMovie(t.duration))
	}
	return nil
}

// firstShown is when the first sample is due.
func (t *track) firstShown() int64 {
	first, at := int64(1)<<62, int64(0)
	for _, s := range t.samples[:min(len(t.samples), 100)] {
		first = min(first, at+int64(s.shift))
		at += int64(s.length)
	}
	return min(max(0, first), 1<<31)
}

// toMovie turns units of the track into units of the film.
func (t *track) toMovie(n uint64) uint64 {
	return uint64(float64(n)*float64(t.movie)/float64(t.scale) + 0.5)
}
