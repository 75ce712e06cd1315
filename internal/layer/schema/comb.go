package schema

import (
	"fmt"
	"slices"
)

// span is a stretch of layers.
type span struct{ from, to int }

// in says whether the layer of that number has the combinator.
func (c *Comb) in(layer int) bool { return within(c.spans, layer) }

func within(spans []span, layer int) bool {
	for _, s := range spans {
		if s.from <= layer && layer <= s.to {
			return true
		}
	}
	return false
}

// meets says whether some layer has both.
func (c *Comb) meets(o *Comb) bool {
	for _, a := range c.spans {
		for _, b := range o.spans {
			if a.from <= b.to && b.from <= a.to {
				return true
			}
		}
	}
	return false
}

// form is a combinator as some layers have it.
type form struct {
	spans  []span
	fields []Field
}

// newest is the last layer that has the combinator.
func (c *Comb) newest() int {
	last := 0
	for _, s := range c.spans {
		last = max(last, s.to)
	}
	return last
}

// merge gives c the True fields and the layers of another line of the same id.
// A True field that moved to another bit has the place of the newest layer.
// Whatever else differs between the lines is an error: the id could not be read.
func (c *Comb) merge(o *Comb) error {
	switch {
	case c.Name != o.Name || c.Method != o.Method:
		return fmt.Errorf("id %08x is %s and %s", c.ID, c.Name, o.Name)
	case c.Result != o.Result:
		return fmt.Errorf("id %08x of %s has two results, %s and %s", c.ID, c.Name, c.Result.Name, o.Result.Name)
	}
	newer, older := c.Fields, o.Fields
	if o.newest() > c.newest() {
		newer, older = older, newer
	}
	fields, ok := mergeFields(newer, older)
	if !ok {
		return fmt.Errorf("id %08x of %s has two wire forms", c.ID, c.Name)
	}
	if c.forms == nil {
		c.forms = []form{{c.spans, c.Fields}}
	}
	c.forms = append(c.forms, form{o.spans, o.Fields})
	c.Fields, c.spans = fields, slices.Concat(c.spans, o.spans)
	return nil
}

// mergeFields is newer with those True fields of older that it does not name.
// It is not ok when they differ in anything that takes bytes. The order of True
// fields does not reach the wire.
func mergeFields(newer, older []Field) (merged []Field, ok bool) {
	merged = make([]Field, 0, len(newer)+4)
	for _, f := range newer {
		if f.Type.Kind != True {
			var extra []Field
			if extra, older = leadingTrues(older); len(older) == 0 || older[0] != f {
				return nil, false
			}
			merged, older = addTrues(merged, extra, newer), older[1:]
		}
		merged = append(merged, f)
	}
	extra, rest := leadingTrues(older)
	return addTrues(merged, extra, newer), len(rest) == 0
}

func leadingTrues(fields []Field) (trues, rest []Field) {
	for i, f := range fields {
		if f.Type.Kind != True {
			return fields[:i], fields[i:]
		}
	}
	return fields, nil
}

// addTrues appends those of extra that newer does not name.
func addTrues(merged, extra, newer []Field) []Field {
	for _, f := range extra {
		if !slices.ContainsFunc(newer, func(n Field) bool { return n.Name == f.Name }) {
			merged = append(merged, f)
		}
	}
	return merged
}
