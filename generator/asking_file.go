package generator

import (
	"cmp"
	"context"
	"path/filepath"
	"strings"

	"goldenthread/generator/ask"
)

// WriteProof writes a walk into a private file, as WritePrivate does, and gives the file:
// one of its own name in the site's folder, where none is named.
func WriteProof(ctx context.Context, o Options, walk ask.Walk, file string) (string, error) {
	name := cmp.Or(strings.ReplaceAll(walk.Page, "/", "-"), "home")
	file = cmp.Or(file, filepath.Join(o.Site, walk.Person+"-"+name+ownEnd))
	html, err := walk.HTML()
	if err != nil {
		return "", err
	}
	return file, WritePrivate(ctx, o, file, html)
}
