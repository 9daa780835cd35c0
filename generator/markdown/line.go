package markdown

import (
	"strings"
	"unicode/utf8"

	"goldenthread/generator/page"
)

// ParseLine reads a title or summary: plain text in which :person[id] stands
// for a name. A colon that is just a colon may have a backslash before it.
// It begins at a line and column of its file. fault says what is wrong, or is "".
func ParseLine(s string, line, column int) (nodes []page.Node, fault string) {
	s = strings.Join(strings.Fields(s), " ")
	var text strings.Builder
	read := 0 // bytes of s that are in nodes
	node := func(kind page.Kind) page.Node {
		return page.Node{Kind: kind, Line: int32(line), Column: int32(column + utf8.RuneCountInString(s[:read]))}
	}
	flush := func(upTo int) {
		if text.Len() > 0 {
			n := node(page.Text)
			n.Text = text.String()
			nodes = append(nodes, n)
			text.Reset()
		}
		read = upTo
	}
	for i := 0; i < len(s); {
		if strings.HasPrefix(s[i:], `\:`) {
			text.WriteByte(':')
			i += 2
			continue
		}
		if s[i] != ':' {
			text.WriteByte(s[i])
			i++
			continue
		}
		h := parseHead(s[i+1:])
		if h.name == "" || !h.hasLabel && h.attrs == nil && h.fault == "" && h.name != "person" {
			text.WriteByte(':')
			i++
			continue
		}
		if h.name != "person" || !h.hasLabel || h.attrs != nil || h.fault != "" || !page.ValidID(h.label) {
			return nil, "holds something that looks like a directive; only :person[id] can stand there"
		}
		flush(i)
		n := node(page.PersonName)
		n.Part = &page.Part{Person: h.label}
		nodes = append(nodes, n)
		i += 1 + h.length
		read = i
	}
	flush(len(s))
	return nodes, ""
}
