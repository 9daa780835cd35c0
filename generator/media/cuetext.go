package media

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

var language = regexp.MustCompile(`^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$`)

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// deepest is how many marks may stand inside one another; more say nothing.
const deepest = 20

// parseCueText writes the text of a cue anew, and without any marks, with and
// without the names of speakers: bold,
// italics, underlining, another language and who speaks are kept; all other
// marks go, but not the words between them.
func parseCueText(raw string) (text, words, seen string) {
	var t, w, s strings.Builder
	var open []string
	for raw != "" {
		before, rest, _ := strings.Cut(raw, "<")
		mark, behind, closed := strings.Cut(rest, ">")
		if !closed {
			before, behind = raw, "" // a sign for "less", or a mark without end
		}
		said := visible(before)
		t.WriteString(escape.Replace(said))
		w.WriteString(said)
		s.WriteString(said)
		raw = behind
		if !closed {
			break
		}
		if name, ends := strings.CutPrefix(mark, "/"); ends {
			if i := slices.Index(open, name); i >= 0 {
				t.WriteString(closing(open[i:]))
				open = open[:i]
			}
			continue
		}
		name, written, speaker := parseMark(mark)
		if name == "" || len(open) == deepest {
			continue
		}
		open = append(open, name)
		t.WriteString(written)
		w.WriteString(speaker)
	}
	t.WriteString(closing(open))
	return withoutEmpty(t.String()), withoutEmpty(w.String()), withoutEmpty(s.String())
}

// parseMark gives the name of a mark that is kept, how it is written, and what
// it says to readers; an empty name for any other.
func parseMark(mark string) (name, written, speaker string) {
	mark, annotation, _ := strings.Cut(strings.ReplaceAll(visible(mark), "\n", " "), " ")
	name, _, _ = strings.Cut(mark, ".") // classes mean nothing without styles
	annotation = strings.Join(strings.Fields(annotation), " ")
	switch {
	case name == "b" || name == "i" || name == "u":
		return name, "<" + name + ">", ""
	case name == "v" && annotation != "":
		return name, "<v " + escape.Replace(annotation) + ">", annotation + ": "
	case name == "lang" && language.MatchString(annotation):
		return name, "<lang " + annotation + ">", ""
	}
	return "", "", ""
}

// closing ends marks, the last one first.
func closing(open []string) string {
	var b strings.Builder
	for _, name := range slices.Backward(open) {
		b.WriteString("</" + name + ">")
	}
	return b.String()
}

// visible gives what readers see of text, line by line.
func visible(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.Map(printable, html.UnescapeString(line))
	}
	return strings.Join(lines, "\n")
}

// withoutEmpty drops empty lines, which would end a cue.
func withoutEmpty(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
