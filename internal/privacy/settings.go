package privacy

import (
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/store"
	"heliograph/internal/user"
	"heliograph/internal/user/cache"
)

const (
	cacheSize    = 128 << 10         // people
	cacheNamed   = 256               // settings that name more are read each time
	changedTopic = "privacy.changed" // events: 8 bytes, whose
)

// Settings is the record 'R': what a person chose. It is never changed.
type Settings struct {
	Rules     map[Key]Rules `cbor:"1,keyasint,omitempty"`
	HideReads bool          `cbor:"2,keyasint,omitempty"` // when the person has read something
	Days      int           `cbor:"3,keyasint,omitempty"` // away for so long, the account may go; 0: DefaultDays
}

var (
	settingsKey = store.K('R')
	untouched   = new(Settings)
)

// Of is the rules of a key.
func (s *Settings) Of(k Key) Rules {
	if rs, ok := s.Rules[k]; ok {
		return rs
	}
	return k.Default()
}

// Allow says whether the rules of a key let a viewer.
func (s *Settings) Allow(k Key, v *Viewer) bool { return s.Of(k).Allow(v) }

// named is how many people and chats all rules name.
func (s *Settings) named() (n int) {
	for _, rs := range s.Rules {
		for i := range rs {
			n += len(rs[i].Users) + len(rs[i].Chats)
		}
	}
	return n
}

func load(r store.Reader, id user.ID) (s Settings, err error) {
	_, err = store.Load(r, id.Owner(), settingsKey, &s)
	return s, err
}

// Batch reads settings as part of somebody else's GetMany, as user.Batch does
// profiles. It belongs to one goroutine.
type Batch struct {
	s    *Service
	now  time.Time
	ids  []user.ID
	out  []*Settings
	miss []missing
}

type missing struct {
	at    int
	epoch cache.Epoch
}

// Batch starts a batch for ids.
func (s *Service) Batch(ids []user.ID) *Batch {
	b := &Batch{s: s, now: s.clock.Now(), ids: ids, out: make([]*Settings, len(ids))}
	for i, id := range ids {
		if id == user.Notices {
			b.out[i] = untouched
			continue
		}
		v, found, epoch := s.cache.Get(id, b.now)
		if b.out[i] = v; !found {
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
		refs = append(refs, store.Ref{Owner: b.ids[m.at].Owner(), Key: settingsKey})
	}
	return refs
}

// Fill takes the values of the records that Refs named, in that order.
func (b *Batch) Fill(values [][]byte) error {
	for i, m := range b.miss {
		b.out[m.at] = untouched
		if values[i] == nil {
			continue
		}
		s := new(Settings)
		if err := store.Decode(values[i], s); err != nil {
			return err
		}
		b.out[m.at] = s
	}
	return nil
}

// Keep lets the cache have what Fill took; only after the View has returned.
func (b *Batch) Keep() {
	for _, m := range b.miss {
		if v := b.out[m.at]; v.named() <= cacheNamed {
			b.s.cache.Put(b.ids[m.at], v, m.epoch, b.now)
		}
	}
}

// At is the settings of the i-th id. They must not be changed.
func (b *Batch) At(i int) *Settings { return b.out[i] }

// Hold keeps settings that change out of the caches of all nodes for a moment:
// called before the transaction and after it.
func (s *Service) Hold(id user.ID) {
	s.cache.Hold(id)
	s.bus.Publish(bus.Event{Topic: changedTopic, Data: store.Key(nil).Int(int64(id))})
}

// heard holds what another node changes.
func (s *Service) heard(e bus.Event) {
	if len(e.Data) == 8 {
		s.cache.Hold(user.ID(store.IntAt(e.Data, 0)))
	}
}

func spread(id user.ID) uint64 { return uint64(id) }
