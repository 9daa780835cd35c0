package theme

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sameWords are texts that are the same in another language as in English.
var sameWords = map[string][]string{
	"cy": {"window_title", "day", "day_without_year", "day_of_week", "at_time", "kilobytes", "megabytes"},
}

func textsOf(t *testing.T, file string) map[string]string {
	t.Helper()
	src, err := fs.ReadFile(builtin(), file)
	if err != nil {
		t.Fatal(err)
	}
	w := &words{text: map[string]string{}}
	if log := w.add(file, src); log.Failed() {
		t.Fatal(log.Problems)
	}
	return w.text
}

// TestLanguagesWhole says that every language of the built-in theme is whole: the keys
// of English, each with the same places to fill in, none left in English.
func TestLanguagesWhole(t *testing.T) {
	english := textsOf(t, "i18n/en-GB.yaml")
	files, err := fs.Glob(builtin(), "i18n/*.yaml")
	if err != nil || !slices.Contains(files, "i18n/cy.yaml") {
		t.Fatal("Welsh is not there", err)
	}
	for _, file := range files {
		language := strings.TrimSuffix(path.Base(file), ".yaml")
		if language == fallback {
			continue
		}
		other := textsOf(t, file)
		for _, key := range slices.Sorted(maps.Keys(english)) {
			text, ok := other[key]
			switch {
			case !ok:
				t.Errorf("%s has no %s", file, key)
			case !slices.Equal(braces(text), braces(english[key])):
				t.Errorf("%s: %s has other {braces} than in English", file, key)
			case (text == english[key]) != slices.Contains(sameWords[language], key):
				t.Errorf("%s: %s is English, or is on the list of what is the same and is not", file, key)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(other)) {
			if _, ok := english[key]; !ok {
				t.Errorf("%s has %s, which English has not", file, key)
			}
		}
	}
}

func braces(text string) []string {
	found := regexp.MustCompile(`\{[^}]*\}`).FindAllString(text, -1)
	slices.Sort(found)
	return found
}

// TestWelshAlone says that a Welsh site shows no sentence of the theme's in English.
func TestWelshAlone(t *testing.T) {
	frame := testFrame(t, "")
	frame.Language = "cy"
	theme := load(t, frame)
	english := textsOf(t, "i18n/en-GB.yaml")
	welsh := 0
	for _, s := range sheets(t, frame) {
		out := strings.NewReplacer("&#39;", "'", "&#34;", `"`, "&amp;", "&").Replace(render(t, theme, s))
		for _, key := range slices.Sorted(maps.Keys(english)) {
			for _, piece := range regexp.MustCompile(`\{[^}]*\}`).Split(english[key], -1) {
				if piece = strings.TrimSpace(piece); len(strings.Fields(piece)) >= 3 && strings.Contains(out, piece) {
					t.Errorf("layout %s shows %s in English", s.Layout, key)
				}
			}
		}
		if strings.Contains(out, "Gadael y dudalen hon") {
			welsh++
		}
	}
	if welsh == 0 {
		t.Error("no sheet is in Welsh")
	}
}
