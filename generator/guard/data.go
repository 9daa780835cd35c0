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
	for len(src) > 0 {
		open := bytes.IndexByte(src, '"')
		if open < 0 {
			break
		}
		shut := open + 1
		for shut < len(src) && src[shut] != '"' {
			if src[shut] == '\\' {
				shut++
			}
			shut++
		}
		shut = min(shut+1, len(src))
		text, behind := src[open+1:max(open+1, shut-1)], bytes.TrimLeft(src[shut:], " \t\r\n")
		switch between := src[:open]; {
		case bytes.HasSuffix(between, []byte("[")):
			isEntry = bytes.HasPrefix(text, []byte("/"))
		case bytes.ContainsAny(between, "]}"):
			isEntry = false
		}
		isKeyHere := len(behind) > 0 && behind[0] == ':' && isKey(string(text))
		switch {
		case isKeyHere:
			rest = append(append(rest, src[:open]...), fold.Break)
		case isLanguage && languages[string(text)]:
			rest = append(append(rest, src[:open]...), fold.Break)
		case isPage && len(bytes.Trim(src[:open], " \t\r\n:")) == 0:
			pages = append(pages, text)
			rest = append(rest, fold.Break)
		case isEntry:
			rest = append(append(rest, src[:shut]...), fold.Break)
		default:
			rest = append(rest, src[:shut]...)
		}
		isPage, isLanguage = isKeyHere && string(text) == "content_html", isKeyHere && string(text) == "language"
		src = src[shut:]
	}
	return append(rest, src...), pages
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
