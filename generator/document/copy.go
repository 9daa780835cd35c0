package document

import (
	"maps"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// job is an object of the source, to be written in one role.
type job struct {
	number int
	role   role
}

// made is a PDF as it is written anew. An object is numbered when something that
// is written leads to it, so what nothing leads to is not there.
type made struct {
	table   map[int]*model.XRefTableEntry
	version string
	numbers map[job]int
	queue   []job
	bodies  []body // of object 1 on
	pages   int
	budget  int64           // what may still be unpacked
	left    map[string]bool // what was left out, in plain words
	seen    map[int]bool    // objects of the source that were written
	text    *words
	form    types.Dict
	redraw  bool // answers went with the look of their fields
	title   string
	info    int // the number of what says the title; 0 where nothing does
	err     error
}

// body is an object as it is written. stream is nil where it has none.
type body struct {
	object types.Object
	stream []byte
}

// resolve follows references; nil where they lead nowhere.
func (m *made) resolve(o types.Object) types.Object {
	for range 20 {
		if p, ok := o.(*types.IndirectRef); ok {
			if p == nil {
				return nil
			}
			o = *p
		}
		r, ok := o.(types.IndirectRef)
		if !ok {
			return o
		}
		e := m.table[r.ObjectNumber.Value()]
		if e == nil || e.Free {
			return nil
		}
		o = e.Object
	}
	return nil
}

// dict gives the dictionary of an object, that of a stream too.
func (m *made) dict(o types.Object) types.Dict {
	switch o := m.resolve(o).(type) {
	case types.Dict:
		return o
	case types.StreamDict:
		return o.Dict
	}
	return nil
}

// ref numbers an object in a role; nil where it is left out.
func (m *made) ref(r types.IndirectRef, as role) types.Object {
	n := r.ObjectNumber.Value()
	target := m.resolve(r)
	if target == nil {
		return nil
	}
	d := m.dict(r)
	as = m.roleOf(d, as)
	if as == "" || !m.keeps(d, as) {
		return nil
	}
	if d == nil && as != plain { // a list or a number is written where it stands
		if _, isList := target.(types.Array); !isList {
			m.seen[n] = true
			return m.value(target, as)
		}
	}
	j := job{n, as}
	if m.numbers[j] == 0 {
		if len(m.queue) == 2*maxPacked {
			m.err = errLarge
			return nil
		}
		m.seen[n] = true
		m.queue = append(m.queue, j)
		m.numbers[j] = len(m.queue)
	}
	return *types.NewIndirectRef(m.numbers[j], 0)
}

// roleOf settles a role that depends on what is there.
func (m *made) roleOf(d types.Dict, as role) role {
	kind, _ := m.resolve(d["Type"]).(types.Name)
	sub, _ := m.resolve(d["Subtype"]).(types.Name)
	switch {
	case d == nil:
		return as
	case as == "target" && (kind == "Page" || d["MediaBox"] != nil || d["Contents"] != nil):
		return "pages"
	case as == "shown" && (kind == "XObject" || sub == "Form" || sub == "Image"):
		return "graphic"
	case as == "shown":
		return "mark"
	}
	return as
}

// keeps says whether a dictionary is of a kind that is kept in a role.
func (m *made) keeps(d types.Dict, as role) bool {
	if d == nil {
		return true
	}
	name := func(key string) string { n, _ := m.resolve(d[key]).(types.Name); return string(n) }
	what := ""
	switch {
	case name("Type") == "Metadata" || name("Subtype") == "XML":
		what = meaning["Metadata"]
	case as == plain:
		what = notes
	case as == "mark":
		switch name("Subtype") {
		case "Link", "Widget":
		case "":
			if d["Rect"] != nil {
				what = comments
			}
		case "FileAttachment":
			what = "attached files"
		case "Screen", "Movie", "Sound", "RichMedia", "3D":
			what = "sounds, films or models"
		default:
			what = comments
		}
	case as == "action":
		switch name("S") {
		case "GoTo", "URI", "Named", "":
		case "JavaScript":
			what = "programs"
		default:
			what = "links to files or programs elsewhere"
		}
	case as == "tagging" && name("O") == "UserProperties":
		what = notes
	}
	if what != "" {
		m.left[what] = true
	}
	return what == ""
}

// object writes one object.
func (m *made) object(j job) body {
	switch o := m.resolve(*types.NewIndirectRef(j.number, 0)).(type) {
	case types.StreamDict:
		return m.stream(&o, j)
	case types.Dict:
		if j.role == "pages" {
			m.page(o)
		}
		return body{object: m.entries(o, j.role)}
	default:
		return body{object: m.value(o, j.role)}
	}
}

// value writes what stands behind a key or in a list; nil where it is left out.
func (m *made) value(o types.Object, as role) types.Object {
	switch o := o.(type) {
	case *types.IndirectRef:
		if o == nil {
			return nil
		}
		return m.ref(*o, as)
	case types.IndirectRef:
		return m.ref(o, as)
	case types.Array:
		if as == "action" { // what opens with the file may be a place in it
			as = "target"
		}
		return m.list(o, as)
	case types.Dict:
		as = m.roleOf(o, as)
		if !m.keeps(o, as) {
			return nil
		}
		to := m.entries(o, as)
		if as == "tag" && to["Type"] == types.Name("OBJR") && to["Obj"] == nil {
			return nil // it stood for something that is left out
		}
		return to
	case types.StringLiteral, types.HexLiteral:
		m.text.say(as, spoken(o))
		return o
	case types.Name:
		if as == "target" {
			m.text.say(as, string(o))
		}
		return o
	case types.Integer, types.Float, types.Boolean:
		return o
	}
	return nil
}

// list writes a list. Pages, marks and the like that are left out leave no gap;
// elsewhere places count.
func (m *made) list(from types.Array, as role) types.Object {
	to := types.Array{}
	for i, one := range from {
		if i == 1 && as == "graphic" && m.resolve(from[0]) == types.Name("ICCBased") {
			as = "profile"
		}
		v := m.value(one, as)
		if v == nil && (as == "mark" || as == "pages" || as == "content") {
			continue
		}
		to = append(to, v)
	}
	return to
}

// entries writes the entries of a dictionary that its role knows.
func (m *made) entries(from types.Dict, as role) types.Dict {
	r, to := rules[as], types.Dict{}
	gone := m.answered(from, as)
	for _, key := range slices.Sorted(maps.Keys(from)) {
		if slices.Contains(gone, key) {
			continue
		}
		behind := r.keys[key]
		if behind == "" {
			behind = r.rest
		}
		if behind == "" || key == "PageMode" && from[key] == types.Name("UseAttachments") {
			m.leave(key, from[key], as)
			continue
		}
		if behind == "border" || behind == "action" || behind == "viewer" {
			if v := m.value(m.resolve(from[key]), behind); v != nil { // small, so written where it stands
				m.saw(from[key])
				to[key] = v
			}
			continue
		}
		if v := m.value(from[key], behind); v != nil {
			to[key] = v
		}
	}
	if as == "form" {
		m.form = to
	}
	if slices.Contains(gone, "AS") {
		to["AS"] = types.Name("Off")
	}
	if kind, _ := to["Type"].(types.Name); kind == "OCG" {
		to["Name"] = types.StringLiteral("") // asked for by the format
		if !empty(m.resolve(from["Name"])) {
			m.left["the names of its layers"] = true
		}
	}
	return to
}

func (m *made) saw(o types.Object) {
	if r, ok := o.(types.IndirectRef); ok {
		m.seen[r.ObjectNumber.Value()] = true
	}
}

// leave notes that something is left out.
func (m *made) leave(key string, o types.Object, as role) {
	v := m.resolve(o)
	list, isList := v.(types.Array)
	switch {
	case silent[key] || empty(v) || isList && len(list) == 0:
	case as == "property" && (key == "Name" || key == "Usage" || key == "Intent"):
		m.left["the names of its layers"] = true
	case (key == "V" || key == "DV") && v == types.Name("Off"):
	default:
		m.left[meant(key)] = true
	}
}

// answered gives what goes with the answer of a field: a box is not ticked, and a
// viewer draws a field anew.
func (m *made) answered(from types.Dict, as role) (gone []string) {
	if as != "mark" {
		return nil
	}
	field := from
	for range 20 { // what a field says may stand above it
		if field["FT"] != nil || m.dict(field["Parent"]) == nil {
			break
		}
		field = m.dict(field["Parent"])
	}
	answer := func(d types.Dict) bool {
		v := m.resolve(d["V"])
		return !empty(v) && v != types.Name("Off")
	}
	if !answer(field) && !answer(from) {
		return nil
	}
	switch kind, _ := m.resolve(field["FT"]).(types.Name); {
	case kind == "Btn" && from["AS"] != nil:
		return []string{"AS"}
	case kind == "Tx" || kind == "Ch":
		m.redraw = true
		return []string{"AP", "I", "TI"}
	}
	return nil
}
