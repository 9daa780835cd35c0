package easyread

import (
	"fmt"
	"unicode/utf8"

	"goldenthread/generator/diag"
)

const (
	goodSentence  = 15 // words
	longSentence  = 25
	goodParagraph = 50
	goodPage      = 1000
	goodPrint     = 24 // pages of paper
)

// sentenceLength finds sentences that are too long.
func sentenceLength(r *reading) []diag.Problem {
	var out []diag.Problem
	for _, p := range r.passages {
		for _, s := range p.sentences {
			n := len(s.words)
			if n <= goodSentence {
				continue
			}
			severity := diag.Warning
			if n > longSentence {
				severity = diag.Error
			}
			out = append(out, problem(severity, "easy-sentence-length", p.place(s.Start), fmt.Sprintf("This sentence has %d words.", n),
				"Make two of it, with one idea in each. At most 15 words are easy to read; fewer are better."))
		}
	}
	return out
}

// paragraphLength finds paragraphs that hold more than one point.
func paragraphLength(r *reading) []diag.Problem {
	var out []diag.Problem
	for _, p := range r.passages {
		if n := p.wordCount(); p.kind == text && n > goodParagraph {
			out = append(out, problem(diag.Warning, "easy-paragraph-length", p.place(p.sentences[0].Start), fmt.Sprintf("These lines have %d words.", n),
				"Make a paragraph for each point, with a picture of its own. At most 50 words are easy to read."))
		}
	}
	return out
}

func (p *passage) wordCount() int {
	n := 0
	for _, s := range p.sentences {
		n += len(s.words)
	}
	return n
}

// pageLength finds versions that are too long, as they are read or printed.
func pageLength(r *reading) []diag.Problem {
	words := 0
	for _, p := range r.passages {
		if p.kind == text || p.kind == heading {
			words += p.wordCount()
		}
	}
	var out []diag.Problem
	top := diag.Place{File: r.version.File, Line: 1, Column: 1}
	if words > goodPage {
		out = append(out, problem(diag.Warning, "easy-length", top, fmt.Sprintf("This page has %d words.", words),
			"Say what matters most, in at most 1,000 words; or make two pages of it."))
	}
	if n := r.printed(); n > goodPrint {
		out = append(out, problem(diag.Warning, "easy-pages", top, fmt.Sprintf("This page takes some %d sheets of A4, printed.", n),
			"Say what matters most, on at most 24 printed pages; or make two pages of it."))
	}
	return out
}

// What a page of A4 holds in print, at 16 points with a spacing of 1.5: so many
// lines of so many characters beside a picture, which is as high as some lines.
const (
	printLines   = 30
	printLine    = 45
	printPicture = 7
)

// printed estimates how many pages of A4 a version takes.
func (r *reading) printed() int {
	lines := 0
	for _, p := range r.passages {
		if p.kind == heading || p.kind == title || p.kind == summary {
			lines += 2
		}
	}
	for _, row := range r.rows {
		high := 0
		for _, p := range row.passages {
			for _, s := range p.sentences {
				high += 1 + utf8.RuneCountInString(s.Text)/printLine
			}
		}
		if row.picture != nil {
			high = max(high, printPicture)
		}
		lines += high + 1
	}
	return (lines + printLines - 1) / printLines
}
