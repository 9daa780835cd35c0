package theme

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"goldenthread/generator/page"
)

// asItIs gives the built-in theme with layouts that are not tightened.
func asItIs(t *testing.T) fs.FS {
	t.Helper()
	files := without(t, "")
	const left = "{{if false}}<pre></pre>{{end}}"
	begin := regexp.MustCompile(`\{\{-? *define "[^"]*" *-?\}\}`)
	for name, file := range files {
		if strings.HasPrefix(name, "layouts/") {
			file.Data = []byte(left + begin.ReplaceAllString(string(file.Data), "$0"+left))
		}
	}
	return files
}

// seen gives a page as it is seen: its elements with their attributes, and its words,
// in which white space counts where words run on.
func seen(doc *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		shown := n.Type == html.ElementNode
		edge := ""
		if shown && (strings.Contains("|"+apart+"|h1|h2|h3|h4|h5|h6|", "|"+n.Data+"|")) {
			edge = "\n"
		}
		switch {
		case shown:
			b.WriteString(edge + "<" + n.Data)
			for _, a := range n.Attr {
				b.WriteString(" " + a.Key + "=" + a.Val)
			}
			b.WriteString(">" + edge)
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
		if shown {
			b.WriteString(edge + "</>" + edge)
		}
	}
	walk(doc)
	out := regexp.MustCompile(`[ \t]*\n\s*`).ReplaceAllString(b.String(), "\n")
	return regexp.MustCompile(`[ \t]+`).ReplaceAllString(out, " ")
}

// A tightened page looks and reads as it would otherwise, and is shorter.
func TestTightenedPagesAreTheSame(t *testing.T) {
	frame := testFrame(t, "")
	tight := load(t, frame)
	loose, problems, err := Load(nil, "default", asItIs(t), frame)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	for _, s := range sheets(t, frame) {
		a, b := render(t, tight, s), render(t, loose, s)
		if len(a) >= len(b) {
			t.Errorf("%s: %d bytes, and %d otherwise", s.Layout, len(a), len(b))
		}
		if got, want := seen(dom(t, a)), seen(dom(t, b)); got != want {
			t.Errorf("%s:\n%s\nand otherwise\n%s", s.Layout, got, want)
		}
	}
}

// White space stays wherever somebody sees it, and a fault stays on its line.
func TestTighten(t *testing.T) {
	for name, c := range map[string]struct{ layout, want string }{
		"between words":       {"<b>a</b>\n<i>b</i> {{.Layout}} <i>c</i>", "<b>a</b>\n<i>b</i> page <i>c</i>"},
		"around blocks":       {"\n<ul>\n<li> <b>a</b> b </li>\n\n<li>c</li>\n</ul>\n", "<ul><li><b>a</b> b</li><li>c</li></ul>"},
		"around attributes":   {"\n<p{{if .View}} class=\"a\"{{end}}>\nb</p>", "<p class=\"a\">\nb</p>"},
		"what looks like one": {"<b>a</b>\n<abbr>b</abbr> <picture> </picture>", "<b>a</b>\n<abbr>b</abbr> <picture> </picture>"},
		"as written":          {"<p>\na </p>\n<pre>\n\n <p> a\n</pre>", "<p>\na </p>\n<pre>\n\n <p> a\n</pre>"},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems, out := loadOurs(t, map[string]string{"layouts/page.html": "{{define \"main\"}}|" + c.layout + "|{{end}}"})
			_, main, _ := strings.Cut(out, "|")
			main, _, _ = strings.Cut(main, "|")
			if main != c.want || len(problems) > 0 {
				t.Errorf("%q, want %q, %v", main, c.want, problems)
			}
		})
	}
	frame := testFrame(t, "")
	theme, _, err := Load(site(map[string]string{"layouts/page.html": "{{define \"main\"}}\n<ul>\n\n<li>\n{{index .View.Tags 9}}</li></ul>{{end}}"}), "ours", builtin(), frame)
	if err != nil {
		t.Fatal(err)
	}
	v := story(t)
	render(t, theme, &page.Sheet{Layout: "page", Address: v.Address, Title: v.Title, View: v, Frame: frame})
	if p := theme.Problems(); len(p) != 1 || p[0].Line != 5 {
		t.Errorf("%v", p)
	}
}

func TestMinifiedAssets(t *testing.T) {
	for _, c := range []struct{ file, src, want string }{
		{"a.css", "/* why */\np {\n  color: #ff0000;\n}\n", "p{color:red}"},
		{"a.js", "// why\nconst a = 1;\nalert( a );\n", "const a=1;alert(a)"},
		{"a.js", "try{f()}catch(e){}\n", "try{f()}catch(e){}"},
		{"a.js", "var s = a == null ? b() : a, t = 'x\\ny';\n", "var s=a==null?b():a,t=\"x\\ny\""},
		{"a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">\n <!-- why -->\n <title>A door</title>\n</svg>\n", `<svg xmlns="http://www.w3.org/2000/svg"><title>A door</title></svg>`},
		{"a.js", "const = ;", "const = ;"},
		{"a.txt", "a  b\n", "a  b\n"},
	} {
		if got := string(minified(c.file, []byte(c.src))); got != c.want {
			t.Errorf("%s: %q, want %q", c.file, got, c.want)
		}
	}
}
