//go:build unix

package publish

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestModes(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	for _, across := range []bool{false, true} {
		s := newSite(t)
		s.mustPublish(t, version{files: first, across: across})
		wantMode(t, s.out, 0o755)
		err := filepath.WalkDir(s.out, func(name string, d fs.DirEntry, err error) error {
			if d.IsDir() {
				wantMode(t, name, 0o755)
			} else {
				wantMode(t, name, 0o644)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		// As a build leaves it that is killed before it sets the mode.
		dir := filepath.Join(s.out, "stories")
		if err := os.Chmod(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		s.mustPublish(t, version{files: with(first, "stories/a/index.html", "new")})
		wantMode(t, dir, 0o755)
	}
}

func TestOddFilesAreRemoved(t *testing.T) {
	s := newSite(t)
	s.mustPublish(t, version{files: first})
	for _, path := range []string{"pipe", "stories/pipe", "index.html"} {
		name := filepath.Join(s.out, path)
		os.Remove(name)
		if err := syscall.Mkfifo(name, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if c := s.mustPublish(t, version{files: first}); c != (Counts{Written: 1, Unchanged: 5, Removed: 2}) {
		t.Errorf("counts %+v", c)
	}
	s.wantFiles(t, first)
}
