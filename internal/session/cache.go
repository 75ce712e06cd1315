package session

import (
	"context"
	"sync"
	"time"

	"heliograph/internal/store"
	"heliograph/internal/user"
)

const cacheShards = 64

// cacheFor bounds how long a drop that the bus lost can go unnoticed.
const cacheFor = time.Minute

// cache remembers who is logged in on a key, nobody included.
type cache struct {
	shard [cacheShards]struct {
		mu      sync.Mutex
		entries map[int64]cached
		drops   uint64 // how often something was dropped: a read from before it is not kept
	}
	perShard int
}

type cached struct {
	user  user.ID
	bot   bool
	until int64 // Unix nanoseconds
}

func newCache(size int) *cache {
	c := &cache{perShard: max(1, size/cacheShards)}
	for i := range c.shard {
		c.shard[i].entries = map[int64]cached{}
	}
	return c
}

// look finds an entry that is not too old; drops goes back to keep.
func (c *cache) look(key, now int64) (e cached, found bool, drops uint64) {
	s := &c.shard[uint64(key)%cacheShards]
	s.mu.Lock()
	defer s.mu.Unlock()
	e, found = s.entries[key]
	return e, found && now < e.until, s.drops
}

// keep remembers what was read, unless something was dropped since.
func (c *cache) keep(key int64, e cached, drops uint64) {
	s := &c.shard[uint64(key)%cacheShards]
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.drops != drops {
		return
	}
	if _, have := s.entries[key]; !have && len(s.entries) >= c.perShard {
		for k := range s.entries { // any one: the order of a map is random
			delete(s.entries, k)
			break
		}
	}
	s.entries[key] = e
}

func (c *cache) drop(key int64) {
	s := &c.shard[uint64(key)%cacheShards]
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.entries, key)
	s.drops++
}

// User is who is logged in on a permanent key, 0 for nobody. From memory in
// all but the first call of a minute.
func (s *Service) User(ctx context.Context, perm int64) (u user.ID, bot bool, err error) {
	if perm == 0 {
		return 0, false, nil
	}
	now := s.deps.Clock.Now()
	e, found, drops := s.logins.look(perm, now.UnixNano())
	if found {
		return e.user, e.bot, nil
	}
	var l loginRecord
	err = s.deps.Store.View(ctx, func(r store.Reader) error {
		l = loginRecord{}
		_, err := store.Load(r, KeyOwner(perm), loginKey, &l)
		return err
	})
	if err != nil {
		return 0, false, err
	}
	s.logins.keep(perm, cached{user.ID(l.User), l.Bot, now.Add(cacheFor).UnixNano()}, drops)
	return user.ID(l.User), l.Bot, nil
}
