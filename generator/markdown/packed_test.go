package markdown

import (
	"reflect"
	"testing"

	"goldenthread/generator/page"
)

// A packed document is the same one, and what is appended to a list of its nodes
// overwrites none of its others.
func TestPacked(t *testing.T) {
	text := func(s string) page.Node { return page.Node{Kind: page.Text, Text: s} }
	link := page.Node{Kind: page.Link, Part: &page.Part{URL: "/a/"}, Children: []page.Node{text("b")}}
	nodes := []page.Node{
		{Kind: page.Paragraph, Children: []page.Node{text("a"), link, {Kind: page.Emphasis, Children: []page.Node{}}}},
		{Kind: page.Rule},
		{Kind: page.List, Children: []page.Node{{Kind: page.Item, Children: []page.Node{link}}}},
	}
	got := packed(nodes)
	if !reflect.DeepEqual(got, nodes) {
		t.Fatalf("packed: %v\nwas: %v", got, nodes)
	}
	if got[0].Children[1].Part == nodes[0].Children[1].Part {
		t.Error("the parts are not copied")
	}
	_ = append(got[0].Children, text("more"))
	_ = append(got[0].Children[1].Children, text("more"))
	if !reflect.DeepEqual(got, nodes) {
		t.Error("what is appended to a packed list overwrites another")
	}
}
