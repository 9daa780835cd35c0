package generator

import (
	"fmt"
	"path"
	"reflect"
	"slices"

	"goldenthread/generator/amend"
	"goldenthread/generator/approval"
	"goldenthread/generator/consent"
	"goldenthread/generator/page"
)

// This file makes sure that a move changes addresses and nothing else: no consent
// is wider or narrower by it, and what is published stays the same.

// coversSame refuses a move after which an entry of anybody's consent would cover
// the page more or less closely than before.
func (m *mover) coversSame() error {
	before := &m.src.Pages[m.page]
	after := atPath(before, m.to)
	if len(consent.Approvers(m.src, before)) > 0 && len(consent.Approvers(m.src, &after)) == 0 {
		return &RefusedError{fmt.Sprintf("In its section, people approve the text of %s; in the new one nobody would be asked. Put the new section into 'approval' in site.yaml first, or choose a path in another one.", m.from)}
	}
	for _, id := range sortedIDs(m.src.Records) {
		rec := m.src.Records[id]
		if rec.Fault != nil && (before.Section != after.Section || m.concerns(before, id)) {
			name := rec.File
			if !page.ValidID(id) { // perhaps somebody's name
				name = "A record in consent/"
			}
			return &RefusedError{name + " cannot be read, so nobody knows what it says of this page. Mend it first: 'goldenthread status' says where."}
		}
		for _, e := range rec.Entries {
			if slices.Contains(e.Covers, m.to) {
				return &RefusedError{fmt.Sprintf("%s:%d speaks of %s already: what was said of another page does not go over to this one. Choose another path, or take that out of the entry if it meant this page.", rec.File, e.Line, m.to)}
			}
			follows := e
			follows.Covers = slices.Clone(e.Covers)
			for i, c := range follows.Covers {
				if c == m.from {
					follows.Covers[i] = m.to
				}
			}
			was, is := consent.Covers(&e, before), consent.Covers(&follows, &after)
			switch {
			case is < was:
				return &RefusedError{fmt.Sprintf("%s:%d covers this page as one of %s/*, and would not cover it in its new section. Ask the person; if it stays, put %s itself into 'covers' there, and move the page then.", rec.File, e.Line, before.Section, m.from)}
			case is > was:
				return &RefusedError{fmt.Sprintf("%s:%d covers every page of %s, and would cover this one too, of which it did not speak. Ask the person; or choose a path in another section.", rec.File, e.Line, after.Section)}
			}
		}
		for _, a := range rec.Approvals {
			if a.Page == m.to {
				return &RefusedError{fmt.Sprintf("%s:%d is an approval of a text of %s, which was another page. Choose another path, or take that approval out.", rec.File, a.Line, m.to)}
			}
		}
	}
	return nil
}

func sortedIDs(records map[string]*page.Record) []string {
	var ids []string
	for id := range records {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// path gives the path of a page after the move.
func (m *mover) path(before string) string {
	if before == m.from {
		return m.to
	}
	return before
}

// digests gives each text, present or waiting, that has another digest by the move.
// That nothing but addresses changed in it, amend has made sure of. A page of which
// no file changes has the texts that it had.
func (m *mover) digests(after *page.Source) []movedText {
	now := map[string]*page.Page{}
	for i := range after.Pages {
		now[after.Pages[i].Path] = &after.Pages[i]
	}
	var list []movedText
	for i := range m.src.Pages {
		p := &m.src.Pages[i]
		changed := slices.ContainsFunc(slices.Concat(p.Versions(), nextVersions(p)), func(v *page.Version) bool { return m.written[v.File] != nil })
		q := now[m.path(p.Path)]
		if q == nil || !changed && i != m.page {
			continue
		}
		is := digestsOf(after, q)
		for file, t := range digestsOf(m.src, p) {
			if new, ok := is[m.after(file)]; ok && new.Text != t.Text {
				list = append(list, movedText{Page: t.Page, Edition: t.Edition, Was: t.Text, Is: new.Text})
			}
		}
	}
	return list
}

// digestsOf gives the digest of each text of a page by its file, those that wait for
// approval among them.
func digestsOf(src *page.Source, p *page.Page) map[string]amend.TextOf {
	list := map[string]amend.TextOf{}
	add := func(p *page.Page, v *page.Version, file string) {
		if v.Fault == nil {
			list[file] = amend.TextOf{Page: p.Path, Edition: v.Edition, Text: string(approval.TextOf(&src.Site, p, v, src.Pictures))}
		}
	}
	for _, v := range p.Versions() {
		add(p, v, v.File)
	}
	for i := range p.Next {
		if v := &p.Next[i]; v.Fault == nil {
			q := withNext(p, v)
			for _, u := range q.Versions() {
				if u.Edition == v.Edition {
					add(&q, u, v.File)
				}
			}
		}
	}
	return list
}

// showsName says whether the page's path shows a name that is guarded on it.
func (m *mover) showsName() bool {
	return slices.ContainsFunc(m.decisions.List, func(d consent.Decision) bool {
		return d.Page == m.from && slices.ContainsFunc(d.Reasons, func(r consent.Reason) bool {
			return r.Code == consent.ShowsGuardedName && r.Line == 0
		})
	})
}

// same refuses a move by which more or less would be published, or for other
// reasons. An address that showed a name, or was taken, may be the reason that goes.
func (m *mover) same(after *page.Source) error {
	d, _ := consent.Decide(after, m.decisions.Today)
	type key struct {
		page    string
		edition page.Edition
	}
	now := map[key]consent.Decision{}
	relieved := map[string]bool{}
	for _, one := range d.List {
		now[key{one.Page, one.Edition}] = one
	}
	for _, was := range m.decisions.List {
		is := now[key{m.path(was.Page), was.Edition}]
		relieved[was.Page] = relieved[was.Page] || len(addressReasons(is)) < len(addressReasons(was))
	}
	for _, was := range m.decisions.List {
		is, there := now[key{m.path(was.Page), was.Edition}]
		if !there {
			return m.refuse(was, nil)
		}
		more := codes(is)
		for _, r := range was.Reasons {
			if i := slices.Index(more, reasonKey{r.Code, r.Person}); i >= 0 {
				more = slices.Delete(more, i, i+1)
			}
		}
		alike := was.Verdict == is.Verdict && was.Channels == is.Channels && was.Until == is.Until &&
			slices.Equal(codes(was), codes(is)) && sameParts(was.LeftOut, is.LeftOut) && reflect.DeepEqual(was.People, is.People)
		if relieved[was.Page] && (was.Page != m.from || path.Dir(m.from) == path.Dir(m.to)) {
			// Another section has other rules, so there a reason could go that
			// another address does not mend.
			alike = len(more) == 0 && slices.Equal(otherReasons(was), otherReasons(is)) ||
				was.Edition == page.EasyRead && len(addressReasons(is)) <= len(addressReasons(was)) // it has reasons of its own now
		}
		if !alike {
			return m.refuse(was, more)
		}
	}
	return nil
}

func (m *mover) refuse(was consent.Decision, more []reasonKey) error {
	why := "something else of it than its address would be published, or not"
	if len(more) > 0 {
		why = fmt.Sprintf("it would be withheld: %s [%s]", more[0].code.Message(), more[0].code)
	}
	name := was.Page
	if name == "" {
		name = "the home page"
	}
	return &RefusedError{fmt.Sprintf("After this move, of %s, %s. Choose another path, or mend that first.", name, why)}
}

// reasonKey is a reason without its place.
type reasonKey struct {
	code   consent.Code
	person string
}

func codes(d consent.Decision) []reasonKey {
	var list []reasonKey
	for _, r := range d.Reasons {
		list = append(list, reasonKey{r.Code, r.Person})
	}
	return list
}

// addressReasons lists the reasons that another address can mend, otherReasons
// those that it cannot.
func addressReasons(d consent.Decision) []reasonKey {
	return slices.DeleteFunc(codes(d), func(k reasonKey) bool { return !k.ofAddress() })
}

func otherReasons(d consent.Decision) []reasonKey {
	return slices.DeleteFunc(codes(d), reasonKey.ofAddress)
}

func (k reasonKey) ofAddress() bool {
	return k.code == consent.ShowsGuardedName || k.code == consent.AddressTaken
}

func sameParts(a, b []consent.LeftOut) bool {
	return slices.EqualFunc(a, b, func(x, y consent.LeftOut) bool {
		return slices.EqualFunc(x.Reasons, y.Reasons, func(r, s consent.Reason) bool { return r.Code == s.Code && r.Person == s.Person })
	})
}
