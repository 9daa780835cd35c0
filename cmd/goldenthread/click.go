package main

import (
	"bufio"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"goldenthread"
	"goldenthread/generator"
	"goldenthread/generator/page"
	"goldenthread/generator/scaffold"
)

// firstSite is the folder, beside the program, of a site that a double-click makes.
const firstSite = "my-site"

// start is the program without a command: it shows the site. Where there is none, it says
// what the program can do; or, after a double-click, offers to make one.
func (a *app) start(c *cobra.Command) error {
	if _, err := a.options(); err == nil {
		return a.preview(c, 0, "", true)
	}
	dir, err := a.programDir()
	if err != nil || a.site != "" {
		return c.Help()
	}
	for _, beside := range []string{dir, filepath.Join(dir, firstSite)} {
		if a.site, err = generator.FindSite(beside); err == nil {
			return a.preview(c, 0, "", true)
		}
	}
	if !a.clicked() {
		return c.Help()
	}
	a.site = filepath.Join(dir, firstSite)
	a.say("There is no site beside this program yet.\nPress Enter to make one, with an example in it, in\n\n    %s\n\nand to look at it. Or close this window.\n", a.site)
	if _, err := bufio.NewReader(a.in).ReadString('\n'); err != nil {
		return nil
	}
	if err := scaffold.Site(a.site, goldenthread.Example(), page.DayOf(a.now())); err != nil {
		return err
	}
	return a.preview(c, 0, "", true)
}

// linger keeps the window open that a double-click has opened, until what went wrong is read.
func (a *app) linger(code int) {
	if code != exitDone && a.clicked() {
		a.say("Press Enter to close this window.\n")
		bufio.NewReader(a.in).ReadString('\n')
	}
}

// programDir is the folder in which the program lies.
func programDir() (string, error) {
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	return filepath.Dir(program), nil
}
