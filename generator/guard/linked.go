package guard

import (
	"bytes"

	"goldenthread/generator/fold"
)

// This file takes the data apart that a page holds for search engines (JSON-LD, with
// the words of schema.org). Its keys are nobody's, and neither are those words where
// they stand behind their keys; all else is text, or an address.

// isLinked says whether the attributes of a script say that it is such data.
func isLinked(attributes []byte) bool {
	return bytes.Contains(bytes.ToLower(attributes), []byte("application/ld+json"))
}

// isLinkedKey says whether a key is one of those that we write.
func isLinkedKey(key string) bool {
	switch key {
	case "@context", "@type", "headline", "name", "description", "inLanguage", "datePublished", "dateModified", "author", "publisher",
		"url", "mainEntityOfPage", "image", "isBasedOn", "accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary":
		return true
	}
	return false
}

// isLinkedWord says whether a value is a word of schema.org or, where one is due, a
// language of the site or a day.
func isLinkedWord(key, value string, languages map[string]bool) bool {
	switch key {
	case "@context":
		return value == "https://schema.org"
	case "@type":
		return value == "Article" || value == "Person" || value == "Organization"
	case "accessMode", "accessModeSufficient":
		return value == "textual" || value == "visual" || value == "auditory"
	case "accessibilityHazard":
		return value == "none" || value == "unknown"
	case "accessibilityFeature":
		switch value {
		case "structuralNavigation", "readingOrder", "displayTransformability", "unlocked", "alternativeText", "captions", "transcript":
			return true
		}
	case "inLanguage":
		return languages[value]
	case "datePublished", "dateModified":
		return noName.MatchString(value) // as in an attribute
	}
	return false
}

// linked takes such data. What stands between its texts comes out too, if it is any
// more than brackets: whatever we do not know is text.
func (p *parts) linked(src []byte) {
	key := ""
	for {
		q, ok := quoted(src)
		if !ok {
			p.aside = append(append(p.aside, src...), fold.Break)
			return
		}
		p.aside = append(append(p.aside, src[:q.open]...), fold.Break)
		text := src[q.open+1 : q.shut]
		src = src[q.end:]
		if q.isKey {
			key = "" // what stands behind a key that is not ours is text
			if isLinkedKey(string(text)) {
				key = string(text)
				continue
			}
		}
		if isLinkedWord(key, string(text), p.languages) {
			continue
		}
		if read := escapes(text); read != nil {
			text = read
		}
		into := &p.aside
		switch key {
		case "url", "mainEntityOfPage", "image", "isBasedOn":
			into = &p.rest
		}
		*into = append(append(append(*into, fold.Break), text...), fold.Break)
	}
}
