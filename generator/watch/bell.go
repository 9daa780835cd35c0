package watch

import (
	"sync"

	"github.com/fsnotify/fsnotify"
)

const (
	// buffer is what Windows sets aside for each folder. fsnotify's own 64 KiB
	// would be 640 MB in a site of 10,000 folders.
	buffer = 8 << 10
	// queue is how many events are kept; more is an overflow, as in the system.
	queue = 1 << 17
)

// bell is the system's word that something happened. Its events are taken in as
// they come and kept: fsnotify's own goroutine must never wait for ours, which
// may itself be waiting for it to place a watch.
type bell struct {
	fs    *fsnotify.Watcher
	ring  chan struct{}
	ended chan struct{}

	mu     sync.Mutex
	events []fsnotify.Event
	err    error
}

func newBell() (*bell, error) {
	fs, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	b := &bell{fs: fs, ring: make(chan struct{}, 1), ended: make(chan struct{})}
	go b.collect()
	return b, nil
}

func (b *bell) collect() {
	defer close(b.ended)
	events, errs := b.fs.Events, b.fs.Errors
	for events != nil || errs != nil {
		select {
		case e, open := <-events:
			if !open {
				events = nil
				continue
			}
			b.put(e, nil)
		case err, open := <-errs:
			if !open {
				errs = nil
				continue
			}
			b.put(fsnotify.Event{}, err)
		}
	}
}

func (b *bell) put(e fsnotify.Event, err error) {
	b.mu.Lock()
	switch n := len(b.events); {
	case err != nil:
		// An overflow is mended by looking again; anything else outweighs it.
		if b.err == nil || b.err == fsnotify.ErrEventOverflow {
			b.err = err
		}
	case n > 0 && b.events[n-1] == e:
	case n == queue:
		b.events, b.err = nil, fsnotify.ErrEventOverflow
	default:
		b.events = append(b.events, e)
	}
	b.mu.Unlock()
	select {
	case b.ring <- struct{}{}:
	default:
	}
}

// rung says when there is something to take. A nil bell never rings.
func (b *bell) rung() <-chan struct{} {
	if b == nil {
		return nil
	}
	return b.ring
}

func (b *bell) take() ([]fsnotify.Event, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	events, err := b.events, b.err
	b.events, b.err = nil, nil
	return events, err
}

func (b *bell) add(name string) error {
	return b.fs.AddWith(name, fsnotify.WithBufferSize(buffer))
}

// remove takes a watch away. That there was none is well: the system itself
// takes away those of folders that are gone.
func (b *bell) remove(name string) { _ = b.fs.Remove(name) }

func (b *bell) close() {
	if b == nil {
		return
	}
	_ = b.fs.Close()
	<-b.ended
}
