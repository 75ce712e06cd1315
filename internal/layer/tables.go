package layer

import (
	"fmt"
	"sync"
	"sync/atomic"

	"heliograph/internal/layer/schema"
)

// tables is all that is known of layers. What is compiled is compiled when it is
// first needed, perhaps twice at the same time, and kept.
type tables struct {
	set     *schema.Set
	ids     ids
	rules   rules
	native  *schema.Layer
	updates *schema.Type
	walkers []atomic.Pointer[walker] // by Comb.Num
	up      *direction
	downs   [Native + 1]atomic.Pointer[direction] // by layer
	plans   sync.Map                              // planKey > *plan
	methods []atomic.Pointer[method]              // by Comb.Num
	pool    sync.Pool
}

// planKey names a plan: it depends on no layer but through these.
type planKey struct {
	from, to *schema.Comb
	up       bool
}

func newTables(set *schema.Set, parts []rules) *tables {
	t := &tables{set: set, ids: newIDs(set.Combs), rules: merge(parts), native: set.At(Native), updates: set.Type("Updates")}
	for _, c := range set.Combs {
		if len(c.Fields) > maxFields {
			panic(fmt.Sprintf("layer: %s has %d fields", c.Name, len(c.Fields)))
		}
	}
	t.walkers = make([]atomic.Pointer[walker], len(set.Combs))
	t.methods = make([]atomic.Pointer[method], len(set.Combs))
	t.up = t.direction(t.native, true, set.Combs)
	return t
}

func (t *tables) walker(c *schema.Comb) *walker {
	if w := t.walkers[c.Num].Load(); w != nil {
		return w
	}
	w := newWalker(c)
	t.walkers[c.Num].Store(w)
	return w
}

// down is the direction to a client's layer.
func (t *tables) down(layer int) *direction {
	to := t.set.At(layer)
	at := &t.downs[to.Number]
	if d := at.Load(); d != nil {
		return d
	}
	var native []*schema.Comb
	for _, c := range t.set.Combs {
		if !c.Method && t.native.Ctor(c.Name) == c {
			native = append(native, c)
		}
	}
	at.CompareAndSwap(nil, t.direction(to, false, native))
	return at.Load()
}

// direction is one layer as a target: the native one for requests of whatever
// layer, or another for what the native layer answers.
type direction struct {
	t       *tables
	to      *schema.Layer
	up      bool
	same    []bool                  // by Type.Num: values of the type stay as they are
	entries []atomic.Pointer[entry] // by Comb.Num of the source
	zeros   sync.Map                // *schema.Type > []byte
	side    *side                   // the rules of this direction
}

// entry is what becomes of a constructor in a direction. All nil: nothing.
type entry struct {
	same     *walker // it stays as it is
	plan     *plan
	variant  variant  // a function that may make something else of it
	fallback fallback // a function that makes something else of it
	from     *schema.Comb
}

func (t *tables) direction(to *schema.Layer, up bool, from []*schema.Comb) *direction {
	d := &direction{t: t, to: to, up: up, side: &t.rules.down, entries: make([]atomic.Pointer[entry], len(t.set.Combs))}
	if up {
		d.side = &t.rules.up
	}
	d.same = make([]bool, len(t.set.Types))
	for i := range d.same {
		d.same[i] = true
	}
	for changed := true; changed; {
		changed = false
		for _, c := range from {
			if !c.Method && d.same[c.Result.Num] && !d.alike(c) {
				d.same[c.Result.Num], changed = false, true
			}
		}
	}
	return d
}

// alike says whether the target has the very constructor, with fields whose
// values stay as they are, and no rule is there to change it.
func (d *direction) alike(c *schema.Comb) bool {
	to := d.to.Ctor(c.Name)
	if to == nil || to.ID != c.ID || d.forced(c) {
		return false
	}
	for i := range c.Fields {
		if !d.stays(c.Fields[i].Type) {
			return false
		}
	}
	return true
}

// stays says whether values of a type are the same in both layers.
func (d *direction) stays(t *schema.Type) bool {
	switch t.Kind {
	case schema.Vector, schema.BareVector:
		return d.stays(t.Elem)
	case schema.Object:
		return d.same[t.Num]
	case schema.Query:
		return false
	}
	return true
}

// forced says whether a rule changes the constructor although it has the same
// id in both layers.
func (d *direction) forced(c *schema.Comb) bool {
	last, ok := d.side.force[c.Name]
	return ok && d.to.Number <= last
}

func (d *direction) entry(c *schema.Comb) *entry {
	if e := d.entries[c.Num].Load(); e != nil {
		return e
	}
	e := d.newEntry(c)
	d.entries[c.Num].Store(e)
	return e
}

func (d *direction) newEntry(c *schema.Comb) *entry {
	e := &entry{from: c}
	if !c.Method && d.alike(c) {
		e.same = d.t.walker(c)
		return e
	}
	e.variant = d.side.variants[c.Name]
	if to := d.counterpart(c); to != nil {
		e.plan = d.plan(c, to)
		return e
	}
	if !c.Method {
		e.fallback = d.fallback(c)
	}
	if to := d.to.Ctor(e.fallback.ctor); to != nil {
		e.plan = d.plan(c, to)
	}
	return e
}

// fallback is the rule for a constructor that the target does not know.
func (d *direction) fallback(c *schema.Comb) fallback {
	if fb, ok := d.side.fallbacks[c.Name]; ok {
		return fb
	}
	return d.side.fallbacks[c.Result.Name]
}

// counterpart is the target's combinator of the same name, or of the name that
// it has there.
func (d *direction) counterpart(c *schema.Comb) *schema.Comb {
	find := d.to.Ctor
	if c.Method {
		find = d.to.Method
	}
	if to := find(c.Name); to != nil {
		return to
	}
	for _, name := range d.side.names[c.Name] {
		if to := find(name); to != nil {
			return to
		}
	}
	return nil
}

func (d *direction) plan(from, to *schema.Comb) *plan {
	key := planKey{from, to, d.up}
	if p, ok := d.t.plans.Load(key); ok {
		return p.(*plan)
	}
	p, _ := d.t.plans.LoadOrStore(key, compile(from, to, d.side))
	return p.(*plan)
}

// zero is the encoded value that stands for one that is missing; ok is false
// when the type has none in the target.
func (d *direction) zero(t *schema.Type) (z []byte, ok bool) {
	switch t.Kind {
	case schema.Object:
		if z, ok := d.zeros.Load(t); ok {
			return z.([]byte), z.([]byte) != nil
		}
		z := d.zeroOf(t)
		d.zeros.Store(t, z)
		return z, z != nil
	case schema.Bool:
		return falseBytes, true
	case schema.Vector:
		return emptyVector, true
	case schema.String, schema.BareVector:
		return make([]byte, 4), true
	case schema.Query, schema.True:
		return nil, false
	}
	return make([]byte, t.Fixed()), true
}

var (
	falseBytes  = le.AppendUint32(nil, falseID)
	trueBytes   = le.AppendUint32(nil, trueID)
	emptyVector = le.AppendUint32(le.AppendUint32(nil, vectorID), 0)
)

func (d *direction) zeroOf(t *schema.Type) []byte {
	c := d.to.Ctor(d.side.zeros[t.Name])
	if c == nil {
		return nil
	}
	z := le.AppendUint32(nil, c.ID)
	for i := range c.Fields {
		f := &c.Fields[i]
		if f.Optional() {
			continue
		}
		v, ok := d.zero(f.Type) // of other types: the rules name small constructors
		if !ok {
			return nil
		}
		z = append(z, v...)
	}
	return z
}
