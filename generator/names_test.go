package generator_test

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"goldenthread/generator"
	"goldenthread/generator/consent"
	"goldenthread/generator/page"
)

// This file holds the name rules (consent.md, "Names") against a table of texts
// in testdata/names/, whose README says how it is written. Each case is a site
// of its own with one page.

const guardedName consent.Code = "shows-guarded-name"

// nameGroup is some people, whose page it is, and what stands around the text.
type nameGroup struct {
	title    string
	people   []*namedPerson
	of       []string // the page's people
	reported string   // the person whom hits name; "" for nobody
	front    []string // lines of front matter
	files    map[string]string
	cases    []nameCase
}

type namedPerson struct {
	id, names     string
	record, entry map[string]string // keys of the record and of its entry
	uses          map[string]string
}

type nameCase struct {
	hit                 bool
	where, reason, text string
}

func TestNames(t *testing.T) {
	hits, misses := 0, 0
	messages := map[string]bool{}
	for _, file := range slices.Sorted(maps.Keys(tree(t, "testdata/names/cases"))) {
		for _, g := range nameGroups(t, filepath.Join("testdata/names/cases", file)) {
			for _, c := range g.cases {
				t.Run(g.title+"/"+c.reason, func(t *testing.T) { checkName(t, g, c, messages) })
				if c.hit {
					hits++
				} else {
					misses++
				}
			}
		}
	}
	if hits < 150 || misses < 100 {
		t.Errorf("there are %d texts with a name to be found, and %d without", hits, misses)
	}
	// A message that depends on the name would tell it.
	if len(messages) > 10 {
		t.Errorf("there are %d messages: %q", len(messages), slices.Collect(maps.Keys(messages)))
	}
}

func checkName(t *testing.T, g *nameGroup, c nameCase, messages map[string]bool) {
	site, want := g.write(t, c)
	r, err := generator.Status(context.Background(), options(site.dir), 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range r.Pages {
		if p.Page != site.page {
			continue
		}
		if p.Version != site.version {
			if p.State != "published" && site.version == page.EasyRead {
				t.Errorf("the standard version is withheld too: %v", p.Reasons)
			}
			continue
		}
		for _, reason := range p.Reasons {
			if reason.Code != guardedName {
				if !c.hit || reason.Code == consent.Unreadable || reason.Code == consent.PageWithheld {
					t.Errorf("it has another reason: %s at %s", reason.Code, reason.Place)
				}
				continue
			}
			if !site.columns {
				reason.Column = 0
			}
			if c.where == "path" {
				reason.Line = 0
			}
			if at := reason.Place.String(); site.columns || !slices.Contains(got, at) {
				got = append(got, at)
			}
			if reason.Person != g.reported {
				t.Errorf("it names the person %q, want %q", reason.Person, g.reported)
			}
			messages[reason.Message] = true
			for _, p := range g.people {
				for _, name := range nameTexts(p.names) {
					if reason.Message == "" || strings.Contains(reason.Message, name) {
						t.Errorf("its message is empty, or holds the name: %q", reason.Message)
					}
				}
			}
		}
		if withheld := p.State == "withheld"; withheld != (len(p.Reasons) > 0) {
			t.Errorf("it is %s, with %d reasons", p.State, len(p.Reasons))
		}
	}
	switch {
	case c.hit && len(got) == 0:
		t.Errorf("no name is found in %s: %s", c.where, c.text)
	case !c.hit && len(got) > 0:
		t.Errorf("a name is found at %v in %s: %s", got, c.where, c.text)
	case len(want) > 0 && !slices.Equal(got, want):
		t.Errorf("found at %v, want %v, in %s: %s", got, want, c.where, c.text)
	}
}

// nameTexts gives the values of a list of names in YAML that are long enough to
// be looked for in a message.
func nameTexts(names string) []string {
	var out []string
	for _, s := range strings.FieldsFunc(names, func(r rune) bool { return strings.ContainsRune("{}[],:", r) }) {
		if s = strings.TrimSpace(s); len(s) > 2 && !slices.Contains([]string{"full", "first", "shown_as", "also", "also_a_word"}, s) {
			out = append(out, s)
		}
	}
	return out
}

// nameSite is the site that a case is written to.
type nameSite struct {
	dir, page string
	version   page.Edition
	columns   bool // the columns of hits are held against the marks
}

// write makes the site of a case, and gives the places of its marks.
func (g *nameGroup) write(t *testing.T, c nameCase) (s nameSite, marks []string) {
	s = nameSite{dir: t.TempDir(), page: "blog/one", version: page.Standard}
	front := map[string]string{"title": "A cup of tea", "people": "[" + strings.Join(g.of, ", ") + "]", "date": "2026-05-02"}
	if len(g.of) == 0 {
		front["people"] = "none"
	}
	easy := map[string]string{"title": "A cup of tea"}
	body, easyBody, notes := "We had tea together.", "", ""
	switch key, isEasy := strings.CutPrefix(c.where, "easy"); {
	case isEasy:
		s.version, easyBody = page.EasyRead, "We had tea."
		if key = strings.TrimSpace(key); key == "" {
			easyBody = c.text
		} else {
			easy[key] = c.text
		}
	case c.where == "body":
		body, s.columns = c.text, true
	case c.where == "markdown":
		body = c.text
	case c.where == "link":
		body = "Look [here](" + c.text + ") for more."
	case c.where == "picture":
		body = "![A cup](" + c.text + ")"
	case c.where == "path":
		s.page = unmarked(c.text)
	case c.where == "credit", c.where == "licence", c.where == "alt":
		body, notes = "![](cup.svg)", "cup.svg: {"+c.where+": "+c.text+"}\n"
	default:
		front[c.where] = c.text
	}
	if slices.Contains([]string{"theme", "events"}, c.where) {
		s.page = "weeks/one"
	}
	folder := "content/" + s.page + "/"
	files := map[string]string{
		"site.yaml":           "title: Teatime\nbase_url: https://www.example.org/\nconsent: {approval: none}\n",
		folder + "index.md":   "---\n" + keyLines(front) + strings.Join(g.front, "") + "---\n" + body + "\n",
		"content/blog/two.md": "---\ntitle: Two\npeople: none\ndate: 2026-05-02\n---\nMore tea.\n",
	}
	if easyBody != "" {
		files[folder+"easy-read.md"] = "---\n" + keyLines(easy) + "---\n" + easyBody + "\n"
	}
	if notes != "" {
		files[folder+"pictures.yaml"] = notes
	}
	for _, p := range g.people {
		files["consent/"+p.id+".yaml"] = p.text()
	}
	maps.Copy(files, g.files)
	for _, m := range drawings.FindAllStringSubmatch(files[folder+"index.md"]+easyBody, -1) {
		if name, err := url.PathUnescape(unmarked(m[1] + m[2])); err == nil {
			files[folder+name] = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><path d="M0 0h4v2z"/></svg>`
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		text := files[name]
		if name != folder+"pictures.yaml" {
			marks = append(marks, markPlaces(name, text, s.columns)...)
		}
		writeFile(t, s.dir, name, unmarked(text))
	}
	if c.where == "path" && strings.Contains(c.text, "¦") {
		marks = append(marks, folder+"index.md")
	}
	if !c.hit && len(marks) > 0 {
		t.Fatal("a text in which nothing is to be found has a mark")
	}
	return s, marks
}

var drawings = regexp.MustCompile(`\]\(([^)\s]*\.svg)|cover: (\S*\.svg)`)

func keyLines(m map[string]string) string {
	lines := ""
	for _, key := range slices.Sorted(maps.Keys(m)) {
		lines += key + ": " + m[key] + "\n"
	}
	return lines
}

func unmarked(s string) string { return strings.ReplaceAll(s, "¦", "") }

// markPlaces gives the place of each ¦ in a file.
func markPlaces(file, text string, columns bool) []string {
	var out []string
	for i, line := range strings.Split(text, "\n") {
		for n := strings.Count(line, "¦"); n > 0; n-- {
			before, rest, _ := strings.Cut(line, "¦")
			line = before + rest
			at := fmt.Sprintf("%s:%d", file, i+1)
			if columns {
				at += fmt.Sprintf(":%d", 1+utf8.RuneCountInString(before))
			}
			if columns || !slices.Contains(out, at) {
				out = append(out, at)
			}
		}
	}
	return out
}

// text writes the record of a person.
func (p *namedPerson) text() string {
	uses := []string{}
	for _, key := range []string{"words", "name", "picture", "voice", "video"} {
		uses = append(uses, key+": "+p.uses[key])
	}
	entry := strings.ReplaceAll(strings.TrimSuffix(keyLines(p.entry), "\n"), "\n", "\n    ")
	return "person: " + p.id + "\nnames: " + p.names + "\n" + keyLines(p.record) +
		"consents:\n  - uses: {" + strings.Join(uses, ", ") + "}\n    " + entry + "\n"
}

var (
	personLine = regexp.MustCompile(`^([a-z]+): (\{.*\})$`)
	keyOfLine  = regexp.MustCompile(`^([a-z]+) ([a-z_]+): (.*)$`)
	codePoint  = regexp.MustCompile(`<U\+([0-9A-F]{4,5})>`)
)

// nameGroups reads a file of the table.
func nameGroups(t *testing.T, file string) []*nameGroup {
	var groups []*nameGroup
	var g *nameGroup
	var into string // the file that indented lines belong to
	text := codePoint.ReplaceAllStringFunc(string(mustRead(t, file)), func(s string) string {
		r, err := strconv.ParseInt(s[3:len(s)-1], 16, 32)
		must(t, err)
		return string(rune(r))
	})
	for n, line := range strings.Split(text, "\n") {
		bad := func() { t.Fatalf("%s:%d: what is this? %s", file, n+1, line) }
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			continue
		case strings.HasPrefix(line, "== "):
			g = &nameGroup{title: line[3:], files: map[string]string{}}
			groups = append(groups, g)
			continue
		case g == nil:
			bad()
		}
		if fields := strings.SplitN(line, " | ", 3); line[0] == '+' || line[0] == '-' {
			if len(fields) < 3 || len(fields[0]) < 3 {
				bad()
			}
			where := strings.TrimSpace(fields[0][2:])
			g.cases = append(g.cases, nameCase{line[0] == '+', where, fields[1], strings.ReplaceAll(fields[2], "⏎", "\n")})
			continue
		}
		if own, ok := strings.CutPrefix(line, "  "); ok && into != "" {
			g.files[into] += own + "\n"
			continue
		}
		if !g.head(line, &into) {
			bad()
		}
	}
	return groups
}

// head reads a line of what stands above the cases of a group.
func (g *nameGroup) head(line string, into *string) bool {
	if list, ok := strings.CutPrefix(line, "page of: "); ok {
		if list != "none" {
			g.of = strings.Split(strings.Trim(list, "[]"), ", ")
		}
		if len(g.people) > 0 && slices.Contains(g.of, g.people[0].id) {
			g.reported = g.people[0].id
		}
		for _, id := range g.of { // whoever has no line has a record without a name
			if g.person(id) == nil {
				g.people = append(g.people, newNamedPerson(id, "{}"))
			}
		}
		return true
	}
	if id, ok := strings.CutPrefix(line, "reported: "); ok {
		g.reported = strings.TrimPrefix(id, "nobody")
		return true
	}
	if name, ok := strings.CutPrefix(line, "file "); ok {
		*into = name
		return true
	}
	if key, ok := strings.CutPrefix(line, "with "); ok {
		g.front = append(g.front, key+"\n")
		return true
	}
	if m := personLine.FindStringSubmatch(line); m != nil {
		g.people = append(g.people, newNamedPerson(m[1], m[2]))
		return true
	}
	m := keyOfLine.FindStringSubmatch(line)
	if m == nil || g.person(m[1]) == nil {
		return false
	}
	switch p, key := g.person(m[1]), m[2]; {
	case p.uses[key] != "":
		p.uses[key] = m[3]
	case slices.Contains([]string{"covers", "requested", "given", "refused", "withdrawn", "revoked", "channels", "until", "shown_as"}, key):
		p.entry[key] = m[3]
	default:
		p.record[key] = m[3]
	}
	return true
}

func (g *nameGroup) person(id string) *namedPerson {
	for _, p := range g.people {
		if p.id == id {
			return p
		}
	}
	return nil
}

// newNamedPerson is somebody who agreed to their words everywhere, and to no
// name.
func newNamedPerson(id, names string) *namedPerson {
	return &namedPerson{
		id: id, names: names, record: map[string]string{},
		uses:  map[string]string{"words": "yes", "name": "no", "picture": "no", "voice": "no", "video": "no"},
		entry: map[string]string{"covers": "[everything]", "given": "2026-06-12", "how": "signed form", "channels": "all"},
	}
}
