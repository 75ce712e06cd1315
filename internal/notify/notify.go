package notify

import (
	"bytes"
	"context"

	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

var (
	errSettings = fault.New(fault.Invalid, "SETTINGS_INVALID")
	errPeer     = fault.New(fault.Invalid, "PEER_ID_INVALID")
)

// Service keeps the settings. Safe for concurrent use.
type Service struct {
	store store.Store
	log   *update.Log
	clock clock.Clock
	kinds Kinds
	chats Chats
}

// Deps is what a Service needs; Kinds may be nil where there are no channels, and
// Chats where there are no basic groups.
type Deps struct {
	Store store.Store
	Log   *update.Log
	Clock clock.Clock
	Kinds Kinds
	Chats Chats
}

// Kinds tells groups and channels apart.
type Kinds interface {
	// Scope is the scope that a chat belongs to.
	Scope(r store.Reader, p peer.Peer) (Scope, error)
}

// Chats knows who has been in basic groups, which anybody can name.
type Chats interface {
	// Met says whether somebody is or was in a basic group.
	Met(r store.Reader, who user.ID, p peer.Peer) (bool, error)
}

// ByPeer is the Kinds of where every channel is one in which only admins write.
type ByPeer struct{}

// Scope implements Kinds.
func (ByPeer) Scope(_ store.Reader, p peer.Peer) (Scope, error) { return ScopeOf(p), nil }

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Log == nil || d.Clock == nil {
		panic("notify: missing dependency")
	}
	if d.Kinds == nil {
		d.Kinds = ByPeer{}
	}
	return &Service{d.Store, d.Log, d.Clock, d.Kinds, d.Chats}
}

// Change sets what a target notifies of, and tells all devices. Faults:
// SETTINGS_INVALID; PEER_ID_INVALID for what is no target, and for a basic group in
// which the actor never was.
func (s *Service) Change(ctx context.Context, a user.Actor, t Target, c Change) error {
	if err := c.check(); err != nil {
		return err
	}
	if t.key() == nil {
		return errPeer
	}
	return s.log.Run(ctx, []store.Owner{a.ID.Owner()}, func(tx *update.Tx) error {
		if err := s.met(tx, a.ID, t.Peer); err != nil {
			return err
		}
		old, err := load(tx, a.ID.Owner(), t)
		if err != nil {
			return err
		}
		return put(tx, a, t, old, c.apply(old))
	})
}

// met refuses a basic group in which somebody never was. Fault: PEER_ID_INVALID.
func (s *Service) met(r store.Reader, who user.ID, p peer.Peer) error {
	if p.Kind != peer.Chat || s.chats == nil {
		return nil
	}
	ok, err := s.chats.Met(r, who, p)
	if err == nil && !ok {
		err = errPeer
	}
	return err
}

// put writes settings that were old, when they are not the same (I1).
func put(tx *update.Tx, a user.Actor, t Target, old, s Settings) error {
	was, is := store.Encode(&old), store.Encode(&s)
	if bytes.Equal(was, is) {
		return nil
	}
	box, err := tx.Box(a.ID.Owner())
	if err != nil {
		return err
	}
	if bytes.Equal(is, store.Encode(&Settings{})) {
		tx.Delete(a.ID.Owner(), t.key())
	} else {
		tx.Put(a.ID.Owner(), t.key(), is)
	}
	box.Append(t.event(a))
	return nil
}

// event tells that settings of t changed; TargetOf reads it.
func (t Target) event(a user.Actor) update.Event {
	return update.Event{Kind: update.NotifySettings, Peer: t.Peer, ID: t.Topic, Max: int(t.Scope), Origin: a.Origin}
}

// TargetOf is whose settings an event of kind NotifySettings tells of.
func TargetOf(e *update.Event) Target {
	return Target{Scope: Scope(e.Max), Peer: e.Peer, Topic: e.ID}
}

// Mute mutes a chat of a box for good, inside a transaction.
func Mute(tx *update.Tx, id user.ID, p peer.Peer) error {
	t := Target{Peer: p}
	old, err := load(tx, id.Owner(), t)
	if err != nil {
		return err
	}
	s, until := old, Forever
	s.MuteUntil = &until
	return put(tx, user.Actor{ID: id}, t, old, s)
}

// Muted says whether the box's owner hears nothing of a chat, which belongs to
// a scope.
func Muted(r store.Reader, box store.Owner, p peer.Peer, in Scope, now int64) (bool, error) {
	vs, err := r.GetMany(
		store.Ref{Owner: box, Key: Target{Peer: p}.key()}, store.Ref{Owner: box, Key: Target{Scope: in}.key()})
	if err != nil {
		return false, err
	}
	for _, v := range vs { // what the chat leaves open its scope says
		if v == nil {
			continue
		}
		var s Settings
		if err := store.Decode(v, &s); err != nil {
			return false, err
		}
		if muted, set := s.Muted(now); set {
			return muted, nil
		}
	}
	return false, nil
}

// Of is what is set for chats, in their order.
func (s *Service) Of(ctx context.Context, id user.ID, peers ...peer.Peer) ([]Settings, error) {
	ts := make([]Target, len(peers))
	for i, p := range peers {
		ts[i].Peer = p
	}
	return s.OfTargets(ctx, id, ts...)
}

// OfTargets is Of for chats and topics of them.
func (s *Service) OfTargets(ctx context.Context, id user.ID, ts ...Target) ([]Settings, error) {
	out := make([]Settings, len(ts))
	if len(ts) == 0 {
		return out, nil
	}
	refs := make([]store.Ref, len(ts))
	for i, t := range ts {
		refs[i] = store.Ref{Owner: id.Owner(), Key: t.key()}
	}
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		vs, err := r.GetMany(refs...)
		if err != nil {
			return err
		}
		for i, v := range vs {
			out[i] = Settings{}
			if v == nil {
				continue
			}
			if err := store.Decode(v, &out[i]); err != nil {
				return err
			}
			out[i].settle(now)
		}
		return nil
	})
	return out, err
}

// Get is what is set for a target; for a scope nothing is left open. Fault:
// PEER_ID_INVALID as of Change.
func (s *Service) Get(ctx context.Context, id user.ID, t Target) (out Settings, err error) {
	if t.key() == nil {
		return out, errPeer
	}
	err = s.store.View(ctx, func(r store.Reader) (err error) {
		if err := s.met(r, id, t.Peer); err != nil {
			return err
		}
		out, err = load(r, id.Owner(), t)
		return err
	})
	out.settle(s.clock.Now().Unix())
	if t.Scope != 0 {
		out.whole()
	}
	return out, err
}
