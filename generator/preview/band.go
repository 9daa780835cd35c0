package preview

import (
	"bytes"
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"goldenthread/generator"
	"goldenthread/generator/consent"
	"goldenthread/generator/desk"
	"goldenthread/generator/diag"
)

// band is what stands over every page: whether it is published, and why not.
type band struct {
	Public    bool // this is what the public will see
	Missing   bool // nothing stands here
	List      bool // the page is made by the program
	Published bool
	HasNext   bool // a changed text waits to take its place
	IsNext    bool // it is that text
	Desk      bool // whoever looks has one
	At        string
	File      string // where the page is written
	Reasons   []string
	LeftOut   []string
	Problems  []diag.Problem
	Beside    []generator.Beside // pages of this list that are not published
	More      int                // how many others there are
	Asks      []asked
	Waits     []asked // for whom a changed text waits
	Changed   string  // the address of how the text differs from the one that was approved; "" for none
	Theirs    *theirs // what the one person who looks is told instead; nil for the team
}

// theirs is what one person is told about a page of theirs.
type theirs struct {
	Home  string   // their first page
	Hints []string // what is new to them
	Ask   string   // the address where they can say what they want; "" for nowhere
}

// asked is somebody who has yet to say yes.
type asked struct{ Person, Address string }

// mostBeside is how many pages a band names that a list leaves out; the desk has them all.
const mostBeside = 12

// bandOf gives the band of what stands at an address.
func (s *Server) bandOf(m generator.Moment, look generator.Look) band {
	b := band{Desk: s.options.For == "", List: look.Of == nil}
	of := look.Of
	if !b.Desk {
		b.Theirs = s.theirBand(m, of)
		b.Published = of != nil && of.Published
		return b
	}
	b.Beside = look.Beside[:min(mostBeside, len(look.Beside))]
	b.More = len(look.Beside) - len(b.Beside)
	if of == nil {
		return b
	}
	b.Published, b.HasNext, b.IsNext, b.File, b.Problems = of.Published, of.HasNext, of.IsNext, of.File, of.Problems
	if of.Former != "" {
		b.Changed = deskAddress + "changed?file=" + url.QueryEscape(of.File)
	}
	for _, r := range of.Reasons {
		text := r.Message
		if r.Person != "" {
			text = r.Person + ": " + cmp.Or(desk.Says(string(r.Code)), text)
		}
		if !slices.Contains(b.Reasons, text) {
			b.Reasons = append(b.Reasons, text)
		}
	}
	for _, l := range of.LeftOut {
		b.LeftOut = append(b.LeftOut, l.What+": "+l.Reasons[0].Message)
	}
	for _, id := range of.Asked {
		b.Asks = append(b.Asks, asked{Person: id, Address: walkAddress(id, of.Page)})
	}
	for _, id := range of.Waits {
		b.Waits = append(b.Waits, asked{Person: id, Address: walkAddress(id, of.Page)})
	}
	return b
}

// theirBand tells one person about a page of theirs, in their words and nobody else's: no
// reason that is another's, and no file.
func (s *Server) theirBand(m generator.Moment, of *generator.Seen) *theirs {
	t := &theirs{Home: m.Prefix() + "/"}
	if of == nil {
		return t
	}
	if slices.Contains(of.People, s.options.For) {
		t.Ask = walkAddress(s.options.For, of.Page)
	}
	for _, r := range of.Reasons {
		switch {
		case r.Person != s.options.For:
		case r.Code == consent.ChangedSince:
			t.Hints = append(t.Hints, "The words are new since you said yes.")
		case r.Code == consent.NotApproved:
			t.Hints = append(t.Hints, "You have not said yes to these words yet.")
		}
	}
	return t
}

func walkAddress(person, pagePath string) string { return "/_desk/ask/" + person + "/" + pagePath }

var bandTemplate = template.Must(template.New("band").Parse(`<aside class="goldenthread-band{{if .Public}} public{{else if and .Published (not .Missing)}} published{{end}}" aria-label="Preview">
{{- if .Theirs}}
{{- if .List}}{{else if .Published}}
<p><strong>People can read this page.</strong></p>
{{- else}}
<p><strong>Not published.</strong> You and the team alone can see these words.</p>
{{- end}}
{{- range .Theirs.Hints}}<p>{{.}}</p>{{end}}
<nav aria-label="Preview"><a href="{{.Theirs.Home}}">Your pages</a>{{with .Theirs.Ask}}<a href="{{.}}">Tell us what you want</a>{{end}}</nav></aside>
{{- else}}
{{- if .Public}}
<p><strong>{{if .Missing}}The public sees nothing at this address.{{else}}This is what the public sees here.{{end}}</strong></p>
{{- else if .Missing}}
<p><strong>Nothing stands at this address.</strong></p>
{{- else if .List}}
<p><strong>Preview.</strong> This page is made by the program.</p>
{{- else if .Published}}
<p><strong>Published.</strong> A build puts this page on the site.</p>
{{- else}}
<p><strong>Not published.</strong>{{if .IsNext}} This is the text that waits. <a href="{{.At}}">See the text that stands here now</a>{{end}}</p>
{{- end}}
{{- with .Changed}}
<p>You changed a text that was approved. <a href="{{.}}">See what is different, or let the change wait</a></p>{{end}}
{{- if .HasNext}}
<p>A changed text waits{{if .Waits}} for a yes{{end}}. <a href="?next">Read it</a>{{range .Waits}}<a href="{{.Address}}">Show it to {{.Person}}</a>{{end}}</p>{{end}}
{{- with .Reasons}}<ul>{{range .}}<li>{{.}}</li>{{end}}</ul>{{end}}
{{- with .LeftOut}}<p>Left out of this page:</p><ul>{{range .}}<li>{{.}}</li>{{end}}</ul>{{end}}
{{- with .Beside}}<details><summary>{{len .}}{{with $.More}} and {{.}} more{{end}} that are not published are not shown here</summary><ul>{{range .}}<li><a href="{{.Address}}">{{.Page}}</a></li>{{end}}{{with $.More}}<li>and {{.}} more, on the desk</li>{{end}}</ul></details>{{end}}
{{- with .Problems}}<details><summary>To mend in this file: {{len .}}</summary><ul>{{range .}}<li><span class="place">{{.Place}}</span> {{.Message}} {{.Fix}}</li>{{end}}</ul></details>{{end}}
<nav aria-label="Preview">
{{- range .Asks}}<a href="{{.Address}}">Show it to {{.Person}}, and ask for their yes</a>{{end}}
{{- if .Desk}}<a href="/_desk/">Desk</a>{{if .Public}}<a href="/_preview/view?as=all&amp;at={{.At}}">Show what is not published, too</a>{{else}}<a href="/_preview/view?as=public&amp;at={{.At}}">See it as the public does</a>{{end}}{{end}}
</nav></aside>{{end}}`))

// html gives the band as it stands on a page.
func (b band) html() []byte {
	var out bytes.Buffer
	if err := bandTemplate.Execute(&out, b); err != nil {
		panic(err) // it is a template of ours over plain data
	}
	return out.Bytes()
}

func escaped(text string) string { return template.HTMLEscapeString(text) }

// readable says whether the lines of a file may be shown: those of pages and settings, and
// never those of a record.
func readable(file string) bool {
	return strings.HasPrefix(file, "content/") || file == "site.yaml" || file == "words.yaml" || strings.HasPrefix(file, "themes/")
}
