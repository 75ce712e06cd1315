// Package draft keeps what a person has written but not sent, for all devices.
//
// Owns the records 'f' (peer) of a user's box. Must not know how a message is
// sent; message clears a draft in its own transaction through Clear.
package draft

import (
	"context"

	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Draft is an unsent message.
type Draft struct {
	Peer      peer.Peer `cbor:"-"`
	Text      text.Text `cbor:"1,keyasint,omitzero"`
	ReplyTo   int       `cbor:"2,keyasint,omitempty"`
	NoWebpage bool      `cbor:"3,keyasint,omitempty"`
	Date      int64     `cbor:"4,keyasint,omitempty"`
}

// IsZero says whether there is nothing in the draft.
func (d *Draft) IsZero() bool { return d.Text.String == "" && d.ReplyTo == 0 }

// Service keeps drafts. Safe for concurrent use.
type Service struct {
	store store.Store
	log   *update.Log
	limit int
}

// Deps is what a Service needs; MaxLength 0 is 4096 characters.
type Deps struct {
	Store     store.Store
	Log       *update.Log
	MaxLength int
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Log == nil {
		panic("draft: missing dependency")
	}
	if d.MaxLength == 0 {
		d.MaxLength = 4096
	}
	return &Service{store: d.Store, log: d.Log, limit: d.MaxLength}
}

func key(p peer.Peer) store.Key { return p.Key(store.K('f')) }

var (
	errPeer    = fault.New(fault.Invalid, "PEER_ID_INVALID")
	errPrivate = fault.New(fault.Invalid, "CHANNEL_PRIVATE")
)

// Save keeps d for the actor, or removes what was kept when d is empty. Faults:
// PEER_ID_INVALID, CHANNEL_PRIVATE for a channel that the actor is not in, and those
// of text.Normal but for MESSAGE_EMPTY.
func (s *Service) Save(ctx context.Context, a user.Actor, d Draft) error {
	if d.Peer.Kind != peer.User && d.Peer.Kind != peer.Channel {
		return errPeer
	}
	if d.Text.String != "" {
		t, err := text.Normal(d.Text, s.limit)
		switch f := fault.As(err); {
		case f != nil && f.Code == "MESSAGE_EMPTY":
			t = text.Text{}
		case err != nil:
			return err
		}
		d.Text = t
	}
	return s.log.Run(ctx, []store.Owner{a.ID.Owner()}, func(tx *update.Tx) error {
		box, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		if d.Peer.Kind == peer.Channel { // whoever is in it has it on the list of chats
			switch _, in, err := dialog.Load(tx, a.ID.Owner(), d.Peer); {
			case err != nil:
				return err
			case !in:
				return errPrivate
			}
		}
		if d.IsZero() {
			_, err := Clear(tx, box, a, d.Peer)
			return err
		}
		d.Date = tx.Now()
		tx.Put(a.ID.Owner(), key(d.Peer), store.Encode(&d))
		box.Append(update.Event{Kind: update.Draft, Peer: d.Peer, Origin: a.Origin})
		return nil
	})
}

// Clear removes the draft for p inside a transaction that opened the actor's
// box, and says whether there was one.
func Clear(tx *update.Tx, box *update.Box, a user.Actor, p peer.Peer) (bool, error) {
	b, err := tx.Get(a.ID.Owner(), key(p))
	if err != nil || b == nil {
		return false, err
	}
	tx.Delete(a.ID.Owner(), key(p))
	box.Append(update.Event{Kind: update.Draft, Peer: p, Origin: a.Origin})
	return true, nil
}

// All is every draft of a person.
func (s *Service) All(ctx context.Context, id user.ID) ([]Draft, error) {
	var out []Draft
	err := s.store.View(ctx, func(r store.Reader) error {
		rows, err := r.Scan(id.Owner(), store.K('f'), store.K('f').End(), false, 0)
		out = make([]Draft, len(rows))
		for i, row := range rows {
			if err := store.Decode(row.Value, &out[i]); err != nil {
				return err
			}
			out[i].Peer = peer.FromKey(row.Key, 1)
		}
		return err
	})
	return out, err
}

// Of is the person's drafts for peers, zero where there is none.
func (s *Service) Of(ctx context.Context, id user.ID, peers ...peer.Peer) ([]Draft, error) {
	out := make([]Draft, len(peers))
	if len(peers) == 0 {
		return out, nil
	}
	refs := make([]store.Ref, len(peers))
	for i, p := range peers {
		refs[i] = store.Ref{Owner: id.Owner(), Key: key(p)}
	}
	err := s.store.View(ctx, func(r store.Reader) error {
		vs, err := r.GetMany(refs...)
		for i, v := range vs {
			if v != nil {
				if err := store.Decode(v, &out[i]); err != nil {
					return err
				}
			}
			out[i].Peer = peers[i]
		}
		return err
	})
	return out, err
}

// ClearAll removes every draft of the actor.
func (s *Service) ClearAll(ctx context.Context, a user.Actor) error {
	return s.log.Run(ctx, []store.Owner{a.ID.Owner()}, func(tx *update.Tx) error {
		box, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		rows, err := tx.Scan(a.ID.Owner(), store.K('f'), store.K('f').End(), false, 0)
		for _, row := range rows {
			if _, err := Clear(tx, box, a, peer.FromKey(row.Key, 1)); err != nil {
				return err
			}
		}
		return err
	})
}
