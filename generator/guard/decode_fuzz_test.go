package guard

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"
)

// This file holds the decoder against decoders of others.

// FuzzDecoder asks that whatever text or value a decoder of others finds in a
// file, the guard's finds, too.
func FuzzDecoder(f *testing.F) {
	for _, forms := range [][]form{tagForms, attributeForms, escapeForms, xmlForms, mixtureForms} {
		for _, one := range forms {
			f.Add(one.ext, one.text)
		}
	}
	archives, err := filepath.Glob("../testdata/golden/*.txtar")
	if err != nil || len(archives) == 0 {
		f.Fatalf("no golden files: %v", err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasPrefix(file.Name, "out/") || strings.HasPrefix(file.Name, "main/") {
				f.Add(filepath.Ext(file.Name), string(file.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, ext, text string) {
		if !isText([]byte(text)) || len(text) > 20_000 || oddities.MatchString(text) {
			return
		}
		others := map[string]func(string) []string{".html": func(text string) []string { return inHTML(text, 0) }, ".json": inJSON, ".xml": inXML}[ext]
		if others == nil {
			return
		}
		d := decoder{languages: map[string]bool{"en-GB": true}}
		var given []string
		d.each(ext, []byte(text), func(text []byte, _ bool) { given = append(given, spaced(string(text))) })
		for _, want := range others(text) {
			// In attributes, browsers leave &copy2 alone, and the guard does not.
			want, decoded := spaced(want), spaced(html.UnescapeString(want))
			if !slices.ContainsFunc(given, func(s string) bool { return strings.Contains(s, want) || strings.Contains(s, decoded) }) {
				t.Errorf("in %q there is %q, which the guard does not see", text, want)
			}
		}
	})
}

var space = regexp.MustCompile(`[\x00-\x20]+`)

// spaced makes all white space alike: JSON's escapes for it become spaces, and
// others read \r\n as \n.
func spaced(text string) string { return space.ReplaceAllString(text, " ") }

var (
	inlines = []string{"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"}
	tongues = []string{"lang", "xml:lang", "hreflang"}
	formal  = []string{"dir", "datetime", "width", "height"}
	// oddities are what html/template never writes and the guard reads otherwise
	// than browsers: </ with no letter behind it, comments that end at once or in
	// --!>, \v, which it takes for white space, and &#9 with no semicolon, &#x;
	// with no digit, and numbers that are too large.
	oddities = regexp.MustCompile(`</[^a-zA-Z]|<!--+>|--!>|\v|&#[0-9](?:[^0-9;]|$)|&#[xX](?:[^0-9a-fA-F]|$)|&#[xX]?[0-9a-fA-F]{8}`)
	// raws hold text alone, be there tags in it or not. The guard reads it as it
	// reads all else: some are shown by browsers that cannot do better, and
	// html/template lets no < into title and textarea.
	raws = []string{"iframe", "noembed", "noframes", "noscript", "plaintext", "textarea", "title", "xmp"}
)

// isUnseen says whether a value of an attribute is none that the guard reads.
func isUnseen(key, value string) bool {
	return key == "class" || slices.Contains(tongues, key) && value == "en-GB" || slices.Contains(formal, key) && noName.MatchString(value)
}

// inHTML gives the texts and values that the tokenizer of x/net finds; texts run
// on across tags that style them, and across comments.
func inHTML(text string, depth int) (all []string) {
	if depth > 1 {
		return nil
	}
	z := html.NewTokenizer(strings.NewReader(text))
	running, within, linked := "", "", false
	for {
		kind := z.Next()
		raw := string(z.Raw())
		token := z.Token()
		styled := kind == html.TextToken || kind == html.CommentToken || slices.Contains(inlines, token.Data)
		if !styled {
			all, running = append(all, running), ""
		}
		switch kind {
		case html.ErrorToken:
			return all
		case html.TextToken:
			switch {
			case slices.Contains(raws, within):
				all = append(all, inHTML(token.Data, depth+1)...)
			case strings.Contains(strings.ToLower(token.Data), "</"+within):
				// The guard ends a script at </scripts, too.
			case linked:
				all = append(all, inLinked(token.Data)...)
			default:
				running += token.Data
			}
		case html.CommentToken, html.DoctypeToken:
			// As it is written: the tokenizer decodes entities here, browsers do not.
			all = append(all, strings.TrimSuffix(strings.TrimSuffix(strings.TrimLeft(raw, "<!?-"), ">"), "--"))
		}
		for _, a := range token.Attr {
			if !isUnseen(a.Key, a.Val) && !(a.Key == "id" && isHeading([]byte(token.Data))) { // which may repeat what the heading says
				all = append(all, a.Val)
			}
		}
		if within = ""; kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			within = token.Data
		}
		linked = within == "script" && isLinked([]byte(raw))
	}
}

// inLinked gives the strings of JSON-LD, but for what it is made of.
func inLinked(text string) []string {
	return slices.DeleteFunc(inJSON(text), func(s string) bool {
		keys := []string{"@context", "@type", "accessMode", "accessibilityFeature", "accessibilityHazard", "inLanguage"}
		return isLinkedKey(s) || slices.ContainsFunc(keys, func(key string) bool { return isLinkedWord(key, s, map[string]bool{"en-GB": true}) })
	})
}

// inJSON gives the strings of a file that is JSON, but for the keys that feeds are
// made of.
func inJSON(text string) (all []string) {
	d := json.NewDecoder(strings.NewReader(text))
	var in []bool   // of each object or list around: whether it is an object
	var items []int // how many tokens stood in each
	key := ""
	for {
		token, err := d.Token()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				return nil // not JSON
			}
			return all
		}
		depth := len(in) - 1
		isKeyHere := depth >= 0 && in[depth] && items[depth]%2 == 0
		switch token := token.(type) {
		case json.Delim:
			if token == '}' || token == ']' {
				in, items = in[:depth], items[:depth]
				continue
			}
			if depth >= 0 {
				items[depth]++
			}
			in, items = append(in, token == '{'), append(items, 0)
			continue
		case string:
			switch {
			case isKeyHere && isKey(token):
			case !isKeyHere && key == "language" && token == "en-GB":
			case !isKeyHere && key == "content_html":
				all = append(all, inHTML(token, 1)...)
			default:
				all = append(all, token)
			}
		}
		if depth >= 0 {
			items[depth]++
		}
		if key, _ = token.(string); !isKeyHere {
			key = ""
		}
	}
}

// inXML gives the texts and values of a file that is XML.
func inXML(text string) (all []string) {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				return nil // not XML
			}
			return all
		}
		switch token := token.(type) {
		case xml.CharData:
			// A page in a feed is read without its tags.
			all = append(all, inHTML(string(token), 0)...)
		case xml.Comment:
			all = append(all, string(token))
		case xml.StartElement:
			for _, a := range token.Attr {
				if !isUnseen(strings.ToLower(a.Name.Local), a.Value) {
					all = append(all, a.Value)
				}
			}
		}
	}
}

var (
	percents    = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)
	stylesheets = regexp.MustCompile(`\\([0-9A-Fa-f]{1,6})[ \t\n\f]?`)
)

// FuzzEscapes holds what reads percent, JSON and styles against others.
func FuzzEscapes(f *testing.F) {
	for _, s := range []string{
		"%53am", "%2553", "100%", "%zz%5", "%C3%A9", "+", "%%53", `\u0053\x53\u{53}`, `\ud83d\ude00 \ud83d \ude00`, `\\u0053`, `\"\/\b\f\n\r\t`,
		`\`, `\u`, `\u00`, `\u{`, `\u{}`, `\u{110000}`, `\u{ffffffffffff}`, `\53 am`, `\000053am`, `\0000053`, `\ffffff`, `\0`, "\\53\tam", `\g`, `\\53`, "%", "",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !isText([]byte(text)) || strings.ContainsAny(text, "\v\r") {
			return // styles: \v is white space to the guard alone, and \r\n is one to others
		}
		same := func(of, got, want string) {
			t.Helper()
			if got != want {
				t.Errorf("%s of %q: %q, want %q", of, text, got, want)
			}
		}
		decoded := func(decode func([]byte) []byte) string {
			if out := decode([]byte(text)); out != nil {
				return string(out)
			}
			return text // there is nothing to decode
		}
		same("percent", decoded(percent), percents.ReplaceAllStringFunc(text, func(s string) string {
			n, _ := strconv.ParseUint(s[1:], 16, 8) // two digits
			return string([]byte{byte(n)})
		}))
		if other, err := url.PathUnescape(text); err == nil {
			same("percent in an address", decoded(percent), other)
		}
		var other string
		if json.Unmarshal([]byte(`"`+text+`"`), &other) == nil {
			same("JSON", spaced(decoded(escapes)), spaced(other))
		}
		same("styles", decoded(styleEscapes), stylesheets.ReplaceAllStringFunc(text, func(s string) string {
			n, _ := strconv.ParseUint(strings.TrimSpace(s[1:]), 16, 32) // six digits
			if n > utf8.MaxRune {
				n = utf8.RuneError
			}
			return string(rune(n))
		}))
	})
}
