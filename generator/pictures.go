package generator

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"goldenthread/generator/cache"
	"goldenthread/generator/consent"
	"goldenthread/generator/diag"
	"goldenthread/generator/media"
	"goldenthread/generator/page"
	"goldenthread/generator/picture"
	"goldenthread/generator/read"
	"goldenthread/generator/work"
)

// album makes what is published of pictures and recordings, of those alone that
// were cleared. A nil album makes nothing.
type album struct {
	makes bool // they are made, for a build; else it is only found out whether they could be
	later bool // what was never made is not made now
	// faults are those of pictures of which nothing could be made, by what their
	// addresses begin with.
	faults map[string]diag.Problem
	cache  cache.Folder
	// mending is held while a damaged entry of the cache is made anew.
	mending sync.Mutex
	failed  atomic.Bool // something could not be kept in the cache
}

// newAlbum is that of a build, with its cache in a folder. Without a cache, all is
// made all the same: nothing that is wrong with it delays what has to be taken down.
func newAlbum(dir string) *album {
	a := &album{makes: true, faults: map[string]diag.Problem{}}
	var err error
	a.cache, err = cache.Open(dir)
	a.failed.Store(err != nil)
	return a
}

// problems says what is wrong with the cache.
func (a *album) problems() []diag.Problem {
	if !a.failed.Load() {
		return nil
	}
	return []diag.Problem{{Severity: diag.Warning, Code: "cache", Place: diag.Place{File: ".goldenthread/pictures"},
		Message: "What was made of the pictures cannot be kept here, so it is made anew at each build.", Fix: "Look at who may write there, and whether the disk is full; or delete this folder."}}
}

// roomPerProcessor is how many bytes of memory the pictures in hand may take, for
// each processor.
const roomPerProcessor = 160 << 20

// settle decides, and makes what is shown for the first time. What turns out to
// be no picture is left out, so it decides anew until nothing is left to make.
func (a *album) settle(ctx context.Context, w *world, today page.Day, done func(n, all int)) error {
	if a == nil {
		w.decisions, w.cleared = consent.Decide(w.src, today)
		return nil
	}
	a.recall(w.src)
	tried := map[string]bool{}
	for {
		w.decisions, w.cleared = consent.Decide(w.src, today)
		var todo []page.Picture
		for _, p := range w.cleared.Pictures() {
			if len(p.Renditions) == 0 && !tried[p.File] {
				todo = append(todo, p)
				tried[p.File] = true
			}
		}
		if len(todo) == 0 || a.later {
			return nil
		}
		if err := a.fill(ctx, w, alike(todo), done); err != nil {
			return err
		}
	}
}

// recall gives pictures the renditions that an earlier build has made.
func (a *album) recall(src *page.Source) {
	for file, p := range src.Pictures {
		if p.Fault != nil || len(p.Renditions) > 0 {
			continue
		}
		if fault, known := a.faults[p.Stem]; known {
			fault.File = file
			p.Fault = &fault
			src.Pictures[file], src.Problems = p, append(src.Problems, fault)
			continue
		}
		if made, ok := a.cache.Get(p); ok {
			p.Renditions = made
			src.Pictures[file] = p
		}
	}
}

// fill makes the renditions of pictures, several at once, and tells the source of
// them, or why there are none.
func (a *album) fill(ctx context.Context, w *world, groups [][]page.Picture, done func(n, all int)) error {
	room := work.NewRoom(roomPerProcessor)
	var mutex sync.Mutex
	return work.Each(ctx, len(groups), func(i int) error {
		made, fault, err := a.one(ctx, w.root, groups[i], room)
		mutex.Lock()
		defer mutex.Unlock()
		if fault != nil && a.faults != nil && fault.Code != fileChanged { // it is so as long as the file is the same
			a.faults[groups[i][0].Stem] = *fault
		}
		for _, p := range groups[i] {
			if p.Renditions = made; fault != nil {
				own := *fault
				own.File = p.File
				p.Fault = &own
				w.src.Problems = append(w.src.Problems, own)
			}
			w.src.Pictures[p.File] = p
		}
		done(1, len(groups))
		return err
	})
}

// alike gathers the files that hold the same and are used alike: they have the same
// renditions, since they have the same addresses.
func alike(pictures []page.Picture) (groups [][]page.Picture) {
	type key struct {
		stem string
		as   page.Use
	}
	at := map[key]int{}
	for _, p := range pictures {
		k := key{p.Stem, p.As}
		i, known := at[k]
		if !known {
			i = len(groups)
			at[k], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], p)
	}
	return groups
}

// fileChanged is the code of a file that is not any more what was decided about.
const fileChanged = "file-changed"

// one makes the renditions of files that hold the same, and puts them into the
// cache; or finds out why there are none.
func (a *album) one(ctx context.Context, root *os.Root, same []page.Picture, room *work.Room) ([]page.Rendition, *diag.Problem, error) {
	p := same[0]
	p.Cover = slices.ContainsFunc(same, func(p page.Picture) bool { return p.Cover })
	source, ok := sourceOf(root, p)
	if !ok {
		return nil, &diag.Problem{Code: fileChanged, Message: "This file was changed while the site was being built, so it was left out.", Fix: "Build again."}, nil
	}
	var made []page.Rendition
	var fault *diag.Problem
	err := room.Within(ctx, memory(p, source), func() error {
		return work.Safely(func() error { made, fault = a.encode(p, source); return nil })
	})
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	if err != nil {
		failed := read.ProgramFault(p.File, err)
		return nil, &failed, nil
	}
	if fault != nil || !a.makes {
		return nil, fault, nil
	}
	if !a.put(p, made) {
		return made, nil, nil
	}
	made = slices.Clone(made)
	for i := range made {
		made[i].Bytes = nil
	}
	return made, nil, nil
}

// sourceOf reads the file of a picture or recording; ok is false where it is no
// longer the one of which was decided: who is in it was said of another.
func sourceOf(root *os.Root, p page.Picture) (source []byte, ok bool) {
	source, err := root.ReadFile(p.File)
	return source, err == nil && sha256.Sum256(source) == p.Sum
}

// put keeps renditions in the cache, and says whether they are there now.
func (a *album) put(p page.Picture, made []page.Rendition) bool {
	err := a.cache.Put(p, made)
	if err != nil {
		a.failed.Store(true)
	}
	_, there := a.cache.Get(p)
	return err == nil && there
}

// encode makes the renditions of a picture or recording of its source; in a status,
// it only looks whether that can be done. Of its problems only what keeps it from
// being shown counts: all else was said when the file was read.
func (a *album) encode(p page.Picture, source []byte) (made []page.Rendition, fault *diag.Problem) {
	var problems []diag.Problem
	var ok bool
	switch {
	case p.As != page.UsePicture:
		var clean media.Medium
		clean, problems, ok = media.Clean(p.File, source, p.As == page.UseVideo)
		made = []page.Rendition{{Address: p.Stem + clean.Ext, Type: clean.Type, Width: clean.Width, Height: clean.Height, Bytes: clean.Bytes}}
	case a.makes:
		var encoded []picture.Rendition
		encoded, problems, ok = picture.Encode(p.File, source, p.Cover)
		for _, f := range encoded {
			made = append(made, page.Rendition{Address: p.Stem + "-" + f.Name, Type: f.Type, Width: f.Width, Height: f.Height, Bytes: f.Bytes})
		}
	default:
		problems, ok = picture.Check(p.File, source)
	}
	if ok {
		return made, nil
	}
	return nil, &problems[max(0, slices.IndexFunc(problems, func(p diag.Problem) bool { return p.Severity == diag.Error }))]
}

// memory says how many bytes it takes to encode a picture or recording.
func memory(p page.Picture, source []byte) int64 {
	const copies = 3 // of a recording: its source, what is made of it, and what is in between
	if p.As != page.UsePicture {
		return copies * int64(len(source))
	}
	facts, _, _ := picture.Look(p.File, source)
	return facts.Memory + int64(len(source))
}

// bytes gives the file of a rendition. What is missing in the cache, or is not
// what was put there, is made once more.
func (a *album) bytes(w *world, r *page.Rendition) ([]byte, error) {
	if r.Bytes != nil {
		return r.Bytes, nil
	}
	bytes, err := a.cache.Bytes(r.Address)
	if !errors.Is(err, cache.ErrDamaged) {
		return bytes, err
	}
	a.mending.Lock()
	defer a.mending.Unlock()
	if bytes, err := a.cache.Bytes(r.Address); err == nil { // it was mended meanwhile
		return bytes, nil
	}
	for _, p := range w.src.Pictures {
		if !slices.ContainsFunc(p.Renditions, func(one page.Rendition) bool { return one.Address == r.Address }) {
			continue
		}
		p.Cover = p.Cover || p.Preview() != nil
		source, ok := sourceOf(w.root, p)
		if !ok {
			continue
		}
		made, _ := a.encode(p, source)
		if i := slices.IndexFunc(made, func(one page.Rendition) bool { return one.Address == r.Address }); i >= 0 {
			a.put(p, made)
			return made[i].Bytes, nil
		}
	}
	return nil, fmt.Errorf("%s: %w", r.Address, cache.ErrDamaged)
}

// Purge takes out of the cache of pictures whatever may not be shown today, and
// removes that of PDFs. Every build does so by itself; this is for when none follows.
func Purge(ctx context.Context, o Options) error {
	w, err := o.decide(ctx, 0, nil)
	if err != nil {
		return err
	}
	defer w.root.Close()
	kept := o.readCache()
	defer kept.Close()
	return errors.Join(kept.Keep(w.cleared.Pictures()), os.RemoveAll(filepath.Join(o.Site, ".goldenthread", printedFolder)))
}

// readCache opens a site's cache, where it has one, for somebody who writes nothing.
func (o Options) readCache() cache.Folder {
	dir := filepath.Join(o.Site, ".goldenthread", "pictures")
	if info, err := os.Lstat(dir); err != nil || !info.IsDir() {
		return cache.Folder{}
	}
	folder, err := cache.Open(dir)
	if err != nil {
		return cache.Folder{}
	}
	return folder
}
