package consent

import (
	"slices"

	"goldenthread/generator/diag"
)

// Code is the stable name of a reason.
type Code string

// The reason codes, in the order in which they are looked for and reported.
// RefusedAtLastLook is found by builds alone, once everything is made.
const (
	Unreadable         Code = "unreadable"
	AddressTaken       Code = "address-taken"
	Draft              Code = "draft"
	TooEarly           Code = "not-yet"
	Ended              Code = "ended"
	NoPeople           Code = "no-people"
	UnknownPerson      Code = "unknown-person"
	RecordUnreadable   Code = "record-unreadable"
	ConsentUnknown     Code = "consent-unknown"
	ConsentRequested   Code = "consent-requested"
	ConsentNotYet      Code = "consent-not-yet"
	ConsentRefused     Code = "consent-refused"
	ConsentWithdrawn   Code = "consent-withdrawn"
	ConsentRevoked     Code = "consent-revoked"
	ConsentExpired     Code = "consent-expired"
	UseNotAgreed       Code = "use-not-agreed"
	ChannelNotAgreed   Code = "channel-not-agreed"
	NotApproved        Code = "not-approved"
	ChangedSince       Code = "changed-since-approved"
	ShowsGuardedName   Code = "shows-guarded-name"
	PageWithheld       Code = "page-withheld"
	RefusedAtLastLook  Code = "refused-at-last-look"
	PictureUnknown     Code = "picture-unknown-people"
	PictureNotAgreed   Code = "picture-not-agreed"
	PictureUnreadable  Code = "picture-unreadable"
	MediaUnknown       Code = "media-unknown-people"
	MediaNotAgreed     Code = "media-not-agreed"
	MediaUnreadable    Code = "media-unreadable"
	QuotationNotAgreed Code = "quote-not-agreed"
)

// rank is the place of a code in consent.md's table, or -1.
func (c Code) rank() int {
	return slices.IndexFunc(known, func(k Known) bool { return k.Code == c })
}

// Message says in one sentence what a reason means.
func (c Code) Message() string {
	if i := c.rank(); i >= 0 {
		return known[i].Message
	}
	return ""
}

// Reason is why something is withheld or left out.
type Reason struct {
	Code   Code   `json:"code"`
	Person string `json:"person,omitempty"` // id
	diag.Place
	Message string `json:"message,omitempty"`
}

// because makes a reason at a place.
func because(code Code, person string, place diag.Place) Reason {
	return Reason{Code: code, Person: person, Place: place, Message: code.Message()}
}
