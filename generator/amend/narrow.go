package amend

import (
	"fmt"
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// Said is how somebody said no, and who helped them; either may be "".
type Said struct{ How, With string }

// RefusePages adds one entry that refuses consent for these pages, and, as
// WithdrawPages does, one that ends what was dated ahead for them.
func RefusePages(name string, src []byte, pages []string, today page.Day, said Said) ([]byte, error) {
	return noTo(name, src, pages, no{key: "refused", said: said}, today, "")
}

// RefuseUses adds one entry that refuses some uses on one page, and nothing else. The
// comment is for those who read the record.
func RefuseUses(name string, src []byte, pagePath string, uses []page.Use, today page.Day, comment string) ([]byte, error) {
	return noTo(name, src, []string{pagePath}, no{key: "refused", uses: uses}, today, comment)
}

// no is what a negative entry says.
type no struct {
	key  string // refused or withdrawn
	uses []page.Use
	said Said
}

// noTo adds an entry that says no for pages, and one that ends what was dated ahead.
func noTo(name string, src []byte, pages []string, n no, today page.Day, comment string) ([]byte, error) {
	e, err := open(name, src)
	if err != nil {
		return nil, err
	}
	want := e.record
	want.Entries = slices.Clone(want.Entries)
	var ahead []page.Entry
	for _, entry := range want.Entries {
		if entry.Given > today && slices.ContainsFunc(pages, func(p string) bool { return covers(entry, p) }) {
			entry.Covers = pages
			ahead = append(ahead, entry)
		}
	}
	e.negative(&want, n, pages, today, asComment(comment))
	n.said = Said{}
	e.end(&want, n, ahead)
	return e.done(want)
}

// asComment writes words as a comment behind an entry, on its line.
func asComment(words string) string {
	if words = strings.Join(strings.Fields(words), " "); words == "" {
		return ""
	}
	return " # " + words
}

// entry gives the entry that says no, and its line.
func (n no) entry(patterns []string, on page.Day) (entry page.Entry, line string) {
	entry = page.Entry{Covers: patterns}
	if n.key == "refused" {
		entry.Refused = on
	} else {
		entry.Withdrawn = on
	}
	line = fmt.Sprintf("- {covers: [%s], %s: %s", strings.Join(patterns, ", "), n.key, on)
	for i, use := range n.uses {
		entry.HasUses = true
		entry.Uses[use] = page.No
		if i == 0 {
			line += ", uses: {"
		} else {
			line += ", "
		}
		line += use.String() + ": no"
	}
	if len(n.uses) > 0 {
		line += "}"
	}
	if n.said.How != "" {
		line += ", how: " + scalar(n.said.How)
	}
	if n.said.With != "" {
		line += ", explained: {by: " + scalar(n.said.With) + "}"
	}
	return entry, line + "}"
}

// ends says whether an entry of nothing but a no ends what this one is to end.
func (n no) ends(other page.Entry, patterns []string, last page.Day) bool {
	mine, _ := n.entry(patterns, last)
	return other.Given == 0 && other.HasUses == mine.HasUses && other.Uses == mine.Uses && max(other.Refused, other.Withdrawn) >= last &&
		!slices.ContainsFunc(patterns, func(p string) bool { return !slices.Contains(other.Covers, p) })
}
