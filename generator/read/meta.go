package read

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"goldenthread/generator/markdown"
	"goldenthread/generator/page"
	"goldenthread/generator/strict"
)

// standard reads the front matter of a page.
func standard(v *page.Version, value strict.Value, pl place) page.Meta {
	known := pageMapping()
	if pl.section == "weeks" {
		known.Keys = append(known.Keys, weekMapping().Keys...)
	}
	m := known.of(value)
	titles(v, m)
	meta := page.Meta{
		People:       people(m),
		Authors:      unique(m.IDs("authors")),
		Date:         m.Day("date"),
		Updated:      m.Day("updated"),
		Tags:         unique(m.Strings("tags")),
		Language:     m.String("lang"),
		Week:         m.String("week"),
		Draft:        m.Bool("draft"),
		From:         m.Day("publish_from"),
		Until:        m.Day("publish_until"),
		Cover:        m.String("cover"),
		ContentNotes: m.Strings("content_notes"),
		Discreet:     m.Bool("discreet"),
		OwnWords:     m.Bool("own_words"),
		Namesakes:    m.IDs("namesakes"),
		MadeWith:     madeWith(m),
		OldURLs:      m.Strings("old_urls"),
		Extra:        extra(m),
		Starts:       m.Day("starts"),
		Ends:         m.Day("ends"),
		Theme:        m.String("theme"),
		Events:       events(m),
		Lines:        m.Lines(),
	}
	checkMeta(m, meta, pl)
	return meta
}

// people reads whose a page is: where nothing stands behind the key, nobody has said.
func people(m strict.Map) page.People {
	if m.Value("people").Bare() {
		return page.People{}
	}
	return m.People("people")
}

// easyRead reads the front matter of an easy-read version.
func easyRead(v *page.Version, value strict.Value) {
	m := easyReadMapping().of(value)
	titles(v, m)
	if m.Has("tested_with") {
		t := testedMapping().under(m, "tested_with")
		v.TestedWith = &page.TestedWith{Group: t.Required("group", "Write who tried it out: {group: Tuesday group, on: 2026-06-10}."), On: t.Day("on")}
	}
}

// otherTexts gives the texts of a page's front matter that readers may come to
// see, but for the title and the summary, which hold more than text.
func otherTexts(value strict.Value) []page.Scalar {
	return slices.DeleteFunc(value.Scalars("extra"), func(s page.Scalar) bool {
		switch s.Key {
		case "title", "summary", "draft", "discreet", "own_words", "date", "updated", "publish_from", "publish_until",
			"starts", "ends", "events.starts", "events.ends", "tested_with.on", "people", "authors", "namesakes", "made_with.person":
			return true
		case "lang":
			return len(s.Text) <= len("en-GB-xx") // longer ones can be anything: en-x-…
		}
		return false
	})
}

func titles(v *page.Version, m strict.Map) {
	m.Required("title", "Write a line like 'title: A place to start'.")
	v.Title, v.Summary = line(m, "title"), line(m, "summary")
}

// line reads a text in which :person[id] may stand.
func line(m strict.Map, key string) []page.Node {
	at, column := m.At(key)
	nodes, fault := markdown.ParseLine(m.String(key), at, column)
	if fault != "" {
		m.Fail(key, "unknown-directive", "'"+key+"' "+fault+".", "Mend it; or, if it is just a colon, put a backslash before it.")
	}
	return nodes
}

// checkMeta finds what is well-formed and yet cannot be meant.
func checkMeta(m strict.Map, meta page.Meta, pl place) {
	if (pl.section == "blog" || pl.section == "stories") && !pl.own && !m.Has("date") {
		m.Fail("date", "missing-key", "A page of this section needs 'date'.", "Write a line like 'date: 2026-07-03'.")
	}
	if len(unique(meta.People.IDs)) < len(meta.People.IDs) {
		m.Fail("people", "twice", "'people' names somebody twice.", "Name each person once.")
	}
	if meta.From != 0 && meta.Until != 0 && meta.Until < meta.From {
		m.Fail("publish_until", "dates-order", "'publish_until' is before 'publish_from'.", "Put the later day into 'publish_until'.")
	}
	if meta.Starts != 0 && meta.Ends != 0 && meta.Ends < meta.Starts {
		m.Fail("ends", "dates-order", "'ends' is before 'starts'.", "Put the later day into 'ends'.")
	}
	if _, err := language.Parse(meta.Language); meta.Language != "" && err != nil {
		m.Fail("lang", "wrong-value", "'lang' is not the code of a language.", "Write a code like en-GB, cy or ar.")
	}
	for _, u := range meta.OldURLs {
		if !strings.HasPrefix(u, "/") || strings.HasPrefix(u, "//") {
			m.Fail("old_urls", "wrong-value", "An address in 'old_urls' does not begin with one slash.", "Write only what stands behind the site's name: /2022/07/an-old-address/.")
		}
	}
}

func unique(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func madeWith(m strict.Map) []page.MadeWith {
	var out []page.MadeWith
	for _, e := range madeWithMapping().each(m, "made_with") {
		w := page.MadeWith{Person: e.String("person"), Group: e.String("group"), Did: e.Required("did", "Write what they did: {person: sam, did: wrote it}.")}
		if (w.Person == "") == (w.Group == "") {
			e.Fail("person", "wrong-value", "Each item of 'made_with' names a person or a group, just one of them.", "Write {person: sam, did: wrote it} or {group: Tuesday group, did: chose the pictures}.")
		}
		if w.Person != "" && !page.ValidID(w.Person) {
			e.Fail("person", "person-id", "This is not a person's id.", "Write the person's id, never a name.")
		}
		out = append(out, w)
	}
	return out
}

func events(m strict.Map) []page.Event {
	var out []page.Event
	for _, e := range eventMapping().each(m, "events") {
		out = append(out, page.Event{
			Title:  e.Required("title", "Write what the event is called."),
			Starts: moment(e, "starts"),
			Ends:   moment(e, "ends"),
			Place:  e.String("place"), URL: e.String("url"), Summary: e.String("summary"),
		})
	}
	return out
}

var clock = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::00)?)?$`)

// moment reads a day, or a day and a time: 2026-07-06 14:30.
func moment(m strict.Map, key string) page.Moment {
	s := m.String(key)
	if s == "" {
		return page.Moment{}
	}
	parts := clock.FindStringSubmatch(s)
	if parts != nil {
		if d, err := page.ParseDay(parts[1]); err == nil {
			at := page.Moment{Day: d}
			if parts[2] != "" {
				at.Clock = parts[2] + ":" + parts[3]
			}
			return at
		}
	}
	m.Fail(key, "bad-date", "'"+key+"' is neither a day nor a day and a time.", "Write it like 2026-07-06 or 2026-07-06 14:30.")
	return page.Moment{}
}

// extra reads the map for a theme's own use.
func extra(m strict.Map) map[string]any {
	if !m.Has("extra") {
		return nil
	}
	out := map[string]any{}
	for _, p := range m.Value("extra").Pairs("extra") {
		out[p.Key] = p.Value.Plain()
	}
	return out
}
