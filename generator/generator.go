// Package generator turns a site's folder into the site that may be published
// today. It is the only place that knows every phase:
//
//	read → decide → plan → render → guard → publish
//
// There is one path. Every build decides anew; nothing here can publish what
// package consent has not cleared, and nothing is written that the guard has
// not passed.
package generator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"goldenthread"
	"goldenthread/generator/check"
	"goldenthread/generator/consent"
	"goldenthread/generator/diag"
	"goldenthread/generator/feed"
	"goldenthread/generator/guard"
	"goldenthread/generator/hosting"
	"goldenthread/generator/page"
	"goldenthread/generator/plan"
	"goldenthread/generator/publish"
	"goldenthread/generator/read"
	"goldenthread/generator/theme"
	"goldenthread/generator/work"
)

// Options say what to build.
type Options struct {
	Site string // the folder with site.yaml
	Out  string // "" is public in Site
	// PDF asks for a PDF of each easy-read page that may be printed, beside it. Without
	// it there are none, and those that were there go.
	PDF bool
	// Now is the clock.
	Now func() time.Time
	// Progress is called now and then, from several goroutines, with a phase
	// ("reading", "pictures", "printing", "making") and how much of it is done; nil for nobody.
	Progress func(phase string, done, all int)
	// Queued is called when another build has to end first; nil for nobody.
	Queued func()
}

func (o Options) progress(phase string) func(done, all int) {
	var sum atomic.Int64
	return func(done, all int) {
		if o.Progress != nil {
			o.Progress(phase, int(sum.Add(int64(done))), all)
		}
	}
}

// PastError says that a day to look ahead to is already over.
type PastError struct{ Today page.Day }

func (e *PastError) Error() string {
	return fmt.Sprintf("that day is over: today is %s, and one can only look ahead", e.Today)
}

// world is a site as it was read and decided.
type world struct {
	root      *os.Root
	src       *page.Source
	decisions consent.Decisions
	cleared   consent.Cleared
	problems  []diag.Problem
}

// decide reads a site and decides about it: for today, or for a later day. The
// album makes what it is there for of what was cleared.
func (o Options) decide(ctx context.Context, at page.Day, a *album) (*world, error) {
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return nil, err
	}
	src, err := read.Folder(ctx, root, o.progress("reading"))
	if err != nil {
		root.Close()
		return nil, err
	}
	w, err := o.decided(ctx, root, src, at, a)
	if err != nil {
		root.Close()
		return nil, err
	}
	return w, nil
}

// decided decides about a site that was read of a folder.
func (o Options) decided(ctx context.Context, root *os.Root, src *page.Source, at page.Day, a *album) (*world, error) {
	w := &world{root: root, src: src}
	if half, err := readJournal(root); err == nil && half != nil {
		half.bothPaths(w.src.Records)
	}
	today := page.DayOf(o.Now().In(w.src.Site.Location))
	if at != 0 && at < today {
		return nil, &PastError{today}
	}
	today = max(today, at)
	if err := a.settle(ctx, w, today, o.progress("pictures")); err != nil {
		return nil, err
	}
	w.problems = append(w.src.Problems, check.Source(w.src, today)...)
	w.problems = append(w.problems, w.onlyClearedWords()...)
	w.problems = append(w.problems, together(w.decisions)...)
	w.problems = append(w.problems, w.needless()...)
	w.problems = append(w.problems, unfinished(root)...)
	return w, nil
}

// together gives the problems that no file has from itself alone: pages whose
// keys name people who cannot be meant, and those that want one address.
func together(d consent.Decisions) []diag.Problem {
	var problems []diag.Problem
	for _, one := range d.List {
		for _, r := range one.Reasons {
			fix := ""
			switch {
			case r.Code == consent.Unreadable && !one.Fault:
				fix = "Take the id out of that line, or mend it."
			case r.Code == consent.AddressTaken:
				fix = "Give the page's file or folder another name."
			default:
				continue
			}
			problems = append(problems, diag.Problem{Code: string(r.Code), Place: r.Place, Message: r.Message, Fix: fix})
		}
	}
	return problems
}

// Build makes the folder Out match what may be published today. The error says
// that the machine failed; what could be taken down was.
//
// What has to be printed makes it two builds: the first has the PDFs alone that are
// there already, so that no withdrawal waits for a browser; the second prints the rest.
func Build(ctx context.Context, o Options) (Report, error) {
	if o.Out == "" {
		o.Out = filepath.Join(o.Site, "public")
	}
	first, err := o.build(ctx, false)
	r := first
	if err == nil && first.toPrint > 0 {
		if r, err = o.build(ctx, true); err == nil {
			counts := r.Files.After(*first.Files, first.before, first.after, r.after)
			r.Files = &counts
		} else if ctx.Err() != nil {
			err = stoppedPrinting{ctx.Err()}
		}
	}
	if err == nil {
		r.countPDFs(first.before, r.after)
	}
	return r.Report, err
}

// built is what one build did.
type built struct {
	Report
	toPrint int // PDFs that it did not print
	// before and after are the files that published.json named, and names now.
	before, after map[string]string
}

// build builds once. What is not printed now, it counts.
func (o Options) build(ctx context.Context, printing bool) (built, error) {
	private, err := privateFolder(o.Site)
	if err != nil {
		return built{}, err
	}
	for _, own := range []string{"content", "consent", "themes"} {
		if inside(filepath.Join(o.Site, own), o.Out) {
			return built{}, fmt.Errorf("nothing can be published into %s: %s/ holds the site's own files; nothing was touched; name another folder behind --out", o.Out, own)
		}
	}
	folder, err := publish.Open(ctx, o.Out, private, o.Queued)
	if err != nil {
		return built{}, err
	}
	defer folder.Close()
	before := folder.Files()
	pictures := newAlbum(filepath.Join(private, "pictures"))
	defer pictures.cache.Close()
	w, err := o.decide(ctx, 0, pictures)
	if err != nil {
		return built{}, err
	}
	defer w.root.Close()
	notPurged := pictures.cache.Keep(w.cleared.Pictures())

	p, look, err := w.plan(folder.Former())
	if err != nil {
		return built{}, err
	}
	watch := guard.New(w.knowledge(w.src, p, look))
	m := &maker{look, pictures, w}
	refused := &refusals{}
	s := &press{maker: m, watch: watch, folder: folder, private: private, refused: refused, printing: printing}
	p, problems, err := o.printAll(ctx, p, s)
	w.problems, notPurged = append(w.problems, problems...), cmp.Or(notPurged, err)
	failed := o.makeAll(ctx, p, m, watch, folder, refused)
	if err := ctx.Err(); err != nil {
		return built{}, err
	}
	w.problems = slices.Concat(w.problems, look.Problems(), watch.Problems(), pictures.problems())
	p = p.Without(refused.paths)
	memory := shownFile{path: filepath.Join(private, "shown"), out: o.Out, shown: w.decisions.Shown}
	mayTakeDown := !memory.same()
	if mayTakeDown {
		// Whatever a killed build leaves is not what is remembered.
		if err := memory.forget(); err != nil {
			return built{}, err
		}
	}
	counts, err := folder.Commit(ctx, p, mayTakeDown)
	if failed != nil {
		err = failed
	}
	err = cmp.Or(err, notPurged)
	r := report(w.decisions, append(w.problems, refused.problems...))
	r.refuse(refused)
	r.Files = &counts
	done := built{r, s.todo, before, folder.Files()}
	if err != nil {
		return done, err
	}
	return done, memory.keep()
}

// plan plans what was cleared, with the site's theme. What is cleared is in the plan then.
func (w *world) plan(former plan.Former) (plan.Plan, *theme.Theme, error) {
	draft := plan.Begin(w.cleared)
	w.cleared = w.cleared.WithoutViews()
	look, problems, err := theme.Load(w.root.FS(), w.src.Site.Theme, goldenthread.DefaultTheme(), draft.Frame())
	if err != nil {
		return plan.Plan{}, nil, err
	}
	p, more := draft.Make(look.Assets(), former)
	w.problems = slices.Concat(w.problems, problems, more)
	return p, look, nil
}

// knowledge is what the last look knows of a site.
func (w *world) knowledge(src *page.Source, p plan.Plan, look *theme.Theme) guard.Knowledge {
	return guard.Knowledge{Source: src, Decisions: w.decisions, Plan: p, Theme: append(look.Texts(), string(hosting.Headers()))}
}

// makeAll renders every output, has the guard look at it, and prepares it. One
// that fails, or that the guard refuses, is not prepared, so that an older one of
// its address goes; the others are made all the same. PDFs are left out: printAll has
// made them before.
func (o Options) makeAll(ctx context.Context, p plan.Plan, m *maker, watch *guard.Guard, folder *publish.Folder, refused *refusals) error {
	outputs := slices.DeleteFunc(slices.Clone(p.Outputs()), func(one plan.Output) bool { return one.Body().Leaflet != nil })
	done := o.progress("making")
	err := work.Each(ctx, len(outputs), func(i int) error {
		err := work.Safely(func() error { return makeOne(outputs[i], m, watch, folder, refused) })
		if err != nil {
			refused.fail(outputs[i], err)
		}
		done(1, len(outputs))
		return nil
	})
	slices.Sort(refused.paths)
	if err != nil {
		return err
	}
	return refused.failed
}

func makeOne(o plan.Output, m *maker, watch *guard.Guard, folder *publish.Folder, refused *refusals) error {
	bytes, err := m.bytes(o.Body())
	if err != nil {
		return err
	}
	passed, problems, err := watch.Look(o, bytes)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		refused.add(o, problems)
		return nil
	}
	return folder.Put(passed)
}

// maker makes the bytes of outputs.
type maker struct {
	look     *theme.Theme
	pictures *album
	world    *world
}

func (m *maker) bytes(b plan.Body) ([]byte, error) {
	switch {
	case b.Sheet != nil:
		return m.look.Render(b.Sheet)
	case b.Feed != nil:
		return feed.Atom(b.Feed, m.look.Style())
	case b.JSONFeed != nil:
		return feed.JSON(b.JSONFeed, m.look.Style())
	case b.Calendar != nil:
		return feed.Calendar(b.Calendar)
	case b.SiteMap != nil:
		return feed.SiteMap(b.SiteMap)
	case b.Search != nil:
		return feed.Search(b.Search)
	case b.Rendition != nil:
		return m.pictures.bytes(m.world, b.Rendition)
	default:
		return b.Bytes, nil
	}
}

// inside says whether a path is a folder or lies in it.
func inside(folder, name string) bool {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return true
	}
	name, err = filepath.Abs(name)
	if err != nil {
		return true
	}
	rel, err := filepath.Rel(folder, name)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// privateFolder makes the site's own folder for what is never published. Its
// owner alone may read it, and Git does not keep it.
func privateFolder(site string) (string, error) {
	if _, err := os.Stat(filepath.Join(site, "site.yaml")); err != nil {
		return "", err
	}
	dir := filepath.Join(site, ".goldenthread")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	ignore := filepath.Join(dir, ".gitignore")
	if _, err := os.Stat(ignore); err == nil {
		return dir, nil
	}
	return dir, os.WriteFile(ignore, []byte("*\n"), 0o600)
}

// Settings reads site.yaml alone.
func Settings(o Options) (page.Site, error) {
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return page.Site{}, err
	}
	defer root.Close()
	site, _, err := read.Site(root)
	return site, err
}

// FindSite gives the nearest folder upwards from dir that holds site.yaml.
func FindSite(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "site.yaml")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("there is no site.yaml here or in any folder above")
		}
		dir = up
	}
}
