package desk

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"goldenthread/generator/page"
)

// The picture of a month: seven days to a week, in units of the drawing.
const (
	cell   = 28
	row    = 32
	header = 20 // the row of the days' names
	inset  = 4
)

// month is one month of the calendar: its picture, and the same in words.
type month struct {
	ID, Name      string
	Width, Height int
	Tells         string // what the picture shows, for who does not see it
	Weekdays      []weekday
	Cells         []dayCell
	Dates         []dateView // the first of them
	More          int        // how many others there are
}

type weekday struct {
	X    int
	Name string
}

// dayCell is a day of the picture, with a mark for each kind of what is on it.
type dayCell struct {
	X, Y, Number int
	TextX, TextY int
	Today, Full  bool
	Marks        []mark
}

// mark is a shape of its own for each kind: no kind is known by its colour alone.
type mark struct {
	Class string
	Path  string
}

type dateView struct {
	Date
	Says string
	At   placeView
}

// shapes draw the kinds in a square of eight units.
var shapes = [kinds]struct{ Class, Name, Path string }{
	Comes:   {"comes", "a page may come", "M4 0 8 8H0z"},
	Goes:    {"goes", "last day of a page", "M0 0H8V8H0z"},
	RunsOut: {"runs-out", "last day of a consent", "M4 0A4 4 0 1 1 4 8 4 4 0 1 1 4 0z"},
	Review:  {"review", "ask again", "M4 0 8 4 4 8 0 4z"},
}

// mostDates is how many are named of a month; the picture and the counts tell of all.
const mostDates = 25

// months makes the calendar of this month and those that follow, until a year is
// over, and gives what comes later.
func (d *Desk) months() (out []month, later []Date) {
	if d.Today == 0 {
		return nil, nil
	}
	y, m, _ := d.Today.Time().Date()
	dates, end := d.Dates, d.Today.Add(page.Period{Years: 1})
	for i := 0; ; i++ {
		first := time.Date(y, m+time.Month(i), 1, 0, 0, 0, 0, time.UTC)
		if page.DayOf(first) >= end {
			return out, dates
		}
		next := page.DayOf(first.AddDate(0, 1, 0))
		n, _ := slices.BinarySearchFunc(dates, next, func(a Date, day page.Day) int { return int(a.Day - day) })
		out = append(out, d.month(first, dates[:n]))
		dates = dates[n:]
	}
}

func (d *Desk) month(first time.Time, dates []Date) month {
	m := month{ID: first.Format("2006-01"), Name: first.Format("January 2006"), Width: 7*cell + 2*inset}
	for i, name := range []string{"M", "T", "W", "T", "F", "S", "S"} {
		m.Weekdays = append(m.Weekdays, weekday{inset + i*cell + cell/2, name})
	}
	column := (int(first.Weekday()) + 6) % 7
	start, rest := page.DayOf(first), dates
	for number := 1; number <= first.AddDate(0, 1, -1).Day(); number++ {
		at := column + number - 1
		c := dayCell{X: inset + at%7*cell, Y: header + at/7*row, Number: number, Today: start+page.Day(number-1) == d.Today}
		c.TextX, c.TextY = c.X+cell/2, c.Y+15
		n := 0
		for n < len(rest) && rest[n].Day == start+page.Day(number-1) {
			n++
		}
		c.Full = n > 0
		c.Marks = marks(c.X, c.Y, rest[:n])
		rest = rest[n:]
		m.Cells = append(m.Cells, c)
	}
	m.Height = header + 6*row + inset
	m.Tells = tells(dates)
	m.Dates = d.dateViews(dates[:min(len(dates), mostDates)])
	m.More = len(dates) - len(m.Dates)
	return m
}

func (d *Desk) dateViews(dates []Date) (out []dateView) {
	for _, one := range dates {
		out = append(out, dateView{one, one.says(), d.place(one.Place)})
	}
	return out
}

// marks draws what is on a day, each kind once, under its number.
func marks(x, y int, dates []Date) []mark {
	var has [kinds]bool
	n := 0
	for _, one := range dates {
		if !has[one.Kind] {
			has[one.Kind] = true
			n++
		}
	}
	var out []mark
	step, size := 10, 8 // the more there are, the smaller they are and the closer they stand
	if n > 2 {
		step, size = 7, 6
	}
	left := x + (cell-(n-1)*step-size)/2
	for kind, there := range has {
		if there {
			out = append(out, mark{shapes[kind].Class, fmt.Sprintf("translate(%d %d) scale(%.2f)", left, y+20+(8-size)/2, float64(size)/8)})
			left += step
		}
	}
	return out
}

// tells says in words what the picture of a month shows.
func tells(dates []Date) string {
	if len(dates) == 0 {
		return "Nothing."
	}
	var counts [kinds]int
	days := []string{}
	for i, one := range dates {
		counts[one.Kind]++
		if i == 0 || dates[i-1].Day != one.Day {
			days = append(days, one.Day.Time().Format("2"))
		}
	}
	var parts []string
	for kind, n := range counts {
		if n > 0 {
			parts = append(parts, shapes[kind].Name+": "+thousands(n))
		}
	}
	text := strings.Join(parts, ", ") + "; on the " + join(days) + "."
	return strings.ToUpper(text[:1]) + text[1:]
}

// says tells of one day what it is.
func (one *Date) says() string {
	switch one.Kind {
	case Comes:
		return "may come from this day, as the page itself says"
	case Goes:
		if one.Edition == "" {
			return "has its last day, as the page itself says"
		}
		return strings.ToLower(editionName(one.Edition)) + ": last day, as things stand"
	case RunsOut:
		return "last day of their consent for " + coversNames(one.Covers)
	default:
		return "ask again about " + coversNames(one.Covers)
	}
}
