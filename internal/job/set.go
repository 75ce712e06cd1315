package job

import (
	"context"
	"time"

	"heliograph/internal/store"
)

// maxKnown bounds what a node remembers of alarms that exist.
const maxKnown = 1 << 16

const settle = int64(Settle / time.Second)

// Set makes sure that the handler of a kind looks at an owner at a time (Unix
// seconds), or after it when that has passed: durably, when Set returns nil. It
// is to be called before the transaction that makes what is due then, which must
// be over within Settle. Setting again what is set, or what an earlier alarm of
// the owner leads to, is cheap.
func (s *Service) Set(ctx context.Context, k Kind, owner store.Owner, at int64) error {
	if s.Known(k, owner, at) {
		return nil
	}
	t, i := target{k, owner}, shard(owner)
	a := alarm{Hold: s.now() + settle}
	err := s.store.Update(ctx, []store.Owner{shardOwner(i)}, func(tx store.Tx) error {
		return putAlarm(tx, i, at, t, a)
	})
	if err != nil {
		return err
	}
	s.remember(t, at)
	s.lower(i, at)
	return nil
}

// Known says whether Set would have nothing to do. An alarm that comes within
// Settle may be handled, and go, before the caller's change is committed; a
// later one, at or before the time, finds the change and leads on to it.
func (s *Service) Known(k Kind, owner store.Owner, at int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := s.known[target{k, owner}]
	return ok && a >= s.now()+settle && a <= at
}

// remember notes that an alarm exists. Of several the one is kept that spares
// most: the first that is not too near.
func (s *Service) remember(t target, at int64) {
	near := s.now() + settle
	s.mu.Lock()
	defer s.mu.Unlock()
	if a, ok := s.known[t]; at < near || ok && a >= near && a <= at {
		return
	}
	if len(s.known) >= maxKnown {
		for other := range s.known { // map order is random enough
			delete(s.known, other)
			break
		}
	}
	s.known[t] = at
}

// lower notes that a shard has an alarm, and wakes Run when it is due earlier
// than what Run waits for.
func (s *Service) lower(i int, at int64) {
	s.mu.Lock()
	earlier := at < s.heads[i]
	s.heads[i] = min(s.heads[i], at)
	s.mu.Unlock()
	if earlier {
		s.poke()
	}
}

func (s *Service) poke() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
