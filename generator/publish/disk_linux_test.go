package publish

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// mount gives a small file system of its own, or "" where only an
// administrator may have one; the tests that inject errors run everywhere.
func mount(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Logf("no file system of its own: %v", err)
		return ""
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func TestRealFullDisk(t *testing.T) {
	dir := mount(t, "512k")
	if dir == "" {
		return
	}
	s := site{filepath.Join(dir, "public"), filepath.Join(dir, ".goldenthread")}
	page := func(fill string, n int) string { return strings.Repeat(fill, n<<10) }
	old := map[string]string{"empty.html": "", "a.html": page("a", 80), "b.html": page("b", 80), "c.html": page("c", 80)}
	s.mustPublish(t, version{files: old})

	// What is new does not fit; what is withdrawn goes all the same.
	_, err := s.publish(version{files: with(old, "a.html", "-", "d.html", page("d", 400)), takesDown: true})
	if !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("error %v", err)
	}
	s.wantFiles(t, with(old, "a.html", "-"))

	// What was prepared in vain leaves its space to published.json, though the
	// removal of an empty file brings none.
	if _, err := s.publish(version{files: with(old, "a.html", "-", "empty.html", "-", "d.html", page("d", 400))}); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("error %v", err)
	}
	if text := s.read(t, publishedFile); strings.Contains(text, "empty") {
		t.Errorf("published.json names what is gone: %s", text)
	}

	// Not a byte is left, for published.json neither.
	s.mustPublish(t, version{files: old})
	fill, err := os.Create(filepath.Join(dir, "fill"))
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = fill.Write(make([]byte, 4096))
	}
	fill.Close()
	s.mustPublish(t, version{files: with(old, "b.html", "-"), takesDown: true})
	s.wantFiles(t, with(old, "b.html", "-"))

	if err := os.Remove(filepath.Join(dir, "fill")); err != nil {
		t.Fatal(err)
	}
	s.mustPublish(t, version{files: with(old, "d.html", page("d", 10))})
	s.wantFiles(t, with(old, "d.html", page("d", 10)))
}

func TestRealReadOnlyDisk(t *testing.T) {
	dir := mount(t, "512k")
	if dir == "" {
		return
	}
	s := newSite(t)
	s.out = dir
	s.mustPublish(t, version{files: first})
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.publish(version{files: with(first, "index.html", "-")}); !errors.Is(err, syscall.EROFS) {
		t.Errorf("error %v", err)
	}
	s.wantFiles(t, first)
}

func TestTwoFileSystems(t *testing.T) {
	dir := mount(t, "1m")
	if dir == "" {
		return
	}
	s := newSite(t)
	s.out = filepath.Join(dir, "public")
	s.mustPublish(t, older)
	s.wantFiles(t, older.files)
	s.write(t, carryFolder+"/1", "of a build that was killed")
	if c := s.mustPublish(t, newer); c.Written == 0 {
		t.Errorf("counts %+v", c)
	}
	s.wantFiles(t, newer.files)
}

// ordinary takes this thread's powers over files away and gives it the folders.
func ordinary(t *testing.T, dirs ...string) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	const nobody = 65534
	for _, dir := range dirs {
		if err := filepath.WalkDir(dir, func(name string, _ os.DirEntry, err error) error {
			return errors.Join(err, os.Lchown(name, nobody, nobody))
		}); err != nil {
			t.Fatal(err)
		}
	}
	runtime.LockOSThread()
	if err := syscall.Setfsuid(nobody); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		syscall.Setfsuid(0)
		runtime.UnlockOSThread()
	})
}

// Folders that cannot be looked into or written to must not delay the removal
// of anything elsewhere.
func TestNoPermission(t *testing.T) {
	for _, mode := range []os.FileMode{0, 0o300, 0o500} {
		t.Run(mode.String(), func(t *testing.T) {
			s := newSite(t)
			s.mustPublish(t, version{files: first})
			ordinary(t, filepath.Dir(filepath.Dir(s.out)))
			dir := filepath.Join(s.out, "stories", "a")
			if err := os.Chmod(dir, mode); err != nil {
				t.Fatal(err)
			}
			v := version{files: with(first, "stories/a/index.html", "-", "index.html", "-", "new.html", "new")}
			if _, err := s.publish(v); !errors.Is(err, os.ErrPermission) {
				t.Errorf("error %v", err)
			}
			if err := os.Chmod(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			s.wantFiles(t, with(first, "index.html", "-"))
			s.mustPublish(t, v)
			s.wantFiles(t, v.files)
		})
	}
}
