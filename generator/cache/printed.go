package cache

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"regexp"
)

// Printed keeps PDFs by a digest of all that they are made of. Like a Folder it may be
// deleted at any time, and the zero value keeps nothing.
type Printed struct{ folder Folder }

// OpenPrinted opens the cache of PDFs in a folder, as Open does.
func OpenPrinted(dir string) (Printed, error) {
	f, err := Open(dir)
	return Printed{f}, err
}

// Close lets go of the folder.
func (p Printed) Close() error { return p.folder.Close() }

// mostPrinted is how many bytes a PDF has at most.
const mostPrinted = 64 << 20

// Get gives a PDF that was kept; ok is false where there is none, or one that is not
// what was put.
func (p Printed) Get(digest string) (pdf []byte, ok bool) {
	if p.folder.root == nil {
		return nil, false
	}
	kept, err := p.folder.read(digest, sha256.Size+mostPrinted)
	if err != nil || len(kept) < sha256.Size {
		return nil, false
	}
	sum := sha256.Sum256(kept[sha256.Size:])
	return kept[sha256.Size:], [sha256.Size]byte(kept) == sum
}

// Put keeps a PDF, behind its own SHA-256.
func (p Printed) Put(digest string, pdf []byte) error {
	if p.folder.root == nil {
		return nil
	}
	sum := sha256.Sum256(pdf)
	fresh := ".new-" + digest
	if err := p.folder.root.WriteFile(fresh, append(sum[:], pdf...), 0o600); err != nil {
		return err
	}
	return p.folder.root.Rename(fresh, digest)
}

// printed is how PDFs are named, and those that are only being written.
var printed = regexp.MustCompile(`^(?:\.new-)?[0-9a-f]{64}$`)

// Keep removes every PDF but those with these digests.
func (p Printed) Keep(digests []string) error {
	if p.folder.root == nil {
		return nil
	}
	kept := map[string]bool{}
	for _, one := range digests {
		kept[one] = true
	}
	there, err := fs.ReadDir(p.folder.root.FS(), ".")
	for _, d := range there {
		if !kept[d.Name()] && printed.MatchString(d.Name()) {
			err = errors.Join(err, p.folder.root.RemoveAll(d.Name()))
		}
	}
	return err
}
