// Package goldenthread holds what is built into the program: the default theme,
// the example site that `goldenthread init` writes, and the docs that
// `goldenthread help` shows.
package goldenthread

import (
	"embed"
	"io/fs"
)

//go:embed all:themes/default site.yaml words.yaml content consent
var files embed.FS

//go:embed docs/*.md
var docs embed.FS

// Docs gives the pages for the team: README.md, writing.md, consent.md, ….
func Docs() fs.FS { return sub(docs, "docs") }

// Example gives the example site: site.yaml, words.yaml, content/, consent/.
// The theme is in it too, under themes/default.
func Example() fs.FS { return files }

// DefaultTheme gives the built-in theme: theme.yaml, layouts/, assets/, i18n/.
func DefaultTheme() fs.FS { return sub(files, "themes/default") }

func sub(from fs.FS, dir string) fs.FS {
	below, err := fs.Sub(from, dir)
	if err != nil {
		// The path is a constant, and a valid one.
		panic(err)
	}
	return below
}
