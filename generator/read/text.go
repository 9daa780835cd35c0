package read

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
	"goldenthread/generator/strict"
	"goldenthread/generator/work"
)

// text is what one page file gives.
type text struct {
	place    place
	version  *page.Version // nil where it is no version of any page
	meta     page.Meta
	problems []diag.Problem
	raw      string // the file's text, where a Memory keeps it
}

// text reads a page file. A mistake makes this version unreadable, and
// nothing else.
func (r *reader) text(file string) text {
	t := text{place: locate(file)}
	if t.place.nowhere {
		t.problems = append(t.problems, *t.place.fault)
		return t
	}
	t.version = &page.Version{Edition: t.place.edition, File: file, Fault: t.place.fault}
	if t.version.Fault == nil {
		if err := work.Safely(func() error { r.fill(&t); return nil }); err != nil {
			fault := ProgramFault(file, err)
			t.version.Fault = &fault
		}
	}
	if f := t.version.Fault; f != nil {
		t.version = &page.Version{Edition: t.place.edition, File: file, Fault: f, Unread: t.version.Unread}
		t.meta = page.Meta{Lines: map[string]int{}}
		t.problems = append(t.problems, *f)
	}
	return t
}

func (r *reader) fill(t *text) {
	v := t.version
	room := r.spare.Get().(*bytes.Buffer)
	defer r.spare.Put(room)
	raw, bad, err := readTextInto(room, r.fsys, v.File)
	if err != nil {
		p := cannotOpen(v.File)
		bad = &p
	}
	src := string(raw) // the page's text is pieces of it
	defer func() {
		if v.Fault != nil {
			v.Unread = src
		}
	}()
	if v.Fault = bad; bad != nil {
		return
	}
	if r.memory != nil { // what was read of it is pieces of it anyhow
		t.raw = src
	}
	front, body, bodyLine, bad := split(v.File, src)
	if v.Fault = bad; bad != nil {
		return
	}
	value, log := strict.Parse(v.File, []byte(front), 1)
	if !log.Failed() {
		if v.Edition == page.EasyRead {
			easyRead(v, value)
		} else {
			t.meta = standard(v, value, t.place)
		}
		v.Front = otherTexts(value)
	}
	doc := r.markdown.Parse(v.File, body, bodyLine)
	t.problems = append(t.problems, log.Problems...)
	t.problems = append(t.problems, doc.Problems...)
	if v.Fault = log.Fault(); v.Fault != nil {
		return
	}
	if v.Fault = doc.Fault; v.Fault != nil {
		return
	}
	v.Body = doc.Nodes
	v.Words = page.CountWords(v.Body)
	for _, nodes := range [][]page.Node{v.Title, v.Summary, v.Body} {
		for n := range page.Walk(nodes) {
			if n.Kind == page.PersonName && !slices.Contains(v.People, n.Person) {
				v.People = append(v.People, n.Person)
			}
		}
	}
}

// ProgramFault is the problem of a file that the program fails over: that file is
// withheld, and the others go on.
func ProgramFault(file string, err error) diag.Problem {
	return diag.Problem{Code: "program-fault", Place: diag.Place{File: file},
		Message: "The program failed over this file, by a fault of its own.",
		Fix:     "Until it is mended, write the file in another way. Please send those who make the program this line: " + err.Error()}
}

// decodeText takes a byte order mark and carriage returns away, and refuses
// what is not text.
func decodeText(file string, src []byte) ([]byte, *diag.Problem) {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	}
	bad := bytes.IndexByte(src, 0)
	if bad < 0 && utf8.Valid(src) {
		return src, nil
	}
	for i := 0; bad < 0 && i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			bad = i
		}
		i += n
	}
	before := src[:bad]
	start := bytes.LastIndexByte(before, '\n') + 1
	return nil, &diag.Problem{Code: "bad-encoding",
		Place:   diag.Place{File: file, Line: 1 + bytes.Count(before, []byte("\n")), Column: 1 + utf8.RuneCount(before[start:])},
		Message: "There is a character here that is not text in UTF-8.",
		Fix:     "Save the file as UTF-8 in your editor, or type the character again.",
	}
}

// split parts a page file into its front matter and its text, and gives the
// line on which the text begins.
func split(file, src string) (front, body string, bodyLine int, bad *diag.Problem) {
	fault := func(line int, message, fix string) *diag.Problem {
		return &diag.Problem{Code: "front-matter", Place: diag.Place{File: file, Line: line, Column: 1}, Message: message, Fix: fix}
	}
	const fix = "Write a line of three plain hyphens, ---, before the keys and another behind them."
	first, rest, _ := strings.Cut(src, "\n")
	switch first = strings.TrimRight(first, " "); {
	case first == "---":
	case first == "+++":
		return "", "", 0, fault(1, "The page begins with '+++', which is another program's way.", "Write --- and keys of the form 'title: A place to start'.")
	case strings.HasPrefix(first, `{\rtf`):
		return "", "", 0, fault(1, "This file is saved as rich text, as word processors do.", "Save it as plain text: in TextEdit, Format, then Make Plain Text.")
	case isDashes(first):
		return "", "", 0, fault(1, "The first line looks like three hyphens, but is not.", "Type three plain hyphens, ---. Some editors make a long dash of them.")
	default:
		return "", "", 0, fault(1, "The page does not begin with its keys.", fix)
	}
	line, like := 1, 0
	for at := 0; at < len(rest); {
		line++
		end := strings.IndexByte(rest[at:], '\n')
		if end < 0 {
			end = len(rest) - at
		}
		this := strings.TrimRight(rest[at:at+end], " ")
		next := min(at+end+1, len(rest))
		if this == "---" {
			return rest[:at], rest[next:], line + 1, nil
		}
		if like == 0 && isDashes(this) {
			like = line
		}
		at = next
	}
	if like > 0 {
		return "", "", 0, fault(like, "This line looks like three hyphens, but is not.", "Type three plain hyphens, ---. Some editors make a long dash of them.")
	}
	return "", "", 0, fault(1, "The keys that begin here have no closing line.", "Write a line of three plain hyphens, ---, behind the last key.")
}

// isDashes says whether a line holds nothing but some kind of dashes.
func isDashes(s string) bool {
	return s != "" && strings.Trim(s, "-‐‑‒–—―−") == ""
}
