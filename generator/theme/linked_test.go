package theme

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"goldenthread/generator/page"
)

// linkedOf parses what a sheet says to search engines; nil where it says nothing.
func linkedOf(t *testing.T, theme *Theme, s *page.Sheet) map[string]any {
	t.Helper()
	scripts := slices.DeleteFunc(all(dom(t, render(t, theme, s)), "script"), func(n *html.Node) bool { return attr(n, "type") != "application/ld+json" })
	if len(scripts) == 0 {
		return nil
	}
	var out map[string]any
	if err := json.Unmarshal([]byte(scripts[0].FirstChild.Data), &out); err != nil || len(scripts) > 1 {
		t.Fatal(err, len(scripts))
	}
	return out
}

func TestLinkedData(t *testing.T) {
	frame := testFrame(t, "")
	theme := load(t, frame)
	saying := []string{}
	for _, s := range sheets(t, frame) {
		if linkedOf(t, theme, s) != nil {
			saying = append(saying, s.Layout)
		}
	}
	if want := []string{"page", "easy-read", "week", "week"}; !slices.Equal(saying, want) {
		t.Errorf("data on %v", saying)
	}
	v := story(t)
	v.Body = append(v.Body, page.Node{Kind: page.Video, Part: &page.Part{Captions: "/c.vtt"}, Children: text("Said.")})
	s := &page.Sheet{Layout: "page", Address: v.Address, Title: `A </script> & "place"`, Summary: v.Summary, View: v, Frame: frame,
		Preview: &page.Preview{Picture: &page.Cover{Preview: &renditions("/assets/2-preview.jpg", 1200, 630)[0]}}}
	got := linkedOf(t, theme, s)
	person := func(name string) any { return map[string]any{"@type": "Person", "name": name} }
	us := map[string]any{"@type": "Organization", "name": "The Corner Hall", "url": "https://www.example.org/"}
	for key, want := range map[string]any{
		"@context": "https://schema.org", "@type": "Article", "headline": `A </script> & "place"`, "description": v.Summary, "inLanguage": "en-GB",
		"datePublished": "2026-07-06", "dateModified": "2026-07-08", "author": []any{person("Sam"), person("Priya"), person("Kit")}, "publisher": us,
		"url": "https://www.example.org/stories/a/", "mainEntityOfPage": "https://www.example.org/stories/a/", "image": "https://www.example.org/assets/2-preview.jpg",
		"isBasedOn": nil, "accessMode": []any{"textual", "visual", "auditory"}, "accessModeSufficient": []any{"textual"},
		"accessibilityFeature": []any{"structuralNavigation", "readingOrder", "displayTransformability", "unlocked", "alternativeText", "captions", "transcript"},
		"accessibilityHazard":  []any{"unknown"},
	} {
		if !reflect.DeepEqual(got[key], want) {
			t.Errorf("%s: %v, want %v", key, got[key], want)
		}
	}
	s.Preview, v.Byline, v.Body = nil, nil, []page.Node{{Kind: page.Audio, Part: &page.Part{}}}
	got = linkedOf(t, theme, s)
	if got["image"] != nil || !reflect.DeepEqual(got["author"], []any{us}) || got["accessModeSufficient"] != nil || !reflect.DeepEqual(got["accessibilityHazard"], []any{"none"}) {
		t.Errorf("with no preview, byline or transcript: %v", got)
	}
	v.Edition, s.Layout = page.EasyRead, "easy-read"
	got = linkedOf(t, theme, s)
	if said, _ := got["accessibilitySummary"].(string); got["isBasedOn"] != "https://www.example.org/stories/a/" ||
		!strings.Contains(said, "is easy read") || !strings.Contains(said, "Tuesday group, 23 June 2026") {
		t.Errorf("easy read: %v", got)
	}
	for name, change := range map[string]func(){"hidden": func() { s.Hidden = true }, "discreet": func() { s.Hidden, v.Discreet = false, true }} {
		if change(); linkedOf(t, theme, s) != nil {
			t.Error(name)
		}
	}
}
