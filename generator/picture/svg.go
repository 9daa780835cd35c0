package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"goldenthread/generator/diag"
)

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
	htmlSpace  = "http://www.w3.org/1999/xhtml"
)

var (
	errNotSVG  = errors.New("not an SVG drawing")
	errTooDeep = errors.New("too many elements inside one another")
)

// entity finds the names that a DOCTYPE gives to pieces of text.
var entity = regexp.MustCompile(`<!ENTITY\s+([^\s%"'<>]+)`)

// ownID is an id that says nothing, such as the rewriter gives.
var ownID = regexp.MustCompile(`^i[0-9]{1,5}$`)

// rewriter reads a drawing token by token and writes what is on the lists.
// Nothing is copied from the source but names and values that were looked at.
type rewriter struct {
	in  *xml.Decoder
	out bytes.Buffer
	// line is where the token in hand begins.
	line int
	// depth counts the source's open elements, skip those of them that lie
	// inside, or are, one that is left out.
	depth, skip int
	// open holds the names of the written elements that are not yet closed;
	// unfinished says that the last one's start tag lacks its ">".
	open       []string
	unfinished bool
	// ids holds the new name of each id: layers are named by people, after people.
	ids map[string]string
	// rules are those of the drawing's style sheets.
	rules []rule
	// words are those that can be read in the drawing, glued the same with
	// nothing between the pieces of a text.
	words, glued  strings.Builder
	width, height int
	// unsafe says what the first unsafe part was, "" when there was none.
	unsafe     string
	unsafeLine int
	// left is what the source holds and the new file does not.
	left load
}

// rewrite makes a drawing anew.
func rewrite(file string, source []byte) (Facts, []diag.Problem, bool) {
	w, problem := read(source)
	if problem != nil {
		return Facts{}, refused(file, *problem), false
	}
	f := Facts{Drawing: w.out.Bytes(), Width: w.width, Height: w.height, Words: w.said(), Memory: 8 * int64(len(source))}
	if w.unsafe == "" {
		return f, nil, true
	}
	return f, []diag.Problem{{
		Severity: diag.Warning,
		Code:     "svg-unsafe",
		Place:    diag.Place{File: file, Line: w.unsafeLine},
		Message:  "Parts of this drawing that a plain drawing does not need were left out; the first is " + w.unsafe + ".",
		Fix:      "Build, and look at the drawing on its page; if something is missing, save it again as plain SVG with presentation attributes and without links, effects and embedded pictures, or save it as PNG.",
	}}, true
}

// read rewrites a drawing, or says why it is none.
func read(source []byte) (*rewriter, *diag.Problem) {
	if len(source) > maxSVG {
		return nil, &diag.Problem{
			Code:    "picture-too-large",
			Message: "This drawing is larger than 2 MB.",
			Fix:     "Simplify the drawing in the drawing program, or save it as PNG and use that.",
		}
	}
	broken := malformed(0)
	if !utf8.Valid(source) {
		return nil, &broken
	}
	in := xml.NewDecoder(bytes.NewReader(withoutMark(source)))
	in.Entity = map[string]string{}
	rules, err := sheets(source)
	if err != nil {
		return nil, &diag.Problem{
			Code:    "svg-style",
			Message: "This drawing has a style sheet that cannot be followed here, which may say what is not to be seen of it.",
			Fix:     "Save it again in the drawing program as plain SVG with presentation attributes (not with CSS), or as PNG, and use that copy.",
		}
	}
	w := &rewriter{in: in, ids: map[string]string{}, rules: rules, left: load{}}
	err = w.run()
	if errors.Is(err, errTooDeep) {
		return nil, &diag.Problem{
			Code:    "picture-too-large",
			Place:   diag.Place{Line: w.line},
			Message: "This drawing has more than 100 groups inside one another.",
			Fix:     "Ungroup the drawing in the drawing program, or save it as PNG and use that.",
		}
	}
	if err != nil {
		broken.Line = w.line
		return nil, &broken
	}
	return w, nil
}

func malformed(line int) diag.Problem {
	return diag.Problem{
		Code:    "picture-unreadable",
		Place:   diag.Place{Line: line},
		Message: "This file cannot be read as an SVG drawing.",
		Fix:     "Save it again in the drawing program as plain SVG in UTF-8, or as PNG, and use that copy.",
	}
}

// run goes through the whole source. An error means that it is no drawing.
func (w *rewriter) run() error {
	for {
		w.line, _ = w.in.InputPos()
		token, err := w.in.Token()
		if errors.Is(err, io.EOF) && w.out.Len() > 0 {
			return nil // the decoder has seen to it that all is closed
		}
		if err != nil {
			w.line, _ = w.in.InputPos()
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			err = w.start(t)
		case xml.EndElement:
			w.end()
		case xml.CharData:
			err = w.text(t)
		case xml.Directive:
			w.doctype(t)
		case xml.Comment:
			w.left[carriesText] = true
		case xml.ProcInst:
			if t.Target != "xml" {
				w.report("a note to a program")
			}
		}
		if err != nil {
			return err
		}
	}
}

// report remembers the first unsafe part.
func (w *rewriter) report(what string) {
	w.left[carriesOther] = true
	if w.unsafe == "" {
		w.unsafe, w.unsafeLine = what, w.line
	}
}

// doctype makes every text that a DOCTYPE names stand for nothing: such texts
// can be made to grow without end. The names must be known all the same, or
// the first use of one would count as a mistake; Illustrator uses them always.
func (w *rewriter) doctype(t xml.Directive) {
	for _, name := range entity.FindAllSubmatch(t, -1) {
		w.in.Entity[string(name[1])] = ""
		w.report("a DOCTYPE that gives names to pieces of text")
	}
}

// start writes an element with its attributes, or begins to skip it.
func (w *rewriter) start(t xml.StartElement) error {
	w.depth++
	if w.depth > maxDepth {
		return errTooDeep
	}
	root := w.depth == 1
	if root && (w.out.Len() > 0 || t.Name.Local != "svg" || t.Name.Space != "" && t.Name.Space != svgSpace) {
		return errNotSVG
	}
	if w.skip > 0 {
		w.skip++
		return nil
	}
	name := w.name(t.Name)
	if name == "" {
		w.skip++
		return nil
	}
	list := w.attributes(name, t.Attr)
	if !root && drawn(name) && list.hides() {
		w.skip++ // a hidden layer is not part of what is seen
		w.left[carriesHidden] = true
		return nil
	}
	if root {
		w.width, w.height = size(list.get("width"), list.get("height"), list.get("viewBox"))
	}
	w.finish()
	w.out.WriteString("<" + name)
	if name == "text" {
		w.words.WriteByte('\n')
		w.glued.WriteByte('\n')
	}
	if name == "tspan" && list.moves() {
		w.words.WriteByte('\n')
	}
	if root {
		w.out.WriteString(` xmlns="` + svgSpace + `"`)
	}
	for _, a := range list {
		w.out.WriteString(" " + a.name + `="`)
		xml.EscapeText(&w.out, []byte(a.value)) // a buffer takes everything
		w.out.WriteByte('"')
	}
	w.open, w.unfinished = append(w.open, name), true
	return nil
}

// name gives the name under which an element is written, "" for none.
func (w *rewriter) name(n xml.Name) string {
	switch {
	case n.Space == htmlSpace:
		w.report("a piece of a web page")
		return ""
	case n.Space != "" && n.Space != svgSpace:
		w.left[carriesNotes] = true
		return "" // a program's own
	case element(n.Local):
		return n.Local
	case n.Local == "title" || n.Local == "desc" || n.Local == "metadata":
		w.left[carriesText] = true
		return "" // they can hold names; the page says what the drawing shows
	case n.Local == "style":
		return "" // its rules are in the elements
	}
	w.report(describe(n.Local))
	if n.Local != "a" {
		return ""
	}
	// What was linked stays, without the link.
	if w.inText() {
		return "tspan"
	}
	return "g"
}

func (w *rewriter) inText() bool {
	if len(w.open) == 0 {
		return false
	}
	last := w.open[len(w.open)-1]
	return last == "text" || last == "tspan"
}

// finish completes the last start tag.
func (w *rewriter) finish() {
	if w.unfinished {
		w.out.WriteByte('>')
		w.unfinished = false
	}
}

func (w *rewriter) end() {
	w.depth--
	if w.skip > 0 {
		w.skip--
		return
	}
	last := len(w.open) - 1
	if w.unfinished {
		w.out.WriteString("/>")
		w.unfinished = false
	} else {
		w.out.WriteString("</" + w.open[last] + ">")
	}
	w.open = w.open[:last]
}

// text writes the words that are drawn; all others are only there for editors.
func (w *rewriter) text(t xml.CharData) error {
	if w.depth == 0 && strings.TrimSpace(string(t)) != "" {
		return errNotSVG
	}
	if w.skip == 0 && len(t) > 0 && w.inText() {
		w.finish()
		w.words.Write(t)
		w.glued.Write(t)
		xml.EscapeText(&w.out, t)
		return nil
	}
	w.left.add(carriesText, w.skip == 0 && len(bytes.TrimSpace(t)) > 0)
	return nil
}

// said gives the words of the drawing. A piece of a text that has its place may
// begin a line, or be a letter that was moved a little: names are to be found
// in either, so where they differ both are given.
func (w *rewriter) said() string {
	apart, glued := strings.TrimSpace(w.words.String()), strings.TrimSpace(w.glued.String())
	if slices.Equal(strings.Fields(apart), strings.Fields(glued)) {
		return apart
	}
	return apart + "\n" + glued
}

// id gives the new name of an id, the same wherever it is used.
func (w *rewriter) id(old string) string {
	if w.ids[old] == "" {
		w.left.add(carriesText, !ownID.MatchString(old))
		w.ids[old] = "i" + strconv.Itoa(len(w.ids)+1)
	}
	return w.ids[old]
}
