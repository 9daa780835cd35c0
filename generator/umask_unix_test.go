//go:build unix

package generator_test

import "syscall"

// narrowUmask keeps what is made to its owner, where the system knows of that.
func narrowUmask(narrow bool) {
	if narrow {
		syscall.Umask(0o077)
	}
}
