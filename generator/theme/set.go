package theme

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"goldenthread/generator/page"
)

// layoutNames lists the layouts that a sheet can ask for. Every other file in
// layouts/ is a part that they share.
func layoutNames() []string {
	return []string{
		"home", "section", "page", "easy-read", "topics", "topic",
		"week", "weeks", "easy-read-list", "more", "a-to-z", "credits", "hard-words", "moved", "not-found",
		"your-consent", "leaving-safely", "search", "accessibility", "leaflet",
	}
}

// set is the layouts of a theme, ready to use.
type set struct {
	layouts map[string]*template.Template
	head    template.HTML
	headers map[place]template.HTML
	footer  template.HTML
}

// place is where in the menu a sheet stands: under an entry, or at it.
type place struct {
	entry int // -1: nowhere
	at    bool
	home  bool
}

// build parses layouts and tries each of them out. Of texts, base.html is the
// document, head.html, header.html and footer.html are what is the same around
// every page, and each layout says what "main" is.
func (t *Theme) build(texts map[string]string, funcs template.FuncMap) (*set, *fault) {
	common := template.New("").Funcs(funcs)
	layouts := map[string]bool{}
	for _, name := range layoutNames() {
		layouts[name+".html"] = true
	}
	for _, file := range slices.Sorted(maps.Keys(texts)) {
		if layouts[file] {
			continue
		}
		if _, err := common.New(file).Parse(texts[file]); err != nil {
			return nil, unreadable(err, file, texts[file])
		}
	}
	if broken := t.fold(common, ""); broken != nil {
		return nil, broken
	}
	s := &set{layouts: map[string]*template.Template{}, headers: map[place]template.HTML{}}
	if broken := s.around(t, common); broken != nil {
		return nil, broken
	}
	for _, name := range layoutNames() {
		file := name + ".html"
		layout := template.Must(common.Clone())
		if _, err := layout.New(file).Parse(texts[file]); err != nil {
			return nil, unreadable(err, file, texts[file])
		}
		if broken := t.fold(layout, file); broken != nil {
			return nil, broken
		}
		whole := "base.html"
		if name == "leaflet" { // it is printed, and has nothing around it
			whole = file
		}
		s.layouts[name] = layout.Lookup(whole)
		if s.layouts[name] == nil {
			return nil, &fault{file: file, err: errors.New("no base.html")}
		}
		if broken := s.try(name, t.data(&page.Sheet{Layout: name, Frame: t.frame})); broken != nil {
			return nil, broken
		}
	}
	return s, nil
}

// fold puts the theme's words into all templates of a set, and takes the white space
// out that nobody sees.
func (t *Theme) fold(set *template.Template, layout string) *fault {
	for _, one := range set.Templates() {
		if layout != "" && one.Tree != nil && one.Tree.ParseName != layout {
			continue // it was folded before the layout was given a copy
		}
		if broken := t.words.fold(one.Tree); broken != nil {
			broken.layout = layout
			return broken
		}
		tighten(one.Tree)
	}
	return nil
}

// around renders head, header and footer, which are the same on every sheet but
// for the place in the menu.
func (s *set) around(t *Theme, common *template.Template) *fault {
	// A template that was executed cannot be cloned any more.
	around := template.Must(common.Clone())
	render := func(file string, at place) (template.HTML, *fault) {
		var buf bytes.Buffer
		if err := around.ExecuteTemplate(&buf, file, t.around(at)); err != nil {
			return "", faultOf(err, file)
		}
		return template.HTML(bytes.TrimSpace(buf.Bytes())), nil
	}
	places := []place{{entry: -1}, {entry: -1, home: true}}
	for i := range t.menu {
		places = append(places, place{entry: i}, place{entry: i, at: true}, place{entry: i, at: true, home: true})
	}
	var broken *fault
	for _, at := range places {
		if s.headers[at], broken = render("header.html", at); broken != nil {
			return broken
		}
	}
	if s.head, broken = render("head.html", place{entry: -1}); broken != nil {
		return broken
	}
	s.footer, broken = render("footer.html", place{entry: -1})
	return broken
}

// try finds what parsing cannot: html/template looks at where values stand
// only when a template is first used. That a layout fails on a sheet without a
// page says nothing about sheets with one.
func (s *set) try(name string, d *Data) *fault {
	broken := s.render(&bytes.Buffer{}, d)
	var escaping *template.Error
	if broken == nil || !errors.As(broken.err, &escaping) {
		return nil
	}
	return broken
}

// render writes a sheet.
func (s *set) render(w io.Writer, d *Data) *fault {
	layout := s.layouts[d.Layout]
	if layout == nil {
		return &fault{file: "", err: errors.New("no such layout")}
	}
	d.Head, d.Header, d.Footer = s.head, s.headers[d.place], s.footer
	if err := layout.Execute(w, d); err != nil {
		return faultOf(err, d.Layout+".html")
	}
	return nil
}

// fault is why a layout cannot be used: where, without the words that
// html/template's own messages quote.
type fault struct {
	file   string // page.html; "" where no layout is known
	line   int
	layout string // the layout that was to be used: page.html
	err    error
}

// Error says where the fault is, and nothing of what was to be rendered.
func (f *fault) Error() string {
	switch {
	case f.file == "":
		return "there is no such layout"
	case f.line == 0:
		return fmt.Sprintf("layout %s cannot be used", f.file)
	default:
		return fmt.Sprintf("layout %s cannot be used, line %d", f.file, f.line)
	}
}

// faultOf finds the place that an error of html/template names.
func faultOf(err error, layout string) *fault {
	f := &fault{file: layout, layout: layout, err: err}
	if m := regexp.MustCompile(`^(?:html/)?template: ?([a-z0-9_.-]+\.html)(?::(\d+))?`).FindStringSubmatch(err.Error()); m != nil {
		f.file = m[1]
		f.line, _ = strconv.Atoi(m[2])
	}
	return f
}

// unreadable is for a layout that cannot be parsed. Of one that ends too soon, the
// parser names the last line, which helps nobody.
func unreadable(err error, file, text string) *fault {
	f := faultOf(err, file)
	if line := opened(text); line > 0 && strings.Contains(err.Error(), "unexpected EOF") {
		f.line = line
	}
	return f
}

// faultAt is for a text that a layout asks for and that is not there.
func faultAt(tree *parse.Tree, n parse.Node) *fault {
	place, _ := tree.ErrorContext(n)
	return faultOf(fmt.Errorf("template: %s: %w", place, errNoWord), "")
}
