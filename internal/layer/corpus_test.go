package layer

import (
	"errors"
	"fmt"
	"testing"

	"heliograph/internal/layer/random"
	"heliograph/internal/layer/schema"
)

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
