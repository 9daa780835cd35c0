package consent_test

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// slug gives a name as addresses hold it.
func (d *dice) slug() string {
	name := norm.NFD.String(strings.ToLower(d.mention()))
	name = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case unicode.Is(unicode.Mn, r) || r == '\'':
			return -1
		}
		return '-'
	}, name)
	return pick(d, "", "", "my-", "x") + strings.Trim(name, "-") + pick(d, "", "", "-2", "s")
}

func (d *dice) mention() string { return pick(d, d.mentions...) }

// prose gives a line that holds a name in so many of a hundred times.
func (d *dice) prose(percent int) string {
	return strings.ReplaceAll(d.text(percent), "\n", " ")
}

// text gives a text, perhaps of several lines, that does.
func (d *dice) text(percent int) string {
	words := pick(d, "green", "Blue", "red")
	if !d.percent(percent) {
		return words
	}
	return pick(d, "", "", words+" ", words+", ", "“", "(", "Dr. ") + d.spelt() + pick(d, "", "", " "+words, ", "+words, "; "+words, ")", "!")
}

// address gives one that holds a name in so many of a hundred times.
func (d *dice) address(percent int) string {
	base := pick(d, "https://www.example.com/", "/2022/07/", "mailto:")
	if !d.percent(percent) {
		return base + "green"
	}
	switch d.IntN(6) {
	case 0:
		return "https://www.example.com/" + strings.ReplaceAll(d.mention(), " ", pick(d, "+", "_", "%20", ""))
	case 1:
		return "https://www.example.com/?who=" + d.slug() + "&x=y"
	case 2:
		return "https://" + d.slug() + ".example.com/"
	}
	return base + d.slug() + pick(d, "", "/", ".html", "@example.com")
}

// spelt gives a name as somebody might write it.
func (d *dice) spelt() string {
	name := d.mention()
	if d.percent(10) {
		name += pick(d, " ", "-", ", ", " / ") + d.mention()
	}
	if d.percent(45) {
		return name
	}
	name = d.misspelt(name)
	if d.percent(15) {
		name = d.misspelt(name)
	}
	return name
}

func (d *dice) misspelt(name string) string {
	letters := []rune(name)
	at := d.IntN(len(letters))
	between := func(with ...string) string { return string(letters[:at]) + pick(d, with...) + string(letters[at:]) }
	switch d.IntN(12) {
	case 0:
		return strings.ToLower(name)
	case 1:
		return strings.ToUpper(name)
	case 2: // accents where there are none, and none where there are
		return pick(d, strings.NewReplacer("e", "é", "O", "Ó", "ë", "e").Replace(name), norm.NFD.String(name))
	case 3: // NFKC
		return strings.NewReplacer("A", "Ａ", "L", "Ｌ", "o", "ｏ", "W", "𝐖").Replace(name)
	case 4, 5, 6: // between the words
		with := pick(d, " ", "-", "_", ".", "", "\n", " - ", "'", "’", "`", "´", "\u00a0", "\u2011", " – ", " — ", ", ", "/", " (", "…", "  ", "\t", " & ", "\u2060 ")
		return strings.NewReplacer(" ", with, "-", with, "_", with, "'", with).Replace(name)
	case 7: // within a word
		return between("-", ".", "_", "'", " ", "\n", "\u00ad", "\u200b", "*", ", ")
	case 8: // a letter too many
		return between("x", "e", "X", "7", "é")
	case 9: // behind it
		if !knownExactForms && d.percent(8) {
			return name + "\u0301"
		}
		return name + pick(d, "'s", "’s", "’S", "'t", "'ve", "n", "s", "s'", "7", "-blue", "_x", "'x", "'xs", "`s", ".", "é", "’t’s", "'t7")
	case 10: // in front of it
		return pick(d, "O'", "O’", "d'", "I'", "we'", "x", "7", "Mc", "blue-", "_", "X ", "XX'", "l’", "X´", "éO'", "O-X'", "'", "l'") + name
	}
	// with capitals elsewhere
	letters[at] = unicode.ToUpper(letters[at])
	return string(letters)
}
