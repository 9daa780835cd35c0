package desk

import (
	"fmt"
	"html/template"
	"strings"

	"goldenthread/generator/page"
)

// This file holds what the desk calls things, for somebody who has never programmed.

// day writes a day as people do, for a reader and for a machine.
func day(d page.Day) template.HTML {
	// Digits and names of months alone.
	return template.HTML(`<time datetime="` + d.String() + `">` + inWords(d) + `</time>`)
}

func inWords(d page.Day) string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("2 January 2006")
}

// pathName names a page by its path.
func pathName(path string) string {
	if path == "" {
		return "/ (the home page)"
	}
	return path
}

// name names a page by its title, or else its path.
func (p *Page) name() string {
	if p.Title != "" {
		return p.Title
	}
	return pathName(p.Path)
}

func editionName(e page.Edition) string {
	if e == page.EasyRead {
		return "Easy read"
	}
	return "Standard version"
}

// statusNames says what a status means, of an entry and of an answer.
var statusNames = map[string]string{
	"unknown": "not asked", "requested": "asked, not answered", "not-yet": "agreed, from a later day",
	"given": "agreed", "expired": "run out", "refused": "said no",
	"withdrawn": "taken back by them", "revoked": "taken back by the team",
}

// since says what the day of an entry is the day of.
var since = map[string]string{
	"requested": "asked on", "not-yet": "from", "given": "on", "expired": "agreed on",
	"refused": "on", "withdrawn": "on", "revoked": "on",
}

var useNames = [5]string{"words", "name", "picture", "voice", "film"}

// says gives what an answer comes to in a word or two, and whether it is a yes.
func (a Answer) says() string {
	switch {
	case a.Yes && a.Name == "full":
		return "full name"
	case a.Yes && a.Name == "first":
		return "first name"
	case a.Yes && a.Name == "shown-as":
		return "the name they chose"
	case a.Yes:
		return "yes"
	case a.Status == "given":
		return "no"
	}
	return statusNames[a.Status]
}

// coversNames says which pages an entry is about.
func coversNames(patterns []string) string {
	var out []string
	for _, p := range patterns {
		section, every := strings.CutSuffix(p, "/*")
		switch {
		case every:
			out = append(out, "every page of "+section)
		case p == "everything":
			out = append(out, "everything")
		default:
			out = append(out, p)
		}
	}
	return strings.Join(out, ", ")
}

// count writes a number of things: 1 page, 2 pages, 10,000 pages.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

// join lists words: a, b and c.
func join(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

var channelNames = map[string]string{"web": "web", "feed": "feeds", "search-engines": "search engines", "social": "link previews", "print": "print"}

func channels(list []string) string {
	if len(list) == len(channelNames) {
		return "every channel"
	}
	var out []string
	for _, c := range list {
		out = append(out, channelNames[c])
	}
	return join(out)
}

// codeName writes a code as words: not-approved is "Not approved".
func codeName(code string) string {
	if code == "" {
		return ""
	}
	return strings.ToUpper(code[:1]) + strings.ReplaceAll(code[1:], "-", " ")
}
