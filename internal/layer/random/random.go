package random

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"strings"

	"heliograph/internal/layer/schema"
)

// The ids of what has a form of its own.
const (
	vectorID = 0x1cb5c415
	trueID   = 0x997275b5
	falseID  = 0xbc799737
)

// Source is a stream of random values of one layer. One goroutine may use it.
type Source struct {
	layer *schema.Layer
	rand  *rand.Rand
	light map[*schema.Type]*schema.Comb // by type, the constructor that needs the fewest levels below it
	calls []*schema.Comb                // methods that wrap no other
}

// New is the source of a layer. Equal seeds make equal streams.
func New(set *schema.Set, layer *schema.Layer, seed uint64) *Source {
	s := &Source{
		layer: layer,
		rand:  rand.New(rand.NewPCG(seed, uint64(layer.Number))),
		light: make(map[*schema.Type]*schema.Comb, len(set.Types)),
	}
	for _, c := range set.Combs {
		if n := len(c.Fields); c.Method && layer.ByID(c.ID) == c && (n == 0 || c.Fields[n-1].Type.Kind != schema.Query) {
			s.calls = append(s.calls, c)
		}
	}
	s.findLight(set)
	return s
}

// findLight chooses the lightest constructor of each type, in rounds: in each,
// those which need only types of rounds before.
func (s *Source) findLight(set *schema.Set) {
	for {
		found := make(map[*schema.Type]*schema.Comb)
		for _, t := range set.Types {
			if s.light[t] != nil {
				continue
			}
			for _, c := range s.layer.Ctors(t.Name) {
				if s.settled(c) {
					found[t] = c
					break
				}
			}
		}
		if len(found) == 0 {
			return
		}
		for t, c := range found {
			s.light[t] = c
		}
	}
}

func (s *Source) settled(c *schema.Comb) bool {
	for i := range c.Fields {
		f := &c.Fields[i]
		if !f.Optional() && f.Type.Kind == schema.Object && s.light[f.Type] == nil {
			return false
		}
	}
	return true
}

// Append appends a boxed value of the constructor, or a call of the method,
// which the layer must have. Each flag is set with the probability flags, and
// what a flag governs is all there or all missing. Below depth levels there are
// no flags and no elements of vectors, and the lightest constructors.
func (s *Source) Append(b []byte, c *schema.Comb, flags float64, depth int) []byte {
	b = binary.LittleEndian.AppendUint32(b, c.ID)
	fields := s.layer.Fields(c)
	var words [4]uint32
	if depth > 0 {
		words = s.flags(fields, flags)
	}
	for i := range fields {
		f := &fields[i]
		switch {
		case f.Type.Kind == schema.Flags:
			b = binary.LittleEndian.AppendUint32(b, words[f.Word])
		case !f.Optional() || words[f.Word]>>f.Bit&1 == 1:
			b = s.value(b, f.Type, flags, depth-1)
			if isID(f) {
				clear(b[len(b)-3:])
			}
		}
	}
	return b
}

// isID says whether a field holds the id of a user, a chat or the like. Those
// are small: clients count with them.
func isID(f *schema.Field) bool {
	return f.Type.Kind == schema.Long && strings.HasSuffix(f.Name, "_id")
}

// flags draws each bit once, however many fields it governs.
func (s *Source) flags(fields []schema.Field, p float64) (words [4]uint32) {
	var drawn [4]uint32
	for i := range fields {
		f := &fields[i]
		if !f.Optional() || drawn[f.Word]>>f.Bit&1 == 1 {
			continue
		}
		drawn[f.Word] |= 1 << f.Bit
		if s.rand.Float64() < p {
			words[f.Word] |= 1 << f.Bit
		}
	}
	return words
}

func (s *Source) value(b []byte, t *schema.Type, flags float64, depth int) []byte {
	switch t.Kind {
	case schema.True:
		return b
	case schema.Bool:
		id := uint32(trueID)
		if s.rand.IntN(2) == 0 {
			id = falseID
		}
		return binary.LittleEndian.AppendUint32(b, id)
	case schema.Double: // a number: some clients do not keep the bits of others
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(s.rand.NormFloat64()*1000))
	case schema.String:
		return s.text(b, t.Name == "string")
	case schema.Vector, schema.BareVector:
		return s.vector(b, t, flags, depth)
	case schema.Object:
		return s.Append(b, s.object(t, depth), flags, depth)
	case schema.Query:
		return s.Append(b, s.call(depth), flags, depth)
	}
	for range t.Fixed() {
		b = append(b, byte(s.rand.Uint32()))
	}
	return b
}

func (s *Source) vector(b []byte, t *schema.Type, flags float64, depth int) []byte {
	n := 0
	if depth > 0 {
		n = s.rand.IntN(4)
	}
	if t.Kind == schema.Vector {
		b = binary.LittleEndian.AppendUint32(b, vectorID)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(n))
	for range n {
		b = s.value(b, t.Elem, flags, depth-1)
	}
	return b
}

func (s *Source) object(t *schema.Type, depth int) *schema.Comb {
	if depth <= 0 {
		return s.light[t]
	}
	all := s.layer.Ctors(t.Name)
	return all[s.rand.IntN(len(all))]
}

func (s *Source) call(depth int) *schema.Comb {
	if depth <= 0 {
		return s.layer.Method("help.getConfig")
	}
	return s.calls[s.rand.IntN(len(s.calls))]
}

// text appends a string, sometimes one whose length takes four bytes. Clients
// may refuse to read a string that is not UTF-8; bytes are any.
func (s *Source) text(b []byte, valid bool) []byte {
	n := s.rand.IntN(20)
	if s.rand.IntN(50) == 0 {
		n = 250 + s.rand.IntN(100)
	}
	start := len(b)
	if n < 254 {
		b = append(b, byte(n))
	} else {
		b = append(b, 254, byte(n), byte(n>>8), 0)
	}
	for n > 0 {
		switch {
		case !valid:
			b = append(b, byte(s.rand.Uint32()))
			n--
		case n > 1 && s.rand.IntN(8) == 0:
			b = append(b, "ж"...)
			n -= 2
		default:
			b = append(b, byte('a'+s.rand.IntN(26)))
			n--
		}
	}
	for (len(b)-start)%4 != 0 {
		b = append(b, 0)
	}
	return b
}
