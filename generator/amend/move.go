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

// approval gives what an approval becomes.
func (m MovedPage) approval(a page.Approval) page.Approval {
	if text, ok := m.Texts[TextOf{a.Page, a.Edition, a.Text}]; ok {
		a.Text = text
	}
	if a.Page == m.From {
		a.Page = m.To
	}
	return a
}

// open reads a record that may name the page; nil for one that does not.
func (m MovedPage) open(name string, src []byte) (*editor, error) {
	concerned := bytes.Contains(src, []byte(m.From))
	for t := range m.Texts {
		concerned = concerned || bytes.Contains(src, []byte(t.Text))
	}
	if !concerned {
		return nil, nil
	}
	e, err := open(name, src)
	if err == nil && e.record.Fault != nil { // what names the page in it may be what cannot be read
		err = ErrUnreadable
	}
	return e, err
}

// Both makes a record say the same of a page under either path, for the time in
// which nobody knows where it stands. Where it does so already, it stays as it is.
func Both(name string, src []byte, m MovedPage) ([]byte, error) {
	e, err := m.open(name, src)
	if e == nil || err != nil {
		return src, err
	}
	if err := e.both(m); err != nil {
		return src, err
	}
	return e.asBefore(src), nil
}

// Follow makes a record follow a page to its new path, whether it names the old
// one or both. Nothing changes in it but the page's path and the digests, where they
// stand. It gives how many entries and approvals it changed.
func Follow(name string, src []byte, m MovedPage) (out []byte, covers, approvals int, err error) {
	e, err := m.open(name, src)
	if e == nil || err != nil {
		return src, 0, 0, err
	}
	if covers, approvals, err = e.follow(m); err != nil {
		return src, 0, 0, err
	}
	return e.asBefore(src), covers, approvals, nil
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
func (e *editor) follow(m MovedPage) (covers, approvals int, err error) {
	if !e.single(m) {
		return 0, 0, ErrNotMeant
	}
	want := e.record
	want.Entries, want.Approvals = slices.Clone(want.Entries), slices.Clone(want.Approvals)
	items := e.value.Get("approved").Items()
	if len(items) != len(want.Approvals) || len(e.value.Get("consents").Items()) != len(want.Entries) {
		return 0, 0, ErrNotMeant
	}
	var patches []patch
	for _, c := range e.covered(m.From) {
		patches = append(patches, at(c.Value, m.To))
		entry := &want.Entries[c.entry]
		entry.Covers = slices.Clone(entry.Covers)
		entry.Covers[c.i] = m.To
		covers++
	}
	for i, item := range items {
		a, after := &want.Approvals[i], m.approval(want.Approvals[i])
		if after == *a {
			continue
		}
		if after.Text != a.Text {
			patches = append(patches, at(item.Get("text"), after.Text))
		}
		if after.Page != a.Page {
			patches = append(patches, at(item.Get("page"), after.Page))
		}
		*a = after
		approvals++
	}
	if !e.apply(patches) {
		return 0, 0, ErrNotMeant
	}
	_, err = e.done(want)
	return covers, approvals, err
}

// single takes away what Both added: what is left of the page names its old path.
func (e *editor) single(m MovedPage) bool {
	want := e.record
	want.Entries, want.Approvals = slices.Clone(want.Entries), slices.Clone(want.Approvals)
	for n := range want.Entries {
		entry := &want.Entries[n]
		i := slices.Index(entry.Covers, m.To)
		if i < 0 || !slices.Contains(entry.Covers, m.From) {
			continue
		}
		entry.Covers = slices.Delete(slices.Clone(entry.Covers), i, i+1)
		if !e.drop(e.value.Get("consents").Items()[n].Get("covers"), i, m.To) || !e.reopen() {
			return false
		}
	}
	for _, a := range e.record.Approvals {
		after := m.approval(a)
		i := indexOf(want.Approvals, after)
		if after == a || i < 0 || !e.added(i, after) {
			continue
		}
		want.Approvals = slices.Delete(want.Approvals, i, i+1)
		if !e.drop(e.value.Get("approved"), i, approvalLine(Approval{Approval: after})[len("- "):]) || !e.reopen() {
			return false
		}
	}
	_, err := e.done(want)
	return err == nil
}

// indexOf finds an approval, on whatever line it stands.
func indexOf(list []page.Approval, a page.Approval) int {
	return slices.IndexFunc(list, func(b page.Approval) bool {
		b.Line = a.Line
		return a == b
	})
}

// added says whether an approval stands as Both writes it, and on a line of its own
// or in brackets; how it was given, or a comment, is nothing to take away.
func (e *editor) added(i int, a page.Approval) bool {
	list := e.value.Get("approved")
	line, column := list.Items()[i].At()
	_, rest := e.cut(line, column)
	written := approvalLine(Approval{Approval: a})[len("- "):]
	return list.Flow() && strings.HasPrefix(rest, written) || strings.TrimRight(rest, "\r\n") == written
}

// both writes the new path beside the old one, and each approval once more, of
// the new path and digest.
func (e *editor) both(m MovedPage) error {
	want := e.record
	want.Entries, want.Approvals = slices.Clone(want.Entries), slices.Clone(want.Approvals)
	type line struct {
		at   int
		text string
	}
	var patches []patch
	var lines []line
	for _, c := range e.covered(m.From) {
		entry := &want.Entries[c.entry]
		if slices.Contains(entry.Covers, m.To) {
			continue
		}
		entry.Covers = slices.Insert(slices.Clone(entry.Covers), c.i, m.To)
		at, column := c.At()
		if c.flow {
			patches = append(patches, patch{at, column, "", m.To + ", "})
		} else {
			before, _ := e.cut(at, column)
			lines = append(lines, line{at - 1, before + m.To})
		}
	}
	if !e.apply(patches) {
		return ErrNotMeant
	}
	for _, l := range slices.Backward(lines) {
		e.insert(l.at, l.text)
	}
	for _, a := range e.record.Approvals {
		after := m.approval(a)
		if indexOf(want.Approvals, after) >= 0 {
			continue
		}
		if !e.reopen() {
			return ErrNotMeant
		}
		at := e.add("approved", approvalLine(Approval{Approval: after}), "")
		want.Approvals = slices.Insert(want.Approvals, at, after)
	}
	_, err := e.done(want)
	return err
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
