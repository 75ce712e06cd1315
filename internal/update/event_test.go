package update_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"
)

// The numbers of events are on disk: each stands for one kind.
func TestKindsDiffer(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "event.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		s, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := s.Type.(*ast.Ident); !ok || kind.Name != "Kind" || len(s.Values) != 1 {
			return true
		}
		if v, ok := s.Values[0].(*ast.BasicLit); ok {
			if other := of[v.Value]; other != "" {
				t.Errorf("%s and %s are both %s", other, s.Names[0].Name, v.Value)
			}
			of[v.Value] = s.Names[0].Name
		}
		return true
	})
	if len(of) < 30 {
		t.Errorf("only %d kinds were found", len(of))
	}
}
