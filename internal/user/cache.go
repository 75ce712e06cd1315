package user

import (
	"sync"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/store"
)

const (
	cacheShards = 64
	cacheEach   = 2048             // profiles in one shard
	cacheFor    = 30 * time.Second // how long a lost notice of a change can matter
	holdFor     = 2 * time.Second  // how long a changing profile is not cached

	changedTopic = "user.changed" // events: 8 bytes, the user's id
)

// cache holds profiles that a View has returned. Every rendered message shows
// two users, so this is what keeps rendering off the store.
//
// A change holds the user's entry before its transaction and after it: while it
// is held it is neither served nor filled, so nobody who hears of the change
// can see what was before.
type cache struct {
	clock clock.Clock
	shard [cacheShards]cacheShard
}

type cacheShard struct {
	mu    sync.RWMutex
	epoch int // grows with each hold: what was read before it is not put
	held  map[ID]time.Time
	by    map[ID]cached
}

type cached struct {
	p     *Profile // never changed once it is here
	until time.Time
}

func (c *cache) init(ck clock.Clock) {
	c.clock = ck
	for i := range c.shard {
		c.shard[i].by = map[ID]cached{}
		c.shard[i].held = map[ID]time.Time{}
	}
}

func (c *cache) of(id ID) *cacheShard { return &c.shard[uint64(id)%cacheShards] }

// get returns the profile, or the epoch to put it with once it has been read.
func (c *cache) get(id ID, now time.Time) (p *Profile, epoch int) {
	s := c.of(id)
	s.mu.RLock()
	defer s.mu.RUnlock()
	if e, ok := s.by[id]; ok && now.Before(e.until) {
		return e.p, s.epoch
	}
	return nil, s.epoch
}

func (c *cache) put(p *Profile, epoch int, now time.Time) {
	s := c.of(p.ID)
	s.mu.Lock()
	defer s.mu.Unlock()
	if until, ok := s.held[p.ID]; ok {
		if now.Before(until) {
			return
		}
		delete(s.held, p.ID)
	}
	if s.epoch != epoch {
		return
	}
	if len(s.by) >= cacheEach {
		for id := range s.by { // any one: map order is random enough
			delete(s.by, id)
			break
		}
	}
	s.by[p.ID] = cached{p, now.Add(cacheFor)}
}

func (c *cache) hold(id ID) {
	now := c.clock.Now()
	s := c.of(id)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.epoch++
	delete(s.by, id)
	if len(s.held) >= cacheEach {
		for id, until := range s.held {
			if !now.Before(until) {
				delete(s.held, id)
			}
		}
	}
	s.held[id] = now.Add(holdFor)
}

// hold keeps the user's profile out of the caches of all nodes for a moment.
func (s *Service) hold(id ID) {
	s.cache.hold(id)
	s.bus.Publish(bus.Event{Topic: changedTopic, Data: store.Key(nil).Int(int64(id))})
}
