package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
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
		a.newPage("story TITLE", "stories", "Write a new story"),
		a.newPage("post TITLE", "blog", "Write a new blog post"),
		a.newPage("page TITLE", "", "Write a new page at the top of the site"),
		a.newWeek(), a.newEasyRead(), a.newPerson(),
	)
	return c
}

func (a *app) newPage(use, section, short string) *cobra.Command {
	var p scaffold.Page
	c := &cobra.Command{
		Use: use, Short: short, Args: exactly(1, "a title, in quotation marks"),
		RunE: func(_ *cobra.Command, args []string) error {
			p.Section, p.Title = section, strings.TrimSpace(args[0])
			return a.writePage(p)
		},
	}
	c.Flags().StringVar(&p.Name, "name", "", "the page's `NAME` in its address (default: made from the title)")
	c.Flags().StringVar(&p.Person, "person", "", "the `ID` of the person whose page it is")
	return c
}

func (a *app) writePage(p scaffold.Page) error {
	o, site, err := a.settings()
	if err != nil {
		return err
	}
	p.Today = page.DayOf(a.now().In(site.Location))
	file, err := scaffold.NewPage(o.Site, p)
	if err != nil {
		return err
	}
	next := ""
	if p.Person != "" {
		if _, err := os.Lstat(filepath.Join(o.Site, "consent", p.Person+".yaml")); err != nil {
			next = fmt.Sprintf("There is no record of %s yet: goldenthread new person %s\n", p.Person, p.Person)
		}
	} else if p.Section == "stories" {
		next = "Put the ids of everybody in it into 'people'.\n"
	}
	return a.tell("Written: %s\nIt is a draft: write its text, then take the line 'draft: yes' away.\n%sThen see what it still waits for: goldenthread status\n", file, next)
}

func (a *app) newWeek() *cobra.Command {
	return &cobra.Command{
		Use: "week YEAR", Short: "Write a new Co-Production Week", Args: exactly(1, "a year"),
		RunE: func(_ *cobra.Command, args []string) error {
			if !regexp.MustCompile(`^\d{4}$`).MatchString(args[0]) {
				return usageError{errors.New("write a year like 2027 behind new week")}
			}
			return a.writePage(scaffold.Page{Section: "weeks", Title: args[0], Name: args[0]})
		},
	}
}

func (a *app) newEasyRead() *cobra.Command {
	return &cobra.Command{
		Use: "easy-read PAGE", Short: "Write an easy-read version beside a page", Args: exactly(1, "a page's path"),
		RunE: func(c *cobra.Command, args []string) error {
			o, err := a.options()
			if err != nil {
				return err
			}
			file, err := generator.NewEasyRead(c.Context(), o, filepath.ToSlash(args[0]))
			if err != nil {
				return err
			}
			return a.tell("Written: %s\nNothing in it is simplified yet: it holds the page's headings, and drawings that may fit.\nIt is not published until it has a title, and no line in it begins with ::to-do.\nHow to write it: goldenthread help easy-read\nThen see what it still waits for: goldenthread status\n", file)
		},
	}
}

func (a *app) newPerson() *cobra.Command {
	var form string
	c := &cobra.Command{
		Use: "person ID", Short: "Write a consent record for a person", Args: exactly(1, "an id in lower-case letters"),
		RunE: func(_ *cobra.Command, args []string) error {
			o, site, err := a.settings()
			if err != nil {
				return err
			}
			var offered *page.Form
			for i := range site.Forms {
				if site.Forms[i].Name == form {
					offered = &site.Forms[i]
				}
			}
			if form != "" && offered == nil {
				return usageError{errors.New("site.yaml has no form of that name under 'forms'")}
			}
			file, err := scaffold.NewPerson(o.Site, args[0], offered, page.DayOf(a.now().In(site.Location)))
			if err != nil {
				return err
			}
			return a.tell("Written: %s\nIt holds no consent yet: write down what they agree to, when they have.\nThen put %s into 'people' of their pages, and see what those still wait for: goldenthread status\n", file, args[0])
		},
	}
	c.Flags().StringVar(&form, "form", "", "the `FORM` of site.yaml whose offer goes into the record")
	return c
}
