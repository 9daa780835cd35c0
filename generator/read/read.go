// Package read reads a site's folder into plain data: pages, pictures, consent
// records and settings, each file from itself alone.
//
// It promises that every mistake in a file is a problem with its place, that a
// file at fault keeps to itself, and that nothing outside the folder is read
// and no symbolic link followed. It fails, with an error, only where the whole
// could not be decided: site.yaml cannot be read, or a record cannot even be
// opened. It decides nothing: what it gives is full of what must not be
// published.
package read

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"goldenthread/generator/diag"
	"goldenthread/generator/markdown"
	"goldenthread/generator/nolink"
	"goldenthread/generator/page"
	"goldenthread/generator/work"
)

// maxText bounds a page, a record and site.yaml, in bytes.
const maxText = 1 << 20

// SiteError says that site.yaml cannot be read, so that nothing can be
// decided.
type SiteError struct{ Problems []diag.Problem }

func (e *SiteError) Error() string {
	if len(e.Problems) == 0 {
		return "site.yaml cannot be read"
	}
	return fmt.Sprintf("%s: %s", e.Problems[0].Place, e.Problems[0].Message)
}

// Site reads site.yaml and words.yaml alone.
func Site(root *os.Root) (page.Site, []diag.Problem, error) {
	return site(root.FS())
}

// Folder reads a whole site. done is called as files are read, from several
// goroutines; it may be nil.
func Folder(ctx context.Context, root *os.Root, done func(files, all int)) (*page.Source, error) {
	return FS(ctx, root.FS(), done)
}

// FS is Folder for a site that lies in whatever kind of file system.
func FS(ctx context.Context, fsys fs.FS, done func(files, all int)) (*page.Source, error) {
	r := newReader(ctx, fsys)
	r.done = done
	return r.folder()
}

type reader struct {
	fsys     fs.FS
	markdown *markdown.Parser
	ctx      context.Context
	done     func(files, all int)
	site     page.Site
	spare    sync.Pool // of *bytes.Buffer, for files
	memory   *Memory   // nil: nothing is kept
}

func newReader(ctx context.Context, fsys fs.FS) *reader {
	r := &reader{fsys: fsys, markdown: markdown.NewParser(), ctx: ctx}
	r.spare.New = func() any { return new(bytes.Buffer) }
	return r
}

func (r *reader) folder() (*page.Source, error) {
	s, problems, err := site(r.fsys)
	if err != nil {
		return nil, err
	}
	r.site = s
	src := &page.Source{Site: s, Problems: problems}
	if src.Records, err = r.records(&src.Problems); err != nil {
		return nil, err
	}
	found, err := r.keptList(&src.Problems)
	if err != nil {
		return nil, err
	}
	if src.Pages, err = r.pages(found.texts, &src.Problems); err != nil {
		return nil, err
	}
	if src.Pictures, err = r.pictures(src.Pages, found, &src.Problems); err != nil {
		return nil, err
	}
	for _, name := range found.writings {
		if _, transcript := src.Pictures[name]; !transcript {
			src.Problems = append(src.Problems, noPage(name))
		}
	}
	src.Bank, _ = Bank(r.fsys) // what is wrong there is among the problems by now
	return src, nil
}

// listing is what stands in content/.
type listing struct {
	texts []string // page files
	notes []string // pictures.yaml files
	// unread are the folders with something like a pictures.yaml, which nobody
	// can rely on.
	unread []string
	// writings are texts that somebody may take for pages.
	writings []string
	// dirs are the folders that were walked.
	dirs map[string]bool
}

// list walks content/ and reports what does not belong there.
func (r *reader) list(problems *[]diag.Problem) (listing, error) {
	l := listing{dirs: map[string]bool{}}
	// To go on without content/ where something of that name is there would be to
	// take down the whole site.
	err := nolink.Folder(r.fsys, "content")
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err != nil {
		return l, err
	}
	err = fs.WalkDir(listedAhead(r.fsys, "content"), "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			*problems = append(*problems, cannotOpen(name))
			return fs.SkipDir
		}
		base := path.Base(name)
		depth := strings.Count(name, "/")
		if isNotes(base) && (base != "pictures.yaml" || !d.Type().IsRegular()) {
			l.unread = append(l.unread, path.Dir(name))
			*problems = append(*problems, diag.Problem{Code: "bad-name", Place: diag.Place{File: name},
				Message: "What is said of pictures stands in a plain file named pictures.yaml, in lower case; this is another, so no picture beside it is shown.", Fix: "Rename it to pictures.yaml."})
			return nil
		}
		switch {
		case strings.HasPrefix(base, ".") && name != "content":
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type()&fs.ModeSymlink != 0:
			*problems = append(*problems, diag.Problem{Code: "symlink", Place: diag.Place{File: name},
				Message: "This is a symbolic link, which is not followed.", Fix: "Put the file itself here."})
		case d.IsDir() && depth > 2 || !d.IsDir() && depth > 3:
			*problems = append(*problems, diag.Problem{Code: "too-deep", Place: diag.Place{File: name},
				Message: "This lies too deep: a page is content/SECTION/NAME.md or content/SECTION/NAME/index.md.", Fix: "Move it up."})
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
			l.dirs[name] = true
		case strings.HasSuffix(strings.ToLower(base), ".md.txt"), strings.EqualFold(path.Ext(base), ".markdown"):
			*problems = append(*problems, diag.Problem{Severity: diag.Warning, Code: "bad-name", Place: diag.Place{File: name},
				Message: "This looks like a page, but its name does not end in .md, so it is passed over.", Fix: "Let its name end in .md, with nothing behind it."})
		case strings.EqualFold(path.Ext(base), ".md"):
			l.texts = append(l.texts, name)
		case base == "pictures.yaml":
			l.notes = append(l.notes, name)
		case isWriting(base) && !slices.ContainsFunc(r.site.Files, func(f page.File) bool { return "content/"+f.Path == name }):
			l.writings = append(l.writings, name)
		}
		return nil
	})
	return l, err
}

// isNotes says whether a file is meant to say who is in pictures, be its name right
// or not.
func isNotes(base string) bool {
	lower := strings.ToLower(base)
	return lower == "pictures.yaml" || lower == "pictures.yml" || strings.HasPrefix(lower, "pictures.y") && strings.HasSuffix(lower, ".txt")
}

// isWriting says whether a file is a text that somebody may take for a page.
func isWriting(base string) bool {
	return slices.Contains([]string{".doc", ".docx", ".odt", ".rtf", ".pages", ".txt"}, strings.ToLower(path.Ext(base)))
}

func noPage(file string) diag.Problem {
	return diag.Problem{Severity: diag.Note, Code: "not-a-page", Place: diag.Place{File: file},
		Message: "This text is no page, and no page uses it, so it is not published.",
		Fix:     "If it is a transcript, write its name behind transcript= in the page. Else copy its text into a page ('goldenthread new story' makes one), and keep it elsewhere."}
}

func cannotOpen(file string) diag.Problem {
	return diag.Problem{Code: "cannot-open", Place: diag.Place{File: file},
		Message: "This cannot be opened.", Fix: "Check that it is a file which you may read."}
}

// pages reads every page file, and gathers the versions of each page.
func (r *reader) pages(files []string, problems *[]diag.Problem) ([]page.Page, error) {
	texts := make([]text, len(files))
	err := r.each(len(files), func(i int) error {
		texts[i] = r.keptText(files[i])
		return nil
	})
	if err != nil {
		return nil, err
	}
	type key struct {
		path        string
		own, folder bool
	}
	byKey := map[key]*page.Page{}
	var order []key
	noMeta := new(page.Meta)
	for i := range texts {
		t := &texts[i]
		*problems = append(*problems, t.problems...)
		if t.version == nil {
			continue
		}
		k := key{t.place.path, t.place.own, t.place.folder}
		if byKey[k] == nil {
			byKey[k] = &page.Page{Path: t.place.path, Section: t.place.section, Own: t.place.own, NextMeta: noMeta}
			order = append(order, k)
		}
		p := byKey[k]
		switch {
		case t.place.next:
			p.Next = append(p.Next, *t.version)
			if t.version.Edition == page.Standard {
				p.NextMeta = &t.meta
			}
		case t.version.Edition == page.EasyRead:
			p.EasyRead = t.version
		default:
			p.Standard, p.Meta = t.version, t.meta
		}
	}
	pages := make([]page.Page, 0, len(order))
	for _, k := range order {
		p := *byKey[k]
		if p.Standard == nil && p.EasyRead == nil {
			for _, n := range p.Next {
				*problems = append(*problems, diag.Problem{Code: "next-alone", Place: diag.Place{File: n.File},
					Message: "No page stands beside this change that waits for approval.", Fix: "Take '.next' out of its name if it is a new page."})
			}
			continue
		}
		pages = append(pages, p)
	}
	slices.SortStableFunc(pages, func(a, b page.Page) int { return strings.Compare(a.Path, b.Path) })
	return pages, nil
}

// each runs f for 0 … n-1, several at once.
func (r *reader) each(n int, f func(i int) error) error {
	return work.Each(r.ctx, n, func(i int) error {
		if err := f(i); err != nil {
			return err
		}
		if r.done != nil {
			r.done(1, n)
		}
		return nil
	})
}

// Text gives the bytes of a file as text: without a byte order mark, and with
// line feeds alone; or what keeps them from being text.
func Text(file string, src []byte) ([]byte, *diag.Problem) { return decodeText(file, src) }

// asText makes text of bytes that are none, as well as can be: zeros are dropped,
// which leaves most of a text in UTF-16; and what is no UTF-8 is taken for Latin-1,
// which editors call ANSI.
func asText(src []byte) []byte {
	src = bytes.ReplaceAll(src, []byte{0}, nil)
	if utf8.Valid(src) {
		return src
	}
	out := make([]byte, 0, len(src)+len(src)/8)
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			r = rune(src[i])
		}
		out = utf8.AppendRune(out, r)
		i += n
	}
	return out
}

// readText reads a text file of at most maxText bytes. Where it is no text, it
// gives what can be made out of it beside the problem.
func readText(fsys fs.FS, name string) ([]byte, *diag.Problem, error) {
	return readTextInto(new(bytes.Buffer), fsys, name)
}

// readTextInto is readText with room that may be used again once the text is not needed
// any more.
func readTextInto(buffer *bytes.Buffer, fsys fs.FS, name string) ([]byte, *diag.Problem, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	buffer.Reset()
	if info, err := f.Stat(); err == nil {
		buffer.Grow(int(min(info.Size(), maxText)) + bytes.MinRead)
	}
	if _, err := buffer.ReadFrom(io.LimitReader(f, maxText+1)); err != nil {
		return nil, nil, err
	}
	src := buffer.Bytes()
	if len(src) > maxText {
		return asText(src), &diag.Problem{Code: "too-large", Place: diag.Place{File: name},
			Message: "This file is larger than a megabyte, which no text of ours is.", Fix: "Check that it is the right file, or part it."}, nil
	}
	text, bad := decodeText(name, src)
	if bad != nil {
		return asText(src), bad, nil
	}
	return text, nil, nil
}
