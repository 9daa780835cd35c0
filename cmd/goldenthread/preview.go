package main

import (
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/spf13/cobra"

	"goldenthread/generator/page"
	"goldenthread/generator/preview"
)

func (a *app) previewCommand() *cobra.Command {
	var noOpen bool
	var at, person string
	c := &cobra.Command{
		Use: "preview", Short: "Show the site on this computer, withheld pages too, with the desk", Args: none,
		Long: `Shows the site in your browser as you work on it, on this computer and nowhere
else: what is published, and, marked, what is not and why. It shows every change
as soon as you save it, and has the desk, which says how the site stands. It
writes nothing into public/. Stop it with Ctrl-C, or by closing its window.

Without a command, inside a site, this is what the program does.`,
		RunE: func(c *cobra.Command, _ []string) error {
			day, err := dayAhead(at)
			if err != nil {
				return err
			}
			return a.preview(c, day, person, !noOpen)
		},
	}
	c.Flags().BoolVar(&noOpen, "no-open", false, "print the address, and open no browser")
	c.Flags().StringVar(&at, "at", "", "show the site as it will be on a `DAY`, if nothing changes")
	c.Flags().StringVar(&person, "for", "", "show one `PERSON`, by their id, the pages that they are in, and no desk")
	return c
}

// memoryForPreview bounds, softly, what the preview holds in memory, in bytes: it runs all
// day, beside a browser.
const memoryForPreview = 330 << 20

// preview shows the site until it is stopped.
func (a *app) preview(c *cobra.Command, at page.Day, person string, open bool) error {
	if a.json {
		return usageError{errors.New("the preview has no report; 'goldenthread status --json' prints one")}
	}
	o, err := a.options()
	if err != nil {
		return err
	}
	if a.getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryForPreview)
	}
	server, err := preview.Open(preview.Options{
		Site: o, At: at, For: person,
		Say:  func(s string) { a.tell("%s\n", s) },
		Edit: func(file string, _ int) error { return a.edit(filepath.Join(o.Site, filepath.FromSlash(file))) },
	})
	if err != nil {
		return err
	}
	a.tell("The preview is on this computer only. Open it once at\n\n    %s\n\nStop it with Ctrl-C, or by closing this window.\n", server.Address())
	if open {
		way, err := wayIn(o.Site, server.Address())
		if err == nil {
			defer os.Remove(way)
			err = a.open(way)
		}
		if err != nil {
			a.say("No browser could be opened from here: copy this address into yours.\n\n    %s\n", server.Address())
		}
	}
	return server.Serve(c.Context())
}

// wayIn writes a file that leads a browser to an address, and that its owner alone can
// read: what stands behind a command, everybody on this computer can. It lies in the
// site's folder, since some browsers may open nothing outside their owner's.
func wayIn(site, address string) (file string, err error) {
	f, err := os.CreateTemp(site, "preview-*.private.html")
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(`<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=` + address + `"><title>Preview</title><a href="` + address + `">Open the preview</a>`)
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}
