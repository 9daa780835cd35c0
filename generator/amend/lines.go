package amend

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"goldenthread/generator/strict"
)

// sheet holds the lines of a YAML text while they are changed, and what was read
// of them.
type sheet struct {
	lines   []string // with their ends
	newline string   // how lines end here
	value   strict.Value
}

// lineEnds finds lines with their ends, which are a line feed, a carriage
// return or both.
var lineEnds = regexp.MustCompile(`[^\r\n]*(\r\n|\n|\r)|[^\r\n]+$`)

func newSheet(src []byte) sheet {
	s := sheet{lines: lineEnds.FindAllString(string(src), -1), newline: "\n"}
	if len(s.lines) > 0 {
		first, last := s.lines[0], &s.lines[len(s.lines)-1]
		s.newline = cmp.Or(first[len(strings.TrimRight(first, "\r\n")):], "\n")
		if strings.TrimRight(*last, "\r\n") == *last {
			*last += s.newline
		}
	}
	return s
}

func (s *sheet) bytes() []byte { return []byte(strings.Join(s.lines, "")) }

// cut parts a line before a column, both from 1 and columns in characters.
func (s *sheet) cut(line, column int) (before, after string) {
	runes := []rune(s.lines[line-1])
	column = min(max(column, 1), len(runes)+1)
	return string(runes[:column-1]), string(runes[column-1:])
}

var date = regexp.MustCompile(`^("[^"]*"|'[^']*'|[0-9-]+)`)

// width gives how many characters a date takes where it stands.
func (s *sheet) width(v strict.Value) int {
	line, column := v.At()
	_, rest := s.cut(line, column)
	return len([]rune(date.FindString(rest)))
}

// insert puts a line behind another, from 1; 0 is the start of the file.
func (s *sheet) insert(behind int, text string) {
	s.lines = slices.Insert(s.lines, behind, text+s.newline)
}

var emptyList = regexp.MustCompile(`^\[ *\] *`)

// add writes an item into a list, and gives its place there: the end, but in
// brackets the start, since nobody can say for sure where the last item there ends, and
// without the comment, which would hide the others.
func (s *sheet) add(key, item, comment string) (at int) {
	list := s.value.Get(key)
	items := list.Items()
	line, column := list.At()
	switch {
	case line == 0:
		s.insert(len(s.lines), key+":")
		s.insert(len(s.lines), "  "+item+comment)
	case list.Flow() && len(items) > 0:
		before, after := s.cut(line, column+1)
		s.lines[line-1] = before + strings.TrimPrefix(item, "- ") + ", " + after
		return 0
	case len(items) == 0: // [] or nothing behind the key
		before, after := s.cut(line, column)
		after = emptyList.ReplaceAllString(after, "")
		if strings.HasPrefix(after, "#") {
			after = " " + after
		}
		s.lines[line-1] = strings.TrimRight(before, " ") + after
		s.insert(line, "  "+item+comment)
	default:
		s.insert(s.lastLine(items[len(items)-1], column), strings.Repeat(" ", column-1)+item+comment)
	}
	return len(items)
}

// drop takes one item out of a list, where it stands as it was written: for a
// scalar, its text.
func (s *sheet) drop(list strict.Value, i int, written string) bool {
	items := list.Items()
	line, column := items[i].At()
	if !list.Flow() {
		if len(items) == 1 {
			_, dash := list.At()
			s.lines[line-1] = strings.Repeat(" ", max(1, dash-1)) + "[]" + s.newline
			return true
		}
		s.lines = slices.Delete(s.lines, line-1, line)
		return true
	}
	before, after := s.cut(line, column)
	quote := ""
	if after != "" && (after[0] == '"' || after[0] == '\'') {
		quote = after[:1]
	}
	rest, ok := strings.CutPrefix(after, quote+written+quote)
	if !ok {
		return false
	}
	if next := strings.TrimLeft(rest, " "); strings.HasPrefix(next, ",") {
		rest = strings.TrimLeft(next[1:], " ")
	} else {
		before = strings.TrimSuffix(strings.TrimRight(before, " "), ",")
	}
	s.lines[line-1] = before + rest
	return true
}

// lastLine gives the last line of a list's last item, whose dash stands in a
// column: what is indented more than the dash belongs to it.
func (s *sheet) lastLine(item strict.Value, dash int) int {
	last, _ := item.At()
	for n := last + 1; n <= len(s.lines); n++ {
		text := strings.TrimRight(s.lines[n-1], " \r\n")
		if text == "" {
			continue
		}
		indent := len(text) - len(strings.TrimLeft(text, " "))
		if indent < dash {
			break
		}
		if !strings.HasPrefix(strings.TrimLeft(text, " "), "#") {
			last = n
		}
	}
	return last
}

// patch puts a text in the place of another, at a line and column: of a scalar,
// or, where old is empty, before it.
type patch struct {
	line, column int
	old, new     string
}

// at makes a patch of a scalar as it was read.
func at(v strict.Value, new string) patch {
	line, column := v.At()
	return patch{line, column, v.Text(), new}
}

// apply makes every patch; false where a text does not stand as it was read.
func (s *sheet) apply(patches []patch) bool {
	slices.SortStableFunc(patches, func(a, b patch) int { // from the end, so that positions hold
		return cmp.Or(b.line-a.line, b.column-a.column)
	})
	for _, p := range patches {
		before, after := s.cut(p.line, p.column)
		if p.old != "" && after != "" && (after[0] == '"' || after[0] == '\'') {
			before, after = before+after[:1], after[1:]
		}
		rest, ok := strings.CutPrefix(after, p.old)
		if !ok {
			return false
		}
		s.lines[p.line-1] = before + p.new + rest
	}
	return true
}

// asBefore takes the last line end away again where src has none.
func (s *sheet) asBefore(src []byte) []byte {
	out := s.bytes()
	if len(src) > 0 && strings.TrimRight(string(src[len(src)-1:]), "\r\n") != "" {
		out = out[:len(out)-len(s.newline)]
	}
	return out
}
