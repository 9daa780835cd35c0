package publish

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"

	"goldenthread/generator/plan"
)

// prepared is a file that was put. Its bytes are on the disk already.
type prepared struct {
	path  string
	stage plan.Stage
	sum   [sha256.Size]byte
	same  bool   // out holds these bytes already
	name  string // in the staging folder; "" for same, and where writing failed
}

// checkPath refuses what must never be written.
func checkPath(path string) error {
	if !fs.ValidPath(path) || path == "." {
		return fmt.Errorf("%q is not a path within the published folder", path)
	}
	if _, err := filepath.Localize(path); err != nil {
		return fmt.Errorf("%q cannot be the path of a file on this system", path)
	}
	parts := strings.Split(path, "/")
	for _, part := range parts {
		if part[0] == '.' {
			return fmt.Errorf("%q has a dot in front", path)
		}
	}
	if strings.EqualFold(parts[0], publishedFile) {
		return fmt.Errorf("%q is the program's own", path)
	}
	return nil
}

// prepare compares a file with the one in out, and writes it to the staging
// folder if it is another.
func (f *Folder) prepare(path string, stage plan.Stage, content []byte) error {
	if err := checkPath(path); err != nil {
		return err
	}
	p := &prepared{path: path, stage: stage}
	f.mu.Lock()
	_, twice := f.put[path]
	if !twice {
		f.put[path] = p
	}
	f.mu.Unlock()
	if twice {
		return fmt.Errorf("%s was put twice", path)
	}

	p.sum = sha256.Sum256(content)
	if p.same = f.holds(path, content); p.same {
		return nil
	}
	f.mu.Lock()
	failed := f.failed != nil
	f.mu.Unlock()
	if failed { // then nothing will be written
		return nil
	}
	err := f.step("stage", path)
	if err == nil {
		p.name, err = f.staging.write(content)
	}
	if err != nil {
		f.mu.Lock()
		if f.failed == nil {
			f.failed = fmt.Errorf("preparing %s: %w", path, err)
		}
		f.mu.Unlock()
	}
	return nil
}

// holds says whether out holds a regular file of exactly this name and content.
// The name is looked up in what was listed, since a file system that ignores
// case would give Index.html for index.html.
func (f *Folder) holds(path string, content []byte) bool {
	kind, ok := f.present[path]
	if !ok || !kind.IsRegular() {
		return false
	}
	file, err := f.root.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(content)) {
		return false
	}
	chunk := make([]byte, min(len(content), 64<<10))
	for len(content) > 0 {
		n, err := io.ReadFull(file, chunk[:min(len(content), len(chunk))])
		if err != nil || !bytes.Equal(chunk[:n], content[:n]) {
			return false
		}
		content = content[n:]
	}
	return true
}

// staging is a folder for prepared files, readable by its owner alone.
type staging struct {
	dir      string
	root     *os.Root
	last     atomic.Int64
	unmasked bool
}

// openStaging makes an empty staging folder in the private folder.
func openStaging(private string) (*staging, error) {
	dir := filepath.Join(private, "staging")
	if err := os.RemoveAll(dir); err != nil {
		return nil, err
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &staging{dir: dir, root: root, unmasked: unmasked(root)}, nil
}

// unmasked tries out whether the umask lets files be made for all to read, so
// that they need not be changed one by one.
func unmasked(root *os.Root) bool {
	const name = "mode"
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return false
	}
	info, err := file.Stat()
	return errors.Join(err, file.Close(), root.Remove(name)) == nil && info.Mode().Perm() == 0o644
}

// write writes a file for all to read, whatever the umask, and gives its name.
func (s *staging) write(content []byte) (string, error) {
	name := strconv.FormatInt(s.last.Add(1), 10)
	file, err := s.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return "", err
	}
	_, err = file.Write(content)
	if !s.unmasked {
		err = errors.Join(err, file.Chmod(0o644))
	}
	return name, errors.Join(err, file.Close())
}

// remove removes the folder with all that is in it. What a failure leaves is
// private, and removed by the next build.
func (s *staging) remove() {
	s.root.Close()
	os.RemoveAll(s.dir)
}
