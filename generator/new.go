package generator

import (
	"context"
	"regexp"
	"slices"

	"goldenthread/generator/page"
	"goldenthread/generator/scaffold"
)

// NewFile says what to write.
type NewFile struct {
	Kind   string // story, post, page, week, easy-read or person
	Title  string // of a page; of a week: its year
	Name   string // of the page's file; "" makes it from the title
	Person string // id: whose page it is, or of whom the record is
	// Page is the path or address of a page: that of an easy-read version; of a record,
	// the one that they are asked about, or "everything", which "" is, too.
	Page string
	Form string // of a record: the form of site.yaml whose offer goes into it; "" for none
}

var aYear = regexp.MustCompile(`^\d{4}$`)

// New writes a new file, and gives its path in the site's folder. What it writes is
// withheld until somebody completes it. A scaffold.NameError says what is wrong with what
// was asked for; nothing that is there is written over.
func New(ctx context.Context, o Options, n NewFile) (file string, err error) {
	site, err := Settings(o)
	if err != nil {
		return "", err
	}
	of := scaffold.Page{Title: n.Title, Name: n.Name, Person: n.Person, Today: page.DayOf(o.Now().In(site.Location))}
	switch n.Kind {
	case "story":
		of.Section = "stories"
	case "post":
		of.Section = "blog"
	case "page":
	case "week":
		if !aYear.MatchString(n.Title) {
			return "", &scaffold.NameError{Why: "A week is named by its year, like 2027."}
		}
		of.Section, of.Name = "weeks", n.Title
	case "easy-read":
		return newEasyRead(ctx, o, n.Page)
	case "person":
		return newPerson(ctx, o, site, n, of.Today)
	default:
		return "", &scaffold.NameError{Why: "What is new is a story, a post, a page, a week, an easy-read version or a person."}
	}
	return scaffold.NewPage(o.Site, of)
}

// newEasyRead writes an easy-read version, to be filled, beside a page.
func newEasyRead(ctx context.Context, o Options, name string) (string, error) {
	w, pages, err := o.findPages(ctx, name)
	if err != nil {
		return "", err
	}
	defer w.root.Close()
	if pages[0] == nil {
		return "", noSuchPage()
	}
	return scaffold.NewEasyRead(o.Site, pages[0].Path, pages[0].Standard, w.src.Bank)
}

// newPerson writes a record.
func newPerson(ctx context.Context, o Options, site page.Site, n NewFile, today page.Day) (string, error) {
	covers := n.Page
	if covers != "" && covers != "everything" {
		w, pages, err := o.findPages(ctx, n.Page)
		if err != nil {
			return "", err
		}
		w.root.Close()
		if pages[0] == nil {
			return "", noSuchPage()
		}
		if covers = pages[0].Path; covers == "" {
			return "", &scaffold.NameError{Why: "The home page is covered by 'everything' alone."}
		}
	}
	if n.Form == "" {
		return scaffold.NewPerson(o.Site, n.Person, covers, nil, today)
	}
	i := slices.IndexFunc(site.Forms, func(f page.Form) bool { return f.Name == n.Form })
	if i < 0 {
		return "", &scaffold.NameError{Why: "site.yaml has no form of that name under 'forms'."}
	}
	return scaffold.NewPerson(o.Site, n.Person, covers, &site.Forms[i], today)
}

// Forms are the names of the paper forms of site.yaml.
func (m Moment) Forms() []string {
	var names []string
	for _, f := range m.site.world.src.Site.Forms {
		names = append(names, f.Name)
	}
	return names
}
