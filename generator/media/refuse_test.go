package media

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator/diag"
)

const tables = "moov/trak/mdia/minf/stbl/"

// What cannot be made safe is refused, with the reason and a way out, and
// without a word of the file.
func TestRefused(t *testing.T) {
	film, sound, wav := testdata(t, "film.mp4"), testdata(t, "sound.m4a"), testdata(t, "pcm.wav")
	renamed := func(b []byte, from, to string) []byte { return bytes.ReplaceAll(b, []byte(from), []byte(to)) }
	edit := func(rows ...int) []byte {
		return within(film, "moov/trak/edts", func([]byte) []byte { return newBox("elst", numbers(0, len(rows)/3), numbers(rows...)) })
	}
	free := slices.Clone(silent(20))
	for at := 0; at < len(free); at += 417 {
		free[at+2] = 0
	}
	for _, c := range []struct {
		name   string
		file   string
		source []byte
		film   bool
		code   string
	}{
		{"empty", "a.mp3", nil, false, "media-damaged"},
		{"zeros", "a.mp4", make([]byte, 5000), true, "media-damaged"},
		{"text", "a.mp3", []byte("CANARY " + strings.Repeat("words ", 999)), false, "media-damaged"},
		{"a picture", "a.mp4", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), true, "media-damaged"},
		{"a tag alone", "a.mp3", id3(4), false, "media-damaged"},
		{"too few frames", "a.mp3", silent(3), false, "media-damaged"},
		{"frames of unsaid length", "a.mp3", free, false, "media-damaged"},
		{"more other data than sound", "a.mp3", append(silent(5), make([]byte, 1<<16)...), false, "media-damaged"},
		{"cut off WAV", "a.wav", wav[:len(wav)-9], false, "media-damaged"},
		{"WAV without sound", "a.wav", riff("fmt ", pcm), false, "media-damaged"},
		{"WAV without description", "a.wav", riff("data", samples), false, "media-damaged"},
		{"WAV that contradicts itself", "a.wav", riff("fmt ", strings.Replace(pcm, "\x02\x00\x10", "\x03\x00\x10", 1), "data", samples), false, "media-damaged"},
		{"ADPCM", "a.wav", riff("fmt ", "\x02"+pcm[1:], "data", samples), false, "media-format"},
		{"many channels", "a.wav", riff("fmt ", "\x01\x00\x06"+pcm[3:], "data", samples), false, "media-format"},
		{"cut off film", "film.mp4", film[:len(film)/2], true, "media-damaged"},
		{"H.265", "film.mp4", renamed(film, "avc1", "hvc1"), true, "media-format"},
		{"locked", "film.mp4", renamed(film, "avc1", "encv"), true, "media-format"},
		{"another codec", "film.mp4", renamed(film, "avc1", "vp09"), true, "media-format"},
		{"another codec for sound", "a.m4a", renamed(sound, "mp4a", "alac"), false, "media-format"},
		{"in pieces", "film.mp4", append(slices.Clone(film), newBox("moof")...), true, "media-format"},
		{"to be in pieces", "film.mp4", add(film, "moov", newBox("mvex")), true, "media-format"},
		{"two films", "film.mp4", add(film, "moov", newBox("trak", find(film, "moov", "trak"))), true, "media-format"},
		{"nothing switched on", "film.mp4", within(film, "moov/trak/tkhd", put(0, "\x00\x00\x00\x00")), true, "media-format"},
		{"changing entries", "film.mp4", within(film, tables+"stsd", func(b []byte) []byte { return append(b, b[8:]...) }), true, "media-format"},
		{"beginning cut off by a mark", "film.mp4", edit(500, 8000, 1<<16), true, "media-format"},
		{"end cut off by a mark", "film.mp4", edit(500, 0, 1<<16), true, "media-format"},
		{"middle cut out by a mark", "film.mp4", edit(400, 0, 1<<16, 500, 8000, 1<<16), true, "media-format"},
		{"played twice by a mark", "film.mp4", edit(1000, 0, 1<<16, 1000, 0, 1<<16), true, "media-format"},
		{"sound that stands nowhere", "a.m4a", within(sound, tables+"stco", put(4, "\x00\x00\x00\x00")), false, "media-damaged"},
		{"sound with channels of its own", "a.m4a", renamed(sound, "\x13\x88", "\x13\x80"), false, "media-format"},
		{"Ogg", "a.ogg", []byte("OggS and more"), false, "media-format"},
		{"FLAC", "a.flac", []byte("fLaC and more"), false, "media-format"},
		{"FLAC behind a tag", "a.mp3", append(id3(4), "fLaC and more"...), false, "media-format"},
		{"WebM", "a.webm", []byte("\x1a\x45\xdf\xa3 and more"), true, "media-format"},
		{"AVI", "a.avi", []byte("RIFF    AVI LIST"), true, "media-format"},
		{"AAC", "a.aac", []byte("\xff\xf1\x50\x80 and more"), false, "media-format"},
		{"AMR", "a.amr", []byte("#!AMR\n and more"), false, "media-format"},
		{"3GP", "a.3gp", []byte("\x00\x00\x00\x14ftyp3gp4 and more"), true, "media-format"},
		{"film for sound", "film.mp4", film, false, "media-kind"},
		{"sound for film", "a.m4a", sound, true, "media-kind"},
		{"MP3 for film", "a.mp3", silent(20), true, "media-kind"},
		{"MP3 named WAV", "a.wav", silent(20), false, "media-wrong-ending"},
		{"WAV named MP3", "a.mp3", wav, false, "media-wrong-ending"},
		{"film named sound", "film.mp3", film, true, "media-wrong-ending"},
		{"no ending", "film", film, true, "media-wrong-ending"},
		{"too large", "a.mp3", make([]byte, maxSource+1), false, "media-too-large"},
	} {
		m, problems, ok := Clean(c.file, c.source, c.film)
		if ok || m.Bytes != nil || len(problems) != 1 || problems[0].Code != c.code {
			t.Errorf("%s: ok is %v, %v", c.name, ok, problems)
			continue
		}
		complete(t, c.file, problems[0])
	}
}

func complete(t *testing.T, file string, p diag.Problem) {
	t.Helper()
	if p.File != file || p.Severity != diag.Error || p.Message == "" || p.Fix == "" || strings.Contains(p.Message+p.Fix, "CANARY") {
		t.Errorf("an incomplete problem: %+v", p)
	}
}

// Tables that lie lead to a refusal, not to much memory or a panic.
func TestLyingTables(t *testing.T) {
	film := testdata(t, "film.mp4")
	for name, source := range map[string][]byte{
		"many samples":            within(film, tables+"stsz", put(8, "\xff\xff\xff\xff")),
		"many of one size":        within(film, tables+"stsz", put(4, "\x00\x00\x00\x01\xff\xff\xff\xff")),
		"samples of nothing":      within(film, tables+"stsz", put(12, "\x00\x00\x00\x00")),
		"a large sample":          within(film, tables+"stsz", put(12, "\x7f\xff\xff\xff")),
		"no sample":               within(film, tables+"stsz", put(8, "\x00\x00\x00\x00")),
		"outside":                 within(film, tables+"stco", put(8, "\xff\xff\xff\xf0")),
		"no chunk":                within(film, tables+"stco", put(4, "\x00\x00\x00\x00")),
		"few in a chunk":          within(film, tables+"stsc", put(12, "\x00\x00\x00\x00")),
		"another entry":           within(film, tables+"stsc", put(16, "\x00\x00\x00\x02")),
		"no times":                within(film, tables+"stts", put(4, "\x00\x00\x00\x00")),
		"long times":              within(film, tables+"stts", put(12, "\xff\xff\xff\xff")),
		"no unit":                 within(film, "moov/trak/mdia/mdhd", put(12, "\x00\x00\x00\x00")),
		"a tiny unit":             within(film, "moov/mvhd", put(12, "\xff\xff\xff\xff")),
		"no settings":             inEntry(film, func(b []byte) []byte { return b[:78] }),
		"none in the settings":    inEntry(film, func(b []byte) []byte { b[bytes.Index(b, []byte("avcC"))+9] = 0xe0; return b }),
		"half an entry":           inEntry(film, func(b []byte) []byte { return b[:40] }),
		"no entry":                within(film, tables+"stsd", func([]byte) []byte { return nil }),
		"no edits":                within(film, "moov/trak/mdia/hdlr", func([]byte) []byte { return nil }),
		"pictures of wrong parts": within(film, "mdat", func(b []byte) []byte { return bytes.Repeat([]byte{0x7f}, len(b)) }),
		"a long box":              append(binary.BigEndian.AppendUint32(nil, 1), "moov\xff\xff\xff\xff\xff\xff\xff\xff"...),
	} {
		m, problems, ok := Clean("film.mp4", source, true)
		if ok || len(problems) != 1 {
			t.Errorf("%s: %d bytes, %v", name, len(m.Bytes), problems)
		}
	}
	for n := range film {
		if _, _, ok := Clean("film.mp4", film[:n], true); ok {
			t.Fatalf("the first %d bytes pass for a whole film", n)
		}
	}
	// An empty edit list says nothing, and is none.
	mustClean(t, "film.mp4", within(film, "moov/trak/edts", func([]byte) []byte { return newBox("elst") }))
}

// Many boxes take no more memory than few.
func TestMemory(t *testing.T) {
	source := slices.Concat(testdata(t, "film.mp4")[:24], bytes.Repeat([]byte("\x00\x00\x00\x08free"), 1<<20), []byte("LYRICSBEGIN"))
	got := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			Clean("a.mp4", source, true)
		}
	})
	if got.AllocedBytesPerOp() > 4*int64(len(source)) {
		t.Errorf("%d bytes of memory for %d", got.AllocedBytesPerOp(), len(source))
	}
}

func TestCommands(t *testing.T) {
	for _, c := range []struct {
		file string
		film bool
		want string
	}{
		{"posts/a/talk.ogg", false, "ffmpeg -i talk.ogg -map 0:a:0 -map_metadata -1 -c:a libmp3lame -q:a 4 talk.mp3"},
		{"posts/a/talk.mp3", false, "ffmpeg -i talk.mp3 -map 0:a:0 -map_metadata -1 -c:a libmp3lame -q:a 4 talk-new.mp3"},
		{"our talk.ogg", false, "ffmpeg -i IN -map 0:a:0 -map_metadata -1 -c:a libmp3lame -q:a 4 OUT.mp3"},
		{"-rf.ogg", false, "ffmpeg -i IN -map 0:a:0 -map_metadata -1 -c:a libmp3lame -q:a 4 OUT.mp3"},
		{"a.webm", true, `ffmpeg -i a.webm -map 0:v:0 -map "0:a:0?" -map_metadata -1 -c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart a.mp4`},
	} {
		if got := command(c.file, c.film, ""); got != c.want {
			t.Errorf("%s\n%s", got, c.want)
		}
	}
}
