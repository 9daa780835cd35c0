// Package approval says exactly which text a person approves: a canonical form
// of what a reader reads and sees of one version of a page, its digest, and
// the short code that a person reads out, signs or sends.
//
// The form has a version, v1. Its description, with test vectors, is
// docs/approval-text.md. It never changes: an upgrade of the program must not
// take a site down, so another form would be a v2 beside it.
//
// In the form are title, summary, content notes, made-with, body (words, link
// addresses, directives with their attributes, alt texts, captions,
// transcripts, sources, in order) and the SHA-256 of each picture, cover and
// medium. White space and Markdown styling are folded; names stand as
// :person[id]. The theme, tags and dates are not in it.
package approval

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"goldenthread/generator/page"
)

// Text is the digest of a version's text: v1:sha256: and 64 hexadecimal digits.
type Text string

// TextOf gives the digest of a version of a page that can be read. Pictures
// are those of the page's Source.
func TextOf(site *page.Site, p *page.Page, v *page.Version, pictures map[string]page.Picture) Text {
	w := writers.Get().(*writer)
	sum := sha256.Sum256(w.canonical(site, p, v, pictures))
	w.site, w.pictures = nil, nil
	writers.Put(w)
	return Text("v1:sha256:" + hex.EncodeToString(sum[:]))
}

// writers are used by turns: each text is taken apart once, and forgotten.
var writers = sync.Pool{New: func() any { return new(writer) }}

// alphabet is that of Crockford's base 32, without I, L, O and U.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Code gives the first 40 bits of the digest as eight letters, K7QF-2M9X; ""
// if t is no digest.
func (t Text) Code() string {
	digits, ok := strings.CutPrefix(string(t), "v1:sha256:")
	raw, err := hex.DecodeString(digits)
	if !ok || err != nil || len(raw) != sha256.Size {
		return ""
	}
	bits := binary.BigEndian.Uint64(raw[:8]) >> 24
	var letters [9]byte
	for i := 8; i >= 0; i-- {
		if i == 4 {
			letters[i] = '-'
			continue
		}
		letters[i] = alphabet[bits&31]
		bits >>= 5
	}
	return string(letters[:])
}

// SameCode says whether a code that somebody typed or read out is this code:
// without regard to case, hyphens and spaces, and with O for 0, I and L for 1.
func SameCode(typed, code string) bool {
	fold := strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1")
	typed = fold.Replace(strings.ToUpper(typed))
	return typed != "" && typed == fold.Replace(code)
}

// Canonical gives the canonical form itself.
func Canonical(site *page.Site, p *page.Page, v *page.Version, pictures map[string]page.Picture) string {
	return string(new(writer).canonical(site, p, v, pictures))
}

// canonical gives the form, until the writer is used again.
func (w *writer) canonical(site *page.Site, p *page.Page, v *page.Version, pictures map[string]page.Picture) []byte {
	w.site, w.file, w.pictures = site, v.File, pictures
	w.out.Reset()
	w.text.Reset()
	w.line("goldenthread", "v1")
	w.inlineLine("title", v.Title)
	w.inlineLine("summary", v.Summary)
	if v.Edition == page.Standard {
		for _, note := range p.Meta.ContentNotes {
			w.line("content-note", note)
		}
		for _, m := range p.Meta.MadeWith {
			if m.Person != "" {
				w.line("made-with-person", m.Person)
			} else {
				w.line("made-with-group", m.Group)
			}
			w.line("made-with-did", m.Did)
		}
		if p.Meta.Cover != "" {
			w.source("cover", p.Meta.Cover)
		}
	}
	w.nodes(v.Body)
	w.flush()
	return w.out.Bytes()
}

// writer writes the form: lines of a word, a space and a value. Running text
// gathers in text until something else comes, and is one line.
type writer struct {
	out      bytes.Buffer
	text     bytes.Buffer
	site     *page.Site
	file     string
	pictures map[string]page.Picture
}

// fold writes s with every run of white space made one space, and none at its
// ends; it says whether there was anything else.
func (w *writer) fold(word string, s []byte) bool {
	start := w.out.Len()
	w.out.WriteString(word)
	w.out.WriteByte(' ')
	begin, gap := w.out.Len(), false
	for len(s) > 0 {
		if n := asItIs(s); n > 0 {
			if gap {
				w.out.WriteByte(' ')
				gap = false
			}
			w.out.Write(s[:n])
			s = s[n:]
			continue
		}
		r, n := utf8.DecodeRune(s)
		if unicode.IsSpace(r) {
			gap = w.out.Len() > begin
		} else {
			if gap {
				w.out.WriteByte(' ')
				gap = false
			}
			w.out.Write(s[:n])
		}
		s = s[n:]
	}
	if w.out.Len() == begin {
		w.out.Truncate(start)
		return false
	}
	w.out.WriteByte('\n')
	return true
}

// asItIs gives how many bytes s begins with that stay as they are: ASCII words with
// single spaces between them.
func asItIs(s []byte) int {
	isWord := func(c byte) bool { return c > ' ' && c < utf8.RuneSelf }
	n := 0
	for n < len(s) && (isWord(s[n]) || n > 0 && s[n] == ' ' && n+1 < len(s) && isWord(s[n+1])) {
		n++
	}
	return n
}

func (w *writer) line(word, value string) {
	w.flush()
	if !w.fold(word, []byte(value)) {
		w.out.WriteString(word + " \n")
	}
}

func (w *writer) flush() {
	w.fold("text", w.text.Bytes())
	w.text.Reset()
}

// inlineLine writes a title or summary, if there is one.
func (w *writer) inlineLine(word string, nodes []page.Node) {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(asWritten(n))
	}
	if b.Len() > 0 {
		w.line(word, b.String())
	}
}

// asWritten gives the words of a node, or :person[id]. Words that only look
// like that have a backslash in front, as a writer has to write them.
func asWritten(n page.Node) string {
	if n.Kind == page.PersonName {
		return ":person[" + n.Person + "]"
	}
	return strings.ReplaceAll(n.Text, ":person[", `\:person[`)
}

// source writes the digest of a picture's or medium's bytes; of one that is not
// there, its name as written.
func (w *writer) source(word, link string) {
	p, ok := w.pictures[w.site.PictureFile(w.file, link)]
	if !ok || p.Sum == ([32]byte{}) {
		w.line(word+"-missing", link)
		return
	}
	w.line(word, hex.EncodeToString(p.Sum[:]))
}

func (w *writer) nodes(nodes []page.Node) {
	for i := range nodes {
		w.node(&nodes[i])
	}
}

func (w *writer) node(n *page.Node) {
	switch n.Kind {
	case page.Text, page.Code, page.CodeBlock, page.PersonName:
		w.text.WriteString(asWritten(*n))
	case page.HardBreak:
		w.text.WriteByte(' ')
	case page.Link:
		w.line("link", n.URL)
		if n.Title != "" {
			w.line("link-title", n.Title)
		}
		w.nodes(n.Children)
		w.line("end", "link")
		return
	case page.Image:
		w.image(n)
		return
	case page.Strike:
		w.around("strike", n)
		return
	case page.FootnoteRef:
		w.line("footnote-mark", strconv.Itoa(int(n.N)))
	case page.Footnote:
		w.line("footnote", strconv.Itoa(int(n.N)))
	case page.QuoteBlock, page.NoteBox, page.ContentNoteBox, page.HelpBox, page.Details, page.Gallery, page.Audio, page.Video:
		w.directive(n)
		return
	}
	w.nodes(n.Children)
	if n.Kind.Block() {
		w.text.WriteByte(' ')
	}
}

func (w *writer) around(word string, n *page.Node) {
	w.line("begin", word)
	w.nodes(n.Children)
	w.line("end", word)
}

// image writes a picture's digest, its alt text as a reader gets it, and its
// title.
func (w *writer) image(n *page.Node) {
	w.source("picture", n.URL)
	alt := n.Text
	for _, c := range n.Children {
		alt += " " + asWritten(c)
	}
	if alt == "" {
		alt = w.pictures[w.site.PictureFile(w.file, n.URL)].Alt
	}
	if alt != "" {
		w.line("alt", alt)
	}
	if n.Title != "" {
		w.line("picture-title", n.Title)
	}
}

func (w *writer) directive(n *page.Node) {
	name := directiveName(n.Kind)
	w.line("begin", name)
	for _, a := range n.Attrs {
		switch a.Key {
		case "src", "captions", "transcript":
			w.source(a.Key, a.Value)
		default:
			w.line("with-"+a.Key, a.Value)
		}
	}
	if n.Text != "" {
		w.line("label", n.Text)
	}
	w.nodes(n.Children)
	w.line("end", name)
}

func directiveName(k page.Kind) string {
	switch k {
	case page.QuoteBlock:
		return "quote"
	case page.NoteBox:
		return "note"
	case page.ContentNoteBox:
		return "content-note"
	case page.HelpBox:
		return "help"
	case page.Details:
		return "details"
	case page.Gallery:
		return "gallery"
	case page.Audio:
		return "audio"
	default:
		return "video"
	}
}
