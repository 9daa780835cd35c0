package markdown

import (
	"html"
	"slices"
	"strconv"
	"strings"

	goldmark "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"goldenthread/generator/page"
)

// Style is how a document becomes HTML. The zero value gives plain HTML
// without the words that only a theme knows.
type Style struct {
	// Prefix stands before every address that begins with a slash: the path
	// of the site's base_url without its last slash, or a whole origin for
	// what is read elsewhere.
	Prefix string
	// Page is the whole address of the page, for what is read elsewhere, beside
	// other pages: then nothing has an id, and links within the page are whole.
	Page string
	// EasyRead gives rows of a picture and words, in which each line of the
	// source is a line on the page.
	EasyRead bool
	// Print is for paper: a picture is one file, and nothing is folded away.
	Print bool
	// Help are the places where readers can get help, for help boxes.
	Help []page.Help
	// Own is the language of the theme's words and of the help, where the document
	// is in another; else "".
	Own string
	// Words of the theme.
	Note, ContentNote, GetHelp, Table, Footnotes, BackToText string
	// Transcript and Captions name those of a recording; Larger stands behind the
	// words of a link to a larger picture; Elsewhere warns of sites for films.
	Transcript, Captions, Larger, Elsewhere string
}

// HTML renders a document that has been cleared: links, pictures and names in
// it are resolved. Headings begin at level 2 and skip no level. Text is
// escaped; nothing but the elements written here comes out.
func (s Style) HTML(nodes []page.Node) string {
	w := writer{Style: s}
	if s.EasyRead {
		w.rows(nodes)
	} else {
		w.blocks(nodes, false)
	}
	return w.b.String()
}

type writer struct {
	Style
	b strings.Builder
	// levels maps heading levels of the source to those already given, so
	// that none is skipped: levels[i] is the source level shown as i+2.
	levels []int32
	ids    page.HeadingIDs
	// pictures counts those already written: the first is likely to be seen at once.
	pictures  int
	inGallery bool
}

func (w *writer) put(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

// label names an element for those who hear it, where the theme has a name.
func (w *writer) label(name string) {
	if name != "" {
		w.put(` aria-label="`, html.EscapeString(name), `"`)
	}
}

// Lang gives the attributes of an element whose words are in a language (BCP 47);
// none for "".
func Lang(language string) string {
	if language == "" {
		return ""
	}
	return ` lang="` + html.EscapeString(language) + `" dir="` + page.Direction(language) + `"`
}

func (w *writer) text(s string) { w.b.WriteString(html.EscapeString(s)) }

func (w *writer) blocks(nodes []page.Node, tight bool) {
	for i := range nodes {
		w.block(&nodes[i], tight)
	}
}

func (w *writer) block(n *page.Node, tight bool) {
	switch n.Kind {
	case page.Paragraph:
		w.paragraph(n, tight)
	case page.Heading:
		w.heading(n)
	case page.Blockquote:
		w.wrap("<blockquote>\n", n, "</blockquote>\n")
	case page.List:
		w.list(n)
	case page.CodeBlock:
		w.put("<pre><code>")
		w.text(n.Text)
		w.put("</code></pre>\n")
	case page.Rule:
		w.put("<hr>\n")
	case page.Table:
		w.table(n)
	case page.FootnoteList:
		w.footnotes(n)
	case page.QuoteBlock:
		w.quote(n)
	case page.NoteBox:
		w.box("note", w.Note, n)
	case page.ContentNoteBox:
		w.box("content-note", w.ContentNote, n)
	case page.HelpBox:
		w.help(n)
	case page.Details:
		w.put(w.details(), "<summary>")
		w.text(n.Text)
		w.wrap("</summary>\n", n, "</details>\n")
	case page.Gallery:
		w.gallery(n)
	case page.Audio, page.Video:
		w.recording(n)
	default:
		w.inline(n)
	}
}

// details opens what can be folded away, but not on paper.
func (w *writer) details() string {
	if w.Print {
		return "<details open>\n"
	}
	return "<details>\n"
}

func (w *writer) wrap(open string, n *page.Node, end string) {
	w.put(open)
	if w.EasyRead {
		w.rows(n.Children)
	} else {
		w.blocks(n.Children, false)
	}
	w.put(end)
}

func (w *writer) paragraph(n *page.Node, tight bool) {
	// What stood before the line end may have been left out.
	inlines := withoutBreak(n.Children)
	if isEmpty(inlines) {
		return
	}
	if only := lone(n); only != nil && only.Credit != "" {
		w.put("<figure>")
		w.inlines(inlines)
		w.put("<figcaption>")
		w.text(only.Credit)
		w.put("</figcaption></figure>\n")
		return
	}
	if tight {
		w.inlines(inlines)
		w.put("\n")
		return
	}
	w.put("<p>")
	w.inlines(inlines)
	w.put("</p>\n")
}

// isEmpty says whether there is nothing to be seen: neither words, nor a picture,
// nor the number of a footnote.
func isEmpty(inlines []page.Node) bool {
	for n := range page.Walk(inlines) {
		if n.Kind == page.Image || n.Kind == page.FootnoteRef {
			return false
		}
	}
	return page.Wordless(inlines)
}

// heading writes a heading; one without words is none, and what pictures it
// holds are a paragraph.
func (w *writer) heading(n *page.Node) {
	if page.Wordless(n.Children) {
		w.paragraph(n, false)
		return
	}
	tag := "h" + strconv.Itoa(w.level(n.N))
	w.put("<", tag)
	if id := w.ids.Next(n); id != "" && w.Page == "" {
		w.put(` id="`, id, `"`)
	}
	w.put(">")
	w.inlines(n.Children)
	w.put("</", tag, ">\n")
}

// level gives the level at which a heading of the source is shown.
func (w *writer) level(source int32) int {
	for len(w.levels) > 0 && w.levels[len(w.levels)-1] >= source {
		w.levels = w.levels[:len(w.levels)-1]
	}
	w.levels = append(w.levels, source)
	return min(len(w.levels)+1, 6)
}

func (w *writer) list(n *page.Node) {
	tag, start := "ul", ""
	if n.N >= 0 {
		tag = "ol"
		if n.N != 1 {
			start = ` start="` + strconv.Itoa(int(n.N)) + `"`
		}
	}
	w.put("<", tag, start, ">\n")
	for i := range n.Children {
		w.put("<li>")
		w.blocks(n.Children[i].Children, n.Tight)
		w.put("</li>\n")
	}
	w.put("</", tag, ">\n")
}

func (w *writer) table(n *page.Node) {
	w.put(`<div class="table" tabindex="0" role="group"`)
	w.label(w.Table)
	w.put("><table>\n")
	for i := range n.Children {
		tag := "td"
		switch i {
		case 0:
			tag = "th"
			w.put("<thead>\n")
		case 1:
			w.put("<tbody>\n")
		}
		w.put("<tr>\n")
		for _, cell := range n.Children[i].Children {
			w.put("<", tag)
			if cell.Text != "" {
				w.put(` class="`, cell.Text, `"`)
			}
			w.put(">")
			w.inlines(cell.Children)
			w.put("</", tag, ">\n")
		}
		w.put("</tr>\n")
		if i == 0 {
			w.put("</thead>\n")
		}
	}
	if len(n.Children) > 1 {
		w.put("</tbody>\n")
	}
	w.put("</table></div>\n")
}

func (w *writer) quote(n *page.Node) {
	w.put("<figure class=\"quote\">\n")
	w.wrap("<blockquote>\n", n, "</blockquote>\n")
	w.put("<figcaption>")
	source, url := n.Attr("by"), n.Attr("url")
	if source == "" {
		source = n.Text
	}
	if strings.TrimSpace(source) == "" {
		url = ""
	}
	if url != "" {
		w.link(url, "")
	}
	w.text(source)
	if url != "" {
		w.put("</a>")
	}
	w.put("</figcaption>\n</figure>\n")
}

func (w *writer) box(class, title string, n *page.Node) {
	w.put(`<div class="box `, class, `" role="note">`, "\n")
	w.boxTitle(title)
	w.wrap("", n, "</div>\n")
}

func (w *writer) inlines(nodes []page.Node) {
	for i := range nodes {
		w.inline(&nodes[i])
	}
}

func (w *writer) inline(n *page.Node) {
	switch n.Kind {
	case page.Text, page.PersonName:
		if w.EasyRead {
			w.put(strings.ReplaceAll(html.EscapeString(n.Text), "\n", "<br>\n"))
		} else {
			w.text(n.Text)
		}
	case page.HardBreak:
		w.put("<br>\n")
	case page.Emphasis:
		w.around("em", n)
	case page.Strong:
		w.around("strong", n)
	case page.Strike:
		w.around("del", n)
	case page.Code:
		w.put("<code>")
		w.text(n.Text)
		w.put("</code>")
	case page.Link:
		if page.Wordless(n.Children) { // nobody could hear where it leads
			w.inlines(n.Children)
			return
		}
		w.link(n.URL, n.Title)
		if strings.HasPrefix(n.URL, "tel:") && len(n.Children) == 1 && n.Children[0].Kind == page.Text {
			w.text(Unbroken(n.Children[0].Text))
		} else {
			w.inlines(n.Children)
		}
		w.put("</a>")
		if showsFilms(n.URL) {
			w.warning()
		}
	case page.Image:
		w.image(n)
	case page.FootnoteRef:
		w.mark(n)
	}
}

func (w *writer) around(tag string, n *page.Node) {
	w.put("<", tag, ">")
	w.inlines(n.Children)
	w.put("</", tag, ">")
}

// link opens an anchor.
func (w *writer) link(url, title string) {
	w.put(`<a href="`, w.address(url), `"`)
	if title != "" {
		w.put(` title="`, html.EscapeString(title), `"`)
	}
	w.put(">")
}

// address escapes an address for an attribute, with the prefix where it is
// one of the site's own.
func (w *writer) address(url string) string {
	if strings.HasPrefix(url, "/") && !strings.HasPrefix(url, "//") {
		url = w.Prefix + url
	} else if strings.HasPrefix(url, "#") {
		url = w.Page + url
	}
	escaped := util.URLEscape([]byte(url), false)
	if goldmark.IsDangerousURL(escaped) {
		return ""
	}
	return html.EscapeString(string(escaped))
}

// withoutBreak takes the line end away that stands before some words.
func withoutBreak(nodes []page.Node) []page.Node {
	if len(nodes) > 0 && nodes[0].Kind == page.HardBreak {
		return nodes[1:]
	}
	if len(nodes) == 0 || nodes[0].Kind != page.Text || !strings.HasPrefix(nodes[0].Text, "\n") {
		return nodes
	}
	nodes = slices.Clone(nodes)
	if nodes[0].Text = nodes[0].Text[1:]; nodes[0].Text == "" {
		return nodes[1:]
	}
	return nodes
}
