package main

import (
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// layoutCode is the code that says what layouts are given.
type layoutCode struct {
	files   *token.FileSet
	structs map[string]*ast.StructType // by package and name: page.View
	about   map[string]string
	calls   []string
}

func readLayoutCode(t *testing.T) *layoutCode {
	t.Helper()
	c := &layoutCode{files: token.NewFileSet(), structs: map[string]*ast.StructType{}, about: map[string]string{}}
	for _, pkg := range []string{"theme", "page"} {
		sources, err := filepath.Glob(filepath.Join("..", "..", "generator", pkg, "*.go"))
		if err != nil || len(sources) == 0 {
			t.Fatal("no sources of", pkg, err)
		}
		for _, source := range sources {
			if strings.HasSuffix(source, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(c.files, source, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			c.read(pkg, f)
		}
	}
	return c
}

func (c *layoutCode) read(pkg string, f *ast.File) {
	for _, decl := range f.Decls {
		switch d := decl.(type) {
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if ts, ok := spec.(*ast.TypeSpec); ok {
					if st, ok := ts.Type.(*ast.StructType); ok {
						name := pkg + "." + ts.Name.Name
						c.structs[name] = st
						c.about[name] = oneLine(d.Doc.Text() + " " + ts.Doc.Text())
					}
				}
			}
		case *ast.FuncDecl:
			if pkg == "theme" && d.Name.Name == "funcs" {
				c.readFuncs(d)
			}
		}
	}
}

// readFuncs finds the names in the map of functions.
func (c *layoutCode) readFuncs(d *ast.FuncDecl) {
	ast.Inspect(d, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok || c.typeText(lit.Type) != "template.FuncMap" {
			return true
		}
		for _, e := range lit.Elts {
			c.calls = append(c.calls, strings.Trim(e.(*ast.KeyValueExpr).Key.(*ast.BasicLit).Value, `"`))
		}
		return false
	})
}

func (c *layoutCode) typeText(n ast.Node) string {
	var b strings.Builder
	if n == nil || format.Node(&b, c.files, n) != nil {
		return ""
	}
	return b.String()
}

func oneLine(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "|", "\\|")
}

// data writes a table of every struct that is reached from Data and Around.
func (c *layoutCode) data() string {
	var b strings.Builder
	sheet := map[string]string{} // Data has the sheet's fields, which say there what they are
	for _, f := range c.structs["page.Sheet"].Fields.List {
		for _, n := range f.Names {
			sheet[n.Name] = oneLine(f.Doc.Text() + " " + f.Comment.Text())
		}
	}
	queue, done := []string{"theme.Data", "theme.Around"}, map[string]bool{}
	for len(queue) > 0 {
		name := queue[0]
		queue = queue[1:]
		if done[name] || c.structs[name] == nil {
			continue
		}
		done[name] = true
		pkg, _, _ := strings.Cut(name, ".")
		fmt.Fprintf(&b, "### `%s`\n\n", name)
		if c.about[name] != "" {
			fmt.Fprintf(&b, "%s\n\n", c.about[name])
		}
		b.WriteString("| field | what it is | type |\n| --- | --- | --- |\n")
		for _, f := range c.structs[name].Fields.List {
			kind := c.typeText(f.Type)
			for _, n := range f.Names {
				if n.IsExported() {
					says := oneLine(f.Doc.Text() + " " + f.Comment.Text())
					if name == "theme.Data" && len(f.Names) > 1 && sheet[n.Name] != "" || says == "" && name == "theme.Data" {
						says = sheet[n.Name]
					}
					fmt.Fprintf(&b, "| `.%s` | %s | `%s` |\n", n.Name, says, kind)
				}
			}
			if len(f.Names) == 0 {
				fmt.Fprintf(&b, "| every field of `%s` | | |\n", kind)
			}
			ast.Inspect(f.Type, func(n ast.Node) bool {
				switch x := n.(type) {
				case *ast.SelectorExpr:
					queue = append(queue, c.typeText(x))
					return false
				case *ast.Ident:
					if x.IsExported() {
						queue = append(queue, pkg+"."+x.Name)
					}
				}
				return true
			})
		}
		b.WriteString("\n")
	}
	return b.String()
}

// callNotes say what each function of layouts does.
var callNotes = map[string][2]string{
	"t":       {`{{t "by" "names" .Names}}`, "A text of the theme's, in the site's language. Behind its key: what stands in {braces}, and what goes there."},
	"date":    {`{{date .View.Date}}`, "A day in words."},
	"days":    {`{{days .View.Starts .View.Ends}}`, "The first and the last day of something, in words."},
	"moments": {`{{moments .Starts .Ends}}`, "When an event begins and ends, in words."},
	"commas":  {`{{commas .}}`, "A list of words, with commas."},
	"state":   {`{{state .View.Starts .View.Ends}}`, "The key of the text that says whether a week is to come, is on or is over."},
	"picture": {`{{picture .Renditions}}`, "A picture beside words that say what it shows."},
	"url":     {`{{url .Address}}`, "An address of the site as a link needs it. Put it around every address."},
	"abs":     {`{{abs .Address}}`, "The same with the name of the site before it."},
	"lang":    {`{{lang .Own}}`, "The attributes that say in which language something is; nothing for none."},
	"tel":     {`{{tel .Phone}}`, "A phone number as a link needs it."},
	"number":  {`{{number .Phone}}`, "A phone number that is not broken over lines."},
	"first":   {`{{first 3 .Events}}`, "The first events of a list."},
	"asset":   {`{{asset "style.css"}}`, "The address of a file in assets/."},
}

func (c *layoutCode) functions(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("| function | for example | what it gives |\n| --- | --- | --- |\n")
	for _, name := range c.calls {
		note, ok := callNotes[name]
		if !ok {
			t.Errorf("callNotes does not say what the function %s of layouts does", name)
		}
		fmt.Fprintf(&b, "| `%s` | `%s` | %s |\n", name, note[0], note[1])
	}
	if len(c.calls) == 0 {
		t.Error("no functions of layouts were found")
	}
	return b.String()
}
