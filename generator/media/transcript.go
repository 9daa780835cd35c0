package media

import (
	"bytes"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"goldenthread/generator/diag"
)

// maxText is how many bytes captions or a transcript may have.
const maxText = 1 << 20

// ReadTranscript gives the paragraphs of a transcript, each with its lines
// parted by \n. In plain text (.txt), empty lines part the paragraphs; of
// WebVTT (.vtt) each cue is one, without its times. Both are UTF-8, not empty,
// and at most 1 MB.
//
// ok is false when there is nothing to read; problems then holds an error with
// the code transcript-unreadable.
func ReadTranscript(file string, source []byte) (paragraphs []string, problems []diag.Problem, ok bool) {
	refuse := func(message string) ([]string, []diag.Problem, bool) {
		return nil, []diag.Problem{{
			Code: "transcript-unreadable", Place: diag.Place{File: file}, Message: message,
			Fix: "Write down what is said as plain text, with an empty line between paragraphs, and save it in UTF-8 with the ending .txt.",
		}}, false
	}
	text, why := decode(source)
	if why != "" {
		return refuse("This transcript " + why)
	}
	switch strings.ToLower(path.Ext(file)) {
	case ".txt":
		paragraphs = split(text)
	case ".vtt":
		cues, wrong := parseCues(text)
		if wrong > 0 {
			return refuse("This transcript ends in .vtt, but it cannot be read as WebVTT.")
		}
		// A sentence runs from one cue into the next, and so may a name; where
		// somebody else begins to speak, a paragraph does.
		for i, c := range cues {
			if i > 0 && c.words == c.seen {
				paragraphs[len(paragraphs)-1] += "\n" + c.words
			} else {
				paragraphs = append(paragraphs, c.words)
			}
		}
	default:
		return refuse("This transcript does not end in .txt or .vtt.")
	}
	if len(paragraphs) == 0 {
		return refuse("This transcript has no words.")
	}
	return paragraphs, nil, true
}

// decode gives the text of a file in UTF-8 with line ends of one kind, or why
// there is none: the rest of a sentence.
func decode(source []byte) (text, why string) {
	source = bytes.TrimPrefix(source, []byte("\xef\xbb\xbf"))
	switch {
	case len(source) > maxText:
		return "", "is larger than 1 MB."
	case len(bytes.TrimSpace(source)) == 0:
		return "", "is empty."
	case !utf8.Valid(source) || bytes.IndexByte(source, 0) >= 0:
		return "", "is not plain text in UTF-8."
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(source)), ""
}

// split parts a text at its empty lines.
func split(text string) []string {
	var paragraphs, lines []string
	end := func() {
		if len(lines) > 0 {
			paragraphs = append(paragraphs, strings.Join(lines, "\n"))
			lines = nil
		}
	}
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(strings.Map(printable, line))
		if line == "" {
			end()
			continue
		}
		lines = append(lines, line)
	}
	end()
	return paragraphs
}

// printable drops control characters, which no reader sees.
func printable(r rune) rune {
	if r == '\t' {
		return ' '
	}
	if unicode.IsControl(r) {
		return -1
	}
	return r
}
