package generator

import (
	"context"
	"os"

	"goldenthread/generator/amend"
)

// UseTheme makes site.yaml name a theme. The error is amend.ErrNotMeant where
// somebody has to write the line by hand.
func UseTheme(ctx context.Context, o Options, name string) error {
	return holding(ctx, o.Site, func() error {
		root, err := os.OpenRoot(o.Site)
		if err != nil {
			return err
		}
		defer root.Close()
		return change(root, "site.yaml", func(src []byte) ([]byte, error) { return amend.UseTheme(src, name) })
	})
}
