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

// word is what a node tells the others: of a user, or with User 0 that it has
// just come and wants to hear of everybody.
type word struct {
	_      struct{} `cbor:",toarray"`
	Node   int64
	User   user.ID
	Status Status // as far as the node's own logins go
	Told   Status // what the audience has been told
}

// hear takes another node's word.
func (s *Service) hear(e bus.Event) {
	var w word
	if store.Decode(e.Data, &w) != nil || w.Node == s.node {
		return
	}
	if w.User == 0 {
		s.asked.Store(true) // not here: the bus may be that of this process
		s.poke()
		return
	}
	now := s.now()
	sh := s.of(w.User)
	sh.mu.Lock()
	en := sh.entry(w.User)
	en.remote, en.told = w.Status, w.Told
	en.fresh = now + freshFor + max(0, w.Status.Until-now)
	// Two nodes whose logins end at once each think that the other's goes on.
	tell := en.said.Until == 0 && en.toldAt != 0 && !en.waiting && en.due(now)
	en.waiting = en.waiting || tell
	sh.mu.Unlock()
	if tell {
		s.tellSoon(w.User)
	}
}

func (s *Service) tellSoon(id user.ID) {
	s.mu.Lock()
	s.pending[id] = struct{}{}
	s.mu.Unlock()
	s.poke()
}

func (s *Service) poke() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *Service) say(w word) {
	w.Node = s.node
	s.bus.Publish(bus.Event{Topic: topic, Data: store.Encode(&w)})
}

// repeat says to a node that has just come who is online here.
func (s *Service) repeat() {
	if !s.asked.Swap(false) {
		return
	}
	for i := range s.shard {
		sh := &s.shard[i]
		sh.mu.Lock()
		words := make([]word, 0, len(sh.active))
		for id := range sh.active {
			words = append(words, word{User: id, Status: sh.by[id].said, Told: sh.by[id].told})
		}
		sh.mu.Unlock()
		for _, w := range words {
			s.say(w)
		}
	}
}

// tell tells every waiting change that has waited long enough. Others stay.
func (s *Service) tell(ctx context.Context) error {
	s.repeat()
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
		if st.Online() && s.onOnline != nil {
			s.onOnline(id)
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
	if e.due(now) {
		if status := e.status(now); behind(e.told, status, now) {
			e.told = status
			st = &status
		}
		e.said, e.toldAt = e.local().at(now), now
	}
	w := word{User: id, Status: e.said, Told: e.told}
	sh.mu.Unlock() // before what may run another node's hear
	s.say(w)
	return st, true
}
