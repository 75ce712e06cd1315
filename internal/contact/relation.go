package contact

import (
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/store"
	"heliograph/internal/user"
	"heliograph/internal/user/cache"
)

const (
	relationsSize = 256 << 10         // pairs that are cached
	changedTopic  = "contact.changed" // events: 16 bytes, who saved and who was saved
)

// pair is a viewer and who is seen.
type pair struct{ viewer, other user.ID }

// relation is what a viewer's box says of another user. It is never changed.
type relation struct {
	contact *saved // as the viewer saved them; nil: did not
	saver   *saver // they saved the viewer; nil: did not
	blocked blocked
	barred  bool // they blocked the viewer
}

var strangers = new(relation)

// decodeRelation reads the records that refs names for a pair.
func decodeRelation(values [][]byte) (*relation, error) {
	contact, by, blocks, barred := values[0], values[1], values[2], values[3]
	if contact == nil && by == nil && blocks == nil && barred == nil {
		return strangers, nil
	}
	rel := relation{barred: barred != nil}
	if blocks != nil {
		if err := store.Decode(blocks, &rel.blocked); err != nil {
			return nil, err
		}
	}
	if contact != nil {
		rel.contact = new(saved)
		if err := store.Decode(contact, rel.contact); err != nil {
			return nil, err
		}
	}
	if by != nil {
		rel.saver = new(saver)
		if err := store.Decode(by, rel.saver); err != nil {
			return nil, err
		}
	}
	return &rel, nil
}

// relations reads relations as part of one GetMany, as user.Batch does profiles.
type relations struct {
	s      *Service
	now    time.Time
	viewer user.ID
	ids    []user.ID
	out    []*relation
	miss   []missing
}

type missing struct {
	at    int
	epoch cache.Epoch
}

func (s *Service) relations(viewer user.ID, ids []user.ID) *relations {
	b := &relations{s: s, now: s.clock.Now(), viewer: viewer, ids: ids, out: make([]*relation, len(ids))}
	for i, id := range ids {
		if id == viewer {
			b.out[i] = strangers
			continue
		}
		rel, found, epoch := s.known.Get(pair{viewer, id}, b.now)
		if b.out[i] = rel; !found {
			b.miss = append(b.miss, missing{i, epoch})
		}
	}
	return b
}

// records is how many there are of a pair.
const records = 4

// count is how many records refs names.
func (b *relations) count() int { return records * len(b.miss) }

func (b *relations) refs(refs []store.Ref) []store.Ref {
	box := b.viewer.Owner()
	for _, m := range b.miss {
		id := b.ids[m.at]
		refs = append(refs, store.Ref{Owner: box, Key: contactKey(id)}, store.Ref{Owner: box, Key: saverKey(id)},
			store.Ref{Owner: box, Key: blockedKey(id)}, store.Ref{Owner: box, Key: barredKey(id)})
	}
	return refs
}

func (b *relations) fill(values [][]byte) (err error) {
	for n, m := range b.miss {
		if b.out[m.at], err = decodeRelation(values[records*n:]); err != nil {
			return err
		}
	}
	return nil
}

// keep lets the cache have what fill took; only after the View has returned.
func (b *relations) keep() {
	for _, m := range b.miss {
		b.s.known.Put(pair{b.viewer, b.ids[m.at]}, b.out[m.at], m.epoch, b.now)
	}
}

// hold keeps a relation that changes out of the caches of all nodes for a
// moment: called before the transaction and after it.
func (s *Service) hold(viewer, other user.ID) {
	s.drop(viewer, other)
	s.bus.Publish(bus.Event{Topic: changedTopic, Data: store.Key(nil).Int(int64(viewer)).Int(int64(other))})
}

func (s *Service) drop(viewer, other user.ID) {
	s.known.Hold(pair{viewer, other})
	s.known.Hold(pair{other, viewer})
}

// heard holds what another node changes.
func (s *Service) heard(e bus.Event) {
	if len(e.Data) == 16 {
		s.drop(user.ID(store.IntAt(e.Data, 0)), user.ID(store.IntAt(e.Data, 8)))
	}
}

func spread(p pair) uint64 { return uint64(p.viewer)*0x9e3779b97f4a7c15>>7 + uint64(p.other) }
