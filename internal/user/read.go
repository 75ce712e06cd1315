package user

import (
	"context"
	"time"

	"heliograph/internal/store"
	"heliograph/internal/user/cache"
)

// Profiles reads profiles in the order of ids. One that does not exist has ID 0.
func (s *Service) Profiles(ctx context.Context, ids ...ID) ([]Profile, error) {
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
	return b.All(), nil
}

// Read is Profiles inside a View or an Update. What the same Update has written
// may be missing from it.
func (s *Service) Read(r store.Reader, ids []ID) ([]Profile, error) {
	b := s.Batch(ids)
	if b.Missing() > 0 {
		values, err := r.GetMany(b.Refs(nil)...)
		if err != nil {
			return nil, err
		}
		if err := b.Fill(values); err != nil {
			return nil, err
		}
	}
	return b.All(), nil
}

// Batch reads profiles as part of somebody else's GetMany: what the cache has
// is there at once; Refs names the records of the others, Fill takes their
// values, and Keep remembers them once the View has returned. It belongs to one
// goroutine.
type Batch struct {
	s    *Service
	now  time.Time
	ids  []ID
	out  []*Profile
	miss []missing
}

type missing struct {
	at    int
	epoch cache.Epoch
}

var nobody = new(Profile)

// Batch starts a batch for ids.
func (s *Service) Batch(ids []ID) *Batch {
	b := &Batch{s: s, now: s.clock.Now(), ids: ids, out: make([]*Profile, len(ids))}
	for i, id := range ids {
		if id == Notices {
			b.out[i] = &notices
			continue
		}
		p, found, epoch := s.cache.Get(id, b.now)
		if b.out[i] = p; !found {
			b.miss = append(b.miss, missing{i, epoch})
		}
	}
	return b
}

// Missing is how many records Refs names.
func (b *Batch) Missing() int { return len(b.miss) }

// Refs appends the records that Fill needs.
func (b *Batch) Refs(refs []store.Ref) []store.Ref {
	for _, m := range b.miss {
		refs = append(refs, store.Ref{Owner: b.ids[m.at].Owner(), Key: profileKey})
	}
	return refs
}

// Fill takes the values of the records that Refs named, in that order.
func (b *Batch) Fill(values [][]byte) error {
	for i, m := range b.miss {
		b.out[m.at] = nobody
		if values[i] == nil {
			continue
		}
		p := new(Profile)
		if err := store.Decode(values[i], p); err != nil {
			return err
		}
		b.out[m.at] = p
	}
	return nil
}

// Keep lets the cache have what Fill took. Only after the View has returned
// without error: before, a crash could still undo what was seen.
func (b *Batch) Keep() {
	for _, m := range b.miss {
		if p := b.out[m.at]; p != nil && p.ID != 0 {
			b.s.cache.Put(p.ID, p, m.epoch, b.now)
		}
	}
}

// At is the profile of the i-th id; ID 0 when there is none. It must not be
// changed.
func (b *Batch) At(i int) *Profile { return b.out[i] }

// All copies the profiles.
func (b *Batch) All() []Profile {
	out := make([]Profile, len(b.out))
	for i, p := range b.out {
		out[i] = *p
	}
	return out
}
