package store_test

import (
	"bytes"
	"slices"
	"testing"
	"testing/quick"

	"heliograph/internal/store"
)

func TestKeyOrdersAsNumbers(t *testing.T) {
	t.Parallel()
	f := func(a, b int64) bool {
		ka, kb := store.K('m').Int(a), store.K('m').Int(b)
		return (bytes.Compare(ka, kb) < 0) == (a < b) && store.IntAt(ka, 1) == a
	}
	if err := quick.Check(f, nil); err != nil {
		t.Error(err)
	}
}

func TestKeyEnd(t *testing.T) {
	t.Parallel()
	k := store.K('m').Int(-1) // ends in ff bytes after the sign flip
	end := k.End()
	if bytes.Compare(end, k.String("\xff\xff")) <= 0 || bytes.Compare(end, store.K('n')) > 0 {
		t.Errorf("End(%x) = %x", k, end)
	}
	if store.Key("\xff\xff").End() != nil {
		t.Error("nothing comes after ff ff")
	}
}

func TestCheckOwners(t *testing.T) {
	t.Parallel()
	got, err := store.CheckOwners([]store.Owner{"b", "a", "b"})
	if err != nil || !slices.Equal(got, []store.Owner{"a", "b"}) {
		t.Errorf("%q, %v", got, err)
	}
	for _, bad := range [][]store.Owner{nil, {""}, {store.Owner(make([]byte, 256))}} {
		if _, err := store.CheckOwners(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}
