package consent

import (
	"slices"

	"goldenthread/generator/approval"
	"goldenthread/generator/page"
)

// Private is one edition of a page as those who work on the site may see it on their
// own computer, published or not. Nothing can be planned of it: planning takes what was
// cleared alone.
type Private struct {
	Decision Decision
	// View is the edition as it would be published if nothing spoke against it: what
	// would be left out of it is not there, and names stand as they were agreed. It is
	// the zero View of an edition that cannot be read.
	View page.View
}

// Private gives the editions of a page, the standard one first, all other pages being
// as they were decided. The page may have been changed since: then it is decided about
// anew. A picture that no page named before counts as one of which nobody knows who
// is in it.
func (d Decisions) Private(p *page.Page) []Private {
	j := d.Names.judge
	if j == nil {
		return nil
	}
	s := subject{page: p, versions: [editions]*page.Version{p.Standard, p.EasyRead}, people: People(p)}
	if i, known := d.Names.byPath[p.Path]; known {
		s.taken = j.subjects[i].taken
	}
	for e, v := range s.versions {
		if v != nil && v.Fault == nil {
			s.texts[e] = approval.TextOf(&j.src.Site, p, v, j.src.Pictures)
		}
	}
	s.fault = j.unreadable(&s)
	s.quoted, s.pictured = j.others(p)
	o := j.outcome(&s, d.Today)
	decisions := s.decisions(o, j.ahead(&s, o, d.Today))
	all := j.asIf(&s, o, d.Today)
	var out []Private
	for e := range editions {
		if s.versions[e] == nil {
			continue
		}
		one := Private{Decision: decisions[slices.IndexFunc(decisions, func(d Decision) bool { return d.Edition == s.versions[e].Edition })]}
		if all.publish[e] {
			x := clearing{judge: j, outcomes: d.Names.outcomes, subject: &s, version: s.versions[e], today: d.Today, names: d.Names}
			one.View = x.view(all, e)
		}
		out = append(out, one)
	}
	return out
}

// Leads says which page a link in a file leads to, by its path, and at what address
// readers find it: at none where that edition is not published. ok is false of a link that
// leads to no page.
func (d Decisions) Leads(file, link string) (path, address string, ok bool) {
	j := d.Names.judge
	if j == nil {
		return "", "", false
	}
	kind, to, _, suffix := j.index.Follow(file, link)
	if kind != page.LinkPage {
		return "", "", false
	}
	e := standard
	if to.Edition == page.EasyRead {
		e = easyRead
	}
	p := &j.src.Pages[to.Page]
	if d.Names.outcomes[to.Page].publish[e] {
		address = p.Address(to.Edition) + suffix
	}
	return p.Path, address, true
}

// asIf gives an outcome in which nothing speaks against the editions that can be read.
func (j *judge) asIf(s *subject, o outcome, today page.Day) outcome {
	for e := range editions {
		if v := s.versions[e]; v != nil && v.Fault == nil && s.fault == nil && !o.publish[e] {
			o.show(e, j.parts(s, v, today), page.AllChannels)
		}
	}
	return o
}
