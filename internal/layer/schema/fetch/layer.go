package main

import (
	"fmt"
	"slices"
	"strings"
)

// known is what one layer has, in the order of its schema: lines without the
// ";" at their end.
type known struct {
	number int
	lines  [2][]string // constructors and methods
}

const (
	constructors = iota
	methods
)

// The lines between them in the text of a schema.
const (
	typesMark     = "---types---"
	functionsMark = "---functions---"
)

// split reads the schema text of one layer, and leaves out what is not sent. The
// text must say that it is of that layer.
func split(number int, text string) (known, error) {
	k := known{number: number}
	kind, named := constructors, false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == functionsMark:
			kind = methods
		case line == typesMark:
			kind = constructors
		case line == fmt.Sprintf("// LAYER %d", number):
			named = true
		case line == "" || strings.HasPrefix(line, "//"):
		case !strings.Contains(line, "#") || !strings.Contains(line, " = "):
			return k, fmt.Errorf("layer %d: no combinator: %q", number, line)
		case sent(line):
			k.lines[kind] = append(k.lines[kind], strings.Join(strings.Fields(strings.TrimSuffix(line, ";")), " "))
		}
	}
	if !named {
		return k, fmt.Errorf("the text is not of layer %d", number)
	}
	return k, nil
}

// unsent declare types whose form is known without a schema.
var unsent = []string{
	"int", "long", "double", "int128", "int256", "string", "bytes", "vector", "true", "boolTrue", "boolFalse",
}

// sent is false for a line that stands for no object of its own: a simple type,
// or the head of a wrapper without its query (invokeWith…Prefix), which some
// layers list under the id of the wrapper.
func sent(line string) bool {
	name := nameOf(line)
	return !strings.HasSuffix(name, "Prefix") && !slices.Contains(unsent, name)
}

// nameOf is the name that a line begins with.
func nameOf(line string) string {
	name, _, _ := strings.Cut(line, "#")
	return name
}

// refOf is the name and id that a line begins with.
func refOf(line string) string {
	ref, _, _ := strings.Cut(line, " ")
	return ref
}

// find is the place of the line that begins with ref, "name#id".
func (k *known) find(ref string) (kind, at int, ok bool) {
	for kind, lines := range k.lines {
		at := slices.IndexFunc(lines, func(line string) bool { return refOf(line) == ref })
		if at >= 0 {
			return kind, at, true
		}
	}
	return 0, 0, false
}

// put adds a line, in the place of one of the same name if there is one.
func (k *known) put(kind int, line string) {
	name := nameOf(line)
	at := slices.IndexFunc(k.lines[kind], func(old string) bool { return nameOf(old) == name })
	if at < 0 {
		k.lines[kind] = append(k.lines[kind], line)
		return
	}
	k.lines[kind][at] = line
}
