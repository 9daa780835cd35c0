package generator

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"goldenthread"
	"goldenthread/generator/approval"
	"goldenthread/generator/ask"
	"goldenthread/generator/consent"
	"goldenthread/generator/page"
	"goldenthread/generator/plan"
	"goldenthread/generator/theme"
)

// Ask gives what a person is asked about a page of theirs: its versions as readers
// will see them, other people as they agreed to appear. Where a change waits for this
// person's approval, it is asked about that. It writes nothing. It is refused for
// somebody who is not one of the page's people, or who is staff.
func Ask(ctx context.Context, o Options, person, pageName string) (ask.Walk, error) {
	w, err := o.decide(ctx, 0, nil)
	if err != nil {
		return ask.Walk{}, err
	}
	defer w.root.Close()
	p, _, ok := w.find(pageName, nil)
	if !ok {
		return ask.Walk{}, noSuchPage()
	}
	look, _, err := theme.Load(w.root.FS(), w.src.Site.Theme, goldenthread.DefaultTheme(), plan.Begin(w.cleared).Frame())
	if err != nil {
		return ask.Walk{}, err
	}
	kept := o.readCache()
	defer kept.Close()
	return w.walk(person, p, look, &album{makes: true, cache: kept})
}

// walk is Ask for a site that was read already. Pictures come from the album, which
// keeps nothing new.
func (w *world) walk(person string, p *page.Page, look *theme.Theme, pictures *album) (ask.Walk, error) {
	q, err := w.question(person, p)
	if err != nil {
		return ask.Walk{}, err
	}
	for i := range q.Walk.Pictures {
		one := &q.Walk.Pictures[i]
		shot, ok := w.shot(pictures, w.src.Pictures[one.File])
		if !ok {
			return ask.Walk{}, &RefusedError{one.File + " cannot be shown to this person; 'goldenthread check' says why."}
		}
		one.Source = shot.Address
	}
	for i := range q.Walk.Versions {
		w.fill(&q, i, look.Style(), pictures)
	}
	return q.Walk, nil
}

// question is a walk without its bodies and pixels, and what these are made of.
type question struct {
	ask.Walk
	views []page.View // one for each version
}

// question works out what a person is asked about a page.
func (w *world) question(person string, p *page.Page) (q question, err error) {
	rec := w.src.Records[person]
	if rec == nil {
		return q, noRecord()
	}
	after, isNew := w.asked(p, person)
	switch {
	case rec.Fault != nil:
		return q, &RefusedError{fmt.Sprintf("The record cannot be read: %s: %s Mend it first.", rec.Fault.Place, rec.Fault.Message)}
	case !slices.Contains(consent.People(after), person):
		return q, &RefusedError{"This person is not one of the page's people, so there is nothing to ask them about it."}
	case rec.Staff:
		return q, &RefusedError{"This person is staff, who approve no texts version by version, so there is nothing to ask them."}
	}
	today := w.decisions.Today
	site := &w.src.Site
	q.Walk = ask.Walk{
		SiteTitle: site.Title, Organisation: site.Organisation.Name, Email: site.Organisation.Email, Language: after.Meta.Language,
		Person: person, Page: p.Path, New: isNew, Name: consent.NameOn(w.src, after, person, today), Unnamed: site.Unnamed,
		Signed: consent.AllowsWords(w.src, after, person, today), SignedBefore: signedBefore(rec, after, today),
	}
	if q.Walk.Language == "" {
		q.Walk.Language = site.Language
	}
	d, cleared := w.asIfApproved(after, person)
	if err := q.take(d, cleared); err != nil {
		return q, err
	}
	for _, pic := range cleared.Pictures() {
		if pic.As == page.UsePicture && slices.Contains(pic.People.IDs, person) {
			q.Walk.Pictures = append(q.Walk.Pictures, ask.Picture{File: pic.File, Alt: pic.Alt, Sum: fmt.Sprintf("%x", pic.Sum)})
		}
	}
	if len(q.Walk.Pictures) > ask.MaxPictures {
		return q, &RefusedError{fmt.Sprintf("This person is in more than %d pictures of the page, which are too many to ask about at once.", ask.MaxPictures)}
	}
	return q, nil
}

// signedBefore says whether a person has ever signed for their words on a page.
func signedBefore(rec *page.Record, p *page.Page, today page.Day) bool {
	return slices.ContainsFunc(rec.Entries, func(e page.Entry) bool {
		return e.Given != 0 && e.Given <= today && (!e.HasUses || e.Uses[page.UseWords] == page.Yes) && consent.Covers(&e, p) > 0
	})
}

// asked gives a page with the changes that wait for this person in place, and says
// whether there are any beside a text that stands there now.
func (w *world) asked(p *page.Page, person string) (after *page.Page, isNew bool) {
	whole := *p
	for i := range p.Next {
		v := &p.Next[i]
		if v.Fault != nil {
			continue
		}
		with := withNext(&whole, v)
		if slices.Contains(consent.Approvers(w.src, &with), person) {
			isNew = isNew || w.text(p, v.Edition) != ""
			whole = with
		}
	}
	return &whole, isNew
}

// asIfApproved decides about one page as if everybody had approved its texts, the day
// for it had come, and this person had allowed their words: a person is shown a page
// before it may be published. Nothing else is allowed by it: other people, their
// names and pictures stay as they agreed. The other pages are not there, so links to them
// by their addresses are still to be taken out (world.unlink). Each picture has its file in the place of what is
// published of it.
func (w *world) asIfApproved(p *page.Page, person string) (consent.Decisions, consent.Cleared) {
	src, one := *w.src, *p
	today := w.decisions.Today
	one.Next, one.Meta.Draft, one.Meta.From = nil, false, 0
	if one.Meta.Until < today {
		one.Meta.Until = 0
	}
	src.Pages = []page.Page{one}
	src.Records = maps.Clone(src.Records)
	src.Pictures = maps.Clone(src.Pictures)
	for file, pic := range src.Pictures {
		pic.Renditions = []page.Rendition{{Address: file}}
		src.Pictures[file] = pic
	}
	for _, id := range consent.Approvers(&src, &one) {
		rec := src.Records[id]
		if rec == nil {
			continue
		}
		approved := *rec
		approved.Approvals = slices.Clone(rec.Approvals)
		for _, v := range one.Versions() {
			if v.Fault == nil {
				text := approval.TextOf(&src.Site, &one, v, src.Pictures)
				approved.Approvals = append(approved.Approvals, page.Approval{Page: one.Path, Edition: v.Edition, Text: string(text), On: today})
			}
		}
		src.Records[id] = &approved
	}
	d, cleared := consent.Decide(&src, today)
	if !slices.ContainsFunc(d.List, func(one consent.Decision) bool { return lacksWords(one, person) }) {
		return d, cleared
	}
	unsigned := *src.Records[person]
	covers := one.Path
	if covers == "" {
		covers = "everything"
	}
	entry := page.Entry{Covers: []string{covers}, Given: today, HasUses: true, Channels: page.Web}
	entry.Uses[page.UseWords] = page.Yes
	unsigned.Entries, unsigned.AdultFrom = []page.Entry{entry}, 0
	src.Records[person] = &unsigned
	d, cleared = consent.Decide(&src, today)
	for i := range d.List { // of where, nothing was said
		d.List[i].Channels, d.List[i].Until = page.NoChannels, 0
	}
	return d, cleared
}

// lacksWords says whether a version is withheld for the want of this person's own
// consent to their words.
func lacksWords(d consent.Decision, person string) bool {
	return slices.ContainsFunc(d.Reasons, func(r consent.Reason) bool {
		return r.Person == person && r.Code != consent.NotApproved && r.Code != consent.ChangedSince
	})
}

// take fills in what was decided and cleared. It is refused where something else than
// an approval, or this person's own consent, keeps the page from being shown.
func (q *question) take(d consent.Decisions, cleared consent.Cleared) error {
	for _, one := range d.List {
		if one.Verdict != consent.Publish {
			if one.Edition == page.EasyRead && slices.ContainsFunc(one.Reasons, func(r consent.Reason) bool { return r.Code == consent.Unreadable }) {
				q.Unfinished = true // a draft; the standard text can be shown
				continue
			}
			why := ""
			if len(one.Reasons) > 0 {
				why = fmt.Sprintf(" %s: %s", one.Reasons[0].Place, one.Reasons[0].Message)
			}
			return &RefusedError{fmt.Sprintf("The %s version cannot be shown to this person yet:%s", one.Edition, why)}
		}
		q.Channels, q.Until = one.Channels, one.Until
		for _, view := range cleared.Views() {
			if view.Edition != one.Edition {
				continue
			}
			v := ask.Version{Edition: view.Edition, Language: view.Language, Title: view.Title, Code: one.Text.Code(), Text: string(one.Text)}
			if view.Edition == page.EasyRead {
				q.Versions, q.views = slices.Insert(q.Versions, 0, v), slices.Insert(q.views, 0, view)
			} else {
				q.Title = view.Title
				q.Versions, q.views = append(q.Versions, v), append(q.views, view)
			}
		}
	}
	if len(q.Versions) == 0 {
		return &RefusedError{"The page has no version that can be read, so there is nothing to ask about."}
	}
	return nil
}
