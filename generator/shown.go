package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// shownFile remembers, for the folder that was built last, what was shown, so
// that a build knows whether it may be taking something away: then it removes
// every file that will change before it writes any.
type shownFile struct {
	path, out string
	shown     [32]byte
}

func (f shownFile) text() string {
	out, err := filepath.Abs(f.out)
	if err != nil {
		out = f.out
	}
	return fmt.Sprintf("%x %s\n", f.shown, out)
}

// same says whether the same was shown by the build before.
func (f shownFile) same() bool {
	before, err := os.ReadFile(f.path)
	return err == nil && string(before) == f.text()
}

func (f shownFile) forget() error {
	if err := os.Remove(f.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (f shownFile) keep() error {
	if f.same() {
		return nil
	}
	return os.WriteFile(f.path, []byte(f.text()), 0o600)
}
