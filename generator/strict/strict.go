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
	"io"
	"regexp"
	"slices"
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

// failedIn says whether an error was found in a piece of YAML.
func (l *Log) failedIn(n *yaml.Node) bool {
	here := func(p diag.Problem) bool {
		return p.Severity == diag.Error && p.Line == n.Line+l.lines && p.Column == n.Column
	}
	return slices.ContainsFunc(l.Problems, here) || slices.ContainsFunc(n.Content, l.failedIn)
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
			log.Add(i+1, len([]rune(line[:m[2]]))+1, "colon", "There is a second colon in this line.", `A value with a colon in it needs quotation marks, plain ones and not curly, for example title: "Co-production: our story".`)
			return
		}
	}
	at = min(max(at, 1), len(lines))
	for at > 1 && strings.TrimSpace(lines[at-1]) == "" {
		at--
	}
	log.Add(at, 1, "yaml", "This line, or the one above it, cannot be read.", "Look for a missing quotation mark, bracket or space behind a colon, and for lines that do not stand below each other.")
}

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

// Scalars gives every text below a mapping, with the keys that lead to it,
// parted by dots. The keys below open are the writer's own: they are texts, too.
func (v Value) Scalars(open string) []page.Scalar {
	if v.node == nil {
		return nil
	}
	return v.scalars(nil, v.node, "", open)
}

func (v Value) scalars(out []page.Scalar, n *yaml.Node, key, open string) []page.Scalar {
	switch n.Kind {
	case yaml.SequenceNode:
		for _, c := range n.Content {
			out = v.scalars(out, c, key, open)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			name, value := n.Content[i], n.Content[i+1]
			below := key
			switch {
			case key == "":
				below = name.Value
			case key == open:
				out = v.scalars(out, name, key, open)
			default:
				below = key + "." + name.Value
			}
			out = v.scalars(out, value, below, open)
		}
	case yaml.ScalarNode:
		line, column := v.textAt(n)
		out = append(out, page.Scalar{Key: key, Text: n.Value, Line: line, Column: column})
	}
	return out
}

// textAt gives where the text of a scalar begins: behind its quotation mark, or
// on the line after the sign of a block.
func (v Value) textAt(n *yaml.Node) (line, column int) {
	line, column = n.Line+v.log.lines, n.Column
	switch {
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		column++
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		line, column = line+1, 1
	}
	return line, column
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

// Keyed says whether v is a mapping.
func (v Value) Keyed() bool { return v.node != nil && v.node.Kind == yaml.MappingNode }

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

// Bare says whether a key is there with nothing behind it, not even a null.
func (v Value) Bare() bool { return v.node != nil && v.node.Tag == "!!null" && v.node.Value == "" }
