package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// method is one line of the map.
type method struct {
	name    string // TL name
	policy  string // public, user, bot or any
	file    string // of the handler, relative to the root
	handler string
}

// scan reads the Register functions of the packages under dir, which is
// relative to root. Methods come sorted by name.
func scan(root, dir string, names schema) ([]method, error) {
	packages, err := os.ReadDir(filepath.Join(root, dir))
	if err != nil {
		return nil, err
	}
	var all []method
	for _, p := range packages {
		if !p.IsDir() {
			continue
		}
		found, err := scanPackage(root, filepath.Join(dir, p.Name()), names)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, func(a, b method) int { return cmp.Compare(a.name, b.name) })
	for i := 1; i < len(all); i++ {
		if all[i].name == all[i-1].name {
			return nil, fmt.Errorf("%s is registered twice", all[i].name)
		}
	}
	return all, nil
}

// packageFiles is the parsed code of one folder, tests left out.
type packageFiles struct {
	fset     *token.FileSet
	register []*ast.FuncDecl
	where    map[string]string // name of a function or method -> its file
}

func scanPackage(root, dir string, names schema) ([]method, error) {
	p, err := parse(root, dir)
	if err != nil {
		return nil, err
	}
	var all []method
	for _, r := range p.register {
		found, err := p.registrations(r, names)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

func parse(root, dir string) (*packageFiles, error) {
	paths, err := filepath.Glob(filepath.Join(root, dir, "*.go"))
	if err != nil {
		return nil, err
	}
	p := &packageFiles{fset: token.NewFileSet(), where: map[string]string{}}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(p.fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				p.where[fn.Name.Name] = filepath.ToSlash(filepath.Join(dir, filepath.Base(path)))
				if fn.Recv != nil && strings.HasPrefix(strings.ToLower(fn.Name.Name), "register") {
					p.register = append(p.register, fn)
				}
			}
		}
	}
	return p, nil
}

// registrations reads the calls d.OnXxx(rpc.Policy(h.handler)) of a function.
func (p *packageFiles) registrations(fn *ast.FuncDecl, names schema) ([]method, error) {
	var all []method
	var failed error
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || failed != nil {
			return failed == nil
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || !strings.HasPrefix(sel.Sel.Name, "On") || len(call.Args) != 1 {
			return true
		}
		m, err := p.registration(sel.Sel.Name, call.Args[0], names)
		if err != nil {
			failed = fmt.Errorf("%s: %w", p.fset.Position(call.Pos()), err)
		}
		all = append(all, m)
		return false
	})
	return all, failed
}

func (p *packageFiles) registration(on string, arg ast.Expr, names schema) (method, error) {
	name, ok := names[fold(strings.TrimPrefix(on, "On"))]
	if !ok {
		return method{}, fmt.Errorf("%s: the schema has no such method", on)
	}
	policy, ok := arg.(*ast.CallExpr)
	if !ok || len(policy.Args) != 1 {
		return method{}, fmt.Errorf("%s: want rpc.Policy(handler)", on)
	}
	by, ok := policy.Fun.(*ast.SelectorExpr)
	if !ok {
		return method{}, fmt.Errorf("%s: want rpc.Policy(handler)", on)
	}
	handler := lastName(policy.Args[0])
	return method{
		name:    name,
		policy:  strings.ToLower(strings.TrimSuffix(by.Sel.Name, "0")), // User0 is User without arguments
		file:    p.where[handler],
		handler: handler,
	}, nil
}

// lastName is f of x.y.f or of f.
func lastName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.Ident:
		return e.Name
	}
	return ""
}
