package schema

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestOddities holds what a schema does that whoever converts values must have
// thought of. A new line in a golden file is a question: does it convert right?
func TestOddities(t *testing.T) {
	t.Parallel()
	for name, list := range map[string]func(*Set) []string{
		"trues":  trues,
		"shared": shared,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, name, list(Load()))
		})
	}
}

// golden compares lines with those of a file, and names each that differs.
func golden(t *testing.T, name string, lines []string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	for _, line := range lines {
		if !slices.Contains(want, line) {
			t.Errorf("new: %s", line)
		}
	}
	for _, line := range want {
		if !slices.Contains(lines, line) {
			t.Errorf("gone: %s", line)
		}
	}
	if !t.Failed() && !slices.Equal(lines, want) {
		t.Error("the order is another")
	}
}

// trues are the True fields that not every layer with the id has, or not at the
// same bit, and the layers which have them.
func trues(s *Set) (lines []string) {
	for _, c := range s.Combs {
		var fields []Field // by name and bit, once
		for _, f := range c.forms {
			for _, field := range f.fields {
				if field.Type.Kind == True && !slices.Contains(fields, field) {
					fields = append(fields, field)
				}
			}
		}
		for _, field := range fields {
			var have, all []int
			for _, l := range s.layers {
				if !c.in(l.Number) {
					continue
				}
				all = append(all, l.Number)
				if slices.Contains(l.Fields(c), field) {
					have = append(have, l.Number)
				}
			}
			if len(have) < len(all) {
				lines = append(lines, fmt.Sprintf("%s %s: %s has %s in %s of %s",
					kind(c), c, word(c, field.Word, field.Bit), field.Name, stretches(s, have), stretches(s, all)))
			}
		}
	}
	slices.Sort(lines)
	return lines
}

// shared are the bits that govern a value and something else.
func shared(s *Set) (lines []string) {
	for _, c := range s.Combs {
		for i := range c.Fields {
			f := &c.Fields[i]
			if !f.Optional() {
				continue
			}
			var names []string
			first, value := true, false
			for j := range c.Fields {
				o := &c.Fields[j]
				if !o.Optional() || o.Word != f.Word || o.Bit != f.Bit {
					continue
				}
				first = first && j >= i
				value = value || o.Type.Kind != True
				names = append(names, o.Name+":"+o.Type.Name)
			}
			if first && value && len(names) > 1 {
				lines = append(lines, fmt.Sprintf("%s %s: %s governs %s", kind(c), c, word(c, f.Word, f.Bit), strings.Join(names, " ")))
			}
		}
	}
	slices.Sort(lines)
	return lines
}

func kind(c *Comb) string {
	if c.Method {
		return "method"
	}
	return "constructor"
}

// word is a bit as the schema names it.
func word(c *Comb, at, bit uint8) string {
	for i := range c.Fields {
		if f := &c.Fields[i]; f.Type.Kind == Flags && f.Word == at {
			return fmt.Sprintf("%s.%d", f.Name, bit)
		}
	}
	return ""
}

// stretches writes layers as the file does, but for the newest, so that the next
// layer does not change every line: layers that follow each other among those
// that were collected are one stretch, and one that reaches the newest is open.
func stretches(s *Set, layers []int) string {
	var out []string
	for i := 0; i < len(s.layers); i++ {
		if !slices.Contains(layers, s.layers[i].Number) {
			continue
		}
		from := i
		for i+1 < len(s.layers) && slices.Contains(layers, s.layers[i+1].Number) {
			i++
		}
		word := strconv.Itoa(s.layers[from].Number)
		switch {
		case i+1 == len(s.layers):
			word += "-"
		case i > from:
			word += "-" + strconv.Itoa(s.layers[i].Number)
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}
