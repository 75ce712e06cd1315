package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
)

// pkg is one package as `go list -json` shows it.
type pkg struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// list asks the go command for the packages of the module.
func list(dir string) ([]pkg, error) {
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Imports,TestImports,XTestImports", "heliograph/...")
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w: %s", err, &stderr)
	}
	var all []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		all = append(all, p)
	}
}

// checkImports says which imports break the rules of levels.
func checkImports(levels []level, all []pkg) []string {
	var broken []string
	for _, p := range all {
		name, inside := strings.CutPrefix(p.ImportPath, internal)
		if inside {
			broken = append(broken, checkPackage(levels, name, p.Imports)...)
		}
		broken = append(broken, checkTop(p)...)
	}
	return broken
}

func checkPackage(levels []level, name string, imports []string) []string {
	at, ok := standing(levels, name)
	if !ok {
		return []string{name + " stands in no level: add it to the list in archtest/levels.go"}
	}
	var broken []string
	for _, imp := range imports {
		target, inside := strings.CutPrefix(imp, internal)
		switch {
		case inside:
			to, ok := standing(levels, target)
			if ok && !at.allows(to) {
				broken = append(broken, fmt.Sprintf("%s (%s) must not import %s (%s)", name, at.level.name, target, to.level.name))
			}
		case imp == tlSchema || imp == netHTTP:
			if !slices.Contains(at.level.outside, imp) {
				broken = append(broken, fmt.Sprintf("%s (%s) must not import %s", name, at.level.name, imp))
			}
		case at.level.name == "leaf" && strings.Contains(strings.Split(imp, "/")[0], "."):
			broken = append(broken, fmt.Sprintf("%s (leaf) must import the standard library only, not %s", name, imp))
		case strings.HasPrefix(imp, "heliograph/cmd/"):
			broken = append(broken, name+" must not import a command")
		}
	}
	return broken
}

// checkTop keeps node, which imports everything, out of everything: its tests
// too, but for commands and the packages that boot a whole server.
func checkTop(p pkg) []string {
	name := strings.TrimPrefix(p.ImportPath, internal)
	top, _, _ := strings.Cut(name, "/")
	if strings.HasPrefix(p.ImportPath, "heliograph/cmd/") || top == "apptest" || top == "bench" || top == "node" {
		return nil
	}
	if slices.Contains(slices.Concat(p.Imports, p.TestImports, p.XTestImports), internal+"node") {
		return []string{name + " must not import node: only cmd, apptest and bench do"}
	}
	return nil
}
