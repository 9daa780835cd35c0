package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"goldenthread/generator"
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

func (a *app) checkCommand() *cobra.Command {
	var easyRead bool
	var at string
	c := &cobra.Command{
		Use: "check [PAGE…]", Short: "Say what writers can mend, on every page or on these, with advice on easy read",
		Long: `Says what writers can mend, and writes nothing: what a build would report before
it makes anything, and advice on easy read, which a build does not give.

Ends with 1 where there is an error, with 0 where there are only warnings and
notes, or nothing.`,
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
			advice, err := generator.Check(c.Context(), o, day)
			if err != nil {
				return err
			}
			problems := advice.All()
			if easyRead {
				problems = advice.EasyRead
			}
			if len(args) > 0 {
				asked, err := generator.PagePaths(c.Context(), o, args)
				if err != nil {
					return err
				}
				problems = problemsOf(problems, asked)
			}
			if err := a.advice(advice.Today, problems); err != nil {
				return err
			}
			if slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Severity == diag.Error }) {
				return mendError{}
			}
			return nil
		},
	}
	c.Flags().BoolVar(&easyRead, "easy-read", false, "give the advice on easy read alone")
	takesDay(c, &at)
	return c
}

// advice prints problems, and how many there are of each severity.
func (a *app) advice(today page.Day, problems []diag.Problem) error {
	if a.json {
		if problems == nil {
			problems = []diag.Problem{}
		}
		return a.printJSON(struct {
			Today    page.Day       `json:"today"`
			Problems []diag.Problem `json:"problems"`
		}{today, problems})
	}
	if a.quiet {
		return nil
	}
	p := printer{app: a, w: a.out, brief: a.inCI()}
	count := map[diag.Severity]int{}
	for _, one := range problems {
		count[one.Severity]++
		if p.brief {
			p.print("%s: %s [%s]\n", one.Place, one.Severity, one.Code)
		}
	}
	if !p.brief {
		a.problems(a.out, problems)
	}
	if len(problems) > 0 {
		p.print("\n")
	}
	p.print("%s: %s, %s, %s.\n", today, counted(count[diag.Error], "error"), counted(count[diag.Warning], "warning"), counted(count[diag.Note], "note"))
	if len(problems) > 0 && !p.brief {
		p.print("'goldenthread help CODE' says what to do about a code.\n")
	}
	return p.err
}

// counted gives a number of things: 1 error, 2 errors.
func counted(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}
