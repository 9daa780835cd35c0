package page

import "time"

// Sheet is one HTML file of the site, as a layout is given it. Layouts can
// reach nothing else, so nothing withheld is within their reach.
type Sheet struct {
	// Layout names the layout: home, section, page, easy-read, topics, topic,
	// week, weeks, easy-read-list, more, a-to-z, credits, hard-words, moved,
	// not-found, your-consent, leaving-safely, search, accessibility.
	Layout string
	// Address within the site, /stories/page/2/; what canonical links say.
	Address string
	// Title is that of a page, section or topic; "" where the theme's own words
	// are the title (topics, a-to-z, not-found, your-consent and the like).
	Title    string
	Summary  string
	Language string // BCP 47; easy-read sheets: with -simple behind it
	// Hidden keeps the sheet from search engines: noindex, noarchive.
	Hidden bool
	// Preview is what a link preview shows; nil where there must be none.
	Preview *Preview
	// View is the page itself, or the words of its own that a home page,
	// section or week has; nil where there are none.
	View *View
	// Lists are the lists of pages on this sheet, each with one item or more.
	Lists []Listing
	// Pager leads through a list in several sheets; zero for a list in one.
	Pager Pager
	// More is the address of the list of pages that search engines may not
	// find; "" where there are none.
	More string
	// Topics are those of the page that have a sheet of their own.
	Topics []Anchor
	// WeekLink leads to the page's week, if it has one that is published.
	WeekLink Anchor
	// Section leads to the list that the page stands on.
	Section Anchor
	// Newer and Older lead to the pages beside it on that list.
	Newer, Older Anchor
	// Related lead to pages that have a topic or the week in common with it.
	Related []Related
	// Week is, on the home page, the week that is on or comes next; nil for none.
	Week *View
	// Feed is the address of the section's own feed, and Calendar that of the
	// week's calendar; "" where there is none.
	Feed, Calendar string
	// Credits say, on the sheet of credits, whose the pictures are.
	Credits []Credit
	// Words are the hard words on their sheet.
	Words []HardWord
	// MovedTo is where what stood at this address stands now; Discreet says that it
	// is a discreet page.
	MovedTo  string
	Discreet bool
	// Frame is what stands around every sheet. Shared by all.
	Frame *Frame
}

// Frame is what stands around every sheet of a site.
type Frame struct {
	SiteTitle    string
	Description  string
	Language     string
	BaseURL      string // ending in a slash
	Prefix       string // before every address within the site; "" or /path
	Organisation Organisation
	ExitTo       string
	Menu         []Anchor
	Help         []Help
	Today        Day
	// The addresses of what the program makes itself. Accessibility may be a page of
	// the team's own; "" where that is withheld.
	Feed, JSONFeed, EasyRead, HardWords, AToZ, Topics, Credits, YourConsent, LeavingSafely, Search, Accessibility string
}

// Anchor is an address with the words that lead to it. Where there are no
// words, the theme has its own for that address. The zero value leads nowhere.
type Anchor struct {
	Label, Address string
	Language       string // of the words, where they are a page's; else ""
}

// Related is a page that has something in common with another.
type Related struct {
	Anchor
	EasyRead string // the address of its easy-read edition; "" where there is none
}

// Credit is what is owed for pictures, with pages that show them.
type Credit struct {
	Text  string
	Pages []Teaser
	More  bool // there are other pages, too
}

// HardWord is a word with its meaning, and a picture that stands with it somewhere;
// none for nothing.
type HardWord struct {
	Word
	Picture []Rendition
}

// Preview is what a link preview shows (Open Graph).
type Preview struct {
	Title, Summary string
	Picture        *Cover // nil for none
}

// Listing is a list of pages under a heading.
type Listing struct {
	// Name says what is listed: pages of a section ("stories"), "week" for a
	// week's stories, "weeks-ahead" and "weeks-over", "letter" for those of A-Z; a
	// theme may show some otherwise.
	Name    string
	Heading string
	Address string // of the whole list, where this is a part of it; else ""
	Items   []Teaser
}

// Teaser is a page in a list.
type Teaser struct {
	Title, Summary string
	Address        string
	EasyRead       string // "" where there is none
	Byline         []string
	Date           Day
	Language       string
	ContentNotes   []string
	Cover          *Cover // nil for none
	Count          int    // of topics: how many pages
	Starts, Ends   Day    // of weeks
	Theme          string // of weeks
	Place          string // its id on the sheet, where something leads to it; else ""
}

// Pager leads through a list in several sheets.
type Pager struct {
	Number, Of     int    // from 1; 0 of 0 for a list in one sheet
	Earlier, Newer string // addresses; "" where there is none
}

// Newsfeed is a feed of pages.
type Newsfeed struct {
	Address string // of the feed
	Home    string // the address of the list that it follows
	Title   string
	Frame   *Frame
	Items   []*View
}

// Calendar is what happens in a week.
type Calendar struct {
	Week     *View
	Frame    *Frame
	Location *time.Location // of its times of day
}

// SearchIndex is what the site's own search looks through.
type SearchIndex struct {
	Language string // the site's
	Entries  []SearchEntry
}

// SearchEntry is a page that can be found.
type SearchEntry struct {
	Address, Title, Summary string
	Topics                  []string
	Language                string
	EasyRead                string // the address of its easy-read edition; "" where lists show none
}

// SiteMap lists the addresses that search engines may find.
type SiteMap struct {
	BaseURL string
	Entries []SiteMapEntry
}

// SiteMapEntry is one address with the day of its last change, if known.
type SiteMapEntry struct {
	Address string
	Changed Day
}
