package feed

import (
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"

	"goldenthread/generator/page"
)

// calendar writes a week with one event and reads it back with another library.
func calendar(t *testing.T, e page.Event) (week, event ical.Event) {
	t.Helper()
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	view := &page.View{Path: "weeks/2026", Address: "/weeks/2026/", Title: "Week", Label: "Week", Starts: day("2026-07-06"), Ends: day("2026-07-10"), Events: []page.Event{e}}
	text, err := Calendar(&page.Calendar{Week: view, Frame: &page.Frame{BaseURL: "https://www.example.org/voices/", Prefix: "/voices"}, Location: london})
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(text), "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line that is too long, or holds another: %q", line)
		}
	}
	read, err := ical.NewDecoder(strings.NewReader(string(text))).Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	events := read.Events()
	if len(events) != 2 {
		t.Fatalf("%d events, not the week and one more", len(events))
	}
	return events[0], events[1]
}

func day(s string) page.Day {
	d, err := page.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func at(s, clock string) page.Moment { return page.Moment{Day: day(s), Clock: clock} }

func value(e ical.Event, name string) string {
	if p := e.Props.Get(name); p != nil {
		return p.Value
	}
	return ""
}

func TestCalendarTimes(t *testing.T) {
	for _, c := range []struct {
		starts, ends page.Moment
		from, to     string
		why          string
	}{
		{at("2026-07-06", "10:00"), at("2026-07-06", "12:30"), "20260706T090000Z", "20260706T113000Z", "in July London is an hour before UTC"},
		{at("2026-12-06", "10:00"), at("2026-12-06", "12:30"), "20261206T100000Z", "20261206T123000Z", "in December it is not"},
		{at("2026-03-29", "00:30"), at("2026-03-29", "02:30"), "20260329T003000Z", "20260329T013000Z", "the night in which the clocks change"},
		{at("2026-07-06", "23:00"), at("2026-07-07", "01:00"), "20260706T220000Z", "20260707T000000Z", "over midnight"},
		{at("2026-07-06", "10:00"), page.Moment{}, "20260706T090000Z", "", "no end is known"},
		{at("2026-07-06", "10:00"), at("2026-07-06", "09:00"), "20260706T090000Z", "", "an end before the beginning is none"},
		{at("2026-07-06", ""), at("2026-07-08", ""), "20260706", "20260709", "whole days end on the day behind the last"},
		{at("2026-07-06", ""), page.Moment{}, "20260706", "20260707", "one whole day"},
		{at("2026-07-06", "10:00"), at("2026-07-07", ""), "20260706", "20260708", "half known is not known"},
	} {
		_, event := calendar(t, page.Event{Title: "Supper", Starts: c.starts, Ends: c.ends})
		if from, to := value(event, "DTSTART"), value(event, "DTEND"); from != c.from || to != c.to {
			t.Errorf("%v to %v is %s to %s, want %s to %s: %s", c.starts, c.ends, from, to, c.from, c.to, c.why)
		}
	}
}

// An event stays the same one when its day changes, so that calendars move it; two
// with one title are two.
func TestCalendarUIDs(t *testing.T) {
	week, first := calendar(t, page.Event{Title: "Supper", Starts: at("2026-07-06", "18:00")})
	_, moved := calendar(t, page.Event{Title: "Supper", Starts: at("2026-07-08", "19:00"), Place: "Elsewhere"})
	_, other := calendar(t, page.Event{Title: "Breakfast", Starts: at("2026-07-06", "18:00")})
	_, named := calendar(t, page.Event{Title: "Week", Starts: at("2026-07-06", "18:00")})
	uid := func(e ical.Event) string { return value(e, "UID") }
	if uid(first) != uid(moved) {
		t.Error("an event that moved is another one")
	}
	if uid(first) == uid(other) || uid(first) == uid(week) || uid(named) == uid(week) {
		t.Error("two events are one")
	}
	if strings.Trim(strings.TrimSuffix(uid(first), "@www.example.org"), "0123456789") != "" {
		t.Errorf("letters in the UID %s could be somebody's name", uid(first))
	}
}

// What people write stays what it is, and makes no line of its own.
func TestCalendarTexts(t *testing.T) {
	said := "Soup, bread; and \\ cake: “for 20” 🍞 " + strings.Repeat("ŵ long ", 30)
	_, event := calendar(t, page.Event{Title: said, Summary: "One\rATTENDEE:x\r\nTwo\x00", Place: said, URL: "/stories/ŵ/", Starts: at("2026-07-06", "")})
	for _, name := range []string{"SUMMARY", "LOCATION"} {
		if got, err := event.Props.Text(name); err != nil || got != said {
			t.Errorf("%s is %q, %v", name, got, err)
		}
	}
	if got, _ := event.Props.Text("DESCRIPTION"); got != "One ATTENDEE:x  Two " {
		t.Errorf("DESCRIPTION is %q", got)
	}
	if got := value(event, "URL"); got != "https://www.example.org/voices/stories/%C5%B5/" {
		t.Errorf("URL is %s", got)
	}
}
