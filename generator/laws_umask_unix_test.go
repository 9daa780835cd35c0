//go:build unix

package generator_test

import "syscall"

// setUmask sets which permissions new files lack. It is for child processes
// alone, since it holds for the whole process.
func setUmask(mask int) { syscall.Umask(mask) }
