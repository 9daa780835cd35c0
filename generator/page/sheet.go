package page

import "time"

// Sheet is one HTML file of the site, as a layout is given it. Layouts can
// reach nothing else, so nothing withheld is within their reach.
type Sheet struct {
	// Layout names the layout: home, section, page, easy-read, topics, topic,
	// week, weeks, easy-read-list, more, a-to-z, credits, hard-words, moved,
	// not-found, your-consent, leaving-safely, search, accessibility; and leaflet, of
	// which a PDF is printed.
	Layout string
	// Address within the site, /stories/page/2/; what canonical links say.
	Address string
	// Title is that of a page, section or topic; "" where the theme's own words
	// are the title (topics, a-to-z, not-found, your-consent and the like).
	Title    string
	Summary  string // what the page says of itself; "" for nothing
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
	Newer   Anchor // the page before this one on that list
	Older   Anchor // the page behind this one on that list
	// Related lead to pages that have a topic or the week in common with it.
	Related []Related
	// Week is, on the home page, the week that is on or comes next; nil for none.
	Week     *View
	Feed     string // the address of the section's own feed; "" where there is none
	Calendar string // the address of the week's calendar; "" where there is none
	// Credits say, on the sheet of credits, whose the pictures are.
	Credits []Credit
	// Words are the hard words on their sheet, or those that a PDF explains.
	Words    []HardWord
	MovedTo  string // where what stood at this address stands now; "" for nowhere
	Discreet bool   // what has moved is a discreet page
	// Leaflet is the PDF to print and hand out, on the sheets of both versions of a
	// page; zero where there is none.
	Leaflet Leaflet
	// Frame is what stands around every sheet. Shared by all.
	Frame *Frame
}

// Frame is what stands around every sheet of a site.
type Frame struct {
	SiteTitle    string       // title in site.yaml
	Description  string       // description in site.yaml
	Language     string       // the site's, BCP 47
	BaseURL      string       // ending in a slash
	Prefix       string       // before every address within the site; "" or /path
	Organisation Organisation // who publishes the site
	ExitTo       string       // where "Exit this page" leads
	Menu         []Anchor     // where the menu leads
	Help         []Help       // all places where readers can get help
	Today        Day          // the day on which the site is built
	// Approval says that nothing here is published before each person in it has
	// approved the finished words.
	Approval bool
	// The addresses of what the program makes itself; "" where that is not there.
	Feed          string // the Atom feed of the whole site
	JSONFeed      string // the JSON feed of the whole site
	EasyRead      string // the list of easy-read pages
	HardWords     string // the hard words and what they mean
	AToZ          string // the pages by title
	Topics        string // the list of topics
	Credits       string // who made the pictures
	YourConsent   string // how consent works, and how to have something taken down
	LeavingSafely string // how to leave without being seen
	Search        string // the search
	Accessibility string // the program's statement, or a page of the team's own
}

// Leaflet is a PDF to print and hand out.
type Leaflet struct {
	Address string
	Size    int // bytes
	// Hidden says that search engines may not find the version that is printed.
	Hidden bool
}

// Anchor is an address with the words that lead to it. Where there are no
// words, the theme has its own for that address. The zero value leads nowhere.
type Anchor struct {
	Label    string // the words
	Address  string // within the site
	Language string // of the words, where they are a page's; else ""
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
	Place   string      // its id on the sheet
	Picture []Rendition // in the sizes and formats that there are
}

// Preview is what a link preview shows (Open Graph).
type Preview struct {
	Title   string
	Summary string // "" for none
	Picture *Cover // nil for none
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
	Number  int    // of this sheet, from 1; 0 for a list in one sheet
	Of      int    // how many sheets there are; 0 for a list in one sheet
	Earlier string // the address of the next sheet; "" where there is none
	Newer   string // the address of the sheet before; "" where there is none
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
	ContentNotes            []string
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
