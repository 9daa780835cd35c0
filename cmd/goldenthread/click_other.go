//go:build !windows

package main

import (
	"os"
	"path/filepath"
	"runtime"
)

// doubleClicked says whether somebody started the program by a double-click: on macOS
// that opens it in a terminal, in the home folder, by its whole path. Elsewhere nobody
// can tell.
func doubleClicked() bool {
	home, err := os.UserHomeDir()
	here, _ := os.Getwd()
	return runtime.GOOS == "darwin" && err == nil && here == home && len(os.Args) == 1 && filepath.IsAbs(os.Args[0])
}
