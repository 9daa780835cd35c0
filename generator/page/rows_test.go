package page_test

import (
	"testing"

	"goldenthread/generator/markdown"
	"goldenthread/generator/page"
)

// A picture that begins a line begins a row, with an empty line before it or without.
func TestRows(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // of each block: "+" for a picture, and its words, each piece without the space around it
	}{
		{"lines that run on", "![a](a.svg)\nI took a bus.\n![b](b.svg)\nI went home.\n", []string{"+I took a bus.", "+I went home."}},
		{"empty lines", "![a](a.svg)\nOne.\n\n![b](b.svg)\nTwo.\n", []string{"+One.", "+Two."}},
		{"words first", "Before.\n![a](a.svg)\nAfter.\n", []string{"Before.", "+After."}},
		{"two on one line", "![a](a.svg) ![b](b.svg)\nWords.\n", []string{"+", "+Words."}},
		{"a hard break", "One.\\\n![a](a.svg)\nTwo.\n", []string{"One.", "+Two."}},
		{"in a sentence", "I have ![a dog](dog.svg) at home.\n", []string{"I haveat home."}},
		{"behind a name in bold", "**Sam** ![a](a.svg) came.\n", []string{"Samcame."}},
		{"a list", "- ![a](a.svg)\n  One.\n  ![b](b.svg)\n", nil},
	} {
		doc := markdown.NewParser().Parse("x.md", c.text, 1)
		before := markdown.Plain(doc.Nodes)
		got := page.Rows(doc.Nodes)
		if c.want != nil && len(got) != len(c.want) {
			t.Errorf("%s: %d blocks, want %d", c.name, len(got), len(c.want))
			continue
		}
		for i, want := range c.want {
			text := ""
			if page.RowPicture(&got[i]) != nil {
				text = "+"
			}
			for _, n := range got[i].Children {
				if n.Kind != page.Image {
					text += markdown.Plain([]page.Node{n})
				}
			}
			if text != want {
				t.Errorf("%s: block %d is %q, want %q", c.name, i, text, want)
			}
		}
		if c.want == nil && len(got) != len(doc.Nodes) {
			t.Errorf("%s: %d blocks, want %d", c.name, len(got), len(doc.Nodes))
		}
		if after := markdown.Plain(doc.Nodes); after != before {
			t.Errorf("%s: what was given was changed: %q", c.name, after)
		}
	}
}
