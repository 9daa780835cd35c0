package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"goldenthread"
	"goldenthread/generator"
	"goldenthread/generator/page"
	"goldenthread/generator/scaffold"
)

func (a *app) initCommand() *cobra.Command {
	return &cobra.Command{
		Use: "init DIR", Short: "Write a new site with example pages", Args: exactly(1, "the name of a new folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := scaffold.Site(args[0], goldenthread.Example(), page.DayOf(a.now().UTC())); err != nil {
				return err
			}
			return a.tell("A new site is in %s. Everybody in it is made up.\nNext: goldenthread help getting-started\nTo build it:\n    cd %s\n    goldenthread build\nIf you keep it in Git, type there once, so that Git does not keep what pictures carry, such as a place:\n    git config core.hooksPath .githooks\n", args[0], args[0])
		},
	}
}

// tell prints to standard output what a command did.
func (a *app) tell(format string, args ...any) error {
	if a.quiet || a.json {
		return nil
	}
	_, err := fmt.Fprintf(a.out, format, args...)
	return err
}

func (a *app) newCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "new", Short: "Write a new story, post, week, page, easy-read version or person",
		Args: func(*cobra.Command, []string) error {
			return usageError{errors.New("write story, post, week, page, easy-read or person behind new")}
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	c.AddCommand(
		a.newPage("story", "Write a new story"),
		a.newPage("post", "Write a new blog post"),
		a.newPage("page", "Write a new page at the top of the site"),
		a.newWeek(), a.newEasyRead(), a.newPerson(),
	)
	return c
}

// write writes a new file, and gives its path in the site's folder.
func (a *app) write(c *cobra.Command, n generator.NewFile) (file string, err error) {
	o, err := a.options()
	if err != nil {
		return "", err
	}
	return generator.New(c.Context(), o, n)
}

func (a *app) newPage(kind, short string) *cobra.Command {
	n := generator.NewFile{Kind: kind}
	c := &cobra.Command{
		Use: kind + " TITLE", Short: short, Args: exactly(1, "a title, in quotation marks"),
		RunE: func(c *cobra.Command, args []string) error {
			n.Title = strings.TrimSpace(args[0])
			return a.writePage(c, n)
		},
	}
	c.Flags().StringVar(&n.Name, "name", "", "the page's `NAME` in its address (default: made from the title)")
	c.Flags().StringVar(&n.Person, "person", "", "the `ID` of the person whose page it is")
	return c
}

func (a *app) writePage(c *cobra.Command, n generator.NewFile) error {
	file, err := a.write(c, n)
	if err != nil {
		return err
	}
	next := ""
	if n.Person != "" {
		if o, err := a.options(); err == nil && generator.KnownPerson(o, n.Person) != nil {
			next = fmt.Sprintf("There is no record of %s yet: goldenthread new person %s\n", n.Person, n.Person)
		}
	} else if n.Kind == "story" {
		next = "Put the ids of everybody in it into 'people'.\n"
	}
	return a.tell("Written: %s\nIt is a draft: write its text, then take the line 'draft: yes' away.\n%sThen see what it still waits for: goldenthread status\n", file, next)
}

func (a *app) newWeek() *cobra.Command {
	return &cobra.Command{
		Use: "week YEAR", Short: "Write a new Co-Production Week", Args: exactly(1, "a year"),
		RunE: func(c *cobra.Command, args []string) error {
			return a.writePage(c, generator.NewFile{Kind: "week", Title: args[0]})
		},
	}
}

func (a *app) newEasyRead() *cobra.Command {
	return &cobra.Command{
		Use: "easy-read PAGE", Short: "Write an easy-read version beside a page", Args: exactly(1, "a page's path"),
		RunE: func(c *cobra.Command, args []string) error {
			file, err := a.write(c, generator.NewFile{Kind: "easy-read", Page: filepath.ToSlash(args[0])})
			if err != nil {
				return err
			}
			return a.tell("Written: %s\nNothing in it is simplified yet: it holds the page's headings, and drawings that may fit.\nIt is not published until it has a title, and no line in it begins with ::to-do.\nHow to write it: goldenthread help easy-read\nThen see what it still waits for: goldenthread status\n", file)
		},
	}
}

func (a *app) newPerson() *cobra.Command {
	n := generator.NewFile{Kind: "person"}
	c := &cobra.Command{
		Use: "person ID", Short: "Write a consent record for a person", Args: exactly(1, "an id in lower-case letters"),
		RunE: func(c *cobra.Command, args []string) error {
			n.Person = args[0]
			file, err := a.write(c, n)
			if err != nil {
				return err
			}
			return a.tell("Written: %s\nIt holds no consent yet: write down what they agree to, when they have.\nThen put %s into 'people' of their pages, and see what those still wait for: goldenthread status\n", file, n.Person)
		},
	}
	c.Flags().StringVar(&n.Form, "form", "", "the `FORM` of site.yaml whose offer goes into the record")
	c.Flags().StringVar(&n.Page, "page", "", "the `PAGE` that they are asked about (default: everything)")
	return c
}
