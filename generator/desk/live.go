package desk

import (
	"cmp"
	"net/url"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// Live is what the desk of a preview has, and a report has not: links to the pages
// themselves, and forms.
type Live struct {
	Token string   // of every form
	Said  string   // what became of the last form; "" for nothing
	Wrong bool     // it could not be done
	Link  SaidLink // leads on from what was said
	// Typed is what stood in a form that could not be carried out, by its fields' names.
	Typed url.Values
	Forms []string // the names of the paper forms of site.yaml
}

// SaidLink leads somewhere; the zero one nowhere.
type SaidLink struct{ Label, Address string }

// Says gives the words for a reason, by its code, where something stands beside it that leads to its
// mending: a way to ask the person, or the desk. It is "" for every other reason, whose own
// message says it.
func Says(reason string) string {
	return map[string]string{
		"not-approved":           "They have not said yes to this text yet.",
		"changed-since-approved": "The text is another one since they said yes.",
		"consent-requested":      "They were asked, and have not answered yet. When they have signed, write that down on the desk, beside their id.",
	}[reason]
}

// Again gives what was typed into a field of a form of a kind, where that form could not
// be carried out.
func (d *Desk) Again(kind, field string) string {
	if d.Live == nil || d.Live.Typed.Get("kind") != kind {
		return ""
	}
	return d.Live.Typed.Get(field)
}

// signView is something that a person was asked for, with the form by which their
// signature is written down.
type signView struct {
	Token, Person, Key string
	What, Today        string
	Asked, Last        page.Day
	Uses, Channels     []string
	On, How            string // what stands in the form
}

func (d *Desk) signs(p *Person) []signView {
	if d.Live == nil || p.Unreadable || d.Ahead {
		return nil
	}
	var out []signView
	for _, e := range p.Entries {
		if e.Key == "" {
			continue
		}
		v := signView{
			Token: d.Live.Token, Person: p.ID, Key: e.Key, What: coversNames(e.Covers), Today: d.Today.String(),
			Asked: e.On, Last: e.Last, Uses: e.Uses, Channels: e.Channels, On: d.Today.String(), How: "signed form",
		}
		if d.Again("signed", "entry") == e.Key {
			v.On, v.How = cmp.Or(d.Live.Typed.Get("on"), v.On), cmp.Or(d.Live.Typed.Get("how"), v.How)
		}
		out = append(out, v)
	}
	return out
}

// unfinished gives the files of easy-read versions that are nobody's mistake, though they
// cannot be read: all that is wrong is that something is still to be written.
func (d *Desk) unfinished() map[string]bool {
	files := map[string]bool{}
	for i := range d.Pages {
		for _, v := range d.Pages[i].Versions {
			if v.Edition == page.EasyRead {
				files[v.File] = false
			}
		}
	}
	for _, p := range d.Problems {
		if _, easy := files[p.File]; easy && p.Severity == diag.Error && (p.Code == "to-do" || p.Code == "missing-key") {
			files[p.File] = true
		}
	}
	for _, p := range d.Problems {
		if p.Severity == diag.Error && p.Code != "to-do" && p.Code != "missing-key" {
			files[p.File] = false
		}
	}
	return files
}
