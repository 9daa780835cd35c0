package read

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"sync"

	"goldenthread/generator/diag"
	"goldenthread/generator/nolink"
	"goldenthread/generator/page"
	"goldenthread/generator/picture"
	"goldenthread/generator/strict"
	"goldenthread/generator/work"
)

// maxPicture bounds the source of a picture, in bytes.
const maxPicture = 64 << 20

// pictures reads every file that some page refers to, and what the
// pictures.yaml beside it says.
func (r *reader) pictures(pages []page.Page, found listing, problems *[]diag.Problem) (map[string]page.Picture, error) {
	said := map[string]folder{}
	for _, file := range found.notes {
		said[path.Dir(file)] = r.pictureNotes(file, problems)
	}
	for _, dir := range found.unread {
		said[dir] = folder{uncertain: true}
	}
	shown := map[string]bool{} // by file: whether as a picture
	for i := range pages {
		for _, v := range pages[i].Versions() {
			r.refers(v, pages[i].Meta.Cover, shown)
		}
		for j := range pages[i].Next { // what waits for approval is digested, too
			r.refers(&pages[i].Next[j], pages[i].NextMeta.Cover, shown)
		}
	}
	files := make([]string, 0, len(shown))
	for f := range shown {
		files = append(files, f)
	}
	slices.Sort(files)
	list := make([]page.Picture, len(files))
	var mu sync.Mutex
	err := r.each(len(files), func(i int) error {
		dir := path.Dir(files[i])
		notes := said[dir]
		if !found.dirs[dir] { // nobody has looked for a pictures.yaml there
			notes.uncertain = true
		}
		p, more := r.picture(files[i], shown[files[i]], notes)
		mu.Lock()
		defer mu.Unlock()
		list[i] = p
		*problems = append(*problems, more...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := make(map[string]page.Picture, len(list))
	for _, p := range list {
		out[p.File] = p
	}
	return out, nil
}

// refers adds the files that a version of a page refers to.
func (r *reader) refers(v *page.Version, cover string, shown map[string]bool) {
	add := func(link string, asPicture bool) {
		if f := r.site.PictureFile(v.File, link); f != "" && link != "" {
			shown[f] = shown[f] || asPicture
		}
	}
	if v.Edition == page.Standard {
		add(cover, true)
	}
	for n := range page.Walk(v.Body) {
		switch n.Kind {
		case page.Image:
			add(n.URL, true)
		case page.Audio, page.Video:
			add(n.Attr("src"), false)
			add(n.Attr("captions"), false)
			add(n.Attr("transcript"), false)
		}
	}
}

// picture reads one file. One that is not a picture is only digested.
func (r *reader) picture(file string, asPicture bool, said folder) (page.Picture, []diag.Problem) {
	p := said.picture(file)
	fail := func(code, message, fix string) (page.Picture, []diag.Problem) {
		p.Fault = &diag.Problem{Code: code, Place: diag.Place{File: file}, Message: message, Fix: fix}
		return p, []diag.Problem{*p.Fault}
	}
	if !nolink.File(r.fsys, file) {
		return fail(page.PictureMissing, "A page shows this file, but it is not there.", "Put the file there, or mend its name in the page.")
	}
	f, err := r.fsys.Open(file)
	if err != nil {
		return fail("cannot-open", "This cannot be opened.", "Check that it is a file which you may read.")
	}
	defer f.Close()
	sum := sha256.New()
	var source bytes.Buffer
	var sink io.Writer = sum
	if asPicture {
		sink = io.MultiWriter(sum, &limited{&source, maxPicture})
	}
	if _, err := io.Copy(sink, f); err != nil {
		if errors.Is(err, errTooLarge) {
			return fail("picture-too-large", "This picture is larger than 64 MB.", "Save it smaller.")
		}
		return fail("cannot-open", "This cannot be read to its end.", "Check the file.")
	}
	sum.Sum(p.Sum[:0])
	if !asPicture {
		return p, nil
	}
	var clean picture.Picture
	var problems []diag.Problem
	var ok bool
	if err := work.Safely(func() error { clean, problems, ok = picture.Clean(file, source.Bytes()); return nil }); err != nil {
		problems = []diag.Problem{programFault(file, err)}
	}
	if !ok {
		p.Fault = &problems[0]
		return p, problems
	}
	digest := sha256.Sum256(clean.Bytes)
	p.Clean, p.Width, p.Height, p.Words = clean.Bytes, clean.Width, clean.Height, clean.Words
	p.Address = "/assets/" + hex.EncodeToString(digest[:8]) + clean.Ext
	return p, problems
}

var errTooLarge = errors.New("larger than a picture may be")

// limited is a buffer that refuses to grow without end.
type limited struct {
	*bytes.Buffer
	left int
}

func (l *limited) Write(b []byte) (int, error) {
	if l.left -= len(b); l.left < 0 {
		return 0, errTooLarge
	}
	return l.Buffer.Write(b)
}

// folder is what the pictures.yaml of one folder says.
type folder struct {
	own       map[string]page.Picture
	all       *page.Picture // "*"
	uncertain bool
}

// pictureNotes reads a pictures.yaml.
func (r *reader) pictureNotes(file string, problems *[]diag.Problem) folder {
	src, bad, err := readText(r.fsys, file)
	if err != nil {
		p := cannotOpen(file)
		bad = &p
	}
	if bad != nil {
		*problems = append(*problems, *bad)
		return folder{uncertain: true}
	}
	f, found := pictureNotes(file, src)
	*problems = append(*problems, found...)
	return f
}

func pictureNotes(file string, src []byte) (folder, []diag.Problem) {
	f := folder{own: map[string]page.Picture{}}
	value, log := strict.Parse(file, src, 0)
	for _, pair := range value.Pairs("pictures.yaml") {
		m := pictureMapping().of(pair.Value)
		line, column := pair.Value.At()
		p := page.Picture{People: m.People("people"), Alt: m.String("alt"), AltSaid: m.Has("alt"), Credit: m.String("credit"), Licence: m.String("licence"),
			Said: diag.Place{File: file, Line: line, Column: column}}
		if pair.Key == "*" {
			f.all = &p
			continue
		}
		name := strings.TrimPrefix(pair.Key, "./")
		if _, twice := f.own[name]; twice {
			m.Fail("", "duplicate-key", "A picture stands here twice.", "Keep one of the two.")
		}
		f.own[name] = p
	}
	f.uncertain = log.Failed()
	return f, log.Problems
}

// picture gives what is said of a file. What "*" says of people holds as
// site-format, "pictures.yaml", has it: `none` for drawings alone, a list for
// every picture.
func (f folder) picture(file string) page.Picture {
	p, ok := f.own[path.Base(file)]
	if !ok && f.all != nil {
		p = *f.all
		if p.People.Said == page.SaidNone && !isDrawing(file) {
			p.People = page.People{}
		}
	}
	p.File, p.Uncertain = file, f.uncertain
	return p
}

func isDrawing(file string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".png", ".gif", ".svg":
		return true
	}
	return false
}
