package consent_test

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"goldenthread/generator/approval"
	"goldenthread/generator/consent"
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// The oracle is a second implementation of the design's consent.md, made from
// the design's words alone, without a look at the first one: sentence by
// sentence, each quoted above what does it, slow and plain. It answers for one day.
type oracle struct {
	src   *page.Source
	today page.Day
	texts map[*page.Version]string
	// ownOnly leaves out where links lead, which is up to other pages.
	ownOnly bool
}

func newOracle(src *page.Source, today page.Day) *oracle {
	o := &oracle{src: src, today: today, texts: map[*page.Version]string{}}
	for i := range src.Pages {
		for _, v := range src.Pages[i].Versions() {
			if v.Fault == nil {
				o.texts[v] = string(approval.TextOf(&src.Site, &src.Pages[i], v, src.Pictures))
			}
		}
	}
	return o
}

// on gives the oracle for some day, to hold it against another day.
func (o *oracle) on(day page.Day) *oracle { return &oracle{o.src, day, o.texts, true} }

// status is what "An entry is" says, on some day.
func (o *oracle) status(rec *page.Record, e *page.Entry, day page.Day) string {
	// "negative if it has refused, withdrawn or revoked (they count from the
	// moment they are written, even dated ahead) and no given that is later
	// than all of them and not after today"
	last := negativeDay(e)
	if last != 0 && (e.Given <= last || e.Given > day) {
		// "of several on one day, revoked before withdrawn before refused"
		switch last {
		case e.Revoked:
			return "revoked"
		case e.Withdrawn:
			return "withdrawn"
		}
		return "refused"
	}
	switch {
	case e.Given != 0 && e.Given <= day:
		// "it is expired once today is after its last day"
		if day > o.lastDay(rec, e) {
			return "expired"
		}
		return "given"
	case e.Given != 0:
		return "not-yet"
	}
	return "requested"
}

// negativeDay: "The latest of the three names it".
func negativeDay(e *page.Entry) page.Day { return max(e.Refused, e.Withdrawn, e.Revoked) }

func isNegative(status string) bool {
	return status == "refused" || status == "withdrawn" || status == "revoked"
}

func isGiven(status string) bool { return status == "given" || status == "expired" }

// lastDay: "the earliest of until, given + consent.longest, and, for an entry
// given before adult_from, the day before it. Last days count as valid".
func (o *oracle) lastDay(rec *page.Record, e *page.Entry) page.Day {
	last := later(e.Given, o.src.Site.Consent.Longest)
	if e.Until != 0 {
		last = min(last, e.Until)
	}
	if rec.AdultFrom != 0 && e.Given < rec.AdultFrom {
		last = min(last, rec.AdultFrom-1)
	}
	return last
}

// later: "calendar arithmetic; 29 February + 1y is 28 February".
func later(day page.Day, p page.Period) page.Day {
	from := day.Time()
	to := from.AddDate(p.Years, p.Months, 0)
	if to.Day() < from.Day() { // it ran over the end of the month
		to = to.AddDate(0, 0, -to.Day())
	}
	return page.DayOf(to.AddDate(0, 0, p.Days))
}

// speaks: "An entry speaks of a use if the use is a key of its uses, or if it
// has no uses."
func speaks(e *page.Entry, use page.Use) bool { return !e.HasUses || e.Uses[use] != page.NotSaid }

// specificity: "Covering a page by its path is more specific than by its
// section, that more than everything; an entry counts as its most specific
// pattern that covers the page. stories/* does not cover the section's own
// page, and the home page is covered by everything alone." 0 covers nothing.
func specificity(e *page.Entry, p *page.Page) int {
	most := 0
	for _, pattern := range e.Covers {
		switch {
		case pattern == "everything":
			most = max(most, 1)
		case pattern == p.Section+"/*" && p.Section != "" && !p.Own:
			most = max(most, 2)
		case pattern == p.Path && p.Path != "":
			most = max(most, 3)
		}
	}
	return most
}

// answer is "A person's answer for a page and a use".
type answer struct {
	status   string
	value    page.Permission
	channels page.Channels
	own      string // the governing entry's own shown_as
}

func (o *oracle) answer(rec *page.Record, p *page.Page, use page.Use) answer {
	// "from the entries that cover the page and speak of the use"
	var entries []*page.Entry
	for i := range rec.Entries {
		if e := &rec.Entries[i]; specificity(e, p) > 0 && speaks(e, use) {
			entries = append(entries, e)
		}
	}
	// "2. Of the given entries that are not ended (expired ones included)"
	var governing []*page.Entry
	for _, e := range entries {
		if isGiven(o.status(rec, e, o.today)) && !o.ended(rec, p, e, entries) {
			governing = append(governing, e)
		}
	}
	if len(governing) > 0 {
		// "the most specific governs; of those, the latest given; of those, the
		// one that allows least (expired before given; none before shown-as
		// before first before full"
		governing = least(governing, func(e *page.Entry) int { return -specificity(e, p) })
		governing = least(governing, func(e *page.Entry) int { return -int(e.Given) })
		governing = least(governing, func(e *page.Entry) int {
			if o.status(rec, e, o.today) == "expired" {
				return -1
			}
			return int(e.Uses[use])
		})
		// "of those still level, only the channels that all list, and no
		// entry's own shown_as)"
		a := answer{o.status(rec, governing[0], o.today), governing[0].Uses[use], page.AllChannels, ""}
		for _, e := range governing {
			a.channels &= e.Channels
		}
		if len(governing) == 1 {
			a.own = governing[0].ShownAs
		}
		return a
	}
	// "3. If there is none: the latest negative entry's name (ties as above);
	// else not yet if there is one; else requested; else unknown."
	day, found := page.Day(-1), map[string]bool{}
	for _, e := range entries {
		status := o.status(rec, e, o.today)
		if isNegative(status) && negativeDay(e) > day {
			day = negativeDay(e)
			found = map[string]bool{}
		}
		if !isNegative(status) || negativeDay(e) == day {
			found[status] = true
		}
	}
	if day < 0 {
		for _, status := range []string{"not-yet", "requested"} {
			if found[status] {
				return answer{status: status}
			}
		}
		return answer{status: "unknown"}
	}
	for _, status := range []string{"revoked", "withdrawn"} {
		if found[status] {
			return answer{status: status}
		}
	}
	return answer{status: "refused"}
}

// ended: "1. A negative entry ends every entry given on or before its negative
// date, and every entry given later that is less specific than it. Ended
// entries never come back." So whatever was ended on any day up to today is.
func (o *oracle) ended(rec *page.Record, p *page.Page, given *page.Entry, entries []*page.Entry) bool {
	// What happens happens on the day of some `given`, or between two of them.
	days := []page.Day{o.today}
	for _, e := range entries {
		days = append(days, e.Given-1, e.Given)
	}
	for _, day := range days {
		if day > o.today || !isGiven(o.status(rec, given, day)) {
			continue
		}
		for _, e := range entries {
			if isNegative(o.status(rec, e, day)) &&
				(given.Given <= negativeDay(e) || specificity(given, p) < specificity(e, p)) {
				return true
			}
		}
	}
	return false
}

// least keeps the entries for which f is least.
func least(entries []*page.Entry, f func(*page.Entry) int) []*page.Entry {
	lowest := f(entries[0])
	for _, e := range entries {
		lowest = min(lowest, f(e))
	}
	return slices.DeleteFunc(slices.Clone(entries), func(e *page.Entry) bool { return f(e) > lowest })
}

// record gives a record that can be read, or nil: "the whole record is
// unreadable, and no consent in it counts".
func (o *oracle) record(id string) *page.Record {
	if rec := o.src.Records[id]; rec != nil && rec.Fault == nil {
		return rec
	}
	return nil
}

// allows: "A use is allowed if the governing entry is given, not expired, and
// says yes"; "anonymous: always never allows picture, voice or video". It also
// gives the channels.
func (o *oracle) allows(id string, p *page.Page, use page.Use) (bool, page.Channels) {
	rec := o.record(id)
	if rec == nil || rec.Anonymous && use != page.UseWords {
		return false, 0
	}
	a := o.answer(rec, p, use)
	return a.status == "given" && a.value == page.Yes, a.channels
}

// name gives the name by which somebody may be called on a page; "" for none.
func (o *oracle) name(id string, p *page.Page) (string, page.Channels) {
	rec := o.record(id)
	if rec == nil {
		return "", 0
	}
	a := o.answer(rec, p, page.UseName)
	// "Anything else for name is none; so is a name whose governing entry does
	// not list web."
	if a.status != "given" || !a.channels.Has(page.Web) {
		return "", 0
	}
	// "shown_as is the governing name entry's own, else names.shown_as"
	shown := a.own
	if shown == "" {
		shown = rec.Names.ShownAs
	}
	// "anonymous: always lowers full and first to shown-as (none where there is
	// no shown_as)"
	switch {
	case a.value == page.Full && !rec.Anonymous:
		return rec.Names.Full, a.channels
	case a.value == page.First && !rec.Anonymous:
		return rec.Names.First, a.channels
	case a.value == page.Full, a.value == page.First, a.value == page.ShownAs:
		return shown, a.channels
	}
	return "", 0
}

// called gives what readers are shown for somebody: the name, or the site's
// words "for a person whose name may not be" shown.
func (o *oracle) called(id string, p *page.Page) string {
	if name, _ := o.name(id, p); name != "" {
		return name
	}
	return o.src.Site.Unnamed
}

// people: "A page's people are those in people and authors, and everybody in a
// :person[…] in either version that can be read."
func (o *oracle) people(p *page.Page) []string {
	all := slices.Concat(p.Meta.People.IDs, p.Meta.Authors)
	for _, v := range p.Versions() {
		if v.Fault == nil {
			all = append(all, v.People...)
		}
	}
	var once []string
	for _, id := range all {
		if !slices.Contains(once, id) {
			once = append(once, id)
		}
	}
	return once
}

// pageChannels: "Its channels are those that each of its people's governing
// words entry lists, and each name entry that allows them a name (people:
// none: all)."
func (o *oracle) pageChannels(p *page.Page) page.Channels {
	channels := page.AllChannels
	for _, id := range o.people(p) {
		channels &= o.quotable(id, p)
	}
	return channels
}

// quotable gives the channels of somebody's words and name: "For a shown
// quotation, its person's name entry that allows a name counts like its words
// entry."
func (o *oracle) quotable(id string, p *page.Page) page.Channels {
	_, channels := o.allows(id, p, page.UseWords)
	if name, its := o.name(id, p); name != "" {
		channels &= its
	}
	return channels
}

// codes is the order of the table.
var codes = strings.Fields(`unreadable address-taken draft not-yet ended no-people unknown-person record-unreadable
	consent-unknown consent-requested consent-not-yet consent-refused consent-withdrawn consent-revoked consent-expired
	use-not-agreed channel-not-agreed not-approved changed-since-approved page-withheld`)

// reasons are why a version is withheld, each "code person".
func (o *oracle) reasons(p *page.Page, v *page.Version) []string {
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
		return inOrder(found)
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
	return inOrder(found)
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

// parts is what becomes of a version's pictures, quotations and media.
type parts struct {
	leftOut  []string      // each "what: code person"
	channels page.Channels // of the version
	through  page.Channels // that are named of its parts
	cover    string
	shown    []string // what is shown, flat
	pictures []string // the addresses of those shown
}

// notAgreed: "somebody in it unknown, unreadable or not agreeing", "where one
// of its people does not list web". It names the first; ok is that there is
// none. It also gives the channels that all of them list.
func (o *oracle) notAgreed(ids []string, p *page.Page, use page.Use) (first string, channels page.Channels, ok bool) {
	channels = page.AllChannels
	for _, id := range ids {
		yes, its := o.allows(id, p, use)
		if !yes || !its.Has(page.Web) {
			return id, 0, false
		}
		channels &= its
	}
	return "", channels, true
}

// picture gives why a picture is left out, or the ways in which it may go out.
func (o *oracle) picture(file string, p *page.Page) (against string, channels page.Channels) {
	pic := o.src.Pictures[file]
	// "not said (an empty list is not said)"; site-format.md: "SVG drawings need
	// none, though a list given for one holds"; page.Picture: of an uncertain
	// one "nobody knows who is in it".
	said := pic.People.Said == page.SaidNone || len(pic.People.IDs) > 0
	if pic.Uncertain || !said && path.Ext(file) != ".svg" {
		return "picture-unknown-people", 0
	}
	first, channels, ok := o.notAgreed(pic.People.IDs, p, page.UsePicture)
	switch {
	case !ok:
		return "picture-not-agreed " + first, 0
	case pic.Fault != nil:
		return "picture-unreadable", 0
	}
	return "", channels
}

// close: "where one does not list search-engines or print, the version that
// shows it counts as not agreed for it; feed and social leave out the part
// alone".
func (r *parts) close(channels page.Channels) {
	r.channels &= channels | page.Web | page.Feed | page.Social
}

func (o *oracle) parts(r *parts, p *page.Page, v *page.Version, nodes []page.Node) {
	for i := range nodes {
		n := &nodes[i]
		what := ""
		if n.Part != nil {
			what = o.src.Site.PictureFile(v.File, n.URL+n.Attr("src"))
		}
		switch n.Kind {
		case page.Text:
			r.shown = append(r.shown, n.Text)
		case page.PersonName:
			r.shown = append(r.shown, o.called(n.Person, p))
		case page.Link:
			// site-format.md: "a link to a withheld page keeps its words and loses
			// its address".
			o.parts(r, p, v, n.Children)
			if address := o.linked(n.URL); address != "" && !o.ownOnly {
				r.shown = append(r.shown, "("+address+")")
			}
		case page.Image:
			against, channels := o.picture(what, p)
			if against != "" {
				r.leftOut = append(r.leftOut, what+": "+against)
				continue
			}
			r.close(channels)
			r.pictures = append(r.pictures, o.src.Pictures[what].Address)
			r.shown = append(r.shown, fmt.Sprintf("(%s %s)", o.src.Pictures[what].Address, channels&r.through))
		case page.Audio, page.Video:
			r.leftOut = append(r.leftOut, what+": "+o.medium(n, p))
		case page.QuoteBlock:
			source, channels := n.Attr("by"), page.AllChannels
			if n.Person != "" {
				// "the quoted person does not allow words here through web (no
				// approval is asked for a quotation)"
				first, _, ok := o.notAgreed([]string{n.Person}, p, page.UseWords)
				if !ok {
					r.leftOut = append(r.leftOut, fmt.Sprintf("%s:%d: quote-not-agreed %s", v.File, n.Line, first))
					continue // "What is left out is not looked at."
				}
				source, channels = o.called(n.Person, p), o.quotable(n.Person, p)
			}
			r.close(channels)
			r.shown = append(r.shown, fmt.Sprintf("{%s %s:", source, channels&r.through))
			o.parts(r, p, v, n.Children)
			r.shown = append(r.shown, "}")
		default:
			o.parts(r, p, v, n.Children)
		}
	}
}

// linked gives the address to which a link may lead; "" for none.
func (o *oracle) linked(url string) string {
	for i := range o.src.Pages {
		if p := &o.src.Pages[i]; url == "/"+p.Path+"/" {
			if len(o.reasons(p, p.Standard)) > 0 {
				return ""
			}
			return p.Address(page.Standard)
		}
	}
	return url
}

// medium gives why a medium is left out: "people: on ::audio and ::video
// likewise (voice, video)"; at present none can be published.
func (o *oracle) medium(n *page.Node, p *page.Page) string {
	use := page.UseVideo
	if n.Kind == page.Audio {
		use = page.UseVoice
	}
	ids := strings.FieldsFunc(n.Attr("people"), func(r rune) bool { return r == ',' || r == ' ' })
	if len(ids) == 0 {
		return "media-unknown-people"
	}
	if n.Attr("people") == "none" {
		return "media-unreadable"
	}
	if first, _, ok := o.notAgreed(ids, p, use); !ok {
		return "media-not-agreed " + first
	}
	return "media-unreadable"
}

// version gives the parts of a version, with those of their channels through
// which the version goes out.
func (o *oracle) version(p *page.Page, v *page.Version, through page.Channels) parts {
	r := parts{through: through, channels: o.pageChannels(p)}
	// "the cover belongs to the standard version alone"; site-format.md:
	// "discreet: no cover".
	if file := o.src.Site.PictureFile(v.File, p.Meta.Cover); v.Edition == page.Standard && p.Meta.Cover != "" && !p.Meta.Discreet {
		against, channels := o.picture(file, p)
		if against != "" {
			r.leftOut = append(r.leftOut, file+": "+against)
		} else {
			r.close(channels)
			r.pictures = append(r.pictures, o.src.Pictures[file].Address)
			r.cover = fmt.Sprintf("%s %s", o.src.Pictures[file].Address, channels&through)
		}
	}
	o.parts(&r, p, v, v.Body)
	return r
}

// told is everything about one version that must be the same for both.
type told struct {
	page      string
	published bool
	decision  string
	view      string   // of a published one: what readers get
	pictures  []string // the addresses of those that it shows
}

func (o *oracle) tell(p *page.Page, v *page.Version) told {
	reasons := o.reasons(p, v)
	out := told{page: p.Path, published: len(reasons) == 0}
	if !out.published {
		out.decision = withheld(reasons, o.people(p), o.texts[v])
		return out
	}
	// Twice: what closes channels of the version closes those of its parts.
	first := o.version(p, v, page.AllChannels)
	r := o.version(p, v, first.channels)
	slices.Sort(r.leftOut)
	var byline, made []string
	// site-format.md: "ids for the byline; without it, the byline is people".
	ids := p.Meta.Authors
	if len(ids) == 0 {
		ids = p.Meta.People.IDs
	}
	for _, id := range ids {
		if name := o.called(id, p); !slices.Contains(byline, name) {
			byline = append(byline, name)
		}
	}
	for _, m := range p.Meta.MadeWith {
		if m.Person != "" {
			made = append(made, o.called(m.Person, p)+" "+m.Did)
		} else {
			made = append(made, m.Group+" "+m.Did)
		}
	}
	line := func(nodes []page.Node) string {
		var line parts
		o.parts(&line, p, v, nodes)
		return strings.Join(line.shown, "")
	}
	easy := ""
	if p.EasyRead != nil && len(o.reasons(p, p.EasyRead)) == 0 {
		easy = p.Address(page.EasyRead)
	}
	out.pictures = r.pictures
	out.decision = fmt.Sprintf("published: %s; left out %v; people %v; text %s", r.channels, slices.Compact(r.leftOut), o.people(p), o.texts[v])
	out.view = fmt.Sprintf("%s %s %s; %s; %s; %s; by %v; made %v; cover %s; %s",
		p.Address(v.Edition), p.Address(page.Standard), easy, line(v.Title), line(v.Summary), r.channels, byline, made, r.cover, strings.Join(r.shown, ""))
	return out
}

// withheld tells of a version that is; consent.md does not say what is told of
// one that cannot be read.
func withheld(reasons, people []string, text string) string {
	if reasons[0] == "unreadable" {
		return fmt.Sprintf("withheld: %v", reasons)
	}
	if reasons[0] == "page-withheld" {
		people = nil
	}
	return fmt.Sprintf("withheld: %v; people %v; text %s", reasons, people, text)
}

// all tells of every version, by its file.
func (o *oracle) all() map[string]told {
	out := map[string]told{}
	for i := range o.src.Pages {
		for _, v := range o.src.Pages[i].Versions() {
			out[v.File] = o.tell(&o.src.Pages[i], v)
		}
	}
	return out
}

// byPackage tells the same of what the package decided.
func byPackage(w world) (map[string]told, consent.Cleared) {
	decisions, cleared := consent.Decide(w.src, w.today)
	views := map[string]*page.View{}
	for i, v := range cleared.Views() {
		views[v.Path+" "+v.Address] = &cleared.Views()[i]
	}
	out := map[string]told{}
	for _, d := range decisions.List {
		t := told{page: d.Page, published: d.Verdict == consent.Publish}
		view := views[d.Page+" "+d.Address]
		if (view != nil) != t.published {
			t.decision = "the verdict and the views disagree; "
		}
		if !t.published {
			t.decision += withheld(flatReasons(d.Reasons), d.People, string(d.Text))
			if d.Until != 0 || d.Channels != 0 || len(d.LeftOut) > 0 {
				t.decision += "; and what only a published one has"
			}
		} else if view != nil {
			var left []string
			for _, l := range d.LeftOut {
				left = append(left, l.What+": "+strings.Join(flatReasons(l.Reasons), " and "))
			}
			slices.Sort(left)
			t.decision = fmt.Sprintf("published: %s; left out %v; people %v; text %s", d.Channels, slices.Compact(left), d.People, d.Text)
			t.view = flatView(view)
		}
		out[d.File] = t
	}
	if len(out) != len(decisions.List) || len(views) != len(cleared.Views()) || !slices.IsSortedFunc(decisions.List, func(a, b consent.Decision) int {
		return cmp.Or(cmp.Compare(a.Page, b.Page), -cmp.Compare(a.Edition, b.Edition))
	}) {
		out["twice, or not sorted"] = told{}
	}
	return out, cleared
}

func flatReasons(reasons []consent.Reason) []string {
	var out []string
	for _, r := range reasons {
		if r.Message == "" {
			out = append(out, "no message for")
		}
		out = append(out, strings.TrimSpace(string(r.Code)+" "+r.Person))
	}
	return out
}

func flatView(v *page.View) string {
	var made []string
	for _, m := range v.MadeWith {
		made = append(made, m.Who+" "+m.Did)
	}
	cover := ""
	if v.Cover != nil {
		cover = fmt.Sprintf("%s %s", v.Cover.Address, v.Cover.Channels&v.Channels)
	}
	return fmt.Sprintf("%s %s %s; %s; %s; %s; by %v; made %v; cover %s; %s",
		v.Address, v.Standard, v.EasyRead, v.Title, v.Summary, v.Channels, v.Byline, made, cover, flatNodes(v.Body, v.Channels))
}

func flatNodes(nodes []page.Node, through page.Channels) string {
	var b strings.Builder
	for i := range nodes {
		n := &nodes[i]
		switch n.Kind {
		case page.Text, page.PersonName:
			b.WriteString(n.Text)
		case page.Link:
			fmt.Fprintf(&b, "%s(%s)", flatNodes(n.Children, through), n.URL)
		case page.Image:
			fmt.Fprintf(&b, "(%s %s)", n.URL, n.Channels&through)
		case page.QuoteBlock:
			fmt.Fprintf(&b, "{%s%s %s:%s}", n.Text, n.Attr("by"), n.Channels&through, flatNodes(n.Children, through))
		case page.Audio, page.Video:
			b.WriteString("(a medium)")
		default:
			b.WriteString(flatNodes(n.Children, through))
		}
	}
	return b.String()
}

// disagreement says where oracle and package differ on the day; "" where they
// do not.
func disagreement(w world) string {
	mine := newOracle(w.src, w.today).all()
	theirs, cleared := byPackage(w)
	var b strings.Builder
	var pictures, cleanPictures []string
	for _, file := range slices.Sorted(maps.Keys(mine)) {
		m, t := mine[file], theirs[file]
		if m.decision != t.decision || m.view != t.view {
			fmt.Fprintf(&b, "%s\n  oracle:  %s\n           %s\n  package: %s\n           %s\n", file, m.decision, m.view, t.decision, t.view)
		}
		pictures = append(pictures, m.pictures...)
	}
	if len(mine) != len(theirs) {
		fmt.Fprintf(&b, "%d versions, but %d decisions\n", len(mine), len(theirs))
	}
	slices.Sort(pictures)
	for _, p := range cleared.Pictures() {
		cleanPictures = append(cleanPictures, p.Address)
	}
	if pictures = slices.Compact(pictures); b.Len() == 0 && !slices.Equal(pictures, cleanPictures) {
		fmt.Fprintf(&b, "pictures, oracle: %v, package: %v\n", pictures, cleanPictures)
	}
	return b.String()
}

// ahead tries one day after the other: until is "the last day on which it may
// still be published as things stand", next "the next day on which what is
// published changes by itself".
func (o *oracle) ahead() (map[string]page.Day, consent.Change) {
	now := o.on(o.today).all()
	untils := map[string]page.Day{}
	var next consent.Change
	for day := o.today + 1; day <= o.horizon(); day++ {
		then := o.on(day).all()
		for file, t := range now {
			if t.published && !then[file].published && untils[file] == 0 {
				untils[file] = day - 1
			}
			if t.view != then[file].view && (next.On == 0 || next.On == day) && !slices.Contains(next.Pages, t.page) {
				next.On = day
				next.Pages = append(next.Pages, t.page)
			}
		}
	}
	slices.Sort(next.Pages)
	return untils, next
}

// horizon is a day after which nothing is known to change.
func (o *oracle) horizon() page.Day {
	last := o.today
	for i := range o.src.Pages {
		last = max(last, o.src.Pages[i].Meta.From, o.src.Pages[i].Meta.Until)
	}
	for _, rec := range o.src.Records {
		last = max(last, rec.AdultFrom)
		for _, e := range rec.Entries {
			last = max(last, e.Given, e.Until)
		}
		for _, a := range rec.Approvals {
			last = max(last, a.On)
		}
	}
	return later(last, o.src.Site.Consent.Longest) + 2
}

// inWorlds calls f in many worlds, on two goroutines, until it has failed
// three times.
func inWorlds(t *testing.T, count uint64, f func(w world) string) {
	t.Helper()
	if testing.Short() {
		count /= 10
	}
	var wg sync.WaitGroup
	var failures atomic.Int32
	for half := range uint64(2) {
		wg.Go(func() {
			for number := half; number < count && failures.Load() < 3; number += 2 {
				w := makeWorld(number)
				if f(w) == "" {
					continue
				}
				failures.Add(1)
				shrink(reflect.ValueOf(w.src).Elem(), func() bool { return f(w) != "" })
				t.Errorf("world %d, made as small as can be:\n%s\n%s", number, f(w), w)
			}
		})
	}
	wg.Wait()
}

func TestOracle(t *testing.T) {
	inWorlds(t, 100_000, disagreement)
}

func TestOracleUntil(t *testing.T) {
	inWorlds(t, 4_000, func(w world) string {
		untils, _ := newOracle(w.src, w.today).ahead()
		decisions, _ := consent.Decide(w.src, w.today)
		var b strings.Builder
		for _, d := range decisions.List {
			if untils[d.File] != d.Until {
				fmt.Fprintf(&b, "%s: until, oracle: %s, package: %s\n", d.File, untils[d.File], d.Until)
			}
		}
		return b.String()
	})
}

func TestOracleNext(t *testing.T) {
	inWorlds(t, 4_000, func(w world) string {
		_, next := newOracle(w.src, w.today).ahead()
		decisions, _ := consent.Decide(w.src, w.today)
		if mine, theirs := fmt.Sprintf("%s %q", next.On, next.Pages), fmt.Sprintf("%s %q", decisions.Next.On, decisions.Next.Pages); mine != theirs {
			return fmt.Sprintf("next change, oracle: %s, package: %s", mine, theirs)
		}
		return ""
	})
}

// The worlds are worth trying only if everything happens in them, and often.
func TestWorldsAreDense(t *testing.T) {
	all := append(slices.Clone(codes), "picture-unknown-people", "picture-not-agreed", "picture-unreadable",
		"media-unknown-people", "media-not-agreed", "media-unreadable", "quote-not-agreed", "published")
	seen := map[string]int{}
	for number := range uint64(10_000) {
		w := makeWorld(number)
		for _, told := range newOracle(w.src, w.today).all() {
			for _, word := range strings.FieldsFunc(told.decision, func(r rune) bool { return strings.ContainsRune(" []:;", r) }) {
				seen[word]++
			}
		}
	}
	for _, code := range all {
		if seen[code] < 25 {
			t.Errorf("%s: only %d times", code, seen[code])
		}
	}
}

// TestTakingAway holds that two edits never give more, whatever the world:
// somebody withdraws everything today, and a record becomes unreadable.
func TestTakingAway(t *testing.T) {
	inWorlds(t, 20_000, func(w world) string {
		_, before := consent.Decide(w.src, w.today)
		for id, old := range w.src.Records {
			withdrawn, unreadable := *old, *old
			withdrawn.Entries = append(slices.Clone(old.Entries), page.Entry{Covers: []string{"everything"}, Withdrawn: w.today})
			unreadable.Fault = &diag.Problem{Code: "unknown-key"}
			for what, rec := range map[string]*page.Record{"withdraws everything": &withdrawn, "gets an unreadable record": &unreadable} {
				less := *w.src
				less.Records = maps.Clone(w.src.Records)
				less.Records[id] = rec
				_, after := consent.Decide(&less, w.today)
				if gained := gains(w.src, before, after); gained != "" {
					return fmt.Sprintf("%s %s: %s", id, what, gained)
				}
			}
		}
		return ""
	})
}

// gains says what readers get after that they did not get before.
func gains(src *page.Source, before, after consent.Cleared) string {
	for _, now := range after.Views() {
		i := slices.IndexFunc(before.Views(), func(v page.View) bool { return v.Address == now.Address })
		if i < 0 {
			return now.Address + " is published"
		}
		then := before.Views()[i]
		had, has := shown(&then), shown(&now)
		for part, channels := range has {
			if !had[part].Has(channels) {
				return now.Address + " shows " + part
			}
		}
		// A part that is gone no longer closes these two.
		may := then.Channels
		if len(has) < len(had) {
			may |= page.SearchEngines | page.Print
		}
		if !may.Has(now.Channels) {
			return now.Address + " goes out through more channels"
		}
		for _, rec := range src.Records {
			names := []string{rec.Names.Full, rec.Names.First, rec.Names.ShownAs}
			for _, e := range rec.Entries {
				names = append(names, e.ShownAs)
			}
			for _, name := range names {
				if name != "" && strings.Contains(fmt.Sprint(now), name) && !strings.Contains(fmt.Sprint(then), name) {
					return now.Address + " shows the name " + name
				}
			}
		}
	}
	return ""
}

// shown gives the pictures and quotations of a view with their channels.
func shown(v *page.View) map[string]page.Channels {
	out := map[string]page.Channels{}
	if v.Cover != nil {
		out["the cover"] = v.Cover.Channels
	}
	for n := range page.Walk(v.Body) {
		if n.Kind == page.Image || n.Kind == page.QuoteBlock {
			out[fmt.Sprintf("%s in line %d, column %d", n.URL, n.Line, n.Column)] |= n.Channels
		}
	}
	return out
}

func TestZeroValues(t *testing.T) {
	var verdict consent.Verdict
	if verdict != consent.Withhold || verdict == consent.Publish {
		t.Error("the zero Verdict does not withhold")
	}
	var decision consent.Decision
	if decision.Verdict != consent.Withhold || decision.Channels != page.NoChannels {
		t.Error("the zero Decision lets something out")
	}
	var answer consent.Answer
	if answer.Allowed() {
		t.Error("the zero Answer allows something")
	}
	var cleared consent.Cleared
	if cleared.Made() || cleared.Today() != 0 || len(cleared.Views())+len(cleared.Sections())+len(cleared.Pictures()) > 0 || !reflect.DeepEqual(cleared.Site(), page.Site{}) {
		t.Error("the zero Cleared holds something")
	}
	decisions, made := consent.Decide(&page.Source{}, 0)
	if len(decisions.List) > 0 || decisions.Next.On != 0 || !made.Made() || len(made.Views()) > 0 {
		t.Error("of nothing, something was made")
	}
}
