package markdown

import (
	"strings"

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
