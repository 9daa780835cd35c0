package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"goldenthread/generator"
	"goldenthread/generator/consent"
	"goldenthread/generator/diag"
)

// report prints a report; every page of it, or only those that are not
// published whole.
func (a *app) report(r generator.Report, everyPage bool) error {
	if a.json {
		return a.printJSON(r)
	}
	if a.quiet {
		a.problems(a.err, r.Refused)
		return nil
	}
	p := printer{app: a, w: a.out, brief: a.inCI()}
	for _, page := range r.Pages {
		if everyPage || page.State != "published" || len(page.LeftOut) > 0 {
			p.page(page)
		}
	}
	if len(r.Waiting) > 0 && !p.brief {
		p.print("\nWaiting:\n")
		for _, n := range r.Waiting {
			p.waiting(n)
		}
	}
	p.mend(r)
	published, withheld := r.Count()
	p.print("\n%s: %d published, %d withheld", r.Today, published, withheld)
	if n := len(toMend(r.Problems)); n > 0 {
		p.print(", %d to mend", n)
	}
	p.print(".\n")
	if r.Files != nil {
		p.print("Files: %d written, %d unchanged, %d removed.\n", r.Files.Written, r.Files.Unchanged, r.Files.Removed)
	}
	if r.Namesakes > 0 {
		p.print("Pages with 'namesakes': %d.\n", r.Namesakes)
	}
	if r.Next != nil {
		p.print("Next change: on %s, %s.\n", r.Next.On, strings.Join(paths(r.Next.Pages), ", "))
	}
	if withheld > 0 && !p.brief {
		p.print("'goldenthread help CODE' says what to do about a code.\n")
	}
	return p.err
}

// mend lists what is to be mended, if anything, and then what is only good to know.
func (p *printer) mend(r generator.Report) {
	for _, list := range []struct {
		heading  string
		problems []diag.Problem
	}{{"To mend", toMend(r.Problems)}, {"Good to know", notes(r.Problems)}} {
		if len(list.problems) == 0 {
			continue
		}
		p.print("\n%s:\n", list.heading)
		if p.brief {
			p.problemCounts(list.problems)
		} else {
			p.problems(p.w, list.problems)
		}
	}
	if p.brief {
		for _, one := range r.Refused {
			p.print("    %s  %s\n", one.File, one.Code)
		}
	}
}

// toMend gives the problems without the notes, which ask for nothing.
func toMend(problems []diag.Problem) []diag.Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p diag.Problem) bool { return p.Severity == diag.Note })
}

func notes(problems []diag.Problem) []diag.Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p diag.Problem) bool { return p.Severity != diag.Note })
}

// inCI says whether others may read what is printed.
func (a *app) inCI() bool { return a.getenv("CI") != "" && a.getenv("CI") != "false" }

// paths shows page paths as a person writes them: the home page is /.
func paths(list []string) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = path(p)
	}
	return out
}

func path(p string) string {
	if p == "" {
		return "/"
	}
	return p
}

// printer prints one report. In CI's logs, which others may read, it is brief:
// counts, codes and page paths.
type printer struct {
	*app
	w     io.Writer
	brief bool
	err   error
}

func (p *printer) print(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func (p *printer) page(r generator.PageReport) {
	name := path(r.Page)
	if r.Version != "standard" {
		name += ", " + string(r.Version)
	}
	state := p.color("32", "published")
	if r.State != "published" {
		state = p.color("33", "withheld")
	}
	p.print("%-9s  %s", state, name)
	if p.brief {
		for _, c := range codes(r) {
			p.print("  %s", c)
		}
		p.print("\n")
		return
	}
	if r.Code != "" {
		p.print("  %s", r.Code)
	}
	if r.Until != "" {
		p.print("  until %s", r.Until)
	}
	p.print("\n")
	for _, reason := range r.Reasons {
		p.reason("    ", reason)
	}
	for _, l := range r.LeftOut {
		p.print("    left out: %s\n", l.What)
		for _, reason := range l.Reasons {
			p.reason("      ", reason)
		}
	}
}

func codes(r generator.PageReport) []string {
	var out []string
	for _, reason := range r.Reasons {
		out = append(out, string(reason.Code))
	}
	for _, l := range r.LeftOut {
		for _, reason := range l.Reasons {
			out = append(out, string(reason.Code))
		}
	}
	if len(r.Reasons) > 1 { // a page may show many names
		slices.Sort(out)
		out = slices.Compact(out)
	}
	return out
}

func (p *printer) reason(indent string, r consent.Reason) {
	who := ""
	if r.Person != "" {
		who = r.Person + ": "
	}
	p.print("%s%s%s [%s]\n", indent, who, r.Message, r.Code)
	if r.File != "" {
		p.print("%s%s\n", indent, r.Place)
	}
}

// problems prints problems with their places, each with how to mend it.
func (a *app) problems(w io.Writer, problems []diag.Problem) {
	for _, p := range problems {
		word := ""
		if p.Severity != diag.Error {
			word = p.Severity.String() + ": "
		}
		if p.File != "" { // else it is of no file, but of the computer
			fmt.Fprintf(w, "%s: ", p.Place)
		}
		fmt.Fprintf(w, "%s%s [%s]\n", word, p.Message, p.Code)
		if p.Fix != "" {
			fmt.Fprintf(w, "    %s\n", p.Fix)
		}
	}
}

// problemCounts prints how often each code occurs.
func (p *printer) problemCounts(problems []diag.Problem) {
	count := map[string]int{}
	var order []string
	for _, one := range problems {
		if count[one.Code] == 0 {
			order = append(order, one.Code)
		}
		count[one.Code]++
	}
	for _, code := range order {
		p.print("    %d %s\n", count[code], code)
	}
}

// color wraps a word for a terminal.
func (a *app) color(code, word string) string {
	if !a.outTerminal || a.noColor || a.getenv("NO_COLOR") != "" {
		return word
	}
	return "\x1b[" + code + "m" + word + "\x1b[0m"
}
