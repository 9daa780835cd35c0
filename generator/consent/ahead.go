package consent

import (
	"fmt"
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// lastDays is what is known of the days to come of a page.
type lastDays struct {
	until  [editions]page.Day // the last day of each published edition; zero: none known
	change page.Day           // the next day on which what is published of it changes
	shown  string             // what readers get of it today
}

// ahead decides about a page for each day on which something could change, and
// so finds when it does. now is the outcome for today.
func (j *judge) ahead(s *subject, now outcome, today page.Day) lastDays {
	var out lastDays
	if s.fault != nil {
		return out
	}
	out.shown = j.shown(s, now, today)
	waiting := now.publish
	for _, day := range j.days(s, now.mentioned, today) {
		then := j.later(s, day)
		if out.change == 0 && j.shown(s, then, day) != out.shown {
			out.change = day
		}
		for e := range editions {
			if waiting[e] && !then.publish[e] {
				out.until[e], waiting[e] = day-1, false
			}
		}
		if out.change != 0 && waiting == ([editions]bool{}) {
			break
		}
	}
	return out
}

// days lists, in order, the days after today on which a decision about a page
// could be another than the day before.
func (j *judge) days(s *subject, mentioned []string, today page.Day) []page.Day {
	var days []page.Day
	add := func(d page.Day) {
		if d > today {
			days = append(days, d)
		}
	}
	add(s.page.Meta.From)
	if s.page.Meta.Until != 0 {
		add(s.page.Meta.Until + 1)
	}
	for _, ids := range [][]string{s.people, s.quoted, s.pictured, mentioned} {
		for _, id := range ids {
			rec, ok := j.record(id)
			if !ok {
				continue
			}
			for i := range rec.Entries {
				if e := &rec.Entries[i]; e.Given != 0 && specificity(e, s.page) > 0 {
					add(e.Given)
					add(lastDay(e, rec, j.src.Site.Consent) + 1)
				}
			}
			for _, a := range rec.Approvals {
				if a.Page == s.page.Path {
					add(a.On)
				}
			}
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// shown describes what readers get of a page on a day; two outcomes with the
// same description publish the same.
func (j *judge) shown(s *subject, o outcome, today page.Day) string {
	var b strings.Builder
	name := func(id string) { fmt.Fprintf(&b, " %q", j.name(s.page, id, today)) }
	for e := range editions {
		if !o.publish[e] {
			continue
		}
		fmt.Fprintf(&b, "%d %d", e, o.channels[e])
		for _, part := range o.shown[e] {
			fmt.Fprintf(&b, " %q %d", part.what, part.channels)
			if part.quoted != "" {
				name(part.quoted)
			}
		}
	}
	if b.Len() == 0 {
		return ""
	}
	for _, id := range s.people {
		name(id)
	}
	return b.String()
}

// knownName gives that name if it is one of those by which a person is known
// elsewhere. Of somebody who is shown by a name for some pages alone, nothing is
// told there that would join these pages to others.
func (j *judge) knownName(p *page.Page, id string, today page.Day) string {
	name := j.name(p, id, today)
	if name == "" {
		return ""
	}
	if n := j.src.Records[id].Names; name != n.Full && name != n.First && name != n.ShownAs {
		return ""
	}
	return name
}

// name gives the name of a person that may be shown on a page; "" for none.
func (j *judge) name(p *page.Page, id string, today page.Day) string {
	rec, ok := j.record(id)
	if !ok {
		return ""
	}
	_, name := nameAnswer(rec, p, j.src.Site.Consent, today)
	return name
}
