// Package feed writes what programs read rather than people: feeds as Atom and as
// JSON, calendars and the sitemap.
//
// It is given what may be published, and leaves out of each entry the parts
// whose people did not agree to feeds.
package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"slices"
	"strings"

	"goldenthread/generator/markdown"
	"goldenthread/generator/page"
)

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language string      `xml:"xml:lang,attr,omitempty"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Links    []atomLink  `xml:"link"`
	Author   *atomPerson `xml:"author,omitempty"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Published  string         `xml:"published,omitempty"`
	Link       atomLink       `xml:"link"`
	Authors    []atomPerson   `xml:"author"`
	Categories []atomCategory `xml:"category"`
	Summary    string         `xml:"summary,omitempty"`
	Content    atomContent    `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomContent struct {
	Type     string `xml:"type,attr"`
	Language string `xml:"xml:lang,attr,omitempty"`
	Body     string `xml:",chardata"`
}

// Atom writes a feed (RFC 4287). style is that of pages; addresses in it
// become whole ones.
func Atom(f *page.Newsfeed, style markdown.Style) ([]byte, error) {
	origin := strings.TrimSuffix(f.Frame.BaseURL, "/")
	style.Prefix = origin
	out := atomFeed{
		Language: f.Frame.Language, ID: origin + f.Home, Title: f.Title, Subtitle: f.Frame.Description,
		Author: &atomPerson{Name: cmp.Or(f.Frame.Organisation.Name, f.Title)},
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: origin + f.Address},
			{Rel: "alternate", Type: "text/html", Href: origin + f.Home},
		},
	}
	var newest page.Day
	for _, v := range f.Items {
		newest = max(newest, cmp.Or(v.Updated, v.Date, v.Starts))
		out.Entries = append(out.Entries, entry(v, style))
	}
	out.Updated = stamp(cmp.Or(newest, f.Frame.Today))
	return write(out)
}

func entry(v *page.View, style markdown.Style) atomEntry {
	style.Page = style.Prefix + v.Address
	e := atomEntry{
		ID: style.Page, Title: v.Title, Published: stamp(cmp.Or(v.Date, v.Starts)), Updated: stamp(cmp.Or(v.Updated, v.Date, v.Starts)),
		Link: atomLink{Rel: "alternate", Type: "text/html", Href: style.Page}, Summary: v.Summary,
		Content: atomContent{Type: "html", Language: v.Language, Body: style.HTML(v.Through(page.Feed))},
	}
	for _, name := range v.Byline {
		e.Authors = append(e.Authors, atomPerson{Name: name})
	}
	for _, tag := range tags(v) {
		e.Categories = append(e.Categories, atomCategory{Term: tag})
	}
	return e
}

// tags gives those that hold more than white space.
func tags(v *page.View) []string {
	return slices.DeleteFunc(slices.Clone(v.Tags), func(tag string) bool { return strings.TrimSpace(tag) == "" })
}

// stamp gives a day as a date-time (RFC 3339), at noon so that it is the same
// day almost everywhere.
func stamp(d page.Day) string {
	if d == 0 {
		return ""
	}
	return d.String() + "T12:00:00Z"
}

type urlSet struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []siteMapURL `xml:"url"`
}

type siteMapURL struct {
	Location string `xml:"loc"`
	Changed  string `xml:"lastmod,omitempty"`
}

// SiteMap writes a sitemap (sitemaps.org, protocol 0.9).
func SiteMap(m *page.SiteMap) ([]byte, error) {
	var out urlSet
	for _, e := range m.Entries {
		out.URLs = append(out.URLs, siteMapURL{Location: strings.TrimSuffix(m.BaseURL, "/") + page.Escaped(e.Address), Changed: e.Changed.String()})
	}
	return write(out)
}

func write(v any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
