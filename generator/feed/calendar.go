package feed

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"goldenthread/generator/page"
)

// Calendar writes a week and its events (RFC 5545). Times of day are given in UTC,
// so that no time zone has to be described. An event keeps its UID while its page
// and title stay, whatever becomes of its day, so that calendars move it.
func Calendar(c *page.Calendar) ([]byte, error) {
	week := c.Week
	out := ics.NewCalendarFor("Golden Thread")
	out.SetMethod(ics.MethodPublish)
	out.SetXWRCalName(plain(week.Label))
	w := weekCalendar{Calendar: c, out: out, seen: map[string]int{}}
	w.add(page.Event{
		Title: week.Title, Summary: cmp.Or(week.Theme, week.Summary), URL: week.Address,
		Starts: page.Moment{Day: week.Starts}, Ends: page.Moment{Day: week.Ends},
	})
	for _, e := range week.Events {
		if e.Starts.Day != 0 {
			w.add(e)
		}
	}
	var b bytes.Buffer
	err := out.SerializeTo(&b, ics.WithNewLineWindows)
	return b.Bytes(), err
}

// weekCalendar is a calendar as it is filled.
type weekCalendar struct {
	*page.Calendar
	out  *ics.Calendar
	seen map[string]int // how often a title was there
}

func (w *weekCalendar) add(e page.Event) {
	one := w.out.AddEvent(w.uid(e.Title))
	// The same bytes every day: the moment of writing would be another each time.
	one.SetDtStampTime(cmp.Or(w.Week.Updated, w.Week.Date, w.Week.Starts).Time())
	one.SetSummary(plain(e.Title))
	if e.Summary != "" {
		one.SetDescription(plain(e.Summary))
	}
	if e.Place != "" {
		one.SetLocation(plain(e.Place))
	}
	if e.URL != "" {
		one.SetURL(w.whole(e.URL))
	}
	w.when(one, e)
}

// when says when an event is. One whose times of day are not known, or only one of
// two days', takes whole days; their end is the day behind the last (3.6.1).
func (w *weekCalendar) when(one *ics.VEvent, e page.Event) {
	last := max(e.Starts.Day, e.Ends.Day)
	if e.Starts.Clock == "" || last > e.Starts.Day && e.Ends.Clock == "" {
		one.SetAllDayStartAt(e.Starts.Day.Time())
		one.SetAllDayEndAt((last + 1).Time())
		return
	}
	starts := w.at(e.Starts.Day, e.Starts.Clock)
	one.SetStartAt(starts)
	if ends := w.at(last, e.Ends.Clock); e.Ends.Clock != "" && ends.After(starts) {
		one.SetEndAt(ends)
	}
}

// at gives a time of day, 14:30, in the site's time zone.
func (w *weekCalendar) at(d page.Day, clock string) time.Time {
	t := d.Time()
	hour, _ := strconv.Atoi(clock[:min(2, len(clock))])
	minute, _ := strconv.Atoi(clock[min(3, len(clock)):])
	return time.Date(t.Year(), t.Month(), t.Day(), hour, minute, 0, 0, w.Location)
}

// uid makes a name for an event that no other has (RFC 7986, 5.3), of digits, since
// letters at random could be a word.
func (w *weekCalendar) uid(title string) string {
	w.seen[title]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%d", w.Week.Path, title, w.seen[title]))
	host := ""
	if u, err := url.Parse(w.Frame.BaseURL); err == nil {
		host = "@" + u.Hostname()
	}
	return strconv.FormatUint(binary.BigEndian.Uint64(sum[:8]), 10) + host
}

// plain takes out what would end a line of a calendar, or may not stand in one
// (RFC 5545, 3.1 and 3.3.11).
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
}

// whole gives an address within the site with the site's name in front.
func (w *weekCalendar) whole(address string) string {
	if address[0] != '/' {
		return address
	}
	return w.Frame.BaseURL[:len(w.Frame.BaseURL)-1] + page.Escaped(address)
}
