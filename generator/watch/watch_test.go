package watch

import (
	"os"
	"path"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strconv"
	"strings"
	"testing"
	"time"
)

// modes are the ways in which the system may tell of changes, or not.
var modes = map[string]Options{
	"watched": {},
	"coarse":  {coarse: true},
	"polled":  {far: func(string) bool { return true }, Poll: time.Millisecond},
}

// site is a watched folder, and one beside it that is not.
type site struct {
	*testing.T
	dir, outside string
	w            *Watcher
	fences       int
}

func watched(t *testing.T, o Options, files ...string) *site {
	t.Helper()
	s := &site{T: t, dir: t.TempDir(), outside: t.TempDir()}
	for _, name := range files {
		s.write(name, "at first")
	}
	w, err := Open(s.dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	s.w = w
	return s
}

func (s *site) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *site) path(name string) string {
	if rest, out := strings.CutPrefix(name, "../"); out {
		return filepath.Join(s.outside, rest)
	}
	return filepath.Join(s.dir, name)
}

func (s *site) write(name, text string) {
	s.Helper()
	s.must(os.MkdirAll(filepath.Dir(s.path(name)), 0o755))
	s.must(os.WriteFile(s.path(name), []byte(text), 0o644))
}

func (s *site) move(from, to string) {
	s.Helper()
	s.must(os.Rename(s.path(from), s.path(to)))
}

func (s *site) remove(name string) {
	s.Helper()
	s.must(os.RemoveAll(s.path(name)))
}

// told is what was told so far.
type told struct {
	paths map[string]bool
	all   bool
}

// has says whether a path was told, itself or with a folder it is in.
func (t told) has(name string) bool {
	for ; name != "."; name = path.Dir(name) {
		if t.paths[name] {
			return true
		}
	}
	return t.all
}

func (s *site) next() Change {
	s.Helper()
	select {
	case c, open := <-s.w.Changes():
		if !open {
			s.Fatal("the channel was closed")
		}
		return c
	case <-time.After(30 * time.Second):
		s.Fatalf("nothing was told; polling: %q", s.w.Polling())
		panic("unreachable")
	}
}

// told gives everything that was told of what was done before: a file is made,
// and what is told with it or earlier is all there is.
func (s *site) told() told {
	s.Helper()
	s.fences++
	fence := "fence" + strconv.Itoa(s.fences)
	s.write(fence, "")
	return s.until(func(t told) bool { return t.has(fence) })
}

func (s *site) until(enough func(told) bool) told {
	s.Helper()
	got := told{paths: map[string]bool{}}
	for !enough(got) {
		c := s.next()
		got.all = got.all || c.All
		for _, p := range c.Paths {
			got.paths[p] = true
		}
	}
	return got
}

func (s *site) want(did string, names ...string) {
	s.Helper()
	got := s.told()
	for _, name := range names {
		if !got.has(name) {
			s.Errorf("%s: %s was not told, only %v", did, name, got.paths)
		}
	}
}

func TestTellsWhatEditorsDo(t *testing.T) {
	for mode, o := range modes {
		t.Run(mode, func(t *testing.T) {
			s := watched(t, o, "content/a.md", "content/b.md", "content/deep/er/c.md")
			s.write("content/deep/er/c.md", "saved in place")
			s.want("saved in place", "content/deep/er/c.md")

			s.write("content/4913", "")
			s.remove("content/4913")
			s.move("content/a.md", "content/a.md~")
			s.write("content/a.md", "saved as Vim does")
			s.remove("content/a.md~")
			s.want("saved as Vim does", "content/a.md")

			s.write("content/~WRD0001.tmp", "saved as Word does")
			s.move("content/b.md", "content/~WRL0001.tmp")
			s.move("content/~WRD0001.tmp", "content/b.md")
			s.remove("content/~WRL0001.tmp")
			s.want("saved as Word does", "content/b.md")

			s.remove("content/a.md")
			s.write("content/a.md", "deleted and made again")
			s.want("deleted and made", "content/a.md")

			s.remove("content/a.md")
			s.want("deleted", "content/a.md")
		})
	}
}

func TestFoldersComeAndGo(t *testing.T) {
	for mode, o := range modes {
		t.Run(mode, func(t *testing.T) {
			s := watched(t, o, "content/a/deep/x.md")
			s.write("../in/one.md", "1")
			s.write("../in/deep/two.md", "2")
			s.move("../in", "content/in")
			got := s.told()
			for _, name := range []string{"content/in/one.md", "content/in/deep/two.md"} {
				if !got.all && !got.paths[name] {
					t.Errorf("moved in: %s itself was not told, only %v", name, got.paths)
				}
			}
			s.write("content/in/deep/two.md", "changed")
			s.want("changed in what was moved in", "content/in/deep/two.md")

			s.move("content/in", "content/again")
			s.want("renamed", "content/in/one.md", "content/again/one.md", "content/again/deep/two.md")
			s.write("content/again/deep/two.md", "changed once more")
			if got := s.told(); !got.has("content/again/deep/two.md") || got.paths["content/in/deep/two.md"] {
				t.Errorf("changed under its new name: %v", got.paths)
			}

			s.move("content/again", "../out")
			s.want("moved out", "content/again/one.md")
			s.write("../out/deep/two.md", "of no interest now")
			if got := s.told(); len(got.paths) > 1 || got.all {
				t.Errorf("changed after it was moved out: %v", got)
			}

			s.move("../out", "content/again")
			s.want("moved back", "content/again/deep/two.md")
			s.remove("content/again")
			s.want("deleted", "content/again/deep/two.md")
			s.write("content/again/deep/two.md", "made again")
			s.want("made again", "content/again/deep/two.md")
			s.write("content/again/deep/two.md", "and changed")
			s.want("changed in what was made again", "content/again/deep/two.md")
		})
	}
}

func TestTellsNothingOfNoInterest(t *testing.T) {
	for mode, o := range modes {
		t.Run(mode, func(t *testing.T) {
			o.Skip = func(rel string) bool { return rel == "public" || rel == ".git" || rel == "content/not.md" }
			s := watched(t, o, "content/a.md", "public/index.html")
			s.must(os.Chmod(s.path("content/a.md"), 0o600))
			s.write("public/index.html", "built")
			s.write(".git/index", "committed")
			s.write("content/not.md", "skipped")
			for _, name := range []string{".a.md.swp", "a.md~", "4913", ".#a.md", "#a.md#", "a.md___jb_tmp___", ".DS_Store", "~$a.docx"} {
				s.write("content/"+name, "an editor's own")
				s.remove("content/" + name)
			}
			if got := s.told(); len(got.paths) != 1 || got.all {
				t.Errorf("told of what is of no interest: %v", got)
			}
		})
	}
}

func TestFollowsNoLinks(t *testing.T) {
	for mode, o := range modes {
		t.Run(mode, func(t *testing.T) {
			s := watched(t, o, "content/a.md")
			s.write("../in/one.md", "1")
			if err := os.Symlink(s.outside, s.path("content/link")); err != nil {
				t.Skip(err)
			}
			s.want("a link", "content/link")
			s.write("../in/one.md", "changed")
			s.write("../two.md", "made")
			if got := s.told(); len(got.paths) != 1 || got.all {
				t.Errorf("followed a link: %v", got)
			}
		})
	}
}

func TestASlowConsumerLosesNothing(t *testing.T) {
	for mode, o := range modes {
		t.Run(mode, func(t *testing.T) {
			s := watched(t, o, "a")
			var names []string
			for i := range 300 {
				names = append(names, path.Join("folder", strings.Repeat("x", i%7+1), strings.Repeat("y", i%40+1), strings.Repeat("z", i%11+1)))
				s.write(names[i], "")
				runtime.Gosched()
			}
			s.want("written while nobody listened", names...)
		})
	}
}

func TestCloseEndsEverything(t *testing.T) {
	for mode, o := range modes {
		t.Run(mode, func(t *testing.T) {
			s := watched(t, o, "content/a.md")
			s.write("content/a.md", "a change that nobody takes")
			s.must(s.w.Close())
			s.must(s.w.Close())
			for range s.w.Changes() {
				t.Error("a change after the end")
			}
			var stacks strings.Builder
			for range 1000 {
				stacks.Reset()
				pprof.Lookup("goroutine").WriteTo(&stacks, 1)
				if !strings.Contains(stacks.String(), "(*bell)") && !strings.Contains(stacks.String(), "(*Watcher)") {
					return
				}
				runtime.Gosched()
			}
			t.Errorf("still running:\n%s", stacks.String())
		})
	}
}

func TestOpenRefusesWhatIsNoFolder(t *testing.T) {
	s := watched(t, Options{}, "a.md")
	for _, name := range []string{"a.md", "none"} {
		if w, err := Open(s.path(name), Options{}); err == nil {
			w.Close()
			t.Errorf("%s was opened", name)
		}
	}
}
