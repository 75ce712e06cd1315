package schema

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// functions is the line after which combinators are methods.
const functions = "---functions---"

// maxFlags is how many flag words a combinator may have.
const maxFlags = 4

// Parse reads a combined schema: a line "layers 144 146 …" of the layers that
// were collected, then each combinator after the stretches of layers that have
// it ("144-176 181 user#… = User;"), methods after the line ---functions---.
// Empty lines and those that begin with // say nothing. The Set refers to text.
func Parse(text string) (*Set, error) {
	p := newParser(text)
	for n := 1; text != ""; n++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		if err := p.line(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if len(p.set.layers) == 0 {
		return nil, errors.New("no layers")
	}
	return p.finish()
}

// parser makes a Set of lines. Everything small comes out of slabs that were
// sized by counting, so that a whole schema takes few allocations.
type parser struct {
	set     *Set
	methods bool
	combs   []Comb
	fields  []Field
	spans   []span
	flags   []string // names of the flag words of the line at hand
}

func newParser(text string) *parser {
	lines, words := strings.Count(text, "\n")+1, strings.Count(text, ":")
	return &parser{
		set: &Set{
			Combs:   make([]*Comb, 0, lines),
			byID:    make(map[uint32]*Comb, lines),
			types:   make(map[string]*Type, lines/2),
			ctors:   make(map[string]*Comb, lines),
			methods: make(map[string]*Comb, lines/2),
		},
		combs:  make([]Comb, 0, lines),
		fields: make([]Field, 0, words),
		spans:  make([]span, 0, 2*lines),
		flags:  make([]string, 0, maxFlags),
	}
}

func (p *parser) line(line string) error {
	switch {
	case line == "" || strings.HasPrefix(line, "//"):
		return nil
	case line == functions:
		p.methods = true
		return nil
	case strings.HasPrefix(line, "layers "):
		return p.layers(line[len("layers "):])
	}
	p.combs = append(p.combs, Comb{Method: p.methods})
	c := &p.combs[len(p.combs)-1]
	rest, err := p.stretches(c, line)
	if err == nil {
		err = p.comb(c, rest)
	}
	if err != nil {
		return err
	}
	return p.set.add(c)
}

func (p *parser) layers(list string) error {
	last := 0
	for word := range strings.SplitSeq(list, " ") {
		n, err := strconv.Atoi(word)
		if err != nil || n <= last {
			return fmt.Errorf("layer %q after %d", word, last)
		}
		last = n
		p.set.layers = append(p.set.layers, &Layer{Number: n, set: p.set})
	}
	return nil
}

// stretches cuts the layers off a line. They ascend.
func (p *parser) stretches(c *Comb, line string) (rest string, err error) {
	start, last := len(p.spans), 0
	for line != "" && '0' <= line[0] && line[0] <= '9' {
		var word string
		word, line, _ = strings.Cut(line, " ")
		low, high, two := strings.Cut(word, "-")
		if !two {
			high = low
		}
		from, err1 := strconv.Atoi(low)
		to, err2 := strconv.Atoi(high)
		if err1 != nil || err2 != nil || from <= last || to < from {
			return "", fmt.Errorf("layers %q after %d", word, last)
		}
		p.spans, last = append(p.spans, span{from, to}), to
	}
	if last == 0 {
		return "", fmt.Errorf("no layers before %q", line)
	}
	c.spans = p.spans[start:len(p.spans):len(p.spans)]
	return line, nil
}

// comb reads "name#id {X:Type} field:type … = Result;".
func (p *parser) comb(c *Comb, line string) error {
	head, rest, ok := strings.Cut(line, " ")
	if !ok {
		return fmt.Errorf("no combinator: %q", line)
	}
	name, hex, ok := strings.Cut(head, "#")
	id, err := strconv.ParseUint(hex, 16, 32)
	if !ok || err != nil || name == "" {
		return fmt.Errorf("no name and id: %q", head)
	}
	c.Name, c.ID = name, uint32(id)
	start := len(p.fields)
	p.flags = p.flags[:0]
	for {
		var word string
		word, rest, ok = strings.Cut(rest, " ")
		if !ok {
			return fmt.Errorf("%s has no result", name)
		}
		if word == "=" {
			break
		}
		if word == "{X:Type}" {
			continue
		}
		f, err := p.field(word)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		p.fields = append(p.fields, f)
	}
	c.Fields = p.fields[start:len(p.fields):len(p.fields)]
	result := strings.TrimSuffix(rest, ";")
	if result == "" || strings.Contains(result, " ") {
		return fmt.Errorf("%s has the result %q", name, result)
	}
	c.Result = p.set.intern(result)
	return nil
}

// field reads "name:type", "name:flags.3?type" or "flags:#".
func (p *parser) field(word string) (Field, error) {
	name, typ, ok := strings.Cut(word, ":")
	if !ok || name == "" || typ == "" {
		return Field{}, fmt.Errorf("no field: %q", word)
	}
	f := Field{Name: name, Word: Required}
	if typ == "#" {
		if len(p.flags) == maxFlags {
			return Field{}, errors.New("too many flag words")
		}
		f.Word = uint8(len(p.flags))
		p.flags = append(p.flags, name)
	}
	if cond, rest, ok := strings.Cut(typ, "?"); ok {
		typ = rest
		if f.Word, f.Bit, ok = p.bit(cond); !ok {
			return Field{}, fmt.Errorf("no flag %q of %s", cond, name)
		}
	}
	f.Type = p.set.intern(typ)
	return f, nil
}

// bit reads "flags.3".
func (p *parser) bit(cond string) (word, bit uint8, ok bool) {
	flags, number, _ := strings.Cut(cond, ".")
	n, err := strconv.ParseUint(number, 10, 8)
	if err != nil || n > 31 {
		return 0, 0, false
	}
	for i, name := range p.flags {
		if name == flags {
			return uint8(i), uint8(n), true
		}
	}
	return 0, 0, false
}

// finish numbers what was read, and refuses a layer in which a name has two ids.
func (p *parser) finish() (*Set, error) {
	for i, c := range p.set.Combs {
		c.Num = i
		for old := c.older; old != nil; old = old.older {
			if c.meets(old) {
				return nil, fmt.Errorf("%s has the ids %08x and %08x in one layer", c.Name, old.ID, c.ID)
			}
		}
	}
	return p.set, nil
}
