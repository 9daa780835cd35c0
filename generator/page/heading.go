package page

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// HeadingIDs gives the headings of a document the ids by which links lead to
// them. The zero value is ready for one document; its headings are to be asked
// for in their order.
type HeadingIDs struct{ taken map[string]bool }

// Next gives the id of the next heading: its words in small letters, with
// hyphens between them, and a number behind them where an earlier one has the
// same; heading- before them where they begin with no letter, or are a theme's. It is "" for a heading without words.
func (h *HeadingIDs) Next(heading *Node) string {
	var b strings.Builder
	headingWords(&b, heading.Children)
	id := Slug(strings.NewReplacer("'", "", "’", "").Replace(b.String()))
	if id == "" {
		return ""
	}
	if first, _ := utf8.DecodeRuneInString(id); !unicode.IsLetter(first) || isTheThemes(id) {
		id = "heading-" + id
	}
	unique := id
	for n := 2; h.taken[unique]; n++ {
		unique = id + "-" + strconv.Itoa(n)
	}
	if h.taken == nil {
		h.taken = map[string]bool{}
	}
	h.taken[unique] = true
	return unique
}

// isTheThemes says whether a theme gives this id to something of its own.
func isTheThemes(id string) bool {
	return slices.Contains([]string{"main", "after", "help", "related", "words-only", "top"}, id) ||
		strings.HasPrefix(id, "fn-") || strings.HasPrefix(id, "fnref-") || strings.HasPrefix(id, "letter-")
}

// headingWords writes the words of inline nodes, without pictures and notes.
func headingWords(b *strings.Builder, nodes []Node) {
	for i := range nodes {
		switch n := &nodes[i]; n.Kind {
		case Text, Code, PersonName:
			b.WriteString(n.Text)
		case HardBreak:
			b.WriteByte(' ')
		}
		headingWords(b, nodes[i].Children)
	}
}

// Wordless says whether inline nodes hold nothing that can be read out: no words,
// and no picture with an alt text.
func Wordless(nodes []Node) bool {
	for n := range Walk(nodes) {
		switch n.Kind {
		case Text, Code, PersonName, Image:
			if strings.TrimSpace(n.Text) != "" {
				return false
			}
		}
	}
	return true
}

// Slug makes words into what can stand in an address: lower-case letters and
// digits, hyphens between them.
func Slug(words string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(words) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
