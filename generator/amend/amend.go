// Package amend changes files that people wrote: a withdrawal or an approval in a
// record, and the addresses of a page that moves in pages, records and site.yaml.
//
// It changes nothing but what it is asked to: comments, order, spaces and line
// ends stay, so that the difference of a file shows just what happened. What it
// writes it reads back, and it refuses to change a file where the result is not
// exactly what was meant.
package amend

import (
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"goldenthread/generator/consent"
	"goldenthread/generator/page"
	"goldenthread/generator/read"
	"goldenthread/generator/strict"
)

// ErrUnreadable says that a record is no YAML that can be read: it has to be
// mended by hand first. Until then no consent in it counts, so nothing of this
// person is published.
var ErrUnreadable = errors.New("the record cannot be read, so no consent in it counts, and a build publishes nothing of this person until it is mended")

// ErrNotMeant says that the record is written in a way in which the change
// could not be made safely; nothing was changed.
var ErrNotMeant = errors.New("the record is written in a way that cannot be changed safely; write the change by hand")

// Withdraw writes `withdrawn: today` into every entry that is not negative
// (consent.md, "Working it out"), those ahead included. It gives the changed
// text and how many entries it changed.
//
// An entry given on a later day would come back on that day, since its `given`
// is then the later date. Where there are such entries, one more is added, of
// that day, which ends them.
func Withdraw(name string, src []byte, today page.Day) ([]byte, int, error) {
	e, err := open(name, src)
	if err != nil {
		return nil, 0, err
	}
	want := e.record
	want.Entries = slices.Clone(want.Entries)
	items := e.value.Get("consents").Items()
	if len(items) != len(want.Entries) {
		return nil, 0, ErrNotMeant
	}
	changed := 0
	var ahead []page.Entry
	for i := len(items) - 1; i >= 0; i-- { // from the end, so that positions hold
		entry := &want.Entries[i]
		if entry.Given > max(today, entry.Refused, entry.Withdrawn, entry.Revoked) {
			ahead = append(ahead, *entry)
		}
		if consent.IsNegative(entry, today) {
			continue
		}
		entry.Withdrawn = today
		e.date(items[i], "withdrawn", today)
		changed++
	}
	if e.end(&want, no{key: "withdrawn"}, ahead) && changed == 0 {
		changed = 1
	}
	out, err := e.done(want)
	if errors.Is(err, ErrNotMeant) {
		return withdrawAll(name, src, today)
	}
	return out, changed, err
}

// withdrawAll adds one entry that ends all others, for a record whose entries
// are written in a way that cannot be changed one by one.
func withdrawAll(name string, src []byte, today page.Day) ([]byte, int, error) {
	e, err := open(name, src)
	if err != nil {
		return nil, 0, err
	}
	want := e.record
	want.Entries = slices.Clone(want.Entries)
	patterns, last := []string{"everything"}, today
	for _, entry := range want.Entries {
		last = max(last, entry.Given)
		for _, p := range entry.Covers {
			if !slices.Contains(patterns, p) {
				patterns = append(patterns, p)
			}
		}
	}
	e.negative(&want, no{key: "withdrawn"}, patterns, last, "")
	out, err := e.done(want)
	return out, 1, err
}

// WithdrawPages adds one entry that withdraws consent for these pages, and, as
// Withdraw does, one that ends what was dated ahead for them.
func WithdrawPages(name string, src []byte, pages []string, today page.Day, said Said) ([]byte, error) {
	return noTo(name, src, pages, no{key: "withdrawn", said: said}, today, "")
}

// covers says whether an entry covers the page of a path, however closely.
func covers(e page.Entry, path string) bool {
	section, _, _ := strings.Cut(path, "/")
	return slices.Contains(e.Covers, path) || slices.Contains(e.Covers, section+"/*") || slices.Contains(e.Covers, "everything")
}

// end adds one entry that ends entries given ahead, if there are any that
// nothing ends yet, and says whether it did.
func (e *editor) end(want *page.Record, n no, ahead []page.Entry) bool {
	var patterns []string
	var last page.Day
	for _, entry := range ahead {
		last = max(last, entry.Given)
		for _, p := range entry.Covers {
			if !slices.Contains(patterns, p) {
				patterns = append(patterns, p)
			}
		}
	}
	ended := slices.ContainsFunc(want.Entries, func(other page.Entry) bool { return n.ends(other, patterns, last) })
	if last == 0 || ended {
		return false
	}
	slices.Sort(patterns)
	e.negative(want, n, patterns, last, " # so that what was dated ahead does not come back")
	return true
}

// negative adds an entry that says no.
func (e *editor) negative(want *page.Record, n no, patterns []string, on page.Day, comment string) {
	e.reopen()
	entry, line := n.entry(patterns, on)
	at := e.add("consents", line, comment)
	want.Entries = slices.Insert(want.Entries, at, entry)
}

// Approval is what is written of an approval.
type Approval struct {
	page.Approval
	How, With string // may be empty
}

// Approve adds an approval.
func Approve(name string, src []byte, a Approval) ([]byte, error) {
	e, err := open(name, src)
	if err != nil {
		return nil, err
	}
	want := e.record
	at := e.add("approved", approvalLine(a), "")
	want.Approvals = slices.Insert(slices.Clone(want.Approvals), at, a.Approval)
	return e.done(want)
}

// editor holds a record's lines while they are changed.
type editor struct {
	sheet
	name   string
	record page.Record
}

func open(name string, src []byte) (*editor, error) {
	e := &editor{name: name, sheet: newSheet(src)}
	if !e.reopen() {
		return nil, ErrUnreadable
	}
	return e, nil
}

// reopen reads the lines as they are now; false when they are no YAML.
func (e *editor) reopen() bool {
	text, bad := read.Text(e.name, e.bytes())
	if bad != nil {
		return false
	}
	e.record, e.value, _ = read.Record(e.name, text)
	line, _ := e.value.At()
	return line > 0
}

// date writes a date into an entry: in the place of the one that is there, or
// behind the last date of the entry, since dates stand on one line.
func (e *editor) date(entry strict.Value, key string, day page.Day) {
	if old := entry.Get(key); !old.Empty() {
		line, column := old.At()
		before, _ := e.cut(line, column)
		_, after := e.cut(line, column+e.width(old))
		e.lines[line-1] = before + day.String() + after
		return
	}
	for _, neighbour := range []string{"revoked", "refused", "given", "requested"} {
		if !entry.Get(neighbour).Empty() {
			e.behind(entry, neighbour, key+": "+day.String())
			return
		}
	}
}

// behind writes a key with its value into an entry, behind one of its dates.
func (e *editor) behind(entry strict.Value, date, text string) {
	v := entry.Get(date)
	line, column := v.At()
	if entry.Flow() {
		before, after := e.cut(line, column+e.width(v))
		e.lines[line-1] = before + ", " + text + after
		return
	}
	_, indent := entry.At()
	e.insert(line, strings.Repeat(" ", indent-1)+text)
}

// done gives the changed text, if it reads as what was meant.
func (e *editor) done(want page.Record) ([]byte, error) {
	if !e.reopen() || !same(e.record, want) {
		return nil, ErrNotMeant
	}
	return e.bytes(), nil
}

// same compares records but for the lines on which things stand.
func same(a, b page.Record) bool {
	return reflect.DeepEqual(withoutLines(a), withoutLines(b))
}

func withoutLines(r page.Record) page.Record {
	r.Lines = nil
	r.Entries = slices.Clone(r.Entries)
	for i := range r.Entries {
		e := &r.Entries[i]
		e.Line, e.CoversLine, e.CoversColumn = 0, 0, 0
	}
	r.Approvals = slices.Clone(r.Approvals)
	for i := range r.Approvals {
		r.Approvals[i].Line = 0
	}
	if r.Fault != nil {
		fault := *r.Fault
		fault.Line, fault.Column = 0, 0
		r.Fault = &fault
	}
	return r
}

var plain = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9 ]*[A-Za-z0-9]$`)

// scalar writes a text so that it is read back as the same text.
func scalar(s string) string {
	switch strings.ToLower(s) {
	case "yes", "no", "true", "false", "on", "off", "null":
		return strconv.Quote(s)
	}
	if plain.MatchString(s) {
		return s
	}
	return strconv.Quote(s)
}
