package main

import (
	"errors"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"goldenthread/generator"
	"goldenthread/generator/page"
)

// deskFile is where the desk is written unless another file is named. Git ignores
// whatever ends so.
const deskFile = "desk.private.html"

func (a *app) deskCommand() *cobra.Command {
	var at, out string
	c := &cobra.Command{
		Use: "desk", Short: "Write one private file that tells how the whole site stands", Args: none,
		Long: `Writes one file for the team: every page with its state and why, what runs out when,
who agreed to what, which pages have an easy-read version, and what is to mend. It
opens in any browser, without the internet, and can be printed.

The file is private. You alone can read it, and Git must not keep it. For programs,
'goldenthread status --json' gives the same.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if a.json {
				return usageError{errors.New("desk writes a page for people; 'goldenthread status --json' gives the report for programs")}
			}
			day, err := dayAhead(at)
			if err != nil {
				return err
			}
			return a.desk(c, out, day)
		},
	}
	c.Flags().StringVar(&at, "at", "", "look ahead: as things will stand on that `DAY`, if nobody changes anything")
	// In place of the flag of all commands, which names the folder to publish into.
	c.Flags().StringVar(&out, "out", "", "the `FILE` to write (default: "+deskFile+" in the site)")
	return c
}

func (a *app) desk(c *cobra.Command, file string, at page.Day) error {
	o, err := a.options()
	if err != nil {
		return err
	}
	o.Out = ""
	if file == "" {
		file = filepath.Join(o.Site, deskFile)
	}
	d, err := generator.Overview(c.Context(), o, at)
	if err != nil {
		return err
	}
	html, err := d.HTML()
	if err != nil {
		return err
	}
	if err := generator.WritePrivate(c.Context(), o, file, html); err != nil {
		return err
	}
	return a.tell("Written: %s\nIt is private: you alone can read it. Open it in a browser; delete it when you have done with it.\n%s", file, gitHint(file))
}

// gitHint warns of a private file with a name that a site's .gitignore does not leave out: what
// is in no Git today may be tomorrow.
func gitHint(file string) string {
	if strings.HasSuffix(file, ".private.html") {
		return ""
	}
	return "Its name does not end in .private.html, which is what Git leaves out of new sites: keep it where Git never comes.\n"
}
