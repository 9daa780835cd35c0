package generator

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// overlay is a site's folder as it will be: some files renamed, and some with
// other bytes. Nothing is written.
type overlay struct {
	base    fs.FS
	renamed map[string]string // files and folders: what was, by what will be
	texts   map[string][]byte // by what will be
}

var _ fs.ReadDirFS = overlay{}

// was gives the name that a file has now; ok is false for one that will be gone.
func (o overlay) was(name string) (string, bool) {
	for dir := name; dir != "."; dir = path.Dir(dir) {
		if old, ok := o.renamed[dir]; ok {
			return old + name[len(dir):], true
		}
	}
	for _, old := range o.renamed {
		if name == old || strings.HasPrefix(name, old+"/") {
			return "", false
		}
	}
	return name, true
}

func missing(op, name string) error { return &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist} }

// made says whether a folder will be there because something is moved into it.
func (o overlay) made(name string) bool {
	for new := range o.renamed {
		if strings.HasPrefix(new, name+"/") {
			return true
		}
	}
	return false
}

// Open opens a file as it will be.
func (o overlay) Open(name string) (fs.File, error) {
	if text, ok := o.texts[name]; ok {
		return &memoryFile{Reader: *bytes.NewReader(text), info: o.info(name, int64(len(text)))}, nil
	}
	old, ok := o.was(name)
	if !ok {
		return nil, missing("open", name)
	}
	return o.base.Open(old)
}

// ReadDir lists a folder as it will be.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	var list []fs.DirEntry
	old, ok := o.was(name)
	entries, err := fs.ReadDir(o.base, old)
	if (!ok || err != nil) && !o.made(name) {
		return nil, missing("readdir", name)
	}
	for _, e := range entries {
		if now, there := o.was(path.Join(name, e.Name())); ok && there && now == path.Join(old, e.Name()) {
			list = append(list, e)
		}
	}
	add := func(base string) {
		if info, err := o.Lstat(path.Join(name, base)); err == nil && !slices.ContainsFunc(list, func(e fs.DirEntry) bool { return e.Name() == base }) {
			list = append(list, fs.FileInfoToDirEntry(info))
		}
	}
	for new := range o.renamed {
		if rest, below := strings.CutPrefix(new, name+"/"); below {
			base, _, _ := strings.Cut(rest, "/")
			add(base)
		}
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, nil
}

// Lstat describes a file as it will be.
func (o overlay) Lstat(name string) (fs.FileInfo, error) {
	old, ok := o.was(name)
	if ok {
		if info, err := fs.Lstat(o.base, old); err == nil {
			return otherInfo{info, path.Base(name), info.Size()}, nil
		}
	}
	if o.made(name) {
		return folderInfo(path.Base(name)), nil
	}
	return nil, missing("lstat", name)
}

// Stat is Lstat: links are not followed.
func (o overlay) Stat(name string) (fs.FileInfo, error) { return o.Lstat(name) }

// ReadLink follows nothing.
func (o overlay) ReadLink(name string) (string, error) { return "", missing("readlink", name) }

func (o overlay) info(name string, size int64) fs.FileInfo {
	info, err := o.Lstat(name)
	if err != nil {
		info = folderInfo(path.Base(name))
	}
	return otherInfo{info, path.Base(name), size}
}

// otherInfo describes a file under another name, or with other bytes.
type otherInfo struct {
	fs.FileInfo
	name string
	size int64
}

func (i otherInfo) Name() string { return i.name }
func (i otherInfo) Size() int64  { return i.size }

// folderInfo describes a folder that is not there yet.
type folderInfo string

func (f folderInfo) Name() string     { return string(f) }
func (folderInfo) Size() int64        { return 0 }
func (folderInfo) Mode() fs.FileMode  { return fs.ModeDir | 0o755 }
func (folderInfo) ModTime() time.Time { return time.Time{} }
func (folderInfo) IsDir() bool        { return true }
func (folderInfo) Sys() any           { return nil }

// memoryFile is a file with other bytes.
type memoryFile struct {
	bytes.Reader
	info fs.FileInfo
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *memoryFile) Close() error               { return nil }
