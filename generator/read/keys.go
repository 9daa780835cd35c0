package read

import "goldenthread/generator/strict"

// Mapping is a set of keys that stand together: those of a page, of a record, of
// an entry in a record. What it lists is what a writer may write there, and
// docs/keys.md is made of it.
type Mapping struct {
	Title string // the heading in docs/keys.md
	What  string // as messages name it
	Intro string // Markdown: where it is written
	Keys  []Key
}

// Key is one key. Meaning is Markdown, Example the line as somebody writes it.
type Key struct{ Name, Meaning, Example string }

// Mappings gives every mapping, in the order of docs/keys.md.
func Mappings() []Mapping {
	return []Mapping{
		pageMapping(), weekMapping(), eventMapping(), madeWithMapping(), easyReadMapping(), testedMapping(), pictureMapping(),
		recordMapping(), namesMapping(), entryMapping(), usesMapping(), explainedMapping(), approvalMapping(),
		siteMapping(), organisationMapping(), helpMapping(), rulesMapping(), formMapping(), wordMapping(),
	}
}

func (m Mapping) names() []string {
	names := make([]string, len(m.Keys))
	for i, k := range m.Keys {
		names[i] = k.Name
	}
	return names
}

// of reads a value as this mapping.
func (m Mapping) of(v strict.Value) strict.Map { return v.Map(m.What, m.names()...) }

// under reads what stands behind a key as this mapping.
func (m Mapping) under(parent strict.Map, key string) strict.Map {
	return parent.Map(key, m.What, m.names()...)
}

// each reads what stands behind a key as a list of this mapping.
func (m Mapping) each(parent strict.Map, key string) []strict.Map {
	return parent.Each(key, m.What, m.names()...)
}

func pageMapping() Mapping {
	return Mapping{Title: "A page", What: "a page",
		Intro: "Above the text of a page, between two lines of three hyphens. [Writing](writing.md) explains them.",
		Keys: []Key{
			{"title", "Needed. The page's title. `:person[sam]` works in it.", `title: A place to start`},
			{"people", "Needed on every page, on the home page and on a section's own page, too. The ids of everybody whose words, name, picture or story the page holds. Or `none`, where nobody's is. In `stories`, `none` is not accepted.", `people: [sam, priya]`},
			{"authors", "The ids of those whose names stand under the title, if not all of `people`. They count as people of the page.", `authors: [priya]`},
			{"summary", "One or two sentences. They stand under the title, in lists, in feeds and in search engines. Without it, the beginning of the first paragraph is taken. `:person[sam]` works in it.", `summary: A shopping bag, a timetable and the front seat upstairs.`},
			{"date", "Needed in `blog` and `stories`. The day under the title; the newest page comes first in lists.", `date: 2026-07-03`},
			{"updated", "The day of the last change. Readers see it beside the date.", `updated: 2026-09-21`},
			{"tags", "Topics. Each topic has a page that lists what is about it. Tags also choose which help stands under the page, and which pages are offered to read next.", `tags: [housing, mental-health]`},
			{"lang", "The language of the page, if it is not the site's.", `lang: cy`},
			{"week", "The Co-Production Week that the page belongs to.", `week: 2026`},
			{"draft", "`yes`: not finished, so withheld.", `draft: yes`},
			{"publish_from", "Withheld before this day.", `publish_from: 2026-07-06`},
			{"publish_until", "Withheld after this day.", `publish_until: 2027-07-05`},
			{"cover", "The picture for lists and link previews: one of the page's pictures. Drawings in SVG show in lists, but not in link previews.", `cover: team.jpg`},
			{"content_notes", "What a reader may want to know first. A box before the text names it, with a way past the text and a way to help.", `content_notes: [domestic abuse, suicide]`},
			{"discreet", "`yes`: the window's title says nothing, there is no link preview and no cover, and the address is eight letters instead of the page's name. So less shows in a browser's history. The title still stands on the page itself, in lists and in feeds.", `discreet: yes`},
			{"own_words", "`yes`: tells readers that the people here speak of themselves in words of their own choosing.", `own_words: yes`},
			{"namesakes", "Ids of people of yours who are *not* on this page, and whose full name stands on it for somebody else. See [names](names.md#namesakes).", `namesakes: [sam]`},
			{"made_with", "How the page was made together: [a list](#how-a-page-was-made-made_with).", `made_with: [{person: sam, did: wrote it}]`},
			{"old_urls", "Addresses that the page had before. Whoever opens one is led to the page.", `old_urls: [/2022/07/an-old-address/]`},
			{"extra", "Keys of your own, for a theme of your own. The theme that comes with the program does not use it.", `extra: {colour: green}`},
		}}
}

func weekMapping() Mapping {
	return Mapping{Title: "A Co-Production Week", What: "a page",
		Intro: "A page in `content/weeks/` may have these as well. See [weeks](writing.md#co-production-weeks).",
		Keys: []Key{
			{"starts", "The first day.", `starts: 2027-07-05`},
			{"ends", "The last day.", `ends: 2027-07-09`},
			{"theme", "What the week is about, in a few words.", `theme: Say it out loud`},
			{"events", "What is on: [a list](#an-event-of-a-week-events).", `events: [{title: Open morning, starts: 2027-07-06 10:00}]`},
		}}
}

func eventMapping() Mapping {
	return Mapping{Title: "An event of a week: events", What: "an event",
		Intro: "Each item of `events`. All events are in the week's calendar file, which readers can add to their own calendar.",
		Keys: []Key{
			{"title", "Needed. What it is called.", `title: Open morning`},
			{"starts", "When it begins: a day, or a day and a time.", `starts: 2027-07-06 10:00`},
			{"ends", "When it ends.", `ends: 2027-07-06 12:30`},
			{"place", "Where it is.", `place: The Corner Hall`},
			{"url", "An address where there is more about it.", `url: https://www.example.org/open-morning`},
			{"summary", "One sentence about it.", `summary: Come in, sit down, have some tea.`},
		}}
}

func madeWithMapping() Mapping {
	return Mapping{Title: "How a page was made: made_with", What: "made_with",
		Intro: "Each item of `made_with`. It has `did`, and either `person` or `group`.",
		Keys: []Key{
			{"person", "The id of one of the page's people. Readers see the name that this person agreed to.", `person: sam`},
			{"group", "Or the name of a group.", `group: Tuesday group`},
			{"did", "Needed. What they did.", `did: chose the pictures`},
		}}
}

func easyReadMapping() Mapping {
	return Mapping{Title: "An easy-read version", What: "an easy-read version",
		Intro: "Above the text of an easy-read version. Everything else comes from its page. See [easy read](easy-read.md).",
		Keys: []Key{
			{"title", "Needed. A short, plain title.", `title: Two buses`},
			{"summary", "One easy sentence.", `summary: A story about going somewhere safe.`},
			{"tested_with", "Who tried it out: [a group and a day](#who-tried-it-out-tested_with).", `tested_with: {group: Tuesday group, on: 2026-09-08}`},
		}}
}

func testedMapping() Mapping {
	return Mapping{Title: "Who tried it out: tested_with", What: "tested_with",
		Intro: "Behind `tested_with` of an easy-read version.",
		Keys: []Key{
			{"group", "Needed. Who read it and said what was hard.", `group: Tuesday group`},
			{"on", "The day.", `on: 2026-09-08`},
		}}
}

func pictureMapping() Mapping {
	return Mapping{Title: "A picture: pictures.yaml", What: "a picture",
		Intro: "In a file `pictures.yaml` beside the pictures: the name of a picture, a colon, and these keys. The name `\"*\"` stands for every picture there without a line of its own. See [pictures](pictures.md).",
		Keys: []Key{
			{"people", "The ids of everybody who can be seen, or `none`. A photograph without it is left out.", `people: [sam, priya]`},
			{"alt", "What the picture shows, for those who cannot see it. Words in the page win over it. `alt: \"\"` says that it is only a decoration.", `alt: Five people laughing round a table`},
			{"tags", "Words by which you find a drawing in `content/pictures`, with [`goldenthread pictures WORD`](easy-read.md#find-a-drawing). Never published.", `tags: [travel, journey]`},
			{"credit", "Who made it. Shown under a picture that stands alone between blank lines, and on `/credits/`.", `credit: Photo by Priya`},
			{"licence", "On which terms others may use it.", `licence: CC BY 4.0`},
		}}
}
