package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// carryFolder is where files rest in out on their way from another file
// system. A dot in front, so that a crash on the way never makes out foreign.
const carryFolder = ".goldenthread-staging"

// entry is something in out: its path and type.
type entry struct {
	path string
	kind fs.FileMode
}

// makePrivate makes the private folder, for its owner alone.
func makePrivate(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is not a folder", dir)
	}
	if info.Mode().Perm() != 0o700 {
		return os.Chmod(dir, 0o700)
	}
	return nil
}

// look sees what is in out, and whether it is ours.
func (f *Folder) look() error {
	// Files that are not planned are removed, so the site itself must not lie
	// within out, whatever published.json there says.
	if within(f.private, f.out) {
		return &ForeignError{f.out}
	}
	if within(f.out, f.private) {
		return fmt.Errorf("%s is inside the site's private folder", f.out)
	}
	if _, err := os.Lstat(f.out); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := f.openOut(); err != nil {
		return err
	}
	found, err := list(f.root)
	if !ours(found) {
		if foreign(found) {
			return &ForeignError{f.out}
		}
		return err
	}
	// What could not be listed now fails when it is to be removed; it must not
	// keep the rest from being removed.
	f.present = map[string]fs.FileMode{}
	for _, e := range found {
		f.present[e.path] = e.kind
	}
	text, err := f.root.ReadFile(publishedFile)
	if err == nil {
		f.former, err = parse(text)
	}
	f.broken, f.files = err != nil, f.former.Files
	return nil
}

// openOut opens the folder out.
func (f *Folder) openOut() error {
	info, err := os.Stat(f.out)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is not a folder", f.out)
	}
	f.root, err = os.OpenRoot(f.out)
	return err
}

// list gives everything in out but what is never touched, each folder before
// what is in it. It follows no links. An error is the first of those that did
// not keep the rest from being listed.
func list(root *os.Root) ([]entry, error) {
	var found []entry
	var first error
	fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if first == nil {
				first = err
			}
			return nil
		}
		switch path {
		case ".":
			return nil
		case ".git", ".gitkeep", carryFolder:
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		found = append(found, entry{path, d.Type()})
		return nil
	})
	return found, first
}

// ours says whether a folder was published by us.
func ours(found []entry) bool {
	for _, e := range found {
		if e.path == publishedFile {
			return e.kind.IsRegular()
		}
	}
	return false
}

// foreign says whether a folder that we have not published holds somebody's
// files. Dot-entries at its top, and dot-files further down, are nobody's: a
// repository's, or a file manager's.
func foreign(found []entry) bool {
	for _, e := range found {
		name := e.path[strings.LastIndexByte(e.path, '/')+1:]
		if e.path[0] != '.' && name[0] != '.' && (!e.kind.IsDir() || e.path == publishedFile) {
			return true
		}
	}
	return false
}

// within says whether inner is the folder outer, or is or would be inside it.
func within(inner, outer string) bool {
	o, err := os.Stat(outer)
	if err != nil {
		return false
	}
	for dir := resolve(inner); ; dir = filepath.Dir(dir) {
		if i, err := os.Stat(dir); err == nil && os.SameFile(i, o) {
			return true
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}

// resolve follows the links in as much of a path as there is.
func resolve(path string) string {
	real, err := filepath.EvalSymlinks(path)
	switch {
	case err == nil:
		return real
	case path == filepath.Dir(path):
		return path
	}
	return filepath.Join(resolve(filepath.Dir(path)), filepath.Base(path))
}

// folder sees to it that dir is a real folder in out, for all to read.
func (f *Folder) folder(dir string) error {
	if f.ready[dir] {
		return nil
	}
	parent := "."
	if i := strings.LastIndexByte(dir, '/'); i >= 0 {
		parent = dir[:i]
	}
	if err := f.folder(parent); err != nil {
		return err
	}
	if err := f.step("mkdir", dir); err != nil {
		return err
	}
	err := f.root.Mkdir(dir, 0o755)
	if err == nil && f.unmasked {
		f.ready[dir] = true
		return nil
	}
	if errors.Is(err, fs.ErrExist) {
		var info fs.FileInfo
		if info, err = f.root.Lstat(dir); err != nil {
			return err
		}
		if !info.IsDir() {
			return fmt.Errorf("%s in the published folder is not a folder", dir)
		}
		// A build that was killed may have made it without coming to set the mode.
		f.ready[dir] = info.Mode().Perm()&0o755 == 0o755
	}
	if err == nil && !f.ready[dir] {
		err = f.setMode(dir)
	}
	if err != nil {
		return err
	}
	f.ready[dir] = true
	return nil
}

// setMode lets everybody read a folder that was just made, whatever the umask.
// One that came out right by itself says that the others will.
func (f *Folder) setMode(dir string) error {
	info, err := f.root.Lstat(dir)
	if err != nil {
		return err
	}
	if f.unmasked = info.Mode().Perm() == 0o755; f.unmasked {
		return nil
	}
	return f.root.Chmod(dir, 0o755)
}

// move renames a prepared file into place. Its folder has been seen to.
func (f *Folder) move(name, path string) error {
	local, err := filepath.Localize(path)
	if err != nil {
		return err
	}
	if !f.across {
		err := os.Rename(filepath.Join(f.staging.dir, name), filepath.Join(f.out, local))
		if err == nil {
			return nil
		}
	}
	// Systems name "another file system" differently. A rename that failed for
	// another reason fails here for the same, with an error just as good.
	if err := f.carry(name, path); err != nil {
		return err
	}
	f.across = true
	return nil
}

// carry copies a prepared file into the dot-folder in out, and renames it into
// place from there.
func (f *Folder) carry(name, path string) (err error) {
	if err := f.root.Mkdir(carryFolder, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	from, err := f.staging.root.Open(name)
	if err != nil {
		return err
	}
	defer from.Close()
	rest := carryFolder + "/" + name
	to, err := f.root.OpenFile(rest, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	if err := errors.Join(err, to.Chmod(0o644), to.Close()); err != nil {
		return err
	}
	return f.root.Rename(rest, path)
}
