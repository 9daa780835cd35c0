package read

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// This file makes names out of a record that cannot be read: they are guarded
// all the same (consent.md, "Names"). It would rather guard too much.

// salvageNames adds to a record the names that its lines hold, one by one. Where
// there are none, every run of two or more capitalised words is taken for one.
func salvageNames(rec *page.Record, src string) {
	found := map[string][]string{}
	unsure := false // a list that goes on in ways that lines do not show
	lines := strings.Split(strings.ReplaceAll(src, "\r", "\n"), "\n")
	for i, line := range lines {
		for _, at := range nameKey.FindAllStringSubmatchIndex(line, -1) {
			value := line[at[1]:]
			var key string
			if at[2] >= 0 {
				key = meantKey(line[at[2]:at[3]])
			} else if startsUpper(value) {
				key = exactKey(line[at[4]:at[5]])
			}
			if key == "" {
				continue
			}
			unsure = unsure || strings.HasPrefix(strings.TrimSpace(value), "{") || strings.Count(value, "[") > strings.Count(value, "]")
			if strings.Trim(uncommented(value), " \t|>+-0123456789") == "" {
				items := below(lines[i+1:])
				found[key] = append(found[key], items...)
				unsure = unsure || slices.ContainsFunc(items, func(s string) bool { return !madeOut(s) })
				continue
			}
			found[key] = append(found[key], values(value, key, strings.ContainsRune(line[:at[0]+1], '{'))...)
		}
	}
	n := &rec.Names
	for _, one := range []struct {
		key   string
		field *string
	}{{"full", &n.Full}, {"first", &n.First}, {"shown_as", &n.ShownAs}} {
		for _, name := range found[one.key] {
			switch {
			case *one.field == "":
				*one.field = name
			case *one.field != name && one.key == "full":
				n.Also = append(n.Also, name)
			}
		}
	}
	n.Also = unique(append(n.Also, found["also"]...))
	n.AlsoAWord = unique(append(n.AlsoAWord, found["also_a_word"]...))
	rec.NeverShow = unique(append(rec.NeverShow, found["never_show"]...))
	if sure := madeOut(n.Full) || slices.ContainsFunc(n.Also, madeOut); !sure || unsure {
		n.Also = unique(append(n.Also, capitalised.FindAllString(src, -1)...))
	}
}

// madeOut says whether something that is guarded everywhere looks like a name and
// nothing else.
func madeOut(name string) bool {
	return strings.ContainsFunc(name, unicode.IsLetter) && !strings.ContainsAny(name, "&!|>#{}[]:?\"\t") && len(name) <= longestName
}

// longestName is how long a name can be, in bytes: what is longer is something
// else.
const longestName = 200

// nameKey finds what may be a key: at the start of a line or behind a brace or
// comma, in quotation marks or not, with the colon or without.
var nameKey = regexp.MustCompile(`(?:^[\s-]*|[{,]\s*)["'“‘]?(?:([A-Za-z][A-Za-z_ -]*?)["'”’]?\s*[:：=]|([A-Za-z_]+)\s)`)

// capitalised finds runs of two or more words with capitals.
var capitalised = regexp.MustCompile(`\p{Lu}[\p{L}\p{M}'’.-]*(?:[ \t]+\p{Lu}[\p{L}\p{M}'’.-]*)+`)

// nameKeys are the keys that names, and what else is guarded, stand behind.
func nameKeys() []string {
	return []string{"full", "first", "shown_as", "also", "also_a_word", "never_show"}
}

// exactKey gives key if it is one of nameKeys, or "".
func exactKey(key string) string {
	if slices.Contains(nameKeys(), key) {
		return key
	}
	return ""
}

// meantKey says which of nameKeys a key is meant to be, misspelt or longer; ""
// for none.
func meantKey(key string) string {
	key = strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(key))
	if slices.Contains([]string{"names", "person", "role", "byline", "bio", "how", "uses", "on", "all"}, key) {
		return ""
	}
	if exact := exactKey(key); exact != "" {
		return exact
	}
	for _, known := range nameKeys() {
		if strings.HasPrefix(key, known+"_") {
			return known
		}
	}
	return diag.Suggest(key, nameKeys())
}

func startsUpper(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " \t\"'“‘"))
	return unicode.IsUpper(first)
}

// values gives what stands behind a key: one text, or the items of a list.
// within says that it stands in braces, where a comma ends it.
func values(s, key string, within bool) []string {
	s = strings.TrimSpace(uncommented(s))
	list := strings.HasPrefix(s, "[") || key == "also" || key == "also_a_word" || key == "never_show"
	if end := strings.IndexByte(s, ']'); list && end > 0 {
		s = s[:end]
	}
	var out []string
	for i, item := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' && (list || within) || r == '}' }) {
		if within && !list && i > 0 {
			break
		}
		if item = unquoted(item); item != "" && len(item) <= longestName {
			out = append(out, item)
		}
	}
	return out
}

// below gives the items, or the text, on the lines under a key.
func below(lines []string) []string {
	var out []string
	for _, line := range lines[:min(len(lines), 100)] {
		text := strings.TrimSpace(uncommented(line))
		if text == "" {
			continue
		}
		item, isItem := strings.CutPrefix(text, "-")
		switch {
		case isItem:
			if item = unquoted(item); item != "" && len(item) <= longestName {
				out = append(out, item)
			}
		case len(out) == 0 && line != strings.TrimLeft(line, " \t") && !strings.Contains(text, ":"):
			return []string{unquoted(text)}
		default:
			return out
		}
	}
	return out
}

// uncommented gives a line without its comment.
func uncommented(s string) string {
	if strings.HasPrefix(strings.TrimSpace(s), "#") {
		return ""
	}
	s, _, _ = strings.Cut(s, " #")
	return s
}

// unquoted gives a text without its quotation marks, whole or broken.
func unquoted(s string) string {
	s = strings.TrimSpace(s)
	if sign, rest, ok := strings.Cut(s, " "); ok && strings.ContainsAny(sign[:1], "&!*") {
		s = strings.TrimSpace(rest) // &anchor, !!str
	}
	if whole, err := strconv.Unquote(s); err == nil {
		return strings.TrimSpace(whole)
	}
	return strings.TrimSpace(strings.Trim(s, `"'“”‘’[]{}`))
}
