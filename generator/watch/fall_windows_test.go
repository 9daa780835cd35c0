package watch

import "syscall"

var errNoRoom error = syscall.Errno(1450)
