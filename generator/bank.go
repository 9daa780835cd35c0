package generator

import (
	"os"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
	"goldenthread/generator/read"
)

// Bank gives the drawings of the site's picture bank, content/pictures, that any page
// may show, and what is wrong with what is said of them there.
func Bank(o Options) ([]page.Drawing, []diag.Problem, error) {
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return nil, nil, err
	}
	defer root.Close()
	bank, problems := read.Bank(root.FS())
	return bank, problems, nil
}
