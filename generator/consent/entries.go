package consent

import "goldenthread/generator/page"

// Standing is how one entry of a record stands on a day, by itself: another entry
// may end it, or govern in its place.
type Standing struct {
	Status Status
	// Last is the last day on which it counts, or counted; zero for an entry that
	// gives nothing.
	Last page.Day
}

// StandingOf works one entry out.
func StandingOf(e *page.Entry, rec *page.Record, rules page.Rules, today page.Day) Standing {
	s := Standing{Status: statusOf(e, rec, rules, today)}
	switch s.Status {
	case Given, Expired, NotYet:
		s.Last = lastDay(e, rec, rules)
	}
	return s
}

// Agreed is a person's answer for one use on one page, with what it comes to.
type Agreed struct {
	Answer
	// Yes says that the use may be published on the web, as far as it is theirs to say.
	Yes bool
	// Name is which of their names may stand there; of UseName alone.
	Name page.Permission
}

// AgreedTo works out what a person says to a use on a page. Of a record that cannot
// be read it is the zero Agreed, which allows nothing.
func AgreedTo(rec *page.Record, p *page.Page, use page.Use, rules page.Rules, today page.Day) Agreed {
	if rec == nil || rec.Fault != nil {
		return Agreed{}
	}
	switch use {
	case page.UseWords:
		a := answer(rec, p, use, rules, today)
		return Agreed{Answer: a, Yes: a.Allowed() && a.Channels.Has(page.Web)}
	case page.UseName:
		a := answer(rec, p, use, rules, today)
		permission, _ := allowedBy(rec, a)
		return Agreed{Answer: a, Yes: permission > page.No, Name: permission}
	default:
		a, yes := imageAnswer(rec, p, use, rules, today)
		return Agreed{Answer: a, Yes: yes}
	}
}

// String gives the word for a status that reports use: given, expired, withdrawn.
func (s Status) String() string {
	return [...]string{
		Unknown: "unknown", Requested: "requested", NotYet: "not-yet", Given: "given",
		Expired: "expired", Refused: "refused", Withdrawn: "withdrawn", Revoked: "revoked",
	}[s]
}
