package layer

import (
	"errors"

	"heliograph/internal/layer/schema"
)

// conv is one conversion: a cursor over the source, and what was written of the
// target. Source bytes that stay as they are wait between from and p until
// something else has to be written.
type conv struct {
	t       *tables
	d       *direction
	b       []byte
	p, from int
	out     []byte
	depth   int
	work    int // values that may still be looked at: what bounds the time
	grow    int // bytes that may still be written
}

const (
	maxScratch = 256 << 10
	minGrow    = 64 << 10 // what any value may grow to
	growth     = 8        // and how much larger than its source
	maxWork    = 100_000  // of a request
	slowWork   = 32       // what a value costs that is taken apart
)

func (t *tables) begin(d *direction, b []byte) *conv {
	x, _ := t.pool.Get().(*conv)
	if x == nil {
		x = &conv{t: t}
	}
	x.d, x.b, x.p, x.from, x.out, x.depth = d, b, 0, 0, x.out[:0], 0
	x.work = 256 + 4*len(b) // every 4 bytes may be a value, on some levels looked at again
	if d.up {
		x.work = min(x.work, maxWork)
	}
	x.grow = minGrow + growth*len(b)
	return x
}

func (x *conv) end() {
	x.b = nil
	if cap(x.out) > maxScratch {
		x.out = nil
	}
	x.t.pool.Put(x)
}

// flush writes what stays as it is.
func (x *conv) flush() {
	x.out = append(x.out, x.b[x.from:x.p]...)
	x.from = x.p
}

// write writes bytes of the target.
func (x *conv) write(b []byte) {
	x.flush()
	x.out = append(x.out, b...)
}

func (x *conv) writeID(id uint32) { x.out = le.AppendUint32(x.out, id) }

// place is where a conversion stands, to come back to.
type place struct{ p, from, out, depth int }

func (x *conv) here() place { return place{x.p, x.from, len(x.out), x.depth} }

func (x *conv) back(m place) { x.p, x.from, x.out, x.depth = m.p, m.from, x.out[:m.out], m.depth }

// discard passes over a source value and writes nothing.
func (x *conv) discard(t *schema.Type) error {
	x.flush()
	if err := x.skip(t); err != nil {
		return err
	}
	x.from = x.p
	return nil
}

// value converts a value of a type that both sides have.
func (x *conv) value(t *schema.Type) error {
	switch t.Kind {
	case schema.Object:
		return x.object(t)
	case schema.Vector, schema.BareVector:
		if !x.d.stays(t) {
			return x.vector(t)
		}
	}
	return x.skip(t)
}

// vector converts the elements of a vector, and leaves out those without a
// counterpart.
func (x *conv) vector(t *schema.Type) error {
	n, err := x.count(t)
	if err != nil {
		return err
	}
	var at int // of the count in the output
	kept := n
	at = len(x.out) + x.p - 4 - x.from
	for range n {
		m := x.here()
		switch err := x.value(t.Elem); {
		case errors.Is(err, ErrAbsent):
			x.back(m)
			if err := x.discard(t.Elem); err != nil {
				return err
			}
			kept--
		case err != nil:
			return err
		}
	}
	if kept < n {
		le.PutUint32(x.out[at:], uint32(kept)) // something was dropped, so the count is written
	}
	return nil
}

// object converts the boxed value at the cursor.
func (x *conv) object(t *schema.Type) error {
	m := x.here()
	c, err := x.comb(t)
	if err != nil {
		return err
	}
	e := x.d.entry(c)
	if e.same != nil {
		return x.walk(e.same)
	}
	if x.depth++; x.depth > maxDepth {
		return ErrMalformed
	}
	if e.variant != nil {
		if done, err := x.vary(e.variant, c, m); done || err != nil {
			x.depth = m.depth
			return err
		}
	}
	switch {
	case e.plan != nil:
		err = x.run(e.plan, m)
	case e.fallback.make != nil:
		err = x.replace(&e.fallback, c, m)
	default:
		return ErrAbsent
	}
	if errors.Is(err, ErrAbsent) && e.plan != nil {
		err = x.instead(c, e.plan, m)
	}
	x.depth = m.depth
	return err
}

// vary writes the variant of a value, if it is one.
func (x *conv) vary(of variant, c *schema.Comb, m place) (done bool, err error) {
	at := x.here()
	o, err := x.apart(c)
	if err != nil {
		return false, err
	}
	v, err := of(x, o)
	if err != nil {
		return false, err
	}
	if v == nil {
		x.back(at)
		return false, nil
	}
	return true, x.put(m, v)
}

// instead tries the fallback of a value whose counterpart cannot have what is
// in it.
func (x *conv) instead(c *schema.Comb, failed *plan, m place) error {
	if c.Method {
		return ErrAbsent
	}
	fb := x.d.fallback(c)
	x.back(m)
	x.p += 4
	if fb.make != nil {
		return x.replace(&fb, c, m)
	}
	to := x.d.to.Ctor(fb.ctor)
	if to == nil || to == failed.to {
		return ErrAbsent
	}
	return x.run(x.d.plan(c, to), m)
}

// replace writes what a fallback makes of a value.
func (x *conv) replace(fb *fallback, c *schema.Comb, m place) error {
	o, err := x.apart(c)
	if err != nil {
		return err
	}
	v, err := fb.make(x, o)
	if err != nil {
		return err
	}
	return x.put(m, v)
}

// put writes a value in place of the source from m to here.
func (x *conv) put(m place, v []byte) error {
	p := x.p
	x.p = m.p
	x.write(v)
	x.p, x.from = p, p
	if x.grow -= len(v); x.grow < 0 {
		return ErrMalformed
	}
	return nil
}

// words are the flag words of a value under conversion: those read, those to be
// written, and where.
type words struct {
	src, dst [maxWords]uint32
	at       [maxWords]int
	n        int
}

// run converts a value whose id was read; m is where the id stands.
func (x *conv) run(p *plan, m place) error {
	if p.parts != nil {
		return x.byName(p, m)
	}
	if p.to.ID != p.from.ID {
		x.p -= 4
		x.flush()
		x.p += 4
		x.from = x.p
		x.writeID(p.to.ID)
	}
	var w words
	var err error
	if p.spans {
		err = x.scattered(p, &w)
	} else {
		err = x.straight(p, &w)
	}
	if err != nil {
		return err
	}
	for _, b := range p.bits {
		v := w.src[b.sw] & b.mask
		if b.shift >= 0 {
			w.dst[b.tw] |= v << b.shift
		} else {
			w.dst[b.tw] |= v >> -b.shift
		}
	}
	for i := range w.n {
		le.PutUint32(x.out[w.at[i]:], w.dst[i])
	}
	return nil
}

// straight runs a plan in one pass over the source.
func (x *conv) straight(p *plan, w *words) error {
	for i := range p.ops {
		o := &p.ops[i]
		switch o.do {
		case readFlags:
			x.flush()
			v, err := x.u32()
			if err != nil {
				return err
			}
			x.from = x.p
			w.src[o.n] = v
			continue
		case writeFlags:
			x.reserve(w, o)
			continue
		}
		if err := x.step(p, o, w); err != nil {
			return err
		}
	}
	return nil
}

// reserve makes room for a flag word of the target.
func (x *conv) reserve(w *words, o *op) {
	x.flush()
	w.at[o.n] = len(x.out)
	w.n = max(w.n, int(o.n)+1)
	x.out = append(x.out, 0, 0, 0, 0)
}

// scattered runs a plan whose fields stand in another order in the source.
func (x *conv) scattered(p *plan, w *words) error {
	var at [maxFields]span
	x.flush()
	if err := x.spans(p.from, at[:], &w.src); err != nil {
		return err
	}
	end := x.p
	for i := range p.ops {
		o := &p.ops[i]
		x.from = x.p
		switch {
		case o.do == writeFlags:
			x.reserve(w, o)
			continue
		case o.typ != nil && o.src >= 0 && at[o.src].from >= 0:
			x.p = int(at[o.src].from)
			x.from = x.p
		}
		if err := x.step(p, o, w); err != nil {
			return err
		}
		x.flush()
	}
	x.p, x.from = end, end
	return nil
}

// step does one op.
func (x *conv) step(p *plan, o *op, w *words) error {
	on := o.sw == schema.Required || w.src[o.sw]>>o.sb&1 != 0
	switch o.do {
	case drop:
		if on {
			return x.discard(o.typ)
		}
		return nil
	case bitOfBool:
		return x.bitOfBool(o, w, on)
	case boolOfBit:
		return x.boolOfBit(o, w, on)
	}
	if o.group > 0 && !p.groups[o.group-1].on(&w.src) {
		if on && o.do != zero && o.do != fixed {
			return x.discard(o.typ)
		}
		return nil
	}
	switch {
	case o.do == fixed:
		x.write(o.bytes)
	case !on || o.do == zero:
		if o.optional() && o.group == 0 {
			return nil
		}
		if err := x.missing(o); err != nil {
			return err
		}
	default:
		there, err := x.field(o)
		if err != nil || !there {
			return err
		}
	}
	if o.optional() {
		w.dst[o.tw] |= 1 << o.tb
	}
	return nil
}

// missing writes what stands for a value that is not there.
func (x *conv) missing(o *op) error {
	z, ok := x.d.zero(o.to)
	if o.need || !ok {
		return ErrAbsent
	}
	x.write(z)
	if x.grow -= len(z); x.grow < 0 {
		return ErrMalformed
	}
	return nil
}

// field converts one field that is there. False: it has no counterpart, and the
// target can do without.
func (x *conv) field(o *op) (bool, error) {
	switch o.do {
	case keep:
		return true, x.pass(int(o.n))
	case keepText:
		return true, x.text()
	}
	m := x.here()
	var err error
	if o.do == convert {
		err = x.value(o.typ)
	} else {
		err = x.changed(o, m)
	}
	if !errors.Is(err, ErrAbsent) {
		return true, err
	}
	x.back(m)
	if err := x.discard(o.typ); err != nil {
		return false, err
	}
	if o.optional() && o.group == 0 {
		return false, nil
	}
	return true, x.missing(o)
}

// changed converts a value whose type changed.
func (x *conv) changed(o *op, m place) error {
	if err := x.skip(o.typ); err != nil {
		return err
	}
	v, err := o.change(x, x.b[m.p:x.p])
	if err != nil {
		return err
	}
	return x.put(m, v)
}

func (x *conv) bitOfBool(o *op, w *words, on bool) error {
	if !on {
		return nil
	}
	x.flush()
	id, err := x.u32()
	if err != nil || id != trueID && id != falseID {
		return ErrMalformed
	}
	x.from = x.p
	if id == trueID {
		w.dst[o.tw] |= 1 << o.tb
	}
	return nil
}

func (x *conv) boolOfBit(o *op, w *words, on bool) error {
	switch {
	case on:
		x.write(trueBytes)
	case o.optional():
		return nil
	default:
		x.write(falseBytes)
	}
	if o.optional() {
		w.dst[o.tw] |= 1 << o.tb
	}
	return nil
}
