package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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
			for i := 0; i < len(n.Text); {
				r, size := rune(n.Text[i]), 1
				if r >= utf8.RuneSelf {
					r, size = utf8.DecodeRuneInString(n.Text[i:])
				}
				i += size
				if r == ' ' || (r < ' ' || r >= utf8.RuneSelf) && unicode.IsSpace(r) { // ASCII first: it is most of most texts
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

// Excerpt gives the beginning of a document: the words of its first paragraph,
// in at most some 200 characters, whole sentences where that can be.
func Excerpt(nodes []Node) string {
	for i := range nodes {
		if nodes[i].Kind != Paragraph {
			continue
		}
		var b strings.Builder
		readOut(&b, nodes[i].Children)
		if words := strings.Fields(b.String()); len(words) > 0 {
			return shortened(words)
		}
	}
	return ""
}

// readOut writes the words of inline nodes, without pictures and notes. It stops,
// and says so, at a link whose words are its address: that may lead nowhere, and
// then has no words. It passes nothing else over, since words that did not stand
// side by side could make a name.
func readOut(b *strings.Builder, nodes []Node) (stopped bool) {
	for i := range nodes {
		switch n := &nodes[i]; n.Kind {
		case Text, Code, PersonName:
			b.WriteString(n.Text)
		case HardBreak:
			b.WriteByte(' ')
		case Link, Emphasis, Strong, Strike:
			if n.Kind == Link && n.ShowsAddress() || readOut(b, n.Children) {
				return true
			}
		}
	}
	return false
}

// ShowsAddress says whether the words of a link are an address. Where it leads
// nowhere, they go with it.
func (n *Node) ShowsAddress() bool {
	return len(n.Children) == 1 && strings.Contains(n.Children[0].Text, "://")
}

// shortened gives as many of the words as lists have room for.
func shortened(words []string) string {
	const room = 200 // characters
	var b strings.Builder
	length, sentence := 0, 0 // bytes up to the end of the last whole sentence
	for _, word := range words {
		if length += utf8.RuneCountInString(word) + 1; length > room {
			if sentence > room/3 { // a shorter one may be no sentence: Dr.
				return b.String()[:sentence]
			}
			return strings.TrimRight(b.String(), ",;:–—-") + "…"
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
		if strings.HasSuffix(strings.TrimRight(word, "”’\"')"), ".") || strings.ContainsAny(word, "!?") {
			sentence = b.Len()
		}
	}
	return b.String()
}
