package layer

import (
	"encoding/binary"

	"heliograph/internal/layer/schema"
)

const (
	vectorID  = 0x1cb5c415
	trueID    = 0x997275b5
	falseID   = 0xbc799737
	maxDepth  = 64
	maxFields = 96 // of one combinator, checked when the tables are made
	maxWords  = 4
)

var le = binary.LittleEndian

// walker passes over the values of a combinator.
type walker struct {
	fixed int // bytes after the id when always the same, else -1
	steps []step
}

// step is one field, or several that are fixed together.
type step struct {
	flags     bool
	word, bit uint8 // as in schema.Field
	fixed     int32 // bytes, 0: it depends
	typ       *schema.Type
}

func newWalker(c *schema.Comb) *walker {
	w := &walker{}
	for i := range c.Fields {
		f := &c.Fields[i]
		if f.Type.Kind == schema.True {
			continue
		}
		s := step{flags: f.Type.Kind == schema.Flags, word: f.Word, bit: f.Bit, fixed: int32(f.Type.Fixed()), typ: f.Type}
		if s.flags || f.Type.Kind == schema.Bool {
			s.fixed = 0
		}
		if n := len(w.steps); n > 0 && s.fixed > 0 && s.word == schema.Required && w.steps[n-1].fixed > 0 && w.steps[n-1].word == schema.Required {
			w.steps[n-1].fixed += s.fixed
			continue
		}
		w.steps = append(w.steps, s)
	}
	switch {
	case len(w.steps) == 0:
	case len(w.steps) == 1 && w.steps[0].fixed > 0 && w.steps[0].word == schema.Required:
		w.fixed = int(w.steps[0].fixed)
	default:
		w.fixed = -1
	}
	return w
}

// u32 reads a word.
func (x *conv) u32() (uint32, error) {
	if len(x.b)-x.p < 4 {
		return 0, ErrMalformed
	}
	v := le.Uint32(x.b[x.p:])
	x.p += 4
	return v, nil
}

func (x *conv) pass(n int) error {
	if len(x.b)-x.p < n {
		return ErrMalformed
	}
	x.p += n
	return nil
}

// text passes over a string.
func (x *conv) text() error {
	rest := x.b[x.p:]
	if len(rest) < 4 {
		return ErrMalformed
	}
	n := int(rest[0]) + 1
	switch rest[0] {
	case 254:
		n = (int(rest[1]) | int(rest[2])<<8 | int(rest[3])<<16) + 4
	case 255:
		return ErrMalformed
	}
	return x.pass((n + 3) &^ 3)
}

// skip passes over a value.
func (x *conv) skip(t *schema.Type) error {
	switch t.Kind {
	case schema.String:
		return x.text()
	case schema.True:
		return nil
	case schema.Vector, schema.BareVector:
		return x.skipVector(t)
	case schema.Object:
		c, err := x.comb(t)
		if err != nil {
			return err
		}
		return x.walk(x.t.walker(c))
	case schema.Query:
		return ErrMalformed // wrappers were peeled
	case schema.Bool:
		if id, err := x.u32(); err != nil || id != trueID && id != falseID {
			return ErrMalformed
		}
		return nil
	}
	return x.pass(t.Fixed())
}

// count reads the head of a vector.
func (x *conv) count(t *schema.Type) (int, error) {
	if t.Kind == schema.Vector {
		if id, err := x.u32(); err != nil || id != vectorID {
			return 0, ErrMalformed
		}
	}
	n, err := x.u32()
	if err != nil || int64(n)*4 > int64(len(x.b)-x.p) { // no element is smaller
		return 0, ErrMalformed
	}
	return int(n), nil
}

func (x *conv) skipVector(t *schema.Type) error {
	n, err := x.count(t)
	if err != nil {
		return err
	}
	if f := t.Elem.Fixed(); f > 0 && t.Elem.Kind != schema.Bool {
		return x.pass(n * f)
	}
	for ; n > 0; n-- {
		if err := x.skip(t.Elem); err != nil {
			return err
		}
	}
	return nil
}

// comb reads the id of a value of type t; of anything when t is nil.
func (x *conv) comb(t *schema.Type) (*schema.Comb, error) {
	id, err := x.u32()
	if err != nil {
		return nil, err
	}
	c := x.t.ids.find(id)
	if c == nil || t != nil && (c.Result != t || c.Method) {
		return nil, ErrMalformed
	}
	if x.work--; x.work < 0 {
		return nil, ErrMalformed
	}
	return c, nil
}

// walk passes over the fields of a value.
func (x *conv) walk(w *walker) error {
	if w.fixed >= 0 {
		return x.pass(w.fixed)
	}
	if x.depth++; x.depth > maxDepth {
		return ErrMalformed
	}
	var words [maxWords]uint32
	seen := 0
	for i := range w.steps {
		s := &w.steps[i]
		if s.flags {
			v, err := x.u32()
			if err != nil {
				return err
			}
			words[seen] = v
			seen++
			continue
		}
		if s.word != schema.Required && words[s.word]>>s.bit&1 == 0 {
			continue
		}
		if s.fixed > 0 {
			if err := x.pass(int(s.fixed)); err != nil {
				return err
			}
			continue
		}
		if err := x.skip(s.typ); err != nil {
			return err
		}
	}
	x.depth--
	return nil
}

// span is where a field lies in the source.
type span struct{ from, to int32 }

// spans passes over the fields of a value and notes where each lies; those that
// are not there lie before 0. at has room for each.
func (x *conv) spans(c *schema.Comb, at []span, words *[maxWords]uint32) error {
	if x.depth++; x.depth > maxDepth {
		return ErrMalformed
	}
	for i := range c.Fields {
		f := &c.Fields[i]
		at[i] = span{-1, -1}
		if f.Type.Kind == schema.Flags {
			v, err := x.u32()
			if err != nil {
				return err
			}
			words[f.Word] = v
			continue
		}
		if f.Word != schema.Required && words[f.Word]>>f.Bit&1 == 0 {
			continue
		}
		from := x.p
		if err := x.skip(f.Type); err != nil {
			return err
		}
		at[i] = span{int32(from), int32(x.p)}
	}
	x.depth--
	return nil
}

// ids finds combinators by id.
type ids struct {
	slots []*schema.Comb // open addressing, a power of two
}

func newIDs(combs []*schema.Comb) ids {
	size := 1
	for size < 2*len(combs) {
		size *= 2
	}
	t := ids{slots: make([]*schema.Comb, size)}
	for _, c := range combs {
		i := c.ID
		for t.slots[i&uint32(size-1)] != nil {
			i++
		}
		t.slots[i&uint32(size-1)] = c
	}
	return t
}

func (t *ids) find(id uint32) *schema.Comb {
	mask := uint32(len(t.slots) - 1)
	for i := id; ; i++ {
		c := t.slots[i&mask]
		if c == nil || c.ID == id {
			return c
		}
	}
}
