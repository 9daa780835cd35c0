package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"goldenthread/generator"
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

func (a *app) buildCommand() *cobra.Command {
	var strict bool
	c := &cobra.Command{
		Use: "build", Short: "Make public/ match what may be published today", Args: none,
		Long: `Makes public/ match what may be published today.

Ends with 0 when public/ is complete and safe, however many pages are withheld;
with 1 where the last look refused a file, which is then not published, or where
--strict finds something to mend; public/ is safe all the same;
with 3 when the machine failed or the site cannot be read at all.`,
		RunE: func(c *cobra.Command, _ []string) error {
			r, err := a.build(c)
			if err != nil {
				return err
			}
			if strict && r.ToMend() {
				return mendError{}
			}
			if published, _ := r.Count(); published == 0 || r.Files.Written+r.Files.Removed == 0 || a.inCI() {
				return nil
			}
			return a.tell("To look at the site: goldenthread preview\nTo publish it, put public/ on the web: goldenthread help publishing\n")
		},
	}
	a.takesPDF(c)
	c.Flags().BoolVar(&strict, "strict", false, "end with 1 where there is anything to mend")
	return c
}

// takesPDF gives a command that builds the flag for PDFs.
func (a *app) takesPDF(c *cobra.Command) {
	c.Flags().BoolVar(&a.pdf, "pdf", false, "print a PDF of each easy-read page, through Chromium; without it there are none")
}

// build builds and prints the report.
func (a *app) build(c *cobra.Command) (generator.Report, error) {
	r, err := a.make(c)
	if err != nil {
		return r, err
	}
	if err := cmp.Or(a.report(r, false), a.tellPDFs(r)); err != nil || len(r.Refused) == 0 {
		return r, err
	}
	return r, mendError{}
}

// tellPDFs says how many PDFs of easy-read pages there are now, or that there are none
// any more.
func (a *app) tellPDFs(r generator.Report) error {
	switch {
	case !a.pdf && r.PDFsGone > 0:
		return a.tell("PDFs taken away: %d, since this build made none. --pdf makes them.\n", r.PDFsGone)
	case !a.pdf:
		return nil
	case r.PDFs == 0 && r.PDFsGone > 0:
		return a.tell("PDFs: none; %d that were there were taken away.\n", r.PDFsGone)
	case r.PDFs == 0:
		return a.tell("PDFs: none. An easy-read page has one where everybody on it agreed to 'print'.\n")
	}
	return a.tell("PDFs: %d, each beside its easy-read page, like public/stories/NAME/easy-read/NAME.pdf.\n", r.PDFs)
}

// make builds.
func (a *app) make(c *cobra.Command) (generator.Report, error) {
	o, err := a.options()
	if err != nil {
		return generator.Report{}, err
	}
	bar := a.progress()
	defer bar.end()
	o.Progress, o.PDF = bar.show, a.pdf
	o.Queued = func() {
		if !a.quiet && !a.json {
			a.say("Another build of this site is at work; waiting for it to end.\n")
		}
	}
	r, err := generator.Build(c.Context(), o)
	return r, err
}

func (a *app) statusCommand() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use: "status [PAGE…]", Short: "Say of every page, or of these, whether it is published, and why not",
		ValidArgsFunction: a.completePagesAsked,
		RunE: func(c *cobra.Command, args []string) error {
			o, err := a.options()
			if err != nil {
				return err
			}
			day, err := dayAhead(at)
			if err != nil {
				return err
			}
			r, err := generator.Status(c.Context(), o, day)
			if err != nil {
				return err
			}
			if len(args) > 0 {
				if r, err = only(c.Context(), o, r, args); err != nil {
					return err
				}
			}
			return a.report(r, true)
		},
	}
	takesDay(c, &at)
	return c
}

// takesDay gives a command the flag for looking ahead.
func takesDay(c *cobra.Command, at *string) {
	c.Flags().StringVar(at, "at", "", "look ahead to a later `DAY`; it cannot look back")
}

// dayAhead reads the day to look ahead to; zero, for today, where none was given.
func dayAhead(at string) (page.Day, error) {
	if at == "" {
		return 0, nil
	}
	day, err := page.ParseDay(at)
	if err != nil {
		return 0, usageError{errors.New("write a day like 2026-07-03 behind --at")}
	}
	return day, nil
}

// completePagesAsked completes page paths by Tab, one behind the other.
func (a *app) completePagesAsked(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	o, err := a.options()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return pagePaths(o.Site), cobra.ShellCompDirectiveNoFileComp
}

// only gives what a report says of some pages.
func only(ctx context.Context, o generator.Options, r generator.Report, names []string) (generator.Report, error) {
	asked, err := generator.PagePaths(ctx, o, names)
	if err != nil {
		return r, err
	}
	r.Pages = slices.DeleteFunc(r.Pages, func(p generator.PageReport) bool { return !slices.Contains(asked, p.Page) })
	r.Waiting = slices.DeleteFunc(r.Waiting, func(w generator.Waiting) bool { return !slices.Contains(asked, w.Page) })
	r.Problems = problemsOf(r.Problems, asked)
	r.Next = nil
	return r, nil
}

// problemsOf gives the problems in the files of some pages.
func problemsOf(problems []diag.Problem, pages []string) []diag.Problem {
	return slices.DeleteFunc(problems, func(p diag.Problem) bool {
		return !slices.ContainsFunc(pages, func(name string) bool { return isFileOf(p.File, name) })
	})
}

// isFileOf says whether a file belongs to a page. A section's folder holds other
// pages besides its own.
func isFileOf(file, name string) bool {
	base := "content/" + name
	switch {
	case name == "":
		return strings.HasPrefix(file, "content/index.")
	case strings.HasPrefix(file, base+"."):
		return true
	case strings.Contains(name, "/"):
		return strings.HasPrefix(file, base+"/")
	}
	return strings.HasPrefix(file, base+"/index.") || strings.HasPrefix(file, base+"/easy-read.")
}

// bar is the progress line on a terminal, shown once a build has taken a
// second.
type bar struct {
	a     *app
	on    bool
	mu    sync.Mutex
	start time.Time
	last  time.Time
	shown bool
}

func (a *app) progress() *bar {
	return &bar{a: a, on: a.errTerminal && !a.quiet && !a.json && a.getenv("CI") == "", start: time.Now()}
}

func (b *bar) show(phase string, done, all int) {
	if !b.on || all == 0 {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if now.Sub(b.start) < time.Second || now.Sub(b.last) < 100*time.Millisecond {
		return
	}
	b.last, b.shown = now, true
	b.a.say("\r%s %3d %%  (%d of %d)  ", phase, 100*min(done, all)/all, min(done, all), all)
}

func (b *bar) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.shown {
		b.a.say("\r%40s\r", "")
	}
	b.on, b.shown = false, false
}
