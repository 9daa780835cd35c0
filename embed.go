// Package goldenthread holds what is built into the program: the default theme,
// and the example site that `goldenthread init` writes.
package goldenthread

import (
	"embed"
	"io/fs"
)

//go:embed all:themes/default site.yaml words.yaml content consent
var files embed.FS

// Example gives the example site: site.yaml, words.yaml, content/, consent/.
// The theme is in it too, under themes/default.
func Example() fs.FS { return files }

// DefaultTheme gives the built-in theme: theme.yaml, layouts/, assets/, i18n/.
func DefaultTheme() fs.FS {
	theme, err := fs.Sub(files, "themes/default")
	if err != nil {
		// The path is a constant, and a valid one.
		panic(err)
	}
	return theme
}
