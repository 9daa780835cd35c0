package main

import (
	"os/exec"
	"runtime"
	"time"
)

// openInSystem opens a file or an address in what the system has for it, and does not
// wait for that to end.
func openInSystem(what string) error { return started(opener(what), 0) }

// editInSystem is openInSystem for a file that somebody wants to work on: they are told
// where nothing can open it.
func editInSystem(file string) error { return started(opener(file), waitForFailure) }

// waitForFailure is how long a program that opens a file is given to say that it cannot.
const waitForFailure = time.Second

func opener(what string) *exec.Cmd {
	switch runtime.GOOS {
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", what)
	case "darwin":
		return exec.Command("open", what)
	default:
		return exec.Command("xdg-open", what)
	}
}

// started starts a program, and waits a while for it to fail; one that still runs then
// goes on.
func started(c *exec.Cmd, wait time.Duration) error {
	if err := c.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }() // so that nothing is left of it
	if wait == 0 {
		return nil
	}
	select {
	case err := <-ended:
		return err
	case <-time.After(wait):
		return nil
	}
}
