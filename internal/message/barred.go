package message

import (
	"context"

	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

var (
	errYouBlocked = fault.New(fault.Invalid, "YOU_BLOCKED_USER")
	errIsBlocked  = fault.New(fault.Invalid, "USER_IS_BLOCKED")
)

// barred is who of a private chat has blocked the other.
type barred struct {
	by   bool // the actor
	from bool // the other one
}

func (s *Service) barred(ctx context.Context, a user.Actor, to peer.Peer) (b barred, err error) {
	if to.Kind != peer.User || len(owners(a.ID, to)) == 1 {
		return b, nil
	}
	b.by, b.from, err = s.privacy.Barred(ctx, a.ID, user.ID(to.ID))
	return b, err
}

// hearers is to whose boxes a new message of the actor's is written. Who blocked
// the actor does not hear it, and the actor does not hear of that: the message
// stays as one that nobody has read. Faults: YOU_BLOCKED_USER; USER_IS_BLOCKED for
// bots, which are told.
func (s *Service) hearers(ctx context.Context, a user.Actor, to peer.Peer) ([]store.Owner, error) {
	boxes := owners(a.ID, to)
	b, err := s.barred(ctx, a, to)
	switch {
	case err != nil:
		return nil, err
	case b.by:
		return nil, errYouBlocked
	case b.from && a.Bot:
		return nil, errIsBlocked
	case b.from:
		return boxes[:1], nil
	}
	return boxes, nil
}

// change says whether the actor may change what m says: not in the box of who
// blocked the actor.
func (b barred) change(m *Message) error {
	if b.from && m.Other != 0 {
		return errIsBlocked
	}
	return nil
}

// touch says whether the actor may do something to both copies of m, or to both
// sides of the chat where m is nil.
func (b barred) touch(m *Message) error {
	switch {
	case m != nil && m.Other == 0:
		return nil
	case b.by:
		return errYouBlocked
	case b.from:
		return errIsBlocked
	}
	return nil
}
