package watch

import (
	"errors"
	"io/fs"
	"syscall"
)

// coarse: fsnotify goes on holding the files of a folder that was renamed, under
// their old names.
const coarse = true

// identity is not needed where every watch is placed anew.
type identity struct{}

func identify(fs.FileInfo) identity { return identity{} }

// room is how many files and folders may be watched: macOS wants each held open,
// and the program needs open files for itself.
func room() int {
	var r syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &r) != nil {
		return 0
	}
	return int(min(r.Cur/2, 1<<20))
}

// far says whether changes to the folder may be made where this computer does
// not see them.
func far(dir string) bool {
	const local = 0x1000 // MNT_LOCAL
	var s syscall.Statfs_t
	return syscall.Statfs(dir, &s) == nil && s.Flags&local == 0
}

func full(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) || errors.Is(err, syscall.ENOMEM)
}

func notFolder(err error) bool {
	return errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.ELOOP)
}

// noWatch says that a watch to be taken away was none any more.
func noWatch(err error) bool { return errors.Is(err, syscall.EBADF) }
