package consent

import (
	"goldenthread/generator/diag"
)

// Code is the stable name of a reason.
type Code string

// The reason codes, in the order in which they are looked for and reported.
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
	PageWithheld       Code = "page-withheld"
	PictureUnknown     Code = "picture-unknown-people"
	PictureNotAgreed   Code = "picture-not-agreed"
	PictureUnreadable  Code = "picture-unreadable"
	MediaUnknown       Code = "media-unknown-people"
	MediaNotAgreed     Code = "media-not-agreed"
	MediaUnreadable    Code = "media-unreadable"
	QuotationNotAgreed Code = "quote-not-agreed"
)

// Message says in one sentence what a reason means.
func (c Code) Message() string {
	switch c {
	case Unreadable:
		return "The page cannot be read; mend the problem first."
	case AddressTaken:
		return "Another page, or one that the program makes, has the same address."
	case Draft:
		return "The page says that it is a draft."
	case TooEarly:
		return "The page's own 'publish_from' is still ahead."
	case Ended:
		return "The page's own 'publish_until' is over."
	case NoPeople:
		return "The page does not say whose it is; write a line like 'people: [alex]' with everybody's id. In sections where stories are somebody's, 'none' is not accepted."
	case UnknownPerson:
		return "There is no consent record for this person."
	case RecordUnreadable:
		return "This person's consent record cannot be read; no consent in it counts until it is mended."
	case ConsentUnknown:
		return "This person's record says nothing about their words on this page."
	case ConsentRequested:
		return "This person was asked, and has not answered yet."
	case ConsentNotYet:
		return "This person's consent begins on a later day."
	case ConsentRefused:
		return "This person said no."
	case ConsentWithdrawn:
		return "This person has withdrawn their consent."
	case ConsentRevoked:
		return "The team has revoked this person's consent."
	case ConsentExpired:
		return "This person's consent has run out; ask again."
	case UseNotAgreed:
		return "This person's consent does not allow their words here."
	case ChannelNotAgreed:
		return "This person's consent does not cover the web."
	case NotApproved:
		return "This person has not approved this version of the text."
	case ChangedSince:
		return "The text was changed after this person approved it; ask them to read it again."
	case PageWithheld:
		return "Its page is withheld, so its easy-read version is too."
	case PictureUnknown:
		return "Nobody has said who is in this picture; write it in the pictures.yaml beside it."
	case PictureNotAgreed:
		return "Somebody in this picture has not agreed to be shown on this page."
	case PictureUnreadable:
		return "This picture cannot be shown; mend the problem with it."
	case MediaUnknown:
		return "Nobody has said who is heard or seen in this; write people= behind it."
	case MediaNotAgreed:
		return "Somebody in this recording has not agreed to it on this page."
	case MediaUnreadable:
		return "This recording cannot be published yet: what is hidden in its file cannot be taken out."
	case QuotationNotAgreed:
		return "The person quoted does not allow their words on this page."
	}
	return ""
}

// rank orders codes as consent.md lists them.
func (c Code) rank() int {
	for i, other := range []Code{
		Unreadable, AddressTaken, Draft, TooEarly, Ended, NoPeople, UnknownPerson, RecordUnreadable,
		ConsentUnknown, ConsentRequested, ConsentNotYet, ConsentRefused, ConsentWithdrawn, ConsentRevoked, ConsentExpired,
		UseNotAgreed, ChannelNotAgreed, NotApproved, ChangedSince, PageWithheld,
	} {
		if other == c {
			return i
		}
	}
	return 100
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
