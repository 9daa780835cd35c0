package main

import (
	"github.com/spf13/cobra"

	"goldenthread/generator"
	"goldenthread/generator/ask"
)

func (a *app) askCommand() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use:   "ask PERSON PAGE",
		Short: "Write the question that a person answers about a page of theirs, as one file",
		Long: `Writes one file for one person: their page in easy words first, their name and
each picture of them as they will appear, where it will be shown and until when,
and four answers to choose from. It opens on any device, without the program and
without the internet, and can be printed.

The file is private: it holds a page that may not be published yet. Give it to
this person alone, and delete it when they have answered. It ends in a short
answer; 'goldenthread consent approve' takes it.`,
		Args:              exactly(2, "a person's id and a page"),
		ValidArgsFunction: a.completePersonThenPages,
		RunE:              func(c *cobra.Command, args []string) error { return a.ask(c, args[0], args[1], file) },
	}
	c.Flags().StringVar(&file, "out", "", "the `FILE` to write (default: PERSON-PAGE.private.html in the site's folder)")
	return c
}

// ask writes a proof, and says what to do with it.
func (a *app) ask(c *cobra.Command, person, name, file string) error {
	o, err := a.options()
	if err != nil {
		return err
	}
	walk, err := generator.Ask(c.Context(), o, person, name)
	if err != nil {
		return err
	}
	if file, err = generator.WriteProof(c.Context(), o, walk, file); err != nil || a.quiet || a.json {
		return err
	}
	return a.asked(walk, file)
}

func (a *app) asked(walk ask.Walk, file string) error {
	p := printer{app: a, w: a.out}
	p.print("Written: %s\n", file)
	p.print("It is private, and you alone can open it. Show it or give it to %s, and delete it when they have answered.\n%s", walk.Person, gitHint(file))
	if walk.Unfinished {
		p.print("The easy-read version cannot be read yet, so it is not in it; 'goldenthread status %s' says why.\n", path(walk.Page))
	}
	if !walk.Signed {
		p.print("There is no consent yet to their words on this page, so a yes cannot count: ask for their signature first.\n")
	}
	p.print("It ends in a short answer: goldenthread consent approve %s %s 'THEIR SHORT ANSWER'\n", walk.Person, path(walk.Page))
	return p.err
}
