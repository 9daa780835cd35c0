package page

// View is one edition of one page as readers may see it: what is withheld of
// it is not there. Names are resolved, links and pictures have addresses.
type View struct {
	Path    string // page path
	File    string // where it is written, for problems; never shown
	Section string
	Own     bool // the home page, or the section's own page
	Edition Edition
	Address string // within the site: /stories/x/easy-read/
	// Standard and EasyRead are the addresses of the page's editions; "" for
	// one that is not published.
	Standard, EasyRead string

	// Summary is what lists and link previews say of the page. SummaryMade says
	// that nobody wrote it: it is the beginning of Body.
	Title, Summary string
	SummaryMade    bool
	// Label is the title as other pages may show it, on which nobody's name was
	// agreed to.
	Label         string
	Byline        []string // names as they may be shown, each once
	Authors       []Author // of the standard edition: those with a name and something to say of them
	HasPeople     bool     // somebody agreed to their words, or picture, being here
	Language      string
	Date, Updated Day
	Tags          []string
	Week          string
	ContentNotes  []string
	MadeWith      []Made
	TestedWith    *TestedWith
	Discreet      bool
	OwnWords      bool
	Cover         *Cover
	Body          []Node
	Words         int
	Channels      Channels

	// Of weeks alone.
	Starts, Ends Day
	Theme        string
	Events       []Event

	OldURLs []OldURL // of the standard edition
	Extra   map[string]any
}

// OldURL is an address that leads to a page, with the line on which it is written.
type OldURL struct {
	Address string
	Line    int
}

// Author is one of those by whom a page is, where their name may be shown.
type Author struct{ Name, Byline, Bio string }

// Made says who did what for a page.
type Made struct{ Who, Did string }

// Cover is the picture of a page in lists and link previews.
type Cover struct {
	Renditions  []Rendition
	Preview     *Rendition // for link previews; nil for none
	Alt, Credit string
	Channels    Channels
}

// Through gives the body as it may go through a channel: without the parts
// whose people did not agree to it.
func (v *View) Through(c Channels) []Node {
	return Footnotes(Map(v.Body, func(n *Node) Fate {
		switch n.Kind {
		case Image, QuoteBlock, Audio, Video:
			if !n.Channels.Has(c) {
				return Drop
			}
		}
		return Keep
	}))
}
