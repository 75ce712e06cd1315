package presence

import (
	"context"

	"heliograph/internal/bus"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const (
	topic       = "presence"
	maxAudience = 1000    // who hears of one user's change
	tellBudget  = 100_000 // events of one pass; what is left waits for the next
)

// word is what a node tells the others.
type word struct {
	_      struct{} `cbor:",toarray"`
	Node   int64
	User   user.ID
	Status Status
}

// hear takes another node's word.
func (s *Service) hear(e bus.Event) {
	var w word
	if store.Decode(e.Data, &w) != nil || w.Node == s.node {
		return
	}
	sh := s.of(w.User)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	en := sh.entry(w.User)
	en.remote = w.Status
	en.fresh = s.now() + freshFor + max(0, w.Status.Until-s.now())
}

func (s *Service) tellSoon(id user.ID) {
	s.mu.Lock()
	s.pending[id] = struct{}{}
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// tell tells every waiting change that has waited long enough. Others stay.
func (s *Service) tell(ctx context.Context) error {
	s.mu.Lock()
	ids := make([]user.ID, 0, len(s.pending))
	for id := range s.pending {
		ids = append(ids, id)
	}
	s.mu.Unlock()
	budget := tellBudget
	for _, id := range ids {
		if budget <= 0 {
			break
		}
		st, ready := s.take(id)
		if !ready {
			continue
		}
		if st == nil {
			continue // changed back meanwhile
		}
		to, err := s.audience.Interested(ctx, id, maxAudience)
		if err != nil {
			return err
		}
		e := update.Event{Kind: update.Presence, Peer: id.Peer(), Data: store.Encode(st)}
		for _, other := range to {
			if other != id {
				s.log.Ephemeral(other.Owner(), e)
			}
		}
		budget -= len(to) + 1
	}
	return nil
}

// take removes id from the waiting ones if it may be told now (I2), and books
// it as told. The status is nil when there is nothing to tell after all.
func (s *Service) take(id user.ID) (st *Status, ready bool) {
	now := s.now()
	sh := s.of(id)
	sh.mu.Lock()
	e := sh.entry(id)
	if e.toldAt != 0 && now-e.toldAt < toldGap {
		sh.mu.Unlock()
		return nil, false
	}
	s.mu.Lock()
	delete(s.pending, id)
	s.mu.Unlock()
	e.waiting = false
	local := e.local()
	if e.due(now) {
		status := e.status(now)
		e.told, e.toldAt = status, now
		st = &status
	}
	sh.mu.Unlock() // before Publish, which may run another node's hear
	s.bus.Publish(bus.Event{Topic: topic, Data: store.Encode(&word{Node: s.node, User: id, Status: local})})
	return st, true
}
