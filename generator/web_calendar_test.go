package generator_test

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-ical"
)

// checkCalendars reads calendars (RFC 5545).
func checkCalendars(site outside) []finding {
	l := newLinks(site)
	named := map[string]bool{}
	for file, root := range l.docs {
		for n := range root.Descendants() {
			if href, ok := attrOf(n, "href"); ok && n.Data == "a" {
				if u, err := l.address(file).Parse(href); err == nil {
					named[strings.TrimPrefix(u.String(), site.base)] = true
				}
			}
		}
	}
	uids := map[string]bool{}
	for _, file := range slices.Sorted(maps.Keys(site.files)) {
		if strings.HasSuffix(file, ".ics") {
			l.lines(file)
			l.calendar(file, uids)
			// A week that is over is nothing for a calendar; who has its file keeps it.
			week := site.files[strings.TrimSuffix(file, "calendar.ics")+"index.html"]
			if !named[file] && !strings.Contains(week, "This week is over.") {
				l.add(file, "unlinked", "no page leads to this calendar")
			}
		}
	}
	return l.found
}

// lines looks at the lines as they are written (section 3.1).
func (l *links) lines(file string) {
	text := l.site.files[file]
	lines := strings.Split(text, "\r\n")
	if lines[len(lines)-1] != "" || strings.ContainsAny(strings.Join(lines, ""), "\r\n") {
		l.add(file, "crlf", "not every line ends with CRLF")
	}
	for i, line := range lines {
		if len(line) > 75 {
			l.add(file, "folding", "line %d has %d octets", i+1, len(line))
		}
		if !utf8.ValidString(line) {
			l.add(file, "folding", "line %d breaks a character", i+1)
		}
	}
}

func (l *links) calendar(file string, uids map[string]bool) {
	d := ical.NewDecoder(strings.NewReader(l.site.files[file]))
	c, err := d.Decode()
	if err != nil {
		l.add(file, "parse", "%v", err)
		return
	}
	if _, err := d.Decode(); !errors.Is(err, io.EOF) {
		l.add(file, "parse", "something follows the calendar")
	}
	if v, err := c.Props.Text(ical.PropVersion); v != "2.0" || err != nil {
		l.add(file, "version", "its VERSION is %q", v)
	}
	if id, err := c.Props.Text(ical.PropProductID); id == "" || err != nil {
		l.add(file, "prodid", "it has no PRODID")
	}
	zones := map[string]bool{}
	for _, child := range c.Children {
		if child.Name == ical.CompTimezone {
			id, _ := child.Props.Text(ical.PropTimezoneID)
			zones[id] = true
		}
	}
	if len(c.Events()) == 0 {
		l.add(file, "empty", "it has no event")
	}
	for i, e := range c.Events() {
		l.event(file, fmt.Sprintf("event %d", i+1), e, uids, zones)
	}
}

func (l *links) event(file, what string, e ical.Event, uids, zones map[string]bool) {
	uid, err := e.Props.Text(ical.PropUID)
	if uid == "" || err != nil || uids[uid] {
		l.add(file, "uid", "%s has no UID of its own: %q", what, uid)
	}
	uids[uid] = true
	if s, err := e.Props.Text(ical.PropSummary); s == "" || err != nil {
		l.add(file, "summary", "%s has no SUMMARY", what)
	}
	if stamp := e.Props.Get(ical.PropDateTimeStamp); stamp == nil || !strings.HasSuffix(stamp.Value, "Z") {
		l.add(file, "dtstamp", "%s has no DTSTAMP in UTC", what)
	}
	if address := e.Props.Get(ical.PropURL); address != nil {
		if u, err := e.Props.URI(ical.PropURL); err != nil || u == nil || u.Host == "" {
			l.add(file, "whole", "%s has a URL that is no whole address: %q", what, address.Value)
		} else {
			l.link(file, what, address.Value)
		}
	}
	starts, ends := e.Props.Get(ical.PropDateTimeStart), e.Props.Get(ical.PropDateTimeEnd)
	if starts == nil {
		l.add(file, "dtstart", "%s has no DTSTART", what)
		return
	}
	for _, p := range []*ical.Prop{starts, ends} {
		if p == nil {
			continue
		}
		if zone := p.Params.Get(ical.ParamTimezoneID); zone != "" && !zones[zone] {
			l.add(file, "timezone", "%s is in the zone %q, of which there is no VTIMEZONE", what, zone)
		}
	}
	if ends == nil {
		return
	}
	if starts.ValueType() != ends.ValueType() {
		l.add(file, "dtend", "%s begins with a %s and ends with a %s", what, starts.ValueType(), ends.ValueType())
		return
	}
	from, err := e.DateTimeStart(nil)
	to, err2 := e.DateTimeEnd(nil)
	if err = errors.Join(err, err2); err != nil {
		l.add(file, "dtstart", "%s: %v", what, err)
		return
	}
	// The end of an event in days is the day after the last one (section 3.6.1).
	if !to.After(from) {
		l.add(file, "dtend", "%s does not end after it begins", what)
	}
}
