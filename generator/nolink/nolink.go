// Package nolink looks at files without following symbolic links, which could
// lead to what is not meant to be read: a record under content/, say. An
// os.Root keeps a path within the site's folder; this keeps it from leaving
// the part of the folder that it names.
package nolink

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
)

// File says whether name is a plain file, reached without a symbolic link.
func File(fsys fs.FS, name string) bool {
	info, err := fs.Lstat(fsys, name)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	dir := path.Dir(name)
	return dir == "." || Folder(fsys, dir) == nil
}

// Folder says whether name is a folder, reached without a symbolic link. The
// error is fs.ErrNotExist where nothing of that name is there.
func Folder(fsys fs.FS, name string) error {
	for dir := name; dir != "."; dir = path.Dir(dir) {
		info, err := fs.Lstat(fsys, dir)
		if errors.Is(err, fs.ErrNotExist) {
			return fs.ErrNotExist
		}
		if err == nil && !info.IsDir() {
			err = fmt.Errorf("%s cannot be read: it is not a folder itself", dir)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
