package generator

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"goldenthread/generator/amend"
	"goldenthread/generator/approval"
	"goldenthread/generator/ask"
	"goldenthread/generator/page"
)

// Answer is what a person answered when they were asked about a page.
type Answer struct {
	Person string
	Page   string // path or address
	ask.Reply
	// NoName and NoPictures narrow codes that were given without a short answer: their
	// name, and files of pictures of them, that they said no to.
	NoName     bool
	NoPictures []string
	Edition    page.Edition // that codes have to be of; "" for any
	On         page.Day     // of a yes; zero is today
	How        string       // "" for nothing that is written down
	With       string       // "" is who helped
}

// Taken says what became of an answer. It names no text.
type Taken struct {
	Say  ask.Say
	File string // the record's
	Page string // the page's path
	// Approved are the versions whose text was approved.
	Approved []page.Edition
	// Present says that all of these are the present texts.
	Present bool
	// NoName and NoPictures say what was refused: the name, and the pictures of them on
	// this page, all of them where they said no to any; Pictures are those that they
	// said no to.
	NoName, NoPictures bool
	Pictures           []string
	// Other says of a no that it was given about other texts than those that the page
	// has now. Elsewhere says that the person has nothing to do with the page.
	Other, Elsewhere bool
	// CutShort, Done and Waiting are those of Approved.
	CutShort      string
	Done, Waiting []Waiting
	// NotPurged says why the site's own folder may still keep pictures that were just
	// refused; nil where it keeps none. The answer is written all the same.
	NotPurged error
}

// Take carries an answer out. A yes writes the approval of the texts that were shown,
// and for what was said no to an entry that refuses it; a no refuses the page, and
// taking it down withdraws it, whatever its text is by now; not yet writes nothing. It
// builds nothing, but what was made of pictures that may not be shown any more goes.
//
// A yes is refused, with nothing changed, where Approve would refuse it, and where what
// was asked about is not what would be asked now.
func Take(ctx context.Context, o Options, a Answer) (done Taken, err error) {
	err = holding(ctx, o.Site, func() error {
		switch a.Say {
		case ask.Yes:
			done, err = o.takeYes(ctx, a)
		case ask.No:
			done, err = o.takeNo(ctx, a, amend.RefusePages)
		case ask.TakeDown:
			done, err = o.takeNo(ctx, a, amend.WithdrawPages)
		default:
			done, err = o.takeNotYet(ctx, a)
		}
		done.Say = a.Say
		return err
	})
	if err == nil && (a.Say == ask.No || a.Say == ask.TakeDown || done.NoPictures) {
		if err := Purge(ctx, o); err != nil {
			done.NotPurged = fmt.Errorf("the answer is written into %s, but what was made of pictures may still be kept; delete the folders pictures and leaflets in .goldenthread: %w", done.File, err)
		}
	}
	return done, err
}

// answered gives the page and record that an answer is about.
func (w *world) answered(a Answer, half *journal) (*page.Page, *page.Record, error) {
	p, _, ok := w.find(a.Page, half)
	if !ok {
		return nil, nil, noSuchPage()
	}
	rec := w.src.Records[a.Person]
	if rec == nil {
		return nil, nil, noRecord()
	}
	return p, rec, nil
}

func (o Options) takeNotYet(ctx context.Context, a Answer) (done Taken, err error) {
	w, err := o.decide(ctx, 0, nil)
	if err != nil {
		return done, err
	}
	defer w.root.Close()
	half, _ := readJournal(w.root)
	p, rec, err := w.answered(a, half)
	if err != nil {
		return done, err
	}
	return Taken{File: rec.File, Page: p.Path}, nil
}

// takeNo writes a no for the page. Nothing but a page that was mistaken for another
// keeps it from that.
func (o Options) takeNo(ctx context.Context, a Answer, say sayNo) (done Taken, err error) {
	w, err := o.decide(ctx, 0, nil)
	if err != nil {
		return done, err
	}
	half, _ := readJournal(w.root)
	p, _, err := w.answered(a, half)
	if err == nil && !w.isAbout(p, a, half) {
		done.Other = true
		if other := w.pageOf(a.Codes); other != "" {
			err = &RefusedError{fmt.Sprintf("That answer was given about another page, %s: write that page behind the command.", other)}
		}
	}
	w.root.Close()
	if err != nil {
		return done, err
	}
	withdrawn, err := o.withdraw(ctx, a.Person, []string{a.Page}, say, amend.Said{How: a.How, With: cmp.Or(a.With, a.Helped)})
	done.File, done.Page, done.Elsewhere = withdrawn.File, p.Path, len(withdrawn.Elsewhere) > 0
	return done, err
}

// isAbout says whether an answer was given about texts that a page has now.
func (w *world) isAbout(p *page.Page, a Answer, half *journal) bool {
	for _, code := range a.Codes {
		if _, _, ok := w.versionOf(p, code, half); ok {
			return true
		}
	}
	for _, shown := range a.Texts {
		if _, ok := w.textOf(p, shown.Edition, approval.Text(shown.Text).Code(), half); ok {
			return true
		}
	}
	return len(a.Codes)+len(a.Texts) == 0
}

// pageOf gives the one page that has a text of one of these codes; "" for none.
func (w *world) pageOf(codes []string) (path string) {
	for _, d := range w.decisions.List {
		if d.Text != "" && slices.ContainsFunc(codes, func(c string) bool { return approval.SameCode(c, d.Text.Code()) }) {
			if path != "" && path != d.Page {
				return ""
			}
			path = d.Page
		}
	}
	return path
}

// versionOf gives the version of a page that a code is of, and its text.
func (w *world) versionOf(p *page.Page, typed string, half *journal) (page.Edition, string, bool) {
	for _, edition := range []page.Edition{page.EasyRead, page.Standard} {
		if text, ok := w.textOf(p, edition, typed, half); ok {
			return edition, text, true
		}
	}
	return "", "", false
}

// yes is a yes that may be written.
type yes struct {
	texts      []ask.Shown
	noName     bool
	noPictures []string // those that they said no to
}

func (o Options) takeYes(ctx context.Context, a Answer) (done Taken, err error) {
	w, err := o.decide(ctx, 0, nil)
	if err != nil {
		return done, err
	}
	defer w.root.Close()
	half, _ := readJournal(w.root)
	p, rec, err := w.answered(a, half)
	if err != nil {
		return done, err
	}
	if a.On == 0 {
		a.On = w.decisions.Today
	}
	y, err := w.yes(p, rec, a, half)
	if err != nil {
		return done, err
	}
	done = Taken{File: rec.File, Page: p.Path, Present: true, NoName: y.noName, NoPictures: len(y.noPictures) > 0, Pictures: y.noPictures}
	if half != nil {
		done.CutShort = half.From + " " + half.To
	}
	for _, shown := range y.texts {
		done.Approved = append(done.Approved, shown.Edition)
		done.Present = done.Present && shown.Text == string(w.text(p, shown.Edition))
	}
	err = change(w.root, rec.File, func(src []byte) ([]byte, error) { return y.write(src, p, rec, a, w.decisions.Today) })
	if err != nil || len(p.Next) == 0 {
		return done, err
	}
	if done.Done, done.Waiting, err = o.settle(ctx, p.Path); err != nil {
		err = fmt.Errorf("the approval is written into %s, but the approved text could not be put in its place; run the same command again: %w", rec.File, err)
	}
	return done, err
}

// yes works out what a yes is to, and refuses what cannot count.
func (w *world) yes(p *page.Page, rec *page.Record, a Answer, half *journal) (y yes, err error) {
	y.texts = a.Texts
	for _, code := range a.Codes {
		edition, text, ok := w.versionOf(p, code, half)
		if !ok || a.Edition != "" && a.Edition != edition {
			return y, &RefusedError{"That is not the code of the present text. Show them the present text, and ask for its code; 'goldenthread status' shows it."}
		}
		y.texts = append(y.texts, ask.Shown{Edition: edition, Text: text})
	}
	if why := w.mayNotApprove(p, rec); why != "" {
		return y, &RefusedError{why}
	}
	if a.On > w.decisions.Today {
		return y, &RefusedError{aheadOfToday}
	}
	if len(y.texts) == 0 {
		return y, &RefusedError{"The answer says nothing of which text was shown."}
	}
	if a.Asked == "" && !a.NoName && len(a.NoPictures) == 0 {
		return y, nil
	}
	q, err := w.question(rec.ID, p)
	if err != nil {
		return y, err
	}
	if a.Asked != "" && a.Asked != q.Asked() {
		if y.repeats(q.Walk, p, rec, a) {
			return y, nil
		}
		return y, &RefusedError{"That answer was given by somebody else, or about another page, or their name or the pictures of them have changed since they were asked. Ask them anew."}
	}
	y.noName = q.Name != "" && (a.NoName || a.Asked != "" && !a.Name)
	for i, pic := range q.Pictures {
		if a.Asked != "" && !a.Allows(i) {
			y.noPictures = append(y.noPictures, pic.File)
		}
	}
	for _, name := range a.NoPictures {
		i := slices.IndexFunc(q.Pictures, func(pic ask.Picture) bool {
			return pic.File == filepath.ToSlash(filepath.Clean(name)) || filepath.Base(pic.File) == name
		})
		if i < 0 {
			return y, &RefusedError{"Behind --no-picture stands a file that is no picture of this person on this page."}
		}
		y.noPictures = append(y.noPictures, q.Pictures[i].File)
	}
	if p.Path == "" && (y.noName || len(y.noPictures) > 0) {
		return y, &RefusedError{"The home page is covered by 'everything' alone, so that a no to a name or a picture cannot be written for it by itself. Change what they agreed to by hand, and ask them anew."}
	}
	return y, nil
}

// repeats says whether a yes is in the record already, with all that it left out.
func (y yes) repeats(now ask.Walk, p *page.Page, rec *page.Record, a Answer) bool {
	for _, shown := range y.texts {
		if !isApproved(rec, p, shown, a.On) {
			return false
		}
	}
	for i := range now.Pictures {
		if !a.Allows(i) {
			return false
		}
	}
	return a.Name || now.Name == ""
}

// isApproved says whether a record holds the approval of a text on a day.
func isApproved(rec *page.Record, p *page.Page, shown ask.Shown, on page.Day) bool {
	return slices.ContainsFunc(rec.Approvals, func(b page.Approval) bool {
		return b.Page == p.Path && b.Edition == shown.Edition && b.Text == shown.Text && b.On == on
	})
}

// write writes a yes into a record, and what it leaves out.
func (y yes) write(src []byte, p *page.Page, rec *page.Record, a Answer, today page.Day) (out []byte, err error) {
	name := filepath.Base(rec.File)
	for _, shown := range y.texts {
		if isApproved(rec, p, shown, a.On) {
			continue
		}
		one := amend.Approval{Approval: page.Approval{Page: p.Path, Edition: shown.Edition, Text: shown.Text, On: a.On}, How: a.How, With: cmp.Or(a.With, a.Helped)}
		if src, err = amend.Approve(name, src, one); err != nil {
			return nil, err
		}
	}
	if y.noName {
		if src, err = amend.RefuseUses(name, src, p.Path, []page.Use{page.UseName}, today, "their name, when they approved the text"); err != nil {
			return nil, err
		}
	}
	if len(y.noPictures) > 0 {
		comment := "they said no to"
		for _, file := range y.noPictures {
			comment += " " + file
		}
		if src, err = amend.RefuseUses(name, src, p.Path, []page.Use{page.UsePicture}, today, comment); err != nil {
			return nil, err
		}
	}
	return src, nil
}
