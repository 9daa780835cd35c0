// Package strict reads YAML that people write by hand: every key known, every
// type right, every mistake with its place and how to mend it.
//
// It is the only package that knows the YAML library. It reads a useful, safe
// part of YAML: no anchors, aliases, tags or second documents. Messages quote
// the program's own keys, never a key or value that somebody wrote, since what
// they wrote may be about somebody.
package strict

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// Log gathers the problems of one file.
type Log struct {
	File     string
	Problems []diag.Problem
	// lines is added to every line: where the YAML begins in the file.
	lines int
}

// Failed says whether an error was found.
func (l *Log) Failed() bool { return l.Fault() != nil }

// Fault gives the first error, or nil.
func (l *Log) Fault() *diag.Problem {
	for i := range l.Problems {
		if l.Problems[i].Severity == diag.Error {
			return &l.Problems[i]
		}
	}
	return nil
}

// Add adds an error at a line and column of the YAML, both from 1.
func (l *Log) Add(line, column int, code, message, fix string) {
	l.Problems = append(l.Problems, diag.Problem{
		Code: code, Place: diag.Place{File: l.File, Line: line + l.lines, Column: column},
		Message: message, Fix: fix,
	})
}

// Value is a piece of YAML. The zero value is nothing, and reads as absent.
type Value struct {
	log  *Log
	node *yaml.Node
}

// Parse reads src, the YAML of a file that begins behind its first `skip`
// lines. When it is no YAML that can be read, the value is nothing and log
// says why.
func Parse(file string, src []byte, skip int) (Value, *Log) {
	log := &Log{File: file, lines: skip}
	decoder := yaml.NewDecoder(strings.NewReader(string(src)))
	var doc, second yaml.Node
	err := decoder.Decode(&doc)
	if errors.Is(err, io.EOF) {
		return Value{log: log}, log
	}
	if err == nil {
		if err = decoder.Decode(&second); errors.Is(err, io.EOF) {
			err = nil
		} else if err == nil {
			log.Add(second.Line, 1, "yaml", "A line of '---' begins a second part here.", "Take the line away: one file holds one part.")
			return Value{log: log}, log
		}
	}
	if err != nil {
		explain(log, src, err)
		return Value{log: log}, log
	}
	v := Value{log: log, node: doc.Content[0]}
	if !v.plain(v.node, 0) {
		return Value{log: log}, log
	}
	return v, log
}

// plain refuses what makes YAML mean something else than it seems to.
func (v Value) plain(n *yaml.Node, depth int) bool {
	switch {
	case depth > 100:
		v.log.Add(n.Line, n.Column, "too-deep", "This is nested more than 100 deep.", "Nest it less deeply.")
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		v.log.Add(n.Line, n.Column, "yaml", "A '&' or '*' at the start of a value has a meaning of its own here.", "Put the value in quotation marks.")
	case n.Style&yaml.TaggedStyle != 0:
		v.log.Add(n.Line, n.Column, "yaml", "A '!' at the start of a value has a meaning of its own here.", "Put the value in quotation marks.")
	default:
		for _, c := range n.Content {
			if !v.plain(c, depth+1) {
				return false
			}
		}
		return true
	}
	return false
}

// explain turns the library's error into a problem, without the words that it
// quotes.
func explain(log *Log, src []byte, err error) {
	lines := strings.Split(string(src), "\n")
	at := 1
	if m := regexp.MustCompile(`line (\d+)`).FindStringSubmatch(err.Error()); m != nil {
		at, _ = strconv.Atoi(m[1])
		if strings.Contains(err.Error(), "did not find expected") {
			at++ // the library counts these from 0
		}
	}
	for i, line := range lines {
		trimmed := strings.TrimLeft(line, " ")
		if strings.HasPrefix(trimmed, "\t") {
			log.Add(i+1, len(line)-len(trimmed)+1, "tab", "A line begins with a tab.", "Use spaces: two for each step.")
			return
		}
	}
	colon := regexp.MustCompile(`^[\s-]*[a-z_]+:\s+[^\s"'\[{|>#][^"]*?(:(\s|$))`)
	for i, line := range lines {
		if m := colon.FindStringSubmatchIndex(line); m != nil && strings.Contains(err.Error(), "mapping values") {
			log.Add(i+1, len([]rune(line[:m[2]]))+1, "colon", "There is a second colon in this line.", `A value with a colon in it needs quotation marks, for example title: "Co-production: our story".`)
			return
		}
	}
	at = min(max(at, 1), len(lines))
	for at > 1 && strings.TrimSpace(lines[at-1]) == "" {
		at--
	}
	log.Add(at, 1, "yaml", "This line, or the one above it, cannot be read.", "Look for a missing quotation mark, bracket or space behind a colon, and for lines that do not stand below each other.")
}

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
		v.log.Add(v.node.Line, v.node.Column, "wrong-type", capital(what)+" is written as keys with values here.", "Write lines of the form 'key: value'.")
		return m
	}
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		key, value := v.node.Content[i], v.node.Content[i+1]
		if !contains(known, key.Value) || key.Kind != yaml.ScalarNode {
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

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// Has says whether a key is there.
func (m Map) Has(key string) bool { _, ok := m.values[key]; return ok }

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
	n := m.values[key]
	if n == nil {
		return "", false
	}
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		m.Fail(key, "wrong-type", fmt.Sprintf("'%s' needs one value behind it.", key), "Write a value, or take the line away.")
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
	return "Write a day like 2026-07-03, the year first."
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

// Choice reads one of some words; "" when it is not there.
func (m Map) Choice(key string, allowed ...string) string {
	s, ok := m.scalar(key)
	if !ok {
		return ""
	}
	if n := m.values[key]; n.Style == 0 && (n.Value == "true" || n.Value == "false") {
		s = map[string]string{"true": "yes", "false": "no"}[n.Value]
	}
	if !contains(allowed, s) {
		m.Fail(key, "wrong-value", fmt.Sprintf("'%s' is none of the words that can stand here.", key), "Write one of: "+strings.Join(allowed, ", ")+".")
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

// Value gives what stands behind a key.
func (m Map) Value(key string) Value { return Value{m.log, m.values[key]} }

// Pairs gives the keys and values of a mapping whose keys are the writer's
// own, in order; each key once.
func (v Value) Pairs(what string) []Pair {
	if v.node == nil {
		return nil
	}
	if v.node.Kind != yaml.MappingNode {
		v.Map(what)
		return nil
	}
	var out []Pair
	seen := map[string]bool{}
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		key, value := v.node.Content[i], v.node.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode:
			v.log.Add(key.Line, key.Column, "wrong-type", "A key is one text here.", "Write lines of the form 'key: value'.")
		case seen[key.Value]:
			v.log.Add(key.Line, key.Column, "duplicate-key", "A key stands here twice.", "Keep one of the two.")
		default:
			seen[key.Value] = true
			out = append(out, Pair{Key: key.Value, Value: Value{v.log, value}})
		}
	}
	return out
}

// Pair is a key of the writer's own with its value.
type Pair struct {
	Key   string
	Value Value
}

// Text reads v as one text; "" and an error in the log when it is none.
func (v Value) Text() string {
	if v.node == nil || v.node.Kind != yaml.ScalarNode || v.node.Tag == "!!null" {
		if v.node != nil {
			v.log.Add(v.node.Line, v.node.Column, "wrong-type", "This is one text.", "Write a text here.")
		}
		return ""
	}
	return v.node.Value
}

// Plain gives v as texts, lists ([]any) and maps (map[string]any) of them.
func (v Value) Plain() any {
	switch {
	case v.node == nil:
		return nil
	case v.node.Kind == yaml.SequenceNode:
		list := make([]any, len(v.node.Content))
		for i, n := range v.node.Content {
			list[i] = Value{v.log, n}.Plain()
		}
		return list
	case v.node.Kind == yaml.MappingNode:
		m := map[string]any{}
		for _, p := range v.Pairs("this") {
			m[p.Key] = p.Value.Plain()
		}
		return m
	default:
		return v.node.Value
	}
}

// At gives where v begins, both from 1 and columns in characters; 0, 0 for
// nothing.
func (v Value) At() (line, column int) {
	if v.node == nil {
		return 0, 0
	}
	return v.node.Line, v.node.Column
}

// Get gives what stands behind a key of a mapping, and reports nothing.
func (v Value) Get(key string) Value {
	if v.node != nil && v.node.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(v.node.Content); i += 2 {
			if v.node.Content[i].Value == key {
				return Value{v.log, v.node.Content[i+1]}
			}
		}
	}
	return Value{log: v.log}
}

// Items gives the items of a list.
func (v Value) Items() []Value {
	if v.node == nil || v.node.Kind != yaml.SequenceNode {
		return nil
	}
	items := make([]Value, len(v.node.Content))
	for i, n := range v.node.Content {
		items[i] = Value{v.log, n}
	}
	return items
}

// Flow says whether v is written in brackets or braces.
func (v Value) Flow() bool { return v.node != nil && v.node.Style&yaml.FlowStyle != 0 }

// Empty says whether there is nothing, or null.
func (v Value) Empty() bool { return v.node == nil || v.node.Tag == "!!null" }
