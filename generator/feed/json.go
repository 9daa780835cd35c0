package feed

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strings"

	"goldenthread/generator/markdown"
	"goldenthread/generator/page"
)

type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePage    string       `json:"home_page_url"`
	Feed        string       `json:"feed_url"`
	Description string       `json:"description,omitempty"`
	Language    string       `json:"language,omitempty"`
	Authors     []jsonAuthor `json:"authors"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	Summary   string       `json:"summary,omitempty"`
	Content   string       `json:"content_html"`
	Image     string       `json:"image,omitempty"`
	Published string       `json:"date_published,omitempty"`
	Modified  string       `json:"date_modified,omitempty"`
	Language  string       `json:"language,omitempty"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
	Tags      []string     `json:"tags,omitempty"`
}

// JSON writes a feed (JSON Feed 1.1). style is that of pages; addresses in it
// become whole ones.
func JSON(f *page.Newsfeed, style markdown.Style) ([]byte, error) {
	style.Prefix = strings.TrimSuffix(f.Frame.BaseURL, "/")
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.Title, HomePage: style.Prefix + f.Home, Feed: style.Prefix + f.Address,
		Description: f.Frame.Description, Language: f.Frame.Language,
		Authors: []jsonAuthor{{cmp.Or(f.Frame.Organisation.Name, f.Title)}}, Items: []jsonItem{},
	}
	for _, v := range f.Items {
		out.Items = append(out.Items, item(v, style))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(out)
	return b.Bytes(), err
}

func item(v *page.View, style markdown.Style) jsonItem {
	style.Page = style.Prefix + v.Address
	i := jsonItem{
		ID: style.Page, URL: style.Page, Title: v.Title, Summary: v.Summary,
		Content: style.HTML(v.Through(page.Feed)), Published: stamp(v.Date), Modified: stamp(v.Updated), Language: v.Language, Tags: tags(v),
	}
	if v.Cover != nil && v.Cover.Channels.Has(page.Feed) {
		i.Image = style.Prefix + page.Main(v.Cover.Renditions).Address
	}
	for _, name := range v.Byline {
		i.Authors = append(i.Authors, jsonAuthor{name})
	}
	return i
}
