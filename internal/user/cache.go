package user

import (
	"heliograph/internal/bus"
	"heliograph/internal/store"
)

const (
	cacheSize    = 128 << 10      // profiles
	changedTopic = "user.changed" // events: 8 bytes, the user's id
)

// spread is the cache's hash: ids are random already.
func spread(id ID) uint64 { return uint64(id) }

// hold keeps a profile that changes out of the caches of all nodes for a moment.
func (s *Service) hold(id ID) {
	s.cache.Hold(id)
	s.bus.Publish(bus.Event{Topic: changedTopic, Data: store.Key(nil).Int(int64(id))})
}

// heard holds what another node changes.
func (s *Service) heard(e bus.Event) {
	if len(e.Data) == 8 {
		s.cache.Hold(ID(store.IntAt(e.Data, 0)))
	}
}
