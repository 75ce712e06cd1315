package main

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

// supplement is what no version of the module has. It says how.
//
//go:embed supplement.tl
var supplement string

// change is one line of the supplement.
type change struct {
	layers []stretch
	kind   int
	line   string // a whole combinator, or the name and id of one that another layer has
	gone   bool   // the layers do not have it
}

// whole says whether the change brings its combinator along.
func (c *change) whole() bool { return strings.Contains(c.line, " = ") }

func (c *change) of(layer int) bool {
	return slices.ContainsFunc(c.layers, func(s stretch) bool { return s.has(layer) })
}

func changes(text string) ([]change, error) {
	var all []change
	kind := constructors
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == functionsMark:
			kind = methods
			continue
		case line == typesMark:
			kind = constructors
			continue
		case line == "" || strings.HasPrefix(line, "//"):
			continue
		}
		layers, comb, err := cut(line)
		if err != nil {
			return nil, fmt.Errorf("supplement: %w", err)
		}
		c := change{layers: layers, kind: kind}
		c.line, c.gone = strings.CutPrefix(comb, "-")
		all = append(all, c)
	}
	return all, nil
}

// amend applies changes to the layers, ascending. A layer that only they name
// is the one below it but for them.
func amend(layers []known, changes []change) ([]known, error) {
	var amended []known
	for _, n := range numbers(layers, changes) {
		var k known
		if at := slices.IndexFunc(layers, func(k known) bool { return k.number == n }); at >= 0 {
			k = layers[at]
		} else if len(amended) > 0 {
			k = amended[len(amended)-1]
		}
		k.number, k.lines = n, [2][]string{slices.Clone(k.lines[constructors]), slices.Clone(k.lines[methods])}
		for _, c := range changes {
			if !c.of(n) {
				continue
			}
			if err := k.apply(c, layers); err != nil {
				return nil, fmt.Errorf("supplement: layer %d: %w", n, err)
			}
		}
		amended = append(amended, k)
	}
	return amended, nil
}

// numbers are the layers that there are and those that changes add.
func numbers(layers []known, changes []change) []int {
	var ns []int
	for _, k := range layers {
		ns = append(ns, k.number)
	}
	for _, c := range changes {
		for _, s := range c.layers {
			for n := s.from; n <= s.to; n++ {
				ns = append(ns, n)
			}
		}
	}
	slices.Sort(ns)
	return slices.Compact(ns)
}

func (k *known) apply(c change, layers []known) error {
	if c.gone {
		kind, at, ok := k.find(c.line)
		if !ok {
			return fmt.Errorf("%s is not there to take away", c.line)
		}
		k.lines[kind] = slices.Delete(k.lines[kind], at, at+1)
		return nil
	}
	kind, line := c.kind, c.line
	if !c.whole() {
		var ok bool
		if kind, line, ok = borrow(layers, k.number, c.line); !ok {
			return fmt.Errorf("no layer has %s", c.line)
		}
		if _, _, twice := k.find(c.line); twice {
			return fmt.Errorf("%s is there already", c.line)
		}
	}
	k.put(kind, line)
	return nil
}

// borrow is the line of that name and id in the next layer above that has one,
// or else below.
func borrow(layers []known, above int, ref string) (kind int, line string, ok bool) {
	first := slices.IndexFunc(layers, func(k known) bool { return k.number > above })
	if first < 0 {
		first = len(layers)
	}
	below := slices.Clone(layers[:first])
	slices.Reverse(below)
	for _, k := range slices.Concat(layers[first:], below) {
		if kind, at, ok := k.find(ref); ok {
			return kind, k.lines[kind][at], true
		}
	}
	return 0, "", false
}
