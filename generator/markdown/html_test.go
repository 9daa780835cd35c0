package markdown

import (
	"bytes"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"
)

// samples hold each construct that our documents can hold.
func samples() []string {
	return []string{
		"Hello *dear* **reader**, this is `code` and ~~not~~ this.\nA second line\\\nand a third.  \nAnd a fourth.",
		"# One\n\n## Two\n\nText\n\n### Three\n\nSetext\n===\n\nAgain\n---\n",
		"- a\n- b\n  - c\n\n    d\n- e\n\n1. x\n2. y\n\n7) z\n",
		"> quoted\n> > twice\nlazy\n\n---\n\n***\n",
		"    indented code\n    <b>\n\n```go\nfenced & <i>\n```\n",
		"[link](/url \"title\") and [ref] and <https://example.org/?a=1&b=2> and <me@example.org>\n\n[ref]: /dest 'T'\n",
		"![alt *text*](pic.svg \"t\") ![](a%20b.png)",
		"| a | b |\n|:--|--:|\n| 1 | **2** |\n| `x\\|y` | |\n\nNot | a table\n",
		"Note[^1] and again[^1] and[^b].\n\n[^1]: The *note*.\n[^b]: Other\n\n    with two paragraphs\n",
		"&amp; &copy; &#169; &#xA9; &notanentity; \\* \\& \\\\ \\a &lt;script&gt;",
		"*a **b** c* _d_ __e__ ***f*** a*b*c a_b_c **open",
		"``a ` b`` `a\nb` `\\*`",
		"<b>inline</b> html\n\n<div>\nblock\n</div>\n\n<!-- comment -->\n",
		"[a](<b c> 'x') [e]() [f](javascript:alert) [g](\\*x) [h](a&amp;b)",
		"* tight\n* list\n\n\n* loose\n\ttab\n\n+ other\n",
		"Term with trailing spaces   \n\nÀccents, 漢字, العربية 🙂\n",
		"1986\\. A great year\n\n10. ten\n11. eleven\n",
		"[un*closed](x and ![also\n\n[]() [ ](x)\n",
	}
}

var directive = regexp.MustCompile(`:[A-Za-z0-9_-]+\s*[\[{]|::|:person`)

// Our HTML says what goldmark's own renderer says, in the same elements.
func sameAsGoldmark(t *testing.T, body string) {
	if directive.MatchString(body) || strings.ContainsAny(body, "\x00\r\v\f") || strings.Contains(body, "&#") {
		return
	}
	doc := NewParser().Parse("x.md", body, 1)
	if doc.Fault != nil {
		return
	}
	var want bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote))
	if !strings.HasSuffix(body, "\n") {
		body += "\n"
	}
	if err := md.Convert([]byte(body), &want); err != nil {
		t.Fatal(err)
	}
	a, b := outline(t, Style{}.html(doc.Nodes)), outline(t, want.String())
	if !slices.Equal(a, b) {
		t.Errorf("for %q\n got %q\nwant %q\n%s\n%s", body, a, b, Style{}.html(doc.Nodes), want.String())
	}
}

func TestSameAsGoldmark(t *testing.T) {
	for _, s := range samples() {
		sameAsGoldmark(t, s)
	}
}

// The same of random pieces put together, always the same ones.
func TestRandomSameAsGoldmark(t *testing.T) {
	pieces := []string{
		"*", "**", "_", "`", "[a](b)", "![a](b)", "[a]", "\n", "\n\n", "> ", "- ", "1. ", "# ", "    ", "<b>", "&amp;", "\\", "word ", "w",
		"|", "a|b\n-|-\n", "[^1]", "\n\n[^1]: note\n", "~~", "---", "```\n", " ", "  \n", "<https://a.example/>", "\n[a]: /c 'd'\n", "é",
	}
	random := rand.New(rand.NewPCG(1, 1))
	for range 20_000 {
		var body strings.Builder
		for range 1 + random.IntN(16) {
			body.WriteString(pieces[random.IntN(len(pieces))])
		}
		sameAsGoldmark(t, body.String())
		if t.Failed() {
			return
		}
	}
}

// outline lists the elements and words of HTML, but for what we mean to write
// otherwise: heading levels, wrappers, the way back from a footnote.
func outline(t *testing.T, src string) []string {
	root, err := html.Parse(strings.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	heading := regexp.MustCompile(`^h[1-6]$`)
	var out []string
	text := ""
	add := func(tag string) {
		if text != "" {
			out = append(out, text)
		}
		text = ""
		if last := len(out) - 1; tag == "</p>" && last >= 0 && out[last] == "<p>" {
			out = out[:last] // an empty paragraph, where HTML was left out
			return
		}
		if last := len(out) - 1; tag == "</br>" && last > 0 && (out[last-1] == "<p>" || out[last-1] == "<li>") {
			out = out[:last] // what stood before this line end may have been left out
			return
		}
		out = append(out, tag)
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			text += strings.NewReplacer("\u00a0", "", "↩\ufe0e", "", "↩", "").Replace(strings.Join(strings.Fields(n.Data), ""))
		}
		tag := n.Data
		shown := n.Type == html.ElementNode && !slices.Contains([]string{"html", "head", "body", "div", "section", "sup", "tbody", "figure"}, tag)
		switch {
		case shown && heading.MatchString(tag) && unheard(n):
			tag = "p"
		case shown && heading.MatchString(tag):
			tag = "h"
		case shown && tag == "a" && unheard(n):
			shown = false
		}
		if shown && tag == "p" && unheard(n) && !pictured(n) {
			return
		}
		if shown && tag == "a" && strings.Contains(src, "fn") && footnoteLink(n) {
			shown = false
		}
		if shown && tag == "hr" && n.Parent.Data == "div" {
			shown = false
		}
		if shown {
			open := "<" + tag
			for _, a := range n.Attr {
				if (a.Key == "href" || a.Key == "src" || a.Key == "alt" || a.Key == "title" || a.Key == "start") && a.Val != "" {
					open += " " + a.Key + "=" + strings.Join(strings.Fields(a.Val), "")
				}
			}
			add(open + ">")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if shown {
			add("</" + tag + ">")
		}
	}
	walk(root)
	add("")
	return out
}

func pictured(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Data == "img" {
			return true
		}
	}
	return false
}

// unheard says whether an element has no words and no picture with an alt text.
func unheard(n *html.Node) bool {
	for d := range n.Descendants() {
		switch d.Type {
		case html.TextNode:
			if strings.TrimSpace(d.Data) != "" && !footnoteLink(d.Parent) {
				return false
			}
		case html.ElementNode:
			for _, a := range d.Attr {
				if a.Key == "alt" && strings.TrimSpace(a.Val) != "" {
					return false
				}
			}
		}
	}
	return true
}

func footnoteLink(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "href" && strings.HasPrefix(a.Val, "#fn") {
			return true
		}
	}
	return false
}
