package theme

import (
	"strings"
	"testing"
)

// Each mistake in a layout is told in words of its own, on its line, and with what
// was probably meant.
func TestWhatIsWrongWithALayout(t *testing.T) {
	for layout, want := range map[string]string{
		"{{.Titel}}":                        "not given here (did you mean '.Title'?)",
		"{{.View.Sumary}}":                  "not given here (did you mean '.Summary'?)",
		"{{with .Other}}{{.Adress}}{{end}}": "not given here (did you mean '.Address'?)",
		"{{.Quite}}":                        "not given here, so",
		"{{dat .View.Date}}":                "function that there is not (did you mean 'date'?)",
		"{{quite .View.Date}}":              "function that there is not, so",
		"{{esle}}":                          "(did you mean 'else'?)",
		"{{if .View}}":                      "ends before everything",
		"{{end}}x":                          "closes nothing",
		"{{else}}":                          "belongs to nothing",
		"{{if}}{{end}}":                     "asks for nothing",
		"{{asset \"a}}":                     "quotation mark",
		"{{/* a }}":                         "comment",
		"{{$x}}":                            "variable",
		"{{break}}":                         "stands in no {{range}}",
		"{{define \"x\"}}{{end}}":           "inside something else",
		"{{index .View.Title 9999}}":        "failed while a page was made",
		"{{.Title":                          "cannot be read",
	} {
		theme, problems, _ := loadOurs(t, map[string]string{"layouts/page.html": "{{define \"main\"}}\n" + layout + "{{end}}"})
		problems = append(problems, theme.Problems()...)
		if len(problems) != 1 || problems[0].Line != 2 || !strings.Contains(problems[0].Message, want) {
			t.Errorf("%s: %v, want %q", layout, problems, want)
		}
	}
}

// What has no {{end}} is told where it begins, not where the layout ends.
func TestWhereALayoutIsNotClosed(t *testing.T) {
	for layout, line := range map[string]int{
		"{{define \"main\"}}\n<p>\n{{if .View}}\na\n{{end}}\n\n":                                 3,
		"{{define \"main\"}}\n<p>\n{{if .View}}\n{{with .Lead}}{{.}}{{end}}\n{{end}}\n":          3,
		"{{define \"main\"}}\n<p>\n{{range .Lists}}\n":                                           3,
		"{{define \"main\"}}\n<p>\n":                                                             1,
		"{{/* {{if}} */}}\n{{define \"main\"}}\n{{- if .View}}\n{{else if .Lead}}\n{{end}}\n<p>": 3,
	} {
		_, problems, _ := loadOurs(t, map[string]string{"layouts/page.html": layout})
		if len(problems) != 1 || problems[0].Line != line || !strings.Contains(problems[0].Message, "ends before everything") {
			t.Errorf("%q: %v, want line %d", layout, problems, line)
		}
	}
}
