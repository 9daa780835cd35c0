package read

import (
	"net/mail"
	"net/url"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
	"goldenthread/generator/strict"
)

// addresses reads what leads out of the site. An address that leads nowhere is a
// problem and left out, and no more: everything else can be decided without it, and
// a withdrawal must not wait for it.
type addresses struct{ problems []diag.Problem }

// read gives the text behind a key of site.yaml where it is right; "" where it is
// not, or there is none.
func (a *addresses) read(m strict.Map, key string, right func(string) bool, message, fix string) string {
	text, ok := m.Text(key)
	if !m.Has(key) || ok && (text == "" || right(text)) {
		return text
	}
	line, column := m.Value(key).At()
	a.problems = append(a.problems, diag.Problem{Code: "wrong-value", Place: diag.Place{File: "site.yaml", Line: line, Column: column},
		Message: "'" + key + "' " + message, Fix: fix})
	return ""
}

// exit reads where "Exit this page" leads: to what is not this site, or readers
// would think that they had left.
func (a *addresses) exit(m strict.Map, base string) string {
	away := func(s string) bool { return hostOf(s) != "" && hostOf(s) != hostOf(base) }
	return a.read(m, "exit_to", away, "is not the whole address of another website, so \"Exit this page\" leads to "+exitTo+" instead.",
		"Write it like "+exitTo+".")
}

// exitTo is where "Exit this page" leads where nobody says otherwise.
const exitTo = "https://www.bbc.co.uk/weather"

func (a *addresses) organisation(m strict.Map) page.Organisation {
	notice := func(s string) bool {
		return strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") || hostOf(s) != ""
	}
	return page.Organisation{
		Name: m.String("name"),
		Email: a.read(m, "email", isEmail, "is not the address of an e-mail, so no page shows it.",
			"Write it like hello@example.org, with nothing before or behind it."),
		PrivacyNotice: a.read(m, "privacy_notice", notice, "is neither an address of this site nor the whole address of another, so no page links to it.",
			"Write it like /privacy/ or https://www.example.org/privacy/."),
	}
}

func (a *addresses) help(m strict.Map) page.Help {
	return page.Help{
		Name: m.Required("name", "Write who helps."), Phone: m.String("phone"), Topics: m.Strings("topics"),
		URL: a.read(m, "url", func(s string) bool { return hostOf(s) != "" }, "is not the whole address of a website, so nothing links to it.",
			"Write it like https://www.samaritans.org/."),
	}
}

// hostOf gives the name of the computer in an address of the web; "" where the
// address is of another kind, or not whole.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil { // nobody means to publish a password
		return ""
	}
	return strings.ToLower(strings.TrimRight(u.Hostname(), "."))
}

func isEmail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && strings.Contains(s[strings.LastIndexByte(s, '@'):], ".") && !strings.ContainsAny(s, "?&%") // which a link would take for more than the address
}
