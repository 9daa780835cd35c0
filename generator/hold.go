package generator

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"goldenthread/generator/publish"
)

// holding does something to a site's records and pages, while nobody else does: two
// programs at once wait for each other, so that neither writes back what the other
// has just changed, or names a page by a path that it has no longer.
func holding(ctx context.Context, site string, f func() error) (err error) {
	private, err := privateFolder(site)
	if err != nil {
		return err
	}
	release, err := publish.Hold(ctx, filepath.Join(private, "records"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	return f()
}

// change rewrites a file, with its mode; it is not touched where nothing changes.
func change(root *os.Root, file string, f func([]byte) ([]byte, error)) error {
	before, err := root.ReadFile(file)
	if err != nil {
		return err
	}
	after, err := f(before)
	if err != nil || bytes.Equal(before, after) {
		return err
	}
	info, err := root.Lstat(file)
	if err != nil {
		return err
	}
	// An editor waits for nobody.
	if now, err := root.ReadFile(file); err != nil || !bytes.Equal(now, before) {
		return errors.Join(err, errors.New(file+" was changed by another program just now; try again"))
	}
	return replace(root, file, after, info.Mode().Perm())
}

// replace writes a file by write-then-rename.
func replace(root *os.Root, name string, text []byte, mode fs.FileMode) (err error) {
	temp := path.Join(path.Dir(name), "."+path.Base(name)+".tmp")
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = root.Remove(temp)
		}
	}()
	if _, err = f.Write(text); err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = root.Chmod(temp, mode)
	}
	if err != nil {
		return err
	}
	return root.Rename(temp, name)
}
