package amend

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"goldenthread/generator/page"
	"goldenthread/generator/strict"
)

// TextOf names a text that was approved.
type TextOf struct {
	Page    string
	Edition page.Edition
	Text    string
}

// MovedPage says that a page has another path, and which texts have another
// digest by it, since addresses in them are others.
type MovedPage struct {
	From, To string
	Texts    map[TextOf]string
}

// MovedRecord is a record that follows a page to its new path.
type MovedRecord struct {
	// Between says the same of the page under either path, for the time in which
	// nobody knows where it stands. Final is what is written in the end.
	Between, Final    []byte
	Covers, Approvals int // how many entries and approvals were changed
}

// Move makes a record follow a page. Nothing changes in it but the page's path
// and the digests, where they stand.
func Move(name string, src []byte, m MovedPage) (MovedRecord, error) {
	out := MovedRecord{Between: src, Final: src}
	concerns := bytes.Contains(src, []byte(m.From))
	for t := range m.Texts {
		concerns = concerns || bytes.Contains(src, []byte(t.Text))
	}
	if !concerns {
		return out, nil
	}
	between, err := open(name, src)
	if err != nil {
		return out, err
	}
	final, _ := open(name, src)
	if out.Final, err = final.follow(m, &out); err != nil {
		return out, err
	}
	out.Final = final.asBefore(src)
	if out.Covers+out.Approvals == 0 {
		out.Final = src
		return out, nil
	}
	out.Between, err = between.both(m)
	return out, err
}

// cover is a path in the `covers` of an entry.
type cover struct {
	entry, i int
	strict.Value
	flow bool
}

// covered lists where a path stands in `covers`.
func (e *editor) covered(path string) []cover {
	var list []cover
	for n, item := range e.value.Get("consents").Items() {
		covers := item.Get("covers")
		for i, v := range covers.Items() {
			if n < len(e.record.Entries) && v.Text() == path {
				list = append(list, cover{n, i, v, covers.Flow()})
			}
		}
	}
	return list
}

// follow writes the new path and the new digests in the place of the old ones.
func (e *editor) follow(m MovedPage, count *MovedRecord) ([]byte, error) {
	want := e.record
	want.Entries, want.Approvals = slices.Clone(want.Entries), slices.Clone(want.Approvals)
	var patches []patch
	for _, c := range e.covered(m.From) {
		patches = append(patches, at(c.Value, m.To))
		entry := &want.Entries[c.entry]
		entry.Covers = slices.Clone(entry.Covers)
		entry.Covers[c.i] = m.To
		count.Covers++
	}
	items := e.value.Get("approved").Items()
	if len(items) != len(want.Approvals) || len(e.value.Get("consents").Items()) != len(want.Entries) {
		return nil, ErrNotMeant
	}
	for i, item := range items {
		a := &want.Approvals[i]
		before := *a
		if text, ok := m.Texts[TextOf{a.Page, a.Edition, a.Text}]; ok {
			patches = append(patches, at(item.Get("text"), text))
			a.Text = text
		}
		if a.Page == m.From {
			patches = append(patches, at(item.Get("page"), m.To))
			a.Page = m.To
		}
		if *a != before {
			count.Approvals++
		}
	}
	if !e.apply(patches) {
		return nil, ErrNotMeant
	}
	return e.done(want)
}

// both writes the new path beside the old one, and each approval once more, of
// the new path and digest.
func (e *editor) both(m MovedPage) ([]byte, error) {
	want := e.record
	want.Entries, want.Approvals = slices.Clone(want.Entries), slices.Clone(want.Approvals)
	type line struct {
		at   int
		text string
	}
	var patches []patch
	var lines []line
	for _, c := range e.covered(m.From) {
		at, column := c.At()
		if c.flow {
			patches = append(patches, patch{at, column, "", m.To + ", "})
		} else {
			before, _ := e.cut(at, column)
			lines = append(lines, line{at - 1, before + m.To})
		}
		entry := &want.Entries[c.entry]
		entry.Covers = slices.Insert(slices.Clone(entry.Covers), c.i, m.To)
	}
	if !e.apply(patches) {
		return nil, ErrNotMeant
	}
	for _, l := range slices.Backward(lines) {
		e.insert(l.at, l.text)
	}
	for _, a := range e.record.Approvals {
		more := a
		if text, ok := m.Texts[TextOf{a.Page, a.Edition, a.Text}]; ok {
			more.Text = text
		}
		if more.Page == m.From {
			more.Page = m.To
		}
		if more == a {
			continue
		}
		if !e.reopen() {
			return nil, ErrNotMeant
		}
		flow := e.value.Get("approved").Flow()
		e.add("approved", approvalLine(Approval{Approval: more}))
		if flow {
			want.Approvals = slices.Insert(want.Approvals, 0, more)
		} else {
			want.Approvals = append(want.Approvals, more)
		}
	}
	return e.done(want)
}

// approvalLine writes an approval as an item of `approved`.
func approvalLine(a Approval) string {
	path := a.Page
	if path == "" {
		path = "/"
	}
	var line strings.Builder
	fmt.Fprintf(&line, "- {page: %s, version: %s, text: %q, on: %s", path, a.Edition, a.Text, a.On)
	if a.How != "" {
		line.WriteString(", how: " + scalar(a.How))
	}
	if a.With != "" {
		line.WriteString(", with: " + scalar(a.With))
	}
	return line.String() + "}"
}
