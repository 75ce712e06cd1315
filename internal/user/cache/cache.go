// Package cache keeps what a View has returned, for records that every rendered
// message needs and that change rarely.
//
// A change holds its key before the transaction and after it: while a key is
// held it is neither served nor filled, so nobody who hears of the change can
// see what was before. Other nodes hold it when they are told; a notice that is
// lost matters for as long as an entry lives.
//
// Owns the bounded map. Must not know what it holds, nor how nodes are told.
package cache

import (
	"sync"
	"time"

	"heliograph/internal/clock"
)

const (
	shards = 64

	// For is how long an entry lives, and so how long a lost notice can matter.
	For = 30 * time.Second
	// HoldFor is how long a key that changes is not cached.
	HoldFor = 2 * time.Second
)

// Cache maps keys to values that are never changed. Safe for concurrent use.
type Cache[K comparable, V any] struct {
	clock clock.Clock
	hash  func(K) uint64
	each  int
	shard [shards]shard[K, V]
}

type shard[K comparable, V any] struct {
	mu    sync.RWMutex
	epoch Epoch
	held  map[K]time.Time
	by    map[K]entry[V]
}

type entry[V any] struct {
	v     V
	until time.Time
}

// Epoch is a moment between two changes: what was read in one is not put in
// another.
type Epoch int

// New makes a Cache of at most size entries. hash spreads the keys.
func New[K comparable, V any](c clock.Clock, size int, hash func(K) uint64) *Cache[K, V] {
	out := &Cache[K, V]{clock: c, hash: hash, each: max(1, size/shards)}
	for i := range out.shard {
		out.shard[i].by = map[K]entry[V]{}
		out.shard[i].held = map[K]time.Time{}
	}
	return out
}

func (c *Cache[K, V]) of(k K) *shard[K, V] { return &c.shard[c.hash(k)%shards] }

// Get returns the value if it is there, and the epoch to put it with once it
// has been read.
func (c *Cache[K, V]) Get(k K, now time.Time) (v V, found bool, e Epoch) {
	s := c.of(k)
	s.mu.RLock()
	defer s.mu.RUnlock()
	if e, ok := s.by[k]; ok && now.Before(e.until) {
		return e.v, true, s.epoch
	}
	return v, false, s.epoch
}

// Put remembers what was read since Get returned e, unless it may have changed.
// now is the time of that Get.
func (c *Cache[K, V]) Put(k K, v V, e Epoch, now time.Time) {
	s := c.of(k)
	s.mu.Lock()
	defer s.mu.Unlock()
	if until, ok := s.held[k]; ok {
		if now.Before(until) {
			return
		}
		delete(s.held, k)
	}
	if s.epoch != e {
		return
	}
	if _, ok := s.by[k]; !ok && len(s.by) >= c.each {
		for other := range s.by { // any one: map order is random enough
			delete(s.by, other)
			break
		}
	}
	s.by[k] = entry[V]{v, now.Add(For)}
}

// Hold drops a key and keeps it out for a while.
func (c *Cache[K, V]) Hold(k K) {
	now := c.clock.Now()
	s := c.of(k)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.epoch++
	delete(s.by, k)
	if len(s.held) >= c.each {
		for other, until := range s.held {
			if !now.Before(until) {
				delete(s.held, other)
			}
		}
	}
	s.held[k] = now.Add(HoldFor)
}

// Len is how many entries there are, for tests and metrics.
func (c *Cache[K, V]) Len() (n int) {
	for i := range c.shard {
		c.shard[i].mu.RLock()
		n += len(c.shard[i].by)
		c.shard[i].mu.RUnlock()
	}
	return n
}
