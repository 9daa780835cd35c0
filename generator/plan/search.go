package plan

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"goldenthread/generator/page"
)

// onSearch is how many topics the sheet of the search names.
const onSearch = 12

// search plans the site's own search: the index that a browser fetches, and the
// sheet, which leads to the same pages without a script.
//
// The index holds the pages that search engines may not find, too: that they are
// on the site is agreed. So it is kept from search engines, and it is no asset,
// which a browser may keep: what is taken down must be gone from it at once.
func (b *builder) search() {
	s := b.sheet("search", "/search/")
	s.Lists = append(lists(page.Listing{Name: "search-topics", Address: "/topics/", Items: b.mostTopics()}), b.years()...)
	b.addSheet(Lists, s)
	b.add("search/index.json", Feeds, Body{Search: &page.SearchIndex{Language: b.site.Language, Entries: b.found()}})
}

// found gives what can be found: every page but lists, in its standard version,
// newest first.
func (b *builder) found() []page.SearchEntry {
	views := slices.Concat(b.listed, b.unlisted)
	for _, v := range b.byPath {
		if v.Section == "" && !v.Own {
			views = append(views, v)
		}
	}
	slices.SortStableFunc(views, newestFirst)
	entries := make([]page.SearchEntry, len(views))
	for i, v := range views {
		e := page.SearchEntry{Address: v.Address, Title: v.Title, Summary: v.Summary, Language: v.Language, EasyRead: b.easyReadOf(v), ContentNotes: v.ContentNotes}
		for _, t := range b.topicsOn(v, v) {
			e.Topics = append(e.Topics, t.label)
		}
		entries[i] = e
	}
	return entries
}

// mostTopics gives the topics of the most pages, by their names.
func (b *builder) mostTopics() []page.Teaser {
	var all []*topic
	for _, t := range b.topic {
		all = append(all, t)
	}
	slices.SortFunc(all, func(x, y *topic) int {
		return cmp.Or(len(y.views)-len(x.views), strings.Compare(x.slug, y.slug))
	})
	all = all[:min(onSearch, len(all))]
	slices.SortFunc(all, func(x, y *topic) int { return strings.Compare(x.slug, y.slug) })
	var items []page.Teaser
	for _, t := range all {
		items = append(items, page.Teaser{Title: t.label, Address: t.address(), Count: len(t.views)})
	}
	return items
}

// years gives, for each section, the places in its list where a year begins, the
// newest first; of weeks, which are one of a year, the weeks.
func (b *builder) years() []page.Listing {
	var out []page.Listing
	for _, name := range b.cleared.Sections() {
		var items []page.Teaser
		for i, v := range b.inSection[name] {
			year := beginsYear(b.inSection[name], i)
			switch {
			case year == "":
			case name == "weeks":
				items = append(items, page.Teaser{Title: year, Address: v.Address})
			default:
				items = append(items, page.Teaser{Title: year, Address: numbered("/"+name+"/", i/perSheet+1) + "#" + placeOf(year)})
			}
		}
		out = append(out, lists(page.Listing{Name: "search-years", Heading: b.sectionOn(name, b.listed...), Address: "/" + name + "/", Items: items})...)
	}
	return out
}

// beginsYear gives the year of a page in a list, newest first, if it is the first
// of its year there; else "".
func beginsYear(views []*page.View, i int) string {
	if dayOf(views[i]) == 0 || i > 0 && yearOf(views[i-1]) == yearOf(views[i]) {
		return ""
	}
	return strconv.Itoa(yearOf(views[i]))
}

func yearOf(v *page.View) int {
	if dayOf(v) == 0 {
		return 0
	}
	return dayOf(v).Time().Year()
}

// placeOf gives the id of the place where a year begins.
func placeOf(year string) string { return "y" + year }

// markYears gives the first item of each year, of those on a sheet, its place.
func markYears(items []page.Teaser, all []*page.View, from int) {
	for i := range items {
		if year := beginsYear(all, from+i); year != "" {
			items[i].Place = placeOf(year)
		}
	}
}
