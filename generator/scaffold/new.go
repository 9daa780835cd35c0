package scaffold

import (
	"cmp"
	"fmt"
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

// how says what to do with the commented lines below it.
const how = "## To use one of these lines, take the '# ' at its start away, and write your own behind the colon.\n"

// placeholder stands where nobody has written anything yet.
const placeholder = "Write the text here. A blank line begins a new paragraph."

// pageText gives a page with every key that it may have.
func pageText(p Page) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	title, text := p.Title, placeholder
	if p.Section == "weeks" {
		title, text = "Co-Production Week "+p.Title, "Write what this week is about here."
	}
	line("---")
	line("title: %s", strconv.Quote(title))
	switch {
	case p.Person != "":
		line("people: [%s]   # everybody whose words, name, picture or story this page holds", p.Person)
	case p.Section == "stories":
		line("people: []   # the ids of everybody whose words, name, picture or story this page holds")
	default:
		line("people: none   # or the ids of everybody whose words, name, picture or story this page holds")
	}
	switch p.Section {
	case "weeks":
		line("starts: %s-07-01   # early July each year: put in the days", p.Title)
		line("ends: %s-07-07", p.Title)
	case "stories", "blog":
		line("date: %s", p.Today)
	}
	line("draft: yes   # take this line away when it is finished")
	b.WriteString(how)
	if p.Section == "weeks" {
		b.WriteString(strings.ReplaceAll(weekKeys, "YEAR", p.Title))
	} else {
		line("# week: %d   # the Co-Production Week that it belongs to", p.Today.Time().Year())
	}
	if p.Section == "weeks" || p.Section == "" {
		line("# date: %s   # the day on which it was written", p.Today)
	}
	b.WriteString(strings.NewReplacer(
		"PERSON", cmp.Or(p.Person, "sam"), "TODAY", p.Today.String(), "LATER", p.Today.Add(page.Period{Years: 1}).String(), "MADE", made(p.Person),
	).Replace(pageKeys))
	line("---")
	line("%s", text)
	return b.String()
}

// made gives an example of who did what; a person in it has to be one of the page's.
func made(person string) string {
	if person == "" {
		return "{group: Tuesday group, did: chose the pictures}"
	}
	return "{person: " + person + ", did: wrote it}, {group: Tuesday group, did: chose the pictures}"
}

// pageKeys are the keys of every page but those that pageText writes itself, with
// examples that can be read as they are.
const pageKeys = `# summary: One or two sentences for lists, feeds and link previews.
# authors: [PERSON]   # ids for the line under the title, if they are not those of people
# updated: TODAY   # the day of the last change that readers should know of
# tags: [housing, peer support]   # its topics
# cover: team.jpg   # the picture for lists and link previews, one that lies beside this file
# content_notes: [domestic abuse]   # what a reader may want to know first
# discreet: yes   # a neutral window title and address, since addresses stay in histories
# own_words: yes   # people here speak of themselves in words of their own choosing
# made_with: [MADE]   # how it was co-produced
# namesakes: []   # ids of people whose name here means somebody else
# lang: cy   # its language, if it is not that of the site
# publish_from: TODAY   # not before this day
# publish_until: LATER   # not after this day
# old_urls: [/2022/07/an-old-address/]   # addresses that lead here
# extra: {colour: green}   # for a theme of your own
## In the text, :person[sam] gives the name that they agreed to. A quotation stands
## between a line ':::quote{person=sam}' and a line ':::'.
`

// weekKeys are the keys of weeks alone.
const weekKeys = `# theme: What this week is about
# events:   # as many as you like, each beginning with a hyphen
#   - title: Open door
#     starts: YEAR-07-01 14:00   # or a day alone
#     ends: YEAR-07-01 16:00
#     place: The library
#     url: https://www.example.org/open-door
#     summary: Tea and talk.
`

// NewPerson writes a consent record, and gives its file. With a form, what it
// offers is in the record as something asked for, not given, for what covers says: a
// page's path, or everything; "" is everything.
func NewPerson(site, id, covers string, form *page.Form, today page.Day) (string, error) {
	if !page.ValidID(id) {
		return "", &NameError{"A person's id is lower-case letters, digits and hyphens; it is never shown to readers."}
	}
	text := "person: " + id + "\n" + how + personKeys
	dates := strings.NewReplacer("TODAY", today.String(), "NEXTYEAR", today.Add(page.Period{Years: 1}).String(), "LATER", today.Add(page.Period{Years: 2}).String())
	if form == nil {
		text += dates.Replace("# consents:\n#   - covers: [" + cmp.Or(covers, "stories/a-place-to-start") + "]   # or stories/*, or everything\n#     requested: TODAY   # the day on which they were asked\n" + givenKeys + agreedKeys + noKeys)
	} else {
		text += formText(form, covers, today) + dates.Replace(givenKeys+noKeys)
	}
	return "consent/" + id + ".yaml", write(site, "consent/"+id+".yaml", text)
}

// personKeys are the keys of a record about the person.
const personKeys = `# role: staff   # for staff: they consent too, but approve no text
# names:   # leave out what need not be written down: it cannot leak, nor be looked for
#   full: Their Full Name
#   first: Their
#   shown_as: A Friend   # the name that they chose to be shown by
#   also: [A Nickname]   # other names of theirs, never published
#   also_a_word: [Full]   # names above, or words of full, that are everyday words too
# byline: Peer supporter, Tuesday group   # shown after their name, only where a name is allowed
# bio: A sentence or two for the author box, shown only where a name is allowed.
# never_show: [a place or school that would identify them]
# anonymous: always   # no real name, picture, voice or film of them, whatever is agreed
# adult_from: 2027-03-04   # a consent given before that day needs a guardian, and ends on it
`

// givenKeys, agreedKeys and noKeys are the keys of an entry: those of a yes, what
// was agreed, and those of a no.
const (
	givenKeys = `#     given: TODAY   # when they have said yes, with how
#     how: signed form
#     explained: {by: Priya, in: easy read, notice: privacy notice of March 2026}
#     evidence: where the form is kept, never the form
#     guardian: their mother   # who gave it for somebody who was no adult yet
#     shown_as: Jo   # another name, on these pages only
#     review_on: NEXTYEAR   # the day on which to ask them again
`
	agreedKeys = `#     uses: {words: yes, name: shown-as, picture: no, voice: no, video: no}   # a name is no, shown-as, first or full
#     channels: [web, feed, search-engines, social, print]   # or all
#     until: LATER
`
	noKeys = `#     refused: TODAY   # they said no
#     withdrawn: TODAY   # they took their yes back; 'goldenthread consent withdraw' writes this
#     revoked: TODAY   # we took it back
## 'goldenthread consent approve' adds their yes to the text of each page.
`
)

// everything stands in 'covers' for all pages.
const everything = "everything"

func formText(f *page.Form, covers string, today page.Day) string {
	var uses []string
	for _, u := range page.AllUses() {
		word := map[page.Permission]string{page.No: "no", page.Yes: "yes", page.ShownAs: "shown-as", page.First: "first", page.Full: "full"}[f.Uses[u]]
		if word != "" && !(u == page.UseName && word != "no") {
			uses = append(uses, u.String()+": "+word)
		}
	}
	var b strings.Builder
	hint := "   # better the pages that they were asked about: [stories/a-place-to-start], or stories/*"
	if covers != "" {
		hint = ""
	}
	fmt.Fprintf(&b, "consents:\n  - covers: [%s]%s\n    requested: %s\n", cmp.Or(covers, everything), hint, today)
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
