package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"goldenthread/generator/desk"
	"goldenthread/generator/page"
)

// large is a desk of 10,000 pages and people.
func large(t testing.TB) desk.Desk {
	d := example(t)
	one, sam := d.Pages[2], d.People[2]
	d.Pages, d.People = nil, nil
	for i := range 10_000 {
		one.Path = fmt.Sprintf("stories/p%05d", i)
		one.Title = fmt.Sprintf("Page %d", i)
		d.Pages = append(d.Pages, one)
		sam.ID = fmt.Sprintf("p%05d", i)
		d.People = append(d.People, sam)
		d.Dates = append(d.Dates, desk.Date{Day: d.Today + page.Day(i%300), Kind: desk.RunsOut, Person: sam.ID, Covers: []string{one.Path}})
		d.Problems = append(d.Problems, d.Problems[0])
	}
	d.Dates = sortedDates(d.Dates)
	return d
}

func sortedDates(dates []desk.Date) []desk.Date {
	out := make([]desk.Date, 0, len(dates))
	byDay := map[page.Day][]desk.Date{}
	last := page.Day(0)
	for _, one := range dates {
		byDay[one.Day] = append(byDay[one.Day], one)
		last = max(last, one.Day)
	}
	for day := page.Day(0); day <= last; day++ {
		out = append(out, byDay[day]...)
	}
	return out
}

// However large a site is, the document stays small: live, in sheets that lead to one
// another; as a report, it says what it leaves out.
func TestBounded(t *testing.T) {
	d := large(t)
	report := render(t, d)
	if n := len(shownPages(report)); n != 300 {
		t.Errorf("a report shows %d pages", n)
	}
	if !strings.Contains(text(byID(report, "pages")), "These are the first 300 of 10,000.") {
		t.Error("a report does not say that there are more pages")
	}
	d.Live = &desk.Live{Token: "t"}
	seen := map[string]bool{}
	for sheet := 1; sheet <= 200; sheet += 199 {
		d.Filter = desk.Filter{Pages: sheet}
		doc := render(t, d)
		for _, name := range shownPages(doc) {
			seen[name] = true
		}
		if bytes, _ := d.HTML(); len(bytes) > 1<<20 {
			t.Errorf("sheet %d is of %d bytes", sheet, len(bytes))
		}
		said := text(byID(doc, "pages"))
		if strings.Contains(said, "Those before") != (sheet > 1) || strings.Contains(said, "Those after") != (sheet < 200) {
			t.Errorf("sheet %d leads elsewhere", sheet)
		}
	}
	if len(seen) != 100 || !seen["Page 0"] || !seen["Page 9999"] {
		t.Errorf("two sheets show %d pages", len(seen))
	}
}

func BenchmarkHTML(b *testing.B) {
	d := large(b)
	for _, kind := range []string{"report", "live"} {
		b.Run(kind, func(b *testing.B) {
			if kind == "live" {
				d.Live = &desk.Live{Token: "t"}
			}
			for b.Loop() {
				if _, err := d.HTML(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Somebody who is in everything does not make the document long.
func TestBusyPerson(t *testing.T) {
	d := example(t)
	sam := &d.People[2]
	for range 999 {
		sam.Pages = append(sam.Pages, sam.Pages[0])
		sam.Approvals = append(sam.Approvals, sam.Approvals[0])
	}
	said := text(byID(render(t, d), "person-sam"))
	for _, want := range []string{"and 980 more pages", "1,000 yeses to a text", "and 960 older yeses to a text"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if len(said) > 20_000 {
		t.Errorf("it says %d bytes", len(said))
	}
}
