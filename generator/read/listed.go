package read

import (
	"io/fs"
	"path"
	"strings"

	"goldenthread/generator/work"
)

// listedFS is a file system in which some folders were listed beforehand, several at once.
type listedFS struct {
	fs.FS
	folders map[string]*listed
}

type listed struct {
	entries []fs.DirEntry
	err     error
}

// listedAhead lists a folder, and two floors of folders in it.
func listedAhead(fsys fs.FS, root string) listedFS {
	l := listedFS{fsys, map[string]*listed{}}
	floor := []string{root}
	for range 3 {
		found := make([]listed, len(floor))
		work.All(len(floor), func(i int) { found[i].entries, found[i].err = fs.ReadDir(fsys, floor[i]) })
		var below []string
		for i, name := range floor {
			l.folders[name] = &found[i]
			for _, entry := range found[i].entries {
				if entry.IsDir() && !strings.HasPrefix(entry.Name(), ".") {
					below = append(below, path.Join(name, entry.Name()))
				}
			}
		}
		floor = below
	}
	return l
}

// ReadDir lists a folder.
func (l listedFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if one, known := l.folders[name]; known {
		return one.entries, one.err
	}
	return fs.ReadDir(l.FS, name)
}
