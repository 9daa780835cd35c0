package theme

import (
	"fmt"
	"strconv"

	"goldenthread/generator/page"
)

// day writes a day in plain words: 6 July 2026. No day is "".
func (w *words) day(d page.Day) string { return w.dayAs("day", d) }

func (w *words) dayAs(pattern string, d page.Day) string {
	if d == 0 {
		return ""
	}
	t := d.Time()
	return w.own(pattern, "day", t.Day(), "month", w.months[t.Month()], "year", t.Year())
}

// days writes the first and the last day of something without saying a month
// or a year twice: 6 to 10 July 2026, 29 June to 3 July 2026.
func (w *words) days(first, last page.Day) string {
	if last <= first {
		return w.day(first)
	}
	if first == 0 {
		return w.day(last)
	}
	return w.own("from_to", "from", w.before(first, last), "to", w.day(last))
}

// before writes a day without what the day behind it says anyway.
func (w *words) before(first, last page.Day) string {
	a, b := first.Time(), last.Time()
	switch {
	case a.Year() != b.Year():
		return w.day(first)
	case a.Month() != b.Month():
		return w.dayAs("day_without_year", first)
	default:
		return strconv.Itoa(a.Day())
	}
}

// moments writes when an event begins and ends: Monday 6 July 2026, 10am to
// 2pm; Tuesday 7 to Wednesday 8 July 2026.
func (w *words) moments(starts, ends page.Moment) string {
	from, until := w.clock(starts.Clock), w.clock(ends.Clock)
	switch {
	case ends.Day <= starts.Day:
		if from != "" && until != "" && until != from {
			from = w.own("from_to", "from", from, "to", until)
		}
		return w.at(w.weekday(starts.Day, w.day(starts.Day)), from)
	case from == "" && until == "" && starts.Day != 0:
		return w.own("from_to",
			"from", w.weekday(starts.Day, w.before(starts.Day, ends.Day)),
			"to", w.weekday(ends.Day, w.day(ends.Day)))
	default:
		return w.own("from_to",
			"from", w.at(w.weekday(starts.Day, w.day(starts.Day)), from),
			"to", w.at(w.weekday(ends.Day, w.day(ends.Day)), until))
	}
}

func (w *words) at(day, time string) string {
	if time == "" {
		return day
	}
	return w.own("at_time", "day", day, "time", time)
}

// weekday puts the day of the week before a day that is written already.
func (w *words) weekday(d page.Day, written string) string {
	if d == 0 {
		return ""
	}
	return w.own("day_of_week", "weekday", w.weekdays[d.Time().Weekday()], "day", written)
}

// clock writes a time of day as it is said: 14:30 is 2:30pm.
func (w *words) clock(s string) string {
	var hour, minute int
	if n, _ := fmt.Sscanf(s, "%d:%d", &hour, &minute); n != 2 {
		return s
	}
	switch {
	case hour == 12 && minute == 0:
		return w.text["noon"]
	case hour%24 == 0 && minute == 0:
		return w.text["midnight"]
	}
	time, key := strconv.Itoa((hour+11)%12+1), "time_am"
	if minute != 0 {
		time += fmt.Sprintf(":%02d", minute)
	}
	if hour >= 12 {
		key = "time_pm"
	}
	return w.own(key, "time", time)
}

// state gives the key of the text that says whether a week is still to come;
// "" for a week without days.
func state(starts, ends, today page.Day) string {
	switch {
	case starts == 0:
		return ""
	case today < starts:
		return "week_ahead"
	case today <= max(starts, ends):
		return "week_now"
	default:
		return "week_over"
	}
}
