package read

import (
	"context"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"goldenthread/generator/diag"
	"goldenthread/generator/markdown"
	"goldenthread/generator/page"
)

// Memory keeps what was read of pages and pictures from one reading of a folder to the
// next, in memory alone. It trusts whoever watches the folder to Forget what changed;
// of what it was told nothing about, it does not even look whether it is still there.
// It decides nothing: of each reading it gives the whole Source. The zero value is empty
// and ready. One goroutine may use it at a time.
type Memory struct {
	fsys     fs.FS
	markdown *markdown.Parser
	mutex    sync.Mutex // several files are read at once
	listing  *listing
	listed   []diag.Problem // of the listing
	texts    map[string]text
	pictures map[string]keptPicture
}

// keptPicture is what a file gives by itself, used like this.
type keptPicture struct {
	used     role
	picture  page.Picture
	problems []diag.Problem
}

// Folder reads a whole site, of which every change since the reading before was told.
func (m *Memory) Folder(ctx context.Context, fsys fs.FS, done func(files, all int)) (*page.Source, error) {
	r := m.reader(ctx, fsys)
	r.done = done
	return r.folder()
}

func (m *Memory) reader(ctx context.Context, fsys fs.FS) *reader {
	if m.markdown == nil {
		m.markdown = markdown.NewParser()
		m.Forget()
	}
	m.fsys = fsys
	r := newReader(ctx, fsys)
	r.memory, r.markdown = m, m.markdown
	return r
}

// Forget drops what was kept of files, by their paths in the site's folder, and of all
// that lies in such a folder; without a path, everything.
func (m *Memory) Forget(paths ...string) {
	if len(paths) == 0 {
		m.listing, m.texts, m.pictures = nil, map[string]text{}, map[string]keptPicture{}
	}
	others := map[string]bool{} // in lower case: some disks know no capitals
	for _, name := range paths {
		if _, known := m.texts[name]; known && isFile(m.fsys, name) {
			delete(m.texts, name)
			continue
		}
		m.listing = nil
		others[strings.ToLower(name)] = true
	}
	if len(others) == 0 {
		return
	}
	gone := func(file string) bool {
		for name := strings.ToLower(file); name != "."; name = path.Dir(name) {
			if others[name] {
				return true
			}
		}
		return false
	}
	maps.DeleteFunc(m.texts, func(file string, _ text) bool { return gone(file) })
	maps.DeleteFunc(m.pictures, func(file string, _ keptPicture) bool { return gone(file) })
}

func isFile(fsys fs.FS, name string) bool {
	info, err := fs.Lstat(fsys, name)
	return err == nil && info.Mode().IsRegular()
}

// Again reads pages anew of which nothing but these files changed, with the problems of
// these files. known gives a page as it was read before, by its path. ok is false where the
// change is another one, so that the whole has to be read: a file of no known page, or that
// is gone, or no page's present text.
func (m *Memory) Again(ctx context.Context, site page.Site, known func(path string) (page.Page, bool), files []string) (pages []page.Page, problems []diag.Problem, ok bool) {
	r := m.reader(ctx, m.fsys)
	r.site = site
	at := map[string]int{}
	for _, file := range files {
		if _, kept := m.texts[file]; kept || m.listing == nil || path.Ext(file) != ".md" || !slices.Contains(m.listing.texts, file) {
			return nil, nil, false
		}
		place := locate(file)
		k, again := at[place.path]
		if !again {
			was, found := known(place.path)
			if !found {
				return nil, nil, false
			}
			k = len(pages)
			at[place.path], pages = k, append(pages, was)
		}
		p := &pages[k]
		t := r.text(file)
		switch {
		case t.version == nil:
			return nil, nil, false
		case p.Standard != nil && p.Standard.File == file:
			p.Standard, p.Meta = t.version, t.meta
		case p.EasyRead != nil && p.EasyRead.File == file:
			p.EasyRead = t.version
		default:
			return nil, nil, false
		}
		problems = append(problems, t.problems...)
		m.texts[file] = t
	}
	return pages, problems, true
}

// Raw gives the text of the file of which a version was read; ok is false where the file
// was read again since.
func (m *Memory) Raw(v *page.Version) (text string, ok bool) {
	t, known := m.texts[v.File]
	return t.raw, known && t.version == v
}

// cannotBeRead says whether a file could not be opened: that may end without a change of
// the file, so it is tried again.
func cannotBeRead(fault *diag.Problem) bool { return fault != nil && fault.Code == cannotOpen("").Code }

// keptText reads a page file, or gives what is kept of it.
func (r *reader) keptText(file string) text {
	m := r.memory
	if m == nil {
		return r.text(file)
	}
	m.mutex.Lock()
	t, known := m.texts[file]
	m.mutex.Unlock()
	if known {
		return t
	}
	if t = r.text(file); t.version != nil && cannotBeRead(t.version.Fault) {
		return t
	}
	m.mutex.Lock()
	m.texts[file] = t
	m.mutex.Unlock()
	return t
}

// keptPicture reads a picture file, or gives what is kept of it with what is said of it now.
func (r *reader) keptPicture(said page.Picture, used role) (page.Picture, []diag.Problem) {
	m := r.memory
	if m == nil {
		return r.picture(said, used)
	}
	m.mutex.Lock()
	k, known := m.pictures[said.File]
	m.mutex.Unlock()
	if !known || k.used != used {
		k.used = used
		k.picture, k.problems = r.picture(page.Picture{File: said.File}, used)
		if !cannotBeRead(k.picture.Fault) {
			m.mutex.Lock()
			m.pictures[said.File] = k
			m.mutex.Unlock()
		}
	}
	p := k.picture
	p.People, p.Alt, p.AltSaid, p.Credit, p.Licence, p.Said, p.Uncertain = said.People, said.Alt, said.AltSaid, said.Credit, said.Licence, said.Said, said.Uncertain
	return p, k.problems
}

// keptList walks content/, or gives what was found there before.
func (r *reader) keptList(problems *[]diag.Problem) (listing, error) {
	m := r.memory
	if m == nil {
		return r.list(problems)
	}
	if m.listing == nil {
		var found []diag.Problem
		l, err := r.list(&found)
		if err != nil {
			return l, err
		}
		m.listing, m.listed = &l, found
	}
	*problems = append(*problems, m.listed...)
	return *m.listing, nil
}
