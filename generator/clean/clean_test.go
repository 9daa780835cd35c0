package clean

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const canary = "Zanzibarcanary"

func photo(hidden string) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 16, 16)), nil); err != nil {
		panic(err)
	}
	src := b.Bytes()
	if hidden == "" {
		return src
	}
	part := append([]byte{0xff, 0xfe, 0, byte(len(hidden) + 2)}, hidden...)
	return append(append(append([]byte{}, src[:2]...), part...), src[2:]...)
}

func dot(hidden string) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		panic(err)
	}
	src := b.Bytes()
	if hidden == "" {
		return src
	}
	text := "tEXtAuthor\x00" + hidden
	c := binary.BigEndian.AppendUint32(nil, uint32(len(text)-4))
	c = append(c, text...)
	c = binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE([]byte(text)))
	return append(append(append([]byte{}, src[:33]...), c...), src[33:]...)
}

func iconOf(part []byte, behind string) []byte {
	b := []byte{0, 0, 1, 0, 1, 0, 4, 4, 0, 0, 1, 0, 8, 0}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(part)))
	b = binary.LittleEndian.AppendUint32(b, 22)
	return append(append(b, part...), behind...)
}

// bitmapOf is a picture of an icon without packing, of four pixels by four.
func bitmapOf(behind string) []byte {
	b := make([]byte, 40+4*4*4+4*4)
	b[0], b[4], b[8], b[14] = 40, 4, 8, 32
	return append(b, behind...)
}

// fontOf is a font of two parts, with something between them.
func fontOf(between string) string {
	b := []byte("\x00\x01\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00")
	for i, name := range []string{"cmap", "glyf"} {
		b = append(b, name...)
		b = binary.BigEndian.AppendUint32(b, 0)
		b = binary.BigEndian.AppendUint32(b, uint32(44+i*(8+len(between))))
		b = binary.BigEndian.AppendUint32(b, 5)
	}
	return string(b) + "\x01\x02\x03\x04\xff\x00\x00\x00" + between + "\x01\x02\x03\x04\xff"
}

// woffOf is a packed font of one part, with something behind it.
func woffOf(behind string) string {
	b := make([]byte, 44+20)
	copy(b, "wOFF")
	b[13] = 1
	binary.BigEndian.PutUint32(b[8:], uint32(len(b)+4+len(behind)))
	copy(b[44:], "cmap")
	binary.BigEndian.PutUint32(b[48:], 64)
	binary.BigEndian.PutUint32(b[52:], 4)
	return string(b) + "\x01\x02\x03\xff" + behind
}

func woff2Of(behind string) string {
	b := make([]byte, 48+2)
	copy(b, "wOF2")
	b[13], b[23] = 1, 4
	binary.BigEndian.PutUint32(b[8:], uint32(len(b)+4+len(behind)))
	return string(b) + "\x01\x02\x03\xff" + behind
}

// gapped hides something between the head of an icon and its only picture.
func gapped(icon []byte) string {
	const head = 22
	icon[18] += byte(len(canary)) // where the picture begins
	return string(icon[:head]) + canary + string(icon[head:])
}

func TestLook(t *testing.T) {
	const (
		fine = iota
		carries
		format
		unreadable
	)
	for _, c := range []struct {
		name, source string
		want         int
	}{
		{"a.jpg", string(photo("")), fine},
		{"a.jpg", string(photo(canary)), carries},
		{"a.txt", string(photo(canary)), carries}, // by content, not by name
		{"a.png", string(dot(canary)), carries},
		{"favicon.ico", string(iconOf(dot(""), "")), fine},
		{"favicon.ico", string(iconOf(dot(canary), "")), carries},
		{"favicon.ico", string(iconOf(dot(""), canary)), carries},
		{"favicon.ico", gapped(iconOf(dot(""), "")), carries},
		{"favicon.ico", string(iconOf(dot(""), "")[:30]), unreadable},
		{"favicon.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9z"/></svg>`, fine},
		{"favicon.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><metadata>` + canary + `</metadata><path d="M0 0h9z"/></svg>`, carries},
		{"drawing", `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><metadata>` + canary + `</metadata><path d="M0 0h9z"/></svg>`, carries},
		{"google123.html", "<html><body>google-site-verification</body></html>", fine},
		{"security.txt", "Contact: mailto:a@b.example\n", fine},
		{"empty.txt", "", fine},
		{"favicon.ico", string(iconOf(bitmapOf(""), "")), fine},
		{"favicon.ico", string(iconOf(bitmapOf(canary), "")), carries},
		{"favicon.ico", string(iconOf([]byte(canary), "")), unreadable},
		{"serif.ttf", fontOf(""), fine},
		{"serif.ttf", fontOf("") + canary, format},
		{"serif.ttf", fontOf(canary), format},
		{"serif.ttf", "true" + string(photo(canary)), format},
		{"serif.woff", woffOf(""), fine},
		{"serif.woff", woffOf("") + canary, format},
		{"serif.woff", woffOf(canary), format},
		{"serif.woff2", woff2Of(""), fine},
		{"serif.woff2", woff2Of("") + canary, format},
		{"serif.woff2", woff2Of(strings.Repeat(canary, 9)), format},
		{"serif.woff2", "wOF2" + string(photo(canary)), format},
		{"a.css", "a{background:url(data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(photo("")) + ")}", fine},
		{"a.css", "a{background:url(data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(photo(canary)) + ")}", carries},
		{"a.css", "@font-face{src:url(data:font/ttf;base64," + base64.StdEncoding.EncodeToString([]byte(fontOf(""))) + ")}", fine},
		{"a.html", `<img src="DATA:image/jpeg;charset=x;base64,` + strings.ReplaceAll(url.PathEscape(base64.StdEncoding.EncodeToString(photo(canary))), "A", "A\n") + `">`, carries},
		{"a.html", `<img src='data:image/jpeg,` + url.PathEscape(string(photo(canary))) + `'>`, carries},
		{"a.html", `<img src="data:image/png;base64,` + base64.RawURLEncoding.EncodeToString(dot(canary)) + `">`, carries},
		{"a.html", `<a href="data:application/zip;base64,` + base64.StdEncoding.EncodeToString([]byte("PK\x03\x04"+canary)) + `">`, format},
		{"a.html", `<a href="data:text/html;base64,` + base64.StdEncoding.EncodeToString([]byte(`<img src="data:image/jpeg;base64,`+base64.StdEncoding.EncodeToString(photo(canary))+`">`)) + `">`, format},
		{"a.html", `<a href="data:text/plain,hello">a</a> {data: "a, b"}`, fine},
		{"a.pdf", "%PDF-1.7\nnothing", unreadable},
		{"a.pdf", "hello", unreadable},
		{"a.heic", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", unreadable},
		{"a.mp3", "\x00\x01\x02", unreadable},
		{"a.docx", "PK\x03\x04\x14\x00" + canary, format},
		{"a.txt", "PK\x03\x04\x14\x00" + canary, format},
		{"a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", format},
		{"a.rtf", `{\rtf1 {\info{\author ` + canary + "}}}", format},
		{"a.fodt", `<?xml version="1.0"?><office:document>`, format},
		{"a.gz", "\x1f\x8b\x08", format},
		{"a.7z", "7z\xbc\xaf\x27\x1c", format},
		{"a.rar", "Rar!\x1a\x07", format},
		{"a.bin", "\x00\x01\x02\x03", format},
	} {
		f := Look(c.name, []byte(c.source))
		got := fine
		switch {
		case f.Problem != nil && f.Itself:
			got = unreadable
		case f.Problem != nil:
			got = format
		case len(f.Carries) > 0:
			got = carries
		}
		if got != c.want {
			t.Errorf("%s %.12q: %d, want %d (%v)", c.name, c.source, got, c.want, f)
		}
		if f.Problem != nil && f.Problem.File != c.name {
			t.Errorf("%s: the problem does not say where it is", c.name)
		}
		if strings.Contains(strings.Join(f.Carries, " "), canary) || f.Problem != nil && strings.Contains(f.Problem.Message+f.Problem.Fix, canary) {
			t.Errorf("%s: it says what is hidden", c.name)
		}
		made, _, ok := Clean(c.name, []byte(c.source))
		if ok && (bytes.Contains(made, []byte(canary)) || !Look(c.name, made).Clean()) {
			t.Errorf("%s: it is not clean", c.name)
		}
		if c.want == fine && string(made) != c.source {
			t.Errorf("%s: it was clean, and is changed", c.name)
		}
		if c.want == carries && !ok && !slices.Contains([]string{".ico", ".css", ".html"}, filepath.Ext(c.name)) && c.name != "a.txt" && c.name != "drawing" {
			t.Errorf("%s: it cannot be cleaned", c.name)
		}
	}
}

func TestInPlace(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.jpg")
	if err := os.WriteFile(name, photo(canary), 0o640); err != nil {
		t.Fatal(err)
	}
	carried, _, ok, err := InPlace(name)
	if !ok || err != nil || len(carried) == 0 {
		t.Fatal(carried, ok, err)
	}
	after, _ := os.ReadFile(name)
	if bytes.Contains(after, []byte(canary)) {
		t.Error("it is not clean")
	}
	if carried, _, ok, err := InPlace(name); !ok || err != nil || len(carried) > 0 {
		t.Error(carried, ok, err)
	}
	broken := filepath.Join(dir, "b.pdf")
	if err := os.WriteFile(broken, []byte("%PDF-1.7\n"+canary), 0o640); err != nil {
		t.Fatal(err)
	}
	if _, problems, ok, _ := InPlace(broken); ok || len(problems) != 1 {
		t.Error("a broken PDF is taken for clean")
	}
	if same, _ := os.ReadFile(broken); string(same) != "%PDF-1.7\n"+canary {
		t.Error("what could not be cleaned was changed")
	}
	if left, _ := os.ReadDir(dir); len(left) != 2 {
		t.Errorf("something was left behind: %v", left)
	}
}

// The hook of a new site knows the same endings, for computers without the program.
func TestHookKnowsEndings(t *testing.T) {
	hook, err := os.ReadFile(filepath.Join("..", "scaffold", "pre-commit"))
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(hook), `'\.(`)
	list, _, _ = strings.Cut(list, ")")
	inHook := strings.Split(list, "|")
	for _, ext := range inHook {
		if !Known("x." + ext) {
			t.Errorf("the hook stops %s, which is not looked at", ext)
		}
	}
	pictures := []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".jfif", ".jpe", ".heic", ".heif", ".tif", ".tiff", ".bmp", ".jxl", ".svgz"}
	for _, ext := range slices.Concat(sounds, films, pictures, []string{".pdf"}) {
		if !slices.Contains(inHook, ext[1:]) {
			t.Errorf("the hook lets %s through", ext)
		}
	}
}

func TestKnownByContent(t *testing.T) {
	for name, c := range map[string]struct {
		source []byte
		want   bool
	}{
		"a photograph":        {photo(canary), true},
		"a clean drawing":     {dot(""), true},
		"a PDF":               {[]byte("%PDF-1.4\n"), true},
		"words":               {[]byte("Words for everybody."), false},
		"a template with svg": {[]byte("<svg viewBox=\"0 0 9 9\"></svg>{{.Title}}"), false},
		"a program":           {[]byte("\x7fELF\x02\x01\x01\x00\x00"), false},
		"nothing":             {nil, false},
	} {
		if got := KnownByContent(c.source); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}
