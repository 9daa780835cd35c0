package theme

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	texttemplate "text/template"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// This file says in plain words what is wrong with a layout. Of what html/template
// says it takes the kind of mistake; nothing is quoted but what layouts can be given.

// problem tells the site's team about a fault in a theme of theirs.
func (f *fault) problem(folder string) diag.Problem {
	p := diag.Problem{
		Code:  "theme-layout",
		Place: diag.Place{File: path.Join(folder, "layouts", f.file), Line: f.line},
	}
	const instead = ", so the default theme's layout is used instead."
	var executing texttemplate.ExecError
	said := f.err.Error()
	switch {
	case errors.Is(f.err, errNoWord):
		p.Message = "This layout asks for a text that no i18n file has" + instead
		p.Fix = "Add the key behind 't' on this line to the theme's i18n file, or correct it."
	case errors.Is(f.err, errNoAsset):
		p.Message = "This layout asks for a file that is not in assets/" + instead
		p.Fix = "Put the file into the theme's assets folder, or correct its name."
	case noField.MatchString(said):
		p.Message = "This layout asks for a value that it is not given here" + meant(said, noField, ".") + ", so the default theme's layout was used for that page."
		p.Fix = "Correct the name behind the dot on this line: inside {{with …}} and {{range …}} the dot stands for what these name, and $. for the whole page."
	case errors.As(f.err, &executing):
		p.Message = "This layout failed while a page was made, so the default theme's layout was used for that page."
		p.Fix = "Look on this line for a value that is not there on every page, and put {{with …}} and {{end}} around it."
	case strings.Contains(said, "no such template"):
		p.Message = "This layout uses a part that is not there" + instead
		p.Fix = `Look for {{template "…"}} with a name that no file in layouts/ has, and begin each layout with {{define "main"}}.`
	case noFunction.MatchString(said):
		p.Message = "This layout uses a function that there is not" + meant(said, noFunction, "") + instead
		p.Fix = "Correct the first word behind {{ or | on this line; a value of the page begins with a dot, as in {{.Title}}."
	default:
		p.Message, p.Fix = "This layout cannot be read"+instead, "Look on this line, and above it, for a missing {{end}}, bracket or quotation mark."
		if f.line == 0 {
			p.Fix = "Look in it for a missing {{end}}, bracket or quotation mark."
		}
		for _, m := range mistakes {
			if strings.Contains(said, m.said) {
				p.Message, p.Fix = m.message+instead, m.fix
				break
			}
		}
	}
	return p
}

// mistakes are those that can be read from the words of package parse.
var mistakes = []struct{ said, message, fix string }{
	{"unexpected EOF", "This layout ends before everything in it is closed", "What begins on this line, or something in it, has no {{end}}: each {{define}}, {{if}}, {{with}} and {{range}} needs one."},
	{"non-text context", "This layout ends inside a tag of HTML", "Look for a tag without its >, or an attribute without its second quotation mark."},
	{"unexpected <define>", "This layout begins a {{define}} inside something else that is not closed", "Put an {{end}} above this line for the {{define}}, {{if}}, {{with}} or {{range}} that has none."},
	{"unexpected {{end}}", "This layout has an {{end}} that closes nothing", "Take the {{end}} on this line away, or one above it."},
	{"{{else}}", "This layout has an {{else}} that belongs to nothing", "Put the {{else}} on this line between an {{if}}, {{with}} or {{range}} and its {{end}}."},
	{"missing value for", "This layout has an {{if}}, {{with}} or {{range}} that asks for nothing", "Say on this line what it asks for, as in {{if .Title}}."},
	{"unterminated", "This layout has a quotation mark that is not closed", "Close it on this line: the second quotation mark is missing."},
	{"unclosed comment", "This layout has a comment that is not closed", "Close it: {{/* … */}}."},
	{"undefined variable", "This layout uses a variable that nothing on the lines above gives a value", "Give it one first, as in {{$name := .Title}}, inside the same {{define}}, {{if}}, {{with}} or {{range}}."},
	{"outside {{range}}", "This layout has a {{break}} or {{continue}} that stands in no {{range}}", "Take it away, or put it between a {{range}} and its {{end}}."},
}

// opened gives the line of what has no {{end}} in a layout that ends too soon, as
// near as that can be known: where all but the {{define}} around it is closed, the
// last {{end}} was meant for that, so that something is missing in what it closed.
func opened(layout string) int {
	var open []int // the offsets of what is not closed yet
	last := -1     // of what was closed last, in what is the outermost
	for _, at := range keyword.FindAllStringSubmatchIndex(layout, -1) {
		switch {
		case at[2] < 0: // a comment
		case layout[at[2]:at[3]] != "end":
			open = append(open, at[0])
		case len(open) > 0:
			if len(open) == 2 {
				last = open[1]
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) == 0 {
		return 0
	}
	at := open[len(open)-1]
	if len(open) == 1 && last > at {
		at = last
	}
	return 1 + strings.Count(layout[:at], "\n")
}

var keyword = regexp.MustCompile(`(?s)\{\{-?\s*(?:/\*.*?\*/|(if|with|range|define|block|end)\b)`)

var (
	noField    = regexp.MustCompile(`can't evaluate field (\w+) in type \*?([\w.\[\]*]+)`)
	noFunction = regexp.MustCompile(`function "(\w+)" not defined`)
)

// meant gives "; did you mean '.Title'?" where that is near to what a layout asks for.
func meant(said string, asked *regexp.Regexp, before string) string {
	found := asked.FindStringSubmatch(said)
	known := functions()
	if asked == noField {
		known = given()[strings.TrimLeft(found[2], "*")]
	}
	lower := make([]string, len(known))
	for i, k := range known {
		lower[i] = strings.ToLower(k)
	}
	if i := slices.Index(lower, diag.Suggest(found[1], lower)); i >= 0 {
		return fmt.Sprintf(" (did you mean '%s%s'?)", before, known[i])
	}
	return ""
}

// functions are the names of all that a layout can call.
func functions() []string {
	own := (&Theme{frame: &page.Frame{}}).funcs(nil)
	return slices.AppendSeq([]string{"and", "or", "not", "len", "index", "slice", "print", "printf", "eq", "ne", "lt", "le", "gt", "ge",
		"if", "else", "with", "range", "end", "define", "template", "block"}, maps.Keys(own))
}

// given lists the fields of every type that a layout can be given: theme.Data.
func given() map[string][]string {
	all := map[string][]string{}
	var add func(reflect.Type)
	add = func(t reflect.Type) {
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice:
			add(t.Elem())
		case reflect.Struct:
			if all[t.String()] != nil {
				return
			}
			for _, field := range reflect.VisibleFields(t) {
				if field.IsExported() {
					all[t.String()] = append(all[t.String()], field.Name)
				}
			}
			for _, field := range reflect.VisibleFields(t) {
				if field.IsExported() {
					add(field.Type)
				}
			}
		}
	}
	add(reflect.TypeFor[Data]())
	add(reflect.TypeFor[Around]())
	return all
}
