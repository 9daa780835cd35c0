package guard

import (
	"strings"
	"testing"
)

// Two stories, of which one allows a name that is guarded on the other; a week;
// somebody of whom nothing may be said.
const formats = `
-- consent/sam.yaml --
person: sam
names: {full: Samuel Okafor, first: Samuel}
consents:
  - {covers: [stories/named], given: 2026-06-12, how: form, uses: {words: yes, name: full}, channels: all}
  - {covers: [stories/unnamed], given: 2026-06-12, how: form, uses: {words: yes, name: no}, channels: all}
-- consent/vic.yaml --
person: vic
names: {full: Victoria Blunt, also: [Don, Em, Blockquote]}
bio: Vic kept eleven ferrets in the shed behind the old gasworks.
-- content/stories/named.md --
---
title: The allotment of :person[sam]
people: [sam]
date: 2026-06-01
old_urls: [/2022/named/]
---
Beans and more beans.
-- content/stories/unnamed.md --
---
title: Nobody in particular
people: [sam]
date: 2026-06-02
---
Peas.
-- content/weeks/2026.md --
---
title: Week
people: none
starts: 2026-07-06
ends: 2026-07-10
theme: Beans
events: [{title: Supper, starts: 2026-07-06 18:00, place: The hall, summary: Bring a dish}]
---
`

// An entry of a JSON feed is judged as its page, and so is a calendar as its week,
// however its lines are folded.
func TestFormatsForPrograms(t *testing.T) {
	w := newWorld(t, formats)
	index := w.made("search/index.json")
	feed, calendar := w.made("feed.json"), w.made("weeks/2026/calendar.ics")
	if !strings.Contains(feed, "Samuel Okafor") {
		t.Fatal("the feed does not show a name that it may show")
	}
	for _, c := range []struct{ path, made, old, new, want, why string }{
		{"feed.json", feed, "Peas.", "Peas of Samuel Okafor.", "name", "he is named on the other page alone"},
		{"feed.json", feed, "Peas.", "Peas of Samuel.", "name", "it is his page"},
		{"feed.json", feed, "Peas.", `Peas of \u0053amuel Ok\u0061for.`, "name", "escapes are read"},
		{"feed.json", feed, "Peas.", "Peas of Victoria Blunt.", "name", "everywhere"},
		{"feed.json", feed, "Peas.", "eleven ferrets in the shed behind the old gasworks", "text", "what a record says of somebody unnamed is withheld"},
		{"feed.json", feed, `"content_html"`, `"Samuel Okafor"`, "name", "a key that no feed has is text"},
		{"feed.json", feed, "Beans and", "Beans, Samuel, and", "", "he is named there"},
		{"feed.json", feed, "<p>Peas.", "Peas of Vic<em>toria</em> Bl&#117;nt.", "name", "the text of a page is HTML"},
		{"feed.json", feed, "<p>Peas.", "Peas <a href=\\\"/x/victoria-blunt\\\">here</a>", "name", "with its addresses"},
		{"feed.json", feed, `"Nobody in particular"`, `"<Victoria Blunt>"`, "name", "a title is none"},
		{"feed.json", feed, feed[strings.Index(feed, "<p>Peas."):], "Peas of Victoria Blunt", "name", "a text that does not end"},
		{"feed.json", feed, "<p>Peas.", "Don&#39;t.", "", "an entity is no name"},
		{"feed.json", feed, "<p>Peas.", "<em>eat</em>", "", "nor is a tag"},
		{"feed.json", feed, "<p>Peas.", "<blockquote>peas</blockquote>.", "", "nor is a tag that parts"},
		{"search/index.json", index, "Peas.", "Beans.", "", "nothing is named"},
		{"search/index.json", index, "Peas.", "Peas of Samuel Okafor.", "name", "he is named on the other page alone"},
		{"search/index.json", index, "Nobody in particular", "Samuel", "name", "it is his page"},
		{"search/index.json", index, "Peas.", "Peas of Victoria Blunt.", "name", "everywhere"},
		{"search/index.json", index, `"Peas."`, `"Victoria","Blunt"`, "", "a name runs across no two texts"},
		{"search/index.json", index, `"Peas."`, `"Peas.","","","1","Samuel Okafor"`, "name", "a content note is text, too"},
		{"search/index.json", index, `"pages"`, `"Victoria Blunt"`, "name", "a key that no index has is text"},
		{"weeks/2026/calendar.ics", calendar, "Bring a dish", "Bring Victoria\r\n  Blunt", "name", "a folded line is one line"},
		{"weeks/2026/calendar.ics", calendar, "Bring a dish", "Bring Vic\r\n toria Bl\r\n unt", "name", "folded in the middle of a word"},
		{"weeks/2026/calendar.ics", calendar, "Bring a dish", "Bring \xff Vi\r\n ctoria Blunt", "name", "a byte that is no UTF-8 keeps nobody from reading the rest"},
		{"weeks/2026/calendar.ics", calendar, "Bring a dish", "Bring Victoria\\nBlunt", "name", "a line feed is a space"},
		{"weeks/2026/calendar.ics", calendar, "Bring a dish", "Bring Samuel Okafor", "name", "he is not named in the week"},
		{"weeks/2026/calendar.ics", calendar, "BEGIN:VEVENT", "BEGIN:Victoria Blunt", "name", "whatever a line says it is"},
		{"weeks/2026/calendar.ics", calendar, "SUMMARY:", "SUMMARY;CN=Victoria Blunt:", "name", "parameters are text"},
		{"weeks/2026/calendar.ics", calendar, "DTSTAMP:", "DTSTAMP:Victoria Blunt", "name", "no day at all"},
		{"weeks/2026/calendar.ics", calendar, "BEGIN:VEVENT", "X-VICTORIA-BLUNT:1", "name", "not our own property"},
		{"2022/named/index.html", w.made("2022/named/index.html"), "</main>", "Samuel</main>", "", "he is named on the page that it leads to"},
		{"2022/named/index.html", w.made("2022/named/index.html"), "</main>", "Victoria Blunt</main>", "name", "everywhere"},
	} {
		if !strings.Contains(c.made, c.old) {
			t.Fatalf("%s does not hold %q:\n%s", c.path, c.old, c.made)
		}
		if got := w.look(c.path, strings.Replace(c.made, c.old, c.new, 1)); got != c.want {
			t.Errorf("%s with %q breaks %q, want %q: %s", c.path, c.new, got, c.want, c.why)
		}
	}
}
