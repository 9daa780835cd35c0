// Package publish makes public/ match a plan.
//
// It promises: public/ ends up holding exactly the planned files that the guard
// has passed, and published.json. What may no longer be there is gone before
// anything new appears. No file in public/ is ever half-written. However a
// build ends (killed, full disk, no permission), what was removed stays
// removed, nothing new stands beside what was to go, and the next build
// completes the work. Files whose bytes did not change are not touched. A folder
// that holds somebody else's files is refused, untouched.
//
// Files are prepared in the site's private folder and renamed into place.
// Where the two are on different file systems, they pass through a dot-folder
// in public/, which is removed again.
//
// It deliberately does not: force every file out to the disk (it protects
// against killed programs, not against power cuts; the next build mends what
// those leave), decide anything (planning and the guard have), keep two sites
// from publishing into one folder (the lock lies in the site), or look at
// anything outside the two folders that it is given.
package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"goldenthread/generator/guard"
	"goldenthread/generator/plan"
)

// Folder is public/, held by one build at a time. Between Open and Commit
// nothing in it is touched.
type Folder struct {
	out, private string // absolute
	lock         *flock.Flock

	root    *os.Root               // out; nil while it is missing
	present map[string]fs.FileMode // the types of what is in out at Open
	former  published
	files   map[string]string // what published.json names now
	broken  bool              // there is a published.json, but it could not be read

	mu      sync.Mutex // guards what follows until Commit
	put     map[string]*prepared
	staging *staging
	failed  error // the first file that could not be prepared, for good

	committed bool
	across    bool            // private and out are on different file systems
	ready     map[string]bool // folders in out known to be real ones
	unmasked  bool            // the umask lets folders be made for all to read

	// before is called ahead of every change to a file; an error from it stands
	// for the change's own. For tests; nil otherwise.
	before func(change, path string) error
}

// Counts says what became of files, published.json apart. A file that was
// removed to be written anew counts as written alone.
type Counts struct {
	Written   int `json:"written"`
	Unchanged int `json:"unchanged"`
	Removed   int `json:"removed"`
}

// ForeignError says that a folder holds files which are not ours.
type ForeignError struct{ Folder string }

func (e *ForeignError) Error() string {
	return fmt.Sprintf("%s holds files that were not published there by goldenthread; nothing was touched", e.Folder)
}

// Open takes hold of the folder out for one build. private is the site's own
// private folder, readable by its owner alone; it is made if it is missing.
// If another build of the site holds it, waiting (which may be nil) is called
// once and Open waits until that build or ctx ends. The error is a
// *ForeignError when out is not ours. A missing out is made by Commit.
func Open(ctx context.Context, out, private string, waiting func()) (*Folder, error) {
	out, err := filepath.Abs(out)
	if err != nil {
		return nil, err
	}
	if private, err = filepath.Abs(private); err != nil {
		return nil, err
	}
	if err := makePrivate(private); err != nil {
		return nil, err
	}
	f := &Folder{
		out: out, private: private,
		lock:  flock.New(filepath.Join(private, "lock")),
		put:   map[string]*prepared{},
		ready: map[string]bool{".": true},
	}
	if err := f.take(ctx, waiting); err != nil {
		return nil, err
	}
	if err := f.look(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	// A full disk must not keep Commit from removing files.
	f.staging, f.failed = openStaging(private)
	return f, nil
}

// take locks the folder.
func (f *Folder) take(ctx context.Context, waiting func()) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	switch ok, err := f.lock.TryLock(); {
	case err != nil:
		return fmt.Errorf("locking the published folder: %w", err)
	case ok:
		return nil
	}
	if waiting != nil {
		waiting()
	}
	if _, err := f.lock.TryLockContext(ctx, 50*time.Millisecond); err != nil {
		return fmt.Errorf("waiting for another build: %w", err)
	}
	return nil
}

// Former is what published.json of the build before says; zero if there is
// none, or one that cannot be read.
func (f *Folder) Former() plan.Former {
	return plan.Former{Pages: f.former.Pages, TakenDown: f.former.TakenDown}
}

// Files are the SHA-256 of the files that published.json names: as the build before left
// it and, once Commit has ended well, as this one did; nil where it cannot be read.
func (f *Folder) Files() map[string]string { return f.files }

// Put prepares a file that has passed the guard. It may be called from several
// goroutines at once. A file that cannot be written for lack of space, say, is
// no error here, since Commit must remove files all the same; Commit returns
// it.
func (f *Folder) Put(p guard.Passed) error {
	return f.prepare(p.Output().Path(), p.Output().Stage(), p.Bytes())
}

// Commit makes the folder match the plan. It may be called once, after every
// Put. A planned output that was never put, because the guard refused it, is
// not written, and an older file of that path is removed; a file that was put
// and is not planned is not written either. mayTakeDown says that something
// inside a file may have been taken down: then no changed file keeps its old
// bytes while new ones are written.
func (f *Folder) Commit(ctx context.Context, p plan.Plan, mayTakeDown bool) (Counts, error) {
	if !p.Made() {
		return Counts{}, errors.New("a plan that nobody made came to publishing")
	}
	t := target{
		day:       p.Today().String(),
		pages:     p.Pages(),
		takenDown: p.TakenDown(),
		takesDown: p.TakesDown() || mayTakeDown,
	}
	for _, o := range p.Outputs() {
		t.paths = append(t.paths, o.Path())
	}
	return f.commit(ctx, t)
}

// Close lets go of the folder and removes what was prepared and not published.
func (f *Folder) Close() error {
	if f.staging != nil {
		f.staging.remove()
		f.staging = nil
	}
	if f.root != nil {
		f.root.Close()
		f.root = nil
	}
	return f.lock.Unlock()
}

// step stands ahead of every change to a file.
func (f *Folder) step(change, path string) error {
	if f.before == nil {
		return nil
	}
	return f.before(change, path)
}
