package plan

import (
	"cmp"
	"slices"
	"strings"

	"goldenthread/generator/consent"
	"goldenthread/generator/page"
)

// feeds plans the feed of the newest pages of blog and stories, in two forms, and
// one for each section.
func (b *builder) feeds() {
	isNews := func(v *page.View) bool { return v.Section == "blog" || v.Section == "stories" }
	b.add("feed.xml", Feeds, Body{Feed: b.newsfeed("/feed.xml", "/", b.site.Title, isNews)})
	b.add("feed.json", Feeds, Body{JSONFeed: b.newsfeed("/feed.json", "/", b.site.Title, isNews)})
	for _, name := range b.cleared.Sections() {
		home := "/" + name + "/"
		feed := b.newsfeed(home+"feed.xml", home, "", func(v *page.View) bool { return v.Section == name })
		feed.Title = b.site.Title + ": " + nameOf(name)
		if own := b.byPath[name]; own == nil || own.Channels.Has(page.Feed) && b.cleared.MayStand(consent.Nowhere, own.Label, "") {
			feed.Title = b.site.Title + ": " + b.sectionOn(name, feed.Items...)
		}
		b.add(name+"/feed.xml", Feeds, Body{Feed: feed})
	}
}

// newsfeed gives the newest pages for which keep holds. An entry of a feed needs a
// day, so a page without one has none, nor has a week before it begins.
func (b *builder) newsfeed(address, home, title string, keep func(*page.View) bool) *page.Newsfeed {
	views := only(slices.Concat(b.listed, b.unlisted), func(v *page.View) bool {
		return keep(v) && dayOf(v) != 0 && (v.Date != 0 || v.Starts <= b.frame.Today) && v.Channels.Has(page.Feed)
	})
	slices.SortStableFunc(views, newestFirst)
	return &page.Newsfeed{Address: address, Home: home, Title: title, Frame: b.frame, Items: views[:min(perFeed, len(views))]}
}

// siteMap plans what search engines read: every sheet that they may find.
func (b *builder) siteMap() {
	m := &page.SiteMap{BaseURL: b.site.BaseURL}
	for _, o := range b.outputs {
		s := o.body.Sheet
		if s == nil || s.Hidden {
			continue
		}
		e := page.SiteMapEntry{Address: s.Address}
		if s.View != nil {
			e.Changed = cmp.Or(s.View.Updated, s.View.Date)
		}
		m.Entries = append(m.Entries, e)
	}
	slices.SortFunc(m.Entries, func(x, y page.SiteMapEntry) int { return strings.Compare(x.Address, y.Address) })
	b.add("sitemap.xml", Feeds, Body{SiteMap: m})
	closed := "\nDisallow: " + b.site.Prefix()
	robots := "User-agent: *" + closed + "/published.json" + closed + "/search/index.json" +
		closed + leafletPattern + "\n\nSitemap: " + b.site.Absolute("/sitemap.xml") + "\n"
	b.add("robots.txt", Feeds, Body{Bytes: []byte(robots)})
}
