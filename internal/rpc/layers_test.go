package rpc_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/layer"
	"heliograph/internal/layer/random"
	"heliograph/internal/layer/schema"
)

// TestCallsOfOlderLayers has the decoder of the native layer decode what becomes
// of random calls of clients, and encode it again.
func TestCallsOfOlderLayers(t *testing.T) {
	t.Parallel()
	set, translator, types := schema.Load(), layer.New(), tg.TypesConstructorMap()
	if newest := set.At(1 << 20).Number; newest != tg.Layer {
		t.Errorf("the newest schema is of layer %d, the server's types of %d", newest, tg.Layer)
	}
	if layer.Native != tg.Layer {
		t.Errorf("layer %d is taken for native, the server's types are of %d", layer.Native, tg.Layer)
	}
	for _, number := range []int{144, 152, 158, 181, 198, 208, 214, 220, 227, 228} {
		l, n := set.At(number), 0
		source := random.New(set, l, uint64(number))
		for _, c := range set.Combs {
			if last := len(c.Fields) - 1; !c.Method || l.Method(c.Name) != c || last >= 0 && c.Fields[last].Type.Kind == schema.Query {
				continue
			}
			for i := range 12 {
				in := source.Append(nil, c, float64(i%4)/3, 3)
				r, err := translator.Request(in, number)
				if errors.Is(err, layer.ErrUnknown) || err == nil && r.Done != nil {
					break
				}
				if errors.Is(err, layer.ErrMalformed) {
					continue // has an argument that nobody understands any more
				}
				if err == nil {
					err = again(types, r.Body)
				}
				if err != nil {
					t.Errorf("layer %d: %s %x became %x: %v", number, c.Name, in, r.Body, err)
				}
				n++
			}
		}
		if n < 4000 {
			t.Errorf("layer %d: only %d calls", number, n)
		}
	}
}

// again decodes a value and encodes it.
func again(types map[uint32]func() bin.Object, value []byte) error {
	b := bin.Buffer{Buf: bytes.Clone(value)}
	id, err := b.PeekID()
	if err != nil {
		return err
	}
	made := types[id]
	if made == nil {
		return errors.New("no such id")
	}
	v := made()
	if err := v.Decode(&b); err != nil {
		return err
	}
	var out bin.Buffer
	if err := v.Encode(&out); err != nil {
		return err
	}
	if b.Len() > 0 || !bytes.Equal(out.Buf, value) {
		return errors.New("encoded differently")
	}
	return nil
}
