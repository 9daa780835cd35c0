package preview

import (
	"bytes"
	"html/template"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

var differenceTemplate = template.Must(template.New("difference").Parse(`<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>An approved text was changed</title><link rel="stylesheet" href="/_preview/page.css"></head>
<body class="goldenthread-page"><main id="main"><h1>An approved text was changed</h1>
<p class="place">{{.File}}</p>
<p>What stands in this file now is not what was approved, so it is not published until it is approved again. Until then the page is not on the site.</p>
<p>You can let the change wait instead: it goes into <span class="place">{{.Next}}</span>, and the approved text comes back and stays published until the new one is approved.</p>
<form method="post" action="/_desk/next"><input type="hidden" name="token" value="{{.Token}}"><input type="hidden" name="file" value="{{.File}}"><button>Let the change wait, and put the approved text back</button></form>
<h2>What is different</h2>
<div class="difference">{{range .Lines}}{{if eq .Kind "-"}}<p class="out"><span class="vh">It was: </span>{{range .Parts}}{{if .Marked}}<del>{{.Text}}</del>{{else}}{{.Text}}{{end}}{{end}}</p>{{else if eq .Kind "+"}}<p class="in"><span class="vh">It is now: </span>{{range .Parts}}{{if .Marked}}<ins>{{.Text}}</ins>{{else}}{{.Text}}{{end}}{{end}}</p>{{else if eq .Kind "@"}}<hr>{{else}}<p>{{range .Parts}}{{.Text}}{{end}}</p>{{end}}
{{end}}</div>
<p><a href="/_desk/">Desk</a></p>
</main></body></html>`))

// row is a line of a difference: one that stayed (" "), was taken out ("-") or put in
// ("+"), or a gap between parts of the text ("@").
type row struct {
	Kind  string
	Parts []part
}

// part is a piece of a line; what is marked is not in the line that it became or was.
type part struct {
	Text   string
	Marked bool
}

// differencePage shows two texts of a file line by line, the words that differ marked, and
// offers to let the later wait.
func differencePage(file, next, before, now, token string) []byte {
	var rows []row
	lines := strings.Split(string(diff.Diff("approved", []byte(before), "now", []byte(now))), "\n")
	for _, text := range lines[min(3, len(lines)):] { // the first three name the two
		if text != "" {
			rows = append(rows, row{text[:1], []part{{Text: text[1:], Marked: text[0] == '-' || text[0] == '+'}}})
		}
	}
	markWords(rows)
	var out bytes.Buffer
	err := differenceTemplate.Execute(&out, struct {
		File, Next, Token string
		Lines             []row
	}{file, next, token, rows})
	if err != nil {
		panic(err) // it is a template of ours over plain data
	}
	return out.Bytes()
}

// markWords marks in lines that were taken out, and in as many that were put in their
// place, the words alone that differ.
func markWords(rows []row) {
	run := func(from int, kind string) (to int) {
		for to = from; to < len(rows) && rows[to].Kind == kind; to++ {
		}
		return to
	}
	for i := 0; i < len(rows); i++ {
		out := run(i, "-")
		in := run(out, "+")
		if out-i == in-out {
			for k := range out - i {
				was, is := &rows[i+k], &rows[out+k]
				was.Parts, is.Parts = differ(was.Parts[0].Text, is.Parts[0].Text)
			}
		}
		i = max(i, in-1)
	}
}

// mostCells bounds the work of comparing two lines; longer ones are marked whole.
const mostCells = 1_000_000

var aWord = regexp.MustCompile(`\s+|[\pL\pM\pN'’]+|[^\s\pL\pM\pN'’]`)

// differ gives two lines in parts, of which those are marked that the other one has not, by
// the longest run of words that both have.
func differ(was, is string) (out, in []part) {
	a, b := aWord.FindAllString(was, -1), aWord.FindAllString(is, -1)
	if len(a)*len(b) > mostCells {
		return []part{{was, true}}, []part{{is, true}}
	}
	longest := make([][]int32, len(a)+1) // of a from i and b from j
	for i := range longest {
		longest[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			out, in = with(out, a[i], false), with(in, b[j], false)
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && longest[i+1][j] >= longest[i][j+1]:
			out = with(out, a[i], true)
			i++
		default:
			in = with(in, b[j], true)
			j++
		}
	}
	return out, in
}

// with adds a text to the parts of a line, to the last one where it is marked alike.
func with(parts []part, text string, marked bool) []part {
	if n := len(parts); n > 0 && parts[n-1].Marked == marked {
		parts[n-1].Text += text
		return parts
	}
	return append(parts, part{text, marked})
}
