// Package markdown turns Markdown with directives into a document, and a
// document into HTML or plain text.
//
// The Markdown is CommonMark with tables, footnotes and strikethrough, read by
// goldmark, and the generic directives of site-format. The document is a tree
// of page.Node: plain data without a link to its source, so that what may not
// be published can be taken out of it, and so that nothing which renders it can
// reach what was taken out.
//
// It promises that nothing written as raw HTML is in a document, and that
// every directive of a document is one that it knows, with known attributes
// and an end. It does not resolve links or pictures, and it decides nothing.
package markdown

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// maxDepth bounds how deep quotations, lists and emphasis may be nested.
const maxDepth = 100

// Parser reads Markdown. It is safe for concurrent use.
type Parser struct {
	md    goldmark.Markdown
	spare sync.Pool // of *[]byte: texts while they are parsed
}

// NewParser makes a Parser.
func NewParser() *Parser {
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote))
	md.Parser().AddOptions(
		parser.WithBlockParsers(util.Prioritized(blockParser{}, 650)),
		parser.WithInlineParsers(util.Prioritized(inlineParser{}, 50)),
	)
	return &Parser{md: md}
}

// Document is what was read of a text.
type Document struct {
	Nodes []page.Node
	// Fault says why the text is unreadable; nil when it can be read. Nodes are
	// empty where there is a fault.
	Fault *diag.Problem
	// Problems are the others: raw HTML that was left out.
	Problems []diag.Problem
}

// Parse reads the text body of a file, whose first line is line firstLine of
// that file. The body is UTF-8 with line feeds.
func (p *Parser) Parse(file, body string, firstLine int) Document {
	if !strings.HasSuffix(body, "\n") {
		body += "\n"
	}
	spare, _ := p.spare.Get().(*[]byte)
	if spare == nil {
		spare = new([]byte)
	}
	defer p.spare.Put(spare)
	c := &converter{file: file, body: body, source: append((*spare)[:0], body...), first: firstLine, lineStart: make([]int, 1, 1+strings.Count(body, "\n"))}
	for i := 0; i < len(body); i++ {
		if body[i] == '\n' {
			c.lineStart = append(c.lineStart, i+1)
		}
	}
	*spare = c.source
	if line := tooDeep(body); line > 0 {
		c.fault(c.lineStart[line-1], "too-deep", "Quotations or lists are nested more than 100 deep here.", "Nest them less deeply.")
		return Document{Fault: c.fatal}
	}
	root := p.md.Parser().Parse(text.NewReader(c.source))
	nodes := c.blocks(root, 0)
	c.checkFootnotes()
	if c.fatal != nil {
		return Document{Fault: c.fatal, Problems: c.problems}
	}
	return Document{Nodes: packed(nodes), Problems: c.problems}
}

// converter turns goldmark's tree into nodes.
type converter struct {
	file      string
	body      string
	source    []byte
	first     int
	lineStart []int
	line      int // index into lineStart of the last position asked for
	problems  []diag.Problem
	fatal     *diag.Problem
	boxes     [][2]int // spans of container directives, in bytes
	notes     []int    // where footnotes and definitions of links are written, in bytes
}

// place gives the line in the file and the column of a byte of the body.
func (c *converter) place(offset int) (line, column int) {
	offset = min(max(offset, 0), len(c.body))
	for c.line > 0 && c.lineStart[c.line] > offset {
		c.line--
	}
	for c.line+1 < len(c.lineStart) && c.lineStart[c.line+1] <= offset {
		c.line++
	}
	return c.first + c.line, 1 + utf8.RuneCountInString(c.body[c.lineStart[c.line]:offset])
}

func (c *converter) problem(offset int, code, message, fix string) diag.Problem {
	line, column := c.place(offset)
	return diag.Problem{
		Code: code, Place: diag.Place{File: c.file, Line: line, Column: column},
		Message: message, Fix: fix,
	}
}

func (c *converter) fault(offset int, code, message, fix string) {
	if c.fatal == nil {
		p := c.problem(offset, code, message, fix)
		c.fatal = &p
	}
}

// faultAt is fault for a node whose place is known.
func (c *converter) faultAt(n page.Node, code, message, fix string) {
	if c.fatal == nil {
		c.fatal = &diag.Problem{
			Code: code, Place: diag.Place{File: c.file, Line: int(n.Line), Column: int(n.Column)},
			Message: message, Fix: fix,
		}
	}
}

func (c *converter) node(kind page.Kind, offset int) page.Node {
	line, column := c.place(offset)
	return page.Node{Kind: kind, Line: int32(line), Column: int32(column)}
}

// blocks converts the children of a block.
func (c *converter) blocks(parent ast.Node, depth int) []page.Node {
	if depth > maxDepth {
		c.fault(parent.Pos(), "too-deep", "Quotations or lists are nested more than 100 deep here.", "Nest them less deeply.")
		return nil
	}
	out := make([]page.Node, 0, parent.ChildCount())
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if m, ok := c.block(n, depth+1); ok {
			out = append(out, m)
		}
	}
	return out
}

func (c *converter) block(n ast.Node, depth int) (page.Node, bool) {
	m := c.node(0, n.Pos())
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		m.Kind, m.Children = page.Paragraph, c.inlines(n, depth)
	case *ast.Heading:
		m.Kind, m.N, m.Children = page.Heading, int32(n.Level), c.inlines(n, depth)
	case *ast.Blockquote:
		m.Kind, m.Children = page.Blockquote, c.blocks(n, depth)
	case *ast.List:
		m.Kind, m.Tight, m.N, m.Children = page.List, n.IsTight, -1, c.blocks(n, depth)
		if n.IsOrdered() {
			m.N = int32(n.Start)
		}
	case *ast.ListItem:
		m.Kind, m.Children = page.Item, c.blocks(n, depth)
	case *ast.CodeBlock:
		m.Kind, m.Text = page.CodeBlock, string(n.Lines().Value(c.source))
		if strings.Contains(m.Text, ":::") {
			c.fault(n.Pos(), "directive-form", "A line with three colons is indented by four spaces or more, which makes it a block of code.", "Take the spaces in front of the colons away.")
		}
	case *ast.FencedCodeBlock:
		if n.Lines().Len() > 0 {
			m = c.node(0, n.Lines().At(0).Start) // behind the fence
		}
		m.Kind, m.Text = page.CodeBlock, string(n.Lines().Value(c.source))
		if strings.Contains(m.Text, ":::") && !c.fenceEnds(n) {
			c.fault(n.Pos(), "directive-form", "This block of code is never closed, and swallows a line with three colons.", "Close it with a line of three backticks, or take its first line away.")
		}
	case *ast.ThematicBreak:
		m.Kind = page.Rule
	case *ast.HTMLBlock:
		c.rawHTML(n.Pos())
		return m, false
	case *ast.LinkReferenceDefinition:
		c.notes = append(c.notes, n.Pos())
		return m, false
	case *extast.Table:
		m.Kind, m.Children = page.Table, c.blocks(n, depth)
	case *extast.TableHeader, *extast.TableRow:
		m.Kind, m.Children = page.Row, c.blocks(n, depth)
	case *extast.TableCell:
		m.Kind, m.Children = page.Cell, c.inlines(n, depth)
		if n.Alignment != extast.AlignNone {
			m.Text = n.Alignment.String()
		}
	case *extast.FootnoteList:
		m.Kind, m.Children = page.FootnoteList, c.blocks(n, depth)
	case *extast.Footnote:
		c.notes = append(c.notes, n.Pos())
		m.Kind, m.N, m.Children = page.Footnote, int32(n.Index), c.blocks(n, depth)
		m.Ref = footnoteRefs(n)
	case *extast.FootnoteBacklink:
		// It stands among blocks where a footnote does not end in a paragraph.
		return m, false
	case *block:
		return c.directive(n, depth)
	default:
		c.fault(n.Pos(), "markdown", "Something here cannot be read as Markdown.", "Write this part more simply.")
		return m, false
	}
	return m, true
}

// fenceEnds says whether a fenced block of code has a closing line.
func (c *converter) fenceEnds(n *ast.FencedCodeBlock) bool {
	lines := n.Lines()
	if lines.Len() == 0 {
		return true
	}
	rest := strings.TrimLeft(c.body[min(lines.At(lines.Len()-1).Stop, len(c.body)):], " >\t")
	return strings.HasPrefix(rest, "```") || strings.HasPrefix(rest, "~~~")
}

func footnoteRefs(n *extast.Footnote) uint8 {
	refs := 0
	_ = ast.Walk(n, func(d ast.Node, entering bool) (ast.WalkStatus, error) {
		if _, ok := d.(*extast.FootnoteBacklink); ok && entering {
			refs++
		}
		return ast.WalkContinue, nil
	})
	return uint8(min(refs, 255))
}

// checkFootnotes refuses a footnote that is written inside a box: footnotes
// stand at the end of a page, where they would outlive a quotation that is
// left out.
func (c *converter) checkFootnotes() {
	for _, at := range c.notes {
		for _, box := range c.boxes {
			if at >= box[0] && at < box[1] {
				c.fault(at, "footnote-in-box", "A footnote, or what a link leads to, is written inside a box of three colons.", "Write it below the line that closes the box.")
			}
		}
	}
}

func (c *converter) rawHTML(offset int) {
	c.problems = append(c.problems, c.problem(offset, "raw-html", "HTML is left out of the page here.", "Write this in Markdown, or take it away."))
}

// directive converts a leaf or container directive.
func (c *converter) directive(b *block, depth int) (page.Node, bool) {
	m := c.node(0, b.start+spaces(c.body[b.start:]))
	offset := b.start + spaces(c.body[b.start:])
	s, ok := c.checkHead(offset, b.head, b.fence)
	if !ok {
		return m, false
	}
	if !b.closed {
		c.fault(offset, "directive-open", fmt.Sprintf("The box ':::%s' that begins here is never closed.", s.name), "Put a line with ':::' alone behind its last line.")
		return m, false
	}
	if b.fence > 2 {
		c.boxes = append(c.boxes, [2]int{b.start, b.end})
	}
	m.Kind, m.Text, m.Part = s.kind, decode(b.label), &page.Part{Attrs: b.attrs}
	if nodes, fault := ParseLine(b.label, 0, 0); fault != "" || hasName(nodes) {
		c.fault(offset, "directive-form", "No directive can stand in the square brackets of a box.", "Write plain words there.")
		return m, false
	}
	switch s.kind {
	case page.QuoteBlock:
		m.Person = m.Attr("person")
		if (m.Person == "") == (m.Attr("by") == "") {
			c.fault(offset, "directive-form", "A quotation names either a person or, with 'by', a source: just one of them.", "Write :::quote{person=sam} or :::quote{by=\"A national charity\"}.")
		}
		if m.Person != "" {
			c.checkID(offset, m.Person)
		}
	case page.Audio, page.Video:
		if m.Attr("src") == "" {
			c.fault(offset, "directive-form", "This names no file to play.", "Write src= with the name of a file in the page's folder.")
		}
	}
	m.Children = c.blocks(b, depth)
	return m, true
}

func hasName(nodes []page.Node) bool {
	return slices.ContainsFunc(nodes, func(n page.Node) bool { return n.Kind == page.PersonName })
}

// checkHead refuses what is not a known directive in its right form.
func (c *converter) checkHead(offset int, h head, colons int) (spec, bool) {
	refuse := func(code, message, fix string) (spec, bool) {
		c.fault(offset, code, message, fix)
		return spec{}, false
	}
	if h.name == "" {
		return refuse("directive-form", "This line of colons closes a box that was never opened.", "Take the line away, or write the name of a box behind the colons.")
	}
	if h.name == page.ToDo {
		return refuse("to-do", "A line that begins with ::to-do says that something is still to be written here, so nothing of this version is published.", "Write it, and take away all lines that begin with ::to-do.")
	}
	s, known := findSpec(h.name)
	if !known {
		var names []string
		for _, s := range specs() {
			names = append(names, s.name)
		}
		message := "A colon and a word here look like a directive, but there is none of that name."
		if near := diag.Suggest(h.name, names); near != "" {
			message = fmt.Sprintf("This is not the name of a directive; did you mean '%s'?", near)
		}
		return refuse("unknown-directive", message, "Mend the name; or, if these are just words, put a backslash before the colon.")
	}
	form := [...]string{inline: ":", leaf: "::", container: ":::"}[s.shape] + s.name
	wants := min(int(s.shape)+1, colons)
	switch {
	case h.fault != "":
		return refuse("directive-form", fmt.Sprintf("'%s' is not written as it must be: %s.", form, h.fault), "Mend its form, or take it away.")
	case wants != min(colons, 3) || s.shape == container && colons < 3:
		return refuse("directive-form", fmt.Sprintf("'%s' is written with %d colons.", s.name, colons), fmt.Sprintf("Write it as '%s'.", form))
	case h.hasLabel && !s.label:
		return refuse("directive-form", fmt.Sprintf("'%s' takes no text in square brackets.", form), "Take the brackets away.")
	}
	for _, a := range h.attrs {
		if !slices.Contains(s.attrs, a.Key) {
			message := fmt.Sprintf("'%s' has no attribute of this name.", form)
			if near := diag.Suggest(a.Key, s.attrs); near != "" {
				message = fmt.Sprintf("'%s' has no attribute of this name; did you mean '%s'?", form, near)
			}
			return refuse("unknown-attribute", message, "Mend the name in braces, or take it away.")
		}
	}
	return s, true
}

func (c *converter) checkID(offset int, id string) {
	if !page.ValidID(id) {
		c.fault(offset, "person-id", "This is not a person's id: ids are lower-case letters, digits and hyphens, and are the names of files in consent/.", "Write the person's id, for example sam, never a name.")
	}
}
