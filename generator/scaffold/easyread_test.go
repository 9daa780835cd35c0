package scaffold

import (
	"strings"
	"testing"

	"goldenthread/generator/markdown"
	"goldenthread/generator/page"
)

var drawings = []page.Drawing{
	{File: "content/pictures/bus.svg", Alt: "A red bus", Tags: []string{"travel"}},
	{File: "content/pictures/tea.svg", Alt: "A [mug]", Tags: []string{"drop-in"}},
}

func standard(t *testing.T, title, summary, body string) *page.Version {
	t.Helper()
	doc := markdown.NewParser().Parse("x.md", body, 1)
	if doc.Fault != nil {
		t.Fatal(doc.Fault)
	}
	return &page.Version{Title: []page.Node{{Kind: page.Text, Text: title}}, Summary: []page.Node{{Kind: page.Text, Text: summary}}, Body: doc.Nodes}
}

// A new easy-read version repeats headings, gives the summary to look at alone, and
// no other word of the page.
func TestEasyReadText(t *testing.T) {
	got := easyReadText(standard(t, "Two: buses", "A bag,\nand a\u2028seat.", "We sat at the drop-ins.\n\n## On the *bus*\n\nA secret.\n\n### Home\n\nTravel.\n"), drawings)
	want := `---
title: ""   # a short, plain title; until there is one, this version is not published
## The page's own title: Two: buses
# summary: One easy sentence.
## The page's own summary: A bag, and a seat.
` + easyReadHelp + `::to-do One picture for each idea, and short sentences below it, each on a line of its own:
::to-do ![A \[mug\]](/pictures/tea.svg)

## On the bus

::to-do A picture, and short sentences below it:
::to-do ![A red bus](/pictures/bus.svg)

### Home

::to-do A picture, and short sentences below it:
::to-do ![A red bus](/pictures/bus.svg)
`
	if got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
}

// Nothing is there to be repeated, and the row is.
func TestEasyReadTextOfNothing(t *testing.T) {
	for reason, v := range map[string]*page.Version{"no version": nil, "an empty one": {}, "one that begins with a heading": standard(t, "T", "", "# A\n")} {
		text := easyReadText(v, nil)
		if n := strings.Count(text, "\n"+todo); n != 1 || strings.Contains(text, "own summary") {
			t.Errorf("%s: %d rows in\n%s", reason, n, text)
		}
	}
}

// Nobody wrote the page yet, so no drawing fits it.
func TestEasyReadTextOfPlaceholder(t *testing.T) {
	drawings := []page.Drawing{{File: "content/pictures/letter.svg", Alt: "A letter", Tags: []string{"write", "text"}}}
	for body, want := range map[string]bool{placeholder + "\n": false, "I write a text here.\n": true} {
		text := easyReadText(standard(t, "T", "", body), drawings)
		if strings.Contains(text, "letter.svg") != want || strings.Contains(text, "holds no text yet") == want {
			t.Errorf("%q gives\n%s", body, text)
		}
	}
}

// A heading is read again with the same words.
func TestEasyReadHeadings(t *testing.T) {
	for _, heading := range []string{`Plain`, `It is *here*, **now** and ~~then~~`, "A `code` & &amp; \\<b\\>", `1. One`, `A [link](/x/) and ![a picture](x.svg)`, `:person[sam] and 10:30`, `a \* b \_c\_ \#`, `Is it \:person?`, `\::to-do x`, `C\:\:person and \[x\]\(y\)`, `![](x.svg)`} {
		v := standard(t, "T", "", "## "+heading+"\n")
		text := easyReadText(v, nil)
		body := text[strings.LastIndex(text, "---\n")+4:]
		body, _, _ = strings.Cut(body, "\n\n"+todo)
		again := markdown.NewParser().Parse("x.md", body, 1)
		if again.Fault != nil || len(again.Nodes) != 1 || again.Nodes[0].Kind != page.Heading {
			t.Errorf("%q gives %q: %v", heading, body, again.Fault)
			continue
		}
		if got, want := words(again.Nodes, false), words(v.Body, false); got != want {
			t.Errorf("%q is %q, not %q", heading, got, want)
		}
	}
}

// Whatever a line of it holds, it is unreadable until the last one is done.
func TestEasyReadIsUnreadable(t *testing.T) {
	text := easyReadText(standard(t, "T", "", "Tea.\n\n## Bus\n\nBus.\n"), drawings)
	_, body, _ := strings.Cut(text[4:], "---\n")
	for strings.Contains(body, todo) {
		doc := markdown.NewParser().Parse("x.md", body, 1)
		if doc.Fault == nil || doc.Fault.Code != "to-do" {
			t.Fatalf("%q is read: %v", body, doc.Fault)
		}
		body = strings.Replace(body, todo, "", 1)
	}
	if doc := markdown.NewParser().Parse("x.md", body, 1); doc.Fault != nil {
		t.Error(doc.Fault)
	}
}
