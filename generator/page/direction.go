package page

import (
	"slices"
	"strings"
)

// Direction says in which direction a language (BCP 47) is written: rtl or ltr.
func Direction(language string) string {
	parts := strings.Split(strings.ToLower(language), "-")
	for _, part := range parts[1:] {
		if len(part) == 1 { // what follows is no script
			break
		}
		if len(part) == 4 && part[0] >= 'a' {
			if slices.Contains([]string{"adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"}, part) {
				return "rtl"
			}
			return "ltr"
		}
	}
	// Those that are written from right to left where nothing is said of a script.
	if slices.Contains([]string{
		"ar", "arc", "arz", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "rhg", "sd", "sdh", "skr", "syr", "ug", "ur", "yi",
	}, parts[0]) {
		return "rtl"
	}
	return "ltr"
}

// Simple gives a language as it is written in easy words: en-GB-simple (BCP 47
// registers the variant).
func Simple(language string) string {
	if strings.Contains(language, "-simple") {
		return language
	}
	return language + "-simple"
}
