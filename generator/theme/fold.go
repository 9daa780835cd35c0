package theme

import (
	"html"
	"strconv"
	"text/template/parse"
)

// folder puts the theme's words in the place of every {{t "key"}} that fills
// in nothing, so that they are looked up and escaped once and not on every
// sheet. They become a part of the layout: who writes a theme's i18n files is
// trusted as much as who writes its layouts.
type folder struct {
	words   *words
	tree    *parse.Tree
	missing *fault // the first key that no i18n file has
}

func (w *words) fold(tree *parse.Tree) *fault {
	if tree == nil || tree.Root == nil {
		return nil
	}
	f := &folder{words: w, tree: tree}
	f.list(tree.Root)
	return f.missing
}

// list folds the nodes of a list. An action that is a text and nothing else
// becomes text.
func (f *folder) list(list *parse.ListNode) {
	if list == nil {
		return
	}
	for i, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			f.pipe(n.Pipe)
			if text, ok := constant(n.Pipe); ok {
				list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(html.EscapeString(text))}
			}
		case *parse.TemplateNode:
			f.pipe(n.Pipe)
		case *parse.IfNode:
			f.branch(&n.BranchNode)
		case *parse.WithNode:
			f.branch(&n.BranchNode)
		case *parse.RangeNode:
			f.branch(&n.BranchNode)
		}
	}
}

func (f *folder) branch(b *parse.BranchNode) {
	f.pipe(b.Pipe)
	f.list(b.List)
	f.list(b.ElseList)
}

// pipe folds t "key" wherever it stands in a pipeline.
func (f *folder) pipe(p *parse.PipeNode) {
	if p == nil {
		return
	}
	for _, c := range p.Cmds {
		for _, a := range c.Args {
			if inner, ok := a.(*parse.PipeNode); ok {
				f.pipe(inner)
			}
		}
		key, ok := literal(c)
		if !ok {
			continue
		}
		text, known := f.words.text[key]
		if !known {
			if f.missing == nil {
				f.missing = faultAt(f.tree, c)
			}
			continue
		}
		c.Args = []parse.Node{&parse.StringNode{NodeType: parse.NodeString, Pos: c.Pos, Quoted: strconv.Quote(text), Text: text}}
	}
}

// constant gives the text of a pipeline that is one text.
func constant(p *parse.PipeNode) (string, bool) {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 || len(p.Cmds[0].Args) != 1 {
		return "", false
	}
	text, ok := p.Cmds[0].Args[0].(*parse.StringNode)
	if !ok {
		return "", false
	}
	return text.Text, true
}

// literal gives the key of a command t "key".
func literal(c *parse.CommandNode) (string, bool) {
	if len(c.Args) != 2 {
		return "", false
	}
	name, ok := c.Args[0].(*parse.IdentifierNode)
	if !ok || name.Ident != "t" {
		return "", false
	}
	key, ok := c.Args[1].(*parse.StringNode)
	if !ok {
		return "", false
	}
	return key.Text, true
}
