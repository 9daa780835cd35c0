package theme

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"goldenthread/generator/page"
)

func builtin() fs.FS { return os.DirFS("../../themes/default") }

func day(t testing.TB, s string) page.Day {
	t.Helper()
	d, err := page.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func testFrame(t testing.TB, prefix string) *page.Frame {
	return &page.Frame{
		SiteTitle: "Golden Thread Voices", Description: "Stories.", Language: "en-GB",
		BaseURL: "https://www.example.org" + prefix + "/", Prefix: prefix,
		Organisation: page.Organisation{Name: "The Corner Hall", Email: "hello@example.org", PrivacyNotice: "/privacy/"},
		ExitTo:       "https://www.bbc.co.uk/weather",
		Menu: []page.Anchor{
			{Label: "Stories", Address: "/stories/"}, {Label: "Weeks", Address: "/weeks/"}, {Address: "/easy-read/"}, {Label: "About", Address: "/about/"},
		},
		Help: []page.Help{
			{Name: "Samaritans", Phone: "116 123", URL: "https://www.samaritans.org/", Topics: []string{"suicide"}},
			{Name: "Shelter", Phone: "0808 800 4444", Topics: []string{"housing"}},
		},
		Feed: "/feed.xml", JSONFeed: "/feed.json", EasyRead: "/easy-read/", HardWords: "/easy-read/hard-words/", AToZ: "/a-to-z/", Topics: "/topics/",
		Credits: "/credits/", YourConsent: "/your-consent/", LeavingSafely: "/leaving-safely/", Search: "/search/", Accessibility: "/accessibility/", Today: day(t, "2026-07-07"),
	}
}

func load(t testing.TB, frame *page.Frame) *Theme {
	t.Helper()
	theme, problems, err := Load(nil, "default", builtin(), frame)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return theme
}

func text(s string) []page.Node { return []page.Node{{Kind: page.Text, Text: s}} }

func renditions(address string, width, height int) []page.Rendition {
	return []page.Rendition{{Address: address, Type: "image/jpeg", Width: width, Height: height}}
}

func body() []page.Node {
	return []page.Node{
		{Kind: page.Paragraph, Children: text("Sam had nowhere to live.")},
		{Kind: page.Heading, N: 2, Children: text("Then")},
		{Kind: page.Paragraph, Children: []page.Node{{Kind: page.Image, Part: &page.Part{Renditions: renditions("/assets/1.svg", 24, 24), Credit: "Drawn"}, Text: "A car"}}},
		{Kind: page.Paragraph, Children: []page.Node{{Kind: page.Link, Part: &page.Part{URL: "/stories/other/"}, Children: text("another")}, {Kind: page.FootnoteRef, N: 1, Ref: 1}}},
		{Kind: page.Heading, N: 3, Children: text("Below")},
		{Kind: page.HelpBox, Children: []page.Node{{Kind: page.Paragraph, Children: text("You can ring.")}}},
		{Kind: page.FootnoteList, Children: []page.Node{{Kind: page.Footnote, N: 1, Ref: 1, Children: []page.Node{{Kind: page.Paragraph, Children: text("Note.")}}}}},
	}
}

func story(t testing.TB) *page.View {
	return &page.View{
		Path: "stories/a", Section: "stories", Edition: page.Standard,
		Address: "/stories/a/", Standard: "/stories/a/", EasyRead: "/stories/a/easy-read/",
		Title: "A place to start", Summary: "Eleven weeks in a car.", Byline: []string{"Sam", "Priya", "Kit"}, HasPeople: true, Language: "en-GB",
		Date: day(t, "2026-07-06"), Updated: day(t, "2026-07-08"), Tags: []string{"housing"}, Week: "2026",
		Authors: []page.Author{{Name: "Sam", Byline: "Peer supporter", Bio: "Sam listens for a living."}, {Name: "Priya", Bio: "Priya runs the hall."}}, Words: 640,
		ContentNotes: []string{"sleeping rough", "suicide"}, MadeWith: []page.Made{{Who: "Sam", Did: "told it"}},
		TestedWith: &page.TestedWith{Group: "Tuesday group", On: day(t, "2026-06-23")}, OwnWords: true, Body: body(),
	}
}

func teasers(t testing.TB) []page.Teaser {
	return []page.Teaser{
		{Title: "One", Summary: "First.", Address: "/stories/one/", EasyRead: "/stories/one/easy-read/", Byline: []string{"Sam"},
			Date: day(t, "2026-07-06"), Language: "en-GB", ContentNotes: []string{"prison"}, Count: 1,
			Cover: &page.Cover{Renditions: renditions("/assets/2.jpg", 400, 300), Preview: &renditions("/assets/2-preview.jpg", 1200, 630)[0], Alt: "A door"}},
		{Title: "Dau", Address: "/stories/dau/", Language: "cy", Count: 2, Starts: day(t, "2026-07-06"), Ends: day(t, "2026-07-10")},
	}
}

// sheets gives a sheet of every layout, with as much on it as it can have.
func sheets(t testing.TB, frame *page.Frame) []*page.Sheet {
	v := story(t)
	easy := *v
	easy.Edition, easy.Address, easy.Language = page.EasyRead, "/stories/a/easy-read/", "en-GB"
	own := &page.View{Path: "stories", Section: "stories", Own: true, Edition: page.Standard, Address: "/stories/", Standard: "/stories/",
		Title: "Stories", Body: body(), ContentNotes: []string{"prison"}}
	week := &page.View{Path: "weeks/2026", Section: "weeks", Edition: page.Standard, Address: "/weeks/2026/", Standard: "/weeks/2026/",
		Title: "Week 2026", Body: body(), Starts: day(t, "2026-07-06"), Ends: day(t, "2026-07-10"), Theme: "Say it",
		Events: []page.Event{{Title: "Supper", Place: "The hall", URL: "/about/", Summary: "Bring a dish.",
			Starts: page.Moment{Day: day(t, "2026-07-06"), Clock: "18:00"}, Ends: page.Moment{Day: day(t, "2026-07-06"), Clock: "20:30"}}}}
	list := []page.Listing{{Name: "stories", Items: teasers(t)}}
	headed := []page.Listing{{Name: "stories", Heading: "Stories", Address: "/stories/", Items: teasers(t)}}
	pager := page.Pager{Number: 2, Of: 3, Newer: "/stories/", Earlier: "/stories/page/3/"}
	up := page.Anchor{Label: "Stories", Address: "/stories/"}
	topics := []page.Anchor{{Label: "housing", Address: "/topics/housing/"}}
	related := []page.Related{{Anchor: page.Anchor{Label: "Two", Address: "/stories/two/"}, EasyRead: "/stories/two/easy-read/"}, {Anchor: page.Anchor{Label: "Three", Address: "/stories/three/"}}}
	newer, older := page.Anchor{Label: "Two", Address: "/stories/two/"}, page.Anchor{Label: "Three", Address: "/stories/three/"}
	weekLink := page.Anchor{Label: "Week 2026", Address: "/weeks/2026/"}
	return []*page.Sheet{
		{Layout: "home", Address: "/", Title: "Welcome", View: own, Week: week, Lists: headed, Frame: frame},
		{Layout: "home", Address: "/", Title: "Golden Thread Voices", Frame: frame},
		{Layout: "section", Address: "/stories/page/2/", Title: "Stories", View: own, Lists: list, Pager: pager, More: "/stories/more/", Feed: "/stories/feed.xml", Frame: frame},
		{Layout: "weeks", Address: "/weeks/", Title: "Weeks", Lists: []page.Listing{{Name: "weeks-ahead", Items: teasers(t)}, {Name: "weeks-over", Items: teasers(t)}}, Frame: frame},
		{Layout: "section", Address: "/empty/", Title: "Empty", Frame: frame},
		{Layout: "page", Address: v.Address, Title: v.Title, Summary: v.Summary, Language: "en-GB", View: v, Section: up, Topics: topics, WeekLink: weekLink,
			Related: related, Newer: newer, Older: older,
			Preview: &page.Preview{Title: v.Title, Summary: v.Summary, Picture: &page.Cover{Renditions: renditions("/assets/2.jpg", 400, 300), Preview: &renditions("/assets/2-preview.jpg", 1200, 630)[0], Alt: "A door"}}, Frame: frame},
		{Layout: "easy-read", Address: easy.Address, Title: v.Title, Summary: v.Summary, Language: "en-GB-simple", View: &easy, Section: up, Topics: topics, Related: related, Frame: frame},
		{Layout: "topics", Address: "/topics/", Lists: list, Frame: frame},
		{Layout: "topic", Address: "/topics/housing/", Title: "housing", Section: page.Anchor{Address: "/topics/"}, Lists: list, Frame: frame},
		{Layout: "week", Address: week.Address, Title: week.Title, View: week, Section: page.Anchor{Label: "Weeks", Address: "/weeks/"}, Lists: []page.Listing{{Name: "week", Items: teasers(t)}}, Calendar: "/weeks/2026/calendar.ics", Frame: frame},
		{Layout: "week", Address: week.Address, Title: week.Title, View: week, Lists: []page.Listing{{Name: "week-topic", Heading: "housing", Items: teasers(t)}, {Name: "week", Items: teasers(t)}}, Older: older, Frame: frame},
		{Layout: "easy-read-list", Address: "/easy-read/", Lists: list, Frame: frame},
		{Layout: "more", Address: "/stories/more/", Title: "Stories", Section: up, Lists: list, Hidden: true, Frame: frame},
		{Layout: "not-found", Address: "/404.html", Frame: frame},
		{Layout: "your-consent", Address: "/your-consent/", Frame: frame},
		{Layout: "leaving-safely", Address: "/leaving-safely/", Frame: frame},
		{Layout: "search", Address: "/search/", Frame: frame, Lists: []page.Listing{
			{Name: "search-topics", Address: "/topics/", Items: []page.Teaser{{Title: "housing", Address: "/topics/housing/", Count: 2}}},
			{Name: "search-years", Heading: "Stories", Address: "/stories/", Items: []page.Teaser{{Title: "2026", Address: "/stories/#y2026"}, {Title: "2024", Address: "/stories/page/3/#y2024"}}}}},
		{Layout: "search", Address: "/search/", Frame: frame},
		{Layout: "accessibility", Address: "/accessibility/", Frame: frame},
		{Layout: "moved", Address: "/2022/07/one/", MovedTo: "/stories/one/", Hidden: true, Frame: frame},
		{Layout: "a-to-z", Address: "/a-to-z/", Lists: []page.Listing{{Name: "letter", Heading: "D", Items: teasers(t)[1:]}, {Name: "letter", Heading: "O", Items: teasers(t)[:1]}}, Frame: frame},
		{Layout: "credits", Address: "/credits/", Credits: []page.Credit{{Text: "Drawn by the Tuesday group, CC BY 4.0", Pages: teasers(t)}}, Frame: frame},
		{Layout: "hard-words", Address: "/easy-read/hard-words/", Language: "en-GB-simple", Frame: frame, Words: []page.HardWord{
			{Word: page.Word{Word: "flat", Meaning: "A home on one floor."}, Picture: renditions("/assets/2.svg", 240, 180)}, {Word: page.Word{Word: "hostel", Meaning: "A place to stay."}}}},
	}
}

func render(t testing.TB, theme *Theme, s *page.Sheet) string {
	t.Helper()
	out, err := theme.Render(s)
	if err != nil {
		t.Fatalf("%s: %v", s.Address, err)
	}
	return string(out)
}

func dom(t testing.TB, src string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// all gives every element with a tag, or all elements for "".
func all(doc *html.Node, tag string) []*html.Node {
	var found []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && (tag == "" || n.Data == tag) {
			found = append(found, n)
		}
	}
	return found
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func said(n *html.Node) string {
	var b bytes.Buffer
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.Data == "li":
			b.WriteString(" ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// meta gives the content of a meta element, by name or property.
func meta(doc *html.Node, name string) (string, bool) {
	for _, m := range all(doc, "meta") {
		if attr(m, "name") == name || attr(m, "property") == name {
			return attr(m, "content"), true
		}
	}
	return "", false
}

// link gives the href of a link element.
func link(doc *html.Node, rel string) (string, bool) {
	for _, l := range all(doc, "link") {
		if attr(l, "rel") == rel {
			return attr(l, "href"), true
		}
	}
	return "", false
}
