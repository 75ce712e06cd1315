package layer

import "heliograph/internal/layer/schema"

// compiler makes one plan.
type compiler struct {
	plan
	side  *side
	note  func(format string, args ...any) // of what names and rules do not settle; nil: nobody asks
	links []int                            // by target field: source field, -1: none
	used  []bool                           // by source field
	next  int                              // source field to be dealt with
	group map[bit]uint8                    // by target bit
}

func compile(from, to *schema.Comb, s *side) *plan {
	c := newCompiler(from, to, s)
	c.compile()
	p := c.plan
	return &p
}

func newCompiler(from, to *schema.Comb, s *side) *compiler {
	return &compiler{plan: plan{from: from, to: to}, side: s, group: map[bit]uint8{}, used: make([]bool, len(from.Fields))}
}

func (c *compiler) unsettled(format string, args ...any) {
	if c.note != nil {
		c.note(format, args...)
	}
}

func (c *compiler) compile() {
	c.link()
	for i := range c.to.Fields {
		if c.computed(i) != nil {
			c.byName()
			return
		}
	}
	c.findGroups()
	c.spans = c.reordered()
	for i := range c.to.Fields {
		c.field(i)
	}
	c.reach(len(c.from.Fields))
	if !c.spans && !c.wordsInTime() {
		again := newCompiler(c.from, c.to, c.side)
		again.spans = true
		again.link()
		again.findGroups()
		for i := range again.to.Fields {
			again.field(i)
		}
		c.plan = again.plan
	}
}

// byName plans the fields one by one.
func (c *compiler) byName() {
	c.parts = make([]part, len(c.to.Fields))
	for i := range c.to.Fields {
		key := c.to.Name + "." + c.to.Fields[i].Name
		c.parts[i] = part{
			field: &c.to.Fields[i], rule: c.computed(i), from: c.source(i), src: c.links[i],
			bytes: c.side.fixed[key], need: c.side.need[key],
		}
	}
}

// link finds the source of each target field.
func (c *compiler) link() {
	at := make(map[string]int, len(c.from.Fields))
	for i := range c.from.Fields {
		if f := &c.from.Fields[i]; f.Type.Kind != schema.Flags {
			at[f.Name] = i
		}
	}
	c.links = make([]int, len(c.to.Fields))
	for i := range c.to.Fields {
		c.links[i] = -1
		f := &c.to.Fields[i]
		if f.Type.Kind == schema.Flags {
			continue
		}
		src, ok := at[f.Name]
		if !ok {
			src, ok = at[c.side.alias[c.to.Name+"."+f.Name]]
		}
		if ok {
			c.links[i] = src
			c.used[src] = true
		}
	}
}

func (c *compiler) source(i int) *schema.Field {
	if c.links[i] < 0 {
		return nil
	}
	return &c.from.Fields[c.links[i]]
}

// computed is the rule that computes a target field. Where the source has the
// very field, it is taken, unless the rule is forced.
func (c *compiler) computed(i int) compute {
	rule := c.side.compute[c.to.Name+"."+c.to.Fields[i].Name]
	if rule == nil {
		return nil
	}
	_, forced := c.side.force[c.from.Name]
	if s := c.source(i); s != nil && !forced && alikeTypes(s.Type, c.to.Fields[i].Type) {
		return nil
	}
	return rule
}

func alikeTypes(a, b *schema.Type) bool {
	return a == b || a.Kind == b.Kind && (a.Fixed() > 0 || a.Kind == schema.String)
}

// findGroups finds the target bits that govern several values.
func (c *compiler) findGroups() {
	values := map[bit]int{}
	for i := range c.to.Fields {
		if f := &c.to.Fields[i]; f.Optional() && f.Type.Kind != schema.True {
			values[bit{f.Word, f.Bit}]++
		}
	}
	for b, n := range values {
		c.group[b] = 0
		if n > 1 {
			c.groups = append(c.groups, group{})
			c.group[b] = uint8(len(c.groups))
		}
	}
	for i := range c.to.Fields {
		f, s := &c.to.Fields[i], c.source(i)
		g := c.group[bit{f.Word, f.Bit}]
		if !f.Optional() || f.Type.Kind == schema.True || g == 0 || s == nil || s.Type.Kind == schema.True {
			continue
		}
		if s.Optional() {
			c.groups[g-1].wants = append(c.groups[g-1].wants, bit{s.Word, s.Bit})
		} else {
			c.groups[g-1].must = true
		}
	}
}

// reordered says whether the source has its values in another order.
func (c *compiler) reordered() bool {
	last := -1
	for i := range c.to.Fields {
		s := c.source(i)
		if s == nil || s.Type.Kind == schema.True {
			continue
		}
		if c.links[i] < last {
			return true
		}
		last = c.links[i]
	}
	return false
}

// reach deals with the source fields before one of them.
func (c *compiler) reach(to int) {
	if c.spans {
		return
	}
	for ; c.next < to; c.next++ {
		f := &c.from.Fields[c.next]
		switch {
		case f.Type.Kind == schema.Flags:
			c.ops = append(c.ops, op{do: readFlags, n: int32(f.Word)})
		case f.Type.Kind != schema.True && !c.used[c.next]:
			c.ops = append(c.ops, op{do: drop, sw: f.Word, sb: f.Bit, tw: schema.Required, typ: f.Type})
		}
	}
}

// field makes the ops of one target field.
func (c *compiler) field(i int) {
	f, s := &c.to.Fields[i], c.source(i)
	if f.Type.Kind == schema.Flags {
		c.ops = append(c.ops, op{do: writeFlags, n: int32(f.Word)})
		return
	}
	o := op{sw: schema.Required, tw: f.Word, tb: f.Bit, to: f.Type, src: int16(c.links[i])}
	key := c.to.Name + "." + f.Name
	o.need = c.side.need[key]
	if s != nil {
		o.sw, o.sb, o.typ = s.Word, s.Bit, s.Type
	}
	switch {
	case f.Type.Kind == schema.True:
		c.flag(i, o)
		return
	case f.Optional():
		o.group = c.group[bit{f.Word, f.Bit}]
	}
	if s != nil && s.Type.Kind == schema.True && f.Type.Kind == schema.Bool {
		o.do = boolOfBit
		c.ops = append(c.ops, o)
		return
	}
	if s == nil || s.Type.Kind == schema.True || !c.settle(&o, s, f) {
		c.missing(key, o)
		return
	}
	c.reach(c.links[i])
	c.next = max(c.next, c.links[i]+1)
	if c.join(&o) {
		return
	}
	c.ops = append(c.ops, o)
}

// join adds an op to the one before when both keep bytes that are always there.
func (c *compiler) join(o *op) bool {
	if len(c.ops) == 0 || c.spans || o.do != keep || o.sw != schema.Required || o.optional() {
		return false
	}
	q := &c.ops[len(c.ops)-1]
	if q.do != keep || q.sw != schema.Required || q.optional() {
		return false
	}
	q.n += o.n
	return true
}

// settle chooses how a value gets from the source to the target; false: types
// differ and no rule knows how.
func (c *compiler) settle(o *op, s, f *schema.Field) bool {
	switch {
	case alikeTypes(s.Type, f.Type) && s.Type.Kind == schema.Query:
		return false // wrappers were peeled
	case s.Type == f.Type && s.Type.Kind == schema.Bool:
		o.do = convert // it has two values only
	case alikeTypes(s.Type, f.Type) && s.Type.Fixed() > 0:
		o.do, o.n = keep, int32(s.Type.Fixed())
	case alikeTypes(s.Type, f.Type) && s.Type.Kind == schema.String:
		o.do = keepText
	case s.Type == f.Type:
		o.do = convert
	default:
		if o.change = c.side.coercion(s.Type, f.Type); o.change == nil {
			c.unsettled("%s.%s: %s to %s", c.to.Name, f.Name, s.Type.Name, f.Type.Name)
			c.used[o.src] = false
			return false
		}
		o.do = change
	}
	return true
}

// flag deals with a true field of the target.
func (c *compiler) flag(i int, o op) {
	s := c.source(i)
	if s == nil {
		return
	}
	if _, governs := c.group[bit{o.tw, o.tb}]; governs {
		return // set with the value
	}
	switch s.Type.Kind {
	case schema.True:
		c.carry(bits{sw: o.sw, tw: o.tw, shift: int8(o.tb) - int8(o.sb), mask: 1 << o.sb})
	case schema.Bool:
		c.reach(c.links[i])
		c.next = max(c.next, c.links[i]+1)
		o.do = bitOfBool
		c.ops = append(c.ops, o)
	default:
		c.unsettled("%s.%s: %s to true", c.to.Name, c.to.Fields[i].Name, s.Type.Name)
		c.used[c.links[i]] = false
	}
}

func (c *compiler) carry(b bits) {
	for i := range c.bits {
		if x := &c.bits[i]; x.sw == b.sw && x.tw == b.tw && x.shift == b.shift {
			x.mask |= b.mask
			return
		}
	}
	c.bits = append(c.bits, b)
}

// missing deals with a target value that has no source.
func (c *compiler) missing(key string, o op) {
	o.sw, o.do = schema.Required, zero
	if v, ok := c.side.fixed[key]; ok {
		o.do, o.bytes = fixed, v
		if !o.optional() {
			c.ops = append(c.ops, o)
			return
		}
	}
	if o.optional() && o.group == 0 {
		return
	}
	if o.group > 0 {
		if g := &c.groups[o.group-1]; !g.must && len(g.wants) == 0 {
			return // nobody of the group has a source: the bit is never set
		}
	}
	c.unsettled("%s: %s has no source", key, o.to.Name)
	c.ops = append(c.ops, o)
}

// wordsInTime says whether each source word is read before an op asks for it.
func (c *compiler) wordsInTime() bool {
	var read [maxWords]bool
	for i := range c.ops {
		o := &c.ops[i]
		if o.do == readFlags {
			read[o.n] = true
			continue
		}
		if o.sw != schema.Required && o.do != writeFlags && !read[o.sw] {
			return false
		}
		if o.group == 0 {
			continue
		}
		for _, b := range c.groups[o.group-1].wants {
			if !read[b.word] {
				return false
			}
		}
	}
	return true
}

// coercion finds the rule for a pair of types. Vectors are changed element by
// element, and one value is a vector's first.
func (s *side) coercion(from, to *schema.Type) coercion {
	if rule := s.coerce[from.Name+">"+to.Name]; rule != nil {
		return rule
	}
	vector, single := from.Kind == schema.Vector, to.Kind == schema.Vector
	switch {
	case vector && single:
		if rule := s.coerce[from.Elem.Name+">"+to.Elem.Name]; rule != nil {
			return func(x *conv, v []byte) ([]byte, error) { return x.each(v, from, rule) }
		}
	case vector && from.Elem == to:
		return func(x *conv, v []byte) ([]byte, error) { return x.first(v, from, to) }
	case single && from == to.Elem:
		return func(x *conv, v []byte) ([]byte, error) {
			one, err := x.converted(v, from, from)
			if err != nil {
				return nil, err
			}
			return vectorOf(one), nil
		}
	}
	return nil
}
