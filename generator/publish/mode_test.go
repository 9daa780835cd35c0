package publish

import (
	"io/fs"
	"os"
	"runtime"
	"testing"
)

// wantMode fails unless a file has these permissions. Windows has none.
func wantMode(t testing.TB, name string, want fs.FileMode) {
	t.Helper()
	info, err := os.Lstat(name)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != want && runtime.GOOS != "windows" {
		t.Errorf("%s has the mode %o, want %o", name, got, want)
	}
}
