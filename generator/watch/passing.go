package watch

import "strings"

// passing says whether a file is an editor's or the system's own: it comes and
// goes beside what somebody writes, and no page depends on it.
func passing(name string) bool {
	switch name {
	case "4913", ".DS_Store", "Thumbs.db", "desktop.ini":
		return true // 4913 is Vim's, to see whether it may write here
	}
	for _, start := range []string{".#", "._", "~$", ".~lock.", "~WRL", "~WRD", ".goutputstream-"} {
		if strings.HasPrefix(name, start) {
			return true
		}
	}
	for _, end := range []string{"~", ".swp", ".swo", ".swx", ".swpx", ".kate-swp", "___jb_tmp___", "___jb_old___"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return len(name) > 1 && name[0] == '#' && name[len(name)-1] == '#'
}
