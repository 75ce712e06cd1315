package message

import (
	"context"
	"errors"

	"heliograph/internal/channel"
	"heliograph/internal/id"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// circle is a basic group inside a transaction of its owner and of the actor's box,
// which has followed it up to there. What the actor does is written to the group
// first, and from there the actor's box gets its copy as every member's does.
type circle struct {
	*hall
	a user.Actor
	f *follower
}

// Follows refuses who never was in a basic group. Fault: PEER_ID_INVALID.
func Follows(r store.Reader, who user.ID, chat peer.Peer) error {
	ok, err := Met(r, who, chat)
	if err == nil && !ok {
		err = errPeer
	}
	return err
}

// Met says whether somebody is or was in a basic group.
func Met(r store.Reader, who user.ID, chat peer.Peer) (bool, error) {
	b, err := r.Get(who.Owner(), cursorKey(chat))
	return b != nil, err
}

// known is Follows outside of a transaction.
func (s *Service) known(ctx context.Context, who user.ID, chat peer.Peer) error {
	return s.store.View(ctx, func(r store.Reader) error { return Follows(r, who, chat) })
}

// gather runs fn in a basic group as the actor stands in it, whatever that is, if the
// actor ever was. Faults: PEER_ID_INVALID.
func (s *Service) gather(ctx context.Context, a user.Actor, chat peer.Peer, fn func(*circle) error) error {
	if err := s.known(ctx, a.ID, chat); err != nil {
		return err
	}
	return s.spread(ctx, channel.ID(chat.ID), a.ID.Owner(), func(tx *update.Tx, ts timers) error {
		g, err := s.circle(tx, a, chat, ts)
		if err != nil {
			return err
		}
		return fn(g)
	})
}

// circle opens a basic group in a transaction of spread.
func (s *Service) circle(tx *update.Tx, a user.Actor, chat peer.Peer, ts timers) (*circle, error) {
	group := channel.ID(chat.ID)
	in, err := channel.Open(tx, group, a.ID, tx.Now())
	if err != nil {
		return nil, err
	}
	h, err := s.open(tx, &in)
	if err != nil {
		return nil, err
	}
	h.timers = ts
	f, err := s.newFollower(tx, a.ID, group, ts)
	if err != nil {
		return nil, err
	}
	if err := f.catchUp(); err != nil {
		return nil, err
	}
	f.act, f.c = true, Change{}
	return &circle{hall: h, a: a, f: f}, nil
}

// inside refuses who is not in the group. Faults: CHAT_ID_INVALID, and
// CHAT_WRITE_FORBIDDEN where it has become a supergroup.
func (g *circle) inside() error {
	if !g.in.Me.In || g.in.Deleted {
		return errChat
	}
	if g.in.To != 0 {
		return errWrite
	}
	return nil
}

// copied has the actor's box follow what was written, and adds what that came to to c.
func (g *circle) copied(c *Change) error {
	if err := g.f.catchUp(); err != nil {
		return err
	}
	c.Events, c.Messages = append(c.Events, g.f.c.Events...), append(c.Messages, g.f.c.Messages...)
	g.f.c = Change{}
	return nil
}

// Spread implements channel.Followers.
func (s *Service) Spread(ctx context.Context, group channel.ID, with store.Owner, fn func(*update.Tx) error) error {
	return s.spread(ctx, group, with, func(tx *update.Tx, ts timers) error {
		s.acts.Store(tx, ts)
		defer s.acts.Delete(tx)
		return fn(tx)
	})
}

// spread runs fn in a transaction of a group and of one more owner, after which all
// follow who are to.
func (s *Service) spread(ctx context.Context, group channel.ID, with store.Owner, fn func(*update.Tx, timers) error) error {
	for {
		if err := s.rouse(ctx, group); err != nil {
			return err
		}
		err := s.run(ctx, []store.Owner{group.Owner(), with}, fn)
		if err == nil || errors.Is(err, store.ErrUnknown) {
			s.fans.add(group)
		}
		if !errors.Is(err, errBehind) {
			return err
		}
		if err := s.Catch(ctx, user.ID(peer.FromOwner(with).ID), group); err != nil {
			return err
		}
	}
}

// Follow implements channel.Followers.
func (s *Service) Follow(tx *update.Tx, who user.ID, group channel.ID) ([]update.Event, error) {
	ts := timers{}
	if held, ok := s.acts.Load(tx); ok {
		ts = held.(timers)
	}
	f, err := s.newFollower(tx, who, group, ts)
	if err != nil {
		return nil, err
	}
	f.act = true
	if err := f.catchUp(); err != nil {
		return nil, err
	}
	return f.answer(), nil
}

// answer is what a box was told, as the answer to the request that made it: that names
// service messages by a random id, as TDLib wants.
func (f *follower) answer() []update.Event {
	for i := range f.c.Events {
		if e := &f.c.Events[i]; e.Kind == update.NewMessage && e.Random == 0 {
			e.Random = id.Int64()
		}
	}
	return f.c.Events
}

// Catch has the box of somebody follow a group to the end of its log.
func (s *Service) Catch(ctx context.Context, who user.ID, group channel.ID) error {
	for more := true; more; {
		err := s.run(ctx, []store.Owner{who.Owner()}, func(tx *update.Tx, ts timers) error {
			f, err := s.newFollower(tx, who, group, ts)
			if err == nil {
				more, err = f.step(followed)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
