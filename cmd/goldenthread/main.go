// Command goldenthread turns Markdown and consent records into a static site
// that holds what may be published today. This package holds flags and
// printing; everything else is in package generator.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"golang.org/x/term"
)

func main() {
	ctx, stop := untilStopped()
	defer stop()
	if os.Getenv("GOGC") == "" {
		// A tenth less memory for large sites, at no time that can be measured.
		debug.SetGCPercent(80)
	}
	os.Exit(run(ctx, os.Args[1:], world{
		in: os.Stdin, clicked: doubleClicked, programDir: programDir, open: openInSystem, edit: editInSystem,
		out: os.Stdout, err: os.Stderr, getenv: os.Getenv, now: time.Now,
		outTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		errTerminal: term.IsTerminal(int(os.Stderr.Fd())),
	}))
}

// untilStopped gives a context that ends when somebody stops the program.
func untilStopped() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}
