package ask

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"
	"strings"
	"sync"

	"goldenthread"
)

var (
	//go:embed walk.html
	layout string
	//go:embed walk.css
	style string
	//go:embed walk.js
	script string
	//go:embed take-down.svg
	takeDown []byte
)

var walkTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("walk").Funcs(template.FuncMap{"drawing": drawing, "breakable": breakable}).Parse(layout))
})

// drawing gives a drawing of the bank, or that of taking down, as a data: address.
func drawing(name string) (template.URL, error) {
	svg := takeDown
	if name != "take-down" {
		var err error
		if svg, err = fs.ReadFile(goldenthread.Example(), "content/pictures/"+name+".svg"); err != nil {
			return "", err
		}
	}
	return template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(svg)), nil
}

// breakable lets an e-mail address break where its parts meet, first behind the @, and
// not within a word.
func breakable(line string) template.HTML {
	text := template.HTMLEscapeString(line)
	if name, host, is := strings.Cut(text, "@"); is && !strings.Contains(text, " ") {
		text = name + `@<wbr><span class="part">` + strings.ReplaceAll(host, ".", "<wbr>.") + "</span>"
	}
	return template.HTML(text)
}

// Policy is the Content-Security-Policy of a walk: nothing is asked for, its one
// script and style are known by their digests, and only the desk's form leads anywhere.
func Policy(desk bool) string {
	form := "'none'"
	if desk {
		form = "'self'"
	}
	return fmt.Sprintf("default-src 'none'; img-src data:; style-src '%s'; script-src '%s'; form-action %s; base-uri 'none'", digest(style), digest(script), form)
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// document is what the layout is given.
type document struct {
	Policy       string
	Style        template.CSS
	Script       template.JS
	Sender       string // who asks
	Site         string
	Codes, Asked string
	Person, Page string
	Versions     []Version
	Form         *Form
	Steps        []step
	Choices      []choice
	Thanks       step
	Done         bool
}

func (w Walk) document() document {
	return document{
		Policy: Policy(w.Form != nil), Style: template.CSS(style), Script: template.JS(script),
		Sender: cmp.Or(w.Organisation, w.SiteTitle), Site: w.SiteTitle, Codes: strings.Join(w.codes(), " "), Asked: w.Asked(),
		Person: w.Person, Page: w.Page, Versions: w.Versions, Form: w.Form,
		Steps: w.steps(), Choices: w.choices(), Thanks: w.thanks(),
	}
}

// HTML gives the whole document.
func (w Walk) HTML() ([]byte, error) { return w.document().html() }

// Done gives the document on which every answer on the desk's computer ends. It says
// the same whatever was answered, and nothing of the page.
func (w Walk) Done() ([]byte, error) {
	d := Walk{SiteTitle: w.SiteTitle, Organisation: w.Organisation, Form: w.Form}.document()
	d.Codes, d.Asked, d.Done = "", "", true
	return d.html()
}

func (d document) html() ([]byte, error) {
	var b bytes.Buffer
	if err := walkTemplate().Execute(&b, d); err != nil {
		return nil, fmt.Errorf("the walk: %w", err)
	}
	return b.Bytes(), nil
}

var (
	headings = regexp.MustCompile(`<(/?)h([2-6])\b`)
	ids      = regexp.MustCompile(` (id="|href="#|aria-labelledby="|aria-describedby=")`)
)

// HTML gives the body as it stands in the walk: its headings below those of the walk,
// and its ids apart from those of the other version.
func (v Version) HTML() template.HTML {
	body := headings.ReplaceAllStringFunc(v.Body, func(tag string) string {
		level := tag[len(tag)-1] - '0'
		return tag[:len(tag)-1] + string('0'+min(level+2, 6))
	})
	body = ids.ReplaceAllString(body, " ${1}"+string(v.Edition)+"-")
	return template.HTML(body)
}

// Address gives the picture for the layout.
func (p Picture) Address() template.URL { return template.URL(p.Source) }
