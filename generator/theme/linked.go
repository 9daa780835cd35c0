package theme

import (
	"cmp"
	"encoding/json"
	"html/template"
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// article is what a page says of itself to search engines and to catalogues of what
// everybody can read: JSON-LD in the words of schema.org, the accessibility of it in
// those of the Schema.org Accessibility Properties for Discoverability Vocabulary.
type article struct {
	Context       string     `json:"@context"`
	Type          string     `json:"@type"`
	Headline      string     `json:"headline"`
	Description   string     `json:"description,omitempty"`
	Language      string     `json:"inLanguage"`
	Published     string     `json:"datePublished,omitempty"`
	Modified      string     `json:"dateModified,omitempty"`
	Author        []somebody `json:"author"`
	Publisher     somebody   `json:"publisher"`
	URL           string     `json:"url"`
	MainEntity    string     `json:"mainEntityOfPage"`
	Image         string     `json:"image,omitempty"`
	BasedOn       string     `json:"isBasedOn,omitempty"`
	Mode          []string   `json:"accessMode"`
	Sufficient    []string   `json:"accessModeSufficient,omitempty"`
	Features      []string   `json:"accessibilityFeature"`
	Hazard        []string   `json:"accessibilityHazard"`
	Accessibility string     `json:"accessibilitySummary"`
}

// somebody is a person or an organisation.
type somebody struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// linked gives what a page says of itself to search engines; "" where they are to
// have nothing of it, and on sheets that are no page.
func (t *Theme) linked(s *page.Sheet, d *Data) template.HTML {
	if v := s.View; v == nil || v.Own || d.Discreet || d.Hidden || s.Layout != "page" && s.Layout != "week" && s.Layout != "easy-read" {
		return ""
	}
	// encoding/json escapes <, > and &, so nothing in it ends the script.
	text, err := json.Marshal(t.article(s, d))
	if err != nil {
		return "" // texts and lists of texts alone
	}
	return template.HTML(`<script type="application/ld+json">` + string(text) + `</script>`)
}

func (t *Theme) article(s *page.Sheet, d *Data) article {
	v, base := s.View, trimSlash(t.frame.BaseURL)
	us := somebody{"Organization", cmp.Or(t.frame.Organisation.Name, t.frame.SiteTitle), t.frame.BaseURL}
	a := article{
		Context: "https://schema.org", Type: "Article",
		Headline: d.Heading, Description: s.Summary, Language: d.Language,
		Publisher: us,
		URL:       d.Canonical, MainEntity: d.Canonical,
	}
	if v.Date != 0 {
		a.Published, a.Modified = v.Date.String(), max(v.Date, v.Updated).String()
	}
	for _, name := range v.Byline {
		a.Author = append(a.Author, somebody{Type: "Person", Name: name})
	}
	if len(a.Author) == 0 {
		a.Author = []somebody{us}
	}
	if p := d.Preview; p != nil && p.Picture != nil && p.Picture.Preview != nil {
		a.Image = base + page.Escaped(p.Picture.Preview.Address)
	}
	if v.Edition == page.EasyRead && v.Standard != "" {
		a.BasedOn = base + page.Escaped(v.Standard)
	}
	a.read(v)
	a.Accessibility = t.accessible(v)
	return a
}

// read says by which senses the page is read, and what it has for those who lack one:
// only what is true of every page of its kind, or is there.
func (a *article) read(v *page.View) {
	a.Mode = []string{"textual"}
	a.Features = []string{"structuralNavigation", "readingOrder", "displayTransformability", "unlocked"}
	a.Hazard = []string{"none"}
	add := func(list *[]string, words ...string) {
		for _, w := range words {
			if !slices.Contains(*list, w) {
				*list = append(*list, w)
			}
		}
	}
	inWords := true // all of it
	for n := range page.Walk(v.Body) {
		switch n.Kind {
		case page.Image:
			add(&a.Mode, "visual")
			if n.Text != "" {
				add(&a.Features, "alternativeText")
			}
		case page.Audio, page.Video:
			add(&a.Mode, "auditory")
			if n.Kind == page.Video {
				add(&a.Mode, "visual")
				a.Hazard = []string{"unknown"} // nobody has looked for flashes
			}
			if n.Part != nil && n.Captions != "" {
				add(&a.Features, "captions")
			}
			if len(n.Children) > 0 {
				add(&a.Features, "transcript")
			} else {
				inWords = false
			}
		}
	}
	if inWords {
		a.Sufficient = []string{"textual"}
	}
}

// accessible says in a sentence for whom the page is made.
func (t *Theme) accessible(v *page.View) string {
	if v.Edition != page.EasyRead {
		return t.words.text["accessible"]
	}
	said := []string{t.words.text["accessible_easy_read"]}
	switch by := v.TestedWith; {
	case by == nil:
	case by.On == 0:
		said = append(said, t.words.own("tested_with_no_date", "group", by.Group))
	default:
		said = append(said, t.words.own("tested_with", "group", by.Group, "date", t.words.day(by.On)))
	}
	return strings.Join(said, " ")
}
