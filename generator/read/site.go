package read

import (
	"cmp"
	"errors"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // so that a day is the same day on every machine

	"golang.org/x/text/language"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
	"goldenthread/generator/strict"
)

// site reads site.yaml, words.yaml and the files that site.yaml names. It
// fails where site.yaml cannot be relied on.
func site(fsys fs.FS) (page.Site, []diag.Problem, error) {
	src, bad, err := readText(fsys, "site.yaml")
	if err != nil {
		return page.Site{}, nil, err
	}
	if bad != nil {
		return page.Site{}, nil, &SiteError{[]diag.Problem{*bad}}
	}
	value, log := strict.Parse("site.yaml", src, 0)
	var s page.Site
	var ways addresses
	if !log.Failed() {
		s = settings(value, &ways)
	}
	problems := append(log.Problems, ways.problems...)
	if log.Failed() {
		return page.Site{}, nil, &SiteError{problems}
	}
	s.Words, s.Avoid = words(fsys, &problems)
	s.Files = files(fsys, s.Files, &problems)
	return s, problems, nil
}

func settings(value strict.Value, ways *addresses) page.Site {
	m := siteMapping().of(value).LeaveOut("organisation", "menu", "help", "consent", "files", "host", "forms")
	s := page.Site{
		Title:       m.Required("title", "Write a line like 'title: Golden Thread Voices'."),
		BaseURL:     baseURL(m),
		Language:    cmp.Or(m.String("language"), "en-GB"),
		Location:    location(m),
		Description: m.String("description"),
		Theme:       cmp.Or(m.String("theme"), "default"),
		Menu:        m.Strings("menu"),
		Unnamed:     cmp.Or(m.String("unnamed"), "Someone with lived experience"),
		Consent:     rules(rulesMapping().under(m, "consent").LeaveOut("approval", "people_required")),
	}
	s.ExitTo = cmp.Or(ways.exit(m, s.BaseURL), exitTo)
	if _, err := language.Parse(s.Language); err != nil {
		m.Fail("language", "wrong-value", "'language' is not the code of a language.", "Write a code like en-GB or cy.")
	}
	if NameFault(s.Theme) != "" {
		m.Fail("theme", "wrong-value", "'theme' is not the name of a folder in themes/.", "Write 'theme: default', or the name of a folder there.")
	}
	o := organisationMapping().under(m, "organisation")
	s.Organisation = ways.organisation(o)
	if o.Has("privacy_notice") {
		line, column := o.Value("privacy_notice").At()
		s.Notice = diag.Place{File: "site.yaml", Line: line, Column: column}
	}
	for _, h := range helpMapping().each(m, "help") {
		s.Help = append(s.Help, ways.help(h.LeaveOut("topics")))
	}
	items := m.Value("files").Items()
	for i, f := range m.Strings("files") { // as many, or site.yaml is unreadable
		line, column := items[i].At()
		s.Files = append(s.Files, page.File{Path: f, At: diag.Place{File: "site.yaml", Line: line, Column: column}})
	}
	for _, h := range m.Strings("host") {
		if !slices.Contains([]string{"netlify", "cloudflare", "github", "gitlab", "s3", "nginx", "apache"}, h) {
			m.Fail("host", "wrong-value", "'host' names a host that is not known here.", "Write some of: netlify, cloudflare, github, gitlab, s3, nginx, apache.")
		}
		s.Host = append(s.Host, h)
	}
	for _, p := range m.Value("forms").Pairs("forms") {
		f := form(p.Value)
		s.Forms = append(s.Forms, page.Form{Name: p.Key, Uses: uses(f), Channels: channels(f), Until: f.Period("until")})
	}
	return s
}

// form reads a form; one with nothing behind its name offers nothing.
func form(v strict.Value) strict.Map {
	if v.Bare() {
		return strict.Map{}
	}
	return formMapping().of(v).LeaveOut("uses", "channels")
}

func baseURL(m strict.Map) string {
	s := m.Required("base_url", "Write a line like 'base_url: https://www.example.org/'.")
	u, err := url.Parse(s)
	if s != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "") {
		m.Fail("base_url", "wrong-value", "'base_url' is not the whole address of a site.", "Write it like https://www.example.org/.")
	}
	return strings.TrimRight(s, "/") + "/"
}

func location(m strict.Map) *time.Location {
	l, err := time.LoadLocation(cmp.Or(m.String("timezone"), "Europe/London"))
	if err != nil || m.Word("timezone", "Local") {
		m.Fail("timezone", "wrong-value", "'timezone' is not the name of a time zone.", "Write it like Europe/London.")
		return time.UTC
	}
	return l
}

func rules(m strict.Map) page.Rules {
	r := page.Rules{
		Approval:       page.Sections{All: true},
		PeopleRequired: page.Sections{Names: []string{"stories"}},
		Longest:        page.Period{Years: 2},
	}
	switch {
	case m.Word("approval", "none"):
		r.Approval = page.Sections{}
	case m.Has("approval") && !m.Word("approval", "all"):
		names := m.Strings("approval")
		r.Approval = page.Sections{Names: names, All: slices.Contains(names, "all")}
	}
	if m.Has("people_required") {
		r.PeopleRequired = page.Sections{Names: m.Strings("people_required")}
	}
	if m.Has("longest") {
		r.Longest = m.Period("longest")
	}
	return r
}

// words reads words.yaml: the hard words with their meanings, and the words not to
// be used for the same.
func words(fsys fs.FS, problems *[]diag.Problem) (words []page.Word, avoid []string) {
	src, bad, err := readText(fsys, "words.yaml")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		p := cannotOpen("words.yaml")
		bad = &p
	}
	if bad != nil {
		*problems = append(*problems, *bad)
		return nil, nil
	}
	value, log := strict.Parse("words.yaml", src, 0)
	for _, p := range value.Pairs("words.yaml") {
		line, _ := p.Value.At()
		if !p.Value.Keyed() {
			words = append(words, page.Word{Word: p.Key, Meaning: p.Value.Text(), Line: line})
			continue
		}
		m := wordMapping().of(p.Value)
		words = append(words, page.Word{Word: p.Key, Meaning: m.Required("means", "Write what the word means: {means: You do not have a home.}."), Line: line})
		avoid = append(avoid, m.Strings("not")...)
	}
	*problems = append(*problems, log.Problems...)
	return words, avoid
}
