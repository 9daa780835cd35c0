package consent

import (
	"slices"
	"sync"

	"goldenthread/generator/approval"
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// The two editions, as indices.
const (
	standard = iota
	easyRead
	editions
)

// judge holds what all decisions about a site share. It is only read.
type judge struct {
	src      *page.Source
	index    *page.Index
	book     *namebook
	lookers  *sync.Pool // of *looker
	subjects []subject
}

// subject is a page with what of it does not depend on the day.
type subject struct {
	page     *page.Page
	versions [editions]*page.Version
	people   []string
	taken    bool     // its address is taken
	fault    *Reason  // why the page is unreadable, over what its file says
	quoted   []string // people who are quoted
	pictured []string // people in its pictures and media
	texts    [editions]approval.Text
}

func newJudge(src *page.Source) *judge {
	j := &judge{
		src: src, index: page.NewIndex(src), book: newNamebook(src.Records), lookers: newLookers(),
		subjects: make([]subject, len(src.Pages)),
	}
	taken := takenAddresses(src)
	for i := range src.Pages {
		p := &src.Pages[i]
		s := &j.subjects[i]
		*s = subject{page: p, versions: [editions]*page.Version{p.Standard, p.EasyRead}, taken: taken[i]}
		s.people = People(p)
		s.fault = j.unreadable(s)
		s.quoted, s.pictured = j.others(p)
	}
	return j
}

// People lists a page's people, each once: those in people and authors, and
// everybody in a :person[…] of a version that can be read.
func People(p *page.Page) []string {
	var ids []string
	add := func(list []string) {
		for _, id := range list {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	add(p.Meta.People.IDs)
	add(p.Meta.Authors)
	for _, v := range p.Versions() {
		add(v.People)
	}
	return ids
}

// Approvers lists those of a page's people who approve each of its texts:
// nobody where no approval is asked, and never staff.
func Approvers(src *page.Source, p *page.Page) []string {
	if !asksApproval(src.Site.Consent, p) {
		return nil
	}
	return slices.DeleteFunc(People(p), func(id string) bool {
		rec := src.Records[id]
		return rec != nil && rec.Staff
	})
}

// unreadable gives why a page cannot be read although each of its files can:
// its keys name people who cannot be meant.
func (j *judge) unreadable(s *subject) *Reason {
	v := s.page.Standard
	if v == nil {
		return nil
	}
	if v.Fault != nil {
		r := Reason{Code: Unreadable, Place: v.Fault.Place, Message: v.Fault.Message}
		return &r
	}
	at := func(key, message string) *Reason {
		return &Reason{Code: Unreadable, Place: diag.Place{File: v.File, Line: s.page.Meta.Lines[key]}, Message: message}
	}
	for _, id := range s.page.Meta.Namesakes {
		if _, known := j.src.Records[id]; !known || slices.Contains(s.people, id) {
			return at("namesakes", "'namesakes' names somebody who has no record, or who is one of the page's own people.")
		}
	}
	for _, v := range s.page.Versions() {
		for n := range page.Walk(v.Body) {
			if n.Kind == page.QuoteBlock && j.src.Records[n.Attr("by")] != nil {
				return &Reason{Code: Unreadable, Place: diag.Place{File: v.File, Line: int(n.Line)},
					Message: "A quotation names somebody who has a record with 'by', which is for other sources; write person= instead."}
			}
		}
	}
	for _, m := range s.page.Meta.MadeWith {
		if m.Person != "" && !slices.Contains(s.people, m.Person) {
			return at("made_with", "'made_with' names a person who is not one of the page's people.")
		}
	}
	return nil
}

// outcome is what is published of a page on a day, and why not.
type outcome struct {
	reasons  [editions][]Reason
	publish  [editions]bool
	channels [editions]page.Channels
	leftOut  [editions][]LeftOut
	cover    bool                // the cover may be shown
	shown    [editions][]verdict // the parts that are shown
	others   [editions]bool      // somebody is in one of them
	theirs   []string            // its people, and those who are quoted on it
	// mentioned are those whose names stand on it, guarded or not.
	mentioned []string
}

// outcome decides about a page for a day.
func (j *judge) outcome(s *subject, today page.Day) outcome { return j.decide(s, today, true) }

// later decides about a page for a day to come, of which it does not matter why the page
// is withheld: what it shows is looked through for names only where nothing else is
// against it. It says neither who is mentioned nor each of the reasons.
func (j *judge) later(s *subject, day page.Day) outcome { return j.decide(s, day, false) }

func (j *judge) decide(s *subject, today page.Day, whole bool) outcome {
	var o outcome
	channels := page.AllChannels
	for _, id := range s.people {
		channels &= j.personChannels(s.page, id, today)
	}
	var shown [editions]verdicts
	o.theirs = slices.Clone(s.people)
	for e := range editions {
		if s.versions[e] == nil {
			continue
		}
		shown[e] = j.parts(s, s.versions[e], today)
		for _, part := range shown[e].shown {
			if part.quoted != "" && !slices.Contains(o.theirs, part.quoted) {
				o.theirs = append(o.theirs, part.quoted)
			}
		}
	}
	x := &onPage{judge: j, subject: s, theirs: o.theirs, today: today}
	for e := range editions {
		v := s.versions[e]
		if v == nil {
			continue
		}
		against := func(names []Reason) []Reason {
			if e == standard {
				return j.pageReasons(s, names, today)
			}
			return j.easyReadReasons(s, o.publish[standard], names, today)
		}
		var names []Reason
		if v.Fault == nil && (whole || len(against(nil)) == 0) {
			var mentioned []string
			names, mentioned = j.shownNames(x, v, shown[e].cover)
			o.mentioned = append(o.mentioned, mentioned...)
		}
		o.reasons[e] = against(names)
		if len(o.reasons[e]) > 0 {
			continue
		}
		o.show(e, shown[e], channels)
	}
	return o
}

// show publishes an edition with those of its parts that may be shown.
func (o *outcome) show(e int, parts verdicts, channels page.Channels) {
	o.publish[e] = true
	o.channels[e] = channels &^ (parts.closed & (page.SearchEngines | page.Print))
	o.leftOut[e] = parts.leftOut
	o.cover = o.cover || parts.cover
	o.shown[e] = parts.shown
	o.others[e] = slices.ContainsFunc(parts.shown, func(v verdict) bool { return v.others })
}

// personChannels gives the channels that a person's words, and the name that
// they allow, may go through on a page.
func (j *judge) personChannels(p *page.Page, id string, today page.Day) page.Channels {
	rec, ok := j.record(id)
	if !ok {
		return page.NoChannels
	}
	channels := answer(rec, p, page.UseWords, j.src.Site.Consent, today).Channels
	if a, name := nameAnswer(rec, p, j.src.Site.Consent, today); name != "" {
		channels &= a.Channels
	}
	return channels
}

// AllowsWords says whether a person's answer for `words` on a page is yes on a
// day, be it for the web or not.
func AllowsWords(src *page.Source, p *page.Page, id string, today page.Day) bool {
	rec := src.Records[id]
	return rec != nil && rec.Fault == nil && answer(rec, p, page.UseWords, src.Site.Consent, today).Allowed()
}

// record gives the record of a person, if there is one that can be read.
func (j *judge) record(id string) (*page.Record, bool) {
	rec, ok := j.src.Records[id]
	if !ok || rec.Fault != nil {
		return nil, false
	}
	return rec, true
}

// pageReasons gives everything that speaks against a page, in the order of
// consent.md's table.
func (j *judge) pageReasons(s *subject, names []Reason, today page.Day) []Reason {
	if s.fault != nil {
		return []Reason{*s.fault}
	}
	m := &s.page.Meta
	at := func(key string) diag.Place {
		return diag.Place{File: s.page.Standard.File, Line: m.Lines[key]}
	}
	var reasons []Reason
	add := func(code Code, key string) { reasons = append(reasons, because(code, "", at(key))) }
	if s.taken {
		add(AddressTaken, "")
	}
	if m.Draft {
		add(Draft, "draft")
	}
	if m.From != 0 && today < m.From {
		add(TooEarly, "publish_from")
	}
	if m.Until != 0 && today > m.Until {
		add(Ended, "publish_until")
	}
	none := m.People.Said == page.SaidNone && requiresPeople(j.src.Site.Consent, s.page)
	if none || m.People.Said == page.SaidNothing || m.People.Said == page.SaidList && len(m.People.IDs) == 0 {
		add(NoPeople, "people")
	}
	reasons = append(reasons, j.peopleReasons(s, page.Standard, s.texts[standard], at("people"), today)...)
	return inOrder(append(reasons, names...))
}

// inOrder sorts reasons as consent.md's table lists them.
func inOrder(reasons []Reason) []Reason {
	slices.SortStableFunc(reasons, func(a, b Reason) int { return a.Code.rank() - b.Code.rank() })
	return reasons
}

// easyReadReasons gives what speaks against an easy-read version, beside what
// speaks against its page.
func (j *judge) easyReadReasons(s *subject, pagePublished bool, names []Reason, today page.Day) []Reason {
	v := s.versions[easyRead]
	at := diag.Place{File: v.File}
	if v.Fault != nil {
		return []Reason{{Code: Unreadable, Place: v.Fault.Place, Message: v.Fault.Message}}
	}
	if !pagePublished {
		return []Reason{because(PageWithheld, "", at)}
	}
	return inOrder(append(j.peopleReasons(s, page.EasyRead, s.texts[easyRead], at, today), names...))
}

// peopleReasons gives for each of a page's people the first reason against
// publishing a text of theirs.
func (j *judge) peopleReasons(s *subject, edition page.Edition, text approval.Text, at diag.Place, today page.Day) []Reason {
	var reasons []Reason
	for _, id := range s.people {
		if r, against := j.personReason(s.page, id, edition, text, at, today); against {
			reasons = append(reasons, r)
		}
	}
	return reasons
}

func (j *judge) personReason(p *page.Page, id string, edition page.Edition, text approval.Text, at diag.Place, today page.Day) (Reason, bool) {
	rec, ok := j.src.Records[id]
	if !ok {
		return because(UnknownPerson, id, at), true
	}
	if rec.Fault != nil {
		return because(RecordUnreadable, id, diag.Place{File: rec.File, Line: rec.Fault.Line}), true
	}
	rules := j.src.Site.Consent
	a := answer(rec, p, page.UseWords, rules, today)
	inRecord := diag.Place{File: rec.File, Line: a.Line}
	switch {
	case a.Status != Given:
		return because(a.Status.Code(), id, inRecord), true
	case !a.Allowed():
		return because(UseNotAgreed, id, inRecord), true
	case !a.Channels.Has(page.Web):
		return because(ChannelNotAgreed, id, inRecord), true
	case rec.Staff || !asksApproval(rules, p):
		return Reason{}, false
	}
	counts, butForText := approved(rec, p, edition, string(text), today)
	switch {
	case counts:
		return Reason{}, false
	case butForText:
		return because(ChangedSince, id, diag.Place{File: rec.File}), true
	default:
		return because(NotApproved, id, diag.Place{File: rec.File}), true
	}
}

// decisions gives what was decided about each version of a page.
func (s *subject) decisions(o outcome, ahead lastDays) []Decision {
	var list []Decision
	for e := range editions {
		v := s.versions[e]
		if v == nil {
			continue
		}
		d := Decision{
			Page: s.page.Path, Edition: v.Edition, File: v.File, Address: s.page.Address(v.Edition),
			Reasons: o.reasons[e], Text: s.texts[e], People: s.people, Fault: v.Fault != nil,
		}
		if e == standard && s.fault != nil {
			d.Text = ""
		}
		if o.publish[e] {
			d.Verdict, d.Channels, d.LeftOut, d.Until = Publish, o.channels[e], o.leftOut[e], ahead.until[e]
		}
		list = append(list, d)
	}
	return list
}
