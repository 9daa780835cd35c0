// Package page holds the plain data that the phases pass along: what was read
// (Source: pages, pictures, records), and what may be shown (View, Sheet).
//
// It decides nothing, reads no file and knows no format. Source is full of
// what must not be published; only package consent turns it into what may be.
// Values are made by one phase and only read by later ones, so they may be
// shared between goroutines.
package page

import (
	"strings"

	"goldenthread/generator/diag"
)

// Source is everything that was read of a site's folder.
type Source struct {
	Site    Site
	Pages   []Page             // sorted by Path; two with one Path are an address taken twice
	Records map[string]*Record // by person id
	// Pictures holds every picture, medium, caption and transcript file that
	// some page refers to, by its file, content/stories/x/team.jpg, whether it
	// is there or not.
	Pictures map[string]Picture
	// Bank holds the drawings of content/pictures that any page may show, by file.
	Bank []Drawing
	// Problems of what was read: all but those of a page's own Fault.
	Problems []diag.Problem
}

// Page is one page with its versions, as they were written.
type Page struct {
	// Path names the page everywhere: stories/a-place-to-start, "" for the
	// home page, stories for that section's own page.
	Path string
	// Section is the first-level folder of content/; "" for pages at the top.
	Section string
	// Own says that this is the section's own page, or the home page.
	Own  bool
	Meta Meta
	// Standard is nil where only another version was found.
	Standard *Version
	// EasyRead is nil where there is none.
	EasyRead *Version
	// Next holds changes that wait for approval; they are never published.
	Next []Version
	// NextMeta is the front matter of the standard version in Next; an empty one where there
	// is none. Most pages share that.
	NextMeta *Meta
}

// Versions gives the versions found, the standard one first.
func (p *Page) Versions() []*Version {
	var vs []*Version
	if p.Standard != nil {
		vs = append(vs, p.Standard)
	}
	if p.EasyRead != nil {
		vs = append(vs, p.EasyRead)
	}
	return vs
}

// Edition says which version of a page is meant.
type Edition string

// The two editions of a page.
const (
	Standard Edition = "standard"
	EasyRead Edition = "easy-read"
)

// Version is one version of a page: one file of text.
type Version struct {
	Edition Edition
	File    string // content/stories/x/index.md
	// Fault says why the version is unreadable; nil when it can be read. The
	// other fields of an unreadable version are empty, but for Unread.
	Fault *diag.Problem
	// Unread is the text of an unreadable version, as far as it could be read:
	// what is withheld has to be known, to be recognised.
	Unread string
	// Title and Summary hold text and :person[…] nodes alone.
	Title   []Node
	Summary []Node
	Body    []Node
	// People are the ids in every :person[…] of this version, in order, each once.
	People     []string
	TestedWith *TestedWith
	// Front is every other text of the front matter, and the keys below extra.
	Front []Scalar
	// Words counts the words of Body.
	Words int
}

// Scalar is one text of a file's front matter.
type Scalar struct {
	Key          string // where it stands: tags, events.url, extra
	Text         string
	Line, Column int // where it begins in the file, from 1; columns in characters
}

// TestedWith says who tried an easy-read version out, and when.
type TestedWith struct {
	Group string
	On    Day
}

// Said tells apart what a list of people can say.
type Said uint8

// A list of people is not there at all, says `none`, or names somebody.
const (
	SaidNothing Said = iota
	SaidNone
	SaidList
)

// People is a list of person ids, as written.
type People struct {
	Said Said
	IDs  []string
}

// Meta is the front matter of a page's standard version.
type Meta struct {
	People       People
	Authors      []string // nil: the byline is People
	Date         Day
	Updated      Day
	Tags         []string
	Language     string
	Week         string
	Draft        bool
	From, Until  Day // publish_from, publish_until; both inclusive, zero: no bound
	Cover        string
	ContentNotes []string
	Discreet     bool
	OwnWords     bool
	Namesakes    []string
	MadeWith     []MadeWith
	OldURLs      []string
	// Of weeks alone.
	Starts, Ends Day
	Theme        string
	Events       []Event

	// Extra is for a theme's own use: texts, lists and maps of them.
	Extra map[string]any
	// Lines gives the line of each key in the file.
	Lines map[string]int
}

// By gives the ids of those by whom the page is: its authors, or else its people.
func (m *Meta) By() []string {
	if len(m.Authors) > 0 {
		return m.Authors
	}
	return m.People.IDs
}

// MadeWith says what one person, or one group, did for a page.
type MadeWith struct{ Person, Group, Did string }

// Event is something that happens in a week.
type Event struct {
	Title, Place, URL, Summary string
	Starts, Ends               Moment
}

// Moment is a day, perhaps with a time of day in the site's time zone.
type Moment struct {
	Day   Day
	Clock string // 14:30, or ""
}

// The codes of two Faults: of a picture that is not there, and of what is none.
const (
	PictureMissing    = "picture-missing"
	PictureUnreadable = "picture-unreadable"
)

// Picture is a picture of a site, with what pictures.yaml says of it; or a
// recording (sound or film), its captions or its transcript.
type Picture struct {
	File    string // content/stories/x/team.jpg
	People  People
	Alt     string
	AltSaid bool // Alt was written, be it as "" for a decoration
	Credit  string
	Licence string
	// Said is the place in a pictures.yaml where all of this stands; zero where
	// nothing is said.
	Said diag.Place
	// Sum is the SHA-256 of the source's bytes; zero if it is not there.
	Sum [32]byte
	// Fault says why it cannot be shown; nil when it can.
	Fault *diag.Problem
	// Uncertain says that the pictures.yaml beside it is unreadable, so that
	// nobody knows who is in it.
	Uncertain bool
	// Stem is what every address of it begins with, whether it may be published
	// or not: /assets/2d711642b726b044. It is made of Sum; "" where that is zero.
	Stem string
	// As says how pages use it: UsePicture, UseVoice, UseVideo; UseWords for captions
	// and transcripts.
	As Use
	// Cover says that it is some page's cover, so that a link preview may show it.
	Cover bool
	// Renditions are what is published of it, by width, that for link previews
	// last; none until they are made.
	Renditions []Rendition
	// Words are those that a drawing holds, or that captions say; Transcript
	// are the paragraphs of a transcript, which has no renditions.
	Words      string
	Transcript []string
}

// Drawing is a picture of the site's own bank, content/pictures, with nobody in it.
type Drawing struct {
	File string // content/pictures/bus.svg
	Alt  string
	Tags []string // words by which writers find it; never published
}

// Link gives the address that pages write to show the drawing.
func (d Drawing) Link() string { return strings.TrimPrefix(d.File, "content") }

// Markdown gives the line that shows the drawing.
func (d Drawing) Markdown() string {
	alt := strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`).Replace(d.Alt)
	return "![" + alt + "](" + d.Link() + ")"
}

// Rendition is one file that is published of a picture or a recording: its
// pixels in one size and format, or its sound, and nothing else.
type Rendition struct {
	Address       string // /assets/2d711642b726b044-480.webp
	Type          string // media type: image/webp
	Width, Height int    // pixels; 0 of what has none, or does not say
	// Bytes is the whole file; nil of one that lies in the site's cache.
	Bytes []byte
}

// previewEnd is how the address of a link preview's picture ends.
const previewEnd = "-preview.jpg"

// Preview is the rendition for link previews; nil where there is none.
func (p *Picture) Preview() *Rendition {
	for i := range p.Renditions {
		if strings.HasSuffix(p.Renditions[i].Address, previewEnd) {
			return &p.Renditions[i]
		}
	}
	return nil
}

// Shown are the renditions that stand on pages: all but that for link previews.
func (p *Picture) Shown() []Rendition {
	if n := len(p.Renditions) - 1; p.Preview() != nil {
		return p.Renditions[:n:n]
	}
	return p.Renditions
}

// Main gives, of the renditions of a picture, the one for what knows nothing of
// several: in a format that everything shows, of 960 pixels or the next less.
// The zero Rendition where there are none.
func Main(all []Rendition) (main Rendition) {
	for _, r := range all {
		if r.Type != "image/webp" && (main.Address == "" || r.Width <= 960) {
			main = r
		}
	}
	return main
}

// Largest gives, of the renditions of a picture, the largest in a format that
// everything shows.
func Largest(all []Rendition) (largest Rendition) {
	for _, r := range all {
		if r.Type != "image/webp" {
			largest = r
		}
	}
	return largest
}

// ValidID says whether id can be a person's id: lower-case letters, digits,
// hyphens, underscores and dots, and no dot in front. A name with capitals or
// spaces is none, so that what is written in an id's place by mistake is never
// shown in a report.
func ValidID(id string) bool {
	for _, r := range id {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_' && r != '.' {
			return false
		}
	}
	return id != "" && id[0] != '.' && len(id) <= 64
}
