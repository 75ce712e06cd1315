package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// combine writes the layers, ascending, as one text: every distinct line once,
// after the stretches of layers that have it.
func combine(layers []known) string {
	var b strings.Builder
	b.WriteString("layers")
	for _, k := range layers {
		fmt.Fprintf(&b, " %d", k.number)
	}
	b.WriteByte('\n')
	section(&b, layers, constructors)
	b.WriteString(functionsMark + "\n")
	section(&b, layers, methods)
	return b.String()
}

func section(b *strings.Builder, layers []known, kind int) {
	have := make(map[string][]bool) // by line, then by place of the layer
	for i, k := range layers {
		for _, line := range k.lines[kind] {
			if have[line] == nil {
				have[line] = make([]bool, len(layers))
			}
			have[line][i] = true
		}
	}
	for _, line := range order(layers, kind) {
		for i := 0; i < len(layers); i++ {
			if !have[line][i] {
				continue
			}
			from := i
			for i+1 < len(layers) && have[line][i+1] {
				i++
			}
			b.WriteString(stretch{layers[from].number, layers[i].number}.String() + " ")
		}
		b.WriteString(line + ";\n")
	}
}

// order is every line of the layers once: the lines of the newest layer as they
// are, and each that only older layers have behind the one that it follows in
// the newest of those. So versions of a line stand together.
func order(layers []known, kind int) []string {
	next := make(map[string]string) // the empty line comes before the first and after the last
	placed := make(map[string]bool)
	for _, k := range slices.Backward(layers) {
		last := ""
		for _, line := range k.lines[kind] {
			if !placed[line] {
				next[line], next[last] = next[last], line
				placed[line] = true
			}
			last = line
		}
	}
	lines := make([]string, 0, len(placed))
	for line := next[""]; line != ""; line = next[line] {
		lines = append(lines, line)
	}
	return lines
}

// expand undoes combine.
func expand(text string) ([]known, error) {
	header, body, _ := strings.Cut(text, "\n")
	var layers []known
	for word := range strings.FieldsSeq(strings.TrimPrefix(header, "layers ")) {
		n, err := strconv.Atoi(word)
		if err != nil {
			return nil, err
		}
		layers = append(layers, known{number: n})
	}
	kind := constructors
	for line := range strings.Lines(body) {
		line = strings.TrimSuffix(line, "\n")
		if line == functionsMark {
			kind = methods
			continue
		}
		stretches, comb, err := cut(line)
		if err != nil {
			return nil, err
		}
		for i, k := range layers {
			if slices.ContainsFunc(stretches, func(s stretch) bool { return s.has(k.number) }) {
				layers[i].lines[kind] = append(layers[i].lines[kind], comb)
			}
		}
	}
	return layers, nil
}

// stretch is layers that follow each other, both ends included.
type stretch struct{ from, to int }

func (s stretch) has(layer int) bool { return s.from <= layer && layer <= s.to }

func (s stretch) String() string {
	if s.from == s.to {
		return strconv.Itoa(s.from)
	}
	return fmt.Sprintf("%d-%d", s.from, s.to)
}

// cut parts "144-176 181 user#… = User;" into stretches and combinator.
func cut(line string) (stretches []stretch, comb string, err error) {
	comb = line
	for comb != "" && '0' <= comb[0] && comb[0] <= '9' {
		var word string
		word, comb, _ = strings.Cut(comb, " ")
		low, high, two := strings.Cut(word, "-")
		if !two {
			high = low
		}
		from, err1 := strconv.Atoi(low)
		to, err2 := strconv.Atoi(high)
		if err1 != nil || err2 != nil {
			return nil, "", fmt.Errorf("no layers: %q", line)
		}
		stretches = append(stretches, stretch{from, to})
	}
	if len(stretches) == 0 || comb == "" {
		return nil, "", fmt.Errorf("no layers or nothing after them: %q", line)
	}
	return stretches, strings.TrimSuffix(comb, ";"), nil
}
