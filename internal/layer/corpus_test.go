package layer

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/layer/random"
	"heliograph/internal/layer/schema"
)

// corpusLayers are those of clients that others decode too.
var corpusLayers = []int{144, 152, 158, 181, 198}

// down carries n random values of every native constructor to a layer, checks
// each by the layer's schema and hands on what came of it.
func down(t *testing.T, tr *Translator, layer, n int, use func(c *schema.Comb, value []byte)) {
	t.Helper()
	set := schema.Load()
	native, l := set.At(Native), set.At(layer)
	src := random.New(set, native, uint64(layer))
	d := tr.tables().down(layer)
	for _, c := range set.Combs {
		if c.Method || native.Ctor(c.Name) != c {
			continue
		}
		for i := range n {
			in := src.Append(nil, c, float64(i%4)/3, 3)
			out, err := carry(tr, d, in, "")
			if errors.Is(err, ErrAbsent) {
				continue
			}
			if err == nil {
				err = set.Check(l, out, nil)
			}
			if err != nil {
				t.Errorf("layer %d: %s %x became %x: %v", layer, c.Name, in, out, err)
				break
			}
			use(c, out)
		}
	}
}

// up carries n random calls of every method of a layer to the native one.
func up(t *testing.T, tr *Translator, layer, n int, use func(c *schema.Comb, value []byte)) {
	t.Helper()
	set := schema.Load()
	native, l := set.At(Native), set.At(layer)
	src := random.New(set, l, uint64(layer))
	for _, c := range calls(set, l) {
		for i := range n {
			in := src.Append(nil, c, float64(i%4)/3, 3)
			r, err := tr.Request(in, layer)
			if errors.Is(err, ErrUnknown) || err == nil && r.Done != nil {
				break
			}
			if errors.Is(err, ErrMalformed) {
				continue // has an argument without a counterpart
			}
			if err == nil {
				err = set.Check(native, r.Body, nil)
			}
			if err != nil {
				t.Errorf("layer %d: %s %x became %x: %v", layer, c.Name, in, r.Body, err)
				break
			}
			use(c, r.Body)
		}
	}
}

// TestEveryLayer carries every constructor to every layer and every method from
// there.
func TestEveryLayer(t *testing.T) {
	t.Parallel()
	tr := New()
	for _, l := range schema.Load().Layers() {
		if Same(l.Number) {
			continue
		}
		t.Run(fmt.Sprint(l.Number), func(t *testing.T) {
			t.Parallel()
			values := 0
			down(t, tr, l.Number, 3, func(*schema.Comb, []byte) { values++ })
			requests := 0
			up(t, tr, l.Number, 3, func(*schema.Comb, []byte) { requests++ })
			if values < 2500 || requests < 1200 {
				t.Errorf("only %d values and %d requests", values, requests)
			}
		})
	}
}

// TestRequestsAreNative has gotd decode what became of every layer's calls, and
// encode it again.
func TestRequestsAreNative(t *testing.T) {
	t.Parallel()
	tr := New()
	types := tg.TypesConstructorMap()
	for _, l := range corpusLayers {
		n := 0
		up(t, tr, l, 12, func(c *schema.Comb, value []byte) {
			n++
			b := bin.Buffer{Buf: bytes.Clone(value)}
			id, _ := b.PeekID()
			made := types[id]
			if made == nil {
				t.Fatalf("layer %d: %s: gotd does not know %08x", l, c.Name, id)
			}
			v := made()
			if err := v.Decode(&b); err != nil || b.Len() != 0 {
				t.Errorf("layer %d: %s %x: %v, %d bytes left", l, c.Name, value, err, b.Len())
				return
			}
			var again bin.Buffer
			if err := v.Encode(&again); err != nil || !bytes.Equal(again.Buf, value) {
				t.Errorf("layer %d: %s: encoded again: %v\n got %x\nwant %x", l, c.Name, err, again.Buf, value)
			}
		})
		if n < 4000 {
			t.Errorf("layer %d: only %d requests", l, n)
		}
	}
}
