package scaffold

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"goldenthread/generator/page"
)

// The example is written as of the year that begins on this day, behind one
// Co-Production Week and before the next. When it is written into a new site in a
// later year, its days move along: what is published in it stays so, what ran out
// has run out, and the next week is still to come.
func exampleBegins() page.Day {
	return page.DayOf(time.Date(2026, time.July, 20, 0, 0, 0, 0, time.UTC))
}

// history is the last year whose days stay where they are.
const history = 2024

// years is how far the example moves.
type years int

// yearsTo gives how many years of the example are over.
func yearsTo(today page.Day) years {
	n := 0
	for exampleBegins().Add(page.Period{Years: n + 1}) <= today {
		n++
	}
	return years(n)
}

// days gives the years in whole weeks, so that a Monday stays a Monday.
func (y years) days() page.Day {
	const week, year = 7, 365.2425
	return page.Day(week * math.Round(float64(y)*year/week))
}

var (
	dayPattern  = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)
	frontEnds   = regexp.MustCompile(`\n---\r?\n`)
	weekPattern = regexp.MustCompile(`(?m)(\bweeks/|^week: )(\d{4})\b`)
)

// move gives a file of the example with its days moved: the days in records and in
// the front matter of pages, and the year that is the name of a week.
func (y years) move(name string, text []byte) (string, []byte) {
	isPage, isRecord := strings.HasSuffix(name, ".md"), strings.HasPrefix(name, "consent/")
	if y == 0 || !isPage && !isRecord {
		return name, text
	}
	head, body := text, []byte(nil)
	if end := frontEnds.FindIndex(text); isPage && end != nil {
		head, body = text[:end[0]], text[end[0]:]
	}
	head = dayPattern.ReplaceAllFunc(head, func(s []byte) []byte {
		if d, err := page.ParseDay(string(s)); err == nil && d.Time().Year() > history {
			return []byte((d + y.days()).String())
		}
		return s
	})
	return y.moveWeek(name), []byte(y.moveWeek(string(head) + string(body)))
}

func (y years) moveWeek(s string) string {
	return weekPattern.ReplaceAllStringFunc(s, func(s string) string {
		at := len(s) - 4
		if year, err := strconv.Atoi(s[at:]); err == nil && year > history {
			return s[:at] + strconv.Itoa(year+int(y))
		}
		return s
	})
}
