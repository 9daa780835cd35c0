// Package consent decides what may be published, exactly as the design's
// consent.md says. It is the only maker of Cleared.
//
// The rules are pure functions over plain data (rules.go), so that somebody
// who knows data protection and not Go can hold them against that page line by
// line. Around them: which people a page has and what speaks against it
// (page.go), what is left out of a page that is published (part.go), when all
// of that changes (ahead.go), and what readers may then see (clear.go).
//
// It promises: whatever is missing, contradictory or not understood withholds;
// the zero value of a Verdict is Withhold, the zero Cleared holds nothing; and
// nothing withheld is reachable from a Cleared. There is no switch that
// publishes anything anyway. It reads no file and no clock, and keeps nothing
// between calls: decisions are made anew each time.
package consent

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"goldenthread/generator/approval"
	"goldenthread/generator/page"
	"goldenthread/generator/work"
)

// Verdict says whether an edition of a page may be published.
type Verdict uint8

// The zero value withholds.
const (
	Withhold Verdict = iota
	Publish
)

// Decision is what was decided about one edition of one page, and why.
type Decision struct {
	Page    string // page path
	Edition page.Edition
	File    string
	Address string
	Verdict Verdict
	Reasons []Reason  // why it is withheld; empty when it is published
	LeftOut []LeftOut // of a published one
	// Channels through which a published one reaches readers.
	Channels page.Channels
	// Until is the last day on which a published one may still be, as things
	// stand; zero when there is none.
	Until page.Day
	// Text is the digest of its present text; "" when it is unreadable.
	Text approval.Text
	// People are the ids of the page's people, in order.
	People []string
	// Fault says that its file cannot be read, from itself alone.
	Fault bool
}

// LeftOut is a part that is left out of a published page.
type LeftOut struct {
	What    string // the file of a picture or medium; file:line of a quotation
	Reasons []Reason
}

// Change is the next day on which what is published changes by itself.
type Change struct {
	On    page.Day // zero when nothing is known to change
	Pages []string // page paths
}

// Decisions is everything that was decided for a day.
type Decisions struct {
	Today page.Day
	List  []Decision // sorted by page, then edition, the standard one first
	Next  Change
	// Shown is a digest of what readers get of every page: which editions,
	// through which channels, with which parts and names. While it stays the
	// same, nothing was taken away from what they see but by editing.
	Shown [sha256.Size]byte
	Names Names
	// WordsLeftOut are the lines of words.yaml whose words hold a name that is guarded
	// everywhere, in order: those words are not cleared.
	WordsLeftOut []int
	// Namesakes counts the pages that can be read and say of a name that it is
	// somebody else's there.
	Namesakes int
}

// Cleared is what may be published on a day. Only Decide makes one; the zero
// value holds nothing. What is withheld is not hidden in it: it is not there.
type Cleared struct {
	made     bool
	site     page.Site
	today    page.Day
	views    []page.View
	sections []string
	pictures []page.Picture
	names    Names
	// ownAccessibility says that the team wrote the accessibility statement themselves.
	ownAccessibility bool
}

// Made says whether this came from Decide; the zero value did not.
func (c Cleared) Made() bool { return c.made }

// Site is the site's settings, without the hard words that hold a name which is
// guarded everywhere.
func (c Cleared) Site() page.Site { return c.site }

// Today is the day for which it was decided.
func (c Cleared) Today() page.Day { return c.today }

// Views are the editions of pages that may be published, sorted as Decisions.
func (c Cleared) Views() []page.View { return c.views }

// WithoutViews gives all but the views, for who has made a copy of them.
func (c Cleared) WithoutViews() Cleared {
	c.views = nil
	return c
}

// Sections are the sections of the site, in order, also those of which no page
// may be published.
func (c Cleared) Sections() []string { return c.sections }

// OwnAccessibility says that there is a page of the path accessibility, published
// or not: a statement of the team's own, in whose place nothing may be made.
func (c Cleared) OwnAccessibility() bool { return c.ownAccessibility }

// Pictures are the pictures, recordings and captions that the views show, sorted by
// file, each once.
func (c Cleared) Pictures() []page.Picture { return c.pictures }

// MayStand says whether words of another page, and its address, may stand on a
// page, by its path: whether they hold no name that is guarded there.
func (c Cleared) MayStand(pagePath, words, address string) bool {
	return c.made && !c.names.guards(pagePath, words, true) && !c.names.guards(pagePath, address, false)
}

// Decide works out what may be published on a day. Look ahead by giving a
// later day; only what is decided for the present day is to be published.
func Decide(src *page.Source, today page.Day) (Decisions, Cleared) {
	j := newJudge(src)
	outcomes := make([]outcome, len(j.subjects))
	days := make([]lastDays, len(j.subjects))
	work.All(len(j.subjects), func(i int) {
		s := &j.subjects[i]
		for e, v := range s.versions {
			if v != nil && v.Fault == nil {
				s.texts[e] = approval.TextOf(&src.Site, s.page, v, src.Pictures)
			}
		}
		outcomes[i] = j.outcome(s, today)
		days[i] = j.ahead(s, outcomes[i], today)
	})
	d := Decisions{Today: today, Next: nextChange(j.subjects, days)}
	d.List = make([]Decision, 0, 2*len(j.subjects))
	shown := sha256.New()
	for i := range j.subjects {
		fmt.Fprintf(shown, "%q %q\n", j.subjects[i].page.Path, days[i].shown)
		d.List = append(d.List, j.subjects[i].decisions(outcomes[i], days[i])...)
		if s := &j.subjects[i]; s.fault == nil && len(s.page.Meta.Namesakes) > 0 {
			d.Namesakes++
		}
	}
	shown.Sum(d.Shown[:0])
	d.Names = j.names(outcomes, today)
	slices.SortStableFunc(d.List, func(a, b Decision) int {
		// "standard" comes first, and sorts behind "easy-read".
		return cmp.Or(strings.Compare(a.Page, b.Page), strings.Compare(string(b.Edition), string(a.Edition)))
	})
	c := j.clear(outcomes, d.Names)
	c.site.Words, d.WordsLeftOut = d.Names.clearWords(src.Site.Words)
	return d, c
}

// nextChange gives the earliest day on which anything changes.
func nextChange(subjects []subject, all []lastDays) Change {
	var next Change
	for i := range all {
		on := all[i].change
		if on == 0 || next.On != 0 && on > next.On {
			continue
		}
		if on != next.On {
			next = Change{On: on}
		}
		next.Pages = append(next.Pages, subjects[i].page.Path)
	}
	slices.Sort(next.Pages)
	next.Pages = slices.Compact(next.Pages)
	return next
}
