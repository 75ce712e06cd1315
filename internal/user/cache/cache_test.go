package cache_test

import (
	"testing"
	"time"

	"heliograph/internal/clock"
	"heliograph/internal/user/cache"
)

func open(size int) (*cache.Cache[int, string], *clock.Fake) {
	c := clock.NewFake(time.Unix(1000, 0))
	return cache.New[int, string](c, size, func(k int) uint64 { return uint64(k) }), c
}

func TestHoldAndExpiry(t *testing.T) {
	t.Parallel()
	c, ck := open(1024)
	has := func(what string, want bool) {
		t.Helper()
		if _, ok, _ := c.Get(1, ck.Now()); ok != want {
			t.Errorf("%s: found = %v", what, ok)
		}
	}
	put := func(e cache.Epoch) { c.Put(1, "v", e, ck.Now()) }
	_, _, e := c.Get(1, ck.Now())
	has("empty", false)
	put(e)
	has("put", true)
	ck.Advance(cache.For)
	has("too old", false)
	put(e)
	has("put again", true)
	c.Hold(1)
	has("held", false)
	put(e)
	has("read before the change, put after", false)
	_, _, e = c.Get(1, ck.Now())
	put(e)
	has("read while held", false)
	ck.Advance(cache.HoldFor)
	put(e)
	has("no longer held", true)
	c.Hold(65) // another key of the same shard
	has("another's change", true)
}

func TestBounded(t *testing.T) {
	t.Parallel()
	c, ck := open(128)
	for k := range 10_000 {
		_, _, e := c.Get(k, ck.Now())
		c.Put(k, "v", e, ck.Now())
	}
	if n := c.Len(); n > 128 {
		t.Errorf("%d entries", n)
	}
}
