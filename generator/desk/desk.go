// Package desk makes the desk: one page that tells a team how their site stands.
// It says which pages are published and which are not and why, what runs out when,
// who agreed to what, which pages have an easy-read version, and what is to mend.
//
// Desk is plain data; HTML makes one document of it that needs nothing else: no
// script, no font, no picture, no request. It is for the team alone: it holds titles
// of pages, withheld ones too, and the ids of people. It is given no name of anybody
// and no text of a page, so that it can be printed and left on a table.
package desk

import (
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// Desk is how a site stands on a day.
type Desk struct {
	Site  string // its title
	Today page.Day
	// Ahead says that Today is a later day than the one on which this is made.
	Ahead    bool
	Pages    []Page   // sorted by path
	People   []Person // sorted by id
	Dates    []Date   // of the days to come, in order
	Problems []diag.Problem
	Next     Next
	Web      Web
	// Filter says which of them are shown; of the live desk alone.
	Filter Filter
	// Live is nil for a report: one file, in which nothing can be pressed.
	Live *Live
}

// Web says how the folder that was built last differs from what may be published today.
type Web struct {
	Off   []string // paths of pages of which something may not be published any more
	Ready []string // paths of pages of which something is to be published that is not there
}

// Next is the next day on which what is published changes by itself.
type Next struct {
	On    page.Day // zero when nothing is known to change
	Pages []string // paths
}

// Page is one page with its versions.
type Page struct {
	Path     string // "" for the home page
	Title    string // "" where there is none, or where it may not stand here
	Language string // of the title; "" for the site's
	Section  string // "" for pages at the top
	Own      bool   // the section's own page, or the home page
	People   []string
	Versions []Version // the standard one first
	Waiting  []Waiting
}

// Version is one version of a page.
type Version struct {
	Edition   page.Edition
	File      string
	Address   string
	Published bool
	Reasons   []Reason // why it is withheld
	LeftOut   []LeftOut
	Channels  []string
	Until     page.Day // the last day of a published one; zero when there is none
	Code      string   // of its text; "" where it cannot be read
}

// LeftOut is a part that is left out of a published version.
type LeftOut struct {
	What    string // a file, or file:line
	Reasons []Reason
}

// Reason is why something is withheld or left out.
type Reason struct {
	Code    string
	Person  string // id
	Place   diag.Place
	Message string
}

// Waiting is a change that waits for approval.
type Waiting struct {
	Edition page.Edition
	File    string
	Code    string
	People  []string // who have yet to approve it
	Reasons []Reason // against putting it in place
}

// Person is one person with what they said.
type Person struct {
	ID    string
	File  string // of the record; "" where there is none
	Staff bool
	// Unreadable says that the record cannot be read, so that nothing in it counts.
	Unreadable bool
	Pages      []OnPage
	Entries    []Entry
	Approvals  []Approval
}

// OnPage is what somebody's record comes to for one page that they are in.
type OnPage struct {
	Path string
	// Theirs says that they are one of its people, and not in a picture or quotation alone.
	Theirs bool
	Uses   [5]Answer // words, name, picture, voice, video
}

// Answer is what a person says to one use on one page.
type Answer struct {
	Status string // given, expired, withdrawn, …
	Yes    bool   // it may be published
	Name   string // of a name that may be: full, first or shown-as
	Line   int    // of the entry that decides; 0 for none
}

// Entry is one entry of a record.
type Entry struct {
	Line     int
	Covers   []string
	Status   string
	On       page.Day // the day by which the status came; zero where it has none
	Last     page.Day // the last day of a given one, or that was asked for
	ReviewOn page.Day
	Uses     []string // "words: yes"
	Channels []string
	// Key tells an entry that asks for something, and waits for a signature, from every
	// other; "" for any that does not.
	Key string
	// Idle says of a given entry that no page goes by it: another counts instead.
	Idle bool
}

// Approval is a person's yes to one text.
type Approval struct {
	Line    int
	Page    string
	Edition page.Edition
	Code    string
	On      page.Day
	// Present says that the text is what the page, or a change that waits, holds now.
	Present bool
}

// Kind says what a Date is.
type Kind uint8

// What can stand in the calendar.
const (
	Comes   Kind = iota // the first day on which a page may be published by its own dates
	Goes                // the last day of a version that is published, or of a page by its own dates
	RunsOut             // the last day of an entry
	Review              // the day on which to ask again
	kinds
)

// Date is something that is to be known of a day.
type Date struct {
	Day     page.Day
	Kind    Kind
	Page    string       // path; of Comes and Goes
	Edition page.Edition // of Goes; "" where the page's own dates say so
	Person  string       // id; of RunsOut and Review
	Covers  []string     // of RunsOut and Review
	Place   diag.Place
}
