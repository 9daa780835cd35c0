package media

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The files in testdata were made with FFmpeg 5.1, each of a second of
// -f lavfi -i sine=440 (a fifth of it for pcm.wav) and, for films,
// -f lavfi -i testsrc=s=64x48:d=1:r=10:
//
//	vbr.mp3    -ac 1 -c:a libmp3lame -q:a 6 -metadata title=CANARY-title -write_id3v1 1
//	cbr.mp3    -ac 1 -c:a libmp3lame -b:a 32k
//	pcm.wav    -c:a pcm_s16le
//	sound.m4a  -c:a aac -b:a 24k -metadata title=CANARY-title
//	film.mp4   -c:v libx264 -pix_fmt yuv420p -bf 2 -c:a aac -b:a 32k -metadata title=CANARY-title -metadata location=+51.5007-000.1246/
//	turned.mov film.mp4 with -c copy -metadata:s:v rotate=90
//
// joint.mp3 and crc.mp3 were made with LAME 3.100 from 0.6 seconds of a tone in
// one channel and noise in the other, both rising and falling:
//
//	joint.mp3  -t -m j -b 64
//	crc.mp3    -t -p -m s --resample 22.05 -b 40

func testdata(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// isFilm says in what the file of this name may stand.
func isFilm(name string) bool {
	return strings.HasSuffix(name, ".mov") || strings.Contains(name, "film")
}

// mustClean cleans what can be cleaned.
func mustClean(t testing.TB, name string, source []byte) Medium {
	t.Helper()
	m, problems, ok := Clean(name, source, isFilm(name))
	if !ok || len(problems) > 0 {
		t.Fatalf("%s: %v", name, problems)
	}
	return m
}

// decoded gives every picture and sample of a file as an independent program
// decodes it, and what it says against the file.
func decoded(t testing.TB, name string, source []byte) (pictures, sound []byte) {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, source, 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(what ...string) []byte {
		c := exec.Command("ffmpeg", append([]string{"-v", "error", "-i", file}, what...)...)
		var out, said bytes.Buffer
		c.Stdout, c.Stderr = &out, &said
		if err := c.Run(); err != nil || said.Len() > 0 {
			t.Fatalf("%s: %v: %s", name, err, said.String())
		}
		return out.Bytes()
	}
	if isFilm(name) {
		pictures = run("-map", "0:v:0", "-f", "framecrc", "-")
	}
	return pictures, run("-map", "0:a:0", "-f", "s16le", "-c:a", "pcm_s16le", "-")
}

// seen are the SHA-256 of the cleaned files that FFmpeg was seen to play like their
// sources, so that this is held where it is not installed, too.
var seen = map[string]string{
	"pcm.wav":    "c1a639d40316e2fa085357b3a56597536366ecc3e2f9917fcebb7759402089a1",
	"sound.m4a":  "c9f4bda484fb60f3d0ee2b69ccee4c9850f98898c350c482f2ae1cf18ee20da6",
	"film.mp4":   "f09bd15eaeb9550e90a73629741159d61c8d5a4e9e09b6c67a71f00e7fc3ba89",
	"turned.mov": "4f736cd3eb304834794c8312217c00e4c2523a8e7eb3e211cc68a2faf28f6544",
	"cbr.mp3":    "4cfce8a673ab2060f72cb5ec51d69d9b0cc5c5fcb7d37741073b8fdf0d38edcf",
	"vbr.mp3":    "02608a9d23df09fe7890c5542abdf2ae57440d0ef2449c0571285be231887069",
	"joint.mp3":  "1662b07606491d72b2b0fa15080016035a2d9ceb8a13ddc1ee17839148884134",
	"crc.mp3":    "022730fbbca63f707ac98b8fbb3cfe3f8616c51f707a1a914da55031caec7279",
}

// A cleaned file decodes to the same pictures, at the same times, and the same
// sound.
func TestItPlaysTheSame(t *testing.T) {
	for _, name := range []string{"pcm.wav", "sound.m4a", "film.mp4", "turned.mov", "cbr.mp3", "vbr.mp3", "joint.mp3", "crc.mp3"} {
		t.Run(name, func(t *testing.T) {
			source := testdata(t, name)
			m := mustClean(t, name, source)
			if sum := fmt.Sprintf("%x", sha256.Sum256(m.Bytes)); sum != seen[name] {
				t.Errorf("this is not the file that FFmpeg was seen to play: %s; run this test where FFmpeg is installed, and write that digest here", sum)
			}
			if _, err := exec.LookPath("ffmpeg"); err != nil {
				return
			}
			pictures, sound := decoded(t, name, source)
			pictures2, sound2 := decoded(t, strings.TrimSuffix(name, filepath.Ext(name))+map[bool]string{true: "-film"}[isFilm(name)]+m.Ext, m.Bytes)
			if !bytes.Equal(pictures, pictures2) {
				t.Errorf("other pictures:\n%s\n%s", pictures, pictures2)
			}
			if m.Ext == ".mp3" {
				// What an encoder says about silence before and after is gone.
				if !bytes.Contains(sound2, sound[4000:len(sound)-4000]) {
					t.Errorf("other sound: %d bytes, not %d", len(sound2), len(sound))
				}
				return
			}
			if !bytes.Equal(sound, sound2) {
				t.Errorf("other sound: %d bytes, not %d", len(sound2), len(sound))
			}
		})
	}
}

// Players learn from the guide of an MP3 of changing density how long it is,
// and where its middle stands.
func TestGuide(t *testing.T) {
	m := mustClean(t, "vbr.mp3", testdata(t, "vbr.mp3"))
	first, _ := parseFrame(m.Bytes)
	at := bytes.Index(m.Bytes[:first.size], []byte("Xing"))
	if at != first.side() {
		t.Fatal("there is no guide")
	}
	frames, place := 0, 0
	toc := m.Bytes[at+16:]
	for place = first.size; place < len(m.Bytes); frames++ {
		f, ok := parseFrame(m.Bytes[place:])
		if !ok {
			t.Fatal("something stands between frames")
		}
		if frames == int(field(m.Bytes, at+8))/2 && int(toc[50]) != place*256/len(m.Bytes) {
			t.Errorf("the middle is said to be at %d of 256", toc[50])
		}
		place += f.size
	}
	if int(field(m.Bytes, at+8)) != frames || int(field(m.Bytes, at+12)) != len(m.Bytes) {
		t.Errorf("%d frames and %d bytes are said to be %d and %d", frames, len(m.Bytes), field(m.Bytes, at+8), field(m.Bytes, at+12))
	}
	if cbr := mustClean(t, "cbr.mp3", testdata(t, "cbr.mp3")); bytes.Contains(cbr.Bytes[:200], []byte("Info")) {
		t.Error("sound of one density needs no guide")
	}
}

func TestSizes(t *testing.T) {
	for _, c := range []struct {
		name, ext, kind        string
		width, height, seconds int
	}{
		{"vbr.mp3", ".mp3", "audio/mpeg", 0, 0, 1},
		{"cbr.mp3", ".mp3", "audio/mpeg", 0, 0, 1},
		{"pcm.wav", ".wav", "audio/wav", 0, 0, 0},
		{"sound.m4a", ".m4a", "audio/mp4", 0, 0, 1},
		{"film.mp4", ".mp4", "video/mp4", 64, 48, 1},
		{"turned.mov", ".mp4", "video/mp4", 48, 64, 1},
	} {
		m := mustClean(t, c.name, testdata(t, c.name))
		if m.Ext != c.ext || m.Type != c.kind || m.Width != c.width || m.Height != c.height || m.Seconds != c.seconds {
			t.Errorf("%s: %s %s %dx%d %ds", c.name, m.Ext, m.Type, m.Width, m.Height, m.Seconds)
		}
	}
}

// Frames of every rate, and of changing density, are found, and a guide fits.
func TestEveryRate(t *testing.T) {
	for _, version := range []byte{0, 2, 3} {
		for rate := range byte(3) {
			for _, mode := range []byte{0, 1 << 6, 3 << 6} {
				var source []byte
				for i := range byte(40) {
					head := []byte{0xff, 0xe3 | version<<3, (3+i%5)<<4 | rate<<2 | i&2, mode}
					f, ok := parseFrame(head)
					if !ok {
						t.Fatal("no frame")
					}
					source = append(source, append(head, make([]byte, f.size-4)...)...)
				}
				m := mustClean(t, "a.mp3", source)
				if !bytes.HasSuffix(m.Bytes, source) || !isGuide(m.Bytes, frame{version: version, mono: mode == 3<<6}) {
					t.Errorf("version %d, rate %d, mode %d: other sound", version, rate, mode)
				}
				holds(t, m.Bytes, false)
			}
		}
	}
}
