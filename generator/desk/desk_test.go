package desk_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"goldenthread/generator/desk"
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

func day(t testing.TB, s string) page.Day {
	t.Helper()
	d, err := page.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// example is a desk with one of everything.
func example(t testing.TB) desk.Desk {
	today := day(t, "2026-11-22")
	record := diag.Place{File: "consent/sam.yaml", Line: 9}
	return desk.Desk{
		Site: "Voices <of> Leeds", Today: today,
		Next: desk.Next{On: today + 30, Pages: []string{"stories/a", "stories/b"}},
		Pages: []desk.Page{
			{Title: "Home", Own: true, Versions: []desk.Version{{Edition: page.Standard, File: "content/index.md", Address: "/", Published: true, Channels: []string{"web", "feed"}, Code: "AAAA-0000"}}},
			{Path: "about", Title: "About us", Versions: []desk.Version{{Edition: page.Standard, File: "content/about.md", Address: "/about/", Published: true, Channels: []string{"web"}}}},
			{Path: "stories/a", Title: `A "good" <b>start</b>`, Section: "stories", People: []string{"alex", "sam"}, Versions: []desk.Version{
				{Edition: page.Standard, File: "content/stories/a.md", Address: "/stories/a/", Published: true, Channels: []string{"web"}, Until: today + 30, Code: "BBBB-0000",
					LeftOut: []desk.LeftOut{{What: "content/stories/team.jpg", Reasons: []desk.Reason{{Code: "picture-not-agreed", Person: "alex", Message: "Somebody has not agreed."}}}}},
				{Edition: page.EasyRead, File: "content/stories/a/easy-read.md", Address: "/stories/a/easy-read/", Code: "CCCC-0000",
					Reasons: []desk.Reason{{Code: "not-approved", Person: "sam", Place: record, Message: "Not approved."}}},
			}},
			{Path: "stories/b", Section: "stories", People: []string{"sam"}, Versions: []desk.Version{
				{Edition: page.Standard, File: "content/stories/b.md", Address: "/stories/b/", Reasons: []desk.Reason{{Code: "consent-withdrawn", Person: "sam", Place: record, Message: "Withdrawn."}}},
			}, Waiting: []desk.Waiting{{Edition: page.Standard, File: "content/stories/b.next.md", Code: "DDDD-0000", People: []string{"sam"}}}},
			{Path: "stories/c", Section: "stories", Waiting: []desk.Waiting{{Edition: page.Standard, File: "content/stories/c.next.md", Reasons: []desk.Reason{{Code: "unreadable", Message: "It cannot be read."}}}}},
		},
		People: []desk.Person{
			{ID: "alex"},
			{ID: "kim", File: "consent/kim.yaml", Unreadable: true},
			{ID: "sam", File: "consent/sam.yaml", Staff: true,
				Pages: []desk.OnPage{{Path: "stories/a", Theirs: true, Uses: [5]desk.Answer{
					{Status: "given", Yes: true}, {Status: "given", Yes: true, Name: "first"}, {Status: "given"}, {Status: "expired"}, {Status: "unknown"}}}},
				Entries: []desk.Entry{
					{Line: 9, Covers: []string{"stories/a", "stories/*", "everything"}, Status: "given", On: today - 300, Last: today + 40, ReviewOn: today + 10, Uses: []string{"words: yes"}, Channels: []string{"web"}},
					{Line: 19, Covers: []string{"stories/a"}, Status: "given", On: today - 400, Idle: true},
				},
				Approvals: []desk.Approval{{Line: 30, Page: "stories/a", Edition: page.Standard, Code: "BBBB-0000", On: today - 9, Present: true}}},
		},
		Dates: []desk.Date{
			{Day: today + 10, Kind: desk.Review, Person: "sam", Covers: []string{"stories/*"}, Place: record},
			{Day: today + 30, Kind: desk.Goes, Page: "stories/a", Edition: page.Standard},
			{Day: today + 30, Kind: desk.Comes, Page: "stories/b"},
			{Day: today + 30, Kind: desk.RunsOut, Person: "sam", Covers: []string{"everything"}, Place: record},
			{Day: today + 900, Kind: desk.Goes, Page: "about"},
		},
		Problems: []diag.Problem{
			{Severity: diag.Note, Code: "easy-passive", Place: diag.Place{File: "content/about.md", Line: 3, Column: 1}, Message: "Advice.", Fix: "Say who."},
			{Severity: diag.Error, Code: "unknown-key", Place: diag.Place{File: "content/stories/a.md", Line: 2}, Message: "Not a key.", Fix: "Take it away."},
		},
	}
}

// live is the example on a preview.
func live(t testing.TB, query string) desk.Desk {
	v, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	d := example(t)
	d.Live, d.Filter = &desk.Live{Token: "secret-token"}, desk.From(v)
	return d
}

// render gives the document, and holds that it stands by itself.
func render(t testing.TB, d desk.Desk) *html.Node {
	t.Helper()
	text, err := d.HTML()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func each(n *html.Node, do func(*html.Node)) {
	if n.Type == html.ElementNode {
		do(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, do)
	}
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// text gives the words of an element, its style left out.
func text(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && n.Data == "style" {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func byID(n *html.Node, id string) (found *html.Node) {
	each(n, func(n *html.Node) {
		if v, _ := attr(n, "id"); v == id {
			found = n
		}
	})
	return found
}

// shownPages lists the headings of the pages that are shown.
func shownPages(doc *html.Node) (names []string) {
	each(byID(doc, "pages"), func(n *html.Node) {
		if n.Data == "h3" {
			names = append(names, text(n))
		}
	})
	return names
}

// Nothing is asked of anybody, nothing runs, ids are there once, and what refers to
// one finds it.
func TestStandsByItself(t *testing.T) {
	for name, d := range map[string]desk.Desk{"report": example(t), "live": live(t, ""), "empty": {}, "empty, live": {Live: &desk.Live{}}} {
		t.Run(name, func(t *testing.T) {
			doc := render(t, d)
			ids := map[string]int{}
			var refers []string
			each(doc, func(n *html.Node) {
				switch n.Data {
				case "script", "iframe", "object", "embed", "img", "base", "audio", "video":
					t.Errorf("there is <%s>", n.Data)
				}
				for _, a := range n.Attr {
					switch a.Key {
					case "id":
						ids[a.Val]++
					case "href", "src", "action":
						fragment, inside := strings.CutPrefix(a.Val, "#")
						switch {
						case inside:
							refers = append(refers, fragment)
						case n.Data == "link" && a.Val == "data:,":
						case d.Live == nil || !strings.HasPrefix(a.Val, "/") || strings.HasPrefix(a.Val, "//"):
							t.Errorf("<%s %s=%q> leads out", n.Data, a.Key, a.Val)
						}
					case "aria-labelledby":
						refers = append(refers, strings.Fields(a.Val)...)
					}
					if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
						t.Errorf("<%s> has %s", n.Data, a.Key)
					}
				}
				if (n.Data == "form" || n.Data == "input") && d.Live == nil {
					t.Errorf("a report has <%s>", n.Data)
				}
			})
			for id, n := range ids {
				if n > 1 || strings.ContainsAny(id, " \t") {
					t.Errorf("id %q is there %d times", id, n)
				}
			}
			for _, id := range refers {
				if ids[id] == 0 {
					t.Errorf("#%s leads nowhere", id)
				}
			}
			if strings.Contains(text(doc), "%!") || strings.Contains(text(doc), "ZgotmplZ") {
				t.Error("the document holds what is meant for programmers")
			}
		})
	}
}

// Each form that writes carries the token, and no address does.
func TestToken(t *testing.T) {
	doc, posts := render(t, live(t, "")), 0
	each(doc, func(n *html.Node) {
		if n.Data == "form" {
			method, _ := attr(n, "method")
			token := ""
			each(n, func(n *html.Node) {
				if name, _ := attr(n, "name"); name == "token" {
					token, _ = attr(n, "value")
				}
			})
			if method == "post" {
				posts++
			}
			if (method == "post") != (token == "secret-token") {
				t.Errorf("a form of method %s has the token %q", method, token)
			}
		}
		for _, key := range []string{"href", "action"} {
			if v, _ := attr(n, key); strings.Contains(v, "secret") {
				t.Errorf("%s holds the token", v)
			}
		}
	})
	if posts < 10 {
		t.Errorf("there are %d forms that write", posts)
	}
}

// What was written by people is text and nothing else.
func TestEscapes(t *testing.T) {
	doc := render(t, example(t))
	if names := shownPages(doc); names[0] != `A "good" <b>start</b>` {
		t.Errorf("the first page is called %q", names[0])
	}
	each(byID(doc, "pages"), func(n *html.Node) {
		if n.Data == "b" {
			if class, _ := attr(n, "class"); class != "badge" {
				t.Error("a title made an element")
			}
		}
	})
}

func TestFilter(t *testing.T) {
	const a, b, c = `A "good" <b>start</b>`, "stories/b", "stories/c"
	for query, want := range map[string][]string{
		"":                               {a, b, c, "Home", "About us"},
		"state=withheld":                 {a, b},
		"state=published":                {a, "Home", "About us"},
		"state=left-out":                 {a},
		"state=waiting":                  {a, b, c},
		"reason=consent-withdrawn":       {b},
		"reason=picture-not-agreed":      {a},
		"state=withheld&reason=draft":    nil,
		"person=alex":                    {a},
		"section=stories":                {a, b, c},
		"section=-":                      {"Home", "About us"},
		"easy=missing":                   {b, c, "About us"},
		"easy=withheld":                  {a},
		"easy=published":                 nil,
		"state=nonsense":                 {a, b, c, "Home", "About us"},
		"person=sam&state=withheld":      {a, b},
		"person=%22%3E%3Cscript%3E":      nil,
		"state=withheld&easy=missing":    {b},
		"pages=99&people=-3&problems=x%": {a, b, c, "Home", "About us"},
	} {
		if query == "pages=99&people=-3&problems=x%" {
			query = strings.TrimSuffix(query, "%")
		}
		t.Run(query, func(t *testing.T) {
			if got := shownPages(render(t, live(t, query))); fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
				t.Errorf("shows %q, not %q", got, want)
			}
		})
	}
}

// A filter is written as it is read, and a report has none.
func TestFilterQuery(t *testing.T) {
	f := desk.Filter{State: "withheld", Reason: "not-approved", Person: "sam", Section: "stories", Easy: "missing", Pages: 2, People: 3, Problems: 4}
	v, err := url.ParseQuery(f.Query())
	if err != nil || desk.From(v) != f {
		t.Errorf("%+v comes back as %+v (%v)", f, desk.From(v), err)
	}
}

// The links of the live desk are those that the preview answers.
func TestLinks(t *testing.T) {
	links := map[string]bool{}
	each(render(t, live(t, "")), func(n *html.Node) {
		if href, ok := attr(n, "href"); ok {
			links[href] = true
		}
	})
	for _, want := range []string{"/stories/a/", "/_desk/ask/sam/stories/a", "/_desk/ask/sam/stories/b", "/_desk/?person=sam#pages", "/_desk/?reason=not-approved#pages", "/_desk/?easy=missing&section=stories#pages"} {
		if !links[want] {
			t.Errorf("nothing leads to %s", want)
		}
	}
	home := live(t, "")
	home.Pages[0].Versions[0].Reasons = []desk.Reason{{Code: "not-approved", Person: "sam"}}
	found := false
	each(render(t, home), func(n *html.Node) {
		href, _ := attr(n, "href")
		found = found || href == "/_desk/ask/sam/"
	})
	if !found {
		t.Error("nothing leads to the walk through the home page")
	}
}

// What it says in words.
func TestSays(t *testing.T) {
	said := text(render(t, example(t)))
	for _, want := range []string{
		"Of 5 pages, 3 are published and 2 are not.", "The next change comes by itself on 22 December 2026: stories/a, stories/b.",
		"Published Standard version until 22 December 2026 through web", "Not published Easy read code CCCC-0000", "sam: Not approved.",
		"2 not published, or not all of it 3 waiting for a yes 1 with something left out 1 to mend", "Left out: content/stories/team.jpg", "alex: Somebody has not agreed.",
		"Waits A change of the standard version for the yes of sam",
		"2 December 2026: sam, ask again about every page of stories", "22 December 2026: stories/a, standard version: last day, as things stand",
		"22 December 2026: stories/b, may come from this day", "Later", "10 May 2029: about",
		"words: yes name: first name picture: no voice: run out film: not asked",
		"agreed on 26 January 2026, for stories/a, every page of stories, everything; last day 1 January 2027; ask again on 2 December 2026; words: yes; through web.",
		"(another entry counts in its place)", "code BBBB-0000, the text as it is now",
		"Nothing in this record counts", "there is no record of it",
		"3 pages: 0 with easy read that is published, 1 with easy read that is not, 2 without.",
		"Mend Not a key. unknown-key", "Take it away.",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if i, j := strings.Index(said, "Not a key."), strings.Index(said, "Advice."); i > j {
		t.Error("advice stands before errors")
	}
}

// The pictures of the months tell in words what they show.
func TestCalendar(t *testing.T) {
	doc := render(t, example(t))
	months, marks := 0, map[string]int{}
	each(byID(doc, "ends"), func(n *html.Node) {
		if role, _ := attr(n, "role"); role == "img" {
			months++
			if text(n.FirstChild) == "" {
				t.Error("a month has no name")
			}
		}
		if n.Data == "use" {
			class, _ := attr(n, "class")
			marks[class]++
		}
	})
	if months != 13 || fmt.Sprint(marks) != "map[comes:1 goes:1 review:1 runs-out:1]" {
		t.Errorf("%d months, with %v", months, marks)
	}
	if got := text(byID(doc, "month-2026-12-desc")); got != "A page may come: 1, last day of a page: 1, last day of a consent: 1, ask again: 1; on the 2 and 22." {
		t.Errorf("December says %q", got)
	}
	first := example(t)
	first.Today = day(t, "2027-01-01")
	if n := strings.Count(text(byID(render(t, first), "ends")), "M T W T F S S") + countMonths(render(t, first)); n != 12 {
		t.Errorf("from the first of a month there are %d months", n)
	}
}

func countMonths(doc *html.Node) (n int) {
	each(byID(doc, "ends"), func(one *html.Node) {
		if one.Data == "figure" {
			n++
		}
	})
	return n
}

// The document says what a parser makes of it: nothing is closed by what may not
// stand in it.
func TestNesting(t *testing.T) {
	for name, d := range map[string]desk.Desk{"report": example(t), "live": live(t, "person=sam")} {
		each(render(t, d), func(n *html.Node) {
			if n.Data == "p" && n.FirstChild == nil {
				t.Errorf("%s: a paragraph was closed early, in %q", name, text(n.Parent))
			}
			for up := n.Parent; (n.Data == "div" || n.Data == "form" || n.Data == "ul") && up != nil; up = up.Parent {
				if up.Data == "span" || up.Data == "p" {
					t.Errorf("%s: <%s> in <%s>", name, n.Data, up.Data)
				}
			}
		})
	}
}
