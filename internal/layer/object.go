package layer

import (
	"bytes"
	"errors"

	"heliograph/internal/layer/schema"
)

// object is a source value taken apart, for the rules.
type object struct {
	comb  *schema.Comb
	b     []byte
	at    []span // by field
	words [maxWords]uint32
}

// apart takes the value apart whose id was just read, and passes over it.
func (x *conv) apart(c *schema.Comb) (*object, error) {
	if x.work -= slowWork; x.work < 0 {
		return nil, ErrMalformed
	}
	o := &object{comb: c, b: x.b, at: make([]span, len(c.Fields))}
	return o, x.spans(c, o.at, &o.words)
}

func (o *object) index(name string) int {
	for i := range o.comb.Fields {
		if o.comb.Fields[i].Name == name && o.comb.Fields[i].Type.Kind != schema.Flags {
			return i
		}
	}
	return -1
}

// get is a field as it is in the source; nil when it is not there. A true field
// that is set is empty.
func (o *object) get(name string) []byte {
	i := o.index(name)
	if i < 0 || o.at[i].from < 0 {
		return nil
	}
	return o.b[o.at[i].from:o.at[i].to:o.at[i].to]
}

// has says whether a field is there, or set.
func (o *object) has(name string) bool { return o.get(name) != nil }

// typ is the type of a field of the source, nil when it has none of the name.
func (o *object) typ(name string) *schema.Type {
	if i := o.index(name); i >= 0 {
		return o.comb.Fields[i].Type
	}
	return nil
}

// open takes one encoded source value apart.
func (x *conv) open(v []byte) (*object, error) {
	y := x.on(v)
	defer y.end()
	c, err := y.comb(nil)
	if err != nil {
		return nil, err
	}
	return y.apart(c)
}

// on is a conversion of a part of the source, with the same bounds.
func (x *conv) on(v []byte) *conv {
	y := x.t.begin(x.d, v)
	y.depth, y.work, y.grow = x.depth+1, min(x.work, y.work), min(x.grow, y.grow)
	return y // its own work is paid for by whoever takes a value apart or converts it
}

// converted converts an encoded source value of type from to type to.
func (x *conv) converted(v []byte, from, to *schema.Type) ([]byte, error) {
	if x.work -= len(v) / 4; x.work < 0 || x.depth >= maxDepth {
		return nil, ErrMalformed
	}
	y := x.on(v)
	defer y.end()
	var err error
	if alikeTypes(from, to) {
		err = y.value(from)
	} else {
		rule := x.d.side.coercion(from, to)
		if rule == nil {
			return nil, ErrAbsent
		}
		o := op{typ: from, to: to, change: rule}
		err = y.changed(&o, y.here())
	}
	if err != nil {
		return nil, err
	}
	return y.result()
}

// take is a source field converted to the type of the target's field; nil when
// it is not there.
func (x *conv) take(o *object, name string, to *schema.Type) ([]byte, error) {
	v := o.get(name)
	if v == nil {
		return nil, nil
	}
	return x.converted(v, o.typ(name), to)
}

// byName converts a value some fields of which are computed.
func (x *conv) byName(p *plan, m place) error {
	o, err := x.apart(p.from)
	if err != nil {
		return err
	}
	parts := make([][]byte, len(p.parts))
	for i := range p.parts {
		v, err := x.part(&p.parts[i], o)
		if errors.Is(err, ErrAbsent) && p.parts[i].field.Optional() {
			err = nil
		}
		if err != nil {
			return err
		}
		parts[i] = v
	}
	out, err := x.assemble(p.to, parts)
	if err != nil {
		return err
	}
	return x.put(m, out)
}

// part is one field of the target; nil: it is not there.
func (x *conv) part(p *part, o *object) ([]byte, error) {
	switch {
	case p.rule != nil:
		return p.rule(x, o)
	case p.from == nil && p.bytes != nil:
		return p.bytes, nil
	case p.from == nil || o.at[p.src].from < 0:
		if p.need {
			return nil, ErrAbsent
		}
		return nil, nil
	}
	v := o.b[o.at[p.src].from:o.at[p.src].to]
	from, to := p.from.Type, p.field.Type
	switch {
	case from.Kind == schema.True && to.Kind == schema.Bool:
		return trueBytes, nil
	case from.Kind == schema.Bool && to.Kind == schema.True:
		if le.Uint32(v) == trueID {
			return v[:0], nil
		}
		return nil, nil
	case from.Kind == schema.True || to.Kind == schema.True:
		if from == to {
			return v, nil
		}
		return nil, nil
	case x.d.stays(from) && alikeTypes(from, to):
		return v, nil
	}
	return x.converted(v, from, to)
}

// assemble encodes a target value of its parts, nil being those that are not
// there. Where a bit governs several values, zeros stand for the ones missing.
func (x *conv) assemble(c *schema.Comb, parts [][]byte) ([]byte, error) {
	var set [maxWords]uint32
	for i := range c.Fields {
		if f := &c.Fields[i]; f.Optional() && parts[i] != nil && (f.Type.Kind != schema.True || !governed(c, f)) {
			set[f.Word] |= 1 << f.Bit
		}
	}
	out := le.AppendUint32(nil, c.ID)
	for i := range c.Fields {
		f, v := &c.Fields[i], parts[i]
		switch {
		case f.Type.Kind == schema.Flags:
			out = le.AppendUint32(out, set[f.Word])
			continue
		case f.Type.Kind == schema.True, f.Optional() && set[f.Word]>>f.Bit&1 == 0:
			continue
		case v == nil:
			z, ok := x.d.zero(f.Type)
			if !ok {
				return nil, ErrAbsent
			}
			v = z
		}
		out = append(out, v...)
	}
	return out, nil
}

// governed says whether the bit of a true field governs a value too.
func governed(c *schema.Comb, f *schema.Field) bool {
	for i := range c.Fields {
		g := &c.Fields[i]
		if g.Optional() && g.Word == f.Word && g.Bit == f.Bit && g.Type.Kind != schema.True {
			return true
		}
	}
	return false
}

// fields are encoded values of the target, by name.
type fields map[string][]byte

// build encodes a constructor of the target; ErrAbsent when the target does not
// have it.
func (x *conv) build(name string, v fields) ([]byte, error) {
	c := x.d.to.Ctor(name)
	if c == nil {
		return nil, ErrAbsent
	}
	return x.compose(c, v)
}

func (x *conv) compose(c *schema.Comb, v fields) ([]byte, error) {
	parts := make([][]byte, len(c.Fields))
	for i := range c.Fields {
		parts[i] = v[c.Fields[i].Name]
	}
	return x.assemble(c, parts)
}

// elements are the values of an encoded vector of the source.
func (x *conv) elements(v []byte, t *schema.Type) ([][]byte, error) {
	y := x.on(v)
	defer y.end()
	n, err := y.count(t)
	if err != nil {
		return nil, err
	}
	out := make([][]byte, 0, n)
	for range n {
		from := y.p
		if err := y.skip(t.Elem); err != nil {
			return nil, err
		}
		out = append(out, v[from:y.p:y.p])
	}
	return out, nil
}

// each changes a vector element by element, and leaves out those without a
// counterpart.
func (x *conv) each(v []byte, t *schema.Type, rule coercion) ([]byte, error) {
	all, err := x.elements(v, t)
	if err != nil {
		return nil, err
	}
	kept := make([][]byte, 0, len(all))
	for _, e := range all {
		c, err := rule(x, e)
		if errors.Is(err, ErrAbsent) {
			continue
		}
		if err != nil {
			return nil, err
		}
		kept = append(kept, c)
	}
	return vectorOf(kept...), nil
}

// first is the first element of a vector that has a counterpart.
func (x *conv) first(v []byte, from, to *schema.Type) ([]byte, error) {
	all, err := x.elements(v, from)
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		if c, err := x.converted(e, from.Elem, to); !errors.Is(err, ErrAbsent) {
			return c, err
		}
	}
	return nil, ErrAbsent
}

// vectorOf encodes a boxed vector.
func vectorOf(elements ...[]byte) []byte {
	out := le.AppendUint32(le.AppendUint32(nil, vectorID), uint32(len(elements)))
	return append(out, bytes.Join(elements, nil)...)
}

// literal encodes a string.
func literal[T string | []byte](s T) []byte {
	var out []byte
	if n := len(s); n < 254 {
		out = append(out, byte(n))
	} else {
		out = append(out, 254, byte(n), byte(n>>8), byte(n>>16))
	}
	out = append(out, s...)
	for len(out)%4 != 0 {
		out = append(out, 0)
	}
	return out
}

// plain is what an encoded string says.
func plain(v []byte) []byte {
	if len(v) >= 4 && v[0] == 254 {
		return v[4 : 4+(int(v[1])|int(v[2])<<8|int(v[3])<<16)]
	}
	if len(v) == 0 {
		return nil
	}
	return v[1 : 1+int(v[0])]
}
