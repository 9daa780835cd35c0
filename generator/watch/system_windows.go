package watch

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"
)

// coarse: a watch keeps the name that its folder had first.
const coarse = true

// identity is not needed where every watch is placed anew.
type identity struct{}

func identify(fs.FileInfo) identity { return identity{} }

func room() int { return 0 }

var driveType = syscall.NewLazyDLL("kernel32.dll").NewProc("GetDriveTypeW")

// far says whether the folder lies on another computer: by its name, or on a
// drive that is connected to one.
func far(dir string) bool {
	volume := filepath.VolumeName(dir)
	if upper := strings.ToUpper(volume); strings.HasPrefix(upper, `\\?\UNC\`) {
		return true
	} else if strings.HasPrefix(volume, `\\`) && !strings.HasPrefix(volume, `\\?\`) && !strings.HasPrefix(volume, `\\.\`) {
		return true
	}
	name, err := syscall.UTF16PtrFromString(volume + `\`)
	if err != nil || driveType.Find() != nil {
		return false
	}
	const remote = 4
	kind, _, _ := driveType.Call(uintptr(unsafe.Pointer(name)))
	return kind == remote
}

func full(err error) bool {
	const tooManyOpen, noMemory, noResources syscall.Errno = 4, 8, 1450
	return errors.Is(err, tooManyOpen) || errors.Is(err, noMemory) || errors.Is(err, noResources)
}

// notFolder: a folder that is being deleted is refused as a name that is none.
func notFolder(err error) bool {
	const notDirectory, pending syscall.Errno = 267, 303
	return errors.Is(err, notDirectory) || errors.Is(err, pending)
}

// noWatch: Windows does not complain of watches taken away twice.
func noWatch(error) bool { return false }
