package theme

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"goldenthread/generator/markdown"
	"goldenthread/generator/page"
)

// Data is what a layout is given.
type Data struct {
	// What stands on the sheet itself: page.Sheet says what each is. The fields stand
	// side by side, since html/template is slow to find what is embedded.

	Layout, Address, Title, Summary string
	View, Week                      *page.View
	Pager                           page.Pager
	More, Feed, Calendar, MovedTo   string
	Topics                          []page.Anchor
	WeekLink, Newer, Older          page.Anchor
	Related                         []page.Related
	Words                           []page.HardWord
	Frame                           *page.Frame

	// Language is the sheet's, or that of the site.
	Language string
	// Own is the language of the theme's own words, where the sheet has another; else "".
	Own string
	// Heading is the sheet's h1.
	Heading string
	// Window is the title of the window; it says nothing on a discreet page.
	Window string
	// Discreet keeps everything neutral that shows beside the page itself.
	Discreet bool
	// Hidden keeps the sheet from search engines.
	Hidden bool
	// Canonical is the sheet's own URL; "" where it has none.
	Canonical string
	// Description is for search engines; "" where they get none.
	Description string
	// Preview is what a link preview shows; nil where there must be none.
	Preview *page.Preview
	// Byline says by whom the page is; "" where nobody said.
	Byline string
	// Day is the page's day in words; "" where nobody said.
	Day string
	// Changed says of when its last change is; "" where nobody said.
	Changed string
	// Owed says whose the pictures of an easy-read page are, which have no room for
	// it themselves; each once.
	Owed []string
	// Lead is what the page says of itself under its title; "" where it begins at once.
	Lead string
	// Minutes say how long the page takes to read; 0 where that is not said.
	Minutes int
	// Body is the text of View as HTML; "" where there is none.
	Body template.HTML
	// Lists are the sheet's, with what a layout needs to show their items.
	Lists []List
	// Credits say, on the sheet of credits, whose the pictures are.
	Credits []Credit
	// Menu is the frame's, with words for the lists that the program makes.
	Menu []page.Anchor
	// Section leads to the list that the sheet stands on; zero where there is none.
	Section page.Anchor
	// Other is the other version of the page; nil where there is none.
	Other *Other
	// OwnDesign says that a layout or an asset is the site's own, which nobody tested.
	OwnDesign bool
	// Help are the places where readers of this page can get help.
	Help    []page.Help
	Leaflet *Leaflet      // the PDF of the easy-read version; nil where there is none
	Head    template.HTML // head.html, as it stands on every page
	Header  template.HTML // header.html, as it stands on this page
	Footer  template.HTML // footer.html, as it stands on every page
	// Linked is what the page says of itself to search engines, in a script of data; ""
	// where they are to have nothing of it.
	Linked template.HTML

	place place
}

// List is a list of pages under a heading.
type List struct {
	Name    string // what is listed: stories, week, weeks-ahead, letter
	Heading string // "" where the sheet's own heading is enough
	Address string // of the whole list, where this is a part of it; else ""
	Items   []Item // the pages
}

// Credit is what is owed for pictures, with pages that show them.
type Credit struct {
	Text    string  // as it is written
	Licence Licence // what Text names, where it is one of Creative Commons
	Items   []Item  // pages that show such pictures
	More    bool    // there are other pages, too
}

// Item is a page in a list.
type Item struct {
	Title        string
	Summary      string      // "" for none
	Theme        string      // of weeks; "" for none
	ContentNotes []string    // what the page touches on
	Cover        *page.Cover // its picture; nil for none
	Count        int         // of topics: how many pages
	Date         page.Day    // of the page
	Starts       page.Day    // of weeks: the first day
	Ends         page.Day    // of weeks: the last day
	Place        string      // its id on the sheet; "" for none

	// Level is that of its heading: 2, or 3 below a list's own heading.
	Level int
	// Link is where the item leads: in the list of easy-read pages to those.
	Link string
	// EasyRead is the item's easy-read version, where Link is not it.
	EasyRead string
	// Byline says by whom it is; "" where nobody said.
	Byline string
	// Day is its day in words; "" where nobody said.
	Day string
	// Foreign is the language of the item where it is not the sheet's, or "".
	Foreign string
	// Own is the language of the theme's own words where it is not the sheet's, or "".
	Own string
}

// Other is the other version of a page.
type Other struct {
	Address  string // within the site
	Language string // BCP 47
	EasyRead bool   // the other version is the easy-read one
}

// Leaflet is a PDF to print and hand out. Size says in words how large the file is.
type Leaflet struct {
	Address, Size string
	// Hidden says that search engines may not find the version that is printed.
	Hidden bool
}

// Around is what head.html, header.html and footer.html are given: the frame,
// and where in the menu the sheet stands.
type Around struct {
	*page.Frame
	// Menu is where the menu leads, with the entry that the sheet stands under.
	Menu []MenuItem
	// AtHome says that the sheet is the home page.
	AtHome bool
}

// MenuItem is an entry of the menu.
type MenuItem struct {
	Label   string // the words
	Address string // within the site
	Current string // "page" on the sheet that it leads to, "true" on those below that, else ""
}

// data gathers what a layout is given for a sheet.
func (t *Theme) data(s *page.Sheet) *Data {
	d := &Data{
		Layout: s.Layout, Address: s.Address, Title: s.Title, Summary: s.Summary, View: s.View,
		Week: s.Week, Pager: s.Pager, More: s.More, Feed: s.Feed, Calendar: s.Calendar, MovedTo: s.MovedTo, Topics: s.Topics,
		WeekLink: s.WeekLink, Newer: s.Newer, Older: s.Older, Related: s.Related, Words: s.Words, Frame: t.frame,
		Language: s.Language, Hidden: s.Hidden || s.Layout == "not-found", Lead: s.Summary, OwnDesign: t.ownDesign,
		Discreet: s.Discreet || s.View != nil && s.View.Discreet, place: t.place(s.Address),
	}
	if d.Language == "" {
		d.Language = t.frame.Language
	}
	if !sameLanguage(d.Language, t.frame.Language) {
		d.Own = t.frame.Language
	}
	switch s.Layout {
	case "not-found": // the address in the window is another one
	case "moved":
		d.Canonical = trimSlash(t.frame.BaseURL) + page.Escaped(s.MovedTo)
	default:
		d.Canonical = trimSlash(t.frame.BaseURL) + page.Escaped(s.Address)
	}
	if !d.Discreet {
		d.Preview = s.Preview
	}
	d.Menu, d.Section = t.menu, t.labelled(s.Section)
	d.Heading = t.heading(s)
	d.Window = t.window(s, d)
	if !d.Discreet && (s.Preview != nil || !d.Hidden) {
		d.Description = s.Summary
		if d.Description == "" && s.Layout == "home" {
			d.Description = t.frame.Description
		}
	}
	if s.View != nil {
		style := t.style
		style.Own = d.Own
		style.EasyRead = s.View.Edition == page.EasyRead
		if s.Layout == "leaflet" { // on paper, an address is whole
			style.Print, style.Prefix = true, trimSlash(t.frame.BaseURL)
		}
		d.Body = template.HTML(style.HTML(s.View.Body))
		d.Other = other(s.View, d.Language)
		d.Help = t.help(s.View)
		d.Byline, d.Day = t.words.byline(s.View.Byline), t.words.day(s.View.Date)
		if s.View.Updated > s.View.Date {
			d.Changed = t.words.own("changed", "date", t.words.day(s.View.Updated))
		}
		if s.View.SummaryMade {
			d.Lead = "" // the text says it
		}
		if s.Layout == "easy-read" || s.Layout == "leaflet" {
			d.Owed = owed(s.View.Body)
		}
		if s.Layout == "page" {
			d.Minutes = minutes(s.View.Words)
		}
	}
	if s.Layout == "leaving-safely" {
		d.Help = t.frame.Help
	}
	if s.Leaflet.Address != "" {
		d.Leaflet = &Leaflet{s.Leaflet.Address, t.words.size(s.Leaflet.Size), s.Leaflet.Hidden}
	}
	d.Linked = t.linked(s, d)
	d.Lists = t.lists(s, d.Language)
	for _, c := range s.Credits {
		d.Credits = append(d.Credits, Credit{c.Text, licence(c.Text), t.items(c.Pages, s.Layout, d.Language), c.More})
	}
	return d
}

// heading gives the h1: the sheet's title, or the theme's own words.
func (t *Theme) heading(s *page.Sheet) string {
	switch s.Layout {
	case "topic":
		return t.words.own("title_topic", "topic", s.Title)
	case "more":
		return t.words.own("title_more", "title", s.Title)
	}
	if s.Title != "" {
		return s.Title
	}
	switch s.Layout {
	case "topics", "easy-read-list", "a-to-z", "credits", "hard-words", "moved", "not-found",
		"your-consent", "leaving-safely", "search", "accessibility":
		return t.words.text["title_"+strings.ReplaceAll(s.Layout, "-", "_")]
	}
	return t.frame.SiteTitle
}

// owed gives the credits of a document's pictures, in order.
func owed(body []page.Node) (credits []string) {
	for n := range page.Walk(body) {
		if n.Kind == page.Image && n.Part != nil && n.Credit != "" && !slices.Contains(credits, n.Credit) {
			credits = append(credits, n.Credit)
		}
	}
	return credits
}

// minutes gives how long it takes to read so many words aloud in one's head; 0
// for a few.
func minutes(words int) int {
	const perMinute = 200
	if words < perMinute/2 {
		return 0
	}
	return (words + perMinute/2) / perMinute
}

// labelled gives an anchor its words, where they are the theme's own: those of
// the lists that the program makes itself.
func (t *Theme) labelled(a page.Anchor) page.Anchor {
	if a.Label != "" || a.Address == "" {
		return a
	}
	key := "unnamed_link"
	switch a.Address {
	case t.frame.EasyRead:
		key = "title_easy_read_list"
	case t.frame.YourConsent:
		key = "title_your_consent"
	case t.frame.LeavingSafely:
		key = "title_leaving_safely"
	case t.frame.Search:
		key = "title_search"
	case t.frame.Accessibility:
		key = "title_accessibility"
	case t.frame.AToZ:
		key = "a_to_z_all"
	case t.frame.Credits:
		key = "credits_all"
	case t.frame.Topics:
		key = "title_topics"
	}
	a.Label = t.words.text[key]
	return a
}

// window gives the title of the window.
func (t *Theme) window(s *page.Sheet, d *Data) string {
	switch {
	case d.Discreet:
		return t.words.text["discreet_title"]
	case d.Heading == t.frame.SiteTitle:
		return d.Heading
	}
	title := d.Heading
	if s.View != nil && s.View.Edition == page.EasyRead {
		title = t.words.own("title_easy_read", "title", title)
	}
	if s.Pager.Number > 1 {
		title = t.words.own("title_page", "title", title, "n", s.Pager.Number)
	}
	return t.words.own("window_title", "title", title, "site", t.frame.SiteTitle)
}

// other gives the other version of a page.
func other(v *page.View, language string) *Other {
	base := strings.TrimSuffix(language, simple)
	switch {
	case v.Edition == page.EasyRead && v.Standard != "":
		return &Other{Address: v.Standard, Language: base}
	case v.Edition != page.EasyRead && v.EasyRead != "":
		return &Other{Address: v.EasyRead, Language: base + simple, EasyRead: true}
	}
	return nil
}

// help gives the places to get help that fit a page: those for its topics and
// what its content notes name. A page with content notes that none fits gets
// all of them, so that its notes never lead nowhere.
func (t *Theme) help(v *page.View) []page.Help {
	var topics []string
	for _, word := range slices.Concat(v.Tags, v.ContentNotes) {
		topics = append(topics, strings.Join(strings.Fields(strings.ToLower(word)), "-"))
	}
	if v.Own || len(topics) == 0 {
		return nil
	}
	if fit := markdown.HelpFor(t.frame.Help, topics); len(fit) > 0 || len(v.ContentNotes) == 0 {
		return fit
	}
	return t.frame.Help
}

// lists gives a sheet's lists with what their items need, and the headings that
// are the theme's own.
func (t *Theme) lists(s *page.Sheet, language string) []List {
	out := make([]List, len(s.Lists))
	for i := range s.Lists {
		from := &s.Lists[i]
		to := List{Name: from.Name, Heading: from.Heading, Address: from.Address, Items: t.items(from.Items, s.Layout, language)}
		switch {
		case to.Name == "week-topic":
			to.Heading = t.words.own("list_week_topic", "topic", from.Heading)
		case to.Name == "week" && len(out) > 1:
			to.Heading = t.words.text["list_week_rest"]
		case to.Heading == "":
			to.Heading = t.words.text["list_"+strings.ReplaceAll(to.Name, "-", "_")]
		}
		if to.Heading == "" {
			for j := range to.Items {
				to.Items[j].Level = 2
			}
		}
		out[i] = to
	}
	return out
}

func (t *Theme) items(from []page.Teaser, layout, language string) []Item {
	out := make([]Item, len(from))
	for i := range from {
		out[i] = t.item(&from[i], layout, language)
	}
	return out
}

func (t *Theme) item(from *page.Teaser, layout, language string) Item {
	item := Item{
		Title: from.Title, Summary: from.Summary, Theme: from.Theme, ContentNotes: from.ContentNotes, Cover: from.Cover, Count: from.Count,
		Date: from.Date, Starts: from.Starts, Ends: from.Ends, Place: from.Place,
		Level: 3, Link: from.Address, EasyRead: from.EasyRead,
		Byline: t.words.byline(from.Byline), Day: t.words.day(from.Date),
	}
	if layout == "easy-read-list" {
		item.Link, item.EasyRead = cmp.Or(from.EasyRead, from.Address), ""
	}
	if from.Language != "" && !sameLanguage(from.Language, language) {
		item.Foreign = from.Language
	}
	if !sameLanguage(t.frame.Language, language) {
		item.Own = t.frame.Language
	}
	return item
}
