package layer

import "heliograph/internal/layer/schema"

// plan turns a value of one combinator into one of another.
type plan struct {
	from, to *schema.Comb
	ops      []op
	bits     []bits
	groups   []group

	// spans: the source is first walked through, because its fields are wanted
	// in another order; else it is converted in one pass.
	spans bool
	// parts, when there are any, take the place of ops: some fields are computed,
	// so the value is taken apart and put together by name.
	parts []part
}

// part is where a field of the target comes from.
type part struct {
	field *schema.Field
	rule  compute       // that computes it
	from  *schema.Field // of the source; nil: it has none
	src   int           // its index
	bytes []byte        // a fixed value
	need  bool          // as in op
}

// action is what an op does.
type action uint8

const (
	readFlags  action = iota // a flag word of the source
	writeFlags               // a flag word of the target, its bits set later
	keep                     // n bytes as they are
	keepText                 // a string as it is
	convert                  // an object or a vector
	change                   // a value whose type changed
	drop                     // a source value that the target does not have
	zero                     // a target value that the source does not have
	fixed                    // the same with a value of its own
	bitOfBool                // Bool > true
	boolOfBit                // true > Bool
)

// op is one field. Without a source bit the value is always in the source, and
// without a target bit it has to be in the target.
type op struct {
	do     action
	need   bool  // when it is missing, the whole value has no counterpart
	sw, sb uint8 // source flag word and bit; sw schema.Required: none
	tw, tb uint8 // the same of the target
	group  uint8 // 1 + index in groups, 0: none
	n      int32 // bytes of keep, index of a flag word
	src    int16 // index of the source field
	typ    *schema.Type
	to     *schema.Type
	change coercion
	bytes  []byte
}

func (o *op) optional() bool { return o.tw != schema.Required }

// bits are flags that are carried over: those in mask, moved by shift.
type bits struct {
	sw, tw uint8
	shift  int8 // to the left
	mask   uint32
}

// group is a target bit that governs several values: all of them are written or
// none.
type group struct {
	wants []bit // source bits of members
	must  bool  // a member is always in the source
}

type bit struct{ word, n uint8 }

func (b bit) in(words *[maxWords]uint32) bool { return words[b.word]>>b.n&1 != 0 }

// on says whether the values of a group are written. Where only some are in the
// source, they are when the source always has one.
func (g *group) on(words *[maxWords]uint32) bool {
	for _, b := range g.wants {
		if !b.in(words) {
			return g.must
		}
	}
	return g.must || len(g.wants) > 0
}
