package markdown

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"goldenthread/generator/page"
)

// shape says how a directive is written.
type shape uint8

const (
	inline    shape = iota // :name[text]{key=value}
	leaf                   // ::name[text]{key=value}
	container              // :::name[text]{key=value} … :::
)

// spec is what may be written of a directive.
type spec struct {
	name  string
	shape shape
	kind  page.Kind
	attrs []string
	label bool // [text] may stand behind the name
}

// specs lists every directive of site-format, "The text".
func specs() []spec {
	return []spec{
		{"person", inline, page.PersonName, nil, true},
		{"audio", leaf, page.Audio, []string{"src", "transcript", "people"}, true},
		{"video", leaf, page.Video, []string{"src", "captions", "transcript", "people"}, true},
		{"quote", container, page.QuoteBlock, []string{"person", "by", "url"}, false},
		{"gallery", container, page.Gallery, nil, false},
		{"note", container, page.NoteBox, nil, false},
		{"content-note", container, page.ContentNoteBox, nil, false},
		{"help", container, page.HelpBox, []string{"topics"}, false},
		{"details", container, page.Details, nil, true},
	}
}

func findSpec(name string) (spec, bool) {
	all := specs()
	i := slices.IndexFunc(all, func(s spec) bool { return s.name == name })
	if i < 0 {
		return spec{}, false
	}
	return all[i], true
}

// head is the first line of a directive, as it was written.
type head struct {
	name     string
	label    string
	hasLabel bool
	attrs    []page.Attr
	fault    string // what is wrong with its form; "" when nothing is
	length   int    // bytes read
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_'
}

// parseHead reads name[text]{key=value …} at the start of s.
func parseHead(s string) head {
	var h head
	i := 0
	for i < len(s) && isNameByte(s[i]) {
		i++
	}
	h.name = s[:i]
	if i < len(s) && s[i] == '[' {
		end := closing(s[i:])
		if end < 0 {
			h.fault, h.length = "its '[' is never closed on the same line", i
			return h
		}
		h.label, h.hasLabel = s[i+1:i+end], true
		i += end + 1
	}
	if j := i + spaces(s[i:]); j < len(s) && s[j] == '{' {
		attrs, n, fault := parseAttrs(s[j:])
		h.attrs, h.fault = attrs, fault
		i = j + n
	}
	h.length = i
	return h
}

// closing gives the index of the ] that closes the [ at the start of s, or -1.
func closing(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		case '\n':
			return -1
		}
	}
	return -1
}

func spaces(s string) int { return len(s) - len(strings.TrimLeft(s, " \t")) }

// parseAttrs reads {key=value key="two words"} at the start of s and gives how
// many bytes it took.
func parseAttrs(s string) (attrs []page.Attr, n int, fault string) {
	i := 1
	for {
		i += spaces(s[i:])
		if i >= len(s) || s[i] == '\n' {
			return nil, i, "its '{' is never closed on the same line"
		}
		if s[i] == '}' {
			slices.SortFunc(attrs, func(a, b page.Attr) int { return strings.Compare(a.Key, b.Key) })
			return attrs, i + 1, ""
		}
		start := i
		for i < len(s) && isNameByte(s[i]) {
			i++
		}
		key := s[start:i]
		if key == "" || i >= len(s) || s[i] != '=' {
			return nil, i, "what stands in its braces is not of the form key=value"
		}
		value, length, ok := attrValue(s[i+1:])
		if !ok {
			return nil, i, "a value in its braces has no end, or curly quotation marks"
		}
		if slices.ContainsFunc(attrs, func(a page.Attr) bool { return a.Key == key }) {
			return nil, i, "one key stands twice in its braces"
		}
		attrs = append(attrs, page.Attr{Key: key, Value: value})
		i += 1 + length
	}
}

// attrValue reads a bare or quoted value at the start of s.
func attrValue(s string) (value string, length int, ok bool) {
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		end := strings.IndexByte(s[1:], s[0])
		if end < 0 || strings.Contains(s[1:1+end], "\n") {
			return "", 0, false
		}
		return s[1 : 1+end], end + 2, true
	}
	end := strings.IndexAny(s, " \t\n}")
	if end <= 0 || strings.ContainsAny(s[:end], "“”‘’\"'") {
		return "", 0, false
	}
	return s[:end], end, true
}

// block is a leaf or container directive in goldmark's tree, or a fence that
// closes nothing (with an empty name).
type block struct {
	ast.BaseBlock
	head
	fence      int // how many colons opened it
	start, end int // bytes of the source that it spans
	closed     bool
}

var kindBlock = ast.NewNodeKind("DirectiveBlock")

func (*block) Kind() ast.NodeKind        { return kindBlock }
func (*block) Dump(source []byte, _ int) {}

// blockParser reads leaf and container directives.
type blockParser struct{}

func (blockParser) Trigger() []byte { return []byte{':'} }

func (blockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	rest := strings.TrimRight(string(line[pos:]), "\n")
	colons := len(rest) - len(strings.TrimLeft(rest, ":"))
	if colons < 2 {
		return nil, parser.NoChildren
	}
	after := strings.TrimLeft(rest[colons:], " \t")
	if after != "" && (!isNameByte(after[0]) || colons == 2 && after != rest[colons:]) {
		return nil, parser.NoChildren
	}
	if after == "" && colons == 2 {
		return nil, parser.NoChildren
	}
	b := &block{fence: colons, start: segment.Start, end: segment.Stop, head: parseHead(after)}
	if b.fault == "" && strings.TrimSpace(after[b.length:]) != "" {
		b.fault = "something stands behind it on its line"
	}
	reader.AdvanceToEOL()
	if len(pc.OpenedBlocks()) > maxDepth {
		b.fault, b.closed = "boxes are nested more than 100 deep", true
		return b, parser.NoChildren
	}
	if colons == 2 || after == "" {
		b.closed = true
		return b, parser.NoChildren
	}
	return b, parser.HasChildren
}

func (blockParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	b := node.(*block)
	if b.closed {
		return parser.Close
	}
	line, segment := reader.PeekLine()
	if n := closingFence(line, reader.LineOffset()); n >= b.fence && !heldByInner(b, n, pc) {
		b.closed, b.end = true, segment.Stop
		reader.AdvanceToEOL()
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

// closingFence gives how many colons a closing fence has, or 0 for any other line.
func closingFence(line []byte, offset int) int {
	w, pos := util.IndentWidth(line, offset)
	if w > 3 || pos >= len(line) {
		return 0
	}
	rest := strings.TrimRight(string(line[pos:]), " \t\n")
	if len(rest) < 3 || strings.Trim(rest, ":") != "" {
		return 0
	}
	return len(rest)
}

// heldByInner says whether a fence of n colons belongs to something that stands
// open inside b: fenced code, or another container that it closes.
func heldByInner(b *block, n int, pc parser.Context) bool {
	opened := pc.OpenedBlocks()
	i := slices.IndexFunc(opened, func(o parser.Block) bool { return o.Node == ast.Node(b) })
	for _, o := range opened[i+1:] {
		if _, code := o.Node.(*ast.FencedCodeBlock); code {
			return true
		}
		if inner, ok := o.Node.(*block); ok && !inner.closed && n >= inner.fence {
			return true
		}
	}
	return false
}

func (blockParser) Close(ast.Node, text.Reader, parser.Context) {}
func (blockParser) CanInterruptParagraph() bool                 { return true }
func (blockParser) CanAcceptIndentedLine() bool                 { return false }

// span is an inline directive in goldmark's tree.
type span struct {
	ast.BaseInline
	head
}

var kindSpan = ast.NewNodeKind("DirectiveSpan")

func (*span) Kind() ast.NodeKind        { return kindSpan }
func (*span) Dump(source []byte, _ int) {}

// inlineParser reads :name[text]{…}. A word behind a colon is a directive if
// brackets or braces follow at once: a misspelt directive must not show what
// it holds. So are `:person` alone, and three colons inside a line, which are
// faults.
type inlineParser struct{}

func (inlineParser) Trigger() []byte { return []byte{':'} }

func (inlineParser) Parse(_ ast.Node, reader text.Reader, _ parser.Context) ast.Node {
	line, segment := reader.PeekLine()
	colons := len(line) - len(strings.TrimLeft(string(line), ":"))
	h := parseHead(string(line[colons:]))
	form := h.name != "" && (h.hasLabel || h.attrs != nil || h.fault != "" || h.name == "person")
	if !form && colons < 3 {
		return nil
	}
	if h.name == "" {
		h.name = "note" // a fault, whatever its name was to be
	}
	if colons > 1 {
		h.fault = "a directive of two or three colons begins a line of its own"
	} else if h.fault == "" && !h.hasLabel {
		h.fault = "it has no text in square brackets"
	}
	s := &span{head: h}
	s.SetPos(segment.Start)
	reader.Advance(colons + h.length)
	return s
}
