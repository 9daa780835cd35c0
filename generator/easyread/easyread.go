// Package easyread looks through easy-read versions, and says what will be hard
// to read: rules that people made who use easy read, each with its own code.
//
// It is advice. It decides nothing, gives nobody a badge, and says no word of a
// page, which may be withheld: numbers, codes and places alone. What a rule takes
// and leaves is in docs/easy-read.md, whose examples are tests.
package easyread

import (
	"slices"
	"strings"

	"goldenthread/generator/bank"
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
	"goldenthread/generator/work"
)

// Source gives advice on every easy-read version, those that wait for approval
// too, and on the pages that want one. changed says when a file was last changed;
// the zero day where nobody knows. It may be nil.
func Source(src *page.Source, changed func(file string) page.Day) []diag.Problem {
	problems := make([][]diag.Problem, len(src.Pages))
	approved, drawings := approvalsOf(src), bank.NewIndex(src.Bank)
	work.All(len(src.Pages), func(i int) {
		p := &src.Pages[i]
		for _, v := range easyReads(p) {
			problems[i] = append(problems[i], version(src, drawings, p, v)...)
		}
		problems[i] = append(problems[i], missing(p)...)
		problems[i] = append(problems[i], outOfDate(p, approved, changed)...)
	})
	return slices.Concat(problems...)
}

// easyReads gives the easy-read versions of a page, as far as they can be read.
func easyReads(p *page.Page) []*page.Version {
	var out []*page.Version
	add := func(v *page.Version) {
		if v.Fault != nil {
			v = draftOf(v)
		}
		if v != nil {
			out = append(out, v)
		}
	}
	if p.EasyRead != nil {
		add(p.EasyRead)
	}
	for i := range p.Next {
		if v := &p.Next[i]; v.Edition == page.EasyRead {
			add(v)
		}
	}
	return out
}

// rule finds in an easy-read version what goes against one idea.
type rule func(*reading) []diag.Problem

// rules holds those of every language.
var rules = []rule{
	sentenceLength, paragraphLength, pageLength,
	altTexts,
	hardWords, wordPictures, sameWord,
	percentages, largeNumbers,
	italics, underline, softHyphens,
}

// wholeRules holds those of every language that look at what is written to its end.
var wholeRules = []rule{pictures, tested}

// englishRules holds those that know English words.
var englishRules = []rule{
	abbreviations, contractions, romanNumerals, capitals, doubleNegatives, passives,
}

func version(src *page.Source, drawings bank.Index, p *page.Page, v *page.Version) []diag.Problem {
	r := read(src, v)
	r.drawings = drawings
	all := slices.Clone(rules)
	if v.Fault == nil {
		all = append(all, wholeRules...)
	}
	if isEnglish(src, p) {
		all = append(all, englishRules...)
	}
	var problems []diag.Problem
	for _, rule := range all {
		problems = append(problems, rule(r)...)
	}
	return problems
}

func isEnglish(src *page.Source, p *page.Page) bool {
	language := p.Meta.Language
	if language == "" {
		language = src.Site.Language
	}
	main, _, _ := strings.Cut(strings.ToLower(language), "-")
	return main == "en" || main == ""
}

// problem makes a problem at a place of a version.
func problem(severity diag.Severity, code string, at diag.Place, message, fix string) diag.Problem {
	return diag.Problem{Severity: severity, Code: code, Place: at, Message: message, Fix: fix}
}
