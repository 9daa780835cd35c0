package plan

import (
	"slices"
	"strings"

	"goldenthread/generator/consent"
	"goldenthread/generator/page"
)

// Frame gives what stands around every sheet of a site.
func Frame(c consent.Cleared) *page.Frame {
	site := c.Site()
	byPath := map[string]*page.View{}
	views := c.Views()
	for i := range views {
		if views[i].Edition == page.Standard {
			byPath[views[i].Path] = &views[i]
		}
	}
	f := &page.Frame{
		SiteTitle: site.Title, Description: site.Description, Language: site.Language,
		BaseURL: site.BaseURL, Prefix: site.Prefix(), Organisation: site.Organisation, ExitTo: site.ExitTo,
		Help: site.Help, Today: c.Today(),
		Feed: "/feed.xml", JSONFeed: "/feed.json", EasyRead: "/easy-read/", HardWords: "/easy-read/hard-words/", AToZ: "/a-to-z/",
		Topics: "/topics/", Credits: "/credits/", YourConsent: "/your-consent/", LeavingSafely: "/leaving-safely/",
	}
	for _, name := range site.Menu {
		switch {
		case slices.Contains(c.Sections(), name):
			f.Menu = append(f.Menu, page.Anchor{Label: label(byPath, name), Address: "/" + name + "/"})
		case byPath[name] != nil:
			f.Menu = append(f.Menu, page.Anchor{Label: byPath[name].Label, Address: byPath[name].Address})
		case slices.Contains([]string{"easy-read", "topics", "a-to-z", "credits", "your-consent", "leaving-safely"}, name):
			f.Menu = append(f.Menu, page.Anchor{Address: "/" + name + "/"})
		}
	}
	return f
}

// label gives the name of a section: the title of its own page, where search
// engines may know it, or else one made from its folder.
func label(byPath map[string]*page.View, section string) string {
	if v := byPath[section]; v != nil && v.Channels.Has(page.SearchEngines) {
		return v.Label
	}
	words := strings.ReplaceAll(section, "-", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}
