package generator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"goldenthread/generator/amend"
	"goldenthread/generator/consent"
	"goldenthread/generator/nolink"
	"goldenthread/generator/page"
	"goldenthread/generator/read"
)

// MoveError says in a sentence why a page cannot have a path.
type MoveError struct{ Why string }

func (e *MoveError) Error() string { return e.Why }

// Moved says what a move changed. It holds no words of any page.
type Moved struct {
	From, To string   // page paths
	Files    []string // as they are named now: "content/blog/x.md: 2 links"
	Unread   []string // whose text cannot be read: its links stayed
	OldURLs  []string // addresses that lead to the page from now on
	// Quiet says why none do: "draft", "name", or "".
	Quiet string
	// Resumed says that this completed a move that had been cut short.
	Resumed bool
}

// Move puts a page under another path, and everything that names it follows:
// links, `covers`, approvals, the menu. What is published stays the same but for
// the address; where it would not, the move is refused. Everything is worked out
// before anything is written.
func Move(ctx context.Context, o Options, old, to string) (moved Moved, err error) {
	err = holding(ctx, o.Site, func() error {
		moved, err = o.move(ctx, old, strings.Trim(filepath.ToSlash(to), "/"))
		return err
	})
	return moved, err
}

func (o Options) move(ctx context.Context, old, to string) (Moved, error) {
	w, err := o.decide(ctx, 0, nil)
	if err != nil {
		return Moved{}, err
	}
	defer w.root.Close()
	if j, err := readJournal(w.root); err != nil {
		return Moved{}, err
	} else if j != nil {
		return Moved{From: j.From, To: j.To, Resumed: true}, j.goOn(w.root)
	}
	p, _, ok := w.find(old, nil)
	if !ok {
		return Moved{}, noSuchPage()
	}
	if err := w.mayMove(p, to); err != nil {
		return Moved{}, err
	}
	i := slices.IndexFunc(w.src.Pages, func(q page.Page) bool { return q.Path == p.Path })
	m := newMover(ctx, w, i, to)
	j, err := m.plan()
	if err != nil {
		return Moved{}, err
	}
	return m.moved, j.run(w.root)
}

// mayMove refuses what no page may be moved to, and pages that stay where they are.
func (w *world) mayMove(p *page.Page, to string) error {
	refuse := func(format string, args ...any) error {
		return &MoveError{fmt.Sprintf(format, args...) + " Nothing was changed."}
	}
	section, name, deep := strings.Cut(to, "/")
	if !deep {
		section, name = "", to
	}
	switch {
	case p.Own:
		return refuse("The home page, and a section's own page, stay where they are.")
	case to == p.Path:
		return refuse("The page is there already.")
	case name == "" || strings.Contains(name, "/"):
		return refuse("A page's new path is written like stories/a-place-to-start, or about for a page at the top.")
	case consent.Reserved(to) || section == "pictures" || name == "index":
		return refuse("The program makes that address itself; choose another.")
	}
	for _, n := range []string{section, name} {
		if fault := read.NameFault(n); fault != "" {
			return refuse("%s Choose another path.", fault)
		}
	}
	for i := range w.src.Pages {
		q := &w.src.Pages[i]
		switch {
		case q != p && q.Path == p.Path:
			return refuse("Two pages have the path %s; give one of them another by hand first.", p.Path)
		case q.Path == to:
			return refuse("There is a page %s already.", to)
		case q != p && slices.ContainsFunc(q.Meta.OldURLs, func(u string) bool { return strings.Trim(u, "/") == to }):
			return refuse("The page %s has that address among its old_urls; take it out there first.", q.Path)
		case section == "" && q.Section == to, section != "" && q.Section == "" && !q.Own && q.Path == section:
			return refuse("A page at the top and a section cannot have one name, %s.", strings.Split(to, "/")[0])
		}
	}
	for _, v := range slices.Concat([]*page.Version{p.Standard, p.EasyRead}, nextVersions(p)) {
		if v != nil && v.Fault != nil {
			return refuse("The page cannot be read: %s: %s Mend it first.", v.Fault.Place, v.Fault.Message)
		}
	}
	if p.Standard == nil {
		return refuse("The page has no standard version; write one first.")
	}
	return w.placeFree(p, section, to, refuse)
}

// placeFree refuses a place in which something is already, or to which a page of
// this form cannot go.
func (w *world) placeFree(p *page.Page, section, to string, refuse func(string, ...any) error) error {
	fsys := w.root.FS()
	if folderPage(p) {
		if section == "" {
			return refuse("A page with a folder of its own stands in a section; choose a path like blog/%s.", path.Base(to))
		}
		for _, f := range w.src.Site.Files {
			if strings.HasPrefix(f.Path, p.Path+"/") {
				return refuse("site.yaml publishes a file of the page's folder under 'files'; take it out there first.")
			}
		}
	}
	for _, name := range []string{"", ".md", ".easy-read.md", ".next.md", ".easy-read.next.md"} {
		if _, err := fs.Lstat(fsys, "content/"+to+name); err == nil {
			return refuse("There is something at content/%s%s already.", to, name)
		}
	}
	if err := nolink.Folder(fsys, path.Join("content", section)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return refuse("content/%s is no folder itself.", section)
	}
	return nil
}

// mover works a move out.
type mover struct {
	*world
	*route
	ctx     context.Context
	written map[string][]byte // files with other bytes, by their names before
	steps   []step            // that write them
	moved   Moved
}

func newMover(ctx context.Context, w *world, i int, to string) *mover {
	return &mover{world: w, ctx: ctx, route: newRoute(w.src, i, to), written: map[string][]byte{}, moved: Moved{From: w.src.Pages[i].Path, To: to}}
}

// plan works out every step, and makes sure that what is published stays the same.
//
// Whenever it is cut short, or a build runs meanwhile, every page is covered by the
// entries that covered it before: the records first name both paths, and lose the
// old one last. A text whose digest changes has both approved.
func (m *mover) plan() (*journal, error) {
	if err := m.coversSame(); err != nil {
		return nil, err
	}
	m.moved.OldURLs = m.oldAddresses()
	if err := m.rewrite(m.moved.OldURLs); err != nil {
		return nil, err
	}
	after, err := m.reread()
	if err != nil {
		return nil, err
	}
	j := &journal{From: m.from, To: m.to, Texts: m.digests(after)}
	if err := m.records(after, j.moved()); err != nil {
		return nil, err
	}
	slices.Sort(m.moved.Files)
	if err := m.same(after); err != nil {
		return nil, err
	}
	slices.SortFunc(m.steps, func(a, b step) int { return strings.Compare(a.File, b.File) })
	j.Steps = append([]step{{Records: nameBoth}}, m.steps...)
	for _, f := range m.files {
		j.Steps = append(j.Steps, step{File: f.was, Name: f.is})
	}
	j.Steps = append(j.Steps, step{Records: nameNew})
	return j, nil
}

// oldAddresses gives the addresses that shall lead to the page from now on: its own,
// and its easy-read version's. A draft has none that anybody knows. (A page that is
// withheld may have been published before; and while it is withheld, nothing leads to
// it.) Nor has one whose path shows a guarded name, which the old address would tell
// for ever. The old address of a discreet page is its eight letters, as before, and so
// never tells its path.
func (m *mover) oldAddresses() []string {
	p := &m.src.Pages[m.page]
	switch {
	case p.Meta.Draft || p.Meta.From > m.decisions.Today:
		m.moved.Quiet = "draft"
		return nil
	case m.showsName() && !p.Meta.Discreet:
		m.moved.Quiet = "name"
		return nil
	}
	var list []string
	for _, v := range p.Versions() {
		list = append(list, p.Address(v.Edition))
	}
	return list
}

// rewrite works out every page's file and site.yaml.
func (m *mover) rewrite(old []string) error {
	after := atPath(&m.src.Pages[m.page], m.to)
	section, week := path.Split(m.from)
	for i := range m.src.Pages {
		p := &m.src.Pages[i]
		for _, v := range slices.Concat(p.Versions(), nextVersions(p)) {
			if i != m.page && section != "weeks/" && v.Fault == nil && !m.touches(p, v) {
				continue
			}
			c := amend.PageChange{Link: func(link string) string { return m.link(v.File, link) }}
			if section == "weeks/" {
				c.Week, c.NewWeek = week, path.Base(m.to)
				if after.Section != "weeks" && (p.Meta.Week == week || p.NextMeta.Week == week) {
					return &RefusedError{fmt.Sprintf("The page %s says that it belongs to this week, and a week stays in content/weeks/.", p.Path)}
				}
			}
			if i == m.page && v.Edition == page.Standard {
				c.Add = old
				c.Drop = []string{after.Address(page.Standard), after.Address(page.EasyRead)}
			}
			if err := m.rewriteFile(v.File, c); err != nil {
				return err
			}
		}
	}
	src, err := m.root.ReadFile("site.yaml")
	if err != nil {
		return err
	}
	out, n, err := amend.Settings(src, m.from, m.to, func(link string) string { return m.link("site.yaml", link) })
	if err != nil {
		return &RefusedError{err.Error()}
	}
	m.keep("site.yaml", src, out, count(n, "address", "addresses"))
	return nil
}

// touches says whether an address in a version that can be read becomes another.
func (m *mover) touches(p *page.Page, v *page.Version) bool {
	other := func(link string) bool { return link != "" && m.link(v.File, link) != link }
	for address := range amend.Addresses(v.Body) {
		if other(address) {
			return true
		}
	}
	for _, meta := range []*page.Meta{&p.Meta, p.NextMeta} {
		if other(meta.Cover) || slices.ContainsFunc(meta.Events, func(e page.Event) bool { return other(e.URL) }) {
			return true
		}
	}
	return false
}

func (m *mover) rewriteFile(file string, c amend.PageChange) error {
	src, err := m.root.ReadFile(file)
	if err != nil {
		return err
	}
	out, n, err := amend.Page(file, src, c)
	bad := new(amend.LinkError)
	switch {
	case errors.Is(err, amend.ErrNoText):
		m.moved.Unread = append(m.moved.Unread, m.after(file))
	case errors.As(err, &bad):
		return &RefusedError{bad.Error() + ", and move the page then."}
	case err != nil:
		return &RefusedError{fmt.Sprintf("%s has to be changed, and its keys are written in a way that cannot be changed safely. Write them more simply, one on a line.", file)}
	}
	what := count(n, "address", "addresses")
	if len(c.Add) > 0 {
		what = strings.TrimPrefix(what+", old_urls", ", ")
	}
	m.keep(file, src, out, what)
	return nil
}

// keep remembers a file's new bytes.
func (m *mover) keep(file string, before, after []byte, what string) {
	if !bytes.Equal(before, after) {
		m.written[file] = after
		m.steps = append(m.steps, step{File: file, Before: before, After: after})
		m.moved.Files = append(m.moved.Files, m.after(file)+": "+what)
	}
}

func count(n int, one, many string) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// reread reads the site as it will be.
func (m *mover) reread() (*page.Source, error) {
	o := overlay{base: m.root.FS(), renamed: map[string]string{}, texts: map[string][]byte{}}
	for _, f := range m.files {
		o.renamed[f.is] = f.was
	}
	for file, text := range m.written {
		o.texts[m.after(file)] = text
	}
	return read.FS(m.ctx, o, nil)
}

// records works out the records, and puts them into the site as it will be. They
// are no steps of their own: at each, whatever stands in the records then follows.
func (m *mover) records(after *page.Source, moved amend.MovedPage) error {
	for _, id := range sortedIDs(m.src.Records) {
		rec := m.src.Records[id]
		src, err := m.root.ReadFile(rec.File)
		if err != nil {
			return err
		}
		name := path.Base(rec.File)
		both, err := amend.Both(name, src, moved)
		var out []byte
		covers, approvals := 0, 0
		if err == nil {
			out, covers, approvals, err = amend.Follow(name, both, moved)
		}
		if err != nil {
			return &RefusedError{fmt.Sprintf("%s names the page, and cannot be changed safely. Mend the record first, or write it more simply.", rec.File)}
		}
		if bytes.Equal(src, out) {
			continue
		}
		text, bad := read.Text(rec.File, out)
		if bad != nil {
			return &RefusedError{fmt.Sprintf("%s: %s", rec.File, bad.Message)}
		}
		is, _, _ := read.Record(name, text)
		after.Records[id] = &is
		what := slices.DeleteFunc([]string{count(covers, "entry", "entries"), count(approvals, "approval", "approvals")}, func(s string) bool { return s == "" })
		m.moved.Files = append(m.moved.Files, rec.File+": "+strings.Join(what, ", "))
	}
	return nil
}
