package sentence

import "strings"

var (
	articles = Set("a an the my your his her our their")
	counts   = Set("two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty " +
		"seventy eighty ninety hundred several many")
)

// Term gives what a word, or a few that are one, is known by: the stems of its words
// behind a, the, my or two. Texts of which it gives the same are the same word.
func Term(text string) []string {
	stems := Stems(text)
	for len(stems) > 1 && (articles[stems[0]] || counts[stems[0]]) {
		stems = stems[1:]
	}
	return stems
}

// Stems gives the stem of each word of a text.
func Stems(text string) []string {
	var out []string
	for _, w := range Words(text) {
		out = append(out, Stem(w.Text))
	}
	return out
}

// Stem gives a word in small letters, with a straight apostrophe, without what makes it
// one of many or says whose something is.
func Stem(word string) string {
	word = strings.ReplaceAll(word, "’", "'")
	for _, whose := range []string{"'s", "'S", "'"} {
		word = strings.TrimSuffix(word, whose)
	}
	if one, many := strings.CutSuffix(word, "s"); many && len(one) > 1 && one == strings.ToUpper(one) { // GPs
		return strings.ToLower(one)
	}
	w := strings.ToLower(word)
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 4 && (strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes") || strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "xes")):
		return w[:len(w)-2]
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return w[:len(w)-1]
	}
	return w
}

// IsCount says whether a word in small letters is a number of two or more, or as good as
// one: many.
func IsCount(lower string) bool { return counts[lower] }
