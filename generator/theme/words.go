package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"goldenthread/generator/markdown"
	"goldenthread/generator/page"
	"goldenthread/generator/strict"
)

// errNoWord is for a layout that asks for a text that no i18n file has.
var errNoWord = errors.New("no such text")

// fallback is the language that every text of the theme is there in.
const fallback = "en-GB"

// words are the theme's own texts in the site's language.
type words struct {
	text     map[string]string
	months   [13]string // from 1
	weekdays [7]string  // from Sunday
}

// ownKeys are the texts that this package asks for by itself; layouts ask for
// the others.
func ownKeys() []string {
	keys := []string{
		"window_title", "discreet_title", "title_topics", "title_easy_read_list", "title_not_found",
		"title_your_consent", "title_leaving_safely", "title_accessibility", "title_a_to_z", "title_credits", "title_hard_words", "title_moved", "title_search", "title_topic", "title_more", "title_page", "by", "changed", "title_easy_read", "unnamed_link", "and", "day", "day_without_year",
		"day_of_week", "from_to", "at_time", "time_am", "time_pm", "noon", "midnight",
		"note", "content_note", "get_help", "table", "footnotes", "back_to_text", "transcript", "captions", "larger", "elsewhere",
		"accessible", "accessible_easy_read", "tested_with", "tested_with_no_date", "week_ahead", "week_now", "week_over", "list_week", "list_week_rest", "list_week_topic", "list_weeks_ahead", "list_weeks_over", "kilobytes", "megabytes",
	}
	for month := 1; month <= 12; month++ {
		keys = append(keys, "month_"+strconv.Itoa(month))
	}
	for weekday := range 7 {
		keys = append(keys, "weekday_"+strconv.Itoa(weekday))
	}
	return keys
}

// words reads the i18n files for a language. Each text comes from the first
// of these that has it: the site's file for the language (cy-GB), that for the
// language without its region (cy), en-GB; each time the site's own, then the
// built-in one.
func (l *loader) words(language string) (*words, error) {
	w := &words{text: map[string]string{}}
	main, _, _ := strings.Cut(language, "-")
	var done []string
	for _, name := range []string{fallback, main, language} {
		if !fs.ValidPath(name) || strings.Contains(name, "/") || slices.Contains(done, name) {
			continue
		}
		done = append(done, name)
		file := path.Join("i18n", name+".yaml")
		src, err := fs.ReadFile(l.builtin, file)
		if err == nil {
			log := w.add(file, src)
			if p := log.Fault(); p != nil {
				return nil, fmt.Errorf("the built-in theme: %s cannot be read", p.Place)
			}
		} else if name == fallback || !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("the built-in theme: %w", err)
		}
		l.ownWords(w, file)
	}
	for _, key := range ownKeys() {
		if _, ok := w.text[key]; !ok {
			return nil, fmt.Errorf("the built-in theme: no text '%s'", key)
		}
	}
	for month := 1; month <= 12; month++ {
		w.months[month] = w.text["month_"+strconv.Itoa(month)]
	}
	for weekday := range w.weekdays {
		w.weekdays[weekday] = w.text["weekday_"+strconv.Itoa(weekday)]
	}
	return w, nil
}

// ownWords lays a file of the site's theme over w, if it is there. One that
// has a mistake is not used at all.
func (l *loader) ownWords(w *words, file string) {
	if l.site == nil {
		return
	}
	place := path.Join(l.folder, file)
	src, err := l.ownFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return
	case err != nil:
		l.fail("theme-words", place, "This file cannot be opened, so the default theme's texts are used.", "Look at who may read it.")
		return
	}
	own := &words{text: map[string]string{}}
	if l.take(own.add(place, src), "theme-words") {
		return
	}
	for key, text := range own.text {
		w.text[key] = text
	}
}

// add reads an i18n file: keys, each with one text.
func (w *words) add(file string, src []byte) *strict.Log {
	v, log := strict.Parse(file, src, 0)
	for _, p := range v.Pairs("the theme's texts") {
		w.text[p.Key] = p.Value.Text()
	}
	return log
}

// say gives the text of a key. pairs fill in what stands in braces: "n", 3
// puts 3 in place of {n}.
func (w *words) say(key string, pairs ...any) (string, error) {
	text, ok := w.text[key]
	if !ok || len(pairs)%2 != 0 {
		return "", errNoWord
	}
	if len(pairs) == 0 {
		return text, nil
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		b.WriteString(before)
		if !ok {
			return b.String(), nil
		}
		name, after, _ := strings.Cut(rest, "}")
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				fmt.Fprint(&b, pairs[i+1])
			}
		}
		text = after
	}
}

// own is say for the keys of ownKeys, which are always there.
func (w *words) own(key string, pairs ...any) string {
	text, _ := w.say(key, pairs...)
	return text
}

// names joins names into a sentence: Sam, Sam and Priya, Sam, Kit and Priya.
func (w *words) names(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return commas(names[:last]) + " " + w.text["and"] + " " + names[last]
}

// byline says by whom something is; "" for nobody.
func (w *words) byline(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return w.own("by", "names", w.names(names))
}

// style is how the theme writes the text of a page.
func (w *words) style(frame *page.Frame) markdown.Style {
	return markdown.Style{
		Prefix: frame.Prefix, Help: frame.Help,
		Note: w.text["note"], ContentNote: w.text["content_note"], GetHelp: w.text["get_help"],
		Transcript: w.text["transcript"], Captions: w.text["captions"], Larger: w.text["larger"], Elsewhere: w.text["elsewhere"],
		Table: w.text["table"], Footnotes: w.text["footnotes"], BackToText: w.text["back_to_text"],
	}
}

func commas(list []string) string { return strings.Join(list, ", ") }
