package consent

import (
	"cmp"
	"path"

	"goldenthread/generator/fold"
	"goldenthread/generator/page"
)

// image adds a picture that is shown.
func (l *looker) image(n *page.Node, at piece) {
	at.whole = true
	if n.Title != "" {
		l.aside = append(l.aside, asidePiece{n.Title, at})
	}
	alt := n.Text
	for _, c := range n.Children {
		switch c.Kind {
		case page.Text:
			alt += c.Text
		case page.PersonName:
			alt += cmp.Or(l.name(l.subject.page, c.Person, l.today), string(rune(fold.Break)))
		}
	}
	pic := l.src.Pictures[l.src.Site.PictureFile(l.version.File, n.URL)]
	if alt != "" {
		l.aside = append(l.aside, asidePiece{alt, at})
	}
	at.what = "in the file name of a picture; give the picture another name."
	l.address(path.Base(pic.File), at)
	l.picture(pic, alt, at)
}

// recording adds what captions and transcript of a recording say.
func (l *looker) recording(n *page.Node) {
	m := l.mediaFiles(l.version, n)
	says := func(p page.Picture, text, what string) {
		if text != "" {
			l.aside = append(l.aside, asidePiece{text, piece{file: p.File, whole: true, what: what}})
		}
	}
	says(m.captions, m.captions.Words, "in these captions; take it out of them.")
	for _, paragraph := range m.transcript.Transcript {
		says(m.transcript, paragraph, "in this transcript; take it out of it.")
	}
	for _, p := range []page.Picture{m.medium, m.captions, m.transcript} {
		if p.File != "" {
			l.address(path.Base(p.File), piece{file: l.version.File, line: n.Line, column: n.Column, whole: true, what: "in the file name of a recording; give the file another name."})
		}
	}
}

// picture adds what pictures.yaml says of a picture, its alt text only where the
// page has none of its own.
func (l *looker) picture(pic page.Picture, alt string, at piece) {
	said := piece{file: cmp.Or(pic.Said.File, at.file), line: int32(pic.Said.Line), whole: true, what: "in the line for this picture; change its alt, credit or licence."}
	if pic.Words != "" {
		l.aside = append(l.aside, asidePiece{pic.Words, piece{file: pic.File, whole: true, what: "in this drawing; take it out of the drawing's words."}})
	}
	texts := []string{pic.Credit, pic.Licence}
	if alt == "" {
		texts = append(texts, pic.Alt)
	}
	for _, text := range texts {
		if text != "" {
			l.aside = append(l.aside, asidePiece{text, said})
		}
	}
}
