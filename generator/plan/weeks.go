package plan

import (
	"cmp"
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// weeks plans a sheet for each Co-Production Week, with its stories, and its
// calendar.
func (b *builder) weeks() {
	for i := range b.views {
		v := &b.views[i]
		if v.Section != "weeks" || v.Own || v.Edition != page.Standard {
			continue
		}
		s := b.sheet("week", v.Address, own(v))
		s.Section = page.Anchor{Label: b.sectionOn("weeks", v), Address: "/weeks/"}
		b.beside(s, v)
		s.Leaflet = b.leaflet(v)
		s.Lists = b.byTopic(v, b.week[strings.TrimPrefix(v.Path, "weeks/")])
		// A calendar cannot ask search engines to stay away.
		if v.Starts != 0 && v.Channels.Has(page.SearchEngines) {
			s.Calendar = v.Address + "calendar.ics"
			b.add(strings.TrimPrefix(s.Calendar, "/"), Feeds, Body{Calendar: &page.Calendar{Week: v, Frame: b.frame, Location: b.site.Location}})
		}
		b.addSheet(Lists, s)
	}
}

// byTopic gives the pages of a week, each once, under the topics that most of
// them have; what stands alone with its topic comes last, under none. So does what has
// a topic whose name may not stand on the week's own page.
func (b *builder) byTopic(on *page.View, views []*page.View) []page.Listing {
	topics := map[*page.View][]*topic{}
	for _, v := range views {
		topics[v] = b.topicsOn(on, v)
	}
	rest := slices.Clone(views)
	var out []page.Listing
	for {
		with := map[*topic][]*page.View{}
		for _, v := range rest {
			for _, t := range topics[v] {
				with[t] = append(with[t], v)
			}
		}
		var most *topic
		for t, views := range with {
			if most == nil || cmp.Or(len(views)-len(with[most]), strings.Compare(most.slug, t.slug)) > 0 {
				most = t
			}
		}
		if most == nil || len(with[most]) < 2 {
			break
		}
		out = append(out, page.Listing{Name: "week-topic", Heading: most.label, Items: b.teasers(with[most])})
		rest = only(rest, func(v *page.View) bool { return !slices.Contains(topics[v], most) })
	}
	return append(out, lists(page.Listing{Name: "week", Items: b.teasers(rest)})...)
}

// weekLink leads from a page to its week: as lists do, not from where search
// engines look to where they may not.
func (b *builder) weekLink(v *page.View) page.Anchor {
	week := b.byPath["weeks/"+v.Week]
	if v.Week == "" || week == nil || !week.Channels.Has(page.SearchEngines) && v.Channels.Has(page.SearchEngines) {
		return page.Anchor{}
	}
	a := b.anchor(week, v)
	if a.Address == "" && b.cleared.MayStand(v.Path, "", week.Address) { // its title may not stand here
		a = page.Anchor{Label: v.Week, Address: week.Address}
	}
	return a
}

// thisWeek gives the week that is on, or else the next; nil where none is known.
func (b *builder) thisWeek() *page.View {
	var next *page.View
	for _, v := range b.listed {
		if b.isAhead(v) && (next == nil || v.Starts < next.Starts) {
			next = v
		}
	}
	return next
}

// isAhead says whether a page is a week that is not over.
func (b *builder) isAhead(v *page.View) bool {
	return v.Section == "weeks" && v.Starts != 0 && max(v.Starts, v.Ends) >= b.frame.Today
}

// aheadAndOver parts a list of weeks, the newest first: what is coming, the next
// one first, and what was.
func (b *builder) aheadAndOver(weeks []*page.View) []page.Listing {
	ahead := only(weeks, b.isAhead)
	slices.Reverse(ahead)
	over := only(weeks, func(v *page.View) bool { return !b.isAhead(v) })
	return append(lists(page.Listing{Name: "weeks-ahead", Items: b.teasers(ahead)}), lists(page.Listing{Name: "weeks-over", Items: b.teasers(over)})...)
}
