package layer

import (
	"errors"
	"runtime"
	"testing"

	"heliograph/internal/layer/random"
	"heliograph/internal/layer/schema"
)

// clientLayers are those whose schemas differ most from each other and from the
// native one, the newest first.
var clientLayers = []int{227, 198, 181, 158, 152, 144}

// call is a random call of a client.
func call(src *random.Source, c *schema.Comb, flags float64) []byte {
	return src.Append(nil, c, flags, 3)
}

// calls are the methods of a layer that a server sees: wrappers were peeled.
func calls(set *schema.Set, l *schema.Layer) (out []*schema.Comb) {
	for _, c := range set.Combs {
		if n := len(c.Fields); c.Method && l.Method(c.Name) == c && (n == 0 || c.Fields[n-1].Type.Kind != schema.Query) {
			out = append(out, c)
		}
	}
	return out
}

// FuzzRequest: whatever a client sends, its translation is a value of the native
// layer, not much larger, or an error.
func FuzzRequest(f *testing.F) {
	set := schema.Load()
	for _, n := range clientLayers {
		l := set.At(n)
		src := random.New(set, l, uint64(n))
		for i, c := range calls(set, l) {
			f.Add(uint8(n-Oldest), call(src, c, float64(i%4)/3))
		}
	}
	tr := New()
	native := set.At(Native)
	f.Fuzz(func(t *testing.T, l uint8, body []byte) {
		checkRequest(t, tr, native, Oldest+int(l)%(Native-Oldest), body)
	})
}

func checkRequest(t *testing.T, tr *Translator, native *schema.Layer, l int, body []byte) {
	t.Helper()
	r, err := tr.Request(body, l)
	switch {
	case errors.Is(err, ErrUnknown) || errors.Is(err, ErrMalformed):
		return
	case err != nil:
		t.Fatalf("layer %d: %v", l, err)
	case r.Done != nil || r.method.same:
		return
	}
	if len(r.Body) > minGrow+growth*len(body)+1024 {
		t.Fatalf("layer %d: %d bytes of %d", l, len(r.Body), len(body))
	}
	if err := schema.Load().Check(native, r.Body, nil); err != nil {
		t.Fatalf("layer %d: %x became %x: %v", l, body, r.Body, err)
	}
}

// FuzzUpdate: what is carried down is a value of the client's layer.
func FuzzUpdate(f *testing.F) {
	set := schema.Load()
	native := set.At(Native)
	src := random.New(set, native, 1)
	for _, c := range native.Ctors("Updates") {
		for i := range 40 {
			f.Add(uint8(i*2), src.Append(nil, c, float64(i%4)/3, 5))
		}
	}
	tr := New()
	f.Fuzz(func(t *testing.T, n uint8, body []byte) {
		l := Oldest + int(n)%(Native-Oldest)
		out, err := tr.Update(body, l)
		if err != nil || out == nil {
			return
		}
		if set.Check(native, body, set.Type("Updates")) != nil {
			return // not of the native layer, and yet it could be read
		}
		if err := set.Check(set.At(l), out, set.Type("Updates")); err != nil {
			t.Fatalf("layer %d: %x became %x: %v", l, body, out, err)
		}
	})
}

// TestTruncated cuts random calls at every word.
func TestTruncated(t *testing.T) {
	t.Parallel()
	set, tr := schema.Load(), New()
	native := set.At(Native)
	for _, n := range clientLayers {
		l := set.At(n)
		src := random.New(set, l, 7)
		for _, c := range calls(set, l) {
			body := call(src, c, 0.5)
			for cut := 0; cut < len(body); cut += 4 {
				checkRequest(t, tr, native, n, body[:cut])
			}
		}
	}
}

// TestMemoryIsBounded: calls of clients, whole and broken, cost a small multiple
// of their size.
func TestMemoryIsBounded(t *testing.T) {
	set, tr := schema.Load(), New()
	for _, n := range clientLayers {
		l := set.At(n)
		src := random.New(set, l, 3)
		for _, c := range calls(set, l) {
			body := call(src, c, 1)
			_, _ = tr.Request(body, n) // its plans are compiled
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for range 10 {
				_, _ = tr.Request(body, n)
			}
			runtime.ReadMemStats(&after)
			if got := (after.TotalAlloc - before.TotalAlloc) / 10; got > 64*uint64(len(body))+8<<10 {
				t.Errorf("layer %d: %s of %d bytes took %d", n, c.Name, len(body), got)
			}
		}
	}
}
