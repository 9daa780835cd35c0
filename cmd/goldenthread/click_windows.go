package main

import "github.com/inconshreveable/mousetrap"

// doubleClicked says whether somebody started the program by a double-click.
func doubleClicked() bool { return mousetrap.StartedByExplorer() }
