// Package cache keeps what was made of pictures and recordings from one build to
// the next, in the site's private folder.
//
// It may be deleted at any time; what is missing, torn or changed counts as not
// there and is made anew. Only its owner can read it. It never decides: what
// must not be kept any more is whatever Keep is not given, so that nothing of a
// picture that was withheld stays. It holds no more than what is published now.
//
// Entries are found by the stem of a picture's addresses, which is a digest of
// its source and of how it is encoded (page.Picture).
package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"

	"goldenthread/generator/page"
)

// Folder is a cache. The zero value holds nothing and keeps nothing. It may be
// used by several goroutines at once, as long as each has another entry.
type Folder struct{ root *os.Root }

// ErrDamaged says that an entry is not what it was when it was put.
var ErrDamaged = errors.New("a file of the cache is damaged")

// Open opens the cache in a folder, which is made where there is none. What is no
// folder there is taken away; a link is not followed, since Keep removes what it
// does not know.
func Open(dir string) (Folder, error) {
	if info, err := os.Lstat(dir); err == nil && !info.IsDir() {
		if err := os.Remove(dir); err != nil {
			return Folder{}, err
		}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Folder{}, err
	}
	root, err := os.OpenRoot(dir)
	return Folder{root}, err
}

// Close lets go of the folder.
func (f Folder) Close() error {
	if f.root == nil {
		return nil
	}
	return f.root.Close()
}

// contents is what an entry's contents.json says.
type contents struct {
	As    page.Use `json:"as"`
	Cover bool     `json:"cover"` // it was made for a cover, with a preview where there can be one
	Files []file   `json:"files"`
}

type file struct {
	Address string `json:"address"`
	Type    string `json:"type"`
	Width   int    `json:"width,omitempty"`
	Height  int    `json:"height,omitempty"`
	SHA256  string `json:"sha256"`
}

const contentsFile = "contents.json"

// Get gives the renditions, without their bytes, that were made of a picture or
// recording; ok is false where that was not yet done, or for another use: the film
// that was made of a file is not the sound of one that holds the same.
func (f Folder) Get(p page.Picture) (made []page.Rendition, ok bool) {
	c, err := f.contents(path.Base(p.Stem))
	if err != nil || c.As != p.As || p.Cover && !c.Cover {
		return nil, false
	}
	for _, one := range c.Files {
		if end, ok := strings.CutPrefix(one.Address, p.Stem); !ok || !one.could(end) {
			return nil, false
		}
		if info, err := f.root.Lstat(place(one.Address)); err != nil || !info.Mode().IsRegular() {
			return nil, false
		}
		made = append(made, page.Rendition{Address: one.Address, Type: one.Type, Width: one.Width, Height: one.Height})
	}
	return made, len(made) > 0
}

var ends = regexp.MustCompile(`^(?:-(\d{1,4}|preview)(\.webp|\.jpg|\.png)|(\.mp3|\.wav|\.m4a|\.mp4))$`)

// could says whether a file with such an end of its address can have been put here.
func (one file) could(end string) bool {
	m := ends.FindStringSubmatch(end)
	if m == nil {
		return false
	}
	types := map[string]string{".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png", ".mp3": "audio/mpeg", ".wav": "audio/wav", ".m4a": "audio/mp4", ".mp4": "video/mp4"}
	return one.Type == types[m[2]+m[3]] && one.Width >= 0 && one.Height >= 0 && (m[3] != "" || one.Width > 0 && one.Height > 0)
}

// read reads a plain file of at most so many bytes; nothing else is opened, since
// what is read from some things never ends.
func (f Folder) read(name string, most int64) ([]byte, error) {
	info, err := f.root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > most {
		return nil, ErrDamaged
	}
	return f.root.ReadFile(name)
}

// What is read at most, in bytes.
const (
	mostContents  = 64 << 10
	mostRendition = 200 << 20
)

func (f Folder) contents(entry string) (c contents, err error) {
	if f.root == nil {
		return c, fs.ErrNotExist
	}
	text, err := f.read(path.Join(entry, contentsFile), mostContents)
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal(text, &c)
}

// place gives the entry's file for an address: /assets/2d71-480.webp is 2d71/2d71-480.webp.
func place(address string) string {
	name := path.Base(address)
	return path.Join(entryOf(name), name)
}

func entryOf(name string) string {
	if end := strings.IndexAny(name, "-."); end > 0 {
		return name[:end]
	}
	return name
}

// Bytes reads a rendition. ErrDamaged says that it has to be made anew.
func (f Folder) Bytes(address string) ([]byte, error) {
	c, err := f.contents(entryOf(path.Base(address)))
	if err != nil {
		return nil, ErrDamaged
	}
	for _, one := range c.Files {
		if one.Address != address {
			continue
		}
		bytes, err := f.read(place(address), mostRendition)
		if err != nil || digest(bytes) != one.SHA256 {
			return nil, ErrDamaged
		}
		return bytes, nil
	}
	return nil, ErrDamaged
}

func digest(bytes []byte) string {
	sum := sha256.Sum256(bytes)
	return hex.EncodeToString(sum[:])
}

// Put keeps the renditions of a picture or recording, in place of those that are
// there. After a crash there are the old ones, the new ones, or none.
func (f Folder) Put(p page.Picture, made []page.Rendition) error {
	if f.root == nil {
		return nil
	}
	entry := path.Base(p.Stem)
	c := contents{As: p.As, Cover: p.Cover}
	fresh := ".new-" + entry
	if err := errors.Join(f.root.RemoveAll(fresh), f.root.Mkdir(fresh, 0o700)); err != nil {
		return err
	}
	for _, r := range made {
		c.Files = append(c.Files, file{r.Address, r.Type, r.Width, r.Height, digest(r.Bytes)})
		if err := f.root.WriteFile(path.Join(fresh, path.Base(r.Address)), r.Bytes, 0o600); err != nil {
			return err
		}
	}
	text, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("the cache of pictures: %w", err)
	}
	if err := f.root.WriteFile(path.Join(fresh, contentsFile), text, 0o600); err != nil {
		return err
	}
	return errors.Join(f.root.RemoveAll(entry), f.root.Rename(fresh, entry))
}

// ours is how entries are named, and those that are only being written.
var ours = regexp.MustCompile(`^(?:\.new-)?[0-9a-f]{16}$`)

// Keep removes every entry but those of these pictures and recordings.
func (f Folder) Keep(pictures []page.Picture) error {
	if f.root == nil {
		return nil
	}
	kept := map[string]bool{}
	for _, p := range pictures {
		kept[path.Base(p.Stem)] = true
	}
	there, err := fs.ReadDir(f.root.FS(), ".")
	if err != nil {
		return err
	}
	for _, d := range there {
		if !kept[d.Name()] && ours.MatchString(d.Name()) {
			err = errors.Join(err, f.root.RemoveAll(d.Name()))
		}
	}
	return err
}
