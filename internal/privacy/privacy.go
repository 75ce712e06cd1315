package privacy

import (
	"cmp"
	"context"
	"maps"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
	"heliograph/internal/user/cache"
)

// Bounds of Settings.Days.
const (
	MinDays     = 30
	MaxDays     = 730
	DefaultDays = 365
)

var errDays = fault.New(fault.Invalid, "TTL_DAYS_INVALID")

// Deps is what a Service needs.
type Deps struct {
	Store store.Store
	Log   *update.Log
	Bus   bus.Bus
	Clock clock.Clock
	// Changed is told, after the commit, of a key whose rules changed, for those
	// who see something else now. It must not block for long; nil: nobody is told.
	Changed func(ctx context.Context, id user.ID, k Key)
}

// Service keeps settings. Safe for concurrent use.
type Service struct {
	store   store.Store
	log     *update.Log
	bus     bus.Bus
	clock   clock.Clock
	changed func(ctx context.Context, id user.ID, k Key)
	cache   *cache.Cache[user.ID, *Settings]
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Log == nil || d.Bus == nil || d.Clock == nil {
		panic("privacy: missing dependency")
	}
	if d.Changed == nil {
		d.Changed = func(context.Context, user.ID, Key) {}
	}
	s := &Service{store: d.Store, log: d.Log, bus: d.Bus, clock: d.Clock, changed: d.Changed}
	s.cache = cache.New[user.ID, *Settings](d.Clock, cacheSize, spread)
	d.Bus.Subscribe(changedTopic, s.heard)
	return s
}

// Settings is what each person chose, in the order of ids. They must not be
// changed.
func (s *Service) Settings(ctx context.Context, ids ...user.ID) ([]*Settings, error) {
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

// Rules is the actor's rules of a key. Fault: PRIVACY_KEY_INVALID.
func (s *Service) Rules(ctx context.Context, a user.Actor, k Key) (Rules, error) {
	if !k.Valid() {
		return nil, errKey
	}
	all, err := s.Settings(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	return all[0].Of(k), nil
}

// Change is an event of kind Privacy: the rules of a key as they became.
type Change struct {
	Key   Key   `cbor:"1,keyasint"`
	Rules Rules `cbor:"2,keyasint"`
}

// Decode reads the data of an update.Privacy event.
func Decode(data []byte) (c Change, err error) {
	err = store.Decode(data, &c)
	return c, err
}

// Set replaces the actor's rules of a key, and returns them as they are now.
// Faults: PRIVACY_KEY_INVALID, PRIVACY_VALUE_INVALID, PRIVACY_TOO_LONG.
func (s *Service) Set(ctx context.Context, a user.Actor, k Key, rs Rules) (Rules, error) {
	rs, err := rs.normal(a.ID, k)
	if err != nil {
		return nil, err
	}
	s.Hold(a.ID) // before: whoever the commit wakes must not find the old ones cached
	defer s.Hold(a.ID)
	err = s.log.Run(ctx, []store.Owner{a.ID.Owner()}, func(tx *update.Tx) error {
		return write(tx, a, k, rs)
	})
	if err != nil {
		return nil, err
	}
	s.changed(ctx, a.ID, k)
	return rs, nil
}

// write puts the rules of a key and the event of it (I2).
func write(tx *update.Tx, a user.Actor, k Key, rs Rules) error {
	box, err := tx.Box(a.ID.Owner())
	if err != nil {
		return err
	}
	now, err := load(tx, a.ID)
	if err != nil {
		return err
	}
	if now.Rules = maps.Clone(now.Rules); now.Rules == nil {
		now.Rules = map[Key]Rules{}
	}
	now.Rules[k] = rs
	tx.Put(a.ID.Owner(), settingsKey, store.Encode(&now))
	box.Append(update.Event{Kind: update.Privacy, Data: store.Encode(&Change{k, rs}), Origin: a.Origin})
	return nil
}

// Except lets somebody by name, in a transaction over the actor's box; whoever
// calls it holds the settings (Hold) around that. Fault: PRIVACY_TOO_LONG.
func Except(tx *update.Tx, a user.Actor, k Key, who user.ID) error {
	now, err := load(tx, a.ID)
	if err != nil {
		return err
	}
	rs, changed, err := now.Of(k).with(who)
	if err != nil || !changed {
		return err
	}
	return write(tx, user.Actor{ID: a.ID}, k, rs) // the asking device hears of it as all do
}

// HideReads sets whether the actor hides when something was read.
func (s *Service) HideReads(ctx context.Context, a user.Actor, hide bool) error {
	return s.change(ctx, a, func(now *Settings) { now.HideReads = hide })
}

// SetDays sets after how many days away the actor's account may go. Fault:
// TTL_DAYS_INVALID.
func (s *Service) SetDays(ctx context.Context, a user.Actor, days int) error {
	if days < MinDays || days > MaxDays {
		return errDays
	}
	return s.change(ctx, a, func(now *Settings) { now.Days = days })
}

// Days is after how many days away the account may go.
func (s *Service) Days(ctx context.Context, a user.Actor) (int, error) {
	all, err := s.Settings(ctx, a.ID)
	if err != nil {
		return 0, err
	}
	return cmp.Or(all[0].Days, DefaultDays), nil
}

func (s *Service) change(ctx context.Context, a user.Actor, set func(*Settings)) error {
	s.Hold(a.ID)
	defer s.Hold(a.ID)
	return s.store.Update(ctx, []store.Owner{a.ID.Owner()}, func(tx store.Tx) error {
		now, err := load(tx, a.ID)
		if err == nil {
			set(&now)
			tx.Put(a.ID.Owner(), settingsKey, store.Encode(&now))
		}
		return err
	})
}
