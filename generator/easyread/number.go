package easyread

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/sentence"
)

// percentages finds parts of a hundred.
func percentages(r *reading) []diag.Problem {
	return r.each(func(p *passage, s phrase, i int, w word) []diag.Problem {
		switch {
		case strings.Contains(w.Text, "%"), strings.HasPrefix(strings.TrimSpace(w.gap), "%"):
		case w.lower == "percent", w.lower == "percentage", w.lower == "percentages":
		case w.lower == "per" && i+1 < len(s.words) && s.words[i+1].lower == "cent":
		default:
			return nil
		}
		return []diag.Problem{problem(diag.Warning, "easy-percentage", p.place(w.Start), "This is a percentage.", "Say it in people: 'half of the people', '1 person in 10'.")}
	})
}

const largest = 1000

var (
	number = regexp.MustCompile(`^[£$€]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(k|m|bn)?$`)
	year   = regexp.MustCompile(`^(19|20)\d\d$`)
)

// largeNumbers finds numbers that nobody can picture. Years are none, nor are
// telephone numbers: those that begin with 0, have spaces, are a link or one of the
// site's own, or stand behind a word such as phone or number.
func largeNumbers(r *reading) []diag.Problem {
	return r.each(func(p *passage, s phrase, i int, w word) []diag.Problem {
		for _, tel := range p.numbers {
			if tel.holds(w.Start) {
				return nil
			}
		}
		if r.help[digits(w.Text)] || isCalled(s, i) {
			return nil
		}
		if !isLarge(w.Text) && (i == 0 || !isLargeWord(s.words[i-1], w)) {
			return nil
		}
		return []diag.Problem{problem(diag.Warning, "easy-large-number", p.place(w.Start), "This number is larger than 1,000.", "Write 'many', 'a lot of', or say what it means: 'as many as live in our town'.")}
	})
}

// isCalled says whether a word is a number by which something is called: 116123
// behind Call, 85258 in "Text SHOUT to 85258", 1204 behind room.
func isCalled(s phrase, i int) bool {
	if i == 0 || !isFigures(s.words[i].Text) {
		return false
	}
	calls := func(w word) bool { return callWords[w.lower] }
	return calls(s.words[i-1]) || callLinks[s.words[i-1].lower] && slices.ContainsFunc(s.words[:i], calls)
}

func isFigures(text string) bool { return text == digits(text) }

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

func isLarge(text string) bool {
	m := number.FindStringSubmatch(text)
	if m == nil || m[1][0] == '0' || year.MatchString(text) {
		return false
	}
	n, err := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
	return err != nil || n > largest || n == largest && strings.Trim(m[2], ".0") != "" || m[3] == "m" && text[0] > '9' || m[3] == "bn" || m[3] == "k" && n > 1
}

// isLargeWord says whether two words are a large number: 5 million, two thousand.
func isLargeWord(before, w word) bool {
	many := strings.Trim(before.lower, "£$€0123456789.,") == "" || sentence.IsCount(before.lower)
	switch strings.TrimSuffix(w.lower, "s") {
	case "million", "billion":
		return many || before.lower == "a"
	case "thousand":
		return many && before.lower != "1" && before.lower != "one"
	}
	return false
}

// roman is a number in Roman numerals.
var roman = regexp.MustCompile(`^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$`)

// romanNumerals finds numbers that are written as letters.
func romanNumerals(r *reading) []diag.Problem {
	return r.each(func(p *passage, s phrase, i int, w word) []diag.Problem {
		if !isRoman(s, i) {
			return nil
		}
		return []diag.Problem{problem(diag.Warning, "easy-roman-numeral", p.place(w.Start), "This number is written in letters.", "Write it in figures: 3, not III.")}
	})
}

// isRoman says whether a word is a number in Roman numerals. A single letter, and
// what can be something else (CD, XL), is one only behind a word that is numbered.
func isRoman(s phrase, i int) bool {
	text := s.words[i].Text
	if len(text) > 1 && smallRoman[text] {
		return true
	}
	if text == "I" || !roman.MatchString(text) {
		return false
	}
	return len(text) > 1 && strings.Trim(text, "IVX") == "" || len(text) > 4 || i > 0 && numbered[s.words[i-1].lower]
}
