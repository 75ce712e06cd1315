package presence

import (
	"context"

	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Status is the status of each user, in the order of ids.
func (s *Service) Status(ctx context.Context, ids ...user.ID) ([]Status, error) {
	b := s.Batch(ids)
	if b.Missing() > 0 {
		err := s.store.View(ctx, func(r store.Reader) error {
			values, err := r.GetMany(b.Refs(nil)...)
			if err != nil {
				return err
			}
			return b.Fill(values)
		})
		if err != nil {
			return nil, err
		}
		b.Keep()
	}
	return b.out, nil
}

// Online is how many of some users are online. It looks at no more than memory,
// which has whoever is.
func (s *Service) Online(ids []user.ID) (n int) {
	now := s.now()
	for _, id := range ids {
		sh := s.of(id)
		sh.mu.Lock()
		if e := sh.by[id]; e != nil && e.status(now).Online() {
			n++
		}
		sh.mu.Unlock()
	}
	return n
}

// Batch reads statuses as part of somebody else's GetMany, as user.Batch does.
type Batch struct {
	s    *Service
	now  int64
	ids  []user.ID
	out  []Status
	miss []int
}

// Batch starts a batch for ids.
func (s *Service) Batch(ids []user.ID) *Batch {
	b := &Batch{s: s, now: s.now(), ids: ids, out: make([]Status, len(ids))}
	for i, id := range ids {
		var known bool
		if b.out[i], known = s.known(id, b.now); !known {
			b.miss = append(b.miss, i)
		}
	}
	return b
}

// known is the status if memory has it.
func (s *Service) known(id user.ID, now int64) (Status, bool) {
	if id == user.Notices {
		return Status{}, true
	}
	sh := s.of(id)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	e := sh.by[id]
	if e == nil {
		return Status{}, false
	}
	st := e.status(now)
	return st, st.Online() || now < e.fresh
}

// Missing is how many records Refs names.
func (b *Batch) Missing() int { return len(b.miss) }

// Refs appends the records that Fill needs.
func (b *Batch) Refs(refs []store.Ref) []store.Ref {
	for _, i := range b.miss {
		refs = append(refs, store.Ref{Owner: b.ids[i].Owner(), Key: seenKey})
	}
	return refs
}

// Fill takes the values of the records that Refs named, in that order.
func (b *Batch) Fill(values [][]byte) error {
	for n, i := range b.miss {
		var st Status
		if values[n] != nil {
			if err := store.Decode(values[n], &st); err != nil {
				return err
			}
		}
		b.out[i].Seen = max(b.out[i].Seen, st.Seen)
	}
	return nil
}

// Keep remembers what Fill took; only after the View has returned.
func (b *Batch) Keep() {
	for _, i := range b.miss {
		sh := b.s.of(b.ids[i])
		sh.mu.Lock()
		e := sh.entry(b.ids[i])
		e.seen = max(e.seen, b.out[i].Seen)
		e.fresh = max(e.fresh, b.now+freshFor)
		sh.mu.Unlock()
	}
}

// At is the status of the i-th id.
func (b *Batch) At(i int) Status { return b.out[i] }
