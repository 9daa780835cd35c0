package watch

import (
	"errors"
	"io/fs"
	"syscall"
)

// coarse: inotify's watches can be taken away by their old names.
const coarse = false

// identity is what a folder keeps when its name changes.
type identity struct{ device, file uint64 }

func identify(info fs.FileInfo) identity {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return identity{uint64(s.Dev), uint64(s.Ino)}
	}
	return identity{}
}

func room() int { return 0 }

// tellsNothing are the file systems on which a change made elsewhere is not
// told, by the number that statfs(2) gives.
var tellsNothing = map[uint32]bool{
	0x00006969: true, // NFS
	0xff534d42: true, // CIFS
	0xfe534d42: true, // SMB 2 and 3
	0x0000517b: true, // SMB
	0x65735546: true, // FUSE: sshfs, cloud drives, virtual machines
	0x01021997: true, // 9P: Windows' drives in its Linux
	0x00c36400: true, // Ceph
	0x5346414f: true, // AFS
	0x73757245: true, // Coda
	0x786f4256: true, // VirtualBox
	0xbacbacbc: true, // VMware
}

// far says whether changes to the folder may be made where this computer does
// not see them.
func far(dir string) bool {
	var s syscall.Statfs_t
	return syscall.Statfs(dir, &s) == nil && tellsNothing[uint32(s.Type)]
}

func full(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) ||
		errors.Is(err, syscall.ENFILE) || errors.Is(err, syscall.ENOMEM)
}

func notFolder(err error) bool {
	return errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.ELOOP)
}

// noWatch says that a watch to be taken away was none any more.
func noWatch(err error) bool { return errors.Is(err, syscall.EINVAL) }
