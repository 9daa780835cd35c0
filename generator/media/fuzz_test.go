package media

import (
	"bytes"
	"slices"
	"testing"
)

// FuzzClean looks for a source that makes Clean panic, answer neither yes nor
// no, or let out what it would not let in again.
func FuzzClean(f *testing.F) {
	for _, name := range []string{"vbr.mp3", "cbr.mp3", "joint.mp3", "crc.mp3", "pcm.wav", "sound.m4a", "film.mp4", "turned.mov"} {
		f.Add(testdata(f, name), isFilm(name))
	}
	for _, s := range append(spotsOfSound(f), spotsOfFilm(f)...) {
		f.Add(s.source, isFilm(s.file))
	}
	f.Fuzz(holds)
}

// holds checks what is promised of any source.
func holds(t *testing.T, source []byte, film bool) {
	file := "a.txt"
	if endings := sniff(source).endings(film); endings != nil {
		file = "a" + endings[0]
	}
	m, problems, ok := Clean(file, source, film)
	what, known := Carries(source)
	if !ok {
		if len(problems) != 1 {
			t.Fatalf("refused without a problem: %v", problems)
		}
		complete(t, file, problems[0])
		return
	}
	if !known || what == nil && !bytes.Equal(m.Bytes, source) {
		t.Errorf("%v is said to be in a file that changes, known: %v", what, known)
	}
	again, problems, ok := Clean("a"+m.Ext, m.Bytes, film)
	if !ok || len(problems) > 0 {
		t.Fatalf("what came out is not clean: %v", problems)
	}
	if again.Seconds != m.Seconds || again.Width != m.Width || again.Height != m.Height || !bytes.Equal(again.Bytes, m.Bytes) {
		t.Errorf("it changes at every cleaning")
	}
	if what, known := Carries(m.Bytes); !known || what != nil {
		t.Errorf("what came out is said to carry %v", what)
	}
}

// Every byte of what says how to play a file may be wrong.
func TestEveryByte(t *testing.T) {
	for _, name := range []string{"vbr.mp3", "crc.mp3", "pcm.wav", "sound.m4a", "film.mp4", "turned.mov"} {
		source := testdata(t, name)
		from, to := 0, min(len(source), 600)
		if at := bytes.Index(source, []byte("moov")); at > 0 {
			from, to = at-4, len(source)
		}
		for at := from; at < to; at++ {
			for _, as := range []byte{0, 0xff, source[at] + 1} {
				wrong := slices.Clone(source)
				wrong[at] = as
				if t.Failed() {
					t.Fatalf("%s: byte %d as %d, or the one before", name, at, as)
				}
				holds(t, wrong, isFilm(name))
			}
		}
	}
}

// FuzzCaptions looks for captions that make ReadCaptions panic, or that come
// out otherwise at the second time.
func FuzzCaptions(f *testing.F) {
	for _, seed := range captionSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		made, problems, ok := ReadCaptions("a.vtt", source)
		paragraphs, _, readable := ReadTranscript("a.vtt", source)
		if !ok {
			if len(problems) != 1 {
				t.Fatalf("refused without a problem: %v", problems)
			}
			complete(t, "a.vtt", problems[0])
			return
		}
		if !readable || len(paragraphs) == 0 {
			t.Error("captions with words make no transcript")
		}
		again, problems, ok := ReadCaptions("a.vtt", made.Bytes)
		if !ok {
			t.Fatalf("what came out is no WebVTT: %v\n%s", problems, made.Bytes)
		}
		if !bytes.Equal(again.Bytes, made.Bytes) || again.Words != made.Words {
			t.Errorf("it changes at every reading:\n%q\n%q", made.Bytes, again.Bytes)
		}
		if slices.Contains(made.Bytes, 0) {
			t.Error("a zero byte left")
		}
	})
}
