package generator

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"goldenthread/generator/amend"
	"goldenthread/generator/approval"
	"goldenthread/generator/consent"
	"goldenthread/generator/page"
	"goldenthread/generator/work"
)

// NotFoundError says that the site has no such page or person. What is its own
// word for it, since what was asked for may be anything.
type NotFoundError struct{ What string }

func (e *NotFoundError) Error() string { return e.What }

// noSuchPage and noRecord are what is said of a name that is none.
func noSuchPage() error {
	return &NotFoundError{"The site has no such page, so nothing was changed; 'goldenthread status' lists the paths of all pages, like stories/a-place-to-start."}
}

func noRecord() error {
	return &NotFoundError{"There is no record of that id in consent/, so nothing was changed; ids are the names of the files there, in lower case."}
}

// KnownPerson says, with a NotFoundError, that a site has no record of an id.
func KnownPerson(o Options, id string) error {
	if page.ValidID(id) {
		if _, err := os.Lstat(filepath.Join(o.Site, "consent", id+".yaml")); err == nil {
			return nil
		}
	}
	return &NotFoundError{"There is no record of that id in consent/; ids are the names of the files there, in lower case."}
}

// RefusedError says in a sentence why a record or page is not changed.
type RefusedError struct{ Why string }

func (e *RefusedError) Error() string { return e.Why }

// Approval is a person's yes to a text.
type Approval struct {
	Person  string
	Page    string // path or address
	Code    string
	Edition page.Edition // "" is the standard one, or that of the address
	On      page.Day     // zero is today
	How     string
	With    string
}

// Approved says what became of an approval.
type Approved struct {
	File string // the record's
	Page string // the page's path
	// Version says of which edition the text is.
	Version page.Edition
	// Present says that the text is the present one.
	Present bool
	// CutShort holds the two paths of a move that has to be completed; "" for none.
	// Until then no change takes its place.
	CutShort string
	// Done are the changes that took their place, Waiting those that still wait.
	Done, Waiting []Waiting
}

// Approve writes an approval into a person's record: of the present text, or of
// one that waits for approval. It is refused, with nothing changed, for somebody
// who is not one of the page's people or does not allow their words on it, and
// for a code that is that of neither text. A change that everybody has approved
// then takes its place. It builds nothing.
func Approve(ctx context.Context, o Options, a Approval) (done Approved, err error) {
	err = holding(ctx, o.Site, func() error {
		done, err = o.approve(ctx, a)
		return err
	})
	return done, err
}

func (o Options) approve(ctx context.Context, a Approval) (done Approved, err error) {
	w, err := o.decide(ctx, 0, nil)
	if err != nil {
		return done, err
	}
	defer w.root.Close()
	half, _ := readJournal(w.root) // one that cannot be read keeps nobody from a yes or no
	p, edition, ok := w.find(a.Page, half)
	if !ok {
		return done, noSuchPage()
	}
	rec := w.src.Records[a.Person]
	if rec == nil {
		return done, noRecord()
	}
	if a.Edition == "" {
		a.Edition = edition
	}
	if a.On == 0 {
		a.On = w.decisions.Today
	}
	text, why := w.against(p, rec, a, half)
	if why != "" {
		return done, &RefusedError{why}
	}
	done.File, done.Page, done.Version, done.Present = rec.File, p.Path, a.Edition, text == string(w.text(p, a.Edition))
	if half != nil {
		done.CutShort = half.From + " " + half.To
	}
	if !slices.ContainsFunc(rec.Approvals, func(b page.Approval) bool {
		return b.Page == p.Path && b.Edition == a.Edition && b.Text == text && b.On == a.On
	}) {
		err = change(w.root, rec.File, func(src []byte) ([]byte, error) {
			return amend.Approve(filepath.Base(rec.File), src, amend.Approval{
				Approval: page.Approval{Page: p.Path, Edition: a.Edition, Text: text, On: a.On}, How: a.How, With: a.With,
			})
		})
	}
	if err != nil || len(p.Next) == 0 {
		return done, err
	}
	if done.Done, done.Waiting, err = o.settle(ctx, p.Path); err != nil {
		err = fmt.Errorf("the approval is written into %s, but the approved text could not be put in its place; run the same command again: %w", rec.File, err)
	}
	return done, err
}

// against gives the text that an approval is of, or says why it is refused.
func (w *world) against(p *page.Page, rec *page.Record, a Approval, half *journal) (text, why string) {
	next := nextOf(p)
	if w.text(p, a.Edition) == "" && len(next) == 0 {
		return "", "The page has no such version that can be read, so there is no text to approve."
	}
	text, is := w.textOf(p, a.Edition, a.Code, half)
	why = w.mayNotApprove(p, rec)
	switch {
	case why != "":
		return "", why
	case !is && a.Edition == page.Standard && w.isEasyRead(p, a.Code):
		return "", "This is the code of the easy-read version: add --version easy-read."
	case !is && len(next) > 0:
		return "", "That is the code neither of the present text nor of the one that waits for approval. Show them the text, and ask for its code; 'goldenthread status' shows it."
	case !is:
		return "", "That is not the code of the present text. Show them the present text, and ask for its code; 'goldenthread status' shows it."
	case a.On > w.decisions.Today:
		return "", aheadOfToday
	}
	return text, ""
}

const aheadOfToday = "The day of an approval cannot be ahead."

// mayNotApprove says why a person cannot approve any text of a page; "" if they can.
func (w *world) mayNotApprove(p *page.Page, rec *page.Record) (why string) {
	people := consent.People(p)
	next := nextOf(p)
	for i := range next { // who comes with one version approves the other, too
		people = append(people, consent.People(&next[i])...)
	}
	switch {
	case rec.Fault != nil:
		return fmt.Sprintf("The record cannot be read: %s: %s Mend it first.", rec.Fault.Place, rec.Fault.Message)
	case !slices.Contains(people, rec.ID):
		return "This person is not one of the page's people, so they have nothing to approve here."
	case !consent.AllowsWords(w.src, p, rec.ID, w.decisions.Today):
		return "This person's consent does not allow their words on this page today, so an approval would not count. Ask for their signature first."
	}
	return ""
}

// textOf gives the text of an edition that what was typed is the code of: the present one, one that
// waits for approval, or one that a move which was cut short has changed meanwhile,
// which then is the one that came of it, as for every approval of it.
func (w *world) textOf(p *page.Page, edition page.Edition, typed string, half *journal) (text string, is bool) {
	if present := w.text(p, edition); approval.SameCode(typed, present.Code()) {
		return string(present), true
	}
	next := nextOf(p)
	for i := range next {
		if t := w.text(&next[i], edition); approval.SameCode(typed, t.Code()) {
			return string(t), true
		}
	}
	if half != nil {
		for _, t := range half.Texts {
			if (t.Page == p.Path || t.Page == half.other(p.Path)) && t.Edition == edition && approval.SameCode(typed, approval.Text(t.Was).Code()) {
				return t.Is, true
			}
		}
	}
	return "", false
}

// isEasyRead says whether what was typed is the code of the present easy-read version.
func (w *world) isEasyRead(p *page.Page, typed string) bool {
	t := w.text(p, page.EasyRead)
	return t != "" && approval.SameCode(typed, t.Code())
}

// text gives the digest of the present text of an edition; "" where there is
// none that can be read.
func (w *world) text(p *page.Page, edition page.Edition) approval.Text {
	for _, v := range p.Versions() {
		if v.Edition == edition && v.Fault == nil {
			return approval.TextOf(&w.src.Site, p, v, w.src.Pictures)
		}
	}
	return ""
}

// PagePaths gives the paths of pages that are each named by its path or address.
func PagePaths(ctx context.Context, o Options, names []string) ([]string, error) {
	w, pages, err := o.findPages(ctx, names...)
	if err != nil {
		return nil, err
	}
	defer w.root.Close()
	var paths []string
	for _, p := range pages {
		if p == nil {
			return nil, &NotFoundError{"The site has no such page; 'goldenthread status' lists the paths of all pages, like stories/a-place-to-start."}
		}
		paths = append(paths, p.Path)
	}
	return paths, nil
}

// findPages reads a site, and finds pages by their paths or addresses; nil for each that
// is not there.
func (o Options) findPages(ctx context.Context, names ...string) (*world, []*page.Page, error) {
	w, err := o.decide(ctx, 0, nil)
	if err != nil {
		return nil, nil, err
	}
	pages := make([]*page.Page, len(names))
	for i, name := range names {
		pages[i], _, _ = w.find(name, nil)
	}
	return w, pages, nil
}

// find gives a page by its path or address; the home page is /. One that half moved
// is found by either path.
func (w *world) find(name string, half *journal) (*page.Page, page.Edition, bool) {
	for _, name := range []string{strings.Trim(name, "/"), half.other(name)} {
		for i := range w.src.Pages {
			if p := &w.src.Pages[i]; p.Path == name {
				return p, page.Standard, true
			}
		}
	}
	target, ok := w.src.Site.Target("", name)
	if !ok {
		return nil, "", false
	}
	target = "/" + strings.Trim(strings.TrimSuffix(target, "index.html"), "/") + "/"
	for i := range w.src.Pages {
		p := &w.src.Pages[i]
		for _, edition := range []page.Edition{page.Standard, page.EasyRead} {
			if strings.Trim(p.Address(edition), "/") == strings.Trim(target, "/") {
				return p, edition, true
			}
		}
	}
	return nil, "", false
}

// findOld gives the one page that has stood at a path or address before, as its
// old_urls say. Whoever withdraws may know it by that.
func (w *world) findOld(name string) (found *page.Page, ok bool) {
	target, inside := w.src.Site.Target("", name)
	if !inside {
		return nil, false
	}
	for i := range w.src.Pages {
		p := &w.src.Pages[i]
		if slices.ContainsFunc(p.Meta.OldURLs, func(old string) bool { return strings.Trim(old, "/") == strings.Trim(target, "/") }) {
			if found != nil {
				return nil, false
			}
			found = p
		}
	}
	return found, found != nil
}

// Withdrawal is what became of a withdrawal.
type Withdrawal struct {
	File    string // of the record
	Entries int    // that were changed or added
	// Elsewhere are those of the pages named with which the person has nothing to do.
	Elsewhere []string
	// Before is what was decided of every page just before; nil where that could not
	// be told.
	Before []PageReport
}

// Withdraw writes a person's withdrawal into their record: of everything, or
// of these pages. It builds nothing. It waits for no move that was cut short, and whatever
// becomes of that, the withdrawal stands.
func Withdraw(ctx context.Context, o Options, person string, pages []string) (done Withdrawal, err error) {
	err = holding(ctx, o.Site, func() error {
		done, err = o.withdraw(ctx, person, pages, amend.WithdrawPages, amend.Said{})
		return err
	})
	return done, err
}

// sayNo writes into a record that a person says no for pages.
type sayNo func(name string, src []byte, pages []string, today page.Day, said amend.Said) ([]byte, error)

// withdraw withdraws; from pages, by what is given for it.
func (o Options) withdraw(ctx context.Context, person string, pages []string, say sayNo, said amend.Said) (done Withdrawal, err error) {
	w, err := o.decide(ctx, 0, nil)
	if err != nil {
		return done, err
	}
	defer w.root.Close()
	half, _ := readJournal(w.root)
	rec := w.src.Records[person]
	if rec == nil {
		return done, noRecord()
	}
	done.File = rec.File
	var paths []string
	for _, name := range pages {
		p, _, ok := w.find(name, half)
		if !ok {
			p, ok = w.findOld(name)
		}
		if !ok {
			return done, noSuchPage()
		}
		if p.Path == "" {
			return done, &RefusedError{"The home page is covered by 'everything' alone: withdraw everything, by naming no page."}
		}
		paths = append(paths, p.Path)
		if !w.concerns(p, rec.ID) {
			done.Elsewhere = append(done.Elsewhere, p.Path)
		}
	}
	done.Entries = 1
	err = change(w.root, rec.File, func(src []byte) (out []byte, err error) {
		name := filepath.Base(rec.File)
		if len(paths) > 0 {
			if out, err = say(name, src, paths, w.decisions.Today, said); err != nil {
				out, err = say(name, src, paths, w.decisions.Today, amend.Said{}) // how it was said keeps no no from being written
			}
			return out, err
		}
		out, done.Entries, err = amend.Withdraw(name, src, w.decisions.Today)
		return out, err
	})
	// What is only told must not keep a withdrawal from being carried out.
	if failed := work.Safely(func() error { done.Before = report(w.decisions, nil).Pages; return nil }); failed != nil {
		done.Before = nil
	}
	return done, err
}

// concerns says whether somebody is one of a page's people, is quoted on it, or is
// in one of its pictures, be it left out today or not.
func (w *world) concerns(p *page.Page, id string) bool {
	unreadable := func(v *page.Version) bool { return v.Fault != nil } // nobody knows
	return slices.ContainsFunc(p.Versions(), unreadable) || w.isOn(p, id)
}

// isOn is concerns as far as the page can be read.
func (w *world) isOn(p *page.Page, id string) bool {
	if slices.Contains(consent.People(p), id) {
		return true
	}
	for _, v := range p.Versions() {
		for n := range page.Walk(v.Body) {
			if n.Part != nil && n.Person == id {
				return true
			}
			if (n.Kind == page.Audio || n.Kind == page.Video) && slices.Contains(n.MediaPeople().IDs, id) {
				return true
			}
			if n.Kind == page.Image && slices.Contains(w.src.Pictures[w.src.Site.PictureFile(v.File, n.URL)].People.IDs, id) {
				return true
			}
		}
	}
	return p.Standard != nil && slices.Contains(w.src.Pictures[w.src.Site.PictureFile(p.Standard.File, p.Meta.Cover)].People.IDs, id)
}
