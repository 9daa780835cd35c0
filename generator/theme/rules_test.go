package theme

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"goldenthread/generator/page"
)

func head(t *testing.T, change func(*page.Sheet, *page.View)) (*html.Node, string) {
	t.Helper()
	frame := testFrame(t, "")
	v := story(t)
	s := &page.Sheet{Layout: "page", Address: v.Address, Title: v.Title, Summary: v.Summary, Language: "en-GB", View: v, Frame: frame}
	change(s, v)
	src := render(t, load(t, frame), s)
	return dom(t, src), src
}

func TestHead(t *testing.T) {
	doc, src := head(t, func(s *page.Sheet, v *page.View) {})
	if got := said(all(doc, "title")[0]); got != "A place to start – Golden Thread Voices" {
		t.Errorf("title %q", got)
	}
	if got, _ := link(doc, "canonical"); got != "https://www.example.org/stories/a/" {
		t.Errorf("canonical %q", got)
	}
	if got, _ := meta(doc, "description"); got != "Eleven weeks in a car." {
		t.Errorf("description %q", got)
	}
	if _, ok := meta(doc, "robots"); ok || strings.Contains(src, "og:") || strings.Contains(src, "twitter:") {
		t.Error("robots or a preview where neither was asked for")
	}
	if got, _ := link(doc, "alternate"); got != "/feed.xml" {
		t.Errorf("feed %q", got)
	}
}

func TestHidden(t *testing.T) {
	doc, src := head(t, func(s *page.Sheet, v *page.View) { s.Hidden = true })
	if got, _ := meta(doc, "robots"); got != "noindex, noarchive" {
		t.Errorf("robots %q", got)
	}
	if _, ok := meta(doc, "description"); ok || strings.Contains(src, "og:") {
		t.Error("a description for search engines on a hidden sheet")
	}
	doc, _ = head(t, func(s *page.Sheet, v *page.View) {
		s.Hidden, s.Preview = true, &page.Preview{Title: "A place"}
	})
	if _, ok := meta(doc, "description"); !ok {
		t.Error("no description where a preview is agreed")
	}
}

func TestPreview(t *testing.T) {
	doc, _ := head(t, func(s *page.Sheet, v *page.View) {
		s.Preview = &page.Preview{Title: "T", Summary: "S", Picture: &page.Cover{Preview: &renditions("/assets/x-preview.jpg", 3, 2)[0]}}
	})
	for name, want := range map[string]string{
		"og:title": "T", "og:description": "S", "og:type": "article", "og:url": "https://www.example.org/stories/a/",
		"og:image": "https://www.example.org/assets/x-preview.jpg", "twitter:card": "summary_large_image",
	} {
		if got, _ := meta(doc, name); got != want {
			t.Errorf("%s %q", name, got)
		}
	}
}

// A discreet page shows nothing of itself beside itself.
func TestDiscreet(t *testing.T) {
	doc, src := head(t, func(s *page.Sheet, v *page.View) {
		v.Discreet = true
		s.Preview = &page.Preview{Title: "A place to start", Summary: "Eleven weeks in a car."}
	})
	top, _, _ := strings.Cut(src, "<body")
	for _, told := range []string{"A place to start", "Eleven weeks", "og:", "twitter:", `name="description"`} {
		if strings.Contains(top, told) {
			t.Errorf("the head holds %q", told)
		}
	}
	if got := said(all(doc, "title")[0]); got != "Page" {
		t.Errorf("title %q", got)
	}
	if icon, _ := link(doc, "icon"); !strings.HasPrefix(icon, "/assets/blank.") {
		t.Errorf("icon %q", icon)
	}
	if got := said(all(doc, "h1")[0]); got != "A place to start" {
		t.Errorf("h1 %q", got)
	}
}

func TestEditionsLeadToEachOther(t *testing.T) {
	frame := testFrame(t, "/v")
	theme := load(t, frame)
	for _, s := range sheets(t, frame) {
		if s.Layout != "page" && s.Layout != "easy-read" {
			continue
		}
		language, address, label := "en-GB-simple", "/stories/a/easy-read/", "Read the easy-read version"
		if s.Layout == "easy-read" {
			language, address, label = "en-GB", "/stories/a/", "Read the longer version"
		}
		doc := dom(t, render(t, theme, s))
		found := 0
		for _, l := range all(doc, "link") {
			if attr(l, "hreflang") == language && attr(l, "href") == "https://www.example.org/v"+address {
				found++
			}
		}
		for _, a := range all(doc, "a") {
			if attr(a, "href") == "/v"+address && said(a) == label {
				found++
			}
		}
		if found != 2 {
			t.Errorf("%s: %d ways to the other version", s.Layout, found)
		}
	}
}

func TestStory(t *testing.T) {
	doc, src := head(t, func(s *page.Sheet, v *page.View) {})
	heard := said(doc)
	for _, want := range []string{
		"By Sam, Priya and Kit", "6 July 2026", "Changed on 8 July 2026", "This touches on: sleeping rough, suicide.",
		"Sam told it", "Tuesday group, 23 June 2026", "Samaritans", "Shelter", "Published with the consent of the people in it.",
	} {
		if !strings.Contains(heard, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Index(src, "content-note") > strings.Index(src, "Sam had nowhere") {
		t.Error("the content note stands behind the text")
	}
	if !strings.Contains(src, `<time datetime="2026-07-06">`) || !strings.Contains(src, `href="tel:116123"`) {
		t.Error("time or telephone")
	}
	doc, _ = head(t, func(s *page.Sheet, v *page.View) { v.HasPeople = false })
	if strings.Contains(said(doc), "with the consent") {
		t.Error("consent of nobody")
	}
}

func TestHelpFitsThePage(t *testing.T) {
	for _, c := range []struct {
		tags, notes []string
		want        string
	}{
		{nil, nil, ""},
		{[]string{"music"}, nil, ""},
		{[]string{"housing"}, nil, "Shelter"},
		{nil, []string{"Suicide"}, "Samaritans"},
		{nil, []string{"flying"}, "Samaritans Shelter"},
	} {
		theme := load(t, testFrame(t, ""))
		var got []string
		for _, h := range theme.help(&page.View{Tags: c.tags, ContentNotes: c.notes}) {
			got = append(got, h.Name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v %v: %v", c.tags, c.notes, got)
		}
	}
}

// What was taken down and what never was give the same page.
func TestNotFoundTellsNothing(t *testing.T) {
	frame := testFrame(t, "")
	theme := load(t, frame)
	a := render(t, theme, &page.Sheet{Layout: "not-found", Address: "/404.html", Frame: frame})
	b := render(t, theme, &page.Sheet{Layout: "not-found", Address: "/gone/", Frame: frame, Hidden: true})
	if a != b {
		t.Error("they differ")
	}
	if doc := dom(t, a); strings.Contains(a, "canonical") || !strings.Contains(a, "noindex") || len(all(doc, "h1")) != 1 {
		t.Error("canonical, or no noindex")
	}
}

func TestMenu(t *testing.T) {
	frame := testFrame(t, "")
	theme := load(t, frame)
	for address, want := range map[string]string{
		"/stories/": "page Stories", "/stories/a/easy-read/": "true Stories", "/easy-read/": "page Easy read",
		"/": "page Golden Thread Voices", "/topics/": "", "/storiesque/": "",
	} {
		doc := dom(t, render(t, theme, &page.Sheet{Layout: "topics", Address: address, Frame: frame}))
		var got []string
		for _, a := range all(doc, "a") {
			if current := attr(a, "aria-current"); current != "" {
				got = append(got, current+" "+said(a))
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %q", address, got)
		}
	}
}

func TestLists(t *testing.T) {
	frame := testFrame(t, "")
	theme := load(t, frame)
	for _, s := range sheets(t, frame) {
		doc := dom(t, render(t, theme, s))
		heard := said(doc)
		switch {
		case s.Layout == "section" && s.More != "":
			for _, want := range []string{"Page 2 of 3", "Newer", "Earlier", "More from Stories", "Easy read: One", "Touches on: prison", "6 to 10 July 2026"} {
				if !strings.Contains(heard, want) {
					t.Errorf("section: no %q", want)
				}
			}
			if got := said(all(doc, "title")[0]); got != "Stories, page 2 – Golden Thread Voices" {
				t.Errorf("title %q", got)
			}
			if n := len(all(doc, "link")); n != 6 {
				t.Errorf("%d link elements, want style, icon, canonical, two feeds and the section's own", n)
			}
		case s.Layout == "weeks":
			for _, want := range []string{"Next", "Earlier weeks"} {
				if !strings.Contains(heard, want) {
					t.Errorf("weeks: no %q", want)
				}
			}
		case s.Layout == "section":
			if !strings.Contains(heard, "There is nothing here yet.") {
				t.Error("an empty section says nothing")
			}
		case s.Layout == "week" && len(s.Lists) > 1:
			for _, want := range []string{"About housing", "More from this week", "Older: Three"} {
				if !strings.Contains(heard, want) {
					t.Errorf("week: no %q", want)
				}
			}
		case s.Layout == "moved":
			if src := render(t, theme, s); !strings.Contains(src, `<meta http-equiv="refresh" content="0; url=/stories/one/">`) || !strings.Contains(src, "noindex") {
				t.Error("what has moved leads nowhere, or is for search engines")
			}
		case s.Layout == "a-to-z":
			for _, want := range []string{"D O", "Easy read: One"} {
				if !strings.Contains(heard, want) {
					t.Errorf("a-to-z: no %q", want)
				}
			}
		case s.Layout == "credits":
			if !strings.Contains(heard, "Drawn by the Tuesday group, CC BY 4.0") || !strings.Contains(heard, "One") {
				t.Error("credits: no credit, or no page")
			}
		case s.Layout == "hard-words":
			if !strings.Contains(heard, "A home on one floor.") || len(all(doc, "img")) != 1 {
				t.Error("hard-words: no meaning, or no picture")
			}
		case s.Layout == "leaving-safely":
			if !strings.Contains(heard, "your history") || !strings.Contains(heard, "116 123") && !strings.Contains(heard, "116\u00a0123") {
				t.Error("leaving-safely: nothing about traces, or no help")
			}
		case s.Layout == "accessibility":
			for _, want := range []string{"hello@example.org", "Equality Advisory and Support Service", "no cookies"} {
				if !strings.Contains(heard, want) {
					t.Errorf("accessibility: no %q", want)
				}
			}
		case s.Layout == "week":
			for _, want := range []string{"happening now", "Monday 6 July 2026, 6pm to 8:30pm", "Stories and posts of this week"} {
				if !strings.Contains(heard, want) {
					t.Errorf("week: no %q", want)
				}
			}
		case s.Layout == "easy-read-list":
			if !strings.Contains(render(t, theme, s), `<h2><a href="/stories/one/easy-read/">`) {
				t.Error("the list of easy-read pages leads elsewhere")
			}
		case s.Layout == "topics":
			if !strings.Contains(heard, "1 page") || !strings.Contains(heard, "2 pages") {
				t.Error("counts")
			}
		case s.Layout == "topic":
			if !strings.Contains(render(t, theme, s), `lang="cy"`) {
				t.Error("the language of an item")
			}
		}
	}
}

func TestDays(t *testing.T) {
	w := load(t, testFrame(t, "")).words
	moment := func(s, clock string) page.Moment {
		if s == "" {
			return page.Moment{}
		}
		return page.Moment{Day: day(t, s), Clock: clock}
	}
	for _, c := range []struct{ got, want string }{
		{w.day(0), ""},
		{w.day(day(t, "2026-07-06")), "6 July 2026"},
		{w.days(day(t, "2026-07-06"), day(t, "2026-07-10")), "6 to 10 July 2026"},
		{w.days(day(t, "2026-06-29"), day(t, "2026-07-03")), "29 June to 3 July 2026"},
		{w.days(day(t, "2026-12-30"), day(t, "2027-01-03")), "30 December 2026 to 3 January 2027"},
		{w.days(day(t, "2026-07-06"), 0), "6 July 2026"},
		{w.moments(moment("2026-07-06", ""), moment("2026-07-06", "")), "Monday 6 July 2026"},
		{w.moments(moment("2026-07-07", ""), moment("2026-07-08", "")), "Tuesday 7 to Wednesday 8 July 2026"},
		{w.moments(moment("2026-07-06", "00:00"), moment("", "")), "Monday 6 July 2026, midnight"},
		{w.moments(moment("2026-07-06", "12:00"), moment("2026-07-07", "12:05")), "Monday 6 July 2026, midday to Tuesday 7 July 2026, 12:05pm"},
		{state(0, 0, 5), ""}, {state(3, 4, 2), "week_ahead"}, {state(3, 4, 4), "week_now"}, {state(3, 4, 5), "week_over"}, {state(3, 0, 3), "week_now"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// An address is spelt in one way, with capitals behind each %.
func TestOneSpelling(t *testing.T) {
	frame := testFrame(t, "/voices")
	s := &page.Sheet{Layout: "topics", Address: "/topics/größe/", Frame: frame,
		Lists: []page.Listing{{Name: "topics", Items: []page.Teaser{{Title: "Größe", Address: "/topics/größe/"}}}}}
	const want = "/voices/topics/gr%C3%B6%C3%9Fe/"
	doc := dom(t, render(t, load(t, frame), s))
	if got, _ := link(doc, "canonical"); got != "https://www.example.org"+want {
		t.Errorf("canonical %q", got)
	}
	if !slices.ContainsFunc(all(doc, "a"), func(a *html.Node) bool { return attr(a, "href") == want }) {
		t.Errorf("no link to %s", want)
	}
}

// A list without a heading of its own is no section.
func TestSectionsHaveHeadings(t *testing.T) {
	frame := testFrame(t, "")
	theme := load(t, frame)
	for _, s := range sheets(t, frame) {
		for _, n := range all(dom(t, render(t, theme, s)), "section") {
			if first := all(n, "")[0]; attr(n, "aria-label") == "" && first.Data != "h2" {
				t.Errorf("%s: <section class=%q> without a heading", s.Layout, attr(n, "class"))
			}
		}
	}
}

// On a page in another language, the theme's own words are marked as what they
// are, and everything that has a language has its direction.
func TestOtherLanguages(t *testing.T) {
	frame := testFrame(t, "")
	theme := load(t, frame)
	own := map[string]bool{}
	for _, text := range theme.words.text {
		own[strings.TrimRight(text, ":")] = true
	}
	for _, s := range sheets(t, frame) {
		if s.View == nil {
			continue
		}
		s.Language = "ar"
		if s.Layout == "easy-read" {
			s.Language = "ar-simple"
		}
		doc := dom(t, render(t, theme, s))
		if is := all(doc, "html")[0]; attr(is, "dir") != "rtl" || attr(is, "lang") != s.Language {
			t.Errorf("%s: <html lang=%q dir=%q>", s.Layout, attr(is, "lang"), attr(is, "dir"))
		}
		found := 0
		for n := range all(doc, "body")[0].Descendants() {
			if lang := attr(n, "lang"); lang != "" && attr(n, "dir") != page.Direction(lang) {
				t.Errorf("%s: <%s lang=%q dir=%q>", s.Layout, n.Data, lang, attr(n, "dir"))
			}
			if n.Type != html.TextNode || !own[strings.TrimRight(strings.TrimSpace(n.Data), ":")] {
				continue
			}
			found++
			around := n.Parent
			for attr(around, "lang") == "" {
				around = around.Parent
			}
			if attr(around, "lang") != "en-GB" {
				t.Errorf("%s: %q is in <%s> and said to be in %s", s.Layout, strings.TrimSpace(n.Data), n.Parent.Data, attr(around, "lang"))
			}
		}
		if found < 5 {
			t.Errorf("%s: %d of the theme's words", s.Layout, found)
		}
	}
	s := sheets(t, frame)[5]
	s.Older = page.Anchor{Label: "Hŷn", Address: "/stories/hyn/", Language: "cy"}
	if src := render(t, theme, s); !strings.Contains(src, `<span lang="cy" dir="ltr">Hŷn</span>`) || strings.Count(src, `lang="en-GB"`) != 5 {
		t.Error("the language of a neighbour is not said, or that of a page's own words is")
	}
}
