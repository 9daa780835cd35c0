package plan

import (
	"cmp"
	"slices"

	"goldenthread/generator/page"
)

const (
	near    = 4 // pages on either side, in a topic, that may be related to one
	related = 4 // shown beside a page
)

// beside gives a sheet what leads on from its page: to its neighbours in its
// section, and to pages that have something in common with it.
func (b *builder) beside(s *page.Sheet, v *page.View) {
	in := b.inSection[v.Section]
	if at, listed := slices.BinarySearchFunc(in, v, newestFirst); listed && v.Edition == page.Standard {
		if at > 0 {
			s.Newer = b.anchor(in[at-1], v)
		}
		if at+1 < len(in) {
			s.Older = b.anchor(in[at+1], v)
		}
	}
	for _, o := range b.relatedTo(v) {
		if a := b.anchor(o, v); a.Address != "" {
			s.Related = append(s.Related, page.Related{Anchor: a, EasyRead: b.easyReadOf(o)})
		}
	}
}

// anchor leads from a page to another; nowhere, where the other's title or address
// holds a name that may not stand here: somebody whose name is not shown on a page
// should not be found by what stands beside it.
func (b *builder) anchor(to, on *page.View) page.Anchor {
	if !b.cleared.MayStand(on.Path, to.Label, to.Address) {
		return page.Anchor{}
	}
	return page.Anchor{Label: to.Label, Address: to.Address, Language: to.Language}
}

// relatedTo gives the pages that have the most in common with one: topics, and the
// week. Of each topic only its neighbours are looked at, so that old pages lead to
// old ones, every page is led to, and a new one changes few others.
func (b *builder) relatedTo(v *page.View) []*page.View {
	groups := [][]*page.View{b.week[v.Week]}
	for _, t := range b.topicsOf(v) {
		groups = append(groups, t.views)
	}
	common := map[*page.View]int{}
	var found []*page.View
	for _, group := range groups {
		at, _ := slices.BinarySearchFunc(group, v, newestFirst)
		for _, o := range group[max(0, at-near):min(len(group), at+near+1)] {
			if o.Path == v.Path {
				continue
			}
			if common[o]++; common[o] == 1 {
				found = append(found, o)
			}
		}
	}
	slices.SortFunc(found, func(x, y *page.View) int { return cmp.Or(common[y]-common[x], newestFirst(x, y)) })
	return found[:min(related, len(found))]
}

// topicsOf gives the topics of a page that have a sheet, each once.
func (b *builder) topicsOf(v *page.View) []*topic {
	var out []*topic
	for _, tag := range v.Tags {
		if t := b.topic[page.Slug(tag)]; t != nil && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// topicsOn gives those topics of a page whose names may stand on another page, or on
// itself: a topic may be spelled as a third page has it.
func (b *builder) topicsOn(on, v *page.View) []*topic {
	return slices.DeleteFunc(b.topicsOf(v), func(t *topic) bool { return !b.cleared.MayStand(on.Path, t.label, t.address()) })
}

// easyReadOf gives the address of a page's easy-read edition, where lists may lead
// to it.
func (b *builder) easyReadOf(v *page.View) string {
	if e := b.easy[v.Path]; e != nil && v.Channels.Has(page.SearchEngines) && !e.Channels.Has(page.SearchEngines) {
		return ""
	}
	return v.EasyRead
}

// sectionOn gives the name of a section as it may stand on these pages.
func (b *builder) sectionOn(section string, on ...*page.View) string {
	name := label(b.byPath, section)
	for _, v := range on {
		if !b.cleared.MayStand(v.Path, name, "") {
			return nameOf(section)
		}
	}
	return name
}
