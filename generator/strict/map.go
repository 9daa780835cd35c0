package strict

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// Map is a mapping with known keys. The zero value has no keys.
type Map struct {
	log    *Log
	what   string
	line   int
	column int
	keys   map[string]*yaml.Node
	values map[string]*yaml.Node
}

// Map reads v as a mapping. what names it in messages ("a page"); known are
// its keys: any other, and a key that stands twice, is a problem.
func (v Value) Map(what string, known ...string) Map {
	m := Map{log: v.log, what: what, line: 1, column: 1, keys: map[string]*yaml.Node{}, values: map[string]*yaml.Node{}}
	if v.node == nil {
		return m
	}
	m.line, m.column = v.node.Line, v.node.Column
	if v.node.Kind != yaml.MappingNode {
		v.log.Add(v.node.Line, v.node.Column, "wrong-type", capital(what)+" is written as keys with values here.", "Write lines of the form 'key: value', with a space behind the colon.")
		return m
	}
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		key, value := v.node.Content[i], v.node.Content[i+1]
		if !slices.Contains(known, key.Value) || key.Kind != yaml.ScalarNode {
			m.unknownKey(key, value, known)
			continue
		}
		if m.Has(key.Value) {
			v.log.Add(key.Line, key.Column, "duplicate-key", fmt.Sprintf("'%s' stands here twice.", key.Value), "Keep one of the two.")
			continue
		}
		m.keys[key.Value], m.values[key.Value] = key, value
	}
	return m
}

// unknownKey quotes what was written only where it is a near miss.
func (m Map) unknownKey(key, value *yaml.Node, known []string) {
	fix := "Known are: " + strings.Join(known, ", ") + "."
	if value.Tag == "!!null" && value.Value == "" {
		fix = "Or, if it belongs to the words before the comma, put all of them in quotation marks. " + fix
	}
	near := diag.Suggest(key.Value, known)
	if near != "" && strings.ToLower(key.Value) != key.Value { // perhaps a name
		m.log.Add(key.Line, key.Column, "unknown-key", fmt.Sprintf("This is not a key of %s; did you mean '%s'?", m.what, near), fmt.Sprintf("Write '%s', or take the line away.", near))
		return
	}
	if near != "" {
		m.log.Add(key.Line, key.Column, "unknown-key", fmt.Sprintf("'%s' is not a key of %s; did you mean '%s'?", key.Value, m.what, near), fmt.Sprintf("Write '%s', or take the line away.", near))
		return
	}
	m.log.Add(key.Line, key.Column, "unknown-key", fmt.Sprintf("This is not a key of %s.", m.what), "Take the line away. "+fix)
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// Has says whether a key is there.
func (m Map) Has(key string) bool { _, ok := m.values[key]; return ok }

// LeaveOut takes those of some keys out of m that have nothing behind them, not
// even a null: whoever took away all that stood there left the key out.
func (m Map) LeaveOut(keys ...string) Map {
	for _, key := range keys {
		if m.Value(key).Bare() {
			delete(m.keys, key)
			delete(m.values, key)
		}
	}
	return m
}

// Failed says whether there is an error in what stands behind a key.
func (m Map) Failed(key string) bool {
	n := m.values[key]
	return n != nil && m.log.failedIn(n)
}

// Line gives the line of a key in the file, or that of the mapping.
func (m Map) Line(key string) int {
	if n := m.keys[key]; n != nil {
		return n.Line + m.log.lines
	}
	return m.line + m.log.lines
}

// Lines gives the line of each key that is there.
func (m Map) Lines() map[string]int {
	lines := make(map[string]int, len(m.keys))
	for k := range m.keys {
		lines[k] = m.Line(k)
	}
	return lines
}

// Fail adds an error at a key, or at the mapping where it is not there.
func (m Map) Fail(key, code, message, fix string) {
	if n := m.values[key]; n != nil {
		m.log.Add(n.Line, n.Column, code, message, fix)
		return
	}
	m.log.Add(m.line, m.column, code, message, fix)
}

// scalar gives the text of a scalar that is there and not empty.
func (m Map) scalar(key string) (string, bool) {
	s, ok := m.Text(key)
	if !ok && m.Has(key) {
		m.Fail(key, "wrong-type", fmt.Sprintf("'%s' needs one value behind it.", key), "Write a value, or take the line away.")
	}
	return s, ok
}

// Text gives the text behind a key; ok is false, and nothing is reported, where
// there is none.
func (m Map) Text(key string) (text string, ok bool) {
	n := m.values[key]
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return "", false
	}
	return n.Value, true
}

// String reads a text; "" when it is not there.
func (m Map) String(key string) string {
	s, _ := m.scalar(key)
	return s
}

// Required reads a text that must be there and hold something.
func (m Map) Required(key, fix string) string {
	s, ok := m.scalar(key)
	if (ok || !m.Has(key)) && strings.TrimSpace(s) == "" {
		m.Fail(key, "missing-key", fmt.Sprintf("%s needs '%s'.", capital(m.what), key), fix)
	}
	return s
}

// Bool reads true, false, yes or no; false when it is not there.
func (m Map) Bool(key string) bool {
	n := m.values[key]
	if n == nil {
		return false
	}
	yes, ok := truth(n)
	if !ok {
		m.Fail(key, "wrong-type", fmt.Sprintf("'%s' must be yes or no.", key), fmt.Sprintf("Write '%s: yes' or '%s: no'.", key, key))
	}
	return yes
}

func truth(n *yaml.Node) (yes, ok bool) {
	if n.Kind != yaml.ScalarNode || n.Style != 0 {
		return false, false
	}
	switch n.Value {
	case "yes", "true":
		return true, true
	case "no", "false":
		return false, true
	}
	return false, false
}

// Day reads a day; zero when it is not there.
func (m Map) Day(key string) page.Day {
	s, ok := m.scalar(key)
	if !ok {
		return 0
	}
	d, err := page.ParseDay(s)
	if err != nil {
		m.Fail(key, "bad-date", fmt.Sprintf("'%s' is not a day of the calendar in the form year-month-day.", key), dayFix(s))
	}
	return d
}

// dayFix says how a day is written, with this day's own figures where they are
// those of a UK-style date.
func dayFix(s string) string {
	if m := regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$`).FindStringSubmatch(s); m != nil {
		right := fmt.Sprintf("%s-%02s-%02s", m[3], m[2], m[1])
		if _, err := page.ParseDay(right); err == nil {
			return fmt.Sprintf("Write the year first: %s.", right)
		}
	}
	return "Write a day like 2026-07-03, the year first, with plain hyphens."
}

// Period reads a length of time (90d, 18m, 2y); zero when it is not there.
func (m Map) Period(key string) page.Period {
	s, ok := m.scalar(key)
	if !ok {
		return page.Period{}
	}
	p, err := page.ParsePeriod(s)
	if err != nil {
		m.Fail(key, "wrong-type", fmt.Sprintf("'%s' is not a length of time.", key), "Write it like 90d, 18m or 2y.")
	}
	return p
}

// Choice reads one of some words; "" when it is not there. A yes or no is none in
// quotation marks.
func (m Map) Choice(key string, allowed ...string) string {
	s, ok := m.scalar(key)
	if !ok {
		return ""
	}
	n := m.values[key]
	if yes, ok := truth(n); ok {
		s = map[bool]string{true: "yes", false: "no"}[yes]
	} else if _, quoted := truth(&yaml.Node{Kind: n.Kind, Value: n.Value}); quoted {
		m.Fail(key, "wrong-value", fmt.Sprintf("What stands behind '%s' is in quotation marks, which makes a text of it.", key), "Take the quotation marks away.")
		return ""
	}
	if !slices.Contains(allowed, s) {
		m.Fail(key, "wrong-value", fmt.Sprintf("What stands behind '%s' is none of the words that can stand there.", key), "Write one of: "+strings.Join(allowed, ", ")+".")
		return ""
	}
	return s
}

// Word says whether the value of a key is just this word.
func (m Map) Word(key, word string) bool {
	n := m.values[key]
	return n != nil && n.Kind == yaml.ScalarNode && n.Value == word
}

// Strings reads a list of texts; nil when it is not there.
func (m Map) Strings(key string) []string {
	var out []string
	for _, n := range m.list(key) {
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
			m.log.Add(n.Line, n.Column, "wrong-type", fmt.Sprintf("Each item of '%s' is one text.", key), "Write a list like [one, two].")
			continue
		}
		out = append(out, n.Value)
	}
	return out
}

// IDs reads a list of person ids; nil when it is not there.
func (m Map) IDs(key string) []string {
	var out []string
	for _, n := range m.list(key) {
		if n.Kind != yaml.ScalarNode || !page.ValidID(n.Value) {
			m.log.Add(n.Line, n.Column, "person-id", fmt.Sprintf("'%s' holds something that is not a person's id: ids are lower-case letters, digits and hyphens, and are the names of files in consent/.", key), "Write ids, for example [sam, priya], never names.")
			continue
		}
		out = append(out, n.Value)
	}
	return out
}

// People reads `none` or a list of person ids.
func (m Map) People(key string) page.People {
	if !m.Has(key) {
		return page.People{}
	}
	if m.Word(key, "none") {
		return page.People{Said: page.SaidNone}
	}
	return page.People{Said: page.SaidList, IDs: m.IDs(key)}
}

func (m Map) list(key string) []*yaml.Node {
	n := m.values[key]
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		m.Fail(key, "wrong-type", fmt.Sprintf("'%s' is a list.", key), fmt.Sprintf("Write it in square brackets, for example %s: [one, two].", key))
		return nil
	}
	return n.Content
}

// Map reads a mapping below a key; the zero Map when it is not there.
func (m Map) Map(key, what string, known ...string) Map {
	n := m.values[key]
	if n == nil {
		return Map{}
	}
	return Value{m.log, n}.Map(what, known...)
}

// Each reads a list of mappings.
func (m Map) Each(key, what string, known ...string) []Map {
	var out []Map
	for _, n := range m.list(key) {
		out = append(out, Value{m.log, n}.Map(what, known...))
	}
	return out
}

// At gives where the text of a key begins in the file; 0, 0 where it is not
// there.
func (m Map) At(key string) (line, column int) {
	if n := m.values[key]; n != nil {
		return m.Value(key).textAt(n)
	}
	return 0, 0
}

// Value gives what stands behind a key.
func (m Map) Value(key string) Value { return Value{m.log, m.values[key]} }
