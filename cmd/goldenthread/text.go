package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"goldenthread/generator/markdown"
	"goldenthread/generator/page"
)

// textWidth is how wide the docs are shown, in columns.
const textWidth = 80

// plainText shows a page of the docs as a terminal can: words, lines and
// indents, without colours or signs that a screen reader would spell out.
func plainText(nodes []page.Node, name string) string {
	w := writer{page: name}
	w.blocks(nodes, "")
	return w.b.String()
}

// writer writes blocks below each other, with a blank line between them.
type writer struct {
	page string // whose text it is
	b    strings.Builder
}

func (w *writer) blocks(nodes []page.Node, indent string) {
	for i := range nodes {
		w.block(&nodes[i], indent)
	}
}

func (w *writer) block(n *page.Node, indent string) {
	switch n.Kind {
	case page.Heading:
		w.gap()
		title := markdown.Plain([]page.Node{*n})
		w.line(indent + title)
		if n.N <= 2 {
			w.line(indent + strings.Repeat(map[int32]string{1: "=", 2: "-"}[n.N], utf8.RuneCountInString(title)))
		}
	case page.Paragraph:
		w.paragraph(w.inline(n.Children), indent, indent)
	case page.CodeBlock:
		w.gap()
		for _, l := range strings.Split(strings.TrimRight(n.Text, "\n"), "\n") {
			w.line(strings.TrimRight(indent+"    "+l, " "))
		}
	case page.List:
		w.list(n, indent)
	case page.Table:
		w.table(n, indent)
	default: // what holds blocks, such as a quotation
		w.blocks(n.Children, indent+"    ")
	}
}

func (w *writer) line(s string) { w.b.WriteString(s + "\n") }

// gap leaves a blank line, but not at the start.
func (w *writer) gap() {
	if w.b.Len() > 0 {
		w.b.WriteByte('\n')
	}
}

// paragraph writes text in lines, the first behind one indent, the rest behind
// another. One of a picture alone is not written.
func (w *writer) paragraph(text, first, rest string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	w.gap()
	w.wrap(text, first, rest)
}

func (w *writer) wrap(text, first, rest string) {
	line, empty := first, true
	for _, word := range strings.Fields(text) {
		switch {
		case empty:
			line += word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > textWidth:
			w.line(line)
			line = rest + word
		default:
			line += " " + word
		}
		empty = false
	}
	w.line(line)
}

func (w *writer) list(n *page.Node, indent string) {
	for i := range n.Children {
		mark := "  - "
		if n.N >= 0 {
			mark = fmt.Sprintf("%3d. ", int(n.N)+i)
		}
		rest := indent + strings.Repeat(" ", len(mark))
		for k := range n.Children[i].Children {
			child := &n.Children[i].Children[k]
			switch {
			case k == 0 && child.Kind == page.Paragraph && n.Tight && i > 0:
				w.wrap(w.inline(child.Children), indent+mark, rest)
			case k == 0 && child.Kind == page.Paragraph:
				w.paragraph(w.inline(child.Children), indent+mark, rest)
			default:
				w.block(child, rest)
			}
		}
	}
}

// table writes narrow tables in columns. In others, each row is its first cell,
// and below it the rest.
func (w *writer) table(n *page.Node, indent string) {
	var rows [][]string
	var widths []int
	for i := range n.Children {
		var row []string
		for k := range n.Children[i].Children {
			cell := &n.Children[i].Children[k]
			text := strings.Join(strings.Fields(w.inline(cell.Children)), " ")
			if s := said(cell); s != "" {
				text = s
			}
			row = append(row, text)
			if k == len(widths) {
				widths = append(widths, 0)
			}
			widths[k] = max(widths[k], utf8.RuneCountInString(text))
		}
		rows = append(rows, row)
	}
	all := len(indent)
	for _, width := range widths {
		all += width + 2
	}
	w.gap()
	for i, row := range rows {
		switch {
		case all <= textWidth:
			line := indent
			for k, cell := range row {
				line += "  " + cell + strings.Repeat(" ", widths[k]-utf8.RuneCountInString(cell))
			}
			w.line(strings.TrimRight(line, " "))
		case i > 0: // the head says nothing that the rows do not
			w.wrap(row[0], indent+"  ", indent+"  ")
			for _, cell := range row[1:] {
				if cell != "" {
					w.wrap(cell, indent+"      ", indent+"      ")
				}
			}
		}
	}
}

// inline gives running text. Code stands in single quotation marks, as in the
// program's messages. Behind a link stands where it leads.
func (w *writer) inline(nodes []page.Node) string {
	var b strings.Builder
	for i := range nodes {
		n := &nodes[i]
		switch n.Kind {
		case page.Text:
			b.WriteString(n.Text)
		case page.Code:
			b.WriteString("'" + n.Text + "'")
		case page.HardBreak:
			b.WriteByte(' ')
		case page.Image:
		case page.Link:
			text := w.inline(n.Children)
			b.WriteString(text)
			if to := w.target(n.URL); to != "" && n.URL != text {
				b.WriteString(" (" + to + ")")
			}
		default:
			b.WriteString(w.inline(n.Children))
		}
	}
	return b.String()
}

// target says where a link leads: to another page of the docs, or out.
func (w *writer) target(url string) string {
	if strings.Contains(url, "://") {
		return url
	}
	file, _, _ := strings.Cut(url, "#")
	name, isPage := strings.CutSuffix(file, ".md")
	if !isPage || name == w.page || strings.Contains(name, "/") || name == "README" {
		return ""
	}
	return "help " + name
}
