package watch

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/fsnotify/fsnotify"
)

var (
	errGone = errors.New("the watched folder is gone")
	errFull = errors.New("too many files to watch")
	// errRestless leads to polling, where ErrNotExist would say that all is well.
	errRestless = errors.New("the files of a folder come and go too fast")
)

const tries = 20

// tree is the folders that are watched. Systems tell what happens in a folder,
// not what happens below it, so each folder has a watch of its own.
type tree struct {
	folders map[string]*folder
	// names says under which name a folder is watched. The system keeps one
	// watch for a folder whatever it is called, under the name it had first.
	names map[identity]string
	count int
}

type folder struct {
	id    identity
	below map[string]bool // the names of the watched folders in it
}

// place watches the folder and all below it, with new watches throughout.
func (w *Watcher) place() error {
	w.bell.close()
	w.bell = nil
	w.tree = tree{folders: map[string]*folder{}, names: map[identity]string{}}
	b, err := newBell()
	if err != nil {
		return err
	}
	w.bell = b
	if err := w.enter("", false); err != nil {
		return err
	}
	if w.tree.folders[""] == nil {
		return errGone
	}
	return nil
}

// event takes in one event. Whatever it says of a folder, what counts is what
// stands there now: events come late, and out of step with one another.
func (w *Watcher) event(e fsnotify.Event) error {
	rel, inside := w.rel(e.Name)
	if !inside || e.Op == 0 {
		return nil
	}
	moved := e.Op&(fsnotify.Create|fsnotify.Remove|fsnotify.Rename) != 0
	if rel == "" {
		if e.Op&(fsnotify.Remove|fsnotify.Rename) != 0 {
			return errGone
		}
		return nil
	}
	if w.o.Skip(rel) {
		return nil
	}
	if w.tree.folders[rel] != nil {
		if !moved {
			return nil // what was written in it is told by its own watch
		}
		w.leave(rel)
		w.pending.path(rel)
		if w.o.coarse || coarse {
			w.again = true
			w.pending.all()
		}
	}
	if moved || e.Op == fsnotify.Chmod {
		if info, err := os.Lstat(w.abs(rel)); err == nil && info.IsDir() {
			return w.enter(rel, true)
		}
	}
	if e.Op != fsnotify.Chmod && !passing(path.Base(rel)) {
		w.pending.path(rel)
	}
	return nil
}

// enter watches a folder and those below it and, if told to, tells every file
// in them. The watch comes before the look, so that what is made in between is
// found by the one or the other.
func (w *Watcher) enter(rel string, tell bool) error {
	if tell {
		w.pending.path(rel) // also one that may not be read
	}
	if watched, err := w.watch(rel); err != nil || !watched {
		return err
	}
	entries, err := os.ReadDir(w.abs(rel))
	if err != nil {
		return unlessGone(err)
	}
	if w.tree.count += len(entries); room() > 0 && w.tree.count > room() {
		return errFull
	}
	for _, e := range entries {
		below := path.Join(rel, e.Name())
		switch {
		case w.o.Skip(below):
		case e.IsDir():
			if err := w.enter(below, tell); err != nil {
				return err
			}
		case tell && !passing(e.Name()):
			w.pending.path(below)
		}
	}
	return nil
}

// watch places a watch on one folder, in place of any it had. A folder that is
// not there, or may not be read, is none: nobody can read its files.
func (w *Watcher) watch(rel string) (bool, error) {
	name := w.abs(rel)
	info, err := os.Lstat(name)
	if err != nil || !info.IsDir() {
		return false, unlessGone(err)
	}
	w.leave(rel)
	id := identify(info)
	if other, known := w.tree.names[id]; known {
		w.leave(other)
	}
	if err := w.add(name); err != nil {
		return false, unlessGone(err)
	}
	// The system follows links; one that has taken the folder's place is not ours.
	if info, err := os.Lstat(name); err != nil || !info.IsDir() {
		w.bell.remove(name)
		return false, nil
	}
	w.tree.folders[rel] = &folder{id: id}
	if id != (identity{}) {
		w.tree.names[id] = rel
	}
	if up := w.tree.folders[parent(rel)]; rel != "" && up != nil {
		if up.below == nil {
			up.below = map[string]bool{}
		}
		up.below[rel] = true
	}
	return true, nil
}

// add asks the system for a watch. On macOS it fails when a file goes from the
// folder meanwhile, so it is asked again while the folder is there.
func (w *Watcher) add(name string) error {
	for try := 1; ; try++ {
		err := w.bell.add(name)
		if w.o.refuse != nil && err == nil {
			err = w.o.refuse(name)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if _, gone := os.Lstat(name); gone != nil {
			return err
		}
		if try == tries {
			return errRestless
		}
	}
}

// leave takes away the watches of a folder and of all below it: those below go
// on telling under the old name when a folder is moved.
func (w *Watcher) leave(rel string) {
	f := w.tree.folders[rel]
	if f == nil {
		return
	}
	for below := range f.below {
		w.leave(below)
	}
	w.bell.remove(w.abs(rel))
	delete(w.tree.folders, rel)
	if w.tree.names[f.id] == rel {
		delete(w.tree.names, f.id)
	}
	if up := w.tree.folders[parent(rel)]; up != nil {
		delete(up.below, rel)
	}
}

func (w *Watcher) abs(rel string) string { return filepath.Join(w.root, filepath.FromSlash(rel)) }

// rel gives the name that readers of changes know a file by.
func (w *Watcher) rel(name string) (string, bool) {
	rest, inside := strings.CutPrefix(name, w.root)
	if !inside {
		return "", false
	}
	if !strings.HasSuffix(w.root, string(filepath.Separator)) && rest != "" && !os.IsPathSeparator(rest[0]) {
		return "", false
	}
	return strings.TrimPrefix(filepath.ToSlash(rest), "/"), true
}

func parent(rel string) string {
	if up := path.Dir(rel); up != "." {
		return up
	}
	return ""
}

// harmless says whether an error that the system sent tells of a folder that
// went while fsnotify took its watch away: nothing is lost by it.
func harmless(err error) bool { return unlessGone(err) == nil || noWatch(err) }

// unlessGone keeps the errors that say that watching does not work here.
func unlessGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || notFolder(err) {
		return nil
	}
	return err
}
