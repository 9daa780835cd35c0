package page

import "unicode"

// CountWords counts the words of a document, as they are read out.
func CountWords(nodes []Node) int {
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

func (c *wordCounter) count(nodes []Node) {
	for i := range nodes {
		n := &nodes[i]
		switch n.Kind {
		case Text, Code, CodeBlock, PersonName, Image, Details:
			for _, r := range n.Text {
				if unicode.IsSpace(r) {
					c.inside = false
				} else if !c.inside {
					c.inside = true
					c.words++
				}
			}
		case HardBreak:
			c.inside = false
		}
		c.count(n.Children)
		if n.Kind.Block() {
			c.inside = false
		}
	}
}
