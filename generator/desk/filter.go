package desk

import (
	"net/url"
	"slices"
	"strconv"
)

// Filter says which pages are shown. The zero Filter shows all.
type Filter struct {
	State   string // published, withheld, left-out or waiting
	Reason  string // a code
	Person  string // an id
	Section string // a section's name; Top for pages at the top
	Easy    string // missing, published or withheld
	// Sheets of the lists that are long, from 1.
	Pages, People, Problems int
}

// Top stands in a filter for the pages that are in no section.
const Top = "-"

var (
	states = [][2]string{{"withheld", "Not published"}, {"published", "Published"}, {"left-out", "Published, with something left out"}, {"waiting", "Waiting for somebody’s yes"}}
	easies = [][2]string{{"missing", "No easy-read version"}, {"published", "Easy read is published"}, {"withheld", "Easy read is not published"}}
)

// From reads a filter out of an address. What is not understood asks for nothing.
func From(v url.Values) Filter {
	one := func(key string, known [][2]string) string {
		value := v.Get(key)
		if slices.ContainsFunc(known, func(k [2]string) bool { return k[0] == value }) {
			return value
		}
		return ""
	}
	sheet := func(key string) int {
		n, err := strconv.Atoi(v.Get(key))
		if err != nil {
			return 1
		}
		return min(max(n, 1), 1_000_000)
	}
	return Filter{
		State: one("state", states), Easy: one("easy", easies),
		Reason: v.Get("reason"), Person: v.Get("person"), Section: v.Get("section"),
		Pages: sheet("pages"), People: sheet("people"), Problems: sheet("problems"),
	}
}

// Query writes a filter as From reads it.
func (f Filter) Query() string {
	v := url.Values{}
	for key, value := range map[string]string{"state": f.State, "reason": f.Reason, "person": f.Person, "section": f.Section, "easy": f.Easy} {
		if value != "" {
			v.Set(key, value)
		}
	}
	for key, n := range map[string]int{"pages": f.Pages, "people": f.People, "problems": f.Problems} {
		if n > 1 {
			v.Set(key, strconv.Itoa(n))
		}
	}
	return v.Encode()
}

// has says whether a page is one of those asked for. Where a state and a reason are
// asked for, one version has to have both.
func (f Filter) has(p *Page) bool {
	if f.Person != "" && !slices.Contains(p.People, f.Person) {
		return false
	}
	if f.Section != "" && f.Section != p.Section && !(f.Section == Top && p.Section == "") {
		return false
	}
	if f.Easy != "" && p.easy() != f.Easy {
		return false
	}
	if f.State == "" && f.Reason == "" {
		return true
	}
	if f.State == "waiting" && f.Reason == "" && len(p.Waiting) > 0 {
		return true
	}
	return slices.ContainsFunc(p.Versions, f.hasVersion)
}

func (f Filter) hasVersion(v Version) bool {
	switch f.State {
	case "published":
		if !v.Published {
			return false
		}
	case "withheld":
		if v.Published {
			return false
		}
	case "left-out":
		if len(v.LeftOut) == 0 {
			return false
		}
	case "waiting":
		if len(v.asks()) == 0 {
			return false
		}
	}
	is := func(r Reason) bool { return r.Code == f.Reason }
	return f.Reason == "" || slices.ContainsFunc(v.Reasons, is) ||
		slices.ContainsFunc(v.LeftOut, func(l LeftOut) bool { return slices.ContainsFunc(l.Reasons, is) })
}

// easy says how a page stands with easy read: missing, published or withheld; "" for
// a page of which none is asked.
func (p *Page) easy() string {
	for _, v := range p.Versions {
		switch {
		case v.Edition != "easy-read":
		case v.Published:
			return "published"
		default:
			return "withheld"
		}
	}
	if p.Own {
		return ""
	}
	return "missing"
}

// asks lists whose yes to its text a version waits for.
func (v *Version) asks() []string {
	var ids []string
	for _, r := range v.Reasons {
		if r.Person != "" && (r.Code == "not-approved" || r.Code == "changed-since-approved") {
			ids = append(ids, r.Person)
		}
	}
	return ids
}
