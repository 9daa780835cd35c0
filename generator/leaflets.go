package generator

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"goldenthread/generator/cache"
	"goldenthread/generator/diag"
	"goldenthread/generator/document"
	"goldenthread/generator/guard"
	"goldenthread/generator/leaflet"
	"goldenthread/generator/page"
	"goldenthread/generator/plan"
	"goldenthread/generator/publish"
	"goldenthread/generator/work"
)

// press makes the PDFs of a plan, before anything that leads to them is rendered: what
// could not be printed, nothing leads to.
type press struct {
	*maker
	watch   *guard.Guard
	folder  *publish.Folder
	private string
	refused *refusals
	// printing says that what no earlier build has printed is printed now. Else it is
	// counted in todo.
	printing bool
	todo     int

	files map[string]plan.Output // pictures and styles, by the paths of their addresses
	kept  cache.Printed
	mutex sync.Mutex
	sizes map[string]int // of those that may leave, by path
	wrong []diag.Problem
}

// sheet is a page that is to be printed.
type sheet struct {
	output plan.Output
	html   []byte
	digest string // of all that its PDF is made of
}

// printAll prints the PDFs of a plan, where that was asked for, and gives the plan
// with those alone that may leave. A page that is not printed has no PDF, and the rest
// goes on. Kept PDFs of whatever is not to be printed today go; the error is for those
// that did not, and for nothing else, so that it delays nothing.
func (o Options) printAll(ctx context.Context, p plan.Plan, s *press) (plan.Plan, []diag.Problem, error) {
	dir := filepath.Join(s.private, printedFolder)
	leaflets := p.Leaflets()
	if !o.PDF || len(leaflets) == 0 {
		return p.Printed(nil), nil, os.RemoveAll(dir)
	}
	browser, ok := leaflet.Find()
	if !ok {
		return p.Printed(nil), []diag.Problem{noBrowser}, os.RemoveAll(dir)
	}
	s.sizes, s.files = map[string]int{}, map[string]plan.Output{}
	for _, one := range p.Outputs() {
		if one.Stage() == plan.Assets {
			s.files[s.path()+"/"+one.Path()] = one
		}
	}
	var err error
	if s.kept, err = cache.OpenPrinted(dir); err != nil {
		s.warn(cannotKeep)
	}
	defer s.kept.Close()
	sheets := s.typeset(ctx, leaflets, browser.Version())
	if ctx.Err() != nil { // then these are not all, and what is kept is not theirs alone
		return p.Printed(nil), nil, nil
	}
	var digests []string
	for _, one := range sheets {
		digests = append(digests, one.digest)
	}
	notGone := s.kept.Keep(digests)
	todo := s.remembered(ctx, sheets)
	if s.printing {
		s.print(ctx, browser, todo, o.progress("printing"))
	} else {
		s.todo = len(todo)
	}
	return p.Printed(s.sizes), s.wrong, notGone
}

// printedFolder is where PDFs are kept, in the private folder.
const printedFolder = "leaflets"

var (
	noBrowser = diag.Problem{Severity: diag.Warning, Code: "pdf-no-browser",
		Message: "There is no Chromium here, so no PDF was made; everything else was built.",
		Fix:     "Install Chromium, Google Chrome or Microsoft Edge, and build again; or leave --pdf out."}
	noAnswer = diag.Problem{Severity: diag.Warning, Code: "pdf-no-browser",
		Message: "Chromium does not start here, or it stopped or took too long, so PDFs are missing; everything else was built.",
		Fix:     "Build again. If it stays so, open it by hand to see what it says. Under a user who is not root, its sandbox has to be allowed."}
	cannotKeep = diag.Problem{Severity: diag.Warning, Code: "cache", Place: diag.Place{File: ".goldenthread/" + printedFolder},
		Message: "PDFs cannot be kept here, so each is made anew at each build.", Fix: "Look at who may write there, and whether the disk is full; or delete this folder."}
)

func (s *press) warn(p diag.Problem) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.wrong = append(s.wrong, p)
}

// fail says that a page has no PDF.
func (s *press) fail(o plan.Output) {
	s.warn(diag.Problem{Severity: diag.Warning, Code: "pdf-failed", Place: diag.Place{File: o.Body().Leaflet.View.File},
		Message: "No PDF could be made of this page, so it has none.", Fix: "Build again. If it stays so, open the page in Chromium and print it there, to see what is wrong with it."})
}

// typeset renders what PDFs are printed of, and has the guard read it.
func (s *press) typeset(ctx context.Context, leaflets []plan.Output, browser string) []sheet {
	sheets := make([]sheet, len(leaflets))
	// It ends early only where the whole build does.
	_ = work.Each(ctx, len(leaflets), func(i int) error {
		o := leaflets[i]
		err := work.Safely(func() error {
			html, err := s.look.Render(o.Body().Leaflet)
			if err != nil {
				return err
			}
			problems, err := s.watch.LookBefore(o, html)
			if err != nil || len(problems) > 0 {
				s.refused.add(o, problems)
				return err
			}
			sheets[i] = sheet{o, html, digestOf(html, browser)}
			return nil
		})
		if err != nil {
			s.fail(o)
		}
		return nil
	})
	return slices.DeleteFunc(sheets, func(one sheet) bool { return one.html == nil })
}

// digestOf gives a digest of all that a PDF is made of. The names of pictures and
// styles in the HTML are digests themselves.
func digestOf(html []byte, browser string) string {
	sum := sha256.Sum256(slices.Concat([]byte(document.PrintedForm+"\x00"+browser+"\x00"), html))
	return hex.EncodeToString(sum[:])
}

// remembered takes the PDFs that an earlier build has made, and gives the rest.
func (s *press) remembered(ctx context.Context, sheets []sheet) (todo []sheet) {
	there := make([]bool, len(sheets))
	_ = work.Each(ctx, len(sheets), func(i int) error { // as in typeset
		var pdf []byte
		if pdf, there[i] = s.kept.Get(sheets[i].digest); there[i] {
			s.finish(sheets[i], pdf, false)
		}
		return nil
	})
	for i, one := range sheets {
		if !there[i] {
			todo = append(todo, one)
		}
	}
	return todo
}

// print prints, and keeps what was printed.
func (s *press) print(ctx context.Context, browser leaflet.Browser, todo []sheet, progress func(done, all int)) {
	jobs := make([]leaflet.Job, len(todo))
	for i, one := range todo {
		jobs[i] = leaflet.Job{URL: s.base() + page.Escaped(one.output.Body().Leaflet.Address), HTML: one.html}
	}
	err := browser.Print(ctx, jobs, s.open, func(i int, pdf []byte, err error) {
		defer progress(1, len(todo))
		if err != nil {
			s.fail(todo[i].output)
			return
		}
		s.finish(todo[i], pdf, true)
	})
	if err != nil && ctx.Err() == nil {
		s.warn(noAnswer)
	}
}

// base is the site's own address, without its last slash.
func (s *press) base() string { return strings.TrimSuffix(s.world.src.Site.BaseURL, "/") }

// path is the path of the site's own address, without its last slash.
func (s *press) path() string {
	at, err := url.Parse(s.base())
	if err != nil {
		return ""
	}
	return at.Path
}

// open gives a file that a page shows: one that is planned to be published, and no other.
func (s *press) open(name string) (f leaflet.File, err error) {
	o, planned := s.files[name]
	if !planned {
		return leaflet.File{}, leaflet.ErrNoFile
	}
	f.Type = typeOf[path.Ext(o.Path())]
	if r := o.Body().Rendition; r != nil {
		f.Type = r.Type
	}
	err = work.Safely(func() error {
		f.Bytes, err = s.bytes(o.Body())
		return err
	})
	return f, err
}

// typeOf are the media types of a theme's files.
var typeOf = map[string]string{
	".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
	".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".woff2": "font/woff2",
}

// finish has the guard look at a PDF, and prepares it. A fresh one is cleaned before,
// and kept once it has passed.
func (s *press) finish(of sheet, pdf []byte, fresh bool) {
	o := of.output
	err := work.Safely(func() (err error) {
		if fresh {
			if pdf, err = document.Printed(pdf); err != nil {
				return err
			}
		}
		passed, problems, err := s.watch.Look(o, pdf)
		if err != nil {
			return err
		}
		if len(problems) > 0 {
			s.refused.add(o, problems)
			return nil
		}
		if err := s.folder.Put(passed); err != nil {
			return err
		}
		if fresh && s.kept.Put(of.digest, pdf) != nil {
			s.warn(cannotKeep)
		}
		s.mutex.Lock()
		defer s.mutex.Unlock()
		s.sizes[o.Path()] = len(pdf)
		return nil
	})
	if err != nil {
		s.fail(o)
	}
}

// stoppedPrinting says that a build was stopped when all but its PDFs was published.
type stoppedPrinting struct{ by error }

func (e stoppedPrinting) Error() string {
	return "stopped while PDFs were printed; what had to be taken down is down, and everything else is published"
}

func (e stoppedPrinting) Unwrap() error { return e.by }

// countPDFs counts the PDFs of easy-read pages that are there after a build, and those
// that were there before it and are not any more. They come from published.json's files.
func (r *Report) countPDFs(before, after map[string]string) {
	for name := range after {
		if plan.IsLeaflet(name) {
			r.PDFs++
		}
	}
	for name := range before {
		if _, there := after[name]; !there && plan.IsLeaflet(name) {
			r.PDFsGone++
		}
	}
}
