package page

// View is one edition of one page as readers may see it: what is withheld of
// it is not there. Names are resolved, links and pictures have addresses.
type View struct {
	Path     string  // page path
	File     string  // where it is written, for problems; never shown
	Section  string  // the folder in content/ that it stands in; "" for none
	Own      bool    // the home page, or the section's own page
	Edition  Edition // which version of the page this is
	Address  string  // within the site: /stories/x/easy-read/
	Standard string  // the address of the page's standard edition; "" for one that is not published
	EasyRead string  // the address of its easy-read edition; "" for one that is not published

	Title       string
	Summary     string // what lists and link previews say of the page
	SummaryMade bool   // nobody wrote the summary: it is the beginning of Body
	// Label is the title as other pages may show it, on which nobody's name was
	// agreed to.
	Label        string
	Byline       []string    // names as they may be shown, each once
	Authors      []Author    // of the standard edition: those with a name and something to say of them
	HasPeople    bool        // somebody agreed to their words, or picture, being here
	Language     string      // BCP 47
	Date         Day         // when it was written
	Updated      Day         // its last change that readers are told of; "" for none
	Tags         []string    // its topics, as they are written
	Week         string      // what stands behind `week` in the page; "" for none
	ContentNotes []string    // what it touches on
	MadeWith     []Made      // who did what for it
	TestedWith   *TestedWith // who tried an easy-read version out; nil for nobody
	Discreet     bool        // nothing beside the page may show what it is about
	OwnWords     bool        // people describe themselves in it in their own words
	Cover        *Cover      // its picture in lists and link previews; nil for none
	Body         []Node      // its text; as HTML it is .Body of theme.Data
	Words        int         // how many words Body has
	Channels     Channels    // the ways in which it may go out

	Starts Day     // of weeks: the first day
	Ends   Day     // of weeks: the last day
	Theme  string  // of weeks; "" for none
	Events []Event // of weeks

	OldURLs []OldURL       // of the standard edition: addresses that lead to it
	Extra   map[string]any // what stands under `extra` in the page
}

// OldURL is an address that leads to a page, with the place where it is written.
type OldURL struct {
	Address      string
	Line, Column int
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
