package consent_test

import (
	"path"
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// codes is the order of the table.
var codes = strings.Fields(`unreadable address-taken draft not-yet ended no-people unknown-person record-unreadable
	consent-unknown consent-requested consent-not-yet consent-refused consent-withdrawn consent-revoked consent-expired
	use-not-agreed channel-not-agreed not-approved changed-since-approved shows-guarded-name page-withheld`)

// reasons are why a version is withheld, each "code person".
func (o *oracle) reasons(p *page.Page, v *page.Version) []string {
	if _, known := o.found[v]; !known {
		o.found[v] = o.findReasons(p, v)
	}
	return o.found[v]
}

func (o *oracle) findReasons(p *page.Page, v *page.Version) []string {
	// "unreadable alone, if it is" and "Where a page is unreadable, no other
	// reason is looked for."
	if v.Fault != nil || v == p.Standard && o.misnames(p) {
		return []string{"unreadable"}
	}
	var found []string
	if v.Edition == page.EasyRead {
		// "else page-withheld alone, if its page is (or is not there); else its
		// own": it "needs its own approval".
		if p.Standard == nil || len(o.reasons(p, p.Standard)) > 0 {
			return []string{"page-withheld"}
		}
		for _, id := range o.people(p) {
			if code := o.unapproved(id, p, v); code != "" {
				found = append(found, code+" "+id)
			}
		}
		return append(inOrder(found), o.shownNames(p, v)...)
	}
	m := p.Meta
	if o.addressTaken(p) {
		found = append(found, "address-taken")
	}
	// "not a draft; within publish_from/publish_until (days, both inclusive)"
	if m.Draft {
		found = append(found, "draft")
	}
	if m.From != 0 && o.today < m.From {
		found = append(found, "not-yet")
	}
	if m.Until != 0 && o.today > m.Until {
		found = append(found, "ended")
	}
	// "no people (whatever authors says), an empty list, or none on a page of
	// a section of consent.people_required (not the section's own page)"
	required := !p.Own && slices.Contains(o.src.Site.Consent.PeopleRequired.Names, p.Section)
	if m.People.Said == page.SaidNothing || m.People.Said == page.SaidList && len(m.People.IDs) == 0 || m.People.Said == page.SaidNone && required {
		found = append(found, "no-people")
	}
	for _, id := range o.people(p) {
		if code := o.against(id, p, v); code != "" {
			found = append(found, code+" "+id)
		}
	}
	return append(inOrder(found), o.shownNames(p, v)...)
}

// misnames: "a namesakes who is unknown or one of the page's people";
// site-format.md, made_with: "a person is one of the page's people".
func (o *oracle) misnames(p *page.Page) bool {
	people := o.people(p)
	for _, id := range p.Meta.Namesakes {
		if o.src.Records[id] == nil || slices.Contains(people, id) {
			return true
		}
	}
	for _, m := range p.Meta.MadeWith {
		if m.Person != "" && !slices.Contains(people, m.Person) {
			return true
		}
	}
	return false
}

// inOrder sorts reasons as the table lists their codes; those of one code stay
// in the order of the page's people.
func inOrder(found []string) []string {
	var sorted []string
	for _, code := range codes {
		for _, f := range found {
			if f == code || strings.HasPrefix(f, code+" ") {
				sorted = append(sorted, f)
			}
		}
	}
	return sorted
}

// against: "each of its people has a readable record, allows words on it,
// through the channel web, and has approved". "Reasons of a person are looked
// for in the table's order and stop at the first".
func (o *oracle) against(id string, p *page.Page, v *page.Version) string {
	switch rec := o.src.Records[id]; {
	case rec == nil:
		return "unknown-person"
	case rec.Fault != nil:
		return "record-unreadable"
	}
	switch a := o.answer(o.record(id), p, page.UseWords); {
	case a.status != "given":
		return "consent-" + a.status
	case a.value != page.Yes:
		return "use-not-agreed"
	case !a.channels.Has(page.Web):
		return "channel-not-agreed"
	}
	return o.unapproved(id, p, v)
}

// unapproved says why somebody's approval of a version is wanting; "" when it
// is not.
func (o *oracle) unapproved(id string, p *page.Page, v *page.Version) string {
	// "where the section asks for approval and the person is not staff"; "Every
	// page takes part where approval is all; a list names sections, whose pages
	// (not the section's own page) take part."
	rules := o.src.Site.Consent.Approval
	if rec := o.record(id); rec == nil || rec.Staff || !rules.All && (p.Own || !slices.Contains(rules.Names, p.Section)) {
		return ""
	}
	code := "not-approved"
	for _, a := range o.record(id).Approvals {
		counts := a.Page == p.Path && a.Edition == v.Edition
		// "its day is not after today, and it is not earlier than any negative
		// date of that person's entries that cover the page and speak of words"
		counts = counts && a.On <= o.today
		for _, e := range o.record(id).Entries {
			if specificity(&e, p) > 0 && speaks(&e, page.UseWords) && a.On < negativeDay(&e) {
				counts = false
			}
		}
		// "An approval counts if its text is the version's present text"
		if counts && a.Text == o.texts[v] {
			return ""
		}
		// "no approval of this version by this person counts, even leaving its
		// text aside; one would, but for its text"
		if counts {
			code = "changed-since-approved"
		}
	}
	return code
}

// addressTaken: "two pages want one address (both withheld), or one that the
// program makes itself".
func (o *oracle) addressTaken(p *page.Page) bool {
	for i := range o.src.Pages {
		other := &o.src.Pages[i]
		for _, v := range p.Versions() {
			for _, w := range other.Versions() {
				// site-format.md: "SECTION/NAME.md or SECTION/NAME/index.md (both at
				// once is a problem)", also where one of them is discreet.
				same := p.Path == other.Path && v.Edition == w.Edition
				if other != p && (same || p.Address(v.Edition) == other.Address(w.Edition)) {
					return true
				}
			}
		}
		// commands.md: "/SECTION/" is an output of its own, whose words are the
		// section's own page.
		if p.Section == "" && !p.Own && other.Section == p.Path {
			return true
		}
	}
	// site-format.md: "easy-read, page and more are no page names".
	name := path.Base(p.Path)
	return !p.Own && slices.Contains([]string{"easy-read", "page", "more"}, name) ||
		p.Path == "topics" || p.Path == "search"
}
