package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Where things are, relative to the root.
const (
	edge    = "internal/tgapi"
	scripts = "internal/apptest/testdata/script"
)

// render makes the file's text from the tree at root.
func render(root string) ([]byte, error) {
	names, err := readSchema(root)
	if err != nil {
		return nil, err
	}
	methods, err := scan(root, edge, names)
	if err != nil {
		return nil, err
	}
	tried, err := scenarios(filepath.Join(root, scripts))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintln(&b, "method\tpolicy\thandler\tscenarios")
	for _, m := range methods {
		by := strings.Join(tried[m.name], " ")
		if by == "" {
			by = "-"
		}
		fmt.Fprintf(&b, "%s\t%s\t%s:%s\t%s\n", m.name, m.policy, m.file, m.handler, by)
	}
	return b.Bytes(), nil
}

// mention finds TL names of methods in a script.
var mention = regexp.MustCompile(`\b[a-z]+\.[a-z][A-Za-z0-9]+\b`)

// scenarios maps a method to the scripts that mention it, by their names
// without extension, sorted. No directory is no scenarios.
func scenarios(dir string) (map[string][]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	tried := map[string][]string{}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(e.Name(), filepath.Ext(e.Name()))
		found := mention.FindAllString(string(text), -1)
		slices.Sort(found)
		for _, m := range slices.Compact(found) {
			tried[m] = append(tried[m], name)
		}
	}
	return tried, nil
}
