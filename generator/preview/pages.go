package preview

import (
	"bytes"
	"html/template"
	"net/http"

	"goldenthread/generator"
	"goldenthread/generator/diag"
)

// sheetTemplate is a page of the preview's own.
var sheetTemplate = template.Must(template.New("sheet").Parse(`<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
{{with .To}}<meta http-equiv="refresh" content="0; url={{.}}">{{end}}<title>{{.Title}}</title><link rel="stylesheet" href="/_preview/page.css"></head>
<body class="goldenthread-page"><main id="main"><h1>{{.Title}}</h1>
{{- range .Text}}<p>{{.}}</p>{{end}}
{{- range .Problems}}
<section class="problem"><h2>{{.Message}}</h2>
<p class="place">{{.Place}}</p>
{{- with .Lines}}<pre>{{range .}}<span{{if .Here}} class="here"{{end}}><b>{{.Number}}</b> {{.Text}}
</span>{{end}}</pre>{{end}}
{{- with .Fix}}<p><strong>How to mend it:</strong> {{.}}</p>{{end}}</section>{{end}}
{{- with .Links}}<ul>{{range .}}<li><a href="{{.Address}}">{{.Label}}</a></li>{{end}}</ul>{{end}}
</main></body></html>`))

// sheet is what stands on a page of the preview's own.
type sheet struct {
	Title    string
	Text     []string
	Problems []problem
	Links    []link
	To       string // where it leads on to at once; "" for nowhere
}

type link struct{ Label, Address string }

// problem is a problem with the lines around it.
type problem struct {
	diag.Problem
	Lines []line
}

type line struct {
	Number int
	Text   string
	Here   bool
}

func (s sheet) html() []byte {
	var out bytes.Buffer
	if err := sheetTemplate.Execute(&out, s); err != nil {
		panic(err) // it is a template of ours over plain data
	}
	return out.Bytes()
}

func sentences(title string, text ...string) []byte { return sheet{Title: title, Text: text}.html() }

// closed is what those get who were not let in. It tells nothing.
func (s *Server) closed(w http.ResponseWriter) {
	write(w, http.StatusForbidden, html, sentences("This is a private preview",
		"Open the address that the program has printed; it lets one browser in, once.",
		"If it is used up, the program has printed another one below it. Or stop the program, and start it again."))
}

// brokenPage says that the machine failed. What the error says may be a file's name.
func (s *Server) brokenPage(err error) shown {
	if s.options.For != "" {
		return s.notNow()
	}
	return shown{status: http.StatusInternalServerError, kind: html, bytes: sentences("This page could not be made", "The program failed: "+err.Error())}
}

// notNow is all that one person is told of a site at fault.
func (s *Server) notNow() shown {
	return shown{status: http.StatusOK, kind: html, bytes: sentences("Your pages cannot be shown now", "The team has to mend something first. This page goes by itself when it is mended.")}
}

// faultPage says why the site cannot be read at all.
func (s *Server) faultPage(problems []diag.Problem, fault error) shown {
	if s.options.For != "" {
		return s.notNow()
	}
	of := sheet{Title: "The site cannot be read", Text: []string{"Until this is mended, nothing of the site can be shown. This page goes by itself when it is."}}
	if len(problems) == 0 {
		of.Text = append(of.Text, fault.Error())
	}
	for _, p := range problems {
		of.Problems = append(of.Problems, problem{Problem: p})
	}
	return shown{status: http.StatusOK, kind: html, bytes: of.html()}
}

// unreadable shows what is wrong with a page that cannot be shown, with its lines.
func (s *Server) unreadable(m generator.Moment, look generator.Look) shown {
	if s.options.For != "" {
		return shown{status: http.StatusOK, kind: html, band: s.bandOf(m, look), bytes: sentences("This page cannot be shown yet",
			"It cannot be read, or it shows somebody else who has not agreed to that. The team can see why.")}
	}
	of := sheet{Title: "This page cannot be read", Text: []string{"It is not published. This page goes by itself when the mistake is mended."}}
	for _, p := range look.Of.Problems {
		if p.Severity != diag.Error {
			continue
		}
		one := problem{Problem: p}
		if readable(p.File) {
			one.Lines = around(m.Lines(p.File, p.Line-contextLines, p.Line+contextLines), p.Line)
		}
		of.Problems = append(of.Problems, one)
	}
	if len(of.Problems) == 0 {
		for _, r := range look.Of.Reasons {
			of.Text = append(of.Text, r.Place.String()+": "+r.Message)
		}
	}
	b := s.bandOf(m, look)
	b.Problems, b.Reasons = nil, nil
	return shown{status: http.StatusOK, kind: html, band: b, bytes: of.html()}
}

// contextLines is how many lines are shown before and behind the one with a mistake.
const contextLines = 2

func around(texts []generator.Line, at int) (lines []line) {
	for _, t := range texts {
		lines = append(lines, line{Number: t.Number, Text: t.Text, Here: t.Number == at})
	}
	return lines
}

// theirs is the first page of the one person who looks.
func (s *Server) theirs(m generator.Moment) shown {
	of := sheet{Title: "Your pages", Text: []string{"These are the pages that you are in. Others see you there as you agreed."}}
	for _, t := range m.Theirs(s.options.For) {
		label := t.Title
		if t.Edition == "easy-read" {
			label += " (easy read)"
		}
		if !t.Published {
			label += " – not published"
		}
		of.Links = append(of.Links, link{Label: label, Address: m.Prefix() + t.Address})
	}
	if len(of.Links) == 0 {
		of.Text = []string{"There is no page yet that you are in and that can be shown."}
	}
	return shown{status: http.StatusOK, kind: html, bytes: of.html(), band: s.bandOf(m, generator.Look{})}
}
