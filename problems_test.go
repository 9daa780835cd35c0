package goldenthread

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"
)

// problemCodes finds every code that a diag.Problem can have, and where it
// stands. Three ways lead into a problem: the field Code of a diag.Problem, a
// parameter named code, which ends up there, and the rules of the guard, which
// are codes. What stands there has to be a literal, a constant, or such a
// parameter; anything else fails the test, so no code can hide from it.
func problemCodes(t *testing.T) map[string]string {
	t.Helper()
	s := &source{T: t, set: token.NewFileSet(), consts: map[string]string{}, takes: map[call]int{}, codes: map[string]string{}}
	files := s.parse("generator")
	for _, look := range []func(ast.Node) bool{s.declared, s.used} {
		for _, f := range files {
			s.dir = path.Dir(s.set.Position(f.Pos()).Filename)
			ast.Inspect(f, look)
		}
	}
	return s.codes
}

// call is how a function is called: its name (with its package's folder, where
// only that package can call it), and with how many arguments.
type call struct {
	name string
	args int
}

type source struct {
	*testing.T
	set    *token.FileSet
	dir    string            // of the file that is looked at
	consts map[string]string // by name
	takes  map[call]int      // which argument is the code
	codes  map[string]string
}

func (s *source) parse(dir string) []*ast.File {
	var files []*ast.File
	err := fs.WalkDir(os.DirFS("."), dir, func(name string, _ fs.DirEntry, err error) error {
		// Codes of approval are those of texts.
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || path.Dir(name) == "generator/approval" {
			return err
		}
		f, err := parser.ParseFile(s.set, name, nil, parser.SkipObjectResolution)
		files = append(files, f)
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return files
}

// declared notes constants, and functions that take a code.
func (s *source) declared(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if i < len(n.Values) {
				if text, ok := literal(n.Values[i]); ok {
					s.consts[name.Name] = text
					if kind, ok := n.Type.(*ast.Ident); ok && kind.Name == "Rule" {
						s.codes[text] = s.set.Position(n.Pos()).String()
					}
				}
			}
		}
	case *ast.FuncDecl:
		s.taker(n.Name.Name, n.Type)
	case *ast.AssignStmt:
		if len(n.Lhs) == 1 && len(n.Rhs) == 1 {
			name, isName := n.Lhs[0].(*ast.Ident)
			if f, isFunc := n.Rhs[0].(*ast.FuncLit); isName && isFunc {
				s.taker(name.Name, f.Type)
			}
		}
	}
	return true
}

func (s *source) call(name string, args int) call {
	if !ast.IsExported(name) {
		name = s.dir + "." + name
	}
	return call{name, args}
}

func (s *source) taker(name string, f *ast.FuncType) {
	at, code := 0, -1
	for _, field := range f.Params.List {
		for _, p := range field.Names {
			if kind, ok := field.Type.(*ast.Ident); ok && kind.Name == "string" && p.Name == "code" {
				code = at
			}
			at++
		}
	}
	if code >= 0 {
		s.takes[s.call(name, at)] = code
	}
}

// used notes what is given as a code.
func (s *source) used(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CompositeLit:
		if isProblem(n.Type) {
			s.problem(n)
		} else if list, ok := n.Type.(*ast.ArrayType); ok && isProblem(list.Elt) {
			for _, e := range n.Elts {
				if one, ok := e.(*ast.CompositeLit); ok {
					s.problem(one)
				}
			}
		}
	case *ast.AssignStmt:
		for i, to := range n.Lhs {
			if field, ok := to.(*ast.SelectorExpr); ok && field.Sel.Name == "Code" && i < len(n.Rhs) {
				s.code(n.Rhs[i])
			}
		}
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		if at, ok := s.takes[s.call(name, len(n.Args))]; ok {
			s.code(n.Args[at])
		}
	}
	return true
}

func isProblem(e ast.Expr) bool {
	selector, ok := e.(*ast.SelectorExpr)
	return ok && selector.Sel.Name == "Problem"
}

func (s *source) problem(n *ast.CompositeLit) {
	for _, e := range n.Elts {
		if field, ok := e.(*ast.KeyValueExpr); ok && field.Key.(*ast.Ident).Name == "Code" {
			s.code(field.Value)
		}
	}
}

func (s *source) code(e ast.Expr) {
	where := s.set.Position(e.Pos()).String()
	if text, ok := literal(e); ok {
		s.codes[text] = where
		return
	}
	name := ""
	switch e := e.(type) {
	case *ast.Ident:
		name = e.Name
	case *ast.SelectorExpr:
		name = e.Sel.Name
	case *ast.CallExpr:
		switch f := e.Fun.(type) {
		case *ast.Ident: // string(rule), or string(reason.Code)
			if f.Name == "string" {
				return
			}
		case *ast.SelectorExpr: // the code of a text
			if f.Sel.Name == "Code" {
				return
			}
		}
		if f, ok := e.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Code" { // that of a text
			return
		}
	}
	if text, ok := s.consts[name]; ok {
		s.codes[text] = where
	} else if name != "code" {
		s.Errorf("%s: what code a problem has here cannot be seen; write it as a literal or a constant", where)
	}
}

// literal gives the text of a string literal.
func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(l.Value)
	return text, err == nil
}
