// Package watch says which files of a folder have changed. It asks the system
// to tell it; where the system does not, it looks at every file again and again.
//
// A watcher may say too much (a file that was saved unchanged, a folder that
// was read twice), never too little: whoever takes a Change and then reads the
// files it names has seen every change made before it was taken.
package watch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// quiet is how long nothing must happen before a change is told: one save is
	// several events (write, rename, delete), a few milliseconds apart.
	quiet = 8 * time.Millisecond
	// latest is how long after the first event a change is told although more
	// are coming, so that a long copy does not hide what was saved meanwhile.
	latest = 60 * time.Millisecond
	// most is how many paths one change names; beyond, it says All, and a
	// consumer that never takes its changes costs no more memory than that.
	most = 20_000
	// soon is how soon after the watches were placed anew an error of the system
	// says that placing them helps nothing.
	soon = 10 * time.Second
)

// Options say what is watched, and how.
type Options struct {
	// Skip says what is not watched: a file, or a folder with all that is in it.
	// Names are relative to the folder, with slashes. It is called from one
	// goroutine at a time.
	Skip func(rel string) bool
	// Poll is how often every file is looked at where the system tells of no
	// changes: one second when zero, and longer when a look takes long.
	Poll time.Duration

	// What tests put in the system's place.
	refuse func(name string) error // why a folder cannot be watched
	far    func(dir string) bool   // whether a folder lies on another computer
	coarse bool                    // as systems whose watches outlive a folder's name
}

// Change is what has changed since the last one was taken.
type Change struct {
	// Paths are relative to the folder, with slashes, sorted, each once. A path
	// stands for what is, or was, below it too: a folder that went is named
	// alone, one that came is named with every file in it.
	Paths []string
	// All says that anything may have changed; Paths is then empty.
	All bool
}

// Watcher watches a folder until it is closed.
type Watcher struct {
	root    string
	o       Options
	changes chan Change
	stop    chan struct{}
	ended   chan struct{}
	close   sync.Once
	why     atomic.Pointer[string]

	// Of the goroutine that runs the watcher alone.
	pending pending
	bell    *bell // nil while polling
	tree    tree
	again   bool      // the watches are to be placed anew
	renewed time.Time // when they were
	shot    shot      // what the last look at every file found
	next    *time.Timer
}

// Open watches dir. Every change made after it returned is told. That a folder
// cannot be watched is no error: it is polled, and Polling says why.
func Open(dir string, o Options) (*Watcher, error) {
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return nil, err
	}
	if info, err := os.Stat(root); err != nil {
		return nil, err
	} else if !info.IsDir() {
		return nil, fmt.Errorf("%s is a file; only a folder can be watched", dir)
	}
	if o.Poll <= 0 {
		o.Poll = time.Second
	}
	if o.Skip == nil {
		o.Skip = func(string) bool { return false }
	}
	if o.far == nil {
		o.far = far
	}
	w := &Watcher{
		root: root, o: o,
		changes: make(chan Change),
		stop:    make(chan struct{}),
		ended:   make(chan struct{}),
		next:    time.NewTimer(o.Poll),
	}
	if o.far(root) {
		w.poll(whyFar)
	} else if err := w.place(); err != nil {
		w.poll(reason(err))
	}
	go w.run()
	return w, nil
}

// Changes gives the changes, one at a time; what happens until one is taken is
// folded into it. The channel is closed when the watcher is.
func (w *Watcher) Changes() <-chan Change { return w.changes }

// Polling says in one sentence why every file is looked at again and again, and
// nothing while the system tells of changes.
func (w *Watcher) Polling() (why string) {
	if s := w.why.Load(); s != nil {
		return *s
	}
	return ""
}

// Close ends the watcher with all that it runs. It may be called more than once.
func (w *Watcher) Close() error {
	w.close.Do(func() { close(w.stop) })
	<-w.ended
	return nil
}

// run is the one goroutine that looks, folds and tells.
func (w *Watcher) run() {
	defer close(w.ended)
	defer close(w.changes)
	defer func() { w.bell.close() }()
	defer w.next.Stop()
	due := time.NewTimer(latest)
	defer due.Stop()
	for {
		var tell chan Change
		var change Change
		if wait, any := w.pending.wait(time.Now()); any && wait > 0 {
			due.Reset(wait)
		} else if any {
			w.renew()
			tell, change = w.changes, w.pending.change()
		}
		select {
		case <-w.stop:
			return
		case tell <- change:
			w.pending = pending{}
		case <-due.C:
		case <-w.bell.rung():
			w.listen()
		case <-w.next.C:
			w.look()
		}
	}
}

// listen takes in what the system has told.
func (w *Watcher) listen() {
	events, err := w.bell.take()
	for _, e := range events {
		if err := w.event(e); err != nil {
			w.poll(reason(err))
			w.pending.all()
			return
		}
	}
	switch {
	case err == nil || harmless(err):
	case !errors.Is(err, fsnotify.ErrEventOverflow) && time.Since(w.renewed) < soon:
		w.poll(reason(err))
		w.pending.all()
	default:
		w.again = true
		w.pending.all()
	}
}

// renew places every watch anew after the system lost count of what happened.
// It comes before All is told, so that nothing falls between.
func (w *Watcher) renew() {
	if !w.again || w.bell == nil {
		return
	}
	w.again, w.renewed = false, time.Now()
	if err := w.place(); err != nil {
		w.poll(reason(err))
	}
	w.pending.all()
}
