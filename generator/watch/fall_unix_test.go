//go:build unix

package watch

import (
	"os"
	"syscall"
	"testing"
)

var errNoRoom error = syscall.EMFILE

// The system says nothing of the going of an empty folder whose place another takes.
func TestAFolderTakesAnEmptyOnesPlace(t *testing.T) {
	for mode, o := range modes {
		t.Run(mode, func(t *testing.T) {
			s := watched(t, o, "content/a/deep/x.md")
			s.must(os.Mkdir(s.path("content/b"), 0o755))
			s.want("an empty folder", "content/b")
			s.must(syscall.Rename(s.path("content/a"), s.path("content/b")))
			s.want("moved over it", "content/b/deep/x.md", "content/a/deep/x.md")
			s.write("content/b/deep/x.md", "changed")
			s.want("changed in its place", "content/b/deep/x.md")
			s.write("content/b/y.md", "made")
			s.want("made in its place", "content/b/y.md")
		})
	}
}

// A folder that nobody may read is watched from when somebody may.
func TestAFolderIsOpenedToReaders(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root reads everything")
	}
	s := watched(t, Options{}, "content/a/x.md")
	s.must(os.Mkdir(s.path("content/b"), 0o000))
	s.want("a closed folder", "content/b")
	if why := s.w.Polling(); why != "" {
		t.Fatalf("polls: %s", why)
	}
	s.must(os.Chmod(s.path("content/b"), 0o755))
	s.write("content/b/y.md", "made")
	s.want("opened", "content/b/y.md")
	s.write("content/b/y.md", "changed")
	s.want("opened", "content/b/y.md")
}
