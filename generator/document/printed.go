package document

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// PrintedForm is to be another as soon as Printed makes other bytes of the same: what was
// kept is then made anew.
const PrintedForm = "1"

// Printed makes a PDF that a browser printed anew, so that the same page gives the
// same bytes each time: it keeps its pages, bookmarks, links, tags and its title, and
// leaves out the day, the programs and the numbers that it had. Viewers show the
// title, not the file's name. The error is for what is no PDF or cannot be cleaned,
// and for one of which some words cannot be read, since nobody could look for names
// in those.
func Printed(source []byte) ([]byte, error) {
	m, err := rewrite(source)
	switch {
	case err != nil:
		return nil, err
	case m.text.unreadable:
		return nil, errUnread
	}
	catalog, _ := m.bodies[0].object.(types.Dict) // it is the first that is written
	catalog["ViewerPreferences"] = types.Dict{"DisplayDocTitle": types.Boolean(true)}
	if root, ok := catalog["StructTreeRoot"].(types.IndirectRef); ok {
		m.olderTags(root.ObjectNumber.Value())
	}
	m.renumberTags()
	if m.title != "" {
		m.bodies = append(m.bodies, body{object: types.Dict{"Title": utf16Text(m.title)}})
		m.info = len(m.bodies)
	}
	return m.bytes(), nil
}

var errUnread = &refusal{why: "Some words of this PDF cannot be read.", fix: "Print it into a new PDF, and use that."}

// olderTags says what tags of PDF 2.0 are for viewers of this file's own version,
// which would pass over the words in them.
func (m *made) olderTags(root int) {
	tree, _ := m.bodies[root-1].object.(types.Dict)
	if tree == nil || m.version >= "2" {
		return
	}
	older := types.Dict{}
	for tag, as := range map[string]string{"Strong": "Span", "Em": "Span", "Title": "P", "Sub": "Span", "FENote": "Note", "Aside": "Sect", "DocumentFragment": "Div"} {
		older[tag] = types.Name(as)
	}
	tree["RoleMap"] = older
}

// tagName is how Chromium names a tag that another leads to: by a number of its own
// counting, which depends on what it did before.
var tagName = regexp.MustCompile(`^node[0-9]{8}$`)

// renumberTags names tags by their order in this file.
func (m *made) renumberTags() {
	names := map[string]bool{}
	m.eachTagName(func(name string) string { names[name] = true; return name })
	number := map[string]string{}
	for i, name := range slices.Sorted(maps.Keys(names)) {
		number[name] = fmt.Sprintf("node%08d", i+1)
	}
	m.eachTagName(func(name string) string { return number[name] })
}

// eachTagName replaces the names of tags where they stand.
func (m *made) eachTagName(by func(name string) string) {
	var in func(o types.Object, isName bool) types.Object
	in = func(o types.Object, isName bool) types.Object {
		switch o := o.(type) {
		case types.Dict:
			for key, value := range o {
				o[key] = in(value, key == "ID" || key == "Headers" || key == "Limits" || key == "Names")
			}
		case types.Array:
			for i := range o {
				o[i] = in(o[i], isName)
			}
		case types.StringLiteral, types.HexLiteral:
			if name := string(raw(o)); isName && tagName.MatchString(name) {
				return types.NewHexLiteral([]byte(by(name)))
			}
		}
		return o
	}
	for i := range m.bodies {
		m.bodies[i].object = in(m.bodies[i].object, false)
	}
}

// utf16Text writes a text as PDF has it where it may hold any letter.
func utf16Text(s string) types.HexLiteral {
	b := []byte{0xfe, 0xff}
	for _, unit := range utf16.Encode([]rune(s)) {
		b = append(b, byte(unit>>8), byte(unit))
	}
	return types.NewHexLiteral(b)
}
