package amend

import "testing"

func TestUseTheme(t *testing.T) {
	for in, want := range map[string]string{
		"title: a # why\n":                     "title: a # why\ntheme: own\n",
		"title: a":                             "title: a\ntheme: own\n",
		"title: a\r\ntheme: default # b\r\n#c": "title: a\r\ntheme: own # b\r\n#c\r\n",
		"theme: \"default\"\ntitle: a\n":       "theme: own\ntitle: a\n",
		"{title: a, theme: default}\n":         "{title: a, theme: own}\n",
		"{title: a}\n":                         "", // a line behind it would be no YAML
		"title: [\n":                           "",
	} {
		got, err := UseTheme([]byte(in), "own")
		if string(got) != want || (err != nil) != (want == "") {
			t.Errorf("%q became %q, %v; want %q", in, got, err, want)
		}
	}
}
