package page

import "strings"

// Rows gives the blocks of an easy-read document in which each picture that begins a line of
// a paragraph begins a paragraph of its own: a picture and the lines after it, up to the
// next picture, are one row, with or without an empty line between. All other blocks are
// as they were.
func Rows(blocks []Node) []Node {
	var out []Node
	for i := range blocks {
		parts := rowsIn(&blocks[i])
		if out == nil && len(parts) > 1 {
			out = append(make([]Node, 0, len(blocks)+len(parts)), blocks[:i]...)
		}
		switch {
		case len(parts) > 1:
			out = append(out, parts...)
		case out != nil:
			out = append(out, blocks[i])
		}
	}
	if out == nil {
		return blocks
	}
	return out
}

// rowsIn parts a paragraph before each picture that has no words before it on its line.
func rowsIn(n *Node) (parts []Node) {
	if n.Kind != Paragraph {
		return nil
	}
	from, words := 0, false // on the line so far
	for at := range n.Children {
		child := &n.Children[at]
		switch child.Kind {
		case Text:
			line := strings.LastIndexByte(child.Text, '\n')
			words = words && line < 0 || strings.TrimSpace(child.Text[line+1:]) != ""
		case HardBreak:
			words = false
		case Image:
			if at > 0 && !words {
				parts = append(parts, lines(n.Children[from:at]))
				from = at
			}
		default:
			words = true
		}
	}
	if from > 0 {
		parts = append(parts, lines(n.Children[from:]))
	}
	return parts
}

// lines makes a paragraph, without the line end behind its last line.
func lines(inlines []Node) Node {
	p := Node{Kind: Paragraph, Line: inlines[0].Line, Column: inlines[0].Column, Children: inlines}
	last := len(inlines) - 1
	switch end := inlines[last]; {
	case end.Kind == HardBreak:
		p.Children = inlines[:last]
	case end.Kind == Text && strings.HasSuffix(end.Text, "\n"):
		end.Text = strings.TrimSuffix(end.Text, "\n")
		p.Children = append(append(make([]Node, 0, len(inlines)), inlines[:last]...), end)
	}
	return p
}

// RowPicture gives the picture with which a block begins a row; nil where it begins none.
func RowPicture(n *Node) *Node {
	if n.Kind == Paragraph && len(n.Children) > 0 && n.Children[0].Kind == Image {
		return &n.Children[0]
	}
	return nil
}
