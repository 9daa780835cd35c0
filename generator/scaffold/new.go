package scaffold

import (
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"goldenthread/generator/consent"
	"goldenthread/generator/page"
	"goldenthread/generator/read"
)

// Page says which new page to write.
type Page struct {
	// Section is "stories", "blog", "weeks", or "" for a page at the top.
	Section string
	Title   string // of weeks: the year
	Name    string // of the file; "" makes it from the title
	Person  string // id; "" for none yet
	Today   page.Day
}

// NewPage writes a new page, and gives its file. It is a draft.
func NewPage(site string, p Page) (string, error) {
	name := p.Name
	if name == "" {
		name = Slug(p.Title)
	}
	if name == "" {
		return "", &NameError{"No address can be made of that title; name the page with --name, in lower-case letters, digits and hyphens."}
	}
	if name != Slug(name) {
		return "", &NameError{"A page's name is lower-case letters, digits and hyphens."}
	}
	pagePath := path.Join(p.Section, name)
	if why := read.NameFault(name); why != "" {
		return "", &NameError{why + " Name the page otherwise with --name."}
	}
	if consent.Reserved(pagePath) {
		return "", &NameError{"The program makes that address itself; name the page otherwise with --name."}
	}
	if p.Person != "" && !page.ValidID(p.Person) {
		return "", &NameError{"A person's id is lower-case letters, digits and hyphens."}
	}
	if err := free(site, pagePath); err != nil {
		return "", err
	}
	file := path.Join("content", p.Section, name+".md")
	if p.Section == "stories" {
		file = path.Join("content", p.Section, name, "index.md")
	}
	return file, write(site, file, pageText(p))
}

func pageText(p Page) string {
	if p.Section == "weeks" {
		return weekText(p)
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("---")
	line("title: %s", strconv.Quote(p.Title))
	switch {
	case p.Person != "":
		line("people: [%s]   # everybody whose words, name, picture or story this page holds", p.Person)
	case p.Section == "stories":
		line("people: []   # the ids of everybody whose words, name, picture or story this page holds")
	default:
		line("people: none   # or the ids of everybody whose words, name, picture or story this page holds")
	}
	if p.Section != "" {
		line("date: %s", p.Today)
	}
	line("draft: yes   # take this line away when it is finished")
	line("# summary: One or two sentences for lists.")
	line("# authors: [sam]   # whose names stand under the title, if not those of people")
	line("# tags: [housing]")
	if p.Section == "stories" {
		line("# week: %d   # the Co-Production Week that it belongs to", p.Today.Time().Year())
		line("# content_notes: [domestic abuse]   # what a reader may want to know first")
		line("# own_words: yes   # people here speak of themselves in words of their own choosing")
		line("# made_with: [{person: sam, did: wrote it}]")
		line("# discreet: yes   # a neutral window title and address")
		line("# In the text, :person[sam] gives the name that they agreed to; a quotation stands")
		line("# between a line ':::quote{person=sam}' and a line ':::'.")
	}
	line("# publish_from: %s", p.Today)
	line("# publish_until: %s", p.Today.Add(page.Period{Years: 1}))
	line("---")
	line("Write the text here. A blank line begins a new paragraph.")
	return b.String()
}

func weekText(p Page) string {
	return fmt.Sprintf(`---
title: %q
people: none   # or the ids of everybody whose words, name, picture or story this page holds
starts: %s-07-01   # early July each year: put in the days
ends: %s-07-07
# theme: What this week is about
# events:
#   - {title: Open door, starts: %s-07-01 14:00, ends: %s-07-01 16:00, place: The library, summary: Tea and talk.}
draft: yes   # take this line away when it is finished
---
Write what this week is about here.
`, "Co-Production Week "+p.Title, p.Title, p.Title, p.Title, p.Title)
}

// NewEasyRead writes an easy-read version beside a page, and gives its file. It
// has no title yet, and cannot be published without one.
func NewEasyRead(site, pagePath string) (string, error) {
	var file string
	switch {
	case !fs.ValidPath(pagePath):
		return "", &NameError{"There is no such page; name it by its path, for example stories/a-place-to-start."}
	case exists(site, path.Join("content", pagePath, "index.md")) && strings.Contains(pagePath, "/"):
		file = path.Join("content", pagePath, "easy-read.md")
	case exists(site, "content/"+pagePath+".md"):
		file = "content/" + pagePath + ".easy-read.md"
	default:
		return "", &NameError{"There is no such page; name it by its path, for example stories/a-place-to-start."}
	}
	return file, write(site, file, `---
title: ""   # a short, plain title; until there is one, this version is not published
# summary: One easy sentence.
# tested_with: {group: Tuesday group, on: 2026-06-10}   # who tried it out, and when
---
![What the picture shows](/pictures/home.svg)
Write one short sentence.
Then another. Each new line is a new line on the page.

![What the next picture shows](/pictures/talking.svg)
One picture for each idea.
A **hard word** is in bold.
Hard word means: say it in easy words.
`)
}

// NewPerson writes a consent record, and gives its file. With a form, what it
// offers is in the record as something asked for, not given.
func NewPerson(site, id string, form *page.Form, today page.Day) (string, error) {
	if !page.ValidID(id) {
		return "", &NameError{"A person's id is lower-case letters, digits and hyphens; it is never shown to readers."}
	}
	text := fmt.Sprintf(`person: %s
# Take a '#' away where a line is wanted.
#role: staff   # for staff: they consent too, but approve no text
#names:   # leave out what need not be written down: it cannot leak, nor be looked for
#  full: Their Full Name
#  first: Their
#  shown_as: T   # the name that they chose to be shown by
#  also: [other names of theirs, never published]
#never_show: [a place or school that would identify them]
#anonymous: always   # no real name, picture, voice or film of them, whatever is agreed
#adult_from: 2027-03-04   # a consent given before that day needs a guardian
`, id)
	if form == nil {
		text += consentComment
	} else {
		text += formText(form, today)
	}
	return "consent/" + id + ".yaml", write(site, "consent/"+id+".yaml", text)
}

const consentComment = `#consents:
#  - covers: [stories/a-place-to-start]   # or stories/*, or everything
#    requested: 2026-05-30
#    given: 2026-06-12
#    how: signed form
#    evidence: where the form is kept, never the form
#    uses: {words: yes, name: shown-as, picture: no, voice: no, video: no}
#    channels: [web, feed, search-engines, social, print]
#    until: 2028-06-12
`

func formText(f *page.Form, today page.Day) string {
	var uses []string
	for _, u := range page.AllUses() {
		word := map[page.Permission]string{page.No: "no", page.Yes: "yes", page.ShownAs: "shown-as", page.First: "first", page.Full: "full"}[f.Uses[u]]
		if word != "" && !(u == page.UseName && word != "no") {
			uses = append(uses, u.String()+": "+word)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "consents:\n  - covers: [everything]   # better the pages that they were asked about: [stories/a-place-to-start], or stories/*\n    requested: %s\n", today)
	fmt.Fprintf(&b, "#    given: %s   # when they have said yes; then `how` too\n#    how: signed form\n", today)
	if name := f.Uses[page.UseName]; name > page.No {
		fmt.Fprintf(&b, "    # the form offers their name, too: put name: %s into uses when it stands under names\n",
			map[page.Permission]string{page.ShownAs: "shown-as", page.First: "first", page.Full: "full"}[name])
	}
	fmt.Fprintf(&b, "    uses: {%s}\n    channels: [%s]\n", strings.Join(uses, ", "), f.Channels)
	if f.Until != (page.Period{}) {
		fmt.Fprintf(&b, "    until: %s\n", today.Add(f.Until))
	}
	return b.String()
}
