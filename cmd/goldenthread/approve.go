package main

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"goldenthread/generator"
	"goldenthread/generator/ask"
	"goldenthread/generator/page"
)

func (a *app) approveCommand() *cobra.Command {
	var edition, on string
	var answer generator.Answer
	c := &cobra.Command{
		Use:   "approve PERSON PAGE CODE…",
		Short: "Record that a person approves exactly this text, or what else they answered",
		Long: `Records that a person approves the present text of a page.

The code, K7QF-2M9X, is that of the text which they saw; 'goldenthread status'
shows it. A code of another text is refused. Nothing is built.

In the place of the code may stand the whole short answer in which the file of
'goldenthread consent ask' ends: 6J2T-Q1W8 GDPF-X93Z 7DQ84. It says whether they
said yes, not yet, no or take it down, and what of their name and pictures they
leave out; that is carried out. A letter that is wrong is found, and so is a part
that is missing.

The text may also be one that waits for approval, NAME.next.md. When everybody
has approved it who has to, it takes the place of the present one.`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) < 3 {
				return usageError{errors.New("write a person's id, a page and the text's code behind the command")}
			}
			return nil
		},
		ValidArgsFunction: a.completePersonThenPages,
		RunE: func(c *cobra.Command, args []string) (err error) {
			answer.Person, answer.Page = args[0], args[1]
			switch answer.Edition = page.Edition(edition); answer.Edition {
			case "", page.Standard, page.EasyRead:
			default:
				return usageError{errors.New("write standard or easy-read behind --version")}
			}
			if on != "" {
				if answer.On, err = page.ParseDay(on); err != nil {
					return usageError{errors.New("write a day like 2026-07-03 behind --on")}
				}
			}
			return a.answer(c, answer, strings.Join(args[2:], " "))
		},
	}
	c.Flags().StringVar(&edition, "version", "", "which `VERSION`: standard or easy-read (default: standard, or that of the address)")
	c.Flags().StringVar(&on, "on", "", "the `DAY` on which they said yes (default today)")
	c.Flags().StringVar(&answer.How, "how", "", "how they said it, in `WORDS`: \"on paper\"")
	c.Flags().StringVar(&answer.With, "with", "", "who was with them, in `WORDS`")
	c.Flags().BoolVar(&answer.NoName, "no-name", false, "on paper they did not tick that their name may be shown")
	c.Flags().StringArrayVar(&answer.NoPictures, "no-picture", nil, "a `FILE` of a picture of them that they did not tick on paper; may be repeated")
	return c
}

// answer records what was typed: a code, several, or a short answer.
func (a *app) answer(c *cobra.Command, answer generator.Answer, typed string) error {
	reply, short, err := ask.Read(typed)
	onPaper := answer.NoName || len(answer.NoPictures) > 0
	switch {
	case !onPaper && !short && len(reply.Codes) <= 1 && len(strings.NewReplacer("-", "", " ", "").Replace(typed)) <= 8:
		return a.approve(c, generator.Approval{Person: answer.Person, Page: answer.Page, Code: typed, Edition: answer.Edition, On: answer.On, How: answer.How, With: answer.With})
	case err != nil:
		return &generator.RefusedError{Why: sentence(err)}
	case short && (onPaper || answer.Edition != ""):
		return usageError{errors.New("the short answer says by itself what they left out, and which version; leave --no-name, --no-picture and --version away")}
	}
	answer.Reply = reply
	return a.take(c, answer)
}

// take carries an answer out, and says what was done.
func (a *app) take(c *cobra.Command, answer generator.Answer) error {
	o, err := a.options()
	if err != nil {
		return err
	}
	done, err := generator.Take(c.Context(), o, answer)
	if err != nil {
		return err
	}
	if a.json {
		err = a.printStatus(c, o)
	} else if !a.quiet {
		err = a.taken(done, answer.Person)
	}
	err = cmp.Or(err, done.NotPurged)
	if err == nil && slices.ContainsFunc(done.Waiting, held) {
		err = mendError{}
	}
	return err
}

// taken says what an answer came to. It names no text.
func (a *app) taken(done generator.Taken, person string) error {
	p := printer{app: a, w: a.out}
	name := path(done.Page)
	switch done.Say {
	case ask.Yes:
		p.saidYes(done, person, name)
		return p.err
	case ask.NotYet:
		p.print("%s said: not yet. Nothing was written, and nothing changes. Ask them again when they are ready.\n", person)
		return p.err
	case ask.No:
		p.print("%s said no. Written into %s: refused today, for %s.\n", person, done.File, name)
	case ask.TakeDown:
		p.print("%s said: take it down. Written into %s: withdrawn today, for %s.\n", person, done.File, name)
	}
	if done.Other {
		p.print("They were shown another text than the page has now. Make sure that it is this page which they meant.\n")
	}
	if done.Elsewhere {
		p.print("But %s has nothing to do with %s, so nothing of it changes: is it another page, or another person?\n", person, name)
	}
	p.print("Build the site and publish public/; until then, what was there before is still on the web: goldenthread build\n")
	return p.err
}

func (p *printer) saidYes(done generator.Taken, person, name string) {
	for _, edition := range done.Approved {
		of := name
		if edition == page.EasyRead {
			of += ", easy-read"
		}
		p.print("Written into %s: %s approves this text of %s.\n", done.File, person, of)
	}
	if done.NoName {
		p.print("They said no to their name: it is not shown on %s.\n", name)
	}
	for _, file := range done.Pictures {
		p.print("They said no to a picture: %s\n", file)
	}
	if done.NoPictures {
		p.print("A record cannot say which picture is meant, so no picture of %s is shown on %s. To show the others, write by hand what they agreed to, and take the picture that they do not want out of the page.\n", person, name)
	}
	if done.CutShort != "" {
		p.print("A move was cut short, and changes wait for it, too: complete it with 'goldenthread move %s'.\n", done.CutShort)
	}
	for _, n := range done.Done {
		p.print("Everybody has approved it now, so %s has taken the place of the text before.\n", n.File)
	}
	for _, n := range done.Waiting {
		p.waiting(n)
	}
	if done.Present || len(done.Done) > 0 {
		p.print("Build the site to publish it: goldenthread build\n")
	}
}
