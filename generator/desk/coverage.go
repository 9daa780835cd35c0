package desk

import "slices"

// named is how many pages are named where a list stands beside others.
const named = 20

// coverage counts how many pages have an easy-read version, section by section.
func (d *Desk) coverage(v *view) {
	at := map[string]int{}
	for i := range d.Pages {
		p := &d.Pages[i]
		easy := p.easy()
		if easy == "" {
			continue
		}
		n, known := at[p.Section]
		if !known {
			n = len(v.Sections)
			at[p.Section] = n
			v.Sections = append(v.Sections, section{Name: p.Section})
		}
		s := &v.Sections[n]
		s.All++
		switch easy {
		case "published":
			s.Published++
		case "withheld":
			s.Withheld++
			v.Unshown++
			if len(v.Hidden) < named {
				v.Hidden = append(v.Hidden, d.pageView(p, 0))
			}
		case "missing":
			s.Missing++
			v.Unmade++
			if len(v.Missing) < named {
				v.Missing = append(v.Missing, d.pageView(p, 0))
			}
		}
	}
	for i := range v.Sections {
		s := &v.Sections[i]
		s.PublishedPart = 100 * s.Published / s.All
		s.WithheldPart = 100*(s.Published+s.Withheld)/s.All - s.PublishedPart
		f := Filter{Section: s.Name, Easy: "missing"}
		if s.Name == "" {
			f.Section, s.Name = Top, "Pages at the top"
		}
		s.Query = "/_desk/?" + f.Query() + "#pages"
	}
}

// mostPeople is how many people a list to choose from may hold, and mostPaths how many
// pages; of more, the id or path is written.
const (
	mostPeople = 200
	mostPaths  = 500
)

// choices gathers what the filter offers: what is there.
func (d *Desk) choices() (c choices) {
	for _, s := range states {
		c.States = append(c.States, choice{s[0], s[1], d.Filter.State == s[0]})
	}
	for _, e := range easies {
		c.Easies = append(c.Easies, choice{e[0], e[1], d.Filter.Easy == e[0]})
	}
	reasons, sections := map[string]bool{}, map[string]bool{}
	if d.Filter.Reason != "" {
		reasons[d.Filter.Reason] = true
	}
	for i := range d.Pages {
		sections[d.Pages[i].Section] = true
		for _, v := range d.Pages[i].Versions {
			for _, r := range v.Reasons {
				reasons[r.Code] = true
			}
			for _, l := range v.LeftOut {
				for _, r := range l.Reasons {
					reasons[r.Code] = true
				}
			}
		}
	}
	for _, code := range sorted(reasons) {
		c.Reasons = append(c.Reasons, choice{code, codeName(code), d.Filter.Reason == code})
	}
	for _, s := range sorted(sections) {
		one := choice{s, s, d.Filter.Section == s && s != ""}
		if s == "" {
			one = choice{Top, "Pages at the top", d.Filter.Section == Top}
		}
		c.Sections = append(c.Sections, one)
	}
	if len(d.People) <= mostPeople {
		for _, p := range d.People {
			c.People = append(c.People, p.ID)
		}
	}
	if len(d.Pages) <= mostPaths {
		for i := range d.Pages {
			if d.Pages[i].Path != "" { // which no entry covers by itself
				c.Paths = append(c.Paths, d.Pages[i].Path)
			}
		}
	}
	return c
}

func sorted(set map[string]bool) []string {
	var out []string
	for one := range set {
		out = append(out, one)
	}
	slices.Sort(out)
	return out
}
