package markdown

import (
	"strings"
	"unicode"

	"goldenthread/generator/page"
)

// Plain gives the words of a document as they are read out: text, code, alt
// texts and shown names, blocks and line ends apart by one space. White space
// is folded.
func Plain(nodes []page.Node) string {
	var b strings.Builder
	plain(&b, nodes)
	return strings.Join(strings.Fields(b.String()), " ")
}

// CountWords counts the words that Plain gives.
func CountWords(nodes []page.Node) int {
	c := wordCounter{}
	c.count(nodes)
	return c.words
}

// wordCounter counts words across nodes: one may begin in one and end in the
// next.
type wordCounter struct {
	words  int
	inside bool
}

func (c *wordCounter) count(nodes []page.Node) {
	for i := range nodes {
		n := &nodes[i]
		switch n.Kind {
		case page.Text, page.Code, page.CodeBlock, page.PersonName, page.Image, page.Details:
			for _, r := range n.Text {
				if unicode.IsSpace(r) {
					c.inside = false
				} else if !c.inside {
					c.inside = true
					c.words++
				}
			}
		case page.HardBreak:
			c.inside = false
		}
		c.count(n.Children)
		if n.Kind.Block() {
			c.inside = false
		}
	}
}

func plain(b *strings.Builder, nodes []page.Node) {
	for i := range nodes {
		n := &nodes[i]
		switch n.Kind {
		case page.Text, page.Code, page.CodeBlock, page.PersonName, page.Image:
			b.WriteString(n.Text)
		case page.HardBreak:
			b.WriteByte(' ')
		case page.Details:
			b.WriteString(n.Text)
		}
		plain(b, n.Children)
		if n.Kind.Block() {
			b.WriteByte(' ')
		}
	}
}
