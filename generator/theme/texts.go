package theme

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"goldenthread/generator/plan"
)

// texts gives the words and the markup of the theme itself, in the pieces that
// stand in one place: what stands between the actions of a layout, and the texts
// in those; what stands between the braces of an i18n text; whole assets.
func (l *loader) texts(w *words, assets []plan.Asset) []string {
	action := regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	quoted := regexp.MustCompile("\"[^\"]*\"|`[^`]*`")
	filled := regexp.MustCompile(`\{[^}]*\}`)
	var out []string
	for _, layout := range l.layouts {
		out = append(out, action.Split(layout, -1)...)
		for _, a := range action.FindAllString(layout, -1) {
			for _, text := range quoted.FindAllString(a, -1) {
				out = append(out, text[1:len(text)-1])
			}
		}
	}
	for _, text := range w.text {
		out = append(out, filled.Split(text, -1)...)
	}
	for _, a := range assets {
		if utf8.Valid(a.Bytes) {
			out = append(out, string(a.Bytes))
		}
	}
	out = slices.DeleteFunc(out, func(s string) bool { return strings.TrimSpace(s) == "" })
	slices.Sort(out)
	return slices.Compact(out)
}
