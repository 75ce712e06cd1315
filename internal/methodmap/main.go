// Command methodmap writes docs/methods.tsv: every method that is served, who
// may call it, which function answers it and which scenarios try it.
//
// Owns that file. It reads the source of internal/tgapi, which must therefore
// register methods in the one form d.OnXxx(rpc.Policy(h.handler)). Must not
// import what it reads: it has to work while the tree does not build.
package main

//go:generate go run . ../..

import (
	"fmt"
	"os"
	"path/filepath"
)

// target is the generated file, relative to the root of the repository.
const target = "docs/methods.tsv"

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: methodmap ROOT")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "methodmap:", err)
		os.Exit(1)
	}
}

func write(root string) error {
	text, err := render(root)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, target), text, 0o644)
}
