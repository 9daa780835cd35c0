package desk

import (
	"html/template"
	"strconv"
	"strings"

	"goldenthread/generator/diag"
)

// placeView is a place, with a button to open it where there is a token.
type placeView struct {
	diag.Place
	token string
}

func (d *Desk) place(p diag.Place) placeView {
	v := placeView{Place: p}
	if d.Live != nil {
		v.token = d.Live.Token
	}
	return v
}

// HTML writes a place. There are thousands on a desk, and a template takes ten times as
// long to write one.
func (p placeView) HTML() template.HTML {
	if p.File == "" {
		return ""
	}
	file, line := template.HTMLEscapeString(p.File), strconv.Itoa(p.Line)
	name := file
	if p.Line > 0 {
		name += ", line " + line
	}
	var b strings.Builder
	b.WriteString(`<div class="place"><span class="file">` + name + `</span>`)
	if p.token != "" {
		b.WriteString(` <form method="post" action="/_desk/open"><input type="hidden" name="token" value="` + template.HTMLEscapeString(p.token) +
			`"><input type="hidden" name="file" value="` + file + `"><input type="hidden" name="line" value="` + line +
			`"><button>Open<span class="vh"> ` + name + `</span></button></form>`)
	}
	b.WriteString(`</div>`)
	return template.HTML(b.String())
}
