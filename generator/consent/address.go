package consent

import (
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// madeAddresses are the names at the top of the site that the program makes
// itself, so that no page or section may have them.
func madeAddresses() []string {
	return []string{"a-to-z", "assets", "credits", "easy-read", "leaving-safely", "search", "topics", "your-consent"}
}

// takenAddresses says of each page whether its address is taken: wanted by two
// pages, which are then both withheld, or made by the program itself.
func takenAddresses(src *page.Source) []bool {
	sections := Sections(src)
	wanted := map[string][]int{}
	taken := make([]bool, len(src.Pages))
	for i := range src.Pages {
		p := &src.Pages[i]
		want := func(address string) {
			if !slices.Contains(wanted[address], i) {
				wanted[address] = append(wanted[address], i)
			}
		}
		for _, v := range p.Versions() {
			want(p.Address(v.Edition))
			// Two pages of one path are one too many, although a discreet one
			// has another address.
			want("path of the " + string(v.Edition) + " version: " + p.Path)
		}
		taken[i] = isMade(p, sections)
	}
	for _, pages := range wanted {
		if len(pages) > 1 {
			for _, i := range pages {
				taken[i] = true
			}
		}
	}
	return taken
}

// Reserved says whether the program makes the address of a page path itself,
// whatever pages there are.
func Reserved(pagePath string) bool {
	section, _, deep := strings.Cut(pagePath, "/")
	if !deep {
		section = ""
	}
	return isMade(&page.Page{Path: pagePath, Section: section}, nil)
}

// isMade says whether the program makes a page's address itself.
func isMade(p *page.Page, sections []string) bool {
	top := p.Section
	if top == "" {
		top = p.Path
	}
	if slices.Contains(madeAddresses(), top) {
		return true
	}
	if p.Own {
		return false
	}
	name := p.Path[len(p.Section):]
	if p.Section == "" {
		// A page at the top stands where the list of a section would.
		return slices.Contains([]string{"easy-read", "page", "more", "weeks"}, name) || slices.Contains(sections, name)
	}
	return slices.Contains([]string{"/easy-read", "/page", "/more"}, name)
}

// Sections lists the sections of a site: every first-level folder that holds a
// page, withheld or not.
func Sections(src *page.Source) []string {
	var sections []string
	for i := range src.Pages {
		if s := src.Pages[i].Section; s != "" && !slices.Contains(sections, s) {
			sections = append(sections, s)
		}
	}
	slices.Sort(sections)
	return sections
}
