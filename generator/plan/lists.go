package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"goldenthread/generator/page"
)

const (
	perSheet = 20 // pages of a section on one sheet
	perFeed  = 20 // entries of a feed
	onHome   = 6  // pages of a section on the home page

	longestName = 200 // bytes of a folder's name; disks take some more
)

func (b *builder) teasers(views []*page.View) []page.Teaser {
	items := make([]page.Teaser, len(views))
	for i, v := range views {
		items[i] = page.Teaser{
			Title: v.Title, Summary: v.Summary, Address: v.Address, EasyRead: b.easyReadOf(v), Byline: v.Byline,
			Date: v.Date, Language: v.Language, ContentNotes: v.ContentNotes, Cover: v.Cover, Starts: v.Starts, Ends: v.Ends, Theme: v.Theme,
		}
	}
	return items
}

// only gives the views of a list for which keep holds.
func only(views []*page.View, keep func(*page.View) bool) []*page.View {
	var out []*page.View
	for _, v := range views {
		if keep(v) {
			out = append(out, v)
		}
	}
	return out
}

func lists(l page.Listing) []page.Listing {
	if len(l.Items) == 0 {
		return nil
	}
	return []page.Listing{l}
}

// sections plans the list of each section, in sheets of 20, and the list of
// the pages that search engines may not find.
func (b *builder) sections() {
	for _, name := range b.cleared.Sections() {
		all, more := b.inSection[name], only(b.unlisted, func(v *page.View) bool { return v.Section == name })
		root := "/" + name + "/"
		of := max(1, (len(all)+perSheet-1)/perSheet)
		layout := "section"
		if name == "weeks" {
			layout = "weeks"
		}
		for n := 1; n <= of; n++ {
			s := b.sheet(layout, numbered(root, n))
			onSheet := all[(n-1)*perSheet : min(n*perSheet, len(all))]
			s.Title = b.sectionOn(name, onSheet...)
			if n == 1 {
				own(b.byPath[name])(s)
			}
			if name == "weeks" {
				s.Lists = b.aheadAndOver(onSheet)
			} else {
				items := b.teasers(onSheet)
				markYears(items, all, (n-1)*perSheet)
				s.Lists = lists(page.Listing{Name: name, Items: items})
			}
			s.Feed = root + "feed.xml"
			if of > 1 {
				s.Pager = page.Pager{Number: n, Of: of}
				if n > 1 {
					s.Pager.Newer = numbered(root, n-1)
				}
				if n < of {
					s.Pager.Earlier = numbered(root, n+1)
				}
			}
			if len(more) > 0 {
				s.More = root + "more/"
			}
			b.addSheet(Lists, s)
		}
		if len(more) > 0 {
			s := b.sheet("more", root+"more/", hidden)
			s.Title = b.sectionOn(name, more...)
			s.Section = page.Anchor{Label: s.Title, Address: root}
			s.Lists = lists(page.Listing{Name: name, Items: b.teasers(more)})
			b.addSheet(Lists, s)
		}
	}
}

func numbered(root string, n int) string {
	if n == 1 {
		return root
	}
	return fmt.Sprintf("%spage/%d/", root, n)
}

// home plans the home page: its own words, the week that is on or comes next, and
// the newest of each section.
func (b *builder) home() {
	s := b.sheet("home", "/", own(b.byPath[""]))
	s.Title = cmp.Or(s.Title, b.site.Title)
	s.Week = b.thisWeek()
	sections := slices.Clone(b.cleared.Sections())
	slices.SortStableFunc(sections, func(x, y string) int { return b.menuPlace(x) - b.menuPlace(y) })
	if s.Week != nil {
		sections = slices.DeleteFunc(sections, func(name string) bool { return name == "weeks" })
	}
	var all []*page.View // what a heading stands beside
	if s.View != nil {
		all = append(all, s.View)
	}
	newest := func(name string) []*page.View { return b.inSection[name][:min(onHome, len(b.inSection[name]))] }
	for _, name := range sections {
		all = append(all, newest(name)...)
	}
	for _, name := range sections {
		s.Lists = append(s.Lists, lists(page.Listing{
			Name: name, Heading: b.sectionOn(name, all...), Address: "/" + name + "/", Items: b.teasers(newest(name)),
		})...)
	}
	b.addSheet(Lists, s)
}

func (b *builder) menuPlace(section string) int {
	if i := slices.Index(b.site.Menu, section); i >= 0 {
		return i
	}
	return len(b.site.Menu)
}

// topic is a tag with the pages that bear it.
type topic struct {
	slug, label string
	views       []*page.View
}

func (t *topic) address() string { return "/topics/" + t.slug + "/" }

// gatherTopics finds the topics of all listed pages. Tags that differ in
// capitals or hyphens alone are one topic, spelled as the newest page has it.
func (b *builder) gatherTopics() {
	for _, v := range b.listed {
		for _, tag := range v.Tags {
			name := page.Slug(tag)
			if name == "" || len(name) > longestName {
				continue
			}
			t := b.topic[name]
			if t == nil {
				t = &topic{slug: name, label: b.spelled(tag)}
				b.topic[name] = t
			}
			if last := len(t.views) - 1; last < 0 || t.views[last] != v { // two tags of one page may be one topic
				t.views = append(t.views, v)
			}
		}
	}
}

func (b *builder) topics() {
	all := make([]*topic, 0, len(b.topic))
	for _, t := range b.topic {
		all = append(all, t)
	}
	slices.SortFunc(all, func(x, y *topic) int { return strings.Compare(x.slug, y.slug) })
	index := b.sheet("topics", "/topics/")
	var items []page.Teaser
	for _, t := range all {
		items = append(items, page.Teaser{Title: t.label, Address: t.address(), Count: len(t.views)})
		s := b.sheet("topic", t.address())
		s.Title, s.Section = t.label, page.Anchor{Address: "/topics/"}
		s.Lists = lists(page.Listing{Name: "topic", Items: b.teasers(t.views)})
		b.addSheet(Lists, s)
	}
	index.Lists = lists(page.Listing{Name: "topics", Items: items})
	b.addSheet(Lists, index)
}

// easyRead gives every easy-read page that lists may show.
func (b *builder) easyRead() (views []*page.View) {
	for i := range b.views {
		if v := &b.views[i]; v.Edition == page.EasyRead && v.Channels.Has(page.SearchEngines) {
			views = append(views, v)
		}
	}
	return views
}

// easyReadList plans the list of easy-read pages.
func (b *builder) easyReadList() {
	views := b.easyRead()
	slices.SortStableFunc(views, newestFirst)
	s := b.sheet("easy-read-list", "/easy-read/")
	items := b.teasers(views)
	for i := range items {
		items[i].EasyRead, items[i].Theme = "", "" // which is of the standard version
		if rows := easyRows(views[i].Body); len(rows) > 0 && !views[i].Discreet {
			items[i].Cover = &page.Cover{Renditions: rows[0].picture.Renditions, Channels: views[i].Channels}
		}
	}
	s.Lists = lists(page.Listing{Name: "easy-read", Items: items})
	b.addSheet(Lists, s)
}

// spelled gives a topic as it is read: as words.yaml has it, which may keep a
// hyphen, or else with spaces.
func (b *builder) spelled(tag string) string {
	for _, w := range b.site.Words {
		if page.Slug(w.Word) == page.Slug(tag) {
			return w.Word
		}
	}
	return strings.ReplaceAll(tag, "-", " ")
}
