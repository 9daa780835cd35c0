package desk

import (
	"bytes"
	_ "embed"
	"html/template"
	"strings"
)

var (
	//go:embed desk.html
	layout string
	//go:embed desk.css
	style string
)

var document = template.Must(template.New("desk").Funcs(template.FuncMap{
	"day": day, "inWords": inWords, "count": count, "number": thousands, "join": join, "channels": channels,
	"pathName": pathName, "lower": strings.ToLower,
	"style":  func() template.CSS { return template.CSS(style) },
	"shapes": func() any { return shapes },
	"first":  func(list []string) []string { return list[:min(len(list), named)] },
	"over":   func(list []string) int { return max(0, len(list)-named) },
	"form":   func(token, kind string) map[string]string { return map[string]string{"Token": token, "Kind": kind} },
}).Parse(layout))

// HTML gives the desk as one document. Equal desks give equal bytes.
func (d Desk) HTML() ([]byte, error) {
	var b bytes.Buffer
	if err := document.Execute(&b, d.view()); err != nil {
		return nil, err
	}
	return append(bytes.TrimSpace(b.Bytes()), '\n'), nil
}
