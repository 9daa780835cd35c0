package theme

import (
	"html/template"
	"strings"

	"goldenthread/generator/markdown"
)

// simple marks the language of easy-read pages: en-GB-simple.
const simple = "-simple"

// sameLanguage says whether two languages are one, be it easy to read or not.
func sameLanguage(a, b string) bool {
	return strings.TrimSuffix(a, simple) == strings.TrimSuffix(b, simple)
}

// lang gives the attributes of an element whose words are in a language: which,
// and in which direction it is written. There are none where the language is "",
// or is that of what is around the element.
func lang(language string, around ...string) template.HTMLAttr {
	for _, other := range around {
		if sameLanguage(language, other) {
			return ""
		}
	}
	return template.HTMLAttr(markdown.Lang(language))
}
