package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	slashpath "path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"goldenthread/generator"
	"goldenthread/generator/amend"
	"goldenthread/generator/consent"
	"goldenthread/generator/page"
)

func (a *app) consentCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "consent", Short: "Ask people, and record what they said: ask, approve, withdraw",
		Args: func(_ *cobra.Command, args []string) error {
			return usageError{errors.New("write ask, approve or withdraw behind consent")}
		},
		RunE: func(c *cobra.Command, _ []string) error { return nil },
	}
	c.AddCommand(a.askCommand(), a.approveCommand(), a.withdrawCommand())
	return c
}

// approve writes an approval, and says what became of it.
func (a *app) approve(c *cobra.Command, approval generator.Approval) error {
	o, err := a.options()
	if err != nil {
		return err
	}
	done, err := generator.Approve(c.Context(), o, approval)
	if err != nil {
		return err
	}
	if a.json {
		err = a.printStatus(c, o)
	} else if !a.quiet {
		err = a.approved(done, approval.Person, path(done.Page))
	}
	if err == nil && slices.ContainsFunc(done.Waiting, held) {
		err = mendError{}
	}
	return err
}

// printStatus prints what may be published now, as JSON.
func (a *app) printStatus(c *cobra.Command, o generator.Options) error {
	r, err := generator.Status(c.Context(), o, 0)
	if err != nil {
		return err
	}
	return a.printJSON(r)
}

// held says whether everybody has approved a change, and something else keeps
// it from taking its place.
func held(n generator.Waiting) bool {
	return n.Text != "" && len(n.People) == 0 && len(n.Reasons) > 0
}

// approved says what was written, what became of changes that wait for approval,
// and what to do next.
func (a *app) approved(done generator.Approved, person, name string) error {
	p := printer{app: a, w: a.out}
	if done.Version == page.EasyRead {
		name += ", easy-read"
	}
	p.print("Written into %s: %s approves this text of %s.\n", done.File, person, name)
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
	return p.err
}

// waiting says of a change what it waits for, and what to do about it.
func (p *printer) waiting(n generator.Waiting) {
	p.print("%s  waits for approval", n.File)
	if n.Code != "" {
		p.print("  %s", n.Code)
	}
	p.print("\n")
	version := ""
	if n.Version != page.Standard {
		version = " --version " + string(n.Version)
	}
	for _, id := range n.People {
		p.print("    When %s has said yes to it: goldenthread consent approve %s %s %s%s\n", id, id, path(n.Page), n.Code, version)
	}
	if len(n.Reasons) > 0 {
		p.print("    The text before stays, since with this one in its place there would be something against publishing:\n")
		for _, r := range n.Reasons {
			p.reason("      ", r)
		}
		p.print("    Mend that; what changes the text needs new approvals.\n")
	}
	switch {
	case len(n.People) > 0 || n.Text == "":
	case len(n.Reasons) > 0:
		p.print("    Then look at 'goldenthread status' again: it says whose approval is still asked for.\n")
	default:
		p.print("    Everybody has approved it. To put it in its place, repeat any one of their 'goldenthread consent approve … %s %s%s'.\n", path(n.Page), n.Code, version)
	}
}

func (a *app) withdrawCommand() *cobra.Command {
	var noBuild bool
	c := &cobra.Command{
		Use:   "withdraw PERSON [PAGE…]",
		Short: "Record that a person takes their consent back, and build",
		Long: `Records today that a person takes their consent back: for everything, or for
the pages named. Then it builds, so that what they took back is gone.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{errors.New("write a person's id behind the command, and pages if it is not everything")}
			}
			return nil
		},
		ValidArgsFunction: a.completePersonThenPages,
		RunE: func(c *cobra.Command, args []string) error {
			before, err := a.withdraw(c, args[0], args[1:])
			if noBuild && err == nil {
				return a.purge(c)
			}
			if noBuild || err != nil && !errors.Is(err, amend.ErrUnreadable) && !errors.As(err, new(printError)) {
				return err
			}
			// A record that cannot be read publishes nothing of its person, so a build
			// takes it down all the same; so it does where nothing can be printed.
			return cmp.Or(a.takeDown(c, before), err)
		},
	}
	a.takesPDF(c)
	c.Flags().BoolVar(&noBuild, "no-build", false, "write the record, and leave public/ as it is")
	return c
}

// purge takes what may not be shown any more out of the cache of pictures.
func (a *app) purge(c *cobra.Command) error {
	o, err := a.options()
	if err != nil {
		return err
	}
	return generator.Purge(c.Context(), o)
}

// printError says that what was done could not be printed.
type printError struct{ error }

// withdraw writes a withdrawal, and says so. It gives what was decided of every page
// before.
func (a *app) withdraw(c *cobra.Command, person string, pages []string) ([]generator.PageReport, error) {
	o, err := a.options()
	if err != nil {
		return nil, err
	}
	done, err := generator.Withdraw(c.Context(), o, person, pages)
	if err != nil {
		return done.Before, err
	}
	if done.Entries == 0 {
		err = a.tell("Nothing was written: every entry in %s says no already.\n", done.File)
	} else {
		err = a.tell("Written into %s: withdrawn today (entries: %d).\n", done.File, done.Entries)
	}
	for _, name := range done.Elsewhere {
		err = cmp.Or(err, a.tell("But %s has nothing to do with %s, so nothing of it changes: is it another page, or another person?\n", person, path(name)))
	}
	if err != nil {
		return done.Before, printError{err}
	}
	return done.Before, nil
}

// takeDown builds after a withdrawal, and says what is gone; decided is what was
// decided of every page before.
func (a *app) takeDown(c *cobra.Command, decided []generator.PageReport) error {
	before := a.publishedBefore()
	r, err := a.make(c)
	if err != nil {
		return err
	}
	if a.json || a.quiet {
		err = a.report(r, false)
	} else {
		err = cmp.Or(a.gone(before, decided, r), a.tellPDFs(r))
	}
	if err == nil && len(r.Refused) > 0 {
		err = mendError{}
	}
	return err
}

// publishedBefore gives the addresses that public/ says it holds; nil where it says
// nothing.
func (a *app) publishedBefore() map[string]bool {
	o, err := a.options()
	if err != nil {
		return nil
	}
	text, err := os.ReadFile(filepath.Join(cmp.Or(o.Out, filepath.Join(o.Site, "public")), "published.json"))
	var list struct{ Pages []struct{ URL string } }
	if err != nil || json.Unmarshal(text, &list) != nil {
		return nil
	}
	before := map[string]bool{}
	for _, one := range list.Pages {
		before[one.URL] = true
	}
	return before
}

// gone says which pages and which parts of pages are no longer published, and what to
// do next.
func (a *app) gone(before map[string]bool, decided []generator.PageReport, r generator.Report) error {
	shown := shownParts(decided)
	p := printer{app: a, w: a.out, brief: a.inCI()}
	p.pages("Gone from public/:", r, func(one *generator.PageReport) bool {
		if one.State == "published" { // then parts of it may be gone
			one.LeftOut = slices.DeleteFunc(slices.Clone(one.LeftOut), func(l generator.LeftOut) bool { return !forSomebody(l) || !shown(one.URL, l.What) })
		}
		return before[one.URL] && (one.State != "published" || len(one.LeftOut) > 0)
	}, "No page had to go from public/, and nothing new is left out of one. 'goldenthread status' shows all that is left out.")
	if before != nil { // a part that is left out may have been all that spoke against a page
		p.pages("New in public/; look whether that is meant:", r, func(one *generator.PageReport) bool { return !before[one.URL] && one.State == "published" }, "")
	}
	p.mend(r)
	p.print("\nFiles: %d written, %d unchanged, %d removed.\n", r.Files.Written, r.Files.Unchanged, r.Files.Removed)
	p.print("Now publish public/: until then, what was there before is still on the web.\n")
	return p.err
}

// shownParts says of a part that a page has whether the page was to be published with
// it, as was decided then.
func shownParts(decided []generator.PageReport) func(url, what string) bool {
	type part struct{ url, what string }
	out, left := map[string]bool{}, map[part]bool{}
	for _, one := range decided {
		out[one.URL] = one.State == "published"
		for _, l := range one.LeftOut {
			left[part{one.URL, l.What}] = true
		}
	}
	return func(url, what string) bool { return out[url] && !left[part{url, what}] }
}

// forSomebody says whether a part is left out for a person's sake, and not for a fault
// of a file.
func forSomebody(l generator.LeftOut) bool {
	return slices.ContainsFunc(l.Reasons, func(r consent.Reason) bool { return r.Person != "" })
}

// pages prints some pages of a report, or what to say where there are none. which may
// take from a page what is not to be said of it.
func (p *printer) pages(heading string, r generator.Report, which func(*generator.PageReport) bool, none string) {
	said := false
	for _, one := range r.Pages {
		if !which(&one) {
			continue
		}
		if !said {
			p.print("%s\n", heading)
		}
		said = true
		p.page(one)
	}
	if !said && none != "" {
		p.print("%s\n", none)
	}
}

// completePersonThenPages offers person ids, then page paths, for the shell.
func (a *app) completePersonThenPages(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	o, err := a.options()
	switch {
	case err != nil:
		return nil, cobra.ShellCompDirectiveNoFileComp
	case len(args) == 0:
		return ids(o.Site), cobra.ShellCompDirectiveNoFileComp
	}
	return pagePaths(o.Site), cobra.ShellCompDirectiveNoFileComp
}

// ids lists the ids of a site's records.
func ids(site string) []string {
	files, _ := filepath.Glob(filepath.Join(site, "consent", "*.yaml"))
	for i, f := range files {
		files[i] = strings.TrimSuffix(filepath.Base(f), ".yaml")
	}
	return files
}

// pagePaths lists the paths of a site's pages.
func pagePaths(site string) []string {
	var out []string
	content := os.DirFS(filepath.Join(site, "content"))
	_ = fs.WalkDir(content, ".", func(name string, d fs.DirEntry, err error) error {
		name, is := strings.CutSuffix(name, ".md")
		if err != nil || d.IsDir() || !is || strings.HasSuffix(name, ".next") || strings.HasSuffix(name, ".easy-read") || slashpath.Base(name) == "easy-read" {
			return nil
		}
		if slashpath.Base(name) == "index" {
			name = strings.Trim(strings.TrimSuffix(name, "index"), "/")
		}
		out = append(out, path(name))
		return nil
	})
	return out
}
