package page

import (
	"strings"

	"goldenthread/generator/diag"
)

// Record is a person's consent record, as it was written.
type Record struct {
	ID   string
	File string // consent/sam.yaml
	// Fault says why the record is unreadable; nil when it can be read. No
	// consent in an unreadable record counts; what names could be made out of
	// it are kept in Names, since they are guarded all the same.
	Fault     *diag.Problem
	Staff     bool
	Names     Names
	Byline    string
	Bio       string
	Lines     map[string]int // of each key in the file
	NeverShow []string
	Anonymous bool // `anonymous: always`
	AdultFrom Day
	Entries   []Entry
	Approvals []Approval
}

// Names are the names of a person. Any may be empty.
type Names struct {
	Full, First, ShownAs string
	Also                 []string
	AlsoAWord            []string
}

// Entry is one entry of a record's consents.
type Entry struct {
	Line   int
	Covers []string // page paths, stories/*, everything
	// Where what stands behind `covers` begins in the file.
	CoversLine, CoversColumn int
	// The five dates of which each entry has at least one; zero: not there.
	Requested, Given, Refused, Withdrawn, Revoked Day

	Until    Day
	ReviewOn Day
	Guardian string
	// HasUses tells no `uses` at all, which speaks of every use, from one that
	// leaves some out.
	HasUses  bool
	Uses     Uses
	Channels Channels
	ShownAs  string
}

// Approval is a person's yes to one text.
type Approval struct {
	Line    int
	Page    string // page path; "" is the home page
	Edition Edition
	Text    string // v1:sha256:…
	On      Day
}

// Use is a way in which something of a person may be used.
type Use uint8

// The uses, in the order in which records list them.
const (
	UseWords Use = iota
	UseName
	UsePicture
	UseVoice
	UseVideo
	useCount
)

// AllUses lists the uses in the order in which records list them.
func AllUses() []Use { return []Use{UseWords, UseName, UsePicture, UseVoice, UseVideo} }

// String gives the key in a record: words, name, picture, voice, video.
func (u Use) String() string {
	return [useCount]string{"words", "name", "picture", "voice", "video"}[u]
}

// Permission is what an entry says of a use. The permissions of a name are
// ordered: the later, the more is allowed.
type Permission uint8

// NotSaid is the zero value. Of a name, ShownAs, First or Full; of every other
// use, Yes.
const (
	NotSaid Permission = iota
	No
	ShownAs
	First
	Full
	Yes
)

// Uses says for each use what is permitted.
type Uses [useCount]Permission

// Channels is a set of the ways in which a page reaches readers.
type Channels uint8

// The channels, in the order in which they are listed.
const (
	Web Channels = 1 << iota
	Feed
	SearchEngines
	Social
	Print

	NoChannels  Channels = 0
	AllChannels          = Web | Feed | SearchEngines | Social | Print
)

// EachChannel lists the channels one by one, in order.
func EachChannel() []Channels { return []Channels{Web, Feed, SearchEngines, Social, Print} }

// Has says whether every channel of all is in c.
func (c Channels) Has(all Channels) bool { return c&all == all }

// Names lists the set as records write it.
func (c Channels) Names() []string {
	names := []string{}
	for i, name := range []string{"web", "feed", "search-engines", "social", "print"} {
		if c&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// String gives the names, separated by commas.
func (c Channels) String() string { return strings.Join(c.Names(), ", ") }

// MarshalText writes what String gives.
func (c Channels) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// ParseChannel gives the channel of a name, or NoChannels if there is none.
func ParseChannel(name string) Channels {
	for _, c := range EachChannel() {
		if c.String() == name {
			return c
		}
	}
	return NoChannels
}
