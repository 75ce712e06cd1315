package schema

import "sync"

// Kind is the wire form of a type.
type Kind uint8

// The kinds. Bytes and string are the same on the wire.
const (
	Int Kind = iota
	Long
	Double
	Int128
	Int256
	String
	Bool
	True   // nothing on the wire but its flag
	Flags  // #
	Vector // boxed
	BareVector
	Object
	Query // !X
)

// Type is a type as the schema names it. Types of one Set are interned: equal
// names are one pointer.
type Type struct {
	Kind Kind
	Name string // "InputPeer", "Vector<int>", "bytes"
	Elem *Type  // of a vector
	Num  int    // of an Object: its place among the object types of the Set
}

// Fixed is the size in bytes of a value when every value of the type has the
// same, else 0.
func (t *Type) Fixed() int {
	switch t.Kind {
	case Int, Bool, Flags:
		return 4
	case Long, Double:
		return 8
	case Int128:
		return 16
	case Int256:
		return 32
	}
	return 0
}

// Required is the Word of a field that is always there.
const Required = 0xff

// Field is one field of a combinator.
type Field struct {
	Name string
	Type *Type
	Word uint8 // of an optional field: which of the combinator's flag words, by order; of a Flags field: its own; else Required
	Bit  uint8 // of an optional field
}

// Optional says whether the field is governed by a flag.
func (f *Field) Optional() bool { return f.Word != Required && f.Type.Kind != Flags }

// Comb is a constructor or a method. One id is one Comb: layers may give it
// more or fewer True fields under the same id, and it has all of them; one whose
// bit changed has it where the newest layer has it.
type Comb struct {
	Name   string
	ID     uint32
	Method bool
	Fields []Field
	Result *Type
	Num    int // its place among the combinators of the Set

	spans []span // the layers that have it
	older *Comb  // the next of the same name
	forms []form // its lines, when there are several
}

// Layer is what one layer knows. It may be used concurrently.
type Layer struct {
	Number int
	set    *Set
	once   sync.Once
	types  map[*Type][]*Comb // of a result type, in the order of the schema
}

// Ctor is the constructor of that name, nil when the layer has none.
func (l *Layer) Ctor(name string) *Comb { return l.pick(l.set.ctors[name]) }

// Method is the method of that name, nil when the layer has none.
func (l *Layer) Method(name string) *Comb { return l.pick(l.set.methods[name]) }

// ByID is the constructor or method of that id, nil when the layer has none.
func (l *Layer) ByID(id uint32) *Comb {
	if c := l.set.byID[id]; c != nil && c.in(l.Number) {
		return c
	}
	return nil
}

// Fields are those that the layer itself gives a combinator that it has, so
// without True fields that only other layers know.
func (l *Layer) Fields(c *Comb) []Field {
	for _, f := range c.forms {
		if within(f.spans, l.Number) {
			return f.fields
		}
	}
	return c.Fields
}

// Ctors are the constructors of a type. They must not be changed.
func (l *Layer) Ctors(typ string) []*Comb {
	l.once.Do(l.index)
	return l.types[l.set.types[typ]]
}

// Set is every layer. It does not change once loaded.
type Set struct {
	Combs   []*Comb // by Num
	Types   []*Type // object types, by Num
	byID    map[uint32]*Comb
	types   map[string]*Type // all, by name
	ctors   map[string]*Comb // the last read of each name, from which older leads on
	methods map[string]*Comb
	layers  []*Layer // those that were collected, ascending
}

// ByID is the combinator of an id in any layer, nil when there is none.
func (s *Set) ByID(id uint32) *Comb { return s.byID[id] }

// Type is the type of that name in any layer, nil when there is none.
func (s *Set) Type(name string) *Type { return s.types[name] }

// Layers are those that were collected, ascending.
func (s *Set) Layers() []*Layer { return s.layers }

// At is what a client of a layer knows: the nearest collected layer that is not
// above it, or the lowest.
func (s *Set) At(layer int) *Layer {
	at := s.layers[0]
	for _, l := range s.layers {
		if l.Number <= layer {
			at = l
		}
	}
	return at
}
