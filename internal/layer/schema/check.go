package schema

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// The ids of what has a form of its own.
const (
	vectorID = 0x1cb5c415
	trueID   = 0x997275b5
	falseID  = 0xbc799737
)

// maxDepth is how deep a value may hold others. No client sends or expects half
// of it.
const maxDepth = 64

var (
	errShort = errors.New("ends too early")
	errDeep  = errors.New("is nested too deeply")
)

// Check says whether body is one value of the type, or with t nil one of any
// constructor or a call of any method, as a client of the layer reads it: ids
// that the layer does not have are an error, and so are bytes after the value.
// Flags that the layer does not know are none, as clients pass over them. The
// error names the fields that lead to the place.
func (s *Set) Check(l *Layer, body []byte, t *Type) error {
	c := checker{layer: l, rest: body}
	var err error
	if t == nil {
		err = c.any()
	} else {
		err = c.value(t, 0)
	}
	if err == nil && len(c.rest) > 0 {
		err = fmt.Errorf("%d bytes follow", len(c.rest))
	}
	if err != nil {
		return fmt.Errorf("layer %d: byte %d: %w", l.Number, len(body)-len(c.rest), err)
	}
	return nil
}

// checker walks a value.
type checker struct {
	layer *Layer
	rest  []byte
}

func (c *checker) any() error {
	id, err := c.word()
	if err != nil {
		return err
	}
	comb := c.layer.ByID(id)
	if comb == nil {
		return fmt.Errorf("no id %08x", id)
	}
	return c.fields(comb, 0)
}

func (c *checker) value(t *Type, depth int) error {
	if n := t.Fixed(); n > 0 && t.Kind != Bool {
		return c.skip(n)
	}
	switch t.Kind {
	case True:
		return nil
	case String:
		return c.text()
	case Vector, BareVector:
		return c.vector(t, depth)
	}
	id, err := c.word()
	if err != nil {
		return err
	}
	if t.Kind == Bool {
		if id != trueID && id != falseID {
			return fmt.Errorf("%08x is no Bool", id)
		}
		return nil
	}
	comb := c.layer.ByID(id)
	switch {
	case comb == nil:
		return fmt.Errorf("no id %08x", id)
	case t.Kind == Query && !comb.Method:
		return fmt.Errorf("%s is no method", comb)
	case t.Kind == Object && (comb.Method || comb.Result != t):
		return fmt.Errorf("%s is no %s", comb, t.Name)
	}
	return c.fields(comb, depth)
}

// fields walks what follows the id of a combinator.
func (c *checker) fields(comb *Comb, depth int) error {
	if depth >= maxDepth {
		return errDeep
	}
	var words [maxFlags]uint32
	for i := range comb.Fields {
		f := &comb.Fields[i]
		if f.Type.Kind == Flags {
			word, err := c.word()
			if err != nil {
				return fmt.Errorf("%s.%s: %w", comb.Name, f.Name, err)
			}
			words[f.Word] = word
			continue
		}
		if f.Optional() && words[f.Word]>>f.Bit&1 == 0 {
			continue
		}
		if err := c.value(f.Type, depth+1); err != nil {
			return fmt.Errorf("%s.%s: %w", comb.Name, f.Name, err)
		}
	}
	return nil
}

func (c *checker) vector(t *Type, depth int) error {
	if depth >= maxDepth {
		return errDeep
	}
	if t.Kind == Vector {
		id, err := c.word()
		if err != nil {
			return err
		}
		if id != vectorID {
			return fmt.Errorf("%08x is no vector", id)
		}
	}
	n, err := c.word()
	if err != nil {
		return err
	}
	if uint64(n)*4 > uint64(len(c.rest)) { // no element is shorter
		return errShort
	}
	for i := range n {
		if err := c.value(t.Elem, depth+1); err != nil {
			return fmt.Errorf("[%d]: %w", i, err)
		}
	}
	return nil
}

// text walks a string: one byte of length, or 254 and three, then the string,
// then what is missing to a whole number of words.
func (c *checker) text() error {
	if len(c.rest) < 4 {
		return errShort
	}
	switch n := int(c.rest[0]); n {
	case 255:
		return errors.New("a string of no length")
	case 254:
		return c.skip((int(binary.LittleEndian.Uint32(c.rest)>>8) + 4 + 3) &^ 3)
	default:
		return c.skip((n + 1 + 3) &^ 3)
	}
}

func (c *checker) word() (uint32, error) {
	if len(c.rest) < 4 {
		return 0, errShort
	}
	word := binary.LittleEndian.Uint32(c.rest)
	c.rest = c.rest[4:]
	return word, nil
}

func (c *checker) skip(n int) error {
	if len(c.rest) < n {
		return errShort
	}
	c.rest = c.rest[n:]
	return nil
}
