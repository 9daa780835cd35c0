package generator_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/language"
)

// checkPages looks at how each page is built.
func checkPages(site outside) []finding {
	var found []finding
	for _, file := range slices.Sorted(maps.Keys(site.files)) {
		if !strings.HasSuffix(file, ".html") {
			continue
		}
		text := site.files[file]
		p := pageCheck{file: file, ids: map[string]bool{}, count: map[string]int{}}
		if !strings.HasPrefix(text, "<!DOCTYPE html>") {
			p.add("doctype", "it does not begin with <!DOCTYPE html>")
		}
		if !utf8.ValidString(text) {
			p.add("utf-8", "it is not UTF-8")
		}
		for _, slip := range []string{"ZgotmplZ", "<no value>", "&lt;no value&gt;", "%!", "\uFFFD"} {
			if strings.Contains(text, slip) {
				p.add("template", "it holds %q, a slip of a template", slip)
			}
		}
		root, err := html.Parse(strings.NewReader(text))
		if err != nil {
			p.add("parse", "%v", err)
		}
		p.element(root, inherited{})
		for _, one := range []string{"title", "h1", "main"} {
			if p.count[one] != 1 {
				p.add("one-"+one, "it has %d <%s>", p.count[one], one)
			}
		}
		found = append(found, p.found...)
	}
	return found
}

// pageCheck gathers what is found in a page.
type pageCheck struct {
	file    string
	found   []finding
	ids     map[string]bool
	count   map[string]int
	heading int // the level of the last one
}

func (p *pageCheck) add(rule, format string, args ...any) {
	p.found = append(p.found, finding{p.file, rule, fmt.Sprintf(format, args...)})
}

// inherited is what an element has from those around it.
type inherited struct{ toTheLeft bool }

func (p *pageCheck) element(n *html.Node, from inherited) {
	if n.Type == html.ElementNode {
		p.count[n.Data]++
		p.attributes(n)
		p.headings(n)
		from = p.direction(n, from)
		switch n.Data {
		case "html":
			if lang, _ := attrOf(n, "lang"); lang == "" {
				p.add("lang", "<html> has no lang")
			}
		case "title":
			if strings.TrimSpace(textOf(n)) == "" {
				p.add("one-title", "its title is empty")
			}
		case "img":
			if _, ok := attrOf(n, "alt"); !ok {
				p.add("alt", "an <img> has no alt")
			}
		case "style":
			p.add("inline", "it has a <style>")
		case "script":
			// Data is no script.
			kind, _ := attrOf(n, "type")
			if src, _ := attrOf(n, "src"); src == "" && kind != "application/ld+json" {
				p.add("inline", "it has an inline <script>")
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.element(c, from)
	}
}

func (p *pageCheck) attributes(n *html.Node) {
	for _, a := range n.Attr {
		switch {
		case a.Key == "id" && p.ids[a.Val]:
			p.add("ids", "two elements have the id %q", a.Val)
		case a.Key == "id":
			p.ids[a.Val] = true
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			p.add("inline", "<%s> has an inline %s", n.Data, a.Key)
		case a.Key == "lang" && a.Val != "":
			if _, err := language.Parse(a.Val); err != nil {
				p.add("lang", "<%s> has a lang that is none: %q", n.Data, a.Val)
			}
		}
	}
}

// headings finds levels that are skipped on the way down, and a first heading
// that is not the page's title.
func (p *pageCheck) headings(n *html.Node) {
	level := slices.Index([]string{"h1", "h2", "h3", "h4", "h5", "h6"}, n.Data) + 1
	if level == 0 {
		return
	}
	if level > p.heading+1 {
		p.add("headings", "<h%d> follows level %d: %q", level, p.heading, strings.TrimSpace(textOf(n)))
	}
	p.heading = level
}

// direction finds text in a language written from right to left that is not
// marked so, or the other way round: lang alone does not turn a line.
func (p *pageCheck) direction(n *html.Node, from inherited) inherited {
	switch dir, _ := attrOf(n, "dir"); dir {
	case "rtl":
		from.toTheLeft = true
	case "ltr":
		from.toTheLeft = false
	case "auto":
		return from
	}
	if lang, ok := attrOf(n, "lang"); ok {
		if is := toTheLeft(lang); is != from.toTheLeft {
			p.add("direction", "<%s lang=%q> has no dir that fits it", n.Data, lang)
			from.toTheLeft = is
		}
	}
	return from
}

func toTheLeft(lang string) bool {
	tag, err := language.Parse(lang)
	if err != nil {
		return false
	}
	script, _ := tag.Script()
	return slices.Contains([]string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"}, script.String())
}

func attrOf(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val, true
		}
	}
	return "", false
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
	}
	return b.String()
}
