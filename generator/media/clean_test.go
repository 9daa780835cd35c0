package media

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// spot is a place in a file at which something is told besides.
type spot struct {
	file, name string
	source     []byte
}

func spotsOfSound(t testing.TB) []spot {
	s, notes := silent(20), told()
	late := append(slices.Clone(notes), silent(3)...) // frames, but too few
	all := []spot{
		{"a.mp3", "ID3v2.3", append(id3(3), s...)},
		{"a.mp3", "ID3v2.4", append(id3(4), s...)},
		{"a.mp3", "two tags", slices.Concat(id3(4), id3(3), s)},
		{"a.mp3", "ID3v2 between frames", slices.Concat(s, id3(4), s)},
		{"a.mp3", "ID3v2 at the end", append(slices.Clone(s), id3(4)...)},
		{"a.mp3", "ID3v1", append(slices.Clone(s), id3v1()...)},
		{"a.mp3", "ID3v1 extended", slices.Concat(s, append([]byte("TAG+"+canary), make([]byte, 212)...), id3v1())},
		{"a.mp3", "ID3v1 over the last frame", append(slices.Clone(s[:len(s)-128]), id3v1()...)},
		{"a.mp3", "APE", append(slices.Clone(s), ape(true)...)},
		{"a.mp3", "APE first", append(ape(true), s...)},
		{"a.mp3", "APE without beginning", append(slices.Clone(s), ape(false)...)},
		{"a.mp3", "APE over a frame", over(s, 10*417+50, ape(true))},
		{"a.mp3", "APE without beginning over the last frame", over(s, len(s)-len(ape(false)), ape(false))},
		{"a.mp3", "Lyrics3 over the last frame", over(s, len(s)-len(lyrics()), lyrics())},
		{"a.mp3", "Lyrics3", slices.Concat(s, lyrics(), id3v1())},
		{"a.mp3", "all of them", slices.Concat(id3(3), s, lyrics(), ape(true), id3v1())},
		{"a.mp3", "between frames", slices.Concat(s, notes, s)},
		{"a.mp3", "before the frames", slices.Concat(notes, s)},
		{"a.mp3", "after the end", slices.Concat(s, notes)},
		{"a.mp3", "after the end with frames", slices.Concat(s, late)},
		{"a.mp3", "spare bytes", over(s, 10*417+200, notes)},
		{"a.mp3", "an encoder's spare bytes", bytes.ReplaceAll(testdata(t, "joint.mp3"), []byte("LAME3.100"), []byte("CANARY--!"))},
		{"vbr.mp3", "guide of changing density", bytes.Replace(testdata(t, "vbr.mp3"), []byte("Lavc"), []byte(tiny), 1)},
		{"cbr.mp3", "guide", bytes.Replace(testdata(t, "cbr.mp3"), []byte("Lavc"), []byte(tiny), 1)},
		{"a.wav", "behind its length", append(riff("fmt ", pcm, "data", samples), notes...)},
		{"a.wav", "a longer beginning", riff("fmt ", pcm+string(notes), "data", samples)},
		{"a.wav", "twice", riff("fmt ", pcm, "data", samples, "data", string(notes))},
		{"a.m4a", "ilst", testdata(t, "sound.m4a")},
	}
	for _, chunk := range []string{"LIST", "bext", "iXML", "id3 ", "JUNK", "PAD ", "_PMX", "fact", "XXXX"} {
		all = append(all, spot{"a.wav", chunk, riff("fmt ", pcm, chunk, string(notes), "data", samples)},
			spot{"a.wav", chunk + " last", riff("fmt ", pcm, "data", samples, chunk, string(notes))})
	}
	return all
}

// over is a file in which something was written over other bytes.
func over(source []byte, at int, with []byte) []byte {
	made := slices.Clone(source)
	copy(made[at:], with)
	return made
}

func spotsOfFilm(t testing.TB) []spot {
	film := testdata(t, "film.mp4")
	notes := told()
	boxOf := func(name string) []byte { return newBox(name, notes) }
	all := []spot{
		{"film.mp4", "as FFmpeg makes it", film},
		{"film.mp4", "after the end", append(slices.Clone(film), notes...)},
		{"film.mp4", "left over", add(film, "mdat", notes)},
		{"film.mp4", "brands", within(film, "ftyp", put(12, tiny))},
		{"film.mp4", "SEI", bytes.Replace(film, []byte("x264 - core 164"), []byte("CANARY-word 164"), 1)},
		{"film.mp4", "name of the handler", add(film, "moov/trak/mdia/hdlr", notes)},
		{"film.mp4", "vendor of the handler", within(film, "moov/trak/mdia/hdlr", put(12, tiny))},
		{"film.mp4", "time", within(film, "moov/mvhd", put(4, tiny))},
		{"film.mp4", "time of change", within(film, "moov/mvhd", put(8, tiny))},
		{"film.mp4", "time of a track", within(film, "moov/trak/tkhd", put(4, tiny))},
		{"film.mp4", "time of its contents", within(film, "moov/trak/mdia/mdhd", put(8, tiny))},
		{"film.mp4", "matrix of the film", within(film, "moov/mvhd", put(60, tiny))},
		{"film.mp4", "matrix of a track", within(film, "moov/trak/tkhd", put(64, tiny))},
		{"film.mp4", "preview", within(film, "moov/mvhd", put(72, tiny))},
		{"film.mp4", "sound header", add(film, "moov/trak/mdia/minf/smhd", notes)},
		{"film.mp4", "video header", add(film, "moov/trak/mdia/minf/vmhd", notes)},
		{"film.mp4", "references", within(film, "moov/trak/mdia/minf/dinf", func([]byte) []byte {
			return newBox("dref", numbers(0, 1), newBox("url ", numbers(0), notes))
		})},
		{"film.mp4", "name of the encoder", inEntry(film, func(e []byte) []byte { copy(e[42:], "\x0b"+canary); return e })},
		{"film.mp4", "vendor of the encoder", inEntry(film, put(12, tiny))},
		{"film.mp4", "settings of the decoder", inEntry(film, func(e []byte) []byte {
			at := bytes.Index(e, []byte("avcC"))
			size := field(e, at-4)
			return slices.Concat(e[:at-4], numbers(size+uint32(len(notes))), e[at:at-4+int(size)], notes, e[at-4+int(size):])
		})},
		{"film.mp4", "profile of colours", inEntry(film, func(e []byte) []byte { return append(e, newBox("colr", []byte("prof"), notes)...) })},
		{"film.mp4", "another part of the entry", inEntry(film, func(e []byte) []byte { return append(e, boxOf(tiny)...) })},
		{"film.mp4", "track of places", add(film, "moov", timed("meta", "gpmd"))},
		{"film.mp4", "track of notes", add(film, "moov", timed("meta", "mebx"))},
		{"film.mp4", "track of text", add(film, "moov", timed("text", "text"))},
		{"film.mp4", "hidden track", add(film, "moov", hiddenTrack(film))},
		{"turned.mov", "QuickTime", testdata(t, "turned.mov")},
	}
	for _, name := range []string{"free", "skip", "uuid", "meta", "udta", "XMP_", "moof"[:3] + "x"} {
		all = append(all, spot{"film.mp4", name + " behind", append(slices.Clone(film), boxOf(name)...)})
		for _, at := range []string{"moov", "moov/trak", "moov/trak/mdia", "moov/trak/mdia/minf", "moov/trak/mdia/minf/stbl"} {
			all = append(all, spot{"film.mp4", name + " in " + at, add(film, at, boxOf(name))})
		}
	}
	udta := newBox("udta", newBox("\xa9xyz", []byte{0, 18, 0x15, 0xc7}, []byte(position)), newBox("\xa9nam", notes),
		newBox("meta", numbers(0), newBox("ilst", newBox("covr", newBox("data", numbers(13, 0), notes)))))
	keys := newBox("meta", newBox("hdlr", numbers(0, 0), []byte("mdta")),
		newBox("keys", numbers(0, 1), newBox("mdta", []byte("com.apple.quicktime.location.ISO6709"))), newBox("ilst", newBox("\x00\x00\x00\x01", newBox("data", numbers(1, 0), notes))))
	return append(all, spot{"film.mp4", "©xyz", add(film, "moov", udta)}, spot{"film.mp4", "keys", add(film, "moov", keys)})
}

// inEntry changes how the pictures of a film are described.
func inEntry(film []byte, with func(entry []byte) []byte) []byte {
	return within(film, "moov/trak/mdia/minf/stbl/stsd", func(body []byte) []byte {
		if string(body[12:16]) != "avc1" {
			return body
		}
		return append(body[:8:8], newBox("avc1", with(body[16:]))...)
	})
}

// timed is a track that is neither pictures nor sound.
func timed(handler, format string) []byte {
	return newBox("trak", newBox("tkhd", numbers(3, 0, 0, 3), make([]byte, 68)),
		newBox("mdia", newBox("mdhd", numbers(0, 0, 0, 1000, 0, 0)), newBox("hdlr", numbers(0, 0), []byte(handler), told()),
			newBox("minf", newBox("stbl", newBox("stsd", numbers(0, 1), newBox(format, told()))))))
}

// hiddenTrack is the first track of a film, switched off.
func hiddenTrack(film []byte) []byte {
	trak := slices.Clone(find(film, "moov", "trak"))
	copy(trak[8:], "\x00\x00\x00\x00")
	return newBox("trak", trak, newBox("udta", told()))
}

// Whatever a file tells besides sound and film, at whatever place: somebody is
// told that it does, and none of it leaves.
func TestNothingElseLeaves(t *testing.T) {
	for _, s := range append(spotsOfSound(t), spotsOfFilm(t)...) {
		t.Run(strings.ReplaceAll(s.name, "/", "-")+" "+s.file, func(t *testing.T) {
			if leaks(s.source) == "" && s.name != "QuickTime" {
				t.Fatal("nothing is told")
			}
			if what, known := Carries(s.source); !known || len(what) == 0 {
				t.Errorf("nobody is told: %v, %v", what, known)
			}
			m := mustClean(t, s.file, s.source)
			if word := leaks(m.Bytes); word != "" {
				t.Errorf("%s left", word)
			}
			if what, known := Carries(m.Bytes); !known || what != nil {
				t.Errorf("what left is said to carry %v, %v", what, known)
			}
			again, problems, ok := Clean("a"+m.Ext, m.Bytes, isFilm(s.file))
			if !ok || !bytes.Equal(again.Bytes, m.Bytes) || again.Seconds != m.Seconds || again.Width != m.Width {
				t.Errorf("it changes at every cleaning: %v", problems)
			}
			if other := mustClean(t, s.file, s.source); !bytes.Equal(other.Bytes, m.Bytes) {
				t.Error("the same source gives other bytes")
			}
		})
	}
}

// Half a sample at the end is none.
func TestHalfASample(t *testing.T) {
	for _, more := range []string{"", "\x09"} {
		if m := mustClean(t, "a.wav", riff("fmt ", pcm, "data", samples+more)); string(m.Bytes[44:]) != samples {
			t.Errorf("the sound is %q", m.Bytes[44:])
		}
	}
}

// What is told besides does not change what is seen and heard.
func TestOnlyTheRestGoes(t *testing.T) {
	plain := mustClean(t, "film.mp4", testdata(t, "film.mp4"))
	for _, s := range spotsOfFilm(t) {
		if s.file == "film.mp4" && !bytes.Equal(mustClean(t, s.file, s.source).Bytes, plain.Bytes) {
			t.Errorf("%s: other bytes", s.name)
		}
	}
	for name, want := range map[string]int{"between frames": 39, "ID3v2 between frames": 40, "ID3v2.4": 20, "APE": 20, "APE without beginning": 20, "APE over a frame": 19, "all of them": 20} {
		for _, s := range spotsOfSound(t) {
			if got := mustClean(t, s.file, s.source); s.name == name && len(got.Bytes) != want*417 {
				t.Errorf("%s: %d bytes of sound, not %d", name, len(got.Bytes), want*417)
			}
		}
	}
}

func TestPlainWords(t *testing.T) {
	for name, want := range map[string]string{
		"film.mp4": inNotes, "sound.m4a": inNotes, "vbr.mp3": inTag, "cbr.mp3": inGuide, "pcm.wav": "notes, such as title, names, comments, time or place",
	} {
		if what, _ := Carries(testdata(t, name)); !slices.Contains(what, want) {
			t.Errorf("%s: %q", name, what)
		}
	}
	film := testdata(t, "film.mp4")
	clean := mustClean(t, "film.mp4", film).Bytes
	for _, left := range [][]byte{append(slices.Clone(clean), told()...), within(clean, "mdat", func(b []byte) []byte { return append(b, told()...) })} {
		if what, _ := Carries(left); !slices.Equal(what, []string{inSpace}) {
			t.Errorf("left-over data is told as %q", what)
		}
	}
	for _, source := range [][]byte{nil, []byte("no sound"), []byte("OggS and more of it"), testdata(t, "film.mp4")[:2000]} {
		if what, known := Carries(source); known && what == nil {
			t.Errorf("%.8q is said to carry nothing", source)
		}
	}
}
