package markdown

import (
	"strings"

	"goldenthread/generator/page"
)

// ParseLine reads a title or summary: plain text in which :person[id] stands
// for a name. A colon that is just a colon may have a backslash before it.
// fault says what is wrong, or is "".
func ParseLine(s string) (nodes []page.Node, fault string) {
	s = strings.Join(strings.Fields(s), " ")
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			nodes = append(nodes, page.Node{Kind: page.Text, Text: text.String()})
			text.Reset()
		}
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
		flush()
		nodes = append(nodes, page.Node{Kind: page.PersonName, Part: &page.Part{Person: h.label}})
		i += 1 + h.length
	}
	flush()
	return nodes, ""
}
