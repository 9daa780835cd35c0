package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"goldenthread/generator/page"
)

// inlines converts the inline children of a node.
func (c *converter) inlines(parent ast.Node, depth int) []page.Node {
	if depth > maxDepth {
		c.fault(parent.Pos(), "too-deep", "Styles or links are nested more than 100 deep here.", "Nest them less deeply.")
		return nil
	}
	// Most paragraphs are a run of text alone, so the room for their nodes is
	// counted first.
	room := 0
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if !isText(n) || n.PreviousSibling() == nil || !isText(n.PreviousSibling()) {
			room++
		}
	}
	out := make([]page.Node, 0, room)
	for n := parent.FirstChild(); n != nil; {
		if isText(n) {
			out, n = c.text(out, n)
			continue
		}
		out = c.inline(out, n, depth+1)
		n = n.NextSibling()
	}
	return out
}

func isText(n ast.Node) bool {
	_, ok := n.(*ast.Text)
	return ok
}

// inline converts n and appends it to out.
func (c *converter) inline(out []page.Node, n ast.Node, depth int) []page.Node {
	m := c.node(0, n.Pos())
	switch n := n.(type) {
	case *ast.String:
		m.Kind, m.Text = page.Text, decode(string(n.Value))
	case *ast.CodeSpan:
		m.Kind, m.Text = page.Code, c.code(n)
	case *ast.Emphasis:
		m.Kind, m.Children = page.Emphasis, c.inlines(n, depth)
		if n.Level == 2 {
			m.Kind = page.Strong
		}
	case *extast.Strikethrough:
		m.Kind, m.Children = page.Strike, c.inlines(n, depth)
	case *ast.Link:
		m.Kind, m.Children = page.Link, c.inlines(n, depth)
		m.Part = &page.Part{URL: decode(string(n.Destination)), Title: decode(string(n.Title))}
	case *ast.AutoLink:
		m.Kind, m.Part = page.Link, &page.Part{URL: string(n.URL(c.source))}
		if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(m.URL), "mailto:") {
			m.URL = "mailto:" + m.URL
		}
		m.Children = []page.Node{{Kind: page.Text, Line: m.Line, Column: m.Column, Text: string(n.Label(c.source))}}
	case *ast.Image:
		m.Kind = page.Image
		if alt := altText(c.inlines(n, depth)); len(alt) == 1 && alt[0].Kind == page.Text {
			m.Text = alt[0].Text
		} else {
			m.Children = alt
		}
		m.Part = &page.Part{URL: decode(string(n.Destination)), Title: decode(string(n.Title))}
	case *extast.FootnoteLink:
		m.Kind, m.N, m.Ref = page.FootnoteRef, int32(n.Index), uint8(min(n.RefIndex+1, 255))
	case *extast.FootnoteBacklink:
		return out
	case *ast.RawHTML:
		c.rawHTML(n.Segments.At(0).Start)
		return out
	case *span:
		if _, ok := c.checkHead(n.Pos(), n.head, 1); !ok {
			return out
		}
		c.checkID(n.Pos(), n.label)
		m.Kind, m.Part = page.PersonName, &page.Part{Person: n.label}
	default:
		c.fault(n.Pos(), "markdown", "Something here cannot be read as Markdown.", "Write this part more simply.")
		return out
	}
	return append(out, m)
}

// altText makes the words of a picture plain: text, and names that are not
// known yet.
func altText(nodes []page.Node) []page.Node {
	var out []page.Node
	var words []page.Node
	flush := func() {
		if text := Plain(words); text != "" {
			out = append(out, page.Node{Kind: page.Text, Text: text})
		}
		words = nil
	}
	for n := range page.Walk(nodes) {
		switch n.Kind {
		case page.PersonName:
			flush()
			out = append(out, *n)
			continue
		case page.Image: // a picture that nobody decides about, with words of its own
			continue
		}
		leaf := *n
		leaf.Children = nil
		words = append(words, leaf)
	}
	flush()
	return out
}

// text converts a run of text and the line ends in it, up to a hard break, and
// gives the sibling behind it.
func (c *converter) text(out []page.Node, first ast.Node) ([]page.Node, ast.Node) {
	m := c.node(page.Text, first.Pos())
	r := run{body: c.body}
	for n := first; ; n = n.NextSibling() {
		t, ok := n.(*ast.Text)
		if n == nil || !ok {
			return c.appendText(out, m, r.text()), n
		}
		r.add(t.Segment, c.source)
		if t.HardLineBreak() {
			out = c.appendText(out, m, r.text())
			return append(out, c.node(page.HardBreak, t.Segment.Stop)), n.NextSibling()
		}
		if t.SoftLineBreak() {
			r.endLine()
		}
	}
}

// run is running text. As long as it stands in the body as it is read, it is a piece of
// that: most of most texts does, and needs no room of its own.
type run struct {
	body     string
	from, to int
	own      []byte // once it differs from body[from:to]
	differs  bool
}

func (r *run) add(s text.Segment, source []byte) {
	switch value := s.Value(source); {
	case len(value) == 0:
	case r.differs:
		r.own = append(r.own, value...)
	case s.Padding == 0 && len(value) == s.Stop-s.Start && (r.from == r.to || r.to == s.Start):
		if r.from == r.to {
			r.from = s.Start
		}
		r.to = s.Stop
	default:
		r.copy(value)
	}
}

func (r *run) endLine() {
	switch {
	case r.differs:
		r.own = append(r.own, '\n')
	case r.from < r.to && r.to < len(r.body) && r.body[r.to] == '\n':
		r.to++
	default:
		r.copy([]byte{'\n'})
	}
}

// copy goes on in room of its own.
func (r *run) copy(more []byte) {
	r.own, r.differs = append([]byte(r.body[r.from:r.to]), more...), true
}

func (r *run) text() string {
	if r.differs {
		return string(r.own)
	}
	return r.body[r.from:r.to]
}

func (c *converter) appendText(out []page.Node, m page.Node, run string) []page.Node {
	if m.Text = decode(run); m.Text == "" {
		return out
	}
	if strings.IndexByte(m.Text, '{') >= 0 && strings.Contains(strings.ReplaceAll(m.Text, " ", ""), "{person=") {
		c.faultAt(m, "directive-form", "This looks like the beginning of a quotation, but is not.", "Write a line ':::quote{person=sam}' before the words, and a line ':::' behind them.")
	}
	return append(out, m)
}

func (c *converter) code(n *ast.CodeSpan) string {
	var b strings.Builder
	for t := n.FirstChild(); t != nil; t = t.NextSibling() {
		if t, ok := t.(*ast.Text); ok {
			b.Write(t.Segment.Value(c.source))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}

// decode resolves backslash escapes and entities (CommonMark 0.31.2, 2.4 and
// 2.5) in one pass.
func decode(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		switch {
		case s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			b.WriteByte(s[i+1])
			i += 2
		case s[i] == '&':
			value, n := entity(s[i:])
			b.WriteString(value)
			i += n
		default:
			b.WriteByte(s[i])
			i++
		}
	}
	return b.String()
}

// entity gives the text that the entity at the start of s stands for, and its
// length; if there is none, the ampersand.
func entity(s string) (string, int) {
	end := strings.IndexByte(s, ';')
	if end < 2 || end > 40 || strings.ContainsAny(s[1:end], `\& `) {
		return "&", 1
	}
	ref := []byte(s[:end+1])
	var got string
	if s[1] == '#' {
		if end > 9 {
			return "&", 1
		}
		got = string(util.ResolveNumericReferences(ref))
	} else {
		got = string(util.ResolveEntityNames(ref))
	}
	if got == s[:end+1] {
		return "&", 1
	}
	return got, end + 1
}
