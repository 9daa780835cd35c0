package generator

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"goldenthread/generator/cache"
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
	"goldenthread/generator/read"
	"goldenthread/generator/work"
)

// Live is a site that is held in memory while people work on it. It keeps what was read,
// and decides anew about the whole whenever anything changed: what it shows to the public
// is what a build would publish, by the same steps. Pages whose text alone has changed are
// shown at once, by themselves, before the whole is decided.
//
// It writes nothing but what a build keeps of pictures, and, of a day to come, nothing. Its
// methods may be called by several goroutines at once.
type Live struct {
	options Options
	day     page.Day // to look ahead to; zero for each day as it comes
	root    *os.Root
	album   *album
	shots   shots
	kick    chan struct{} // holds one when something is to be done
	asked   chan struct{} // holds one when somebody has begun to wait for the whole

	reading sync.Mutex // held while memory is used; taken before mutex
	memory  read.Memory

	mutex sync.Mutex
	// changes counts what was told; read of them are in the site, or in the fault why
	// there is none. wholly is the last of them that was more than the text of pages.
	changes, read, wholly int
	site                  *site // nil until it was read for the first time; a light one while another is made
	fault                 error // why the site cannot be read at all; nil where it can
	ahead                 map[string]changed
	next                  chan struct{} // closed when there is another moment
	changedAt             time.Time
	cost                  time.Duration // of making the last site
	waiting               int           // how many wait for the whole
	interrupt             context.CancelFunc
	// approved are the texts that somebody has approved and that stood in a file since the
	// site was opened, by file.
	approved map[string]former
}

// changed is a page that changed since the site was read, with what is wrong in its files.
type changed struct {
	page     *page.Page
	problems []diag.Problem
	by       int // the number of the change
}

// OpenLive opens a site to be looked at: for a day, or, where that is zero, for each day as
// it comes. Nothing is read before Run.
func OpenLive(o Options, day page.Day) (*Live, error) {
	private, err := privateFolder(o.Site)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return nil, err
	}
	l := &Live{
		options: o, day: day, root: root, album: newAlbum(filepath.Join(private, "pictures")),
		kick: make(chan struct{}, 1), asked: make(chan struct{}, 1), next: make(chan struct{}), interrupt: func() {},
		ahead: map[string]changed{}, approved: map[string]former{}, changes: 1, wholly: 1,
	}
	if day != 0 { // what is shown then may have to be withheld today, and is not kept
		l.album.cache.Close()
		l.album.cache = cache.Folder{}
	}
	if settings, _, err := read.Site(root); err == nil && day != 0 {
		if today := page.DayOf(o.Now().In(settings.Location)); day < today {
			return nil, errors.Join(&PastError{today}, l.Close())
		}
	}
	l.kick <- struct{}{}
	return l, nil
}

// Close lets go of the site, when Run has ended.
func (l *Live) Close() error {
	return errors.Join(l.album.cache.Close(), l.root.Close())
}

// Change says which files may have changed, by their paths in the site's folder; without a
// path, that anything may have.
func (l *Live) Change(paths ...string) {
	l.reading.Lock()
	defer l.reading.Unlock()
	l.memory.Forget(paths...)
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.interrupt()
	l.changes++
	l.changedAt = time.Now()
	if !l.showAhead(paths) {
		l.wholly = l.changes
	}
	l.wake()
}

// showAhead shows pages at once of which nothing but the text has changed; it is false
// where the change is another. It holds reading and mutex.
func (l *Live) showAhead(paths []string) (ok bool) {
	if l.site == nil || l.fault != nil || len(paths) == 0 {
		return false
	}
	var pages []page.Page
	var problems []diag.Problem
	err := work.Safely(func() error {
		pages, problems, ok = l.memory.Again(context.Background(), l.site.world.src.Site, l.asRead, paths)
		return nil
	})
	if err != nil || !ok {
		return false
	}
	for i := range pages {
		l.ahead[pages[i].Path] = changed{&pages[i], problems, l.changes}
	}
	l.turn()
	return true
}

// asRead gives a page as it was read last. It holds reading and mutex.
func (l *Live) asRead(path string) (page.Page, bool) {
	if c, ok := l.ahead[path]; ok {
		return *c.page, true
	}
	all := l.site.world.src.Pages
	i, found := slices.BinarySearchFunc(all, path, func(p page.Page, path string) int { return strings.Compare(p.Path, path) })
	if !found {
		return page.Page{}, false
	}
	return all[i], true
}

// turn begins another moment. It holds the mutex.
func (l *Live) turn() {
	close(l.next)
	l.next = make(chan struct{})
}

func (l *Live) wake() {
	select {
	case l.kick <- struct{}{}:
	default:
	}
}

// Tick has the site decided anew where another day has begun.
func (l *Live) Tick() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if s := l.site; s != nil && l.day == 0 && page.DayOf(l.options.Now().In(s.world.src.Site.Location)) != s.world.decisions.Today {
		l.interrupt()
		l.changes++
		l.wholly = l.changes
		l.wake()
	}
}

// lookAtClock is how often it is asked whether another day has begun: clocks are set, and
// computers sleep.
const lookAtClock = 20 * time.Second

// Run reads the site, and reads and decides anew after each change and on each new day,
// until the context ends.
func (l *Live) Run(ctx context.Context) {
	clock := time.NewTicker(lookAtClock)
	defer clock.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-clock.C:
			l.Tick()
		case <-l.kick:
			l.rest(ctx)
			l.renew(ctx)
		}
	}
}

// A large site is read and decided once the changes pause, or somebody asks for more than
// the page that changes: whoever looks at that should not have to share the processors with
// pages that nobody looks at.
const (
	large    = 100 * time.Millisecond // what it costs to make one
	pause    = 500 * time.Millisecond
	mostRest = 20 * time.Second
)

func (l *Live) rest(ctx context.Context) {
	for begun := time.Now(); ctx.Err() == nil && time.Since(begun) < mostRest; {
		l.mutex.Lock()
		left := pause - time.Since(l.changedAt)
		if l.cost < large || l.waiting > 0 {
			left = 0
		}
		l.mutex.Unlock()
		if left <= 0 {
			return
		}
		select {
		case <-ctx.Done():
		case <-l.asked:
		case <-time.After(left):
		}
	}
}

// renew reads and decides about the whole site. Pictures that were never made are made
// behind it, unless something changes meanwhile.
func (l *Live) renew(ctx context.Context) {
	begun := time.Now()
	src, number, err := l.readAll(ctx)
	var s *site
	if err == nil {
		s, err = l.make(ctx, src, true)
	}
	if ctx.Err() != nil {
		return
	}
	l.publish(s, number, err)
	if err != nil {
		return
	}
	l.mutex.Lock()
	l.cost = time.Since(begun)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	l.interrupt = cancel
	again := l.changes == number && !s.complete
	l.mutex.Unlock()
	if again {
		if s, err = l.make(ctx, src, false); ctx.Err() == nil {
			l.publish(s, number, err)
		}
	}
}

// readAll reads the whole site, and says which changes are in it.
func (l *Live) readAll(ctx context.Context) (src *page.Source, number int, err error) {
	l.reading.Lock()
	defer l.reading.Unlock()
	l.mutex.Lock()
	number = l.changes
	if l.site != nil && l.waiting == 0 { // nobody waits for more of it than what is ahead
		l.site = l.site.light(l.ahead)
	}
	l.mutex.Unlock()
	err = work.Safely(func() (err error) {
		src, err = l.memory.Folder(ctx, l.root.FS(), l.options.progress("reading"))
		return err
	})
	return src, number, err
}

func (l *Live) make(ctx context.Context, src *page.Source, later bool) (s *site, err error) {
	err = work.Safely(func() (err error) {
		if s, err = l.options.site(ctx, l.root, src, l.day, l.album, later); err == nil {
			s.shots = &l.shots
		}
		return err
	})
	return s, err
}

// publish lets everybody see a site, with the changes up to a number in it; or why there
// is none.
func (l *Live) publish(s *site, number int, fault error) {
	if fault == nil {
		l.remember(s)
		if l.day == 0 { // what is withheld by now is not kept
			l.album.cache.Keep(s.world.cleared.Pictures())
		}
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.fault = fault; fault == nil {
		l.site = s
	}
	l.read = number
	for path, c := range l.ahead {
		if c.by <= number {
			delete(l.ahead, path)
		}
	}
	l.turn()
}
