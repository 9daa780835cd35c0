package consent

import (
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

// codes lists every code, in the order of consent.md's table, with what it means
// in one sentence.
func codes() []struct {
	code    Code
	message string
} {
	return []struct {
		code    Code
		message string
	}{
		{Unreadable, "The page cannot be read; mend the problem first."},
		{AddressTaken, "Another page, or one that the program makes, has the same address."},
		{Draft, "The page says that it is a draft."},
		{TooEarly, "The page's own 'publish_from' is still ahead."},
		{Ended, "The page's own 'publish_until' is over."},
		{NoPeople, "The page does not say whose it is; write a line like 'people: [alex]' with everybody's id. In sections where stories are somebody's, 'none' is not accepted."},
		{UnknownPerson, "There is no consent record for this person."},
		{RecordUnreadable, "This person's consent record cannot be read; no consent in it counts until it is mended."},
		{ConsentUnknown, "This person's record says nothing about their words on this page."},
		{ConsentRequested, "This person was asked, and has not answered yet."},
		{ConsentNotYet, "This person's consent begins on a later day."},
		{ConsentRefused, "This person said no."},
		{ConsentWithdrawn, "This person has withdrawn their consent."},
		{ConsentRevoked, "The team has revoked this person's consent."},
		{ConsentExpired, "This person's consent has run out; ask again."},
		{UseNotAgreed, "This person's consent does not allow their words here."},
		{ChannelNotAgreed, "This person's consent does not cover the web."},
		{NotApproved, "This person has not approved this version of the text."},
		{ChangedSince, "The text was changed after this person approved it; ask them to read it again."},
		{ShowsGuardedName, "A name, or something else that may not be shown on this page, stands here; take it out, or, if it is one of the page's people, write :person[…] with their id."},
		{PageWithheld, "Its page is withheld, so its easy-read version is too."},
		{RefusedAtLastLook, "The last look found something withheld in this page's file, so it was not published; this is a fault of the program or of the theme."},
		{PictureUnknown, "Nobody has said who is in this picture; write it in the pictures.yaml beside it."},
		{PictureNotAgreed, "Somebody in this picture has not agreed to be shown on this page."},
		{PictureUnreadable, "This picture cannot be shown; mend the problem with it."},
		{MediaUnknown, "Nobody has said who is heard or seen in this; write people= behind it."},
		{MediaNotAgreed, "Somebody in this recording has not agreed to it on this page."},
		{MediaUnreadable, "This recording cannot be published yet: what is hidden in its file cannot be taken out."},
		{QuotationNotAgreed, "The person quoted does not allow their words on this page."},
	}
}

// rank is the place of a code in consent.md's table.
func (c Code) rank() int {
	for i, known := range codes() {
		if known.code == c {
			return i
		}
	}
	return -1
}

// Message says in one sentence what a reason means.
func (c Code) Message() string {
	if i := c.rank(); i >= 0 {
		return codes()[i].message
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
