package generator_test

import (
	"encoding/json"
	"encoding/xml"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/net/html"
)

// checkFeeds reads feeds and the sitemap. The grammars of the XML ones are for
// the tools to hold them against; here stands what a grammar cannot say.
func checkFeeds(site outside) []finding {
	l := newLinks(site)
	named := map[string]bool{}
	for _, root := range l.docs {
		for n := range root.Descendants() {
			if rel, _ := attrOf(n, "rel"); n.Data == "link" && rel == "alternate" {
				href, _ := attrOf(n, "href")
				if u, err := l.base.Parse(href); err == nil {
					named[strings.TrimPrefix(u.String(), site.base)] = true
				}
			}
		}
	}
	for _, file := range slices.Sorted(maps.Keys(site.files)) {
		name := path.Base(file)
		switch name {
		case "feed.xml":
			l.atom(file)
		case "feed.json":
			l.jsonFeed(file)
		case "sitemap.xml":
			l.siteMap(file)
		}
		if strings.HasPrefix(name, "feed.") && !named[file] {
			l.add(file, "autodiscovery", "no page says that this feed is there")
		}
	}
	return l.found
}

type atomLinks []struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

// of gives the addresses of a relation.
func (a atomLinks) of(rel string) []string {
	var out []string
	for _, link := range a {
		if link.Rel == rel || link.Rel == "" && rel == "alternate" {
			out = append(out, link.Href)
		}
	}
	return out
}

type atomDocument struct {
	XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	Updated string     `xml:"updated"`
	Authors []struct{} `xml:"author"`
	Links   atomLinks  `xml:"link"`
	Entries []struct {
		ID        string     `xml:"id"`
		Title     string     `xml:"title"`
		Updated   string     `xml:"updated"`
		Published string     `xml:"published"`
		Authors   []struct{} `xml:"author"`
		Links     atomLinks  `xml:"link"`
		Content   struct {
			Type string `xml:"type,attr"`
			Body string `xml:",chardata"`
		} `xml:"content"`
	} `xml:"entry"`
}

// atom holds a feed against what RFC 4287 says in words, and in the Schematron
// rules of its appendix B.
func (l *links) atom(file string) {
	var feed atomDocument
	if err := xml.Unmarshal([]byte(l.site.files[file]), &feed); err != nil {
		l.add(file, "parse", "%v", err)
		return
	}
	self := l.address(file).String()
	if got := feed.Links.of("self"); len(got) != 1 || got[0] != self {
		l.add(file, "self", "its link to itself is %q, not %q", got, self)
	}
	if got := feed.Links.of("alternate"); len(got) != 1 {
		l.add(file, "alternate", "it has %d links to its page", len(got))
	}
	for _, link := range feed.Links {
		l.whole(file, "link", link.Href)
	}
	seen := map[string]bool{}
	for _, e := range feed.Entries {
		l.once(file, "entry", e.ID, seen)
		if strings.TrimSpace(e.Title) == "" {
			l.add(file, "title", "the entry %s has no title", e.ID)
		}
		if len(feed.Authors) == 0 && len(e.Authors) == 0 {
			l.add(file, "author", "the entry %s has no author, nor has the feed", e.ID)
		}
		if len(e.Links.of("alternate")) != 1 {
			l.add(file, "alternate", "the entry %s has %d links to its page", e.ID, len(e.Links.of("alternate")))
		}
		for _, link := range e.Links {
			l.whole(file, "link", link.Href)
		}
		if later(e.Updated, feed.Updated) || later(e.Published, e.Updated) {
			l.add(file, "dates", "the entry %s is updated before it is published, or after its feed", e.ID)
		}
		if e.Content.Type == "html" {
			l.fragment(file, "the content of "+e.ID, e.Content.Body)
		}
	}
}

// once finds what is there twice in a feed, or has no name.
func (l *links) once(file, what, id string, seen map[string]bool) {
	if !strings.Contains(id, ":") || seen[id] {
		l.add(file, "id", "an %s has the id %q, which is no address or not its own", what, id)
	}
	seen[id] = true
}

// later says whether one date-time is after another; what is none is not.
func later(a, b string) bool {
	x, err := time.Parse(time.RFC3339, a)
	y, err2 := time.Parse(time.RFC3339, b)
	return err == nil && err2 == nil && x.After(y)
}

// fragment looks at HTML that is read where the site is not around it.
func (l *links) fragment(file, what, text string) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		l.add(file, "parse", "%s: %v", what, err)
		return
	}
	p := pageCheck{file: file, ids: map[string]bool{}}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		p.attributes(n)
		if n.Data == "style" || n.Data == "script" {
			p.add("inline", "%s holds <%s>", what, n.Data)
		}
		for _, r := range references(n) {
			scheme, _, whole := strings.Cut(r.value, ":")
			switch {
			case !whole || strings.ContainsAny(scheme, "/#?"):
				l.add(file, "whole", "%s: %s is no whole address: %q", what, r.what, r.value)
			case r.link:
				l.link(file, what+": "+r.what, r.value)
			default:
				l.fetched(file, what+": "+r.what, r.value)
			}
		}
	}
	l.found = append(l.found, p.found...)
}

var jsonFeedSchema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	return c.Compile("testdata/web/jsonfeed.schema.json")
})

// jsonFeed holds a feed against the schema, and what it cannot say.
func (l *links) jsonFeed(file string) {
	text := l.site.files[file]
	schema, err := jsonFeedSchema()
	if err != nil {
		panic(err) // the schema is a file of this test
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		l.add(file, "parse", "%v", err)
		return
	}
	if err := schema.Validate(value); err != nil {
		l.add(file, "schema", "%s", strings.ReplaceAll(err.Error(), "\n", " "))
		return
	}
	var feed struct {
		Home  string `json:"home_page_url"`
		Self  string `json:"feed_url"`
		Next  string `json:"next_url"`
		Items []struct {
			ID, URL, Image string
			Banner         string `json:"banner_image"`
			Text           string `json:"content_html"`
			Published      string `json:"date_published"`
			Modified       string `json:"date_modified"`
			Attachments    []struct{ URL string }
		}
	}
	if err := json.Unmarshal([]byte(text), &feed); err != nil {
		l.add(file, "parse", "%v", err)
		return
	}
	if self := l.address(file).String(); feed.Self != self || feed.Next == self {
		l.add(file, "self", "its feed_url is %q, not %q; or its next_url is", feed.Self, self)
	}
	l.whole(file, "home_page_url", feed.Home)
	seen := map[string]bool{}
	for _, item := range feed.Items {
		l.once(file, "item", item.ID, seen)
		l.whole(file, "url", item.URL)
		for _, address := range []string{item.Image, item.Banner} {
			if address != "" {
				l.whole(file, "image", address)
			}
		}
		for _, a := range item.Attachments {
			l.whole(file, "attachment", a.URL)
		}
		if later(item.Published, item.Modified) {
			l.add(file, "dates", "the item %s is modified before it is published", item.ID)
		}
		l.fragment(file, "the text of "+item.ID, item.Text)
	}
}

// siteMap demands that each address is there once, leads to a page, and to none
// that asks search engines not to look.
func (l *links) siteMap(file string) {
	var m struct {
		Locations []string `xml:"url>loc"`
	}
	if err := xml.Unmarshal([]byte(l.site.files[file]), &m); err != nil {
		l.add(file, "parse", "%v", err)
		return
	}
	seen := map[string]bool{}
	for _, address := range m.Locations {
		l.once(file, "address", address, seen)
		l.whole(file, "loc", address)
		u, err := l.base.Parse(address)
		if err != nil {
			continue // found above
		}
		root := l.docs[strings.TrimPrefix(u.Path, l.base.Path)+"index.html"]
		if root == nil {
			continue // no page; found above where it is nothing
		}
		for n := range root.Descendants() {
			name, _ := attrOf(n, "name")
			content, _ := attrOf(n, "content")
			if n.Data == "meta" && name == "robots" && strings.Contains(content, "noindex") {
				l.add(file, "noindex", "it names a page that search engines are asked not to look at: %s", address)
			}
		}
	}
}
