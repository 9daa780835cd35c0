package theme

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

func site(files map[string]string) fs.FS {
	m := fstest.MapFS{"site.yaml": {Data: []byte("theme: ours\n")}}
	for file, src := range files {
		m["themes/ours/"+file] = &fstest.MapFile{Data: []byte(src)}
	}
	return m
}

// loadOurs loads a theme of these files and renders a story with it.
func loadOurs(t *testing.T, files map[string]string) (theme *Theme, problems []diag.Problem, out string) {
	t.Helper()
	frame := testFrame(t, "")
	theme, problems, err := Load(site(files), "ours", builtin(), frame)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sheets(t, frame) {
		src := render(t, theme, s)
		if s.Layout == "page" {
			out = src
		}
	}
	return theme, problems, out
}

func TestOwnFilesLieOverTheDefault(t *testing.T) {
	theme, problems, out := loadOurs(t, map[string]string{
		"theme.yaml":           "name: Ours\nextends: default\n",
		"layouts/page.html":    `{{define "main"}}<h1>{{.Heading}}</h1>{{template "ours.html" .}}{{template "after.html" .}}{{end}}`,
		"layouts/ours.html":    `<p class="ours">{{t "ours"}}</p><img src="{{url "/x"}}" alt=""><i>{{asset "extra/dot.png"}}</i>`,
		"i18n/en-GB.yaml":      "ours: \"Our own: words\"\nmade: Made by us\n",
		"assets/style.css":     "p{background:url('extra/dot.png')}b{background:url(data:,x)}",
		"assets/.DS_Store":     "x",
		"assets/extra/dot.png": "png",
	})
	if len(problems)+len(theme.Problems()) > 0 {
		t.Fatal(problems, theme.Problems())
	}
	for _, want := range []string{`<p class="ours">Our own: words</p>`, "Made by us", "Where to get help"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	var style string
	var paths []string
	for _, a := range theme.Assets() {
		paths = append(paths, a.Path)
		if strings.HasSuffix(a.Path, ".css") {
			style = string(a.Bytes)
		}
	}
	paths = slices.DeleteFunc(paths, func(name string) bool {
		return strings.HasSuffix(name, ".js") || strings.HasPrefix(name, "assets/icon.") || strings.HasPrefix(name, "assets/leaflet.")
	})
	if len(paths) != 3 || !strings.HasPrefix(paths[1], "assets/extra/dot.") || !strings.HasPrefix(paths[2], "assets/style.") || len(paths[2]) != len("assets/style.01234567.css") {
		t.Errorf("assets %v", paths)
	}
	dot := strings.TrimPrefix(paths[1], "assets/")
	if style != `p{background:url("`+dot+`")}b{background:url(data:,x)}` {
		t.Errorf("style %q", style)
	}
	if !strings.Contains(out, "<i>/assets/"+dot+"</i>") || !strings.Contains(out, `href="/`+paths[2]+`"`) {
		t.Error("an asset has another address")
	}
}

// The statement on accessibility claims no tests of what the site's own theme looks
// like; other words in it change no design.
func TestOwnDesignIsNotTested(t *testing.T) {
	for file, own := range map[string]bool{"layouts/after.html": true, "assets/style.css": true, "i18n/en-GB.yaml": false, "theme.yaml": false} {
		src := map[string]string{"layouts/after.html": "<p>After</p>", "assets/style.css": "p{}", "i18n/en-GB.yaml": "made: Made by us", "theme.yaml": "name: Ours"}[file]
		frame := testFrame(t, "")
		theme, _, err := Load(site(map[string]string{file: src}), "ours", builtin(), frame)
		if err != nil {
			t.Fatal(err)
		}
		out := render(t, theme, &page.Sheet{Layout: "accessibility", Address: "/accessibility/", Frame: frame})
		if strings.Contains(out, "WCAG 2.2") == own || strings.Contains(out, "has not been tested") != own {
			t.Errorf("%s: what is said of tests is not so", file)
		}
	}
}

// Whatever is wrong with a site's own layout, the default's is used, and the
// problem says where.
func TestBrokenLayouts(t *testing.T) {
	good := `{{define "main"}}<h1 class="good">{{.Heading}}</h1><p id="after" tabindex="-1">.</p><p id="help">.</p>{{end}}`
	for name, c := range map[string]struct {
		files map[string]string
		file  string
		line  int
	}{
		"not a template":    {map[string]string{"layouts/page.html": "{{define \"main\"}}\n{{if}}{{end}}"}, "layouts/page.html", 2},
		"not closed":        {map[string]string{"layouts/page.html": "{{define \"main\"}}\n<p>{{if .View}}"}, "layouts/page.html", 2},
		"tag not closed":    {map[string]string{"layouts/page.html": "{{define \"main\"}}\n<p class=\"x>{{end}}"}, "layouts/page.html", 0},
		"no main":           {map[string]string{"layouts/page.html": "<p>Hello</p>"}, "layouts/page.html", 0},
		"no function":       {map[string]string{"layouts/page.html": "\n\n{{exec \"rm\"}}"}, "layouts/page.html", 3},
		"not to be escaped": {map[string]string{"layouts/page.html": "{{define \"main\"}}\n<a href=\"{{if .View}}\">{{end}}</a>{{end}}"}, "layouts/page.html", 2},
		"no such part":      {map[string]string{"layouts/page.html": "{{define \"main\"}}\n{{template \"nope.html\" .}}{{end}}"}, "layouts/page.html", 2},
		"a part":            {map[string]string{"layouts/after.html": "\n{{nope}}"}, "layouts/after.html", 2},
		"the frame":         {map[string]string{"layouts/base.html": "\n<p>{{template \"main\" .}}{{template \"nope\"}}"}, "layouts/base.html", 2},
		"the header":        {map[string]string{"layouts/header.html": "\n{{.Nope}}"}, "layouts/header.html", 2},
		"without end":       {map[string]string{"layouts/after.html": "{{template \"after.html\" .}}"}, "layouts/after.html", 1},
		"no such text":      {map[string]string{"layouts/page.html": "{{define \"main\"}}\n{{t \"nope\"}}{{end}}"}, "layouts/page.html", 2},
		"no such asset":     {map[string]string{"layouts/page.html": "{{define \"main\"}}\n{{asset \"nope.css\"}}{{end}}"}, "layouts/page.html", 2},
		"no such value":     {map[string]string{"layouts/page.html": "{{define \"main\"}}\n{{.View.Nope}}{{end}}"}, "layouts/page.html", 2},
		"too deep a value":  {map[string]string{"layouts/page.html": "{{define \"main\"}}\n{{index .View.Title .View.Title}}{{end}}"}, "layouts/page.html", 2},
		"one of two":        {map[string]string{"layouts/page.html": "{{nope}}", "layouts/section.html": good}, "layouts/page.html", 1},
	} {
		t.Run(name, func(t *testing.T) {
			theme, problems, out := loadOurs(t, c.files)
			problems = append(problems, theme.Problems()...)
			if len(problems) != 1 {
				t.Fatal(problems)
			}
			p := problems[0]
			if p.Code != "theme-layout" || p.File != "themes/ours/"+c.file || p.Line != c.line || p.Severity != diag.Error {
				t.Error(p)
			}
			if p.Line == 0 && strings.Contains(p.Fix, "this line") {
				t.Error("there is no line to look at:", p)
			}
			if strings.Contains(p.Message+p.Fix, "A place to start") || strings.Contains(p.Message+p.Fix, "nope") {
				t.Error(p)
			}
			if !strings.Contains(out, "How we made this together") {
				t.Errorf("not the default's:\n%s", out)
			}
			if name == "one of two" {
				section := render(t, theme, sheets(t, theme.frame)[2])
				if !strings.Contains(section, `class="good"`) {
					t.Error("a good layout was left out, too")
				}
			}
		})
	}
}

// A layout that fails on some sheets is used for the others, in any order.
func TestALayoutThatFailsSometimes(t *testing.T) {
	frame := testFrame(t, "")
	files := map[string]string{"layouts/page.html": `{{define "main"}}<h1 class="ours">{{index .View.Tags 0}}</h1>{{end}}`}
	theme, problems, err := Load(site(files), "ours", builtin(), frame)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	with, without := story(t), story(t)
	without.Tags = nil
	for _, v := range []*page.View{without, with, without} {
		out := render(t, theme, &page.Sheet{Layout: "page", Address: v.Address, Title: v.Title, View: v, Frame: frame})
		if strings.Contains(out, `class="ours"`) != (v == with) {
			t.Error("the wrong layout")
		}
	}
	if n := len(theme.Problems()); n != 1 {
		t.Errorf("%d problems", n)
	}
}

func TestBrokenThemeFiles(t *testing.T) {
	for name, c := range map[string]struct {
		file, src, code string
		line            int
	}{
		"words":          {"i18n/en-GB.yaml", "made: Made by us\nby: : x\n", "theme-words", 2},
		"words twice":    {"i18n/en-GB.yaml", "made: a\nmade: b\n", "theme-words", 2},
		"words in words": {"i18n/en-GB.yaml", "made: Made by us\nby: {a: b}\n", "theme-words", 2},
		"theme.yaml":     {"theme.yaml", "name: Ours\nnaem: x\n", "theme-layout", 2},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems, out := loadOurs(t, map[string]string{c.file: c.src})
			if len(problems) != 1 || problems[0].Code != c.code || problems[0].Line != c.line || problems[0].File != "themes/ours/"+c.file {
				t.Fatal(problems)
			}
			if !strings.Contains(out, "How we made this together") {
				t.Error("not the default's words")
			}
		})
	}
}

// No symbolic link of a theme is followed: what lies behind it is none of the theme's.
func TestLinksAreNotFollowed(t *testing.T) {
	for _, linked := range []string{"layouts", "assets", "i18n", "layouts/page.html", "assets/style.css", "i18n/en-GB.yaml"} {
		dir := t.TempDir()
		behind, theme := filepath.Join(dir, "private"), filepath.Join(dir, "themes/ours")
		for file, src := range map[string]string{"layouts/page.html": `{{define "main"}}FROM PRIVATE{{end}}`, "assets/style.css": "FROM-PRIVATE{}", "i18n/en-GB.yaml": "skip: FROM PRIVATE"} {
			os.MkdirAll(filepath.Dir(filepath.Join(behind, file)), 0o755)
			if err := os.WriteFile(filepath.Join(behind, file), []byte(src), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		os.MkdirAll(filepath.Dir(filepath.Join(theme, linked)), 0o755)
		if err := os.Symlink(filepath.Join(behind, linked), filepath.Join(theme, linked)); err != nil {
			t.Skip("this machine makes no symbolic links")
		}
		frame := testFrame(t, "")
		loaded, problems, err := Load(os.DirFS(dir), "ours", builtin(), frame)
		if err != nil || len(problems) != 1 || !strings.HasPrefix(problems[0].File, "themes/ours/"+linked) || strings.Contains(problems[0].Message+problems[0].Fix, dir) {
			t.Errorf("%s: %v %v", linked, err, problems)
		}
		for _, text := range loaded.Texts() {
			if strings.Contains(text, "FROM") {
				t.Errorf("%s is followed", linked)
			}
		}
	}
}

// A text of a theme is text, wherever it stands.
func TestWordsAreEscaped(t *testing.T) {
	text := `The "menu" & <b>all</b>`
	_, problems, out := loadOurs(t, map[string]string{"i18n/en-GB.yaml": "menu: '" + text + "'\nskip: '" + text + "'\nby: '" + text + "'"})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	balanced(t, out)
	doc := dom(t, out)
	if got := attr(all(doc, "nav")[0], "aria-label"); got != text {
		t.Errorf("in an attribute %q", got)
	}
	if got := said(all(doc, "a")[0]); got != text {
		t.Errorf("in a link %q", got)
	}
	if !strings.Contains(said(doc), text+" 6 July") || len(all(doc, "b")) > 0 {
		t.Error("in a byline")
	}
}

func TestThemeMissing(t *testing.T) {
	for _, name := range []string{"nope", "../ours", ".", "a/b", "site.yaml"} {
		theme, problems, err := Load(site(nil), name, builtin(), testFrame(t, ""))
		if err != nil || len(problems) != 1 || problems[0].Code != "theme-missing" || theme == nil || problems[0].Line != 1 {
			t.Errorf("%s: %v %v", name, err, problems)
		}
	}
}

func TestDefaultIsUsedAsItIs(t *testing.T) {
	files := fstest.MapFS{"themes/default/layouts/page.html": {Data: []byte("{{nope")}}
	for _, name := range []string{"", "default"} {
		if _, problems, err := Load(files, name, builtin(), testFrame(t, "")); err != nil || len(problems) > 0 {
			t.Error(err, problems)
		}
	}
}

// without gives the built-in theme without a file.
func without(t *testing.T, file string) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	err := fs.WalkDir(builtin(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || name == file {
			return err
		}
		src, err := fs.ReadFile(builtin(), name)
		m[name] = &fstest.MapFile{Data: src}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestBrokenBuiltin(t *testing.T) {
	for _, broken := range []fstest.MapFS{
		{},
		{"i18n/en-GB.yaml": {Data: []byte("a: b")}},
		without(t, "layouts/page.html"),
		without(t, "layouts/base.html"),
		without(t, "assets/style.css"),
	} {
		if _, _, err := Load(nil, "default", broken, testFrame(t, "")); err == nil {
			t.Error("no error")
		}
	}
}

func TestLanguages(t *testing.T) {
	frame := testFrame(t, "")
	frame.Language = "de-DE"
	files := site(map[string]string{"i18n/de.yaml": "exit: Weg\nmade: de", "i18n/de-DE.yaml": "made: de-DE", "i18n/en-GB.yaml": "made: en\nby: Von {names}"})
	theme, problems, err := Load(files, "ours", builtin(), frame)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	for key, want := range map[string]string{"exit": "Weg", "made": "de-DE", "by": "Von {names}", "skip": "Go to the main text"} {
		if got, _ := theme.words.say(key); got != want {
			t.Errorf("%s: %q", key, got)
		}
	}
}
