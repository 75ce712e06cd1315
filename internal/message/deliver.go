package message

import (
	"context"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Prepare is a message as Send would write it, for one that is delivered later.
// What it shows of a poll is kept by the actor's box until Deliver or Discard; a
// die is thrown when it is delivered. Faults: those of Send, MEDIA_INVALID for a
// live location.
func (s *Service) Prepare(ctx context.Context, a user.Actor, d Draft) (Message, error) {
	var err error
	if d.To.Kind != peer.Channel {
		if err = unvoiced(a, d.As); err != nil {
			return Message{}, err
		}
		d.As = peer.Peer{}
	}
	if d.Reply, err = s.normalReply(d.Reply); err != nil {
		return Message{}, err
	}
	if err := s.mayWrite(ctx, a, d.To, d.restricted()); err != nil {
		return Message{}, err
	}
	if err := s.replies(ctx, a, &d); err != nil {
		return Message{}, err
	}
	if d.Media != nil && d.Media.Live != nil {
		return Message{}, errMedia
	}
	if d.Poll != nil {
		later := *d.Poll
		later.Waits, d.Poll = true, &later
	}
	m, err := s.compose(ctx, a, &d, own(a))
	m.Peer, m.Media = d.To, m.Media.unthrown()
	if err == nil {
		m.Preview, err = s.prepared(ctx, a.ID, m.Preview)
	}
	if err == nil {
		err = s.unsigned(ctx, a, &m)
	}
	return m, err
}

// own is the actor's box alone.
func own(a user.Actor) []store.Owner { return []store.Owner{a.ID.Owner()} }

// unthrown is m with a die that is still to be thrown.
func (m *Media) unthrown() *Media {
	if m == nil || m.Dice == nil {
		return m
	}
	return &Media{Dice: &Dice{Emoji: m.Dice.Emoji}}
}

// PrepareForwards is messages as ForwardAll would write them, as Prepare makes
// them. Faults: those of ForwardAll.
func (s *Service) PrepareForwards(ctx context.Context, a user.Actor, q Copy) ([]Message, error) {
	if err := s.checkCopy(&q); err != nil {
		return nil, err
	}
	if q.To.Kind != peer.Channel {
		if err := unvoiced(a, q.As); err != nil {
			return nil, err
		}
	}
	if err := s.mayWrite(ctx, a, q.To, 0); err != nil {
		return nil, err
	}
	n, err := s.copying(ctx, a, q.From, q.IDs)
	if err != nil {
		return nil, err
	}
	var out []Message
	now := s.clock.Now().Unix()
	err = s.store.View(ctx, func(r store.Reader) error {
		ms, err := sources(r, now, a.ID, q)
		out = out[:0]
		for _, m := range ms {
			f := forwarded(a, m, q, n)
			f.Peer, f.As, f.Preview = q.To, q.As, f.Preview.later()
			out = append(out, f)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range out {
		if err := s.unsigned(ctx, a, &out[i]); err != nil {
			return nil, err
		}
	}
	held, err := s.holdAgain(ctx, out, own(a))
	for i, p := range held {
		if p != nil {
			out[i].Media = &Media{Poll: p}
		}
	}
	return out, err
}

// Reprepare is a prepared message after an edit. Faults: MEDIA_PREV_INVALID for
// other media than it has, and for a text beside such that have none, and those
// of Prepare.
func (s *Service) Reprepare(ctx context.Context, a user.Actor, m Message, w Rewrite) (Message, error) {
	var err error
	if w.Media != nil {
		if m.Media == nil || !m.Media.like(w.Media) {
			return m, errPrevMedia
		}
		m.Media, err = s.normalMedia(ctx, a, w.Media)
		m.Media = m.Media.unthrown()
	}
	if w.Text == nil && w.Link == nil || w.Media != nil && (w.Text == nil || w.Text.String == "") || err != nil {
		return m, err
	}
	e := edition{Rewrite: w, of: &m}
	if err := s.reword(&e, &m); err != nil {
		return m, err
	}
	if err := s.lookFor(ctx, &e, a); err != nil {
		return m, err
	}
	m.Text, m.NoWebpage = e.text, w.NoWebpage
	if w.Inverted != nil {
		m.Inverted = *w.Inverted
	}
	m.Preview, err = s.prepared(ctx, a.ID, e.preview)
	return m, err
}

// like says whether o is of the same kind, and one that can be made anew.
func (m *Media) like(o *Media) bool {
	return m.Contact != nil && o.Contact != nil || m.Geo != nil && o.Geo != nil || m.Venue != nil && o.Venue != nil ||
		m.Dice != nil && o.Dice != nil || m.Todo != nil && o.Todo != nil
}

// Discard lets go of what prepared messages hold that are not to be delivered.
func (s *Service) Discard(ctx context.Context, a user.Actor, ms ...Message) {
	for i := range ms {
		if ms[i].Media != nil {
			s.drop(ctx, ms[i].Media.Poll, own(a), nil)
		}
	}
}

// ripen is the media of a prepared message as they are delivered to boxes: a die
// is thrown, and a poll is held by the message.
func (s *Service) ripen(ctx context.Context, m *Media, boxes []store.Owner) (*Media, error) {
	switch {
	case m == nil:
		return nil, nil
	case m.Dice != nil && m.Dice.Value == 0:
		d, err := throw(m.Dice.Emoji)
		return &Media{Dice: d}, err
	case m.Poll != nil:
		held, err := s.holdAgain(ctx, []Message{{Media: m}}, boxes)
		if err != nil {
			return nil, err
		}
		return &Media{Poll: held[0]}, nil
	}
	return m, nil
}

// Within is run in the transaction that writes a message, after it was written;
// the events are told with it. An error undoes everything.
type Within func(tx *update.Tx, sent *Message) ([]update.Event, error)

// look shows in a prepared message the page that it links to, as that is by now.
func (s *Service) look(ctx context.Context, m *Message) error {
	p := m.Preview
	if p == nil || p.ID != 0 {
		return nil
	}
	r, err := s.previews.Look(ctx, 0, p.URL)
	if err == nil {
		m.Preview = found(p, r)
	}
	return err
}

// Deliver writes a prepared message to its chat, now. Faults: those of Send.
func (s *Service) Deliver(ctx context.Context, a user.Actor, m Message, random int64, within Within) (Change, error) {
	switch m.Peer.Kind {
	case peer.Channel:
		return s.deliverPost(ctx, a, m, random, within)
	case peer.Chat:
		return s.deliverIn(ctx, a, m, random, within)
	}
	if err := s.reachable(ctx, m.Peer); err != nil {
		return Change{}, err
	}
	n, err := s.replying(ctx, a, m.Peer, m.Reply)
	if err != nil {
		return Change{}, err
	}
	if err := s.look(ctx, &m); err != nil {
		return Change{}, err
	}
	to := m.Peer
	boxes, err := s.hearers(ctx, a, to)
	if err != nil {
		return Change{}, err
	}
	prepared := m
	if m.Media, err = s.ripen(ctx, m.Media, boxes); err != nil {
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
	s.follow(&c, boxes)
	switch {
	case err == nil:
		s.Discard(ctx, a, prepared)
	case m.Media != nil:
		s.drop(ctx, m.Media.Poll, boxes, err)
	}
	return c, err
}
