package generator

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"goldenthread/generator/amend"
	"goldenthread/generator/approval"
	"goldenthread/generator/consent"
	"goldenthread/generator/page"
	"goldenthread/generator/publish"
)

// NotFoundError says that the site has no such page or person. What is its own
// word for it, since what was asked for may be anything.
type NotFoundError struct{ What string }

func (e *NotFoundError) Error() string { return e.What }

// RefusedError says in a sentence why a record is not changed.
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
	// Present says that the text is the present one.
	Present bool
	// Done are the changes that took their place, Waiting those that still wait.
	Done, Waiting []Waiting
}

// Approve writes an approval into a person's record: of the present text, or of
// one that waits for approval. It is refused, with nothing changed, for somebody
// who is not one of the page's people or does not allow their words on it, and
// for a code that is that of neither text. A change that everybody has approved
// then takes its place. It builds nothing.
func Approve(ctx context.Context, o Options, a Approval) (done Approved, err error) {
	w, err := o.decide(ctx, 0)
	if err != nil {
		return done, err
	}
	defer w.root.Close()
	p, edition, ok := w.find(a.Page)
	if !ok {
		return done, &NotFoundError{"The site has no such page, so nothing was changed; 'goldenthread status' lists the paths of all pages, like stories/a-place-to-start."}
	}
	rec := w.src.Records[a.Person]
	if rec == nil {
		return done, &NotFoundError{"There is no record of that id in consent/, so nothing was changed; ids are the names of the files there, in lower case."}
	}
	if a.Edition == "" {
		a.Edition = edition
	}
	today := w.decisions.Today
	if a.On == 0 {
		a.On = today
	}
	text, why := w.against(p, rec, a, today)
	if why != "" {
		return done, &RefusedError{why}
	}
	done.File, done.Page, done.Present = rec.File, p.Path, text == string(w.text(p, a.Edition))
	if !slices.ContainsFunc(rec.Approvals, func(b page.Approval) bool {
		return b.Page == p.Path && b.Edition == a.Edition && b.Text == text && b.On == a.On
	}) {
		err = change(ctx, o.Site, rec.File, func(src []byte) ([]byte, error) {
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
func (w *world) against(p *page.Page, rec *page.Record, a Approval, today page.Day) (text, why string) {
	present := w.text(p, a.Edition)
	next := nextOf(p)
	if present == "" && len(next) == 0 {
		return "", "The page has no such version that can be read, so there is no text to approve."
	}
	people := consent.People(p)
	code := approval.SameCode(a.Code, present.Code())
	if code {
		text = string(present)
	}
	for i := range next { // who comes with one version approves the other, too
		people = append(people, consent.People(&next[i])...)
		if t := w.text(&next[i], a.Edition); !code && approval.SameCode(a.Code, t.Code()) {
			text, code = string(t), true
		}
	}
	switch {
	case rec.Fault != nil:
		return "", fmt.Sprintf("The record cannot be read: %s: %s Mend it first.", rec.Fault.Place, rec.Fault.Message)
	case !slices.Contains(people, rec.ID):
		return "", "This person is not one of the page's people, so they have nothing to approve here."
	case !consent.AllowsWords(w.src, p, rec.ID, today):
		return "", "This person's consent does not allow their words on this page today, so an approval would not count."
	case !code && len(next) > 0:
		return "", "That is the code neither of the present text nor of the one that waits for approval. Show them the text, and ask for its code; 'goldenthread status' shows it."
	case !code:
		return "", "That is not the code of the present text. Show them the present text, and ask for its code; 'goldenthread status' shows it."
	case a.On > today:
		return "", "The day of an approval cannot be ahead."
	}
	return text, ""
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

// PagePath gives the path of a page that is named by its path or address.
func PagePath(ctx context.Context, o Options, name string) (string, error) {
	w, err := o.decide(ctx, 0)
	if err != nil {
		return "", err
	}
	defer w.root.Close()
	p, _, ok := w.find(name)
	if !ok {
		return "", &NotFoundError{"The site has no such page; name it by its path, for example stories/a-place-to-start."}
	}
	return p.Path, nil
}

// find gives a page by its path or address; the home page is /.
func (w *world) find(name string) (*page.Page, page.Edition, bool) {
	for i := range w.src.Pages {
		if p := &w.src.Pages[i]; p.Path == strings.Trim(name, "/") {
			return p, page.Standard, true
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

// Withdraw writes a person's withdrawal into their record: of everything, or
// of these pages. It gives the record's file and how many entries it changed or
// added. It builds nothing.
func Withdraw(ctx context.Context, o Options, person string, pages []string) (file string, entries int, err error) {
	w, err := o.decide(ctx, 0)
	if err != nil {
		return "", 0, err
	}
	defer w.root.Close()
	rec := w.src.Records[person]
	if rec == nil {
		return "", 0, &NotFoundError{"There is no record of that id in consent/, so nothing was changed; ids are the names of the files there, in lower case."}
	}
	var paths []string
	for _, name := range pages {
		p, _, ok := w.find(name)
		if !ok {
			return "", 0, &NotFoundError{"The site has no such page, so nothing was changed; 'goldenthread status' lists the paths of all pages, like stories/a-place-to-start."}
		}
		if p.Path == "" {
			return "", 0, &RefusedError{"The home page is covered by 'everything' alone: withdraw everything, by naming no page."}
		}
		paths = append(paths, p.Path)
	}
	entries = 1
	err = change(ctx, o.Site, rec.File, func(src []byte) (out []byte, err error) {
		name := filepath.Base(rec.File)
		if len(paths) > 0 {
			return amend.WithdrawPages(name, src, paths, w.decisions.Today)
		}
		out, entries, err = amend.Withdraw(name, src, w.decisions.Today)
		return out, err
	})
	return rec.File, entries, err
}

// change rewrites a record by write-then-rename, with its mode; it is not
// touched where nothing changes. Two at once wait for each other, so that
// neither writes back what the other has just changed.
func change(ctx context.Context, site, file string, f func([]byte) ([]byte, error)) (err error) {
	private, err := privateFolder(site)
	if err != nil {
		return err
	}
	release, err := publish.Hold(ctx, filepath.Join(private, "records"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	name := filepath.Join(site, filepath.FromSlash(file))
	before, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	after, err := f(before)
	if err != nil || string(after) == string(before) {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if now, err := os.ReadFile(name); err != nil || string(now) != string(before) {
		return errors.Join(err, errors.New("the record was changed by another program just now; try again"))
	}
	temp, err := os.CreateTemp(filepath.Dir(name), ".*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	if _, err = temp.Write(after); err == nil {
		err = temp.Sync()
	}
	if closed := temp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Chmod(temp.Name(), info.Mode().Perm())
	}
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), name)
}
