package page

import (
	"iter"
	"strings"
)

// Kind says what a Node is.
type Kind uint8

// Blocks, then inline nodes, then directives. The comment says which fields
// are used besides Line, Column and Children.
const (
	_              Kind = iota
	Paragraph           // inline children
	Heading             // N: level
	Blockquote          // blocks
	List                // N: first number, or -1 for bullets; Tight
	Item                // blocks
	CodeBlock           // Text
	Rule                // a thematic break
	Table               // rows; the first is the head
	Row                 // cells
	Cell                // inline; Text: left, right, center or ""
	FootnoteList        // footnotes
	Footnote            // N: number; Ref: how often it is referred to
	Text                // Text: literal characters, nothing escaped; a line feed is a line end of the source
	HardBreak           // a line end that is meant
	Emphasis            // inline
	Strong              // inline
	Strike              // inline
	Code                // Text
	Link                // inline; URL, Title
	Image               // Text: alt text; URL, Title; Picture once it is resolved
	FootnoteRef         // N: number; Ref: which reference to it this is, from 1
	PersonName          // Person: the id; Text: the name to show, once it is known
	QuoteBlock          // blocks; Person or Attrs by, url
	NoteBox             // blocks
	ContentNoteBox      // blocks
	HelpBox             // blocks; Attrs topics
	Details             // blocks; Text: the summary
	Gallery             // blocks
	Audio               // Attrs src, transcript, people; Text: its label; once resolved, blocks: its transcript
	Video               // Attrs src, captions, transcript, people; Text: its label; once resolved, blocks: its transcript
)

// Block says whether a node of this kind stands on lines of its own.
func (k Kind) Block() bool { return k >= Paragraph && k <= Footnote || k >= QuoteBlock }

// Node is a piece of a document: a block, an inline or a directive. A document
// has many, most of them plain text, so they are kept small.
type Node struct {
	Kind     Kind
	Tight    bool     // of List: no blank lines between its items
	Channels Channels // of Image, QuoteBlock, Audio and Video, once cleared: the ways in which this part may go out
	Ref      uint8
	N        int32
	Line     int32 // in the file, from 1
	Column   int32 // in characters, from 1
	Text     string
	Children []Node
	// Part is there for links, pictures, names and directives, and nil for all
	// else. Nodes share it: who changes it makes a copy first.
	*Part
}

// Part is what only some kinds of nodes have.
type Part struct {
	URL    string
	Title  string
	Person string // id
	Attrs  []Attr // of a directive, sorted by key
	// Of an Image, Audio or Video once it is resolved.
	Renditions []Rendition
	Captions   string // address of a film's
	Credit     string
	Nobody     bool // is in it, and no words, so other pages may show it too
}

// Attr is an attribute of a directive.
type Attr struct{ Key, Value string }

// Attr gives the value of an attribute, or "".
func (n *Node) Attr(key string) string {
	if n.Part == nil {
		return ""
	}
	for _, a := range n.Attrs {
		if a.Key == key {
			return a.Value
		}
	}
	return ""
}

// MediaPeople gives who is heard or seen in an Audio or Video: it reads people=none or people="sam, priya".
func (n *Node) MediaPeople() People {
	value := n.Attr("people")
	ids := strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
	switch {
	case len(ids) == 0:
		return People{}
	case value == "none":
		return People{Said: SaidNone}
	default:
		return People{Said: SaidList, IDs: ids}
	}
}

// ToDo is the name of a directive that nobody can publish: while one stands in a text,
// the text is unreadable. New files hold it where something is still to be written.
const ToDo = "to-do"

// Walk yields every node of a document, a parent before its children.
func Walk(nodes []Node) iter.Seq[*Node] {
	return func(yield func(*Node) bool) { walk(nodes, yield) }
}

func walk(nodes []Node, yield func(*Node) bool) bool {
	for i := range nodes {
		if !yield(&nodes[i]) || !walk(nodes[i].Children, yield) {
			return false
		}
	}
	return true
}

// Fate is what becomes of a node in Map.
type Fate uint8

// A node is kept as it is, kept with changed fields, dropped with all its
// children, or replaced by its children.
const (
	Keep Fate = iota
	Change
	Drop
	Unwrap
)

// Map gives a document in which f has seen each node, a parent before its
// children, and has said what becomes of it. f is given a copy, whose fields it
// may change, and which it does not keep. nodes itself is not changed; what stays as it is, is shared with
// it and not copied, since most of most documents does.
func Map(nodes []Node, f func(*Node) Fate) []Node {
	m := mapper{f: f}
	return m.nodes(nodes)
}

// mapper holds the copy that f is given: one for a whole document, since f keeps none.
type mapper struct {
	f    func(*Node) Fate
	copy Node
}

func (m *mapper) nodes(nodes []Node) []Node {
	out := nodes // until something differs, and then a copy
	differs := false
	for i := range nodes {
		m.copy = nodes[i]
		fate := m.f(&m.copy)
		n := m.copy
		if fate == Keep || fate == Change {
			children := m.nodes(n.Children)
			if !sameSlice(children, n.Children) {
				n.Children, fate = children, Change
			}
		}
		if fate != Keep && !differs {
			differs = true
			out = append(make([]Node, 0, len(nodes)), nodes[:i]...)
		}
		switch {
		case fate == Unwrap:
			out = append(out, m.nodes(n.Children)...)
		case fate != Drop && differs:
			out = append(out, n)
		}
	}
	return out
}

func sameSlice(a, b []Node) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// Footnotes gives a document without the footnotes that nothing leads to any
// more: neither the text, nor a footnote that is kept. What is left of the
// marks is counted anew. A footnote is written at the end of a page, and would
// outlive a quotation that is left out.
func Footnotes(body []Node) []Node {
	notes := map[int32]*Node{}
	var waiting []int32
	text := Map(body, func(n *Node) Fate {
		if n.Kind == FootnoteList {
			for i := range n.Children {
				notes[n.Children[i].N] = &n.Children[i]
			}
			return Drop
		}
		if n.Kind == FootnoteRef {
			waiting = append(waiting, n.N)
		}
		return Keep
	})
	if len(notes) == 0 {
		return text
	}
	kept := map[int32]bool{}
	for len(waiting) > 0 {
		n := waiting[0]
		waiting = waiting[1:]
		if kept[n] || notes[n] == nil {
			continue
		}
		kept[n] = true
		for ref := range Walk(notes[n].Children) {
			if ref.Kind == FootnoteRef {
				waiting = append(waiting, ref.N)
			}
		}
	}
	marks := map[int32]uint8{}
	body = Map(body, func(n *Node) Fate {
		switch {
		case n.Kind == Footnote && !kept[n.N], n.Kind == FootnoteList && len(kept) == 0:
			return Drop
		case n.Kind == FootnoteRef:
			marks[n.N]++
			n.Ref = marks[n.N]
			return Change
		}
		return Keep
	})
	return Map(body, func(n *Node) Fate {
		if n.Kind == Footnote {
			n.Ref = marks[n.N]
			return Change
		}
		return Keep
	})
}
