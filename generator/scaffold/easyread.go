package scaffold

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"unicode"

	"goldenthread/generator/bank"
	"goldenthread/generator/markdown"
	"goldenthread/generator/page"
)

// NewEasyRead writes an easy-read version beside a page, and gives its file. It holds
// the headings of the standard version, and below each an empty row with the drawings
// that may fit. Nothing in it is simplified, so it cannot be published: it has no
// title, and each line that is still to be written makes it unreadable. standard may
// be nil, or unreadable.
func NewEasyRead(site, pagePath string, standard *page.Version, drawings []page.Drawing) (string, error) {
	var file string
	switch {
	case !fs.ValidPath(pagePath):
		return "", noSuchPage()
	case exists(site, path.Join("content", pagePath, "index.md")) && strings.Contains(pagePath, "/"):
		file = path.Join("content", pagePath, "easy-read.md")
	case exists(site, "content/"+pagePath+".md"):
		file = "content/" + pagePath + ".easy-read.md"
	default:
		return "", noSuchPage()
	}
	return file, write(site, file, easyReadText(standard, drawings))
}

func noSuchPage() error {
	return &NameError{"There is no such page; name it by its path, for example stories/a-place-to-start."}
}

// fitting is how many drawings a part of a page is given to choose from.
const fitting = 5

func easyReadText(standard *page.Version, drawings []page.Drawing) string {
	if standard == nil || standard.Fault != nil {
		standard = &page.Version{}
	}
	var b strings.Builder
	b.WriteString("---\ntitle: \"\"   # a short, plain title; until there is one, this version is not published\n")
	comment(&b, "The page's own title", standard.Title)
	b.WriteString("# summary: One easy sentence.\n")
	comment(&b, "The page's own summary", standard.Summary)
	b.WriteString(easyReadHelp)
	if strings.TrimSpace(markdown.Plain(standard.Body)) == placeholder { // which no drawing fits
		drawings = nil
		b.WriteString("\n" + todo + "The page itself holds no text yet. Write it first, and then its easy-read version.\n")
	}
	for i, part := range parts(standard.Body) {
		if part[0].Kind == page.Heading {
			fmt.Fprintf(&b, "\n%s %s\n\n", strings.Repeat("#", int(part[0].N)), words(part[0].Children, true))
		}
		if i == 0 {
			b.WriteString(todo + "One picture for each idea, and short sentences below it, each on a line of its own:\n")
		} else {
			b.WriteString(todo + "A picture, and short sentences below it:\n")
		}
		for _, d := range bank.Fitting(drawings, markdown.Plain(part), fitting) {
			b.WriteString(todo + d.Markdown() + "\n")
		}
	}
	return b.String()
}

const todo = "::" + page.ToDo + " "

const easyReadHelp = `# tested_with: {group: Tuesday group, on: 2026-06-10}   # who tried it out, and when
## Below stand the headings of the page, as they are: write each in easy words, or take
## it away. Under each are drawings that may fit; 'goldenthread pictures WORD' finds others.
## To use one, take the '::to-do ' at the start of its line away, and write under it.
## While a line begins with ::to-do, nothing of this version is published.
---
`

// comment writes a line of the page for whoever simplifies it to look at. It stays one
// line, whatever stands in it, so that it stays a comment.
func comment(b *strings.Builder, what string, line []page.Node) {
	if text := words(line, false); text != "" {
		fmt.Fprintf(b, "## %s: %s\n", what, text)
	}
}

// parts cuts a text at its headings. The first part is what stands above them, and
// what an empty text has.
func parts(body []page.Node) [][]page.Node {
	all := [][]page.Node{{{Kind: page.Paragraph}}}
	for _, n := range body {
		if n.Kind == page.Heading {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], n)
	}
	if len(all) > 1 && len(all[0]) == 1 { // the text begins with a heading
		all = all[1:]
	}
	return all
}

// words gives the words of inline nodes, and the names in them, on one line; as
// Markdown, where they are to be read as such.
func words(nodes []page.Node, asMarkdown bool) string {
	var b, run strings.Builder // run is text that runs on, over any number of nodes
	flush := func() {
		text := run.String()
		if run.Reset(); asMarkdown {
			text = escaped.ReplaceAllString(text, `\$0`)
		}
		b.WriteString(text)
	}
	for n := range page.Walk(nodes) {
		switch n.Kind {
		case page.PersonName:
			flush()
			fmt.Fprintf(&b, ":person[%s]", n.Person)
		case page.HardBreak:
			run.WriteByte(' ')
		case page.Text, page.Code:
			run.WriteString(n.Text)
		}
	}
	flush()
	line := strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) || unicode.IsSpace(r) {
			return r
		}
		return -1
	}, b.String())
	return strings.Join(strings.Fields(line), " ")
}

// escaped is what Markdown could take for more than itself.
var escaped = regexp.MustCompile("[\\\\`*_\\[\\]<&#~]|:\\b|:::")
