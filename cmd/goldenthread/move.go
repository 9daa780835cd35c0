package main

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"goldenthread/generator"
)

func (a *app) moveCommand() *cobra.Command {
	return &cobra.Command{
		Use: "move OLD NEW", Short: "Put a page under another path; links, consent and approvals follow",
		Long: `Puts a page under another path, with all its versions and pictures. Links to it,
the menu, what records say of it and approvals follow, and its old address goes
into its 'old_urls'. What is published stays the same but for the address; where
it would not, nothing is changed. It builds nothing.`,
		Args: exactly(2, "a page and its new path, like stories/old stories/new,"), ValidArgsFunction: a.completePages,
		RunE: func(c *cobra.Command, args []string) error {
			o, err := a.options()
			if err != nil {
				return err
			}
			moved, err := generator.Move(c.Context(), o, filepath.ToSlash(args[0]), args[1])
			if err != nil {
				return err
			}
			if a.json {
				return a.printStatus(c, o)
			}
			if a.quiet {
				return nil
			}
			return a.moved(moved)
		},
	}
}

// moved says what a move changed, and what to do next.
func (a *app) moved(m generator.Moved) error {
	p := printer{app: a, w: a.out}
	if m.Resumed {
		p.print("A move that had been cut short is complete now: %s is %s.\nIf you meant another, run it again.\n", m.From, m.To)
	} else {
		p.print("Moved: %s is %s now.\n", m.From, m.To)
	}
	for _, f := range m.Files {
		p.print("    %s\n", f)
	}
	for _, f := range m.Unread {
		p.print("%s cannot be read, so its links stayed as they were: look through them when you mend it.\n", f)
	}
	switch {
	case len(m.OldURLs) > 0:
		p.print("Its old addresses (%d) are in its 'old_urls', so that they lead to it.\n", len(m.OldURLs))
	case m.Quiet == "draft":
		p.print("It was not published yet, so nothing needs to lead to it from its old address.\n")
	case m.Quiet == "name":
		p.print("Nothing leads to it from its old address, since that shows a name which may not be shown.\n")
	}
	p.print("Look at what changed, for example with 'git diff'; then build: goldenthread build\n")
	return p.err
}

// completePages offers page paths for the shell, and nothing for the new one.
func (a *app) completePages(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	o, err := a.options()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return pagePaths(o.Site), cobra.ShellCompDirectiveNoFileComp
}
