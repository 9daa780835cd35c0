package guard

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"goldenthread/generator/consent"
	"goldenthread/generator/page"
)

// wording gathers sayings.
type wording struct {
	*version
	out      []saying
	running  []byte // text that runs on
	lines    []lineAt
	dead     map[int32]bool // footnotes that are not shown
	withheld bool
}

func (w *wording) add(text string, short bool, line int) {
	if text != "" {
		w.out = append(w.out, saying{text, short, w.withheld, []lineAt{{0, line}}})
	}
}

// line adds a title or summary, with the names in it as they would be shown.
func (w *wording) line(nodes []page.Node, short bool) {
	if len(nodes) == 0 {
		return
	}
	var text strings.Builder
	for _, n := range nodes {
		if n.Kind == page.PersonName {
			text.WriteString(w.rules.ShownName(n.Person))
		} else {
			text.WriteString(n.Text)
		}
	}
	w.add(text.String(), short, int(nodes[0].Line))
	if len(nodes) > 1 && w.withheld { // other names may be shown in it elsewhere
		for _, n := range nodes {
			if n.Kind == page.Text {
				w.add(n.Text, short, int(n.Line))
			}
		}
	}
}

// flush ends the text that runs on.
func (w *wording) flush() {
	if len(w.running) > 0 {
		w.out = append(w.out, saying{string(w.running), false, w.withheld, w.lines})
	}
	w.running, w.lines = w.running[:0], nil
}

// nodes adds the text of nodes. It runs on from block to block: whoever copies
// it copies more than a paragraph.
func (w *wording) nodes(nodes []page.Node) {
	for i := range nodes {
		n := &nodes[i]
		if w.leavesOut(n) || n.Kind == page.Footnote && w.dead[n.N] { // what is around it runs on without it
			inner := wording{version: w.version, withheld: true}
			inner.node(n)
			inner.flush()
			w.out = append(w.out, inner.out...)
			continue
		}
		w.node(n)
	}
}

func (w *wording) node(n *page.Node) {
	switch n.Kind {
	case page.Text, page.Code, page.CodeBlock:
		w.lines = append(w.lines, lineAt{len(w.running), int(n.Line)})
		w.running = append(w.running, n.Text...)
	case page.HardBreak:
		w.running = append(w.running, ' ')
	case page.PersonName:
		w.running = append(w.running, w.rules.ShownName(n.Person)...)
	case page.Details:
		w.add(n.Text, false, int(n.Line))
	case page.Audio, page.Video:
		w.add(n.Text, false, int(n.Line))
		w.recording(n)
	case page.Image:
		w.add(n.Text, true, int(n.Line))
		w.add(n.Title, false, int(n.Line))
		w.line(n.Children, true)
		w.picture(w.site.PictureFile(w.source.File, n.URL))
		return
	case page.Link:
		w.add(n.Title, false, int(n.Line))
		if !w.withheld && len(n.Children) == 1 && isAddress(n.Children[0].Text, n.URL) {
			if _, inside := w.site.Target(w.source.File, n.URL); inside {
				return // its words are its address, which goes where the page is withheld
			}
		}
		w.address(n.URL, int(n.Line))
	}
	for _, a := range attrs(n) {
		switch a.Key {
		case "by":
			w.add(a.Value, false, int(n.Line))
		case "url":
			w.address(a.Value, int(n.Line))
		}
	}
	if n.Kind.Block() {
		w.running = append(w.running, '\n')
	}
	w.nodes(n.Children)
	if n.Kind.Block() {
		w.running = append(w.running, '\n')
	}
}

// address adds where a link of what is published leads on another site: it is no
// text of anybody who links there, too.
func (w *wording) address(link string, line int) {
	if w.withheld || !strings.Contains(link, "//") { // it names no host
		return
	}
	u, err := url.Parse(link)
	if _, inside := w.site.Target(w.source.File, link); err == nil && u.Host != "" && !inside {
		w.add(link, false, line)
	}
}

// isAddress says whether the words of a link are an address.
func isAddress(words, link string) bool {
	return strings.Contains(words, "://") || strings.TrimSuffix(words, "/") == strings.TrimSuffix(link, "/")
}

func attrs(n *page.Node) []page.Attr {
	if n.Part == nil {
		return nil
	}
	return n.Attrs
}

// picture adds what pictures.yaml says of a picture. Of one that is left out
// here, it is withheld here.
func (w *wording) picture(file string) {
	p, ok := w.pictures[file]
	if !ok {
		return
	}
	inner := wording{version: w.version, withheld: w.withheld || w.leavesOutPicture(file)}
	inner.add(p.Alt, true, 0)
	if !inner.withheld { // a credit is nobody's story; where it is shown, it may stand elsewhere
		inner.add(p.Credit, true, 0)
		inner.add(p.Licence, true, 0)
		inner.add(p.Credit+", "+p.Licence, true, 0)
	}
	inner.add(p.Words, false, 0)
	w.out = append(w.out, inner.out...)
}

// recording adds what captions and transcript of a recording say.
func (w *wording) recording(n *page.Node) {
	for _, attr := range []string{"captions", "transcript"} {
		p := w.pictures[w.site.PictureFile(w.source.File, n.Attr(attr))]
		w.add(p.Words, false, 0)
		for _, paragraph := range p.Transcript {
			w.add(paragraph, false, 0)
		}
	}
	w.address(n.Attr("src"), int(n.Line))
}

// deadNotes gives the numbers of the footnotes to which only a part leads that is
// left out.
func (v *version) deadNotes() map[int32]bool {
	dead := map[int32]bool{}
	if len(v.leftOut) == 0 {
		return dead
	}
	for n := range page.Walk(v.source.Body) {
		if n.Kind == page.Footnote {
			dead[n.N] = true
		}
	}
	shown := page.Footnotes(page.Map(v.source.Body, func(n *page.Node) page.Fate {
		if v.leavesOut(n) {
			return page.Drop
		}
		return page.Keep
	}))
	for n := range page.Walk(shown) {
		if n.Kind == page.Footnote {
			delete(dead, n.N)
		}
	}
	return dead
}

// leavesOut says whether a node is a part that was decided to be left out: a picture
// wherever it stands, a recording or a quotation just there.
func (v *version) leavesOut(n *page.Node) bool {
	file := ""
	switch n.Kind {
	case page.Image:
		return v.leavesOutPicture(v.site.PictureFile(v.source.File, n.URL)) || v.leavesOutAt("", n)
	case page.Audio, page.Video:
		file = v.site.PictureFile(v.source.File, n.Attr("src"))
	case page.QuoteBlock:
	default:
		return false
	}
	return v.leavesOutAt(file, n)
}

func (v *version) leavesOutPicture(file string) bool {
	return slices.ContainsFunc(v.leftOut, func(l consent.LeftOut) bool { return l.What == file && !ofRecording(l) })
}

// leavesOutAt says whether a recording of this file is left out where a node stands,
// or whatever has no file.
func (v *version) leavesOutAt(file string, n *page.Node) bool {
	if len(v.leftOut) == 0 {
		return false
	}
	what := fmt.Sprintf("%s:%d", v.source.File, n.Line)
	return slices.ContainsFunc(v.leftOut, func(l consent.LeftOut) bool {
		return l.What == what || l.What == file && ofRecording(l) && l.Reasons[0].Line == int(n.Line)
	})
}

func ofRecording(l consent.LeftOut) bool {
	return strings.HasPrefix(string(l.Reasons[0].Code), "media-")
}
