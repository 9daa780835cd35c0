package plan

import (
	"slices"
	"strings"

	"goldenthread/generator/consent"
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// isMade says whether a name is that of a page which the program makes on this site.
func isMade(c consent.Cleared, name string) bool {
	return name == "accessibility" && !c.OwnAccessibility() || slices.Contains([]string{"easy-read", "topics", "a-to-z", "credits", "your-consent", "leaving-safely", "search"}, name)
}

// setFrame finds what stands around every sheet of the site.
func (b *builder) setFrame() {
	c, site, byPath := b.cleared, b.site, b.byPath
	f := &page.Frame{
		SiteTitle: site.Title, Description: site.Description, Language: site.Language,
		BaseURL: site.BaseURL, Prefix: site.Prefix(), Organisation: site.Organisation, ExitTo: site.ExitTo,
		Help: site.Help, Today: c.Today(), Approval: site.Consent.Approval.All,
		Feed: "/feed.xml", JSONFeed: "/feed.json", YourConsent: "/your-consent/", LeavingSafely: "/leaving-safely/", Search: "/search/",
	}
	b.frame = f
	b.lead()
	f.Organisation.PrivacyNotice = privacy(c, b.views)
	if own := byPath["accessibility"]; own != nil {
		f.Accessibility = own.Address
	} else if isMade(c, "accessibility") {
		f.Accessibility = "/accessibility/"
	}
	for _, name := range site.Menu {
		switch {
		case b.leadsNowhere(name):
		case slices.Contains(c.Sections(), name):
			f.Menu = append(f.Menu, page.Anchor{Label: label(byPath, name), Address: "/" + name + "/"})
		case byPath[name] != nil:
			f.Menu = append(f.Menu, page.Anchor{Label: byPath[name].Label, Address: byPath[name].Address})
		case isMade(c, name):
			f.Menu = append(f.Menu, page.Anchor{Address: "/" + name + "/"})
		}
	}
}

// lead fills in where the frame leads: to what the program makes itself, where there
// is something to be found.
func (b *builder) lead() {
	f := b.frame
	for _, one := range []struct {
		to      *string
		address string
		is      bool
	}{
		{&f.EasyRead, "/easy-read/", len(b.easyRead()) > 0},
		{&f.HardWords, "/easy-read/hard-words/", len(b.site.Words) > 0},
		{&f.AToZ, "/a-to-z/", len(b.inAToZ()) > 0},
		{&f.Topics, "/topics/", len(b.topic) > 0},
		{&f.Credits, "/credits/", len(b.owed) > 0},
	} {
		if one.is {
			*one.to = one.address
		}
	}
}

// leadsNowhere says whether a name is that of a list that the program makes, and
// that holds nothing.
func (b *builder) leadsNowhere(name string) bool {
	f := b.frame
	lists := map[string]string{"easy-read": f.EasyRead, "a-to-z": f.AToZ, "topics": f.Topics, "credits": f.Credits}
	address, isList := lists[name]
	return isList && address == "" && b.byPath[name] == nil
}

// privacy gives the address of the privacy notice for readers: of a page, the one
// that it has now; "" where nothing will stand there.
func privacy(c consent.Cleared, views []page.View) string {
	site := c.Site()
	written, _, _ := strings.Cut(site.Organisation.PrivacyNotice, "#")
	if !strings.HasPrefix(written, "/") || strings.HasPrefix(written, "//") {
		return written
	}
	name := strings.Trim(strings.TrimSuffix(written, "index.html"), "/")
	moved := ""
	for i := range views {
		v := &views[i]
		switch {
		case v.Edition == page.Standard && v.Path == name || strings.Trim(v.Address, "/") == name:
			return v.Address
		case slices.ContainsFunc(v.OldURLs, func(old page.OldURL) bool { return strings.Trim(old.Address, "/") == name }):
			moved = v.Address
		}
	}
	isFile := func(f page.File) bool { return f.Path == name }
	if name == "" || isMade(c, name) || slices.Contains(c.Sections(), name) || slices.ContainsFunc(site.Files, isFile) {
		return written
	}
	return moved
}

// noPrivacy tells the team that the privacy notice is not there.
func (b *builder) noPrivacy() {
	if b.frame.Organisation.PrivacyNotice != "" || b.site.Organisation.PrivacyNotice == "" {
		return
	}
	b.problems = append(b.problems, diag.Problem{Severity: diag.Warning, Code: "broken-link", Place: b.site.Notice,
		Message: "'privacy_notice' leads to an address of the site where nothing is published, so no page links to it.",
		Fix:     "Write the path of a page that is published, for example /privacy/, or take the key out."})
}

// label gives the name of a section: the title of its own page, where search
// engines may know it, or else one made from its folder.
func label(byPath map[string]*page.View, section string) string {
	if v := byPath[section]; v != nil && v.Channels.Has(page.SearchEngines) {
		return v.Label
	}
	return nameOf(section)
}

// nameOf makes a folder's name into words.
func nameOf(folder string) string {
	words := strings.ReplaceAll(folder, "-", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}
