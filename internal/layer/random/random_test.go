package random_test

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"testing"

	"heliograph/internal/layer/random"
	"heliograph/internal/layer/schema"
)

// TestValues has the walker of the schema read what was made of every
// constructor and method of every layer, at different depths and densities.
func TestValues(t *testing.T) {
	t.Parallel()
	set := schema.Load()
	for _, l := range set.Layers() {
		t.Run(strconv.Itoa(l.Number), func(t *testing.T) {
			t.Parallel()
			src := random.New(set, l, 1)
			made := 0
			for _, c := range set.Combs {
				if l.ByID(c.ID) != c {
					continue
				}
				made++
				i := (l.Number + made) % 4 // over the layers, each has all
				body := src.Append(nil, c, float64(i)/3, i)
				if err := set.Check(l, body, nil); err != nil {
					t.Fatalf("%s at depth %d: %v", c, i, err)
				}
				if id := binary.LittleEndian.Uint32(body); id != c.ID {
					t.Fatalf("%s begins with %08x", c, id)
				}
			}
			if made < 1400 {
				t.Errorf("layer %d has %d constructors and methods", l.Number, made)
			}
		})
	}
}

func TestSeed(t *testing.T) {
	t.Parallel()
	set := schema.Load()
	l := set.At(158)
	c := l.Ctor("message")
	stream := func(seed uint64) (out []byte) {
		src := random.New(set, l, seed)
		for range 20 {
			out = src.Append(out, c, 0.5, 3)
		}
		return out
	}
	if !bytes.Equal(stream(7), stream(7)) {
		t.Error("one seed makes two streams")
	}
	if bytes.Equal(stream(7), stream(8)) {
		t.Error("two seeds make one stream")
	}
}

// TestFlags: a flag is as likely as asked for, and once for all that it governs.
func TestFlags(t *testing.T) {
	t.Parallel()
	set := schema.Load()
	l := set.At(158)
	c := l.Ctor("messages.messageReactionsList") // reactions, and next_offset by bit 0
	src := random.New(set, l, 1)
	for _, test := range []struct {
		flags float64
		depth int
		want  func(set int) bool
	}{
		{0, 3, func(n int) bool { return n == 0 }},
		{1, 3, func(n int) bool { return n == 400 }},
		{0.5, 3, func(n int) bool { return 150 < n && n < 250 }},
		{1, 0, func(n int) bool { return n == 0 }},
	} {
		n := 0
		for range 400 {
			n += int(binary.LittleEndian.Uint32(src.Append(nil, c, test.flags, test.depth)[4:]) & 1)
		}
		if !test.want(n) {
			t.Errorf("flags %v, depth %d: the bit was set %d times of 400", test.flags, test.depth, n)
		}
	}
}

// TestOfLayer: a layer is given no flag that only others know.
func TestOfLayer(t *testing.T) {
	t.Parallel()
	set := schema.Load()
	l := set.At(144)
	src := random.New(set, l, 1)
	tried := 0
	for _, c := range set.Combs {
		fields := l.Fields(c)
		if l.ByID(c.ID) != c || len(fields) == len(c.Fields) || c.Fields[0].Type.Kind != schema.Flags {
			continue
		}
		tried++
		var known uint32
		for i := range fields {
			if f := &fields[i]; f.Optional() && f.Word == 0 {
				known |= 1 << f.Bit
			}
		}
		if got := binary.LittleEndian.Uint32(src.Append(nil, c, 1, 1)[4:]); got != known {
			t.Errorf("%s has flags %b, the layer knows %b", c, got, known)
		}
	}
	if tried == 0 {
		t.Error("no constructor to try")
	}
}

// TestAppend: what is there already stays, and does not matter.
func TestAppend(t *testing.T) {
	t.Parallel()
	set := schema.Load()
	l := set.At(229)
	c := l.Ctor("user")
	plain := random.New(set, l, 5).Append(nil, c, 0.5, 3)
	after := random.New(set, l, 5).Append([]byte("abc"), c, 0.5, 3)
	if want := append([]byte("abc"), plain...); !bytes.Equal(after, want) {
		t.Errorf("%x is not %x", after, want)
	}
}
