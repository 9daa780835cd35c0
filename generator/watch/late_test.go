package watch

import (
	"os"
	"runtime"
	"testing"

	"github.com/fsnotify/fsnotify"
)

// Events are late: the folder they speak of may have been replaced since.
func TestALateEventDoesNotEndAWatch(t *testing.T) {
	s := watched(t, Options{}, "content/a.md")
	s.w.bell.put(fsnotify.Event{Name: s.w.abs("content"), Op: fsnotify.Rename}, nil)
	s.want("said to be gone", "content")
	s.write("content/a.md", "changed")
	s.want("in a folder said to be gone", "content/a.md")
}

// Windows says of a folder that it was written when a file in it was.
func TestAFolderIsNotToldForItsFiles(t *testing.T) {
	s := watched(t, Options{}, "content/a.md")
	s.w.bell.put(fsnotify.Event{Name: s.w.abs("content"), Op: fsnotify.Write}, nil)
	if got := s.told(); got.has("content") {
		t.Errorf("told %v", got.paths)
	}
}

// A folder is somebody's, whatever it is called.
func TestAFolderWithAnEditorsNameIsToldWhenItGoes(t *testing.T) {
	for mode, o := range modes {
		t.Run(mode, func(t *testing.T) {
			s := watched(t, o, "old~/a.md")
			s.move("old~", "../out")
			s.want("moved out", "old~/a.md")
		})
	}
}

// A folder moved into one that is not yet watched is found by looking, while
// the system still holds it under its old name, whose end is told only later.
func TestAFolderFoundUnderANewNameIsWatchedUnderIt(t *testing.T) {
	s := watched(t, Options{}, "x/a/one.md", "y/two.md", "z.md")
	s.must(s.w.Close())
	w := &Watcher{root: s.w.root, o: s.w.o}
	s.must(w.place())
	defer func() { w.bell.close() }()

	w.leave("y")
	w.bell.mu.Lock() // so that no event comes
	s.move("x/a", "y/a")
	err := w.enter("y", true)
	w.bell.mu.Unlock()
	s.must(err)
	for _, name := range []string{"z.md", "y/a/one.md"} {
		w.pending = pending{}
		s.write(name, "changed")
		s.write("z.md", "changed")
		for !w.pending.paths["z.md"] {
			<-w.bell.rung()
			w.listen()
		}
		if name != "z.md" && !w.pending.paths[name] && runtime.GOOS == "linux" {
			t.Errorf("told %v", w.pending.paths)
		}
	}
	if err := os.Symlink(s.outside, s.path("link")); err == nil {
		if watched, err := w.watch("link"); watched || err != nil {
			t.Errorf("a link is watched, %v", err)
		}
	}
}
