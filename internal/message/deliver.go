package message

import (
	"context"

	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Prepare is a message as Send would write it, for one that is delivered later.
// Faults: those of Send.
func (s *Service) Prepare(ctx context.Context, a user.Actor, d Draft) (Message, error) {
	t, err := text.Normal(d.Text, s.limits.Length)
	if err != nil {
		return Message{}, err
	}
	if d.Reply, err = s.normalReply(d.Reply); err != nil {
		return Message{}, err
	}
	if err := s.reachable(ctx, d.To); err != nil {
		return Message{}, err
	}
	if _, err := s.hearers(ctx, a, d.To); err != nil {
		return Message{}, err
	}
	if d.Reply != nil {
		ms, err := s.ByID(ctx, a, d.Reply.ID)
		if err != nil {
			return Message{}, err
		}
		if chat := d.Reply.in(d.To); len(ms) == 0 || ms[0].Peer != chat {
			return Message{}, errReply
		}
	}
	return Message{From: a.ID, Peer: d.To, Text: t, Reply: d.Reply, Silent: d.Silent, NoWebpage: d.NoWebpage, Inverted: d.Inverted}, nil
}

// PrepareForwards is messages as ForwardAll would write them. Faults: those of
// ForwardAll, and MEDIA_INVALID for a poll, which nothing would hold until then.
func (s *Service) PrepareForwards(ctx context.Context, a user.Actor, q Copy) ([]Message, error) {
	if err := s.checkCopy(&q); err != nil {
		return nil, err
	}
	if err := s.reachable(ctx, q.To); err != nil {
		return nil, err
	}
	if _, err := s.hearers(ctx, a, q.To); err != nil {
		return nil, err
	}
	n, err := s.copying(ctx, a, q.IDs)
	if err != nil {
		return nil, err
	}
	var out []Message
	err = s.store.View(ctx, func(r store.Reader) error {
		ms, err := sources(r, a.ID.Owner(), q)
		out = out[:0]
		for _, m := range ms {
			f := forwarded(a, m, q, n)
			if f.Media != nil && f.Media.Poll != nil {
				return errMedia
			}
			f.Peer = q.To
			out = append(out, f)
		}
		return err
	})
	return out, err
}

// Within is run in the transaction that writes a message, after it was written;
// the events are told with it. An error undoes everything.
type Within func(tx *update.Tx, sent *Message) ([]update.Event, error)

// Deliver writes a prepared message to its chat, now. Faults: those of Send.
func (s *Service) Deliver(ctx context.Context, a user.Actor, m Message, random int64, within Within) (Change, error) {
	if err := s.reachable(ctx, m.Peer); err != nil {
		return Change{}, err
	}
	n, err := s.replying(ctx, a, m.Peer, m.Reply)
	if err != nil {
		return Change{}, err
	}
	to := m.Peer
	boxes, err := s.hearers(ctx, a, to)
	if err != nil {
		return Change{}, err
	}
	var c Change
	err = s.run(ctx, boxes, func(tx *update.Tx, ts timers) error {
		c = Change{}
		p, err := s.openPair(tx, a, to, boxes)
		if err != nil {
			return err
		}
		p.timers, p.names = ts, n
		if _, err := p.write(m, random, &c); err != nil {
			return err
		}
		events, err := within(tx, &c.Messages[len(c.Messages)-1])
		if err != nil {
			return err
		}
		c.Events = append(c.Events, events...)
		return p.save()
	})
	return c, err
}
