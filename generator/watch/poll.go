package watch

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"time"
)

// Why a folder is polled. Shown to people who are no programmers.
const (
	whyFar  = "This folder is on a network drive or a drive like one, which does not say when a file changes, so a change may take a few seconds to show."
	whyFull = "This computer cannot watch so many files and folders at once, so a change may take a few seconds to show."
	whyGone = "The folder was moved or deleted while it was watched, so a change may take a few seconds to show."
	whyElse = "This computer does not say when a file in this folder changes, so a change may take a few seconds to show."
)

const (
	// share is the part of the time that looking may take: one in share.
	share = 10
	// coarsest is how much the times of two saves may differ and be written down
	// as the same (on memory sticks, two seconds).
	coarsest = 2 * time.Second
)

// reason puts an error of the system in plain words. The error itself is left
// out: it may hold the name of a file.
func reason(err error) string {
	switch {
	case errors.Is(err, errGone):
		return whyGone
	case errors.Is(err, errFull), full(err):
		return whyFull
	}
	return whyElse
}

// shot is what a look at every file found.
type shot map[string]stamp

type stamp struct {
	kind fs.FileMode
	size int64
	time int64
	// young says that the file was saved so short a time before the look that a
	// second save may bear the same time.
	young bool
}

// differs says whether a file may hold something else than it did. One that was
// young is told once more when it is no longer, changed or not.
func (is stamp) differs(was stamp) bool {
	return is.kind != was.kind || is.size != was.size || is.time != was.time || was.young && !is.young
}

// poll looks at every file from now on.
func (w *Watcher) poll(why string) {
	w.bell.close()
	w.bell, w.tree, w.again = nil, tree{}, false
	w.why.Store(&why)
	began := time.Now()
	w.shot, _ = w.snap()
	w.rest(began)
}

// look compares every file with what the last look found.
func (w *Watcher) look() {
	if w.bell != nil {
		return
	}
	began := time.Now()
	if now, whole := w.snap(); whole {
		for rel, is := range now {
			if was, known := w.shot[rel]; !known || is.differs(was) {
				w.pending.path(rel)
			}
		}
		for rel := range w.shot {
			if _, there := now[rel]; !there {
				w.pending.path(rel)
			}
		}
		w.shot = now
	}
	w.rest(began)
}

// rest sets the time of the next look.
func (w *Watcher) rest(began time.Time) {
	w.next.Reset(pause(w.o.Poll, time.Since(began)))
}

// pause is how long to wait after a look that took so long.
func pause(poll, took time.Duration) time.Duration {
	return max(poll, (share-1)*took)
}

// snap looks at every file. It is not whole when the folder itself cannot be
// read, as when a network drive is away: then nothing is known, and nothing
// taken for deleted.
func (w *Watcher) snap() (shot, bool) {
	s := shot{}
	whole := w.list(s, "") == nil
	return s, whole
}

func (w *Watcher) list(s shot, rel string) error {
	select {
	case <-w.stop:
		return fs.ErrClosed
	default:
	}
	entries, err := os.ReadDir(w.abs(rel))
	if err != nil {
		return err
	}
	for _, e := range entries {
		below := path.Join(rel, e.Name())
		if w.o.Skip(below) {
			continue
		}
		if e.IsDir() {
			s[below] = stamp{kind: fs.ModeDir}
			if err := w.list(s, below); errors.Is(err, fs.ErrClosed) {
				return err
			}
			continue
		}
		if info, err := e.Info(); err == nil && !passing(e.Name()) {
			age := time.Since(info.ModTime()).Abs()
			s[below] = stamp{info.Mode().Type(), info.Size(), info.ModTime().UnixNano(), age < coarsest}
		}
	}
	return nil
}
