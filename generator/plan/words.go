package plan

import (
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// This file finds pictures for hard words. Whoever reads by pictures takes one for
// what it stands beside, so a picture by chance is worse than none.

// easyRow is a row of an easy-read page: a picture, if nobody is in it, and the
// lines beside it.
type easyRow struct {
	picture *page.Node
	text    strings.Builder
	bold    []string
}

// wordPictures finds pictures for words in bold on easy-read pages, by their sort
// keys.
func (b *builder) wordPictures() map[string]*page.Node {
	found := map[string]*page.Node{}
	for i := range b.views {
		v := &b.views[i]
		if v.Edition != page.EasyRead || !v.Channels.Has(page.SearchEngines) {
			continue
		}
		for _, row := range easyRows(v.Body) {
			for _, word := range row.bold {
				if found[word] == nil && row.shows(word) {
					found[word] = row.picture
				}
			}
		}
	}
	return found
}

// easyRows parts an easy-read page into its rows: each begins with a picture, and
// ends before the next or before a heading.
func easyRows(body []page.Node) (rows []*easyRow) {
	var row *easyRow
	body = page.Rows(body)
	for i := range body {
		n := &body[i]
		picture := page.RowPicture(n)
		switch {
		case n.Kind == page.Heading:
			row = nil
		case picture != nil:
			row = &easyRow{}
			if picture.Part != nil && picture.Nobody {
				row.picture = picture
				rows = append(rows, row)
			}
		}
		if row != nil {
			row.add(n)
		}
	}
	return rows
}

func (r *easyRow) add(n *page.Node) {
	switch n.Kind {
	case page.Text, page.Code, page.PersonName:
		r.text.WriteString(n.Text)
	case page.HardBreak:
		r.text.WriteByte('\n')
	case page.Strong:
		if len(n.Children) == 1 {
			r.bold = append(r.bold, sortKey(n.Children[0].Text))
		}
	}
	for i := range n.Children {
		r.add(&n.Children[i])
	}
	if n.Kind.Block() {
		r.text.WriteByte('\n')
	}
}

// shows says whether the row's picture shows a word that is bold in it: its
// description names the word, or the row says nothing but the word and what it
// means, in at most two lines, of which the last begins with the word.
func (r *easyRow) shows(word string) bool {
	if strings.Contains(" "+sortKey(r.picture.Text)+" ", " "+word+" ") {
		return true
	}
	lines := slices.DeleteFunc(strings.Split(r.text.String(), "\n"), func(line string) bool { return strings.TrimSpace(line) == "" })
	if len(lines) == 0 || len(lines) > 2 {
		return false
	}
	meaning := sortKey(lines[len(lines)-1]) + " "
	_, behind, _ := strings.Cut(meaning, " ") // the first word may be an article
	return strings.HasPrefix(meaning, word+" ") || strings.HasPrefix(behind, word+" ")
}
