package publish

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"goldenthread/generator/plan"
)

// target is what a folder is to match.
type target struct {
	day       string
	paths     []string // of every planned file
	pages     []plan.Published
	takenDown []string
	takesDown bool // something is, or may be, taken down
}

// job is all that a commit will do.
type job struct {
	target
	unchanged []*prepared
	there     int         // how many of the unchanged are still there
	changed   []*prepared // new ones among them; by stage, then path
	unplanned []string    // files to be removed
	obstacles []string    // what stands where a file is to be, to be removed
	outdated  []string    // old files of changed paths
	folders   []string    // to be removed, each before what is in it
	fresh     bool        // there is no published.json
}

func (f *Folder) commit(ctx context.Context, t target) (Counts, error) {
	if err := ctx.Err(); err != nil {
		return Counts{}, err
	}
	if f.committed {
		return Counts{}, errors.New("the folder was committed before")
	}
	f.committed = true
	if err := f.begin(); err != nil {
		return Counts{}, err
	}
	found, listErr := list(f.root)
	j := f.job(t, found)
	if j.fresh && foreign(found) {
		return Counts{}, &ForeignError{f.out}
	}
	defer f.root.RemoveAll(carryFolder)
	counts := Counts{Unchanged: len(j.unchanged)}
	removed, err := f.clear(j)
	counts.Removed = removed
	// Removals came first, whatever else failed. New files are written only
	// once all is gone that has to be, and all is ready that has to be there.
	if err := errors.Join(f.failed, listErr, err, j.lost()); err != nil {
		return counts, err
	}
	if counts.Written, err = f.place(ctx, j); err != nil {
		return counts, err
	}
	after := f.after(j)
	if err := f.write(after); err != nil {
		return counts, err
	}
	f.files = after.Files
	return counts, nil
}

// begin makes the folder out if it is missing, and drops what was prepared if
// not all of it could be.
func (f *Folder) begin() error {
	if f.root == nil {
		_, err := os.Lstat(f.out)
		if errors.Is(err, fs.ErrNotExist) {
			if err = os.MkdirAll(f.out, 0o755); err == nil {
				err = os.Chmod(f.out, 0o755)
			}
		}
		if err == nil {
			err = f.openOut()
		}
		if err != nil {
			return err
		}
	}
	if f.failed != nil && f.staging != nil {
		// Nothing of it will be published, and published.json needs the space.
		f.staging.remove()
		f.staging = nil
	}
	return nil
}

// job works out what there is to do, and touches nothing.
func (f *Folder) job(t target, found []entry) *job {
	j := &job{target: t, fresh: !ours(found)}
	planned := map[string]*prepared{}
	folders := map[string]bool{}
	for _, path := range t.paths {
		p := f.put[path]
		if p == nil { // refused by the guard
			j.takesDown = true
			continue
		}
		planned[path] = p
		for i, c := range path {
			if c == '/' {
				folders[path[:i]] = true
			}
		}
		if p.same {
			j.unchanged = append(j.unchanged, p)
		} else {
			j.changed = append(j.changed, p)
		}
	}
	slices.SortFunc(j.changed, func(a, b *prepared) int {
		return cmp.Or(cmp.Compare(a.stage, b.stage), strings.Compare(a.path, b.path))
	})
	for _, e := range found {
		p := planned[e.path]
		switch {
		case e.kind.IsDir():
			if !folders[e.path] {
				j.folders = append(j.folders, e.path)
			}
		case e.path == publishedFile && e.kind.IsRegular():
		case p == nil:
			j.unplanned = append(j.unplanned, e.path)
			if !strings.HasPrefix(e.path, "assets/") {
				j.takesDown = true
			}
		case !e.kind.IsRegular():
			j.obstacles = append(j.obstacles, e.path)
		case !p.same:
			j.outdated = append(j.outdated, e.path)
		default:
			j.there++
		}
	}
	// Without knowing what was published before, nobody can say that nothing
	// is taken down.
	j.takesDown = j.takesDown || f.broken
	return j
}

// lost fails where a file that was there already is there no longer.
func (j *job) lost() error {
	if j.there < len(j.unchanged) {
		return errors.New("the published folder was changed by another program during the build; build again")
	}
	return nil
}

// clear removes what must not stay, and says how many files are no longer
// planned and gone. published.json comes first: a fresh folder must be ours
// before it holds files, and after a crash it must not name what is gone.
func (f *Folder) clear(j *job) (removed int, err error) {
	early := func() error { return nil }
	if j.fresh || j.takesDown || len(j.unplanned) > 0 {
		early = func() error { return f.write(f.meanwhile(j)) }
	}
	err = f.root.RemoveAll(carryFolder) // of a build that was killed
	earlyErr := early()
	remove := func(path string) bool {
		e := f.step("remove", path)
		if e == nil {
			e = f.root.Remove(path)
		}
		if e != nil && !errors.Is(e, fs.ErrNotExist) {
			if err == nil { // one is enough to be told about
				err = e
			}
			return false
		}
		return true
	}
	for _, path := range j.unplanned {
		if remove(path) {
			removed++
		}
	}
	for _, path := range j.obstacles {
		remove(path)
	}
	if j.takesDown {
		for _, path := range j.outdated {
			remove(path)
		}
	}
	for _, path := range slices.Backward(j.folders) {
		remove(path)
	}
	if earlyErr != nil { // on a full disk, there may be space now
		earlyErr = early()
	}
	return removed, errors.Join(err, earlyErr)
}

// place renames the changed files into place: what pages need, then pages, then
// the lists that lead to them.
func (f *Folder) place(ctx context.Context, j *job) (written int, err error) {
	for _, p := range j.changed {
		if err := ctx.Err(); err != nil {
			return written, err
		}
		dir := "."
		if i := strings.LastIndexByte(p.path, '/'); i >= 0 {
			dir = p.path[:i]
		}
		if err := f.folder(dir); err != nil {
			return written, err
		}
		if err := f.step("place", p.path); err != nil {
			return written, err
		}
		if err := f.move(p.name, p.path); err != nil {
			return written, fmt.Errorf("publishing %s: %w", p.path, err)
		}
		written++
	}
	return written, nil
}

// meanwhile is what published.json says from before the removals until all is
// written: what of the build before stays. So it never names what is gone, and
// a page that a crash kept from appearing does not count as published.
func (f *Folder) meanwhile(j *job) published {
	p := published{Day: j.day, Files: map[string]string{}, TakenDown: j.takenDown}
	gone := set(j.takenDown)
	for _, u := range j.unchanged {
		p.add(u.path, hex.EncodeToString(u.sum[:]), gone)
	}
	if !j.takesDown {
		for _, path := range j.outdated {
			if sum, ok := f.former.Files[path]; ok {
				p.add(path, sum, gone)
			}
		}
	}
	before := map[plan.Published]bool{}
	for _, page := range f.former.Pages {
		before[page] = true
	}
	for _, page := range j.pages {
		if before[page] {
			p.Pages = append(p.Pages, page)
		}
	}
	return p
}

// after is what published.json says in the end.
func (f *Folder) after(j *job) published {
	p := published{Day: j.day, Files: map[string]string{}, Pages: j.pages, TakenDown: j.takenDown}
	gone := set(j.takenDown)
	for _, files := range [][]*prepared{j.unchanged, j.changed} {
		for _, file := range files {
			p.add(file.path, hex.EncodeToString(file.sum[:]), gone)
		}
	}
	return p
}

func set(of []string) map[string]bool {
	m := map[string]bool{}
	for _, s := range of {
		m[s] = true
	}
	return m
}
