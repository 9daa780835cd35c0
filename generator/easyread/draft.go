package easyread

import (
	"strings"

	"goldenthread/generator/markdown"
	"goldenthread/generator/page"
)

// draftOf gives what is written already of a version in which something is still to
// be written, with the fault that it has. It is nil where there is another one.
func draftOf(v *page.Version) *page.Version {
	if v.Fault.Code != page.ToDo {
		return nil
	}
	lines := strings.Split(v.Unread, "\n")
	above := true // in the keys
	for i, line := range lines {
		if above || strings.HasPrefix(strings.TrimLeft(line, " "), "::"+page.ToDo) {
			above = above && (i == 0 || strings.TrimRight(line, " ") != "---")
			lines[i] = ""
		}
	}
	doc := markdown.NewParser().Parse(v.File, strings.Join(lines, "\n"), 1)
	if doc.Fault != nil {
		return nil
	}
	return &page.Version{Edition: v.Edition, File: v.File, Fault: v.Fault, Body: doc.Nodes}
}
