package generator_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/bep/imagemeta"
)

// In every picture of testdata/planted, a canary sits in a place of metadata: of
// Exif with a place, a serial number, an author and a small copy, of XMP, IPTC,
// C2PA, comments, and behind the end. None of it is in a site that shows them all,
// nor in what its cache keeps; and each of them is shown.
func TestNothingLeavesWithPictures(t *testing.T) {
	files, err := os.ReadDir("testdata/planted")
	must(t, err)
	pictures := map[string]string{}
	for _, f := range files {
		text := mustRead(t, filepath.Join("testdata/planted", f.Name()))
		pictures[f.Name()] = string(text)
		switch f.Name() {
		case "png-packed-text.png", "png-a-profile-in-png.png", "png-when.png", "gif-a-second-frame.gif": // it is packed, or no text
		default:
			if !sings(text) {
				t.Errorf("there is no canary in %s, or none that this test can hear", f.Name())
			}
		}
	}
	site := pictureSite(t, pictures)
	r := build(t, site)
	for _, p := range r.Pages {
		if len(p.LeftOut) > 0 {
			t.Fatalf("left out: %+v", p.LeftOut)
		}
	}
	out := public(t, site)
	if shown := strings.Count(out["blog/a/index.html"], "<img"); shown != len(pictures) {
		t.Errorf("%d of %d pictures are shown", shown, len(pictures))
	}
	for _, files := range []map[string]string{out, cached(t, site)} {
		for name, text := range files {
			if sings([]byte(text)) {
				t.Errorf("%s holds the canary", name)
			}
			for _, tag := range tagsIn(t, name, text) {
				t.Errorf("%s has the tag %s", name, tag)
			}
			// What its file was called is nobody's business either.
			if name != "published.json" && !strings.HasSuffix(name, "contents.json") && strings.Contains(text, "after-the-end-of") {
				t.Errorf("%s says what a picture's file was called", name)
			}
		}
	}
	exiftool, err := exec.LookPath("exiftool")
	if err != nil {
		return
	}
	said, _ := exec.Command(exiftool, "-r", "-a", "-u", "-G1", "-ee", filepath.Join(site, "public", "assets")).CombinedOutput() // it fails over style sheets
	for _, group := range []string{"[GPS]", "[IFD", "[ExifIFD]", "[IPTC]", "[XMP", "[ICC", "[JUMBF]", "[Photoshop]", "CANARY", "Trailer"} {
		if strings.Contains(string(said), group) {
			t.Errorf("exiftool finds %s", group)
		}
	}
}

// sings says whether the canary is in a file, however it is written.
func sings(file []byte) bool {
	ways := [][]byte{[]byte("canary")}
	var little, big []byte
	for _, u := range utf16.Encode([]rune("CANARY")) {
		little, big = binary.LittleEndian.AppendUint16(little, u), binary.BigEndian.AppendUint16(big, u)
	}
	ways = append(ways, bytes.ToLower(little), bytes.ToLower(big))
	lower := bytes.ToLower(file)
	for _, way := range ways {
		if bytes.Contains(lower, way) {
			return true
		}
	}
	for shift := range 3 {
		coded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat(" ", shift) + "CANARY-51.5033,-0.1195"))
		if bytes.Contains(file, []byte(coded[4:20])) {
			return true
		}
	}
	return false
}

// tagsIn gives the names of the tags that a library finds which knows nothing of
// this program.
func tagsIn(t *testing.T, name, text string) (tags []string) {
	format, ok := map[string]imagemeta.ImageFormat{".jpg": imagemeta.JPEG, ".png": imagemeta.PNG, ".webp": imagemeta.WebP}[path.Ext(name)]
	if !ok {
		return nil
	}
	_, err := imagemeta.Decode(imagemeta.Options{
		R: strings.NewReader(text), ImageFormat: format, Sources: imagemeta.EXIF | imagemeta.IPTC | imagemeta.XMP,
		ShouldHandleTag: func(imagemeta.TagInfo) bool { return true },
		HandleTag:       func(tag imagemeta.TagInfo) error { tags = append(tags, tag.Tag); return nil },
	})
	if err != nil {
		t.Errorf("%s cannot be read: %v", name, err)
	}
	return tags
}
