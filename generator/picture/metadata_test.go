package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/bep/imagemeta"
)

// canary stands for whatever must not leave: a place, a name, a number.
const canary = "CANARY-51.5033,-0.1195"

// inEveryWay gives the canary as it may be written.
func inEveryWay() [][]byte {
	all := [][]byte{[]byte(canary), []byte("CANARY"), []byte(strings.ToLower(canary))}
	var little, big []byte
	for _, u := range utf16.Encode([]rune("CANARY")) {
		little, big = binary.LittleEndian.AppendUint16(little, u), binary.BigEndian.AppendUint16(big, u)
	}
	all = append(all, little, big)
	for shift := range 3 {
		coded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat(" ", shift) + canary))
		all = append(all, []byte(coded[4:20]))
	}
	return all
}

// sing looks for the canary, and for anything that metadata is made of, in a
// file that is to have none: with bytes, with a library that knows nothing of
// this package, and with exiftool where it is installed.
func sing(t *testing.T, name string, file []byte) {
	t.Helper()
	for _, way := range inEveryWay() {
		if bytes.Contains(file, way) {
			t.Errorf("%s holds %q", name, way)
		}
	}
	if what, known := Carries(file); !known || what != nil {
		t.Errorf("%s carries %v", name, what)
	}
	formats := map[string]imagemeta.ImageFormat{".jpg": imagemeta.JPEG, ".png": imagemeta.PNG, ".webp": imagemeta.WebP, ".avif": imagemeta.AVIF}
	if format, ok := formats[filepath.Ext(name)]; ok {
		for _, tag := range tagsOf(t, file, format) {
			t.Errorf("%s has the tag %s", name, tag)
		}
	}
	if exiftool, err := exec.LookPath("exiftool"); err == nil {
		to := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(to, file, 0o600); err != nil {
			t.Fatal(err)
		}
		out, _ := exec.Command(exiftool, "-a", "-u", "-G1", "-ee", to).CombinedOutput()
		for line := range strings.Lines(string(out)) {
			for _, group := range []string{"[GPS]", "[IFD", "[ExifIFD]", "[IPTC]", "[XMP", "[ICC", "[JUMBF]", "[Photoshop]", "CANARY", "Trailer"} {
				if strings.Contains(line, group) {
					t.Errorf("exiftool finds in %s: %s", name, line)
				}
			}
		}
	}
}

func tagsOf(t *testing.T, file []byte, format imagemeta.ImageFormat) (tags []string) {
	t.Helper()
	_, err := imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(file), ImageFormat: format, Sources: imagemeta.EXIF | imagemeta.IPTC | imagemeta.XMP,
		ShouldHandleTag: func(imagemeta.TagInfo) bool { return true },
		HandleTag:       func(tag imagemeta.TagInfo) error { tags = append(tags, tag.Tag); return nil },
	})
	if err != nil {
		t.Logf("imagemeta: %v", err)
	}
	return tags
}

// The reader that finds nothing afterwards must find it before.
func TestReaderCanRead(t *testing.T) {
	for _, all := range [][]planted{plantedJPEGs(), plantedPNGs(), plantedWebPs(), plantedAVIFs()} {
		i := slices.IndexFunc(all, func(p planted) bool { return strings.HasPrefix(p.why, "Exif") })
		format := map[string]imagemeta.ImageFormat{"a.jpg": imagemeta.JPEG, "a.png": imagemeta.PNG, "a.webp": imagemeta.WebP, "a.avif": imagemeta.AVIF}[all[i].file]
		tags := tagsOf(t, all[i].source, format)
		for _, want := range []string{"Artist", "GPSLatitude", "SerialNumber"} {
			if !slices.Contains(tags, want) {
				t.Errorf("%s: %s is not among %v", all[i].why, want, tags)
			}
		}
	}
}

func TestNothingButThePicture(t *testing.T) {
	for _, p := range slices.Concat(plantedJPEGs(), plantedPNGs(), plantedGIFs(), plantedWebPs(), plantedAVIFs(), plantedSVGs()) {
		t.Run(p.why, func(t *testing.T) {
			if what, known := Carries(p.source); !known || len(what) == 0 {
				t.Errorf("before: it carries %v, %v", what, known)
			}
			clean, problems, ok := Clean(p.file, p.source)
			if !ok {
				t.Fatal(problems)
			}
			sing(t, p.file, clean)
			if sniff(clean) != sniff(p.source) {
				t.Errorf("%s became %s", sniff(p.source), sniff(clean))
			}
			facts, _, _ := Look(p.file, p.source)
			after, problems, ok := Look(p.file, clean)
			if !ok || len(problems) > 0 || after.Width != facts.Width || after.Height != facts.Height {
				t.Errorf("after: %dx%d is %dx%d, %v", facts.Width, facts.Height, after.Width, after.Height, problems)
			}
			if facts.Drawing != nil {
				sing(t, p.file, facts.Drawing)
				return
			}
			renditions, problems, ok := Encode(p.file, p.source, true)
			if !ok || len(renditions) == 0 {
				t.Fatal(problems)
			}
			for _, f := range renditions {
				sing(t, f.Name, f.Bytes)
			}
			if p.why == "the description of a good colour profile" || p.why == "a profile in PNG" || p.why == "a profile in AVIF" {
				return // the colours change, as they should
			}
			want := decoded(t, p.source)
			alike(t, "clean", decoded(t, clean), want)
			alike(t, renditions[len(renditions)-1].Name, decoded(t, renditions[len(renditions)-1].Bytes), want)
		})
	}
}

// alike says whether two pictures look the same, though losses and sizes differ.
func alike(t *testing.T, why string, got, want image.Image) {
	t.Helper()
	if got.Bounds().Size() != want.Bounds().Size() {
		t.Errorf("%s: %v is not %v", why, got.Bounds(), want.Bounds())
		return
	}
	size := want.Bounds().Size()
	for y := range 8 {
		for x := range 8 {
			at := image.Pt((2*x+1)*size.X/16, (2*y+1)*size.Y/16)
			g, w := got.At(got.Bounds().Min.X+at.X, got.Bounds().Min.Y+at.Y), want.At(want.Bounds().Min.X+at.X, want.Bounds().Min.Y+at.Y)
			if !near(g, w) {
				t.Fatalf("%s: at %v is %v, not %v", why, at, g, w)
			}
		}
	}
}

// The parts of the new files are on lists, too: who adds one must say so here.
func TestPartsOfRenditions(t *testing.T) {
	glass := solid
	glass.A = 0x80
	parts := map[string]bool{}
	note := func(kind string) func(name string, _ []byte) bool {
		return func(name string, _ []byte) bool { parts[kind+" "+name] = true; return true }
	}
	for file, source := range map[string][]byte{
		"a.jpg": insert(asJPEG(quarters(640, 480, corners)), 2, segment(0xe1, exifMark+tiffOf(6))),
		"a.png": asPNG(noisy(64, 64)), "b.png": asPNG(quarters(64, 48, [4]colour{glass, solid, glass, solid})), "c.png": asPNG(seeThrough(noisy(64, 64))),
	} {
		renditions, problems, ok := Encode(file, source, true)
		if !ok {
			t.Fatal(problems)
		}
		for _, f := range renditions {
			switch f.Type {
			case "image/jpeg":
				jpegParts(f.Bytes, func(marker byte, _ []byte) bool {
					return note("JPEG")(base16(marker), nil)
				})
			case "image/png":
				pngParts(f.Bytes, note("PNG"))
			case "image/webp":
				webpParts(f.Bytes, note("WebP"))
			}
		}
	}
	for part := range parts {
		switch part {
		case "JPEG db", "JPEG c0", "JPEG c4", "JPEG da",
			"PNG IHDR", "PNG PLTE", "PNG tRNS", "PNG IDAT", "PNG IEND",
			"WebP VP8X", "WebP ALPH", "WebP VP8 ", "WebP VP8L":
		default:
			t.Errorf("there is a part %q", part)
		}
	}
	if len(parts) < 10 {
		t.Errorf("only %v were looked at", parts)
	}
}
