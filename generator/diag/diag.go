// Package diag holds problems: what a writer can mend, where it is and how.
//
// A Problem is not an error: an error means that the machine failed (a disk,
// a file that cannot be opened), a Problem that somebody can put it right in
// an editor. All problems of a build are gathered and reported at once.
//
// A message is one plain English sentence for somebody who has never
// programmed. It never holds words of a page or record, since the page may be
// withheld: it quotes keys and values only from the program's own lists.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says how much a problem matters. The zero value is Error.
type Severity uint8

const (
	// Error marks what keeps a page, a part of it or a record from counting.
	Error Severity = iota
	// Warning marks what is published, but probably not as it was meant.
	Warning
	// Note marks advice.
	Note
)

// String gives the word used in reports: error, warning or note.
func (s Severity) String() string {
	switch s {
	case Warning:
		return "warning"
	case Note:
		return "note"
	default:
		return "error"
	}
}

// MarshalText writes the word used in reports.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Place is a position in a file of the site. File is relative to the site's
// folder, with forward slashes. Line and Column count from 1, in characters;
// 0 means that the whole file, or the whole line, is meant.
type Place struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// String gives the form file:line:column that editors can follow.
func (p Place) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	default:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	}
}

// Problem is one thing for a writer to mend.
type Problem struct {
	Severity Severity `json:"severity"`
	// Code is stable, in lower case with hyphens; documentation is found by it.
	Code string `json:"code"`
	Place
	// Message is one sentence: what is wrong.
	Message string `json:"message"`
	// Fix is one sentence: how to mend it.
	Fix string `json:"fix,omitempty"`
}

// Sort puts problems in the order in which they are reported (by file, line,
// column, code) and drops repetitions.
func Sort(problems []Problem) []Problem {
	slices.SortFunc(problems, func(a, b Problem) int {
		return cmp.Or(
			strings.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			strings.Compare(a.Code, b.Code),
			strings.Compare(a.Message, b.Message),
		)
	})
	return slices.Compact(problems)
}

// Suggest gives the one of known that word most probably was meant to be, or
// "" when none is near: at most one letter in three wrong, swapped letters
// counting once.
func Suggest(word string, known []string) string {
	best, least := "", 3
	for _, k := range known {
		d := distance(strings.ToLower(word), k)
		if d < least && d*3 <= max(len(word), len(k)) {
			best, least = k, d
		}
	}
	return best
}

// distance is the optimal string alignment distance, in bytes: insertions,
// deletions, replacements and swaps of neighbours.
func distance(a, b string) int {
	before := make([]int, len(b)+1)
	last := make([]int, len(b)+1)
	now := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}
