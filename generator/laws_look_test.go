package generator_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"html"
	"image"
	"image/color"
	_ "image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// This file looks for tokens in what was published.

// outTree is what a folder holds: by path the bytes of each file; folders end
// in a slash.
type outTree map[string]string

func readTree(tb testing.TB, dir string) outTree {
	tb.Helper()
	tree := outTree{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		path, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		path = filepath.ToSlash(path)
		switch {
		case d.IsDir():
			tree[path+"/"] = ""
			return nil
		case !d.Type().IsRegular():
			return fmt.Errorf("%s is no plain file", path)
		}
		text, err := os.ReadFile(name)
		tree[path] = string(text)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return tree
}

// differences names the files in which two trees differ, but for published.json
// if it is left out.
func differences(a, b outTree, but ...string) []string {
	var out []string
	for path, text := range a {
		if other, ok := b[path]; !slices.Contains(but, path) && (!ok || other != text) {
			out = append(out, path)
		}
	}
	for path := range b {
		if _, ok := a[path]; !ok && !slices.Contains(but, path) {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}

const tokenLength = 12

// tokensIn gives the tokens in a text, in whatever form, in capitals or not, and
// with what readers do not see taken out of them.
func tokensIn(text string) map[string]bool { return allTokens(text) }

var allTokens = once(func(text string) map[string]bool {
	found := map[string]bool{}
	for _, form := range forms(text) {
		// Not every form is text: lower case letter by letter, byte by byte.
		form = strings.ToLower(form)
		tokensAt(form, found)
		form = unseen.Replace(form)
		tokensAt(form, found)
		tokensAt(untagged(form), found)
	}
	return found
})

// once has each text be looked at once: most files of two builds are the same.
func once[T any](look func(text string) T) func(text string) T {
	var known sync.Map
	return func(text string) T {
		sum := sha256.Sum256([]byte(text))
		if found, ok := known.Load(sum); ok {
			return found.(T)
		}
		found := look(text)
		known.Store(sum, found)
		return found
	}
}

// tokensAt adds the tokens in a text as it is.
func tokensAt(text string, found map[string]bool) {
	for {
		i := strings.Index(text, "tok")
		if i < 0 || len(text) < i+tokenLength {
			return
		}
		word := text[i : i+tokenLength]
		if strings.Trim(word[3:], tokenLetters) == "" {
			found[word] = true
			i += tokenLength - 3
		}
		text = text[i+3:]
	}
}

// unseen takes characters away that nobody sees: soft hyphens and joiners.
var unseen = strings.NewReplacer("\u00ad", "", "\u200d", "")

// untagged gives a text without tags.
func untagged(text string) string {
	var b strings.Builder
	for {
		before, tag, _ := strings.Cut(text, "<")
		b.WriteString(before)
		_, after, ended := strings.Cut(tag, ">")
		if !ended {
			return b.String() + tag
		}
		text = after
	}
}

// tokens gives the tokens in all files of a tree and in their paths, each with
// a file that holds it.
func (tree outTree) tokens() map[string]string {
	found := map[string]string{}
	for path, text := range tree {
		for word := range tokensIn(path + "\n" + text) {
			found[word] = path
		}
	}
	return found
}

// forms gives a text and what it holds in other forms, those in those included.
func forms(text string) []string {
	all := append(pictures(text), withoutPalette(text))
	seen := map[string]bool{text: true}
	const depth = 3
	from := 0
	for range depth {
		to := len(all)
		for _, t := range all[from:to] {
			for _, decode := range []func(string) []string{entities, percent, escapes, base64s, packed, pictures} {
				for _, d := range decode(t) {
					if !seen[d] {
						seen[d] = true
						all = append(all, d)
					}
				}
			}
		}
		from = to
	}
	return all
}

// withoutPalette takes the colours out of a PNG, which stand in another order there
// than in the picture, and so in none that says anything.
func withoutPalette(text string) string {
	at := strings.Index(text, "PLTE")
	if !strings.Contains(text, "\x89PNG\r\n") || at < 4 {
		return text
	}
	length := int(binary.BigEndian.Uint32([]byte(text[at-4:])))
	const around = len("PLTE") + 4 // and the check sum
	return text[:at] + text[min(len(text), at+length+around):]
}

func entities(text string) []string { return []string{html.UnescapeString(text)} }

var (
	percentByte = regexp.MustCompile(`%[0-9a-fA-F]{2}`)
	jsonEscape  = regexp.MustCompile(`\\u[0-9a-fA-F]{4}`)
)

func percent(text string) []string {
	return []string{percentByte.ReplaceAllStringFunc(text, func(s string) string {
		n, _ := strconv.ParseUint(s[1:], 16, 8)
		return string([]byte{byte(n)})
	})}
}

func escapes(text string) []string {
	return []string{jsonEscape.ReplaceAllStringFunc(text, func(s string) string {
		n, _ := strconv.ParseUint(s[2:], 16, 16)
		return string(rune(n))
	})}
}

// base64s decodes every run of letters that may be base64, from each of the
// four places in which a group may begin. What decodes to nothing like a token
// is dropped at once.
func base64s(text string) []string {
	var out []string
	for len(text) > 0 {
		n := 0
		for n < len(text) && inBase64[text[n]] {
			n++
		}
		if n >= tokenLength {
			out = append(out, base64Run(strings.NewReplacer("-", "+", "_", "/").Replace(text[:n]))...)
		}
		text = text[min(n+1, len(text)):]
	}
	return out
}

var inBase64 = func() (table [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_") {
		table[c] = true
	}
	return table
}()

func base64Run(run string) []string {
	var out []string
	for skip := range 4 {
		part := run[skip:]
		if len(part)%4 == 1 {
			part = part[:len(part)-1]
		}
		d, err := base64.RawStdEncoding.DecodeString(part)
		if err == nil && (bytes.Contains(bytes.ToLower(d), []byte("tok")) || bytes.Contains(d, []byte("\x1f\x8b")) || bytes.IndexByte(d, '%') >= 0 || bytes.IndexByte(d, '&') >= 0) {
			out = append(out, string(d))
		}
	}
	return out
}

// packed unpacks what was packed by gzip, and the packed texts of PNG.
func packed(text string) []string {
	var out []string
	for magic, open := range map[string]func(io.Reader) (io.Reader, error){
		"\x1f\x8b\x08": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		"\x78\x9c":     func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) },
	} {
		for rest := text; ; {
			i := strings.Index(rest, magic)
			if i < 0 {
				break
			}
			rest = rest[i:]
			if r, err := open(strings.NewReader(rest)); err == nil {
				d, _ := io.ReadAll(io.LimitReader(r, 1<<20)) // as much as can be read
				out = append(out, string(d))
			}
			rest = rest[1:]
		}
	}
	return out
}

// pictures gives the colours of a picture as text, row by row.
func pictures(text string) []string {
	if !strings.HasPrefix(text, "\x89PNG") && !strings.Contains(text, "\n\x89PNG") {
		return nil
	}
	m, _, err := image.Decode(strings.NewReader(text[strings.Index(text, "\x89PNG"):]))
	if err != nil {
		return nil
	}
	var b strings.Builder
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			red, green, blue, _ := m.At(x, y).RGBA()
			b.Write([]byte{byte(red >> 8), byte(green >> 8), byte(blue >> 8)})
		}
		b.WriteByte('\n')
	}
	if n, ok := m.(*image.NRGBA); ok { // with the colours under what is transparent
		for at := 0; at+4 <= len(n.Pix); at += 4 {
			b.Write(n.Pix[at : at+3])
		}
	}
	if p, ok := m.(*image.Paletted); ok { // and those that no pixel has
		used := map[uint8]bool{}
		for _, i := range p.Pix {
			used[i] = true
			n := color.NRGBAModel.Convert(p.Palette[i]).(color.NRGBA)
			b.Write([]byte{n.R, n.G, n.B})
		}
		for i, c := range p.Palette {
			if n := color.NRGBAModel.Convert(c).(color.NRGBA); !used[uint8(i)] {
				b.Write([]byte{n.R, n.G, n.B})
			}
		}
	}
	return []string{b.String()}
}

// The search itself sees a token in every form; else the canary test would
// pass whatever is published.
func TestTokensAreSeenInEveryForm(t *testing.T) {
	const word, other = "tokbcdfghjkm", "tokzzzzzzzzz"
	gz := func(s string) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write([]byte(s)) // to memory
		w.Close()
		return b.String()
	}
	spell := func(format string) string {
		var b strings.Builder
		for _, c := range word {
			fmt.Fprintf(&b, format, c)
		}
		return b.String()
	}
	quoted, err := json.Marshal("<" + word + ">")
	if err != nil {
		t.Fatal(err)
	}
	for form, text := range map[string]string{
		"plain":               "a " + word + ".",
		"in capitals":         strings.ToUpper(word),
		"entities":            spell("&#%d;"),
		"hexadecimal":         spell("&#x%x;"),
		"percent":             spell("%%%02x"),
		"JSON":                spell(`\u%04x`),
		"JSON beside escapes": string(quoted),
		"base64":              base64.StdEncoding.EncodeToString([]byte("words, " + word)),
		"base64 for URLs":     "data:x;base64,AA" + base64.URLEncoding.EncodeToString([]byte("?>~~"+word)),
		"gzip":                gz(word),
		"gzip in base64":      base64.StdEncoding.EncodeToString([]byte(gz(word))),
		"entities in percent": strings.ReplaceAll(strings.ReplaceAll(spell("&#%d;"), "&", "%26"), "#", "%23"),
		"seen pixels":         pixels(word, other, other),
		"transparent pixels":  pixels(other, word, other),
		"PNG text":            pixels(other, other, word),
		"Exif":                photograph(word, other, 0),
		"partly bold":         word[:5] + "<strong>" + word[5:8] + "</strong>" + word[8:],
		"hidden in a tag":     "<img alt=\"" + word[:5] + "\u00ad" + word[5:] + "\">",
		"soft hyphens":        word[:5] + "\u00ad" + word[5:],
		"joiners":             word[:4] + "\u200d" + word[4:],
	} {
		if !tokensIn(text)[word] {
			t.Errorf("%s: not seen in %q", form, text)
		}
	}
	if found := tokensIn("a token is no token: tokaaaaaaaaa tok"); len(found) > 0 {
		t.Errorf("found %v where there is none", found)
	}
}
