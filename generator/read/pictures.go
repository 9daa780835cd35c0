package read

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"goldenthread/generator/diag"
	"goldenthread/generator/fold"
	"goldenthread/generator/media"
	"goldenthread/generator/nolink"
	"goldenthread/generator/page"
	"goldenthread/generator/picture"
	"goldenthread/generator/strict"
	"goldenthread/generator/work"
)

// What is read of a file, in bytes, at most.
const (
	maxPicture = 64 << 20
	maxMedium  = 100 << 20
)

// role is how pages use a file; one may have several.
type role uint8

const (
	asPicture role = 1 << iota
	asCover
	asSound
	asFilm
	asCaptions
	asTranscript
)

func (r role) medium() bool { return r&(asSound|asFilm) != 0 }

func (r role) use() page.Use {
	switch {
	case r&asFilm != 0:
		return page.UseVideo
	case r&asSound != 0:
		return page.UseVoice
	case r&asPicture != 0:
		return page.UsePicture
	}
	return page.UseWords
}

// of takes the roles away that a file with such a name cannot have: what a page
// names by mistake as a film is still the picture that others show.
func (r role) of(file string) role {
	if r&asPicture != 0 && r.medium() {
		if picture.Known(file) {
			return r &^ (asSound | asFilm)
		}
		return r &^ (asPicture | asCover)
	}
	return r
}

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
	used := map[string]naming{} // by file
	for i := range pages {
		for _, v := range pages[i].Versions() {
			r.refers(v, &pages[i].Meta, used)
		}
		for j := range pages[i].Next { // what waits for approval is digested, too
			r.refers(&pages[i].Next[j], pages[i].NextMeta, used)
		}
	}
	files := slices.Sorted(maps.Keys(used))
	list := make([]page.Picture, len(files))
	var mu sync.Mutex
	err := r.each(len(files), func(i int) error {
		dir := path.Dir(files[i])
		notes := said[dir]
		if !found.dirs[dir] { // nobody has looked for a pictures.yaml there
			notes.uncertain = true
		}
		named := used[files[i]]
		p, more := r.keptPicture(notes.picture(files[i]), named.as.of(files[i]))
		if p.Fault != nil && p.Fault.Code == page.PictureMissing {
			more = named.missing()
		}
		mu.Lock()
		defer mu.Unlock()
		list[i] = p
		*problems = append(*problems, more...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	sameBytes(list)
	out := make(map[string]page.Picture, len(list))
	for _, p := range list {
		out[p.File] = p
	}
	return out, nil
}

// naming says how pages use a file, and where they name it.
type naming struct {
	as role
	at []diag.Place
}

// missing gives a problem for each place in which a file is named that is not there.
func (n naming) missing() []diag.Problem {
	message := "There is no such file."
	if n.as&asPicture != 0 {
		message = "There is no such picture."
	}
	var problems []diag.Problem
	for _, at := range n.at {
		problems = append(problems, diag.Problem{Code: page.PictureMissing, Place: at, Message: message, Fix: "Mend its name here, or put the file there. Capitals count."})
	}
	return problems
}

// refers adds the files that a version of a page refers to.
func (r *reader) refers(v *page.Version, m *page.Meta, used map[string]naming) {
	at := diag.Place{File: v.File, Line: m.Lines["cover"], Column: 1}
	add := func(link string, as role) {
		if f := r.site.PictureFile(v.File, link); f != "" && link != "" {
			n := used[f]
			used[f] = naming{n.as | as, append(n.at, at)}
		}
	}
	if v.Edition == page.Standard {
		cover := asPicture
		if !m.Discreet {
			cover |= asCover
		}
		add(m.Cover, cover)
	}
	for n := range page.Walk(v.Body) {
		at.Line, at.Column = int(n.Line), int(n.Column)
		switch n.Kind {
		case page.Image:
			add(n.URL, asPicture)
		case page.Audio, page.Video:
			as := asSound
			if n.Kind == page.Video {
				as = asFilm
			}
			add(n.Attr("src"), as)
			add(n.Attr("captions"), asCaptions)
			add(n.Attr("transcript"), asTranscript)
		}
	}
}

// picture reads one file, of which p says what pictures.yaml says. Nothing is
// encoded here: whether it will be is not decided yet.
func (r *reader) picture(p page.Picture, used role) (page.Picture, []diag.Problem) {
	fail := func(code, message, fix string) (page.Picture, []diag.Problem) {
		p.Fault = &diag.Problem{Code: code, Place: diag.Place{File: p.File}, Message: message, Fix: fix}
		return p, []diag.Problem{*p.Fault}
	}
	if !nolink.File(r.fsys, p.File) {
		return fail(page.PictureMissing, "A page names this file, but it is not there.", "Put the file there, or mend its name in the page. Capitals count.")
	}
	f, err := r.fsys.Open(p.File)
	if err != nil {
		return fail("cannot-open", "This cannot be opened.", "Check that it is a file which you may read.")
	}
	defer f.Close()
	// Photographs are large, and hundreds of them would be much to throw away.
	source := r.spare.Get().(*bytes.Buffer)
	defer r.spare.Put(source)
	source.Reset()
	sum := sha256.New()
	to, most := io.MultiWriter(sum, source), int64(maxPicture)
	if used.medium() { // nothing is to be known of it yet
		to, most = sum, maxMedium
	}
	switch n, err := io.Copy(to, io.LimitReader(f, most+1)); {
	case err != nil:
		return fail("cannot-open", "This cannot be read to its end.", "Check the file.")
	case n > most:
		return fail(tooLarge(used))
	}
	sum.Sum(p.Sum[:0])
	p.Stem, p.As, p.Cover = stem(p.Sum), used.use(), used&asCover != 0
	var problems []diag.Problem
	if err := work.Safely(func() error { problems = look(&p, source.Bytes(), used); return nil }); err != nil {
		fault := ProgramFault(p.File, err)
		p.Fault, problems = &fault, []diag.Problem{fault}
	}
	return p, problems
}

func tooLarge(used role) (code, message, fix string) {
	if used.medium() {
		return "media-too-large", "This recording is larger than 100 MB.", "Make it shorter, or save it with a lower quality."
	}
	return "picture-too-large", "This picture file is larger than 64 MB.", "Save it smaller: 2,000 pixels wide is plenty for a page."
}

// stem gives what the addresses of a file begin with. When what is made of the
// same source changes, so do they, since browsers keep what has such an address.
func stem(source [sha256.Size]byte) string {
	digest := sha256.Sum256(fmt.Appendf(nil, "picture %s media %s source %x", picture.Version, media.Version, source))
	return "/assets/" + hex.EncodeToString(digest[:8])
}

// look finds out what a file is, as far as that can be known before its pixels
// are decoded. It keeps nothing of source.
func look(p *page.Picture, source []byte, used role) (problems []diag.Problem) {
	hear := func(more []diag.Problem, ok bool) {
		if problems = append(problems, more...); !ok && p.Fault == nil {
			p.Fault = &more[0]
		}
	}
	if used&asPicture != 0 {
		facts, more, ok := picture.Look(p.File, source)
		if hear(more, ok); ok && facts.Drawing != nil {
			p.Words = facts.Words
			p.Renditions = []page.Rendition{{Address: p.Stem + ".svg", Type: "image/svg+xml", Width: facts.Width, Height: facts.Height, Bytes: facts.Drawing}}
		}
	}
	if used&asCaptions != 0 {
		captions, more, ok := media.ReadCaptions(p.File, source)
		if hear(more, ok); ok {
			p.Words = captions.Words
			p.Renditions = []page.Rendition{{Address: p.Stem + ".vtt", Type: "text/vtt", Bytes: captions.Bytes}}
		}
	}
	if used&asTranscript != 0 {
		transcript, more, ok := media.ReadTranscript(p.File, source)
		hear(more, ok)
		p.Transcript = transcript
	}
	return problems
}

// folder is what the pictures.yaml of one folder says.
type folder struct {
	own       map[string]page.Picture
	all       *page.Picture // "*"
	uncertain bool
	tags      map[string][]string // by name
	// mislaid are the names of own lines with people in them of which there is no
	// file: they may be meant for one with nearly that name.
	mislaid []string
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
	for name, p := range f.own {
		if _, err := fs.Stat(r.fsys, path.Join(path.Dir(file), name)); errors.Is(err, fs.ErrNotExist) {
			*problems = append(*problems, diag.Problem{Severity: diag.Warning, Code: "no-such-picture", Place: p.Said,
				Message: "This line is of a picture that is not beside it.", Fix: "Look for a misspelt name, in which capitals count; or take the line away."})
			if p.People.Said == page.SaidList {
				f.mislaid = append(f.mislaid, name)
			}
		}
	}
	return f
}

func pictureNotes(file string, src []byte) (folder, []diag.Problem) {
	f := folder{own: map[string]page.Picture{}, tags: map[string][]string{}}
	value, log := strict.Parse(file, src, 0)
	for _, pair := range value.Pairs("pictures.yaml") {
		m := pictureMapping().of(pair.Value)
		line, column := pair.Value.At()
		tags := m.Strings("tags")
		p := page.Picture{People: m.People("people"), Alt: m.String("alt"), AltSaid: m.Has("alt"), Credit: m.String("credit"), Licence: m.String("licence"),
			Said: diag.Place{File: file, Line: line, Column: column}}
		if pair.Key == "*" {
			f.all = &p
			continue
		}
		name := strings.TrimPrefix(pair.Key, "./")
		if strings.ContainsAny(name, "/\\*") || name != strings.TrimSpace(name) {
			m.Fail("", "wrong-value", "This is not the name of a picture beside this file.", "Write the file's name alone, without its folder and without spaces around it; \"*\" alone stands for every picture without a line of its own.")
		}
		if _, twice := f.own[name]; twice {
			m.Fail("", "duplicate-key", "A picture stands here twice.", "Keep one of the two.")
		}
		f.own[name], f.tags[name] = p, tags
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
	p.File, p.Uncertain = file, f.uncertain || !ok && f.mayBeMislaid(path.Base(file))
	return p
}

// mayBeMislaid says whether a file has nearly the name of a line with people in it:
// in capitals or not, with other signs between the words, another ending, or a slip
// of a key or two.
func (f folder) mayBeMislaid(name string) bool {
	return slices.ContainsFunc(f.mislaid, func(other string) bool { return diag.Suggest(spelled(name), []string{spelled(other)}) != "" })
}

// spelled gives the letters and digits of a file's name, without its ending.
func spelled(name string) string {
	if read, err := url.PathUnescape(name); err == nil {
		name = read
	}
	var words fold.Text
	words.Read([]byte(strings.TrimSuffix(name, path.Ext(name))))
	if len(words.Words) == 0 {
		return name
	}
	return string(words.Folded(0, len(words.Words)-1))
}

// sameBytes says of files that hold the same that everybody is in them who is said
// to be in any of them.
func sameBytes(list []page.Picture) {
	people := map[[sha256.Size]byte][]string{}
	for _, p := range list {
		for _, id := range p.People.IDs {
			if !slices.Contains(people[p.Sum], id) {
				people[p.Sum] = append(people[p.Sum], id)
			}
		}
	}
	for i := range list {
		if p := &list[i]; p.Stem != "" && p.As == page.UsePicture && p.People.Said != page.SaidNothing && len(people[p.Sum]) > len(p.People.IDs) {
			p.People = page.People{Said: page.SaidList, IDs: people[p.Sum]}
		}
	}
}

func isDrawing(file string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".png", ".gif", ".svg":
		return true
	}
	return false
}
