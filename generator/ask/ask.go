// Package ask makes what one person is asked about one page: the walk. It is one
// HTML document, which is a proof in a file of its own, or, with a form, stands on
// the desk's computer. Both are the same words, pictures and steps.
//
// It promises: the document holds what it was given and nothing else; it asks for
// nothing from anywhere; without its script it is a form that can be read, printed
// and signed; nothing is ticked before the person ticks it; and whatever they
// answer, it ends on the same words.
//
// It decides nothing. What a person may be shown is made by package generator, and
// what an answer does is done there, too.
package ask

import (
	"crypto/sha256"
	"fmt"

	"goldenthread/generator/page"
)

// Walk is what one person is asked about one page.
type Walk struct {
	SiteTitle    string
	Organisation string
	Email        string // "" for none
	Language     string // of the page, BCP 47

	Person string // the id; never shown
	Page   string // the path; "" is the home page

	Title    string    // of the page
	Versions []Version // of the page, the easy-read one first
	Name     string    // theirs as it will appear; "" for none
	Unnamed  string    // what stands where a name may not be shown
	Pictures []Picture // of them, on this page

	Channels page.Channels // where it will be shown
	Until    page.Day      // the last day; zero for no end that is known
	// Signed says that there is a consent to their words being used, so that a yes
	// to the text counts.
	Signed bool
	// SignedBefore says that there was one for this page, which counts no more.
	SignedBefore bool
	// Unfinished says that the easy-read version cannot be read yet, so that it is not
	// among the versions. It is for the team, and never shown.
	Unfinished bool
	// New says that other words of theirs stand on the page until these are approved.
	New bool

	// Form is that of the desk; nil in a proof.
	Form *Form
}

// Version is one version of the page, as readers will see it.
type Version struct {
	Edition  page.Edition
	Language string // BCP 47
	Title    string
	Summary  string   // "" for none
	By       []string // whose it is, as it says
	Notes    []string // what it touches on
	Made     []string // who did what for it
	Cover    Picture  // its picture in lists; zero for none that may be held here
	Body     string   // HTML, of markdown.Style
	Code     string   // K7QF-2M9X
	Text     string   // the digest
}

// Picture is one picture of the person on the page.
type Picture struct {
	File   string // for the team; never shown
	Alt    string
	Source string // a data: address
	Sum    string // of the file, so that an answer is of this picture
}

// Form is where the desk's computer sends an answer.
type Form struct {
	Action string // an address
	Token  string
	Walk   string // what the server knows this walk by; may be empty
	Again  string // where the end leads, to change an answer
	Back   string // where else it leads, quietly; "" for nowhere
	Team   bool   // Back is the team's desk, and not the person's own pages
}

// MaxPictures is how many pictures one walk asks about: what a short answer holds.
const MaxPictures = 37

// codes lists the codes of the versions, in the order in which they are shown.
func (w Walk) codes() []string {
	list := make([]string, len(w.Versions))
	for i, v := range w.Versions {
		list[i] = v.Code
	}
	return list
}

// Asked gives two letters for what is asked beside the texts: of whom, about which
// page, name and pictures. An answer holds them, so that an answer to another question
// is not taken for one to this.
func (w Walk) Asked() string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %q %q\n", w.Person, w.Page, w.Name)
	for _, p := range w.Pictures {
		fmt.Fprintf(sum, "%q %q\n", p.File, p.Sum)
	}
	d := sum.Sum(nil)
	return string([]byte{alphabet[d[0]&31], alphabet[d[1]&31]})
}
