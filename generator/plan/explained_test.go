package plan

import (
	"testing"
	"time"

	"goldenthread/generator/consent"
	"goldenthread/generator/page"
)

// What is on in a week are words of its standard version: they stand on its easy-read
// page and in the PDF only as far as that version itself may go.
func TestEventsGoAsFarAsTheWeek(t *testing.T) {
	for _, c := range []struct {
		reason          string
		channels        page.Channels // of somebody who is quoted on the standard version alone
		onPage, onPaper bool
	}{
		{"all channels", page.AllChannels, true, true},
		{"all but print", page.AllChannels &^ page.Print, true, false},
		{"all but search engines", page.AllChannels &^ page.SearchEngines, false, true},
		{"the web alone", page.Web, false, false},
	} {
		cleared := week(c.channels)
		p, _ := Begin(cleared).Make(nil, Former{})
		leaflets := p.Leaflets()
		if len(leaflets) != 1 {
			t.Fatalf("%s: %d PDFs are planned", c.reason, len(leaflets))
		}
		if on := len(leaflets[0].body.Leaflet.View.Events) > 0; on != c.onPaper {
			t.Errorf("%s: the PDF says what is on: %v", c.reason, on)
		}
		for _, o := range p.Outputs() {
			if s := o.body.Sheet; s != nil && s.Layout == "easy-read" {
				if on := len(s.View.Events) > 0; on != c.onPage {
					t.Errorf("%s: the easy-read page says what is on: %v", c.reason, on)
				}
			}
		}
		for _, v := range cleared.Views() {
			if len(v.Events) != 1 {
				t.Errorf("%s: the %s version lost what is on", c.reason, v.Edition)
			}
		}
	}
}

// week clears a week in both versions, of which the standard one quotes somebody.
func week(channels page.Channels) consent.Cleared {
	day := page.DayOf(time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC))
	words := func(text string) []page.Node { return []page.Node{{Kind: page.Text, Line: 9, Text: text}} }
	version := func(edition page.Edition, file string, body ...page.Node) *page.Version {
		return &page.Version{Edition: edition, File: file, Title: words("Our week"), Body: body}
	}
	paragraph := page.Node{Kind: page.Paragraph, Line: 9, Children: words("Come in.")}
	quotation := page.Node{Kind: page.QuoteBlock, Line: 11, Part: &page.Part{Person: "sam"}, Children: []page.Node{paragraph}}
	src := &page.Source{
		Site: page.Site{BaseURL: "https://www.example.org/", Unnamed: "Somebody", Consent: page.Rules{Longest: page.Period{Years: 2}}},
		Pages: []page.Page{{
			Path: "weeks/2026", Section: "weeks",
			Standard: version(page.Standard, "content/weeks/2026.md", paragraph, quotation),
			EasyRead: version(page.EasyRead, "content/weeks/2026.easy-read.md", paragraph),
			Meta: page.Meta{People: page.People{Said: page.SaidNone}, Starts: day, Ends: day + 4,
				Events: []page.Event{{Title: "Open morning", Starts: page.Moment{Day: day}, Ends: page.Moment{Day: day}}}},
		}},
		Records: map[string]*page.Record{"sam": {Entries: []page.Entry{{Covers: []string{"everything"}, Given: day - 9, HasUses: true, Channels: channels}}}},
	}
	src.Records["sam"].Entries[0].Uses[page.UseWords] = page.Yes
	_, cleared := consent.Decide(src, day)
	return cleared
}
