// Package plan makes cleared pages into every file of the site, and says what
// is to be removed.
//
// It takes consent.Cleared alone, so it cannot plan anything withheld, and it
// is the only maker of Output: guard reads nothing, and publish writes nothing,
// that was not planned here. Every file is an output of something cleared, of
// the theme, or of what site.yaml names. It renders nothing and touches no
// file.
package plan

import (
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// Stage orders the writing of outputs: what pages need comes before pages, and
// pages before the lists that lead to them.
type Stage uint8

// The stages, in the order in which outputs are written.
const (
	Assets Stage = iota
	Pages
	Lists
	Feeds
)

// Output is one planned file. Only Draft.Make makes one; the zero value has no path
// and is refused everywhere.
type Output struct {
	path  string
	stage Stage
	body  Body
}

// Body is what an output holds: exactly one of those before Of.
type Body struct {
	Sheet    *page.Sheet       // to be rendered by the theme
	Feed     *page.Newsfeed    // to be written as Atom
	JSONFeed *page.Newsfeed    // to be written as JSON
	Calendar *page.Calendar    // to be written as iCalendar
	SiteMap  *page.SiteMap     // to be written as sitemap.xml
	Search   *page.SearchIndex // to be written as search/index.json
	// Rendition is a file of a picture or recording, which may lie in the cache.
	Rendition *page.Rendition
	Leaflet   *page.Sheet // to be rendered by the theme and printed as a PDF
	Bytes     []byte      // as it is
	// Of are the addresses of the pages that Bytes hold something of, if any.
	Of []string
}

// Path is the file's path within public/, with forward slashes.
func (o Output) Path() string { return o.path }

// Stage says when it is written.
func (o Output) Stage() Stage { return o.stage }

// Body is what it holds.
func (o Output) Body() Body { return o.body }

// Asset is a file of the theme: its path within public/ and its bytes.
type Asset struct {
	Path  string
	Bytes []byte
}

// Published is a published edition of a page, as published.json lists it.
type Published struct {
	Page    string       `json:"page"`
	Edition page.Edition `json:"version"`
	Address string       `json:"url"`
}

// Former is what the published.json of the build before says. The zero value
// is that of a site that was never built.
type Former struct {
	Pages []Published
	// TakenDown are the SHA-256, in hexadecimal, of addresses taken down.
	TakenDown []string
}

// Plan is every file of the site. Only Draft.Make makes one; the zero value plans
// nothing and is refused by publish.
type Plan struct {
	made      bool
	today     page.Day
	outputs   []Output
	pages     []Published
	takenDown []string
	takesDown bool
	former    Former
}

// Made says whether this came from Make; the zero value did not.
func (p Plan) Made() bool { return p.made }

// Today is the day for which the plan holds.
func (p Plan) Today() page.Day { return p.today }

// Without gives the plan without some of its outputs, by their paths: what was
// refused on its way out. Pages that stood there are not published.
func (p Plan) Without(refused []string) Plan {
	if len(refused) == 0 {
		return p
	}
	p.outputs = slices.DeleteFunc(slices.Clone(p.outputs), func(o Output) bool {
		if s := o.body.Leaflet; s != nil && slices.Contains(refused, htmlFile(s.Address)) { // the page that it is of
			return true
		}
		return slices.Contains(refused, o.path)
	})
	p.pages = slices.DeleteFunc(slices.Clone(p.pages), func(one Published) bool { return slices.Contains(refused, htmlFile(one.Address)) })
	p.compare()
	return p
}

// htmlFile gives the path of the HTML file at an address.
func htmlFile(address string) string { return strings.TrimPrefix(address, "/") + "index.html" }

// Outputs are all planned files, sorted by stage, then path; each path once.
func (p Plan) Outputs() []Output { return p.outputs }

// Pages are the published pages, sorted by page, then edition.
func (p Plan) Pages() []Published { return p.pages }

// TakenDown are the SHA-256, in hexadecimal and sorted, of the addresses that
// were published once and are not now.
func (p Plan) TakenDown() []string { return p.takenDown }

// TakesDown says whether an address that the build before published is not in
// this plan.
func (p Plan) TakesDown() bool { return p.takesDown }
