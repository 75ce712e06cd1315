package archtest

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"unicode"
)

// The sizes of house-style.md.
const (
	maxFile     = 800
	maxFunction = 60
)

// checkSource says which rules one Go file breaks. rel is its path in the
// repository.
func checkSource(rel string, text []byte) ([]string, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, rel, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	if ast.IsGenerated(f) {
		return nil, nil
	}
	s := &source{fset: fset, file: f, rel: rel, test: strings.HasSuffix(rel, "_test.go")}
	helper := strings.HasSuffix(filepath.Dir(rel), "test") // a package that only tests import
	if n := bytes.Count(text, []byte("\n")); n > maxFile {
		s.say(f.Package, "%d lines, at most %d: split the file", n, maxFile)
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			s.function(d)
		case *ast.GenDecl:
			if d.Tok == token.VAR && !s.test && f.Name.Name != "main" && !helper {
				s.globals(d)
			}
		}
	}
	if s.test || helper {
		s.sleeps()
	}
	return s.broken, nil
}

type source struct {
	fset   *token.FileSet
	file   *ast.File
	rel    string
	test   bool
	broken []string
}

func (s *source) say(at token.Pos, format string, args ...any) {
	s.broken = append(s.broken, fmt.Sprintf("%s:%d: %s", s.rel, s.fset.Position(at).Line, fmt.Sprintf(format, args...)))
}

func (s *source) function(d *ast.FuncDecl) {
	if d.Recv == nil && d.Name.Name == "init" {
		s.say(d.Pos(), "init has side effects that nobody asked for: pass values in")
	}
	if s.test {
		return
	}
	if n := s.fset.Position(d.End()).Line - s.fset.Position(d.Pos()).Line + 1; n > maxFunction {
		s.say(d.Pos(), "%s has %d lines, at most %d", d.Name.Name, n, maxFunction)
	}
}

// globals refuses variables that begin empty: they exist to be changed. Errors,
// tables, embedded files and pools are fine.
func (s *source) globals(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		v := spec.(*ast.ValueSpec)
		if embedded(d.Doc) || embedded(v.Doc) || v.Names[0].Name == "_" {
			continue
		}
		if len(v.Values) == 0 && !isPool(v.Type) {
			s.say(v.Pos(), "%s is global state: make it a field", v.Names[0].Name)
		}
	}
}

func isPool(t ast.Expr) bool {
	sel, ok := t.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Pool"
}

func embedded(doc *ast.CommentGroup) bool {
	if doc == nil {
		return false
	}
	for _, c := range doc.List {
		if strings.HasPrefix(c.Text, "//go:embed ") {
			return true
		}
	}
	return false
}

// sleeps refuses time.Sleep in tests, under whatever name time is
// imported: wait for what shall happen, or move a fake clock.
func (s *source) sleeps() {
	name := ""
	for _, imp := range s.file.Imports {
		if imp.Path.Value == `"time"` {
			name = "time"
			if imp.Name != nil {
				name = imp.Name.Name
			}
		}
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && name != "" && x.Name == name && sel.Sel.Name == "Sleep" {
			s.say(sel.Pos(), "a test must not sleep: wait for a condition or move a fake clock")
		}
		return true
	})
}

// packageDoc is the package comment in one file; counts is false for a file
// that need not have a part in it.
func packageDoc(rel string, text []byte) (doc string, counts bool) {
	if strings.HasSuffix(rel, "_test.go") {
		return "", false
	}
	f, err := parser.ParseFile(token.NewFileSet(), rel, text, parser.PackageClauseOnly|parser.ParseComments)
	if err != nil {
		return "", false
	}
	return f.Doc.Text(), true
}

// checkDoc says what a package comment lacks.
func checkDoc(dir, doc string) []string {
	words := strings.Join(strings.FieldsFunc(doc, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }), " ")
	var broken []string
	for _, want := range []string{"Owns ", "Must not "} {
		if !strings.Contains(words, want) {
			broken = append(broken, fmt.Sprintf("%s: the package comment must have a sentence that begins %q", dir, want[:len(want)-1]))
		}
	}
	return broken
}

// goFiles lists the Go files of a tree, relative to root.
func goFiles(root string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules") {
			return fs.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(name, ".go") {
			rel, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			files = append(files, rel)
		}
		return nil
	})
	return files, err
}
