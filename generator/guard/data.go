package guard

import (
	"bytes"

	"goldenthread/generator/fold"
)

// This file takes away what formats for programs are made of: the keys of a JSON
// feed, and the folded lines and properties of a calendar. Like the names of
// elements, they are nobody's.

// isKey says whether a key is one of those that a feed is made of (JSON Feed 1.1), or the index of the search.
func isKey(key string) bool {
	switch key {
	case "version", "title", "home_page_url", "feed_url", "description", "language", "authors", "name", "items",
		"id", "url", "summary", "content_html", "image", "date_published", "date_modified", "tags", "pages":
		return true
	}
	return false
}

// json reads a feed: its keys are nobody's, and the text of a page in it is HTML.
// All else is read as it stands, with its escapes.
func (d *decoder) json(src []byte, check func([]byte, bool)) {
	rest, pages := partJSON(src, d.languages)
	d.plain(".json", rest, check)
	for _, page := range pages {
		if read := escapes(page); read != nil {
			page = read
		}
		d.markup(1, ".html", page, check)
	}
}

// partJSON parts JSON into the HTML of pages and the rest, without the keys of a
// feed.
func partJSON(src []byte, languages map[string]bool) (rest []byte, pages [][]byte) {
	rest = make([]byte, 0, len(src))
	isPage, isLanguage := false, false // what the key before is
	isEntry := false                   // this is in a line of the index, whose texts stand apart
	for {
		q, ok := quoted(src)
		if !ok {
			return append(rest, src...), pages
		}
		between, text, whole := src[:q.open], src[q.open+1:q.shut], src[:q.end]
		switch {
		case bytes.HasSuffix(between, []byte("[")):
			isEntry = bytes.HasPrefix(text, []byte("/"))
		case bytes.ContainsAny(between, "]}"):
			isEntry = false
		}
		isKeyHere := q.isKey && isKey(string(text))
		switch {
		case isKeyHere:
			rest = append(append(rest, between...), fold.Break)
		case isLanguage && languages[string(text)]:
			rest = append(append(rest, between...), fold.Break)
		case isPage && len(bytes.Trim(between, " \t\r\n:")) == 0:
			pages = append(pages, text)
			rest = append(rest, fold.Break)
		case isEntry:
			rest = append(append(rest, whole...), fold.Break)
		default:
			rest = append(rest, whole...)
		}
		isPage, isLanguage = isKeyHere && string(text) == "content_html", isKeyHere && string(text) == "language"
		src = src[q.end:]
	}
}

// quotation is the place of a text in JSON: its quotation marks, and what is behind it.
type quotation struct {
	open, shut, end int
	isKey           bool // a colon follows
}

// quoted finds the first text in JSON. One that does not end goes on to the end of src.
func quoted(src []byte) (q quotation, ok bool) {
	if q.open = bytes.IndexByte(src, '"'); q.open < 0 {
		return q, false
	}
	for q.shut = q.open + 1; q.shut < len(src) && src[q.shut] != '"'; q.shut++ {
		if src[q.shut] == '\\' {
			q.shut++
		}
	}
	q.shut = min(q.shut, len(src))
	q.end = min(q.shut+1, len(src))
	q.isKey = bytes.HasPrefix(bytes.TrimLeft(src[q.end:], " \t\r\n"), []byte(":"))
	return q, true
}

// isProperty says whether a line of a calendar is one of those that we write.
func isProperty(name string) bool {
	switch name {
	case "BEGIN", "END", "METHOD", "VERSION", "PRODID", "X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "URL":
		return true
	}
	return false
}

// unfolded gives the values of a calendar, with the lines that were folded made
// whole (RFC 5545, 3.1). What is no line of a calendar stays as it is.
func unfolded(src []byte) []byte {
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	for _, end := range []string{"\n ", "\n\t"} {
		src = bytes.ReplaceAll(src, []byte(end), nil)
	}
	out := make([]byte, 0, len(src))
	for line := range bytes.SplitSeq(src, []byte("\n")) {
		name, value, isLine := bytes.Cut(line, []byte(":"))
		name, parameters, _ := bytes.Cut(name, []byte(";"))
		if isLine && isProperty(string(name)) {
			if string(parameters) == "VALUE=DATE" {
				parameters = nil
			}
			if v := string(value); v == "VCALENDAR" || v == "VEVENT" || v == "PUBLISH" || isMoment(v) {
				continue
			}
			line = append(append(bytes.Clone(parameters), fold.Break), value...)
		}
		out = append(append(out, line...), fold.Break)
	}
	return out
}

// isMoment says whether a value is a day or a moment, 20260706T090000Z, and nothing
// else.
func isMoment(value string) bool {
	const form = "00000000T000000Z"
	if len(value) != len("00000000") && len(value) != len(form) {
		return false
	}
	for i := range len(value) {
		if c := value[i]; c != form[i] && !(form[i] == '0' && c >= '0' && c <= '9') {
			return false
		}
	}
	return true
}
