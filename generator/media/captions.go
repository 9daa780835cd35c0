package media

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"goldenthread/generator/diag"
)

// Captions is a WebVTT file with nothing but its cues. The zero value is none.
type Captions struct {
	// Bytes is the whole of the new file.
	Bytes []byte
	// Words are all that it says, a line for each cue: with the names of speakers,
	// and, where there are any, once more without them.
	Words string
}

// ReadCaptions reads WebVTT and writes it anew: its cues with their times,
// where they stand on the picture, and their text with who says it, in bold,
// italics or another language. Comments (NOTE), styles, regions, the names of
// cues and what stands behind WEBVTT are left out. The text is in UTF-8, at
// most 1 MB.
//
// ok is false when there is no cue, or one that cannot be read; problems then
// holds an error with the code captions-unreadable.
func ReadCaptions(file string, source []byte) (made Captions, problems []diag.Problem, ok bool) {
	refuse := func(line int, message string) (Captions, []diag.Problem, bool) {
		return Captions{}, []diag.Problem{{
			Code: "captions-unreadable", Place: diag.Place{File: file, Line: line}, Message: message,
			Fix: "Save the captions as WebVTT (.vtt, not .srt) in UTF-8: WEBVTT in the first line, an empty line, then for each cue a line such as 00:01.000 --> 00:04.000 and below it what is said.",
		}}, false
	}
	text, why := decode(source)
	if why != "" {
		return refuse(0, "This file of captions "+why)
	}
	cues, wrong := parseCues(text)
	switch {
	case wrong == 1:
		return refuse(1, "The first line of this file of captions is not WEBVTT.")
	case wrong > 1:
		return refuse(wrong, "The times of this cue cannot be read, or it ends before it begins.")
	case len(cues) == 0:
		return refuse(0, "This file of captions has no words.")
	}
	var b, words strings.Builder
	b.WriteString("WEBVTT\n")
	for _, c := range cues {
		fmt.Fprintf(&b, "\n%s --> %s%s\n%s\n", clock(c.from), clock(c.to), c.settings, c.text)
		words.WriteString(strings.ReplaceAll(c.words, "\n", " ") + "\n")
		if c.seen != c.words { // players do not show who speaks
			words.WriteString(strings.ReplaceAll(c.seen, "\n", " ") + "\n")
		}
	}
	return Captions{Bytes: []byte(b.String()), Words: words.String()}, nil, true
}

// cue is what is said between two times.
type cue struct {
	from, to int    // thousandths of a second
	settings string // each with a space before it
	text     string // as WebVTT
	words    string // as plain text
	seen     string // as plain text, without the names of speakers
}

const arrow = "-->"

var times = regexp.MustCompile(`^\s*(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})\s+-->\s+(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})(\s.*)?$`)

// parseCues reads WebVTT. wrong is the first line that keeps it from being
// read, 0 if there is none.
func parseCues(text string) (cues []cue, wrong int) {
	lines := strings.Split(text, "\n")
	if first, _, _ := strings.Cut(strings.ReplaceAll(lines[0], "\t", " "), " "); first != "WEBVTT" {
		return nil, 1
	}
	for at := 1; at < len(lines); at++ {
		line := lines[at]
		if !strings.Contains(line, arrow) {
			continue // a comment, a style, a region, the name of a cue, or nothing
		}
		c, ok := parseTimes(line)
		if !ok {
			return nil, at + 1
		}
		from := at + 1
		for at+1 < len(lines) && lines[at+1] != "" && !strings.Contains(lines[at+1], arrow) {
			at++
		}
		if c.text, c.words, c.seen = parseCueText(strings.Join(lines[from:at+1], "\n")); c.words != "" {
			cues = append(cues, c)
		}
	}
	return cues, 0
}

func parseTimes(line string) (c cue, ok bool) {
	m := times.FindStringSubmatch(line)
	if m == nil {
		return c, false
	}
	at := func(m []string) (n int) {
		for i, unit := range []int{3_600_000, 60_000, 1000, 1} {
			v, _ := strconv.Atoi(m[i]) // hours may be missing
			n += v * unit
		}
		return n
	}
	c.from, c.to = at(m[1:5]), at(m[5:9])
	for setting := range strings.FieldsSeq(m[9]) {
		if allowedSetting.MatchString(setting) {
			c.settings += " " + setting
		}
	}
	return c, c.to > c.from
}

// allowedSetting is where a cue may stand.
var allowedSetting = regexp.MustCompile(`^(?:vertical:(?:rl|lr)|align:(?:start|center|end|left|right)|size:` + percent +
	`|line:(?:-?\d{1,3}|` + percent + `)(?:,(?:start|center|end))?|position:` + percent + `(?:,(?:line-left|center|line-right))?)$`)

const percent = `\d{1,3}(?:\.\d{1,3})?%`

func clock(n int) string {
	return fmt.Sprintf("%02d:%02d:%02d.%03d", n/3_600_000, n/60_000%60, n/1000%60, n%1000)
}
