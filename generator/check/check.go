// Package check gives writers advice on what they wrote: what is probably not
// meant, although it can be read.
//
// It never decides: nothing that it says withholds or publishes anything.
package check

import (
	"fmt"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
	"goldenthread/generator/picture"
	"goldenthread/generator/work"
)

// Source looks through everything that was read. today is the present day.
func Source(src *page.Source, today page.Day) []diag.Problem {
	c := checker{src: src, index: page.NewIndex(src), today: today, paths: map[string]bool{}, sections: map[string]bool{}, live: map[string]bool{}, standard: map[string]*page.Page{}}
	for i := range src.Pages {
		p := &src.Pages[i]
		c.paths[p.Path] = true
		if p.Standard != nil {
			c.standard[p.Path] = p
		}
		c.sections[p.Section] = c.sections[p.Section] || !p.Own
		for _, v := range p.Versions() {
			c.live[p.Address(v.Edition)] = true
		}
	}
	old := map[string]string{}
	texts := make([]checker, len(src.Pages))
	work.All(len(src.Pages), func(i int) {
		texts[i] = checker{src: c.src, index: c.index}
		texts[i].texts(&src.Pages[i])
	})
	for i := range src.Pages {
		c.meta(&src.Pages[i], old)
		c.alone(&src.Pages[i])
		c.problems = append(c.problems, texts[i].problems...)
	}
	for _, rec := range src.Records {
		c.covers(rec)
	}
	return c.problems
}

type checker struct {
	src      *page.Source
	index    *page.Index
	today    page.Day
	paths    map[string]bool
	sections map[string]bool       // those with a page besides their own
	live     map[string]bool       // addresses of pages
	standard map[string]*page.Page // those with a standard version, by path
	problems []diag.Problem
}

func (c *checker) add(severity diag.Severity, code, file string, line, column int, message, fix string) {
	c.problems = append(c.problems, diag.Problem{
		Severity: severity, Code: code, Place: diag.Place{File: file, Line: line, Column: column}, Message: message, Fix: fix,
	})
}

// meta looks at what stands above the text of a page; old are the former addresses of
// those before it, with their files.
func (c *checker) meta(p *page.Page, old map[string]string) {
	if v := p.Standard; v != nil && v.Fault == nil {
		m := &p.Meta
		at := func(severity diag.Severity, code, key, message, fix string) {
			c.add(severity, code, v.File, m.Lines[key], 1, message, fix)
		}
		if m.Date > c.today {
			at(diag.Warning, "date-ahead", "date", "'date' is a day that is still ahead.", "Write the day on which the page is published; to publish it later, use 'publish_from'.")
		}
		if m.Week != "" && !c.paths["weeks/"+m.Week] {
			at(diag.Warning, "no-such-week", "week", "There is no such week in content/weeks/.", "Write the name of a page there, or take the line away.")
		}
		for _, u := range m.OldURLs {
			switch {
			case c.live[strings.TrimSuffix(u, "/")+"/"]:
				at(diag.Error, "old-url-live", "old_urls", "An address in 'old_urls' is that of a page that is here now.", "Take it out of 'old_urls'.")
			case old[u] != "":
				at(diag.Error, "old-url-twice", "old_urls", fmt.Sprintf("An address in 'old_urls' stands in %s too.", old[u]), "Keep it in one of the two.")
			}
			old[u] = v.File
		}
		for _, e := range m.Events {
			if e.Starts.Day == 0 {
				at(diag.Warning, "event-day", "events", "An event has no 'starts', so nobody learns when it is, and it stands in no calendar.", "Write its day, or its day and time: starts: 2026-07-06 14:30.")
			}
		}
		if m.Cover != "" {
			c.picture(v, m.Cover, true, m.Lines["cover"], 1)
		}
	}
}

// texts looks at the texts of a page.
func (c *checker) texts(p *page.Page) {
	for _, v := range p.Versions() {
		c.raw(v, v.Body)
		for n := range page.Walk(v.Body) {
			switch n.Kind {
			case page.Image:
				c.picture(v, n.URL, n.Text != "" || len(n.Children) > 0, int(n.Line), int(n.Column))
			case page.Audio, page.Video:
				c.recording(v, n)
			case page.Link:
				c.link(v, n)
				if c.wordless(v, n) {
					c.add(diag.Warning, "link-without-words", v.File, int(n.Line), int(n.Column), "This link has no words, so nobody would hear where it leads; it loses its address.", "Write in the square brackets where it leads; around a picture, give the picture words.")
				}
			case page.Heading:
				if c.wordless(v, n) {
					c.add(diag.Warning, "empty-heading", v.File, int(n.Line), int(n.Column), "This heading has no words, so it is left out.", "Write its words behind the #, or take the line away.")
				}
			}
		}
	}
}

// picture reports one that leads off the site, and one that nobody has put into
// words.
func (c *checker) picture(v *page.Version, link string, words bool, line, column int) {
	file := c.src.Site.PictureFile(v.File, link)
	if file == "" {
		c.add(diag.Error, "external-picture", v.File, line, column, "This picture is not one of the site's own, so it is left out.", "Put the picture beside the page, and write its file name.")
		return
	}
	if pic := c.src.Pictures[file]; !words && pic.Alt == "" && !pic.AltSaid {
		c.add(diag.Error, "no-alt", v.File, line, column, "This picture has no words for those who cannot see it.", `Write what it shows: ![Two people talking](picture.svg), or "alt:" in pictures.yaml; alt: "" says that it is a decoration.`)
	}
}

// recording reports one that nobody could follow who cannot hear or see it; ids in
// it that cannot be anybody's; and one on another site, of which nothing but a link
// is published.
func (c *checker) recording(v *page.Version, n *page.Node) {
	add := func(severity diag.Severity, code, message, fix string) {
		c.add(severity, code, v.File, int(n.Line), int(n.Column), message, fix)
	}
	for _, id := range n.MediaPeople().IDs {
		if !page.ValidID(id) {
			add(diag.Error, "person-id", "What stands behind people= is not the id of a person.", `Write the names of their files in consent/, without .yaml: people=sam, or people="sam, priya".`)
			break
		}
	}
	if c.src.Site.Elsewhere(v.File, n) {
		add(diag.Note, "media-elsewhere", "This recording lies on another site, so it is a link with a warning: what lies elsewhere can follow who plays it.", "To have it played here, put the file beside the page, and write its name behind src=.")
		return
	}
	if picture.Known(n.Attr("src")) {
		add(diag.Error, "media-kind", "This is a picture, and neither sound nor film, so it is left out.", "Write ![What it shows](its name) for a picture.")
	}
	if n.Attr("transcript") == "" {
		add(diag.Error, "no-transcript", "This recording has no transcript, so it is left out.", "Write what is said, and what else matters, into a text file beside the page, and its name behind transcript=.")
	}
	if n.Kind == page.Video && n.Attr("captions") == "" {
		add(diag.Error, "no-captions", "This film has no captions, so it is left out.", "Put a WebVTT file beside the page, and write its name behind captions=.")
	}
}

// wordless says whether a heading or link holds nothing that can be read out.
func (c *checker) wordless(v *page.Version, n *page.Node) bool {
	for in := range page.Walk(n.Children) {
		if in.Kind == page.PersonName || in.Kind == page.Image && c.src.Pictures[c.src.Site.PictureFile(v.File, in.URL)].Alt != "" {
			return false
		}
	}
	return page.Wordless(n.Children)
}

func (c *checker) link(v *page.Version, n *page.Node) {
	switch kind, _, _, _ := c.index.Follow(v.File, n.URL); kind {
	case page.LinkRefused:
		c.add(diag.Error, "bad-link", v.File, int(n.Line), int(n.Column), "This link has an address that cannot stand in a page; its words stay, the address goes.", "Write a path, or an address that begins with https://, mailto: or tel:.")
	case page.LinkNowhere:
		c.add(diag.Warning, "broken-link", v.File, int(n.Line), int(n.Column), "This link leads to a page that is not there; its words stay, the address goes.", "Write the path of a page, for example ../other-story/index.md. Or, for a download, write /leaflet.pdf, and name the file under 'files' in site.yaml.")
	}
}

// covers reports entries about pages that are not there.
func (c *checker) covers(rec *page.Record) {
	for _, e := range rec.Entries {
		for _, pattern := range e.Covers {
			there := pattern == "everything" || c.paths[pattern]
			if section, ok := strings.CutSuffix(pattern, "/*"); ok {
				there = there || c.sections[section]
			}
			if !there {
				c.add(diag.Warning, "covers-nothing", rec.File, e.CoversLine, e.CoversColumn, "'covers' names a page that is not there.", "Mend the page's path; or leave it, if the page is still to be written.")
			}
		}
	}
}
