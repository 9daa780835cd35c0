package picture

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"regexp"
	"slices"
	"strings"
)

var errStyle = errors.New("a style sheet that is not understood")

// maxRules is how many rules the style sheets of a drawing may have.
const maxRules = 500

// rule is one of a style sheet: what it is for (.class, #id or an element) and
// what it says.
type rule struct{ selector, says string }

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	selector   = regexp.MustCompile(`^[.#]?[A-Za-z_][A-Za-z0-9_-]*$`)
)

// sheets reads the style sheets of a drawing, wherever they stand in it, the
// more particular rules later. Drawing programs write plain ones, for classes. What
// is more than that is refused and not left out: it could say which layers are
// not to be seen.
func sheets(source []byte) ([]rule, error) {
	in := xml.NewDecoder(bytes.NewReader(withoutMark(source)))
	in.Strict = false // mistakes are found when the drawing is rewritten
	var all []rule
	for inside := false; ; {
		token, err := in.Token()
		if err != nil {
			break
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "style" && (t.Name.Space == "" || t.Name.Space == svgSpace) {
				inside = true
				for _, a := range t.Attr {
					if a.Name.Local == "media" && a.Value != "all" && a.Value != "screen" {
						return nil, errStyle
					}
				}
			}
		case xml.EndElement:
			inside = inside && t.Name.Local != "style"
		case xml.CharData:
			if !inside {
				continue
			}
			rules, err := sheet(string(t))
			if err != nil {
				return nil, err
			}
			if all = append(all, rules...); len(all) > maxRules {
				return nil, errStyle // each is tried on each element
			}
		}
	}
	slices.SortStableFunc(all, func(a, b rule) int { return cmp.Compare(a.weight(), b.weight()) })
	return all, nil
}

// sheet reads one style sheet.
func sheet(css string) (all []rule, err error) {
	css = cssComment.ReplaceAllString(css, " ")
	if strings.ContainsAny(css, `@\!`) {
		return nil, errStyle
	}
	for strings.TrimSpace(css) != "" {
		names, rest, opened := strings.Cut(css, "{")
		says, after, closed := strings.Cut(rest, "}")
		if !opened || !closed || strings.Contains(says, "{") {
			return nil, errStyle
		}
		for name := range strings.SplitSeq(names, ",") {
			name = strings.TrimSpace(name)
			if !selector.MatchString(name) {
				return nil, errStyle
			}
			all = append(all, rule{name, says})
		}
		css = after
	}
	return all, nil
}

// weight puts rules in the order in which later ones win.
func (r rule) weight() int { return strings.IndexByte(".#", r.selector[0]) }

// of says whether the rule is for an element.
func (r rule) of(element, id, classes string) bool {
	switch r.selector[0] {
	case '.':
		return slices.Contains(strings.Fields(classes), r.selector[1:])
	case '#':
		return id == r.selector[1:]
	}
	return element == r.selector
}
