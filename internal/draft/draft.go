// Package draft keeps what a person has written but not sent, for all devices.
//
// Owns the records 'f' (peer) of a user's box, and 'f' (peer, topic) for topics. Must not know how a message is
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
	Topic     int       `cbor:"-"` // of a forum, or the first message of a thread; 0: the chat
	Text      text.Text `cbor:"1,keyasint,omitzero"`
	ReplyTo   int       `cbor:"2,keyasint,omitempty"`
	NoWebpage bool      `cbor:"3,keyasint,omitempty"`
	Date      int64     `cbor:"4,keyasint,omitempty"`
}

// Place is where one writes: a chat, or a topic in it.
type Place struct {
	Peer  peer.Peer
	Topic int // 0: the chat
}

// maxTopics is of how many topics of a chat drafts are kept: the oldest goes.
const maxTopics = 200

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

func (p Place) key() store.Key {
	k := p.Peer.Key(store.K('f'))
	if p.Topic != 0 {
		k = k.Int(int64(p.Topic))
	}
	return k
}

// place is the Place that a key is of.
func place(k store.Key) Place {
	p := Place{Peer: peer.FromKey(k, 1)}
	if at := len(p.key()); len(k) > at {
		p.Topic = int(store.IntAt(k, at))
	}
	return p
}

// at is where d is to be written.
func (d *Draft) at() Place { return Place{d.Peer, d.Topic} }

var (
	errPeer    = fault.New(fault.Invalid, "PEER_ID_INVALID")
	errPrivate = fault.New(fault.Invalid, "CHANNEL_PRIVATE")
)

// Save keeps d for the actor, or removes what was kept when d is empty. Faults:
// PEER_ID_INVALID, CHANNEL_PRIVATE for a channel that the actor is not in, and those
// of text.Normal but for MESSAGE_EMPTY.
func (s *Service) Save(ctx context.Context, a user.Actor, d Draft) error {
	if d.Peer.IsZero() {
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
		if d.Peer.Kind != peer.User { // whoever is in it has it on the list of chats
			switch _, in, err := dialog.Load(tx, a.ID.Owner(), d.Peer); {
			case err != nil:
				return err
			case !in && d.Peer.Kind == peer.Chat:
				return errPeer
			case !in:
				return errPrivate
			}
		}
		if d.IsZero() {
			_, err := ClearIn(tx, box, a, d.at())
			return err
		}
		if err := makeRoom(tx, box, a, d.at()); err != nil {
			return err
		}
		d.Date = tx.Now()
		tx.Put(a.ID.Owner(), d.at().key(), store.Encode(&d))
		box.Append(update.Event{Kind: update.Draft, Peer: d.Peer, ID: d.Topic, Origin: a.Origin})
		return nil
	})
}

// Clear removes the draft for p inside a transaction that opened the actor's
// box, and says whether there was one.
func Clear(tx *update.Tx, box *update.Box, a user.Actor, p peer.Peer) (bool, error) {
	return ClearIn(tx, box, a, Place{Peer: p})
}

// ClearIn is Clear for a topic.
func ClearIn(tx *update.Tx, box *update.Box, a user.Actor, p Place) (bool, error) {
	b, err := tx.Get(a.ID.Owner(), p.key())
	if err != nil || b == nil {
		return false, err
	}
	tx.Delete(a.ID.Owner(), p.key())
	box.Append(update.Event{Kind: update.Draft, Peer: p.Peer, ID: p.Topic, Origin: a.Origin})
	return true, nil
}

// ClearChat is Clear for a chat with all its topics.
func ClearChat(tx *update.Tx, box *update.Box, a user.Actor, p peer.Peer) error {
	from := Place{Peer: p}.key()
	rows, err := tx.Scan(a.ID.Owner(), from, from.End(), false, 0) // bounded: see makeRoom
	for _, row := range rows {
		if _, err := ClearIn(tx, box, a, place(row.Key)); err != nil {
			return err
		}
	}
	return err
}

// Topics is the topics of a chat that a person has drafts for.
func Topics(r store.Reader, id user.ID, p peer.Peer) (out []int, err error) {
	from := Place{Peer: p}.key()
	rows, err := r.Scan(id.Owner(), from, from.End(), false, 0) // bounded: see makeRoom
	for _, row := range rows {
		if at := place(row.Key); at.Topic != 0 {
			out = append(out, at.Topic)
		}
	}
	return out, err
}

// makeRoom removes the oldest draft of a chat's topics before there are too many.
func makeRoom(tx *update.Tx, box *update.Box, a user.Actor, p Place) error {
	if p.Topic == 0 {
		return nil
	}
	from := Place{Peer: p.Peer}.key()
	rows, err := tx.Scan(a.ID.Owner(), from, from.End(), false, 0)
	if err != nil || len(rows) < maxTopics {
		return err
	}
	var oldest Draft
	for _, row := range rows {
		at := place(row.Key)
		if at == p { // it is written anew
			return nil
		}
		var d Draft
		if err := store.Decode(row.Value, &d); err != nil {
			return err
		}
		if d.Peer, d.Topic = at.Peer, at.Topic; at.Topic != 0 && (oldest.Date == 0 || d.Date < oldest.Date) {
			oldest = d
		}
	}
	_, err = ClearIn(tx, box, a, oldest.at())
	return err
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
			at := place(row.Key)
			out[i].Peer, out[i].Topic = at.Peer, at.Topic
		}
		return err
	})
	return out, err
}

// Of is the person's drafts for peers, zero where there is none.
func (s *Service) Of(ctx context.Context, id user.ID, peers ...peer.Peer) ([]Draft, error) {
	at := make([]Place, len(peers))
	for i, p := range peers {
		at[i].Peer = p
	}
	return s.At(ctx, id, at...)
}

// At is Of for topics.
func (s *Service) At(ctx context.Context, id user.ID, at ...Place) ([]Draft, error) {
	out := make([]Draft, len(at))
	if len(at) == 0 {
		return out, nil
	}
	refs := make([]store.Ref, len(at))
	for i, p := range at {
		refs[i] = store.Ref{Owner: id.Owner(), Key: p.key()}
	}
	err := s.store.View(ctx, func(r store.Reader) error {
		vs, err := r.GetMany(refs...)
		for i, v := range vs {
			if v != nil {
				if err := store.Decode(v, &out[i]); err != nil {
					return err
				}
			}
			out[i].Peer, out[i].Topic = at[i].Peer, at[i].Topic
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
			if _, err := ClearIn(tx, box, a, place(row.Key)); err != nil {
				return err
			}
		}
		return err
	})
}
