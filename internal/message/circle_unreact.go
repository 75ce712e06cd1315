package message

import (
	"context"

	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// maxUnreact is how many of the newest messages of a basic group are looked at for
// somebody's reactions.
const maxUnreact = 10_000

// unreactIn is Unreact in a basic group.
func (s *Service) unreactIn(ctx context.Context, a user.Actor, chat peer.Peer, id int, who user.ID) (Change, error) {
	var c Change
	err := s.gather(ctx, a, chat, func(g *circle) error {
		c = Change{}
		if err := g.moderates(); err != nil {
			return err
		}
		_, m, err := g.both(id)
		if err != nil {
			return err
		}
		if !g.unreact(m, who) {
			return errReactorID
		}
		return g.copied(&c)
	})
	return c, err
}

// unreactAllIn is UnreactAll in a basic group, for its newest messages.
func (s *Service) unreactAllIn(ctx context.Context, a user.Actor, chat peer.Peer, who user.ID) error {
	const page = 5 * chunk
	below := 0
	for range maxUnreact / page {
		next := 0
		err := s.gather(ctx, a, chat, func(g *circle) error {
			if err := g.moderates(); err != nil {
				return err
			}
			ms, err := scanMessages(g.tx, g.owner, chat, 0, below, true, page)
			if err != nil {
				return err
			}
			for i := range ms {
				g.unreact(&ms[i], who)
			}
			if next = 0; len(ms) == page {
				next = ms[page-1].ID
			}
			return g.copied(&Change{})
		})
		if err != nil || next == 0 {
			return err
		}
		below = next
	}
	return nil
}

// moderates refuses who may not delete what others do.
func (g *circle) moderates() error {
	if err := g.inside(); err != nil {
		return err
	}
	if !g.in.Stand.Has(right.DeleteMessages) {
		return errAdmin
	}
	return nil
}

// unreact takes back with what somebody has reacted to m, and says whether that was
// anything.
func (g *circle) unreact(m *Message, who user.ID) bool {
	rest, had := m.Reactions.with(who, nil, Reaction{})
	if had {
		m.Reactions = rest
		putMessage(g.tx, g.owner, m)
		g.box.Append(update.Event{Kind: update.Reactions, Peer: g.chat(), ID: m.ID, Origin: g.a.Origin})
	}
	return had
}
