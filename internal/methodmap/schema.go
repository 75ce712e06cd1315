package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// schema maps the form of a method's name that gotd uses in Go, lower case and
// without separators, to its TL name.
type schema map[string]string

// function matches a line of the part of the schema that lists methods.
var function = regexp.MustCompile(`^([A-Za-z0-9_.]+)#[0-9a-f]+ `)

// readSchema reads the schema that the pinned gotd module was generated from.
func readSchema(root string) (schema, error) {
	cmd := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/gotd/td")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("find gotd: %w", err)
	}
	f, err := os.Open(filepath.Join(strings.TrimSpace(string(out)), "_schema", "telegram.tl"))
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	names := schema{}
	methods := false
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		switch line := lines.Text(); line {
		case "---functions---":
			methods = true
		case "---types---":
			methods = false
		default:
			if m := function.FindStringSubmatch(line); methods && m != nil {
				if err := names.add(m[1]); err != nil {
					return nil, err
				}
			}
		}
	}
	return names, lines.Err()
}

func (s schema) add(name string) error {
	k := fold(name)
	if other, ok := s[k]; ok && other != name {
		return fmt.Errorf("schema: %s and %s look the same in Go", name, other)
	}
	s[k] = name
	return nil
}

// fold makes a TL name and gotd's Go name for it equal.
func fold(name string) string {
	return strings.ToLower(strings.NewReplacer(".", "", "_", "").Replace(name))
}
