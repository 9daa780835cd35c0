package theme

import (
	"path"
	"regexp"
	"strings"
	"text/template/parse"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/svg"
)

// minified gives an asset in as few bytes as say the same, in no newer JavaScript
// than it is written in: old telephones read it. What cannot be minified stays as it
// is: a mistake in a style sheet is for the browser to pass over.
func minified(file string, src []byte) []byte {
	m := minify.New()
	m.AddFunc(".css", css.Minify)
	m.Add(".js", &js.Minifier{Version: 5})
	m.AddFunc(".svg", svg.Minify)
	if out, err := m.Bytes(path.Ext(file), src); err == nil {
		return out
	}
	return src
}

// apart are the elements between and beside which white space is nothing that
// anybody sees: they stand on lines of their own, or in the head.
const apart = `html|head|body|meta|link|title|header|footer|main|nav|section|article|aside|div|p|h[1-6]|ul|ol|li|dl|dt|dd|figure|figcaption|blockquote|details|summary|table|caption|thead|tbody|tr|th|td|hr|form|fieldset|legend`

var (
	beforeApart = regexp.MustCompile(`\s+(</?(?:` + apart + `)(?:[\s/>]|$))`)
	behindApart = regexp.MustCompile(`(</?(?:` + apart + `)(?:\s[^<>]*)?>)\s+`)
	// asWritten are elements in which all white space counts.
	asWritten = regexp.MustCompile(`(?i)<(?:pre|textarea|style)\b|<script(?:\s+type=[^>]*)?>`)
)

// tighten takes the white space out of a layout that nobody sees. It looks only at
// what stands between two actions, so that a layout need not be whole to be read,
// and every node stays where it is, with its line.
func tighten(tree *parse.Tree) {
	if tree == nil || tree.Root == nil || asWritten.MatchString(tree.Root.String()) {
		return
	}
	tightenList(tree.Root)
}

func tightenList(list *parse.ListNode) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			if strings.Contains(string(n.Text), "<") {
				n.Text = behindApart.ReplaceAll(beforeApart.ReplaceAll(n.Text, []byte("$1")), []byte("$1"))
			}
		case *parse.IfNode:
			tightenList(n.List)
			tightenList(n.ElseList)
		case *parse.WithNode:
			tightenList(n.List)
			tightenList(n.ElseList)
		case *parse.RangeNode:
			tightenList(n.List)
			tightenList(n.ElseList)
		}
	}
}
