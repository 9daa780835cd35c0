package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

func TestSaysThatAnythingMayHaveChanged(t *testing.T) {
	s := watched(t, Options{}, "content/a.md")
	s.w.bell.put(fsnotify.Event{}, fsnotify.ErrEventOverflow)
	if c := s.next(); !c.All || len(c.Paths) > 0 {
		t.Fatalf("after an overflow: %+v", c)
	}
	s.write("content/new/b.md", "")
	s.want("after an overflow", "content/new/b.md")
	s.write("content/new/b.md", "changed")
	s.want("after an overflow", "content/new/b.md")
	if why := s.w.Polling(); why != "" {
		t.Errorf("an overflow led to polling: %s", why)
	}
}

func TestAnErrorThatStaysLeadsToPolling(t *testing.T) {
	s := watched(t, Options{Poll: time.Millisecond}, "content/a.md")
	s.w.bell.put(fsnotify.Event{}, fmt.Errorf("remove: %w", fs.ErrNotExist))
	s.write("content/a.md", "changed")
	if got := s.told(); got.all {
		t.Error("a harmless error was taken for a loss")
	}
	bell := s.w.bell
	bell.put(fsnotify.Event{}, errors.New("some error"))
	s.until(func(t told) bool { return t.all })
	if why := s.w.Polling(); why != "" {
		t.Fatalf("polls after one error: %s", why)
	}
	s.write("content/new/a.md", "made")
	s.want("after one error", "content/new/a.md")
	s.write("content/new/a.md", "changed")
	s.want("after one error", "content/new/a.md")
	if s.w.bell == bell {
		t.Fatal("the watches were not placed anew")
	}
	s.w.bell.put(fsnotify.Event{}, errors.New("some error"))
	s.until(func(t told) bool { return t.all })
	if why := s.w.Polling(); why != whyElse {
		t.Errorf("after a second error at once it does not poll: %q", why)
	}
}

// Some systems refuse a folder when a file goes from it meanwhile.
func TestAFolderInWhichFilesComeAndGoIsWatched(t *testing.T) {
	var asked atomic.Int32
	s := watched(t, Options{refuse: func(name string) error {
		if strings.HasSuffix(name, "content") && asked.Add(1) < tries {
			return fs.ErrNotExist
		}
		return nil
	}}, "content/a.md")
	s.write("content/a.md", "changed")
	s.want("in a restless folder", "content/a.md")
	if why := s.w.Polling(); why != "" {
		t.Error(why)
	}
	s = watched(t, Options{Poll: time.Millisecond, refuse: func(string) error { return fs.ErrNotExist }}, "content/a.md")
	if s.w.Polling() == "" {
		t.Error("a folder that is never watched is not polled")
	}
}

// What the system forgot to tell is watched after an overflow: the events of a
// folder's making are thrown away here, as the system throws them away.
func TestAnOverflowIsMended(t *testing.T) {
	s := watched(t, Options{}, "content/a.md")
	bell := s.w.bell
	bell.mu.Lock()
	bell.err = fsnotify.ErrEventOverflow
	s.write("content/new/b.md", "")
	bell.events = nil
	bell.mu.Unlock()
	s.until(func(t told) bool { return t.all })
	s.write("content/new/b.md", "changed")
	s.want("in a folder made while events were lost", "content/new/b.md")
}

func TestTooManyEventsAreAnOverflow(t *testing.T) {
	b := &bell{ring: make(chan struct{}, 1)}
	for i := range queue + 1 {
		b.put(fsnotify.Event{Name: fmt.Sprint(i), Op: fsnotify.Write}, nil)
	}
	if events, err := b.take(); len(events) > 0 || err != fsnotify.ErrEventOverflow {
		t.Errorf("%d events, %v", len(events), err)
	}
}

func TestPollsWhereWatchingDoesNotWork(t *testing.T) {
	full := func(string) error { return errNoRoom }
	for name, c := range map[string]struct {
		o   Options
		why string
	}{
		"network drive": {Options{far: func(string) bool { return true }}, whyFar},
		"no watches":    {Options{refuse: full}, whyFull},
		"unknown":       {Options{refuse: func(string) error { return errors.New("content/secret.md") }}, whyElse},
	} {
		t.Run(name, func(t *testing.T) {
			c.o.Poll = time.Millisecond
			s := watched(t, c.o, "content/a.md")
			if why := s.w.Polling(); why != c.why {
				t.Fatalf("why: %q, not %q", why, c.why)
			}
			s.write("content/a.md", "changed")
			s.want("polled", "content/a.md")
		})
	}
}

func TestPollsWhenWatchesRunOut(t *testing.T) {
	var out atomic.Bool
	s := watched(t, Options{Poll: time.Millisecond, refuse: func(string) error {
		if out.Load() {
			return errNoRoom
		}
		return nil
	}}, "content/a.md")
	if why := s.w.Polling(); why != "" {
		t.Fatal(why)
	}
	out.Store(true)
	s.write("content/new/b.md", "")
	s.until(func(t told) bool { return t.all })
	if why := s.w.Polling(); why != whyFull {
		t.Errorf("why: %q", why)
	}
	s.write("content/new/b.md", "changed")
	s.want("polled", "content/new/b.md")
}

func TestPollsWhenTheFolderGoes(t *testing.T) {
	s := watched(t, Options{Poll: time.Millisecond}, "content/a.md")
	s.must(os.Rename(s.dir, s.outside+"/gone"))
	s.until(func(t told) bool { return t.all })
	if why := s.w.Polling(); why != whyGone {
		t.Errorf("why: %q", why)
	}
	s.must(os.Rename(s.outside+"/gone", s.dir))
	s.write("content/a.md", "changed since")
	s.want("when it was back", "content/a.md")
}

func TestNothingIsTakenForDeletedWhileTheFolderIsAway(t *testing.T) {
	s := watched(t, modes["polled"], "content/a.md")
	s.must(s.w.Close())
	w := &Watcher{root: s.dir + "/none", o: s.w.o, stop: make(chan struct{}), next: time.NewTimer(0), shot: shot{"content/a.md": {}}}
	if w.look(); len(w.pending.paths) > 0 || len(w.shot) != 1 {
		t.Errorf("told %v, kept %v", w.pending.paths, w.shot)
	}
}

func TestReasonsArePlain(t *testing.T) {
	for _, why := range []string{whyFar, whyFull, whyGone, whyElse} {
		if strings.Count(why, ".") != 1 || !strings.HasSuffix(why, ".") || strings.Contains(why, "inotify") {
			t.Errorf("not one plain sentence: %s", why)
		}
	}
}

func TestFolding(t *testing.T) {
	var p pending
	if _, any := p.wait(time.Now()); any {
		t.Error("nothing happened, yet something is to be told")
	}
	p.path("b")
	p.path("a")
	p.path("b")
	if got := strings.Join(p.change().Paths, " "); got != "a b" {
		t.Errorf("folded into %q", got)
	}
	at := p.first
	for _, c := range []struct{ last, now, wait time.Duration }{
		{0, 0, quiet},
		{0, quiet, 0},
		{5 * time.Millisecond, quiet, 5 * time.Millisecond},
		{latest - 1, latest - 1, 1},
		{latest, latest, 0},
	} {
		p.last = at.Add(c.last)
		if wait, _ := p.wait(at.Add(c.now)); wait != c.wait {
			t.Errorf("last event at %v: at %v it waits for %v, not %v", c.last, c.now, wait, c.wait)
		}
	}
	for i := range most {
		p.path(fmt.Sprint(i))
	}
	if c := p.change(); !c.All || len(c.Paths) > 0 || len(p.paths) > 0 {
		t.Errorf("%d paths are still named", len(c.Paths))
	}
}

func TestLookingTakesATenthOfTheTime(t *testing.T) {
	for took, wait := range map[time.Duration]time.Duration{
		time.Millisecond: time.Second,
		time.Second:      9 * time.Second,
	} {
		if got := pause(time.Second, took); got != wait {
			t.Errorf("after a look of %v a pause of %v, not %v", took, got, wait)
		}
	}
}

func TestAFileSavedTwiceAtOnceIsToldAgain(t *testing.T) {
	was := stamp{size: 1, time: 1, young: true}
	old := stamp{size: 1, time: 1}
	if !old.differs(was) || old.differs(old) || was.differs(was) || was.differs(old) {
		t.Error("a file that was saved just before a look must be told once more, and once alone")
	}
	s := watched(t, modes["polled"], "a.md")
	if shot, _ := s.w.snap(); !shot["a.md"].young {
		t.Error("a file that was just saved is not young")
	}
}
