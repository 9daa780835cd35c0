package page

import (
	"time"

	"goldenthread/generator/diag"
)

// Site is site.yaml and words.yaml.
type Site struct {
	Title        string
	BaseURL      string // absolute, ending in a slash
	Language     string // BCP 47
	Location     *time.Location
	Description  string
	Theme        string
	Organisation Organisation
	Notice       diag.Place // where the address of the privacy notice is written
	Menu         []string
	Unnamed      string // shown for a person whose name may not be
	ExitTo       string
	Help         []Help
	Consent      Rules
	Files        []File
	Host         []string
	Forms        []Form
	Words        []Word
	// Avoid are the words that words.yaml has another word for. No reader sees them.
	Avoid []string
}

// Organisation is who publishes the site.
type Organisation struct {
	Name          string
	Email         string // "" for none
	PrivacyNotice string // its address; "" for none
}

// Help is a place where readers can get help.
type Help struct {
	Name   string
	Phone  string   // "" for none
	URL    string   // of its website; "" for none
	Topics []string // what it helps with
}

// Rules are the site's own settings for consent.
type Rules struct {
	Approval       Sections // where each person approves each version's text
	PeopleRequired Sections // where `people: none` is not accepted
	Longest        Period   // after which no consent is relied on
}

// Sections is a choice of sections: all of them, or those listed.
type Sections struct {
	All   bool
	Names []string
}

// File is something that site.yaml names to be published as it is.
type File struct {
	Path  string // relative to content/, and to public/
	Bytes []byte
	At    diag.Place // where site.yaml names it
}

// Form is what a paper form offers.
type Form struct {
	Name     string
	Uses     Uses
	Channels Channels
	Until    Period
}

// Word is a hard word with its meaning in easy words.
type Word struct {
	Word    string
	Meaning string // in easy words
	Line    int    // of words.yaml
}
