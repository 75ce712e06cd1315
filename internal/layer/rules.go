package layer

// The groups of rules, each in a file of its own. A rule whose names a schema
// lacks says nothing there.
//
//	replies.go    A  reply_to_msg_id and top_msg_id, which became reply_to
//	coerce.go     B  fields whose type changed
//	rename.go     C  methods and constructors whose name changed
//	result.go     D  methods whose result type changed
//	compute.go    E  fields that are computed from others
//	fallback.go   F  constructors that a client does not know
//	fixed.go      G  required values with a fixed default
//	gone.go       H  methods that the native layer has no more
func allRules() []rules {
	return []rules{replies(), coercions(), renames(), results(), computed(), fallbacks(), fixedValues(), gone()}
}

// rules is one group, or all of them together.
type rules struct {
	up, down side
	results  map[string]adapter // "method" or "native type>client type", of clients' methods
	gone     map[string]stand   // by clients' method
}

// side is the rules of one direction: up to the native layer, down to a client's.
type side struct {
	names     map[string][]string // source combinator > the first of these that the target has
	alias     map[string]string   // "target combinator.field" > source field
	coerce    map[string]coercion // "source type>target type"
	compute   map[string]compute  // "target combinator.field"
	fixed     map[string][]byte   // "target combinator.field" > encoded value
	fallbacks map[string]fallback // by source constructor, or else by type
	variants  map[string]variant  // source constructor > what else it may become, by what is in it
	need      map[string]bool     // "target combinator.field": when the source lacks it, the whole value has no counterpart
	zeros     map[string]string   // type > constructor for a missing required value
	force     map[string]int      // source constructor > last client layer that is computed although the id is the same
}

// coercion makes a value of the target type of one of the source type. v is a
// whole valid value; ErrAbsent: it has no counterpart.
type coercion func(x *conv, v []byte) ([]byte, error)

// compute makes a field of the target from a source value. nil: the field is not
// there (a required one then has its zero); for a true field anything else sets
// it. ErrAbsent: the whole value has no counterpart.
type compute func(x *conv, o *object) ([]byte, error)

// fallback says what becomes of constructors that the target does not know: a
// constructor that takes what it can by name, or what a function makes. The
// zero fallback drops the value: its vector element, its optional field, or
// else its parent.
type fallback struct {
	ctor string
	make func(x *conv, o *object) ([]byte, error)
}

// variant makes something else of a value than its counterpart, where what is in
// it had a constructor of its own. nil: the counterpart is right. ErrAbsent: the
// value has none.
type variant func(x *conv, o *object) ([]byte, error)

// adapter makes a client's result of a native one, both encoded.
type adapter func(x *conv, v []byte) ([]byte, error)

// stand says what is done for a method that the native layer has no more: an
// answer at once, made for the client's layer, or a native request.
type stand struct {
	answer  func(x *conv) ([]byte, error)            // x converts down
	request func(x *conv, o *object) ([]byte, error) // x converts up
	native  string                                   // the method that request makes
}

func merge(parts []rules) rules {
	all := rules{results: map[string]adapter{}, gone: map[string]stand{}}
	for _, p := range parts {
		all.up.add(&p.up)
		all.down.add(&p.down)
		put(&all.results, p.results)
		put(&all.gone, p.gone)
	}
	return all
}

func (s *side) add(o *side) {
	put(&s.names, o.names)
	put(&s.alias, o.alias)
	put(&s.coerce, o.coerce)
	put(&s.compute, o.compute)
	put(&s.fixed, o.fixed)
	put(&s.fallbacks, o.fallbacks)
	put(&s.variants, o.variants)
	put(&s.need, o.need)
	put(&s.zeros, o.zeros)
	put(&s.force, o.force)
}

func put[V any](to *map[string]V, from map[string]V) {
	if *to == nil {
		*to = map[string]V{}
	}
	for k, v := range from {
		if _, twice := (*to)[k]; twice {
			panic("layer: two rules for " + k)
		}
		(*to)[k] = v
	}
}
