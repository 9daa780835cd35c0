package main

import (
	"os"
	"os/exec"
	"testing"
	"time"
)

// Where the program that is to open a file fails at once, that is known; one that goes on
// is not waited for.
func TestStarted(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := started(exec.Command(program, "-test.run=^$", "-no-such-flag"), time.Minute); err == nil {
		t.Error("a program that failed is said to have opened something")
	}
	if err := started(exec.Command(program, "-test.run=^$"), time.Minute); err != nil {
		t.Error(err)
	}
	if err := started(exec.Command(program, "-test.run=^$", "-no-such-flag"), 0); err != nil {
		t.Errorf("it was waited for: %v", err)
	}
	if err := started(exec.Command(program+"-that-is-not-there"), 0); err == nil {
		t.Error("what is not there was started")
	}
}
