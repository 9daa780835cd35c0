package picture

import (
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"
)

const outside = "a reference to something outside the drawing"

// attribute is one that is written; attributes keeps their order, once each.
type attribute struct{ name, value string }

type attributes []attribute

func (l attributes) get(name string) string {
	for _, a := range l {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// set adds an attribute. One that is there stays, unless over is true.
func (l *attributes) set(name, value string, over bool) {
	for i, a := range *l {
		if a.name == name {
			if over {
				(*l)[i].value = value
			}
			return
		}
	}
	*l = append(*l, attribute{name, value})
}

// attributes gives those of an element that are written. What a style
// attribute says comes last, because it wins over the others.
func (w *rewriter) attributes(element string, from []xml.Attr) attributes {
	var list attributes
	var style, id, classes string
	for _, a := range from {
		space, name, value := a.Name.Space, a.Name.Local, strings.TrimSpace(a.Value)
		switch {
		case name == "href" && (space == "" || space == xlinkSpace || space == "xlink"):
			w.href(&list, element, value, space == "")
		case space == xmlSpace && name == "space" && value == "preserve":
			list.set("xml:space", value, false)
		case space == "xmlns" || name == "xmlns":
			w.left.add(carriesNotes, value != svgSpace && value != xlinkSpace)
		case space != "":
			w.left[carriesNotes] = true // another program's
		case strings.HasPrefix(strings.ToLower(name), "on"):
			w.report("a program that runs when the drawing is touched")
		case name == "style":
			style = value
		case name == "id":
			id = value
			list.set(name, w.id(value), false)
		case name == "class":
			classes = value
			w.left[carriesText] = true
		case geometry(name) || presentation(name):
			if safe, ok := w.value(value); ok {
				list.set(name, safe, false)
			} else {
				w.report(outside)
			}
		case name == "version" && (value == "1.0" || value == "1.1" || value == "2"):
		default: // class, data- and aria-label may be names
			w.left[carriesText] = true
		}
	}
	for _, r := range w.rules {
		if r.of(element, id, classes) {
			w.style(&list, r.says)
		}
	}
	w.style(&list, style)
	for i := range list {
		if list[i].name == "font-family" {
			list[i].value = families(list[i].value)
		}
	}
	return list
}

// families gives, of the families of letters that a drawing asks for, those that
// every computer may have. Any other name would find no letters in a picture, and
// may be anybody's.
func families(value string) string {
	var known []string
	for name := range strings.SplitSeq(value, ",") {
		switch name = strings.ToLower(strings.Trim(name, ` "'`)); name {
		case "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui",
			"arial", "helvetica", "verdana", "tahoma", "georgia", "times", "courier":
			known = append(known, name)
		}
	}
	if known == nil {
		return "sans-serif"
	}
	return strings.Join(known, ", ")
}

// hides says whether an element with these attributes, and what is in it, is
// not seen.
func (l attributes) hides() bool {
	says := func(name, value string) bool { return strings.EqualFold(l.get(name), value) }
	opacity, err := strconv.ParseFloat(strings.TrimSuffix(l.get("opacity"), "%"), 64)
	return says("display", "none") || says("visibility", "hidden") || says("visibility", "collapse") ||
		err == nil && opacity <= 0
}

// moves says whether a piece of a text has a place of its own.
func (l attributes) moves() bool {
	return l.get("x")+l.get("y")+l.get("dx")+l.get("dy") != ""
}

// href writes a reference to another part of the drawing. The modern form,
// without a name space, wins over xlink:href.
func (w *rewriter) href(list *attributes, element, value string, modern bool) {
	switch {
	case element == "g" || element == "tspan":
		// It was a link, which has been reported.
	case !refers(element) || len(value) < 2 || value[0] != '#':
		w.report(outside)
	default:
		list.set("href", "#"+w.id(value[1:]), modern)
	}
}

// style turns a style attribute into the attributes that say the same.
func (w *rewriter) style(list *attributes, style string) {
	for declaration := range strings.SplitSeq(style, ";") {
		declaration = strings.TrimSpace(declaration)
		if declaration == "" {
			continue
		}
		name, value, _ := strings.Cut(declaration, ":")
		name = strings.ToLower(strings.TrimSpace(name))
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		safe, ok := w.value(value)
		switch {
		case !ok:
			w.report(outside)
		case presentation(name):
			list.set(name, safe, true)
		case idle(name, value):
			w.left[carriesNotes] = true
		default:
			w.report("a style that is not known here")
		}
	}
}

var (
	// localURL is a reference to a part of the same drawing.
	localURL = regexp.MustCompile(`(?i)url\(\s*["']?#([^"'()\s]+)["']?\s*\)`)
	// call is a name before a bracket, or a bracket without one.
	call = regexp.MustCompile(`([A-Za-z0-9_-]*)\s*\(`)
)

// value checks what an attribute says, and gives it with its references
// renamed. ok is false when it could reach outside the drawing: it may call
// only functions on a list, and none by an escape (\75rl is url to a browser).
func (w *rewriter) value(v string) (safe string, ok bool) {
	rest := localURL.ReplaceAllString(v, "")
	if strings.ContainsAny(rest, `\{}@;:<>`) || strings.Contains(rest, "/*") {
		return "", false
	}
	for _, match := range call.FindAllStringSubmatch(rest, -1) {
		if !function(strings.ToLower(match[1])) {
			return "", false
		}
	}
	return localURL.ReplaceAllStringFunc(v, func(reference string) string {
		return "url(#" + w.id(localURL.FindStringSubmatch(reference)[1]) + ")"
	}), true
}

// size gives the size of a drawing in pixels from its attributes: a side that
// is not given follows from the other by the proportions of the viewBox.
func size(width, height, viewBox string) (int, int) {
	w, h := length(width), length(height)
	var boxW, boxH float64
	numbers := strings.FieldsFunc(viewBox, func(r rune) bool { return strings.ContainsRune(", \t\r\n", r) })
	if len(numbers) == 4 {
		boxW, boxH = length(numbers[2]), length(numbers[3])
	}
	if boxW > 0 && boxH > 0 {
		switch {
		case w == 0 && h == 0:
			w, h = boxW, boxH
		case w == 0:
			w = h * boxW / boxH
		case h == 0:
			h = w * boxH / boxW
		}
	}
	if w == 0 || h == 0 || w > maxLength || h > maxLength {
		return 0, 0
	}
	return int(max(1, math.Round(w))), int(max(1, math.Round(h)))
}

// maxLength is the longest side that is taken for one, in pixels.
const maxLength = 1e6

// length reads a length in CSS units as pixels, 0 when it says nothing (100%).
func length(s string) float64 {
	number := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%")
	unit := perUnit(strings.ToLower(s[len(number):]))
	v, err := strconv.ParseFloat(number, 64)
	if err != nil || !(v > 0 && v <= maxLength) {
		return 0
	}
	return v * unit
}

func perUnit(unit string) float64 {
	switch unit {
	case "", "px":
		return 1
	case "pt":
		return 96.0 / 72
	case "pc":
		return 16
	case "mm":
		return 96 / 25.4
	case "cm":
		return 96 / 2.54
	case "in":
		return 96
	}
	return 0
}
