package page

import (
	"fmt"
	"time"
)

// Day is a calendar day, without a time or a time zone. Days are ordered by <.
// The zero value is no day at all, and earlier than every day.
type Day int

// epoch is the day before the first one that can be written.
var epoch = time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC)

// DayOf gives the day on which t falls in t's own location.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	const seconds = 24 * 60 * 60 // time.Duration holds no more than 292 years
	return Day((time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() - epoch.Unix()) / seconds)
}

// ParseDay reads a day in the form 2026-07-03 (ISO 8601, extended). Days that
// no calendar has, such as 30 February, are refused.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return 0, fmt.Errorf("not a day in the form 2026-07-03")
	}
	return DayOf(t), nil
}

// Time gives midnight, UTC, at the start of the day.
func (d Day) Time() time.Time { return epoch.AddDate(0, 0, int(d)) }

// String gives the form 2026-07-03, or "" for no day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// MarshalText gives what String gives.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Period is a length of time in calendar units. The zero value is no time.
type Period struct{ Years, Months, Days int }

// ParsePeriod reads a period in the form 90d, 18m or 2y.
func ParsePeriod(s string) (Period, error) {
	var n int
	var unit rune
	var rest string
	if got, _ := fmt.Sscanf(s, "%d%c%s", &n, &unit, &rest); got == 2 && n > 0 && n <= 40000 && s == fmt.Sprintf("%d%c", n, unit) {
		switch unit {
		case 'd':
			return Period{Days: n}, nil
		case 'm':
			return Period{Months: n}, nil
		case 'y':
			return Period{Years: n}, nil
		}
	}
	return Period{}, fmt.Errorf("not a length of time in the form 90d, 18m or 2y")
}

// Add gives the day that is p later by the calendar. A day that the month does
// not have becomes the month's last: 29 February and a year is 28 February.
func (d Day) Add(p Period) Day {
	t := d.Time()
	year, month, day := t.Year()+p.Years, t.Month()+time.Month(p.Months), t.Day()
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC)
	day = min(day, last.Day())
	return DayOf(time.Date(last.Year(), last.Month(), day+p.Days, 0, 0, 0, 0, time.UTC))
}
