package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"goldenthread"
	"goldenthread/generator"
	"goldenthread/generator/amend"
	"goldenthread/generator/scaffold"
)

func (a *app) themeCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "theme", Short: "List the theme's files, or copy one for changing", Args: none,
		RunE: func(*cobra.Command, []string) error { return a.listTheme() },
	}
	c.AddCommand(a.themeCopy())
	return c
}

func (a *app) listTheme() error {
	o, site, err := a.settings()
	if err != nil {
		return err
	}
	files, err := scaffold.ThemeFiles(o.Site, site.Theme, goldenthread.DefaultTheme())
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"theme": site.Theme, "files": files})
	}
	var b strings.Builder
	b.WriteString("The theme in use: " + site.Theme + "\n")
	for _, f := range files {
		whose := "the default's  "
		if f.Own {
			whose = "your own       "
		}
		b.WriteString("  " + whose + f.File + "\n")
	}
	return a.tell("%sTo change one: goldenthread theme copy FILE\n", b.String())
}

func (a *app) themeCopy() *cobra.Command {
	var name string
	c := &cobra.Command{
		Use: "copy FILE…", Short: "Copy files of the default theme into your own, for changing",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{errors.New("write the name of a file of the theme behind the command; 'goldenthread theme' lists them")}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			o, site, err := a.settings()
			if err != nil {
				return err
			}
			if site.Theme != "default" && c.Flags().Changed("name") && name != site.Theme {
				return usageError{errors.New("site.yaml names a theme already; leave --name out")}
			}
			if site.Theme != "default" {
				name = site.Theme
			}
			written, err := scaffold.CopyTheme(o.Site, name, goldenthread.DefaultTheme(), args)
			if err != nil {
				return err
			}
			if err := a.tell("Written: %s\n", strings.Join(written, ", ")); err != nil {
				return err
			}
			if site.Theme == "default" {
				err := generator.UseTheme(c.Context(), o, name)
				if errors.Is(err, amend.ErrNotMeant) {
					a.say("site.yaml is written in a way that cannot be changed safely. Write this line into it by hand:\ntheme: %s\n", name)
					return mendError{}
				}
				if err != nil {
					return err
				}
				if err := a.tell("site.yaml now says: theme: %s\n", name); err != nil {
					return err
				}
			}
			return a.tell("Change it, then see what it looks like: goldenthread build\nTake a file away to have the default's again. How themes work: goldenthread help themes\n")
		},
	}
	c.Flags().StringVar(&name, "name", "own", "the `NAME` of your own theme, where site.yaml names none")
	return c
}
