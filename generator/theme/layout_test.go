package theme

import (
	"bytes"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"goldenthread/generator/page"
)

// Every layout gives a well-formed page with one h1, no skipped heading, the
// landmarks, no script, and addresses that stay within the site.
func TestLayouts(t *testing.T) {
	for _, prefix := range []string{"", "/voices"} {
		frame := testFrame(t, prefix)
		theme := load(t, frame)
		for _, s := range sheets(t, frame) {
			t.Run(prefix+"/"+s.Layout, func(t *testing.T) {
				src := render(t, theme, s)
				balanced(t, src)
				doc := dom(t, src)
				structure(t, doc)
				harmless(t, doc)
				addresses(t, doc, prefix)
				if strings.Contains(src, "\n\n\n") || strings.Contains(src, "ZgotmplZ") {
					t.Errorf("untidy:\n%s", src)
				}
				want := "en-GB"
				if s.Layout == "easy-read" || s.Layout == "hard-words" {
					want = "en-GB-simple"
				}
				if got := attr(all(doc, "html")[0], "lang"); got != want {
					t.Errorf("lang %q", got)
				}
			})
		}
	}
}

// balanced fails where an element is not closed in its place.
func balanced(t *testing.T, src string) {
	t.Helper()
	if !strings.HasPrefix(src, "<!DOCTYPE html>") {
		t.Error("no doctype")
	}
	void := []string{"meta", "link", "img", "br", "hr", "input"}
	var open []string
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if z.Err() != io.EOF || len(open) > 0 {
				t.Errorf("%v, open: %v", z.Err(), open)
			}
			return
		}
		name, _ := z.TagName()
		switch tag := string(name); kind {
		case html.StartTagToken:
			if !slices.Contains(void, tag) {
				open = append(open, tag)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != tag {
				t.Fatalf("</%s> closes %v in\n%s", tag, open, src)
			}
			open = open[:len(open)-1]
		}
	}
}

func structure(t *testing.T, doc *html.Node) {
	t.Helper()
	last := 0
	for _, n := range all(doc, "") {
		if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
			continue
		}
		level := int(n.Data[1] - '0')
		if level > last+1 || level == 1 && last != 0 {
			t.Errorf("h%d %q behind h%d", level, said(n), last)
		}
		if said(n) == "" {
			t.Errorf("h%d is empty", level)
		}
		last = level
	}
	if n := len(all(doc, "h1")); n != 1 {
		t.Errorf("%d h1", n)
	}
	if len(all(doc, "main")) != 1 || len(all(doc, "title")) != 1 || said(all(doc, "title")[0]) == "" {
		t.Error("main or title")
	}
	ids := map[string]bool{}
	for _, n := range all(doc, "") {
		if id := attr(n, "id"); id != "" && ids[id] {
			t.Errorf("id %q twice", id)
		} else if id != "" {
			ids[id] = true
		}
	}
	for _, a := range all(doc, "a") {
		if said(a) == "" {
			t.Errorf("a link without words to %q", attr(a, "href"))
		}
		if place, ok := strings.CutPrefix(attr(a, "href"), "#"); ok && !ids[place] {
			t.Errorf("#%s leads nowhere", place)
		}
	}
	links := all(doc, "a")
	if attr(links[0], "href") != "#main" || attr(links[1], "rel") != "noreferrer" {
		t.Error("the first link is not the one past the menu, or the second is not the way out")
	}
	for _, img := range all(doc, "img") {
		if !slices.ContainsFunc(img.Attr, func(a html.Attribute) bool { return a.Key == "alt" }) {
			t.Error("a picture without alt")
		}
	}
}

func harmless(t *testing.T, doc *html.Node) {
	t.Helper()
	for _, script := range all(doc, "script") {
		if attr(script, "type") == "application/ld+json" {
			continue
		}
		if src := attr(script, "src"); !strings.Contains(src, "/assets/") || script.FirstChild != nil {
			t.Error("a script that is no asset")
		}
	}
	if len(all(doc, "style"))+len(all(doc, "iframe"))+len(all(doc, "form")) > 0 {
		t.Error("style, iframe or form")
	}
	for _, n := range all(doc, "") {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s %s>", n.Data, a.Key)
			}
		}
	}
}

func addresses(t *testing.T, doc *html.Node, prefix string) {
	t.Helper()
	for _, n := range all(doc, "") {
		for _, key := range []string{"href", "src"} {
			v := attr(n, key)
			switch {
			case v == "" || strings.HasPrefix(v, "#"):
			case strings.HasPrefix(v, "/"):
				if !strings.HasPrefix(v, prefix+"/") || strings.HasPrefix(v, prefix+prefix+"/") && prefix != "" {
					t.Errorf("<%s %s=%q> without the prefix", n.Data, key, v)
				}
			case key == "src" || n.Data == "link" && !strings.HasPrefix(v, "https://www.example.org"+prefix+"/"):
				t.Errorf("<%s %s=%q> is elsewhere", n.Data, key, v)
			}
		}
	}
}

// Every text that a layout asks for is there, and none is there for nothing.
func TestWordsAndLayoutsAgree(t *testing.T) {
	l := &loader{builtin: builtin()}
	w, err := l.words("en-GB")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, key := range ownKeys() {
		used[key] = true
	}
	texts, err := l.builtinLayouts()
	if err != nil {
		t.Fatal(err)
	}
	for file, src := range texts {
		for _, m := range regexp.MustCompile(`\bt "([^"]*)"`).FindAllStringSubmatch(src, -1) {
			used[m[1]] = true
			if _, ok := w.text[m[1]]; !ok {
				t.Errorf("%s asks for %q", file, m[1])
			}
		}
		if regexp.MustCompile(`>\s*[A-Za-z]{2,}[^<{]*<`).MatchString(regexp.MustCompile(`(?s)\{\{.*?\}\}`).ReplaceAllString(src, "")) {
			t.Errorf("%s has words of its own, which belong into i18n", file)
		}
	}
	for key, text := range w.text {
		if !used[key] {
			t.Errorf("nothing asks for %q", key)
		}
		if strings.TrimSpace(text) == "" {
			t.Errorf("%q is empty", key)
		}
	}
}

// No sheet shows a placeholder that nothing filled in.
func TestPlaceholdersAreFilled(t *testing.T) {
	frame := testFrame(t, "")
	theme := load(t, frame)
	for _, s := range sheets(t, frame) {
		out := regexp.MustCompile(`<script type="application/ld.json">.*?</script>`).ReplaceAllString(render(t, theme, s), "")
		if strings.ContainsAny(out, "{}") {
			t.Errorf("%s: braces in\n%s", s.Layout, out)
		}
	}
}

func TestEscaping(t *testing.T) {
	frame := testFrame(t, "")
	theme := load(t, frame)
	evil := `"><script>alert('1')</script> & </title>`
	v := story(t)
	v.Title, v.Byline, v.ContentNotes, v.MadeWith = evil, []string{evil}, []string{evil}, []page.Made{{Who: evil, Did: evil}}
	v.TestedWith.Group = evil
	s := &page.Sheet{Layout: "page", Address: "/stories/a/", Title: evil, Summary: evil, View: v, Frame: frame,
		Section: page.Anchor{Label: evil, Address: "/stories/"}, Topics: []page.Anchor{{Label: evil, Address: "/topics/x/"}},
		Preview: &page.Preview{Title: evil, Summary: evil, Picture: &page.Cover{Renditions: renditions("/a.jpg", 1, 1), Preview: &renditions("/a.jpg", 1, 1)[0], Alt: evil}},
		Lists:   []page.Listing{{Name: evil, Heading: evil, Items: []page.Teaser{{Title: evil, Summary: evil, Address: "javascript:alert(1)"}}}}}
	for _, layout := range []string{"page", "week", "section"} {
		s.Layout = layout
		out := render(t, theme, s)
		balanced(t, out)
		doc := dom(t, out)
		harmless(t, doc)
		if got := said(all(doc, "h1")[0]); got != evil {
			t.Errorf("h1 %q", got)
		}
		if got, _ := meta(doc, "og:title"); got != evil {
			t.Errorf("og:title %q", got)
		}
		if strings.Contains(out, `"javascript:`) {
			t.Error("javascript: as an address")
		}
	}
}

func TestRenderSaysNothingOfTheSheet(t *testing.T) {
	frame := testFrame(t, "")
	_, err := load(t, frame).Render(&page.Sheet{Layout: "secret words", Title: "secret words", Frame: frame})
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Error(err)
	}
}

// The same sheet gives the same bytes, also from many goroutines.
func TestRenderIsStable(t *testing.T) {
	frame := testFrame(t, "")
	one, two := load(t, frame), load(t, frame)
	for _, s := range sheets(t, frame) {
		want := render(t, one, s)
		done := make(chan bool)
		for range 4 {
			go func() {
				got, err := two.Render(s)
				done <- err == nil && bytes.Equal(got, []byte(want))
			}()
		}
		for range 4 {
			if !<-done {
				t.Errorf("%s: other bytes", s.Layout)
			}
		}
	}
}

func TestBuiltinLayoutsAreAllKnown(t *testing.T) {
	files, err := fs.Glob(builtin(), "layouts/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, name := range layoutNames() {
		if !slices.Contains(files, "layouts/"+name+".html") {
			t.Errorf("no layout %s", name)
		}
	}
}
