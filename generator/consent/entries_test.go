package consent_test

import (
	"testing"

	"goldenthread/generator/consent"
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

func TestStandingOf(t *testing.T) {
	const today = page.Day(739000)
	rules := page.Rules{Longest: page.Period{Days: 100}}
	for name, c := range map[string]struct {
		entry  page.Entry
		adult  page.Day
		status string
		last   page.Day
	}{
		"asked":                      {entry: page.Entry{Requested: today}, status: "requested"},
		"given":                      {entry: page.Entry{Given: today}, status: "given", last: today + 100},
		"given, until sooner":        {entry: page.Entry{Given: today, Until: today + 5}, status: "given", last: today + 5},
		"given, until later":         {entry: page.Entry{Given: today, Until: today + 500}, status: "given", last: today + 100},
		"given by a child":           {entry: page.Entry{Given: today}, adult: today + 9, status: "given", last: today + 8},
		"given, ahead":               {entry: page.Entry{Given: today + 1}, status: "not-yet", last: today + 101},
		"last day":                   {entry: page.Entry{Given: today - 100}, status: "given", last: today},
		"the day after the last":     {entry: page.Entry{Given: today - 101}, status: "expired", last: today - 1},
		"refused":                    {entry: page.Entry{Refused: today}, status: "refused"},
		"withdrawn, once given":      {entry: page.Entry{Given: today - 9, Withdrawn: today}, status: "withdrawn"},
		"revoked":                    {entry: page.Entry{Given: today - 9, Revoked: today + 50}, status: "revoked"},
		"given again, once refused":  {entry: page.Entry{Given: today, Refused: today - 1}, status: "given", last: today + 100},
		"given the day of a refusal": {entry: page.Entry{Given: today, Refused: today}, status: "refused"},
	} {
		t.Run(name, func(t *testing.T) {
			got := consent.StandingOf(&c.entry, &page.Record{AdultFrom: c.adult}, rules, today)
			if got.Status.String() != c.status || got.Last != c.last {
				t.Errorf("%s until %d, not %s until %d", got.Status, got.Last-today, c.status, c.last-today)
			}
		})
	}
}

func TestAgreedTo(t *testing.T) {
	const today = page.Day(739000)
	rules, p := page.Rules{Longest: page.Period{Years: 2}}, &page.Page{Path: "stories/a", Section: "stories"}
	record := func(channels page.Channels, uses page.Uses) *page.Record {
		return &page.Record{ID: "sam", Names: page.Names{ShownAs: "Sam"}, Entries: []page.Entry{
			{Line: 7, Covers: []string{"stories/a"}, Given: today, HasUses: true, Uses: uses, Channels: channels}}}
	}
	all := page.Uses{page.Yes, page.Full, page.Yes, page.No, page.NotSaid}
	anonymous := record(page.AllChannels, all)
	anonymous.Anonymous = true
	broken := record(page.AllChannels, all)
	broken.Fault = &diag.Problem{}
	for name, c := range map[string]struct {
		rec *page.Record
		use page.Use
		yes bool
		say page.Permission
	}{
		"words":                   {record(page.AllChannels, all), page.UseWords, true, 0},
		"words, not for the web":  {record(page.Print, all), page.UseWords, false, 0},
		"name":                    {record(page.AllChannels, all), page.UseName, true, page.Full},
		"name, not for the web":   {record(page.Feed, all), page.UseName, false, page.No},
		"name, anonymous":         {anonymous, page.UseName, true, page.ShownAs},
		"picture":                 {record(page.AllChannels, all), page.UsePicture, true, 0},
		"picture, anonymous":      {anonymous, page.UsePicture, false, 0},
		"voice, said no":          {record(page.AllChannels, all), page.UseVoice, false, 0},
		"film, not said":          {record(page.AllChannels, all), page.UseVideo, false, 0},
		"a record with a mistake": {broken, page.UseWords, false, 0},
		"no record":               {nil, page.UseWords, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			if got := consent.AgreedTo(c.rec, p, c.use, rules, today); got.Yes != c.yes || got.Name != c.say {
				t.Errorf("%v %v, not %v %v", got.Yes, got.Name, c.yes, c.say)
			}
		})
	}
}
