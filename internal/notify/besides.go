package notify

import (
	"context"

	"heliograph/internal/store"
	"heliograph/internal/user"
)

// From says whose doings are told.
type From int

// The choices. The numbers are on disk.
const (
	FromNobody   From = 0
	FromContacts From = 1
	FromAll      From = 2
)

// Reactions is what one is told of reactions and votes.
type Reactions struct {
	Messages  From  `cbor:"1,keyasint"` // reactions to one's messages
	Stories   From  `cbor:"2,keyasint"` // reactions to one's stories
	PollVotes From  `cbor:"3,keyasint"` // votes in one's polls
	Sound     Sound `cbor:"4,keyasint,omitzero"`
	Previews  bool  `cbor:"5,keyasint"`
}

// besides is what one is told of besides messages.
type besides struct {
	SignUpSilent bool       `cbor:"1,keyasint,omitempty"`
	Reactions    *Reactions `cbor:"2,keyasint,omitempty"` // nil: as every account begins
}

// SignUpSilent says whether a box's owner does not want to hear that a contact
// has joined.
func SignUpSilent(r store.Reader, box store.Owner) (bool, error) {
	var b besides
	_, err := store.Load(r, box, besidesRecord(), &b)
	return b.SignUpSilent, err
}

// SignUpSilent says whether id does not want to hear that a contact has joined.
func (s *Service) SignUpSilent(ctx context.Context, id user.ID) (silent bool, err error) {
	err = s.store.View(ctx, func(r store.Reader) error {
		silent, err = SignUpSilent(r, id.Owner())
		return err
	})
	return silent, err
}

// SetSignUpSilent chooses whether the actor hears that a contact has joined.
func (s *Service) SetSignUpSilent(ctx context.Context, a user.Actor, silent bool) error {
	return s.changeBesides(ctx, a, func(b *besides) { b.SignUpSilent = silent })
}

// Reactions is what id is told of reactions and votes.
func (s *Service) Reactions(ctx context.Context, id user.ID) (Reactions, error) {
	out := Reactions{Messages: FromContacts, Stories: FromContacts, PollVotes: FromContacts, Previews: true}
	err := s.store.View(ctx, func(r store.Reader) error {
		var b besides
		_, err := store.Load(r, id.Owner(), besidesRecord(), &b)
		if b.Reactions != nil {
			out = *b.Reactions
		}
		return err
	})
	return out, err
}

// SetReactions chooses what the actor is told of reactions and votes. Fault:
// SETTINGS_INVALID.
func (s *Service) SetReactions(ctx context.Context, a user.Actor, r Reactions) error {
	if err := r.Sound.check(); err != nil {
		return err
	}
	return s.changeBesides(ctx, a, func(b *besides) { b.Reactions = &r })
}

func (s *Service) changeBesides(ctx context.Context, a user.Actor, change func(*besides)) error {
	return s.store.Update(ctx, []store.Owner{a.ID.Owner()}, func(tx store.Tx) error {
		var b besides
		if _, err := store.Load(tx, a.ID.Owner(), besidesRecord(), &b); err != nil {
			return err
		}
		change(&b)
		tx.Put(a.ID.Owner(), besidesRecord(), store.Encode(&b))
		return nil
	})
}
