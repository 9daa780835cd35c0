package generator_test

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"goldenthread"
	"goldenthread/generator"
	"goldenthread/generator/page"
	"goldenthread/generator/scaffold"
)

// Every easy-read page of the example is a first-class page: its own language, a way
// to its standard version and back, pictures that can be put away without a script,
// and what machines are told of it.
func TestEasyReadPages(t *testing.T) {
	site := filepath.Join(t.TempDir(), "site")
	if err := scaffold.Site(site, goldenthread.Example(), page.DayOf(fixed())); err != nil {
		t.Fatal(err)
	}
	report, err := generator.Build(context.Background(), options(site))
	if err != nil {
		t.Fatal(err)
	}
	out, n := public(t, site), 0
	list := out["easy-read/index.html"]
	for _, p := range report.Pages {
		if p.Version != page.EasyRead || p.State != "published" {
			continue
		}
		n++
		standard := strings.TrimSuffix(p.URL, "easy-read/")
		easyRead(t, p.Page, out[p.URL[1:]+"index.html"], p.URL, standard)
		back := parsed(t, out[standard[1:]+"index.html"])
		if !leadsTo(back, "link", "https://www.example.org"+p.URL, "hreflang", "en-GB-simple") || !leadsTo(back, "a", p.URL, "", "") {
			t.Errorf("%s does not lead to its easy-read version, for readers or for machines", p.Page)
		}
		// Search engines read that list.
		if listed := leadsTo(parsed(t, list), "a", p.URL, "", ""); listed != slices.Contains(p.Channels, "search-engines") {
			t.Errorf("/easy-read/ lists %s: %t", p.Page, listed)
		}
	}
	if n < 10 {
		t.Errorf("%d easy-read pages are published, not 10", n)
	}
	hard := parsed(t, out["easy-read/hard-words/index.html"])
	words := readExample(t).Site.Words
	for _, w := range words {
		said := strings.Join(strings.Fields(textOf(hard)), " ")
		if !strings.Contains(said, w.Word) || !strings.Contains(said, w.Meaning) {
			t.Errorf("/easy-read/hard-words/ does not explain %q", w.Word)
		}
	}
}

func easyRead(t *testing.T, name, text, address, standard string) {
	t.Helper()
	doc := parsed(t, text)
	if lang, _ := attrOf(elements(doc, "html")[0], "lang"); lang != "en-GB-simple" {
		t.Errorf("%s is in %q", name, lang)
	}
	if !leadsTo(doc, "link", "https://www.example.org"+standard, "hreflang", "en-GB") || !leadsTo(doc, "a", standard, "", "") {
		t.Errorf("%s does not lead to its standard version, for readers or for machines", name)
	}
	if canonical := "https://www.example.org" + address; !leadsTo(doc, "link", canonical, "rel", "canonical") {
		t.Errorf("%s does not say its address", name)
	}
	boxes := slices.DeleteFunc(elements(doc, "input"), func(n *html.Node) bool { kind, _ := attrOf(n, "type"); return kind != "checkbox" })
	if len(boxes) != 1 {
		t.Fatalf("%s has %d switches", name, len(boxes))
	}
	id, _ := attrOf(boxes[0], "id")
	if !slices.ContainsFunc(elements(doc, "label"), func(n *html.Node) bool { to, _ := attrOf(n, "for"); return to == id && textOf(n) != "" }) {
		t.Errorf("%s: its switch has no name", name)
	}
	for _, img := range elements(doc, "img") {
		if alt, said := attrOf(img, "alt"); !said || alt == "" {
			t.Errorf("%s shows a picture without words", name)
		}
	}
	told := false
	for _, s := range elements(doc, "script") {
		if kind, _ := attrOf(s, "type"); kind == "application/ld+json" {
			told = true
			toldOfEasyRead(t, name, textOf(s), standard)
		}
	}
	if discreet := standard != "/"+name+"/"; told == discreet {
		t.Errorf("machines are told of %s: %t", name, told)
	}
}

func toldOfEasyRead(t *testing.T, name, text, standard string) {
	t.Helper()
	var told struct {
		InLanguage, IsBasedOn, AccessibilitySummary            string
		AccessMode, AccessModeSufficient, AccessibilityFeature []string
	}
	if err := json.Unmarshal([]byte(text), &told); err != nil {
		t.Fatal(name, err)
	}
	if told.InLanguage != "en-GB-simple" || told.IsBasedOn != "https://www.example.org"+standard {
		t.Errorf("%s is told to be in %q, of %q", name, told.InLanguage, told.IsBasedOn)
	}
	if !slices.Contains(told.AccessMode, "textual") || !slices.Contains(told.AccessModeSufficient, "textual") || !slices.Contains(told.AccessibilityFeature, "alternativeText") {
		t.Errorf("%s: %+v", name, told)
	}
	if slices.Contains(told.AccessibilityFeature, "easyRead") || !strings.Contains(told.AccessibilitySummary, "easy read") || !strings.Contains(told.AccessibilitySummary, "Tuesday group") {
		t.Errorf("%s is easy read, tried out by a group, and machines are told %q", name, told.AccessibilitySummary)
	}
}

// Each drawing of the example's bank can be found, and what the drawings are said to
// show is what the pages say. That each hard word has one is held by
// TestExampleEasyRead.
func TestExampleBank(t *testing.T) {
	src := readExample(t)
	if len(src.Bank) < 60 {
		t.Errorf("%d drawings, not 60", len(src.Bank))
	}
	alts := map[string]string{}
	for _, d := range src.Bank {
		alts[d.File] = d.Alt
		if d.Alt == "" || len(d.Tags) == 0 {
			t.Errorf("%s is not described, or found by nothing but its name", d.File)
		}
	}
	for _, p := range src.Pages {
		switch {
		case p.EasyRead == nil && p.Section == "stories" && !p.Own && !p.Meta.Draft:
			t.Errorf("%s has no easy-read version", p.Path)
		case p.EasyRead == nil:
			continue
		}
		for n := range page.Walk(p.EasyRead.Body) {
			if n.Kind != page.Image {
				continue
			}
			file := src.Site.PictureFile(p.EasyRead.File, n.URL)
			if alt, there := alts[file]; there && alt != n.Text {
				t.Errorf("%s:%d says of %s something else than the bank", p.EasyRead.File, n.Line, file)
			}
		}
		if p.EasyRead.TestedWith == nil || p.EasyRead.TestedWith.On == 0 {
			t.Errorf("%s: nobody tried it out", p.EasyRead.File)
		}
	}
}

func parsed(t *testing.T, text string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// elements gives those of a name.
func elements(doc *html.Node, name string) (found []*html.Node) {
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			found = append(found, n)
		}
	}
	return found
}

// leadsTo says whether an element leads to an address and has an attribute.
func leadsTo(doc *html.Node, name, to, key, value string) bool {
	return slices.ContainsFunc(elements(doc, name), func(n *html.Node) bool {
		href, _ := attrOf(n, "href")
		is, _ := attrOf(n, key)
		return href == to && (key == "" || is == value)
	})
}
