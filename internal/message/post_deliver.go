package message

import (
	"context"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// IsSlow says whether err is that a member writes too often, and after how many seconds
// they may write again.
func IsSlow(err error) (seconds int, slow bool) {
	f := fault.As(err)
	if f == nil || f.Code != "SLOWMODE_WAIT_%d" {
		return 0, false
	}
	return f.N, true
}

// mayWrite says, before anything is written, whether the actor may write to a chat what
// is restricted by kinds; how often they write is not looked at. Faults: those of
// writing there.
func (s *Service) mayWrite(ctx context.Context, a user.Actor, chat peer.Peer, kinds right.Ban) error {
	if chat.Kind == peer.Chat {
		if err := s.known(ctx, a.ID, chat); err != nil {
			return err
		}
	}
	if chat.Kind == peer.User {
		if err := s.reachable(ctx, chat); err != nil {
			return err
		}
		_, err := s.hearers(ctx, a, chat)
		return err
	}
	now := s.clock.Now().Unix()
	return s.store.View(ctx, func(r store.Reader) error {
		in, err := channel.Open(r, channel.ID(chat.ID), a.ID, now)
		if err != nil {
			return err
		}
		in.Slow = 0
		return in.MayWrite(kinds, now)
	})
}

// restricted is what a draft is that somebody may not be allowed to send.
func (d *Draft) restricted() right.Ban {
	if d.Poll != nil {
		return right.SendPolls
	}
	m := Message{Media: d.Media}
	return m.restricted()
}

// replies says whether what a draft answers can be answered.
func (s *Service) replies(ctx context.Context, a user.Actor, d *Draft) error {
	if d.Reply == nil {
		return nil
	}
	chat := d.Reply.in(d.To)
	if chat.Kind == peer.Channel {
		ms, err := s.Posts(ctx, a, chat, d.Reply.ID)
		if err == nil && len(ms) == 0 {
			err = errReply
		}
		return err
	}
	ms, err := s.ByID(ctx, a, d.Reply.ID)
	if err == nil && (len(ms) == 0 || ms[0].Peer != chat) {
		err = errReply
	}
	return err
}

// unsigned is a prepared message as it will be seen, as far as that is known: in whose
// name it is is decided when it is delivered.
func (s *Service) unsigned(ctx context.Context, a user.Actor, m *Message) error {
	if m.Peer.Kind != peer.Channel {
		return nil
	}
	return s.store.View(ctx, func(r store.Reader) error {
		now := s.clock.Now().Unix()
		in, err := channel.Enter(r, channel.ID(m.Peer.ID), a.ID, now)
		if err != nil {
			return err
		}
		err = (&hall{in: &in}).speak(r, now, a, m)
		m.Viewed, m.Author = false, ""
		return err
	})
}

// deliverPost is Deliver to a channel.
func (s *Service) deliverPost(ctx context.Context, a user.Actor, m Message, random int64, within Within) (Change, error) {
	n, err := s.replying(ctx, a, m.Peer, m.Reply)
	if err != nil {
		return Change{}, err
	}
	if err := s.look(ctx, &m); err != nil {
		return Change{}, err
	}
	named, err := s.mentioned(ctx, m.Text)
	if err != nil {
		return Change{}, err
	}
	signature, err := s.nameOf(ctx, a.ID)
	if err != nil {
		return Change{}, err
	}
	boxes := []store.Owner{m.Peer.Owner()}
	prepared := m
	if m.Media, err = s.ripen(ctx, m.Media, boxes); err != nil {
		return Change{}, err
	}
	if m.Author = signature; m.As == m.Peer { // whether it is so still is seen anew
		m.As = peer.Peer{}
	}
	var c Change
	fresh := false
	err = s.run(ctx, []store.Owner{m.Peer.Owner(), a.ID.Owner()}, func(tx *update.Tx, ts timers) error {
		c = Change{}
		h, err := s.enter(tx, a.ID, m.Peer)
		if err != nil {
			return err
		}
		h.timers, h.names = ts, n
		out := m
		if fresh, err = h.write(a, &out, named, random, &c); err != nil {
			return err
		}
		events, err := within(tx, &c.Messages[len(c.Messages)-1])
		c.Events = append(c.Events, events...)
		return err
	})
	s.follow(&c, boxes)
	if m.Media != nil && (err != nil || !fresh) {
		s.drop(ctx, m.Media.Poll, boxes, err)
	}
	if err == nil {
		s.Discard(ctx, a, prepared)
	}
	return c, err
}
