package search_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"heliograph/internal/search"
	"heliograph/internal/store"
)

// Chunks hold what was put in, however it came.
func TestChunks(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		var all, part []uint32
		var chunk []byte
		id := uint32(r.IntN(3))
		for range r.IntN(100) {
			if r.IntN(3) == 0 {
				id += 1 + uint32(r.IntN(1000))
			} else {
				id++
			}
			all, part = append(all, id), append(part, id)
			if r.IntN(10) == 0 {
				chunk, part = search.Extend(chunk, part), nil
			}
		}
		chunk = search.Extend(chunk, part)
		got, err := search.Decode(chunk)
		if err != nil || !slices.Equal(got, all) {
			t.Fatalf("%v, %v, not %v", got, err, all)
		}
	}
	run := make([]uint32, 1000)
	for i := range run {
		run[i] = uint32(i + 5)
	}
	if n := len(search.Extend(nil, run)); n > 8 {
		t.Errorf("a thousand ids in a row take %d bytes", n)
	}
}

// FuzzDecode checks that no chunk, however broken, costs much or yields ids out
// of order.
func FuzzDecode(f *testing.F) {
	f.Add(search.Extend(nil, []uint32{1, 2, 3, 4, 9, 300}))
	f.Add([]byte{1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1, 0, 200})
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, chunk []byte) {
		ids, err := search.Decode(chunk)
		if err != nil && !errors.Is(err, store.ErrCorrupt) {
			t.Fatal(err)
		}
		if !slices.IsSorted(ids) || len(ids) > 1<<21 {
			t.Fatalf("%d ids", len(ids))
		}
	})
}
