package easyread

import (
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// tested finds versions that nobody tried out, or nobody says when.
func tested(r *reading) []diag.Problem {
	v := r.version
	at := diag.Place{File: v.File, Line: 1, Column: 1}
	const fix = "Let people who use easy read try it out, and write who and when: tested_with: {group: Tuesday group, on: 2026-06-10}."
	switch {
	case v.TestedWith == nil:
		return []diag.Problem{problem(diag.Warning, "easy-not-tested", at, "Nobody who uses easy read has tried this page out.", fix)}
	case v.TestedWith.On == 0:
		for _, s := range v.Front {
			if s.Key == "tested_with.group" {
				at.Line, at.Column = s.Line, s.Column
			}
		}
		return []diag.Problem{problem(diag.Warning, "easy-not-tested", at, "It does not say on which day this page was tried out.", fix)}
	}
	return nil
}

// missing finds a story without an easy-read version. What is still a draft may
// do without.
func missing(p *page.Page) []diag.Problem {
	if p.Section != "stories" || p.Own || p.Standard == nil || p.Standard.Fault != nil || p.EasyRead != nil || p.Meta.Draft {
		return nil
	}
	for _, v := range p.Next {
		if v.Edition == page.EasyRead {
			return nil
		}
	}
	return []diag.Problem{problem(diag.Warning, "easy-missing", diag.Place{File: p.Standard.File, Line: 1, Column: 1}, "This story has no easy-read version.",
		"Make one: goldenthread new easy-read, and the page's path.")}
}

// outOfDate finds an easy-read version that is older than the page's text.
func outOfDate(p *page.Page, approved approvals, changed func(string) page.Day) []diag.Problem {
	if p.Standard == nil || p.EasyRead == nil {
		return nil
	}
	standard, easy := approved[edition{p.Path, page.Standard}], approved[edition{p.Path, page.EasyRead}]
	if (standard == 0 || easy == 0) && changed != nil {
		standard, easy = changed(p.Standard.File), changed(p.EasyRead.File)
	}
	if standard == 0 || easy == 0 || standard <= easy {
		return nil
	}
	return []diag.Problem{problem(diag.Warning, "easy-out-of-date", diag.Place{File: p.EasyRead.File, Line: 1, Column: 1}, "The page was changed after this easy-read version of it.",
		"Read both. If the easy-read version says something else now, change it, and have it approved again.")}
}

// edition names a version by its page's path.
type edition struct {
	page    string
	edition page.Edition
}

// approvals holds the day on which the newest text of each version was first
// approved. Several people approve one text on several days.
type approvals map[edition]page.Day

func approvalsOf(src *page.Source) approvals {
	type text struct {
		edition
		text string
	}
	first := map[text]page.Day{}
	for _, rec := range src.Records {
		for _, a := range rec.Approvals {
			t := text{edition{a.Page, a.Edition}, a.Text}
			if a.On != 0 && (first[t] == 0 || a.On < first[t]) {
				first[t] = a.On
			}
		}
	}
	newest := approvals{}
	for t, day := range first {
		newest[t.edition] = max(newest[t.edition], day)
	}
	return newest
}
