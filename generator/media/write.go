package media

import (
	"encoding/binary"
)

// writeMP4 writes a new file: what says how to play it, then the samples, half
// a second of pictures and half a second of sound in turn, so that it plays
// while it loads.
func writeMP4(made reading, tracks []*track, source []byte) (reading, *refusal) {
	total := 0
	for _, t := range tracks {
		for _, s := range t.samples {
			total += int(s.size)
		}
	}
	data := make([]byte, 0, total)
	chunks := make([][]chunk, len(tracks))
	writers := make([]cursor, len(tracks))
	for {
		now := -1
		for i, t := range tracks {
			if w := writers[i]; w.next < len(t.samples) && (now < 0 || w.seconds(t) < writers[now].seconds(tracks[now])) {
				now = i
			}
		}
		if now < 0 {
			break
		}
		c := chunk{at: uint32(len(data))}
		t, w := tracks[now], &writers[now]
		for until := w.time + uint64(t.scale)/2; w.next < len(t.samples) && (c.count == 0 || w.time < until); w.next++ {
			s := &t.samples[w.next]
			before := len(data)
			var ok bool
			if data, ok = t.append(&made, data, source[s.at:s.at+s.size]); !ok {
				return made, damaged("This film is damaged: some of its pictures cannot be taken apart.")
			}
			s.size = uint32(len(data) - before)
			w.time += uint64(s.length)
			c.count++
		}
		chunks[now] = append(chunks[now], c)
	}
	return finish(made, tracks, chunks, data), nil
}

// cursor is how far a track has been written.
type cursor struct {
	next int
	time uint64
}

func (c cursor) seconds(t *track) float64 { return float64(c.time) / float64(t.scale) }

// chunk is a row of samples of one track.
type chunk struct{ at, count uint32 }

// append adds a sample: of sound as it is, of a picture the parts that are
// needed to show it. A picture of nothing else is damaged.
func (t *track) append(made *reading, data, sample []byte) ([]byte, bool) {
	if !t.film {
		data = append(data, sample...)
		blankFill(data[len(data)-len(sample):])
		return data, true
	}
	before := len(data)
	for len(sample) > t.lengths {
		length := uint64(0)
		for _, b := range sample[:t.lengths] {
			length = length<<8 | uint64(b)
		}
		end := uint64(t.lengths) + length
		if end > uint64(len(sample)) {
			return data, false
		}
		if length > 0 && shown(sample[t.lengths]&0x1f) {
			data = append(data, sample[:end]...)
		} else if length > 0 && sample[t.lengths]&0x1f == 6 {
			made.note(inSEI)
		}
		sample = sample[end:]
	}
	return data, len(data) > before
}

// shown says whether a part of a picture of H.264 is needed to show it: the
// picture itself, settings, and marks of beginnings and ends. Messages (SEI,
// 6), filling (12) and what other standards add are not.
func shown(kind byte) bool { return kind >= 1 && kind <= 5 || kind >= 7 && kind <= 11 }

func finish(made reading, tracks []*track, chunks [][]chunk, data []byte) reading {
	brands := newBox("ftyp", []byte("M4A \x00\x00\x00\x00M4A isommp42"))
	made.Ext, made.Type = ".m4a", "audio/mp4"
	if made.film {
		brands = newBox("ftyp", []byte("isom\x00\x00\x02\x00isomiso2avc1mp41"))
		made.Ext, made.Type = ".mp4", "video/mp4"
	}
	// Where the samples stand depends on how long what is before them is; that
	// does not depend on where they stand.
	before := len(brands) + len(movie(tracks, chunks, 0)) + 8
	made.Bytes = make([]byte, 0, before+len(data))
	made.Bytes = append(made.Bytes, brands...)
	made.Bytes = append(made.Bytes, movie(tracks, chunks, uint32(before))...)
	made.Bytes = append(made.Bytes, numbers(8+len(data))...)
	made.Bytes = append(made.Bytes, "mdat"...)
	made.Bytes = append(made.Bytes, data...)
	for _, t := range tracks {
		made.Seconds = max(made.Seconds, int(float64(t.duration)/float64(t.scale)+0.5))
		if t.film {
			made.Width, made.Height = int(t.width+1<<15)>>16, int(t.height+1<<15)>>16
			if t.matrix[0] == 0 {
				made.Width, made.Height = made.Height, made.Width
			}
		}
	}
	return made
}

var unity = numbers(1<<16, 0, 0, 0, 1<<16, 0, 0, 0, 1<<30)

func movie(tracks []*track, chunks [][]chunk, offset uint32) []byte {
	longest := uint64(0)
	parts := [][]byte{nil}
	for i, t := range tracks {
		longest = max(longest, t.shownFor())
		parts = append(parts, t.write(i+1, chunks[i], offset))
	}
	parts[0] = newBox("mvhd", numbers(1<<24, 0, 0, 0, 0, tracks[0].movie), binary.BigEndian.AppendUint64(nil, longest),
		numbers(1<<16, 1<<24, 0, 0), unity, make([]byte, 24), numbers(len(tracks)+1))
	return newBox("moov", parts...)
}

// shownFor is how long the track is, from the beginning of the film on, in
// units of the film.
func (t *track) shownFor() uint64 {
	played := t.played
	if played == 0 {
		played = t.toMovie(t.duration)
	}
	return uint64(t.delay) + played
}

func (t *track) write(id int, chunks []chunk, offset uint32) []byte {
	kind, name, header, volume := "soun", "Sound\x00", newBox("smhd", numbers(0, 0)), 1<<24
	place, width, height := unity, uint32(0), uint32(0)
	if t.film {
		kind, name, header, volume = "vide", "Film\x00", newBox("vmhd", numbers(1, 0, 0)), 0
		place, width, height = t.turned(), t.width, t.height
	}
	parts := [][]byte{newBox("tkhd", numbers(1<<24|3, 0, 0, 0, 0, id, 0), binary.BigEndian.AppendUint64(nil, t.shownFor()),
		numbers(0, 0, 0, volume), place, numbers(width, height))}
	if t.delay > 0 || t.start > 0 || t.played > 0 {
		parts = append(parts, newBox("edts", t.edits()))
	}
	const undetermined = 0x55c4 // the language: und, five bits a letter
	parts = append(parts, newBox("mdia",
		newBox("mdhd", numbers(1<<24, 0, 0, 0, 0, t.scale), binary.BigEndian.AppendUint64(nil, t.duration), numbers(undetermined<<16)),
		newBox("hdlr", numbers(0, 0), []byte(kind), make([]byte, 12), []byte(name)),
		newBox("minf", header,
			newBox("dinf", newBox("dref", numbers(0, 1), newBox("url ", numbers(1)))),
			newBox("stbl", t.tables(chunks, offset)...))))
	return newBox("trak", parts...)
}

// turned writes how the film is turned, moved so that its corner stays.
func (t *track) turned() []byte {
	a, b, c, d := t.matrix[0], t.matrix[1], t.matrix[2], t.matrix[3]
	w, h := int32(t.width), int32(t.height)
	back := func(x, y int32) (by int32) {
		if x < 0 {
			by += w
		}
		if y < 0 {
			by += h
		}
		return by
	}
	return numbers(a, b, 0, c, d, 0, back(a, c), back(b, d), 1<<30)
}

func (t *track) edits() []byte {
	rows := []byte{}
	long := binary.BigEndian.AppendUint64
	if t.delay > 0 {
		rows = append(long(long(rows, uint64(t.delay)), 1<<64-1), numbers(1<<16)...)
	}
	rows = append(long(long(rows, t.shownFor()-uint64(t.delay)), uint64(t.start)), numbers(1<<16)...)
	return newTable("elst", 1, 20, rows)
}
