package message

import (
	"context"
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Copy is a request to forward messages.
type Copy struct {
	From    peer.Peer // the chat they are in; zero: look it up by id
	IDs     []int
	To      peer.Peer
	Randoms []int64 // one for each id
	Silent  bool
	Anonym  bool      // drop_author: as if the actor had written them
	Bare    bool      // drop_media_captions: media without the texts beside them
	Topic   int       // of a forum, 0: General
	As      peer.Peer // as in Draft
}

// ForwardAll writes messages once more, to another chat, with a note of where
// they come from; all or none of them. Faults: those of Send,
// MESSAGE_IDS_EMPTY, MESSAGE_ID_INVALID, RANDOM_ID_INVALID, LIMIT_INVALID,
// CHAT_FORWARDS_RESTRICTED, SLOWMODE_MULTI_MSGS_DISABLED.
func (s *Service) ForwardAll(ctx context.Context, a user.Actor, q Copy) (Change, error) {
	if err := s.checkCopy(&q); err != nil {
		return Change{}, err
	}
	if q.To.Kind != peer.Channel {
		if err := unvoiced(a, q.As); err != nil {
			return Change{}, err
		}
	}
	w, err := s.wayTo(ctx, a, q.To)
	if err != nil {
		return Change{}, err
	}
	n, err := s.copying(ctx, a, q.From, q.IDs)
	if err != nil {
		return Change{}, err
	}
	held, err := s.holdSources(ctx, a, w.copies, q)
	if err != nil {
		return Change{}, err
	}
	var c Change
	var unused []*Poll
	var passed []Ref
	err = s.runTo(ctx, q.To, w.boxes, func(tx *update.Tx, ts timers) error {
		c, unused, passed = Change{}, slices.Clone(held), nil
		sources, err := sources(tx, tx.Now(), a.ID, q)
		if err != nil {
			return err
		}
		write, save, err := s.begin(tx, a, q, w, ts)
		if err != nil {
			return err
		}
		for i, m := range sources {
			out := forwarded(a, m, q, n)
			if out.Media != nil && out.Media.Poll != nil {
				out.Media = &Media{Poll: held[i]}
			}
			fresh, err := write(out, q.Randoms[i], &c)
			if err != nil {
				return err
			}
			if fresh {
				unused[i] = nil
				if p := m.Counted(); p.ID != 0 {
					passed = append(passed, p)
				}
			}
		}
		return save()
	})
	if err == nil {
		held = unused
		s.passed(ctx, passed)
	}
	s.dropAll(ctx, held, w.copies, err)
	s.follow(&c, w.copies)
	return c, err
}

// way is where new messages of somebody's to a chat are written.
type way struct {
	boxes     []store.Owner // of the transaction
	copies    []store.Owner // which of them get the messages
	signature string        // what the writer is called, for a channel
}

// wayTo is the way of the actor's messages to a chat. Faults: those of Send about
// the chat.
func (s *Service) wayTo(ctx context.Context, a user.Actor, to peer.Peer) (w way, err error) {
	if to.Kind == peer.Chat {
		w.boxes = []store.Owner{to.Owner(), a.ID.Owner()}
		w.copies = w.boxes[:1]
		return w, s.known(ctx, a.ID, to)
	}
	if to.Kind == peer.Channel {
		w.boxes = []store.Owner{to.Owner(), a.ID.Owner()}
		w.copies = w.boxes[:1]
		w.signature, err = s.nameOf(ctx, a.ID)
		return w, err
	}
	if err = s.reachable(ctx, to); err == nil {
		w.boxes, err = s.hearers(ctx, a, to)
	}
	w.copies = w.boxes
	return w, err
}

// runTo is run for what writes messages to a chat, in the boxes of a way to it.
func (s *Service) runTo(ctx context.Context, to peer.Peer, boxes []store.Owner, fn func(*update.Tx, timers) error) error {
	if to.Kind == peer.Chat {
		return s.spread(ctx, channel.ID(to.ID), boxes[1], fn)
	}
	return s.run(ctx, boxes, fn)
}

// begin opens the chat that messages are forwarded to. write writes one of them,
// save what remains to be written after the last.
func (s *Service) begin(tx *update.Tx, a user.Actor, q Copy, w way, ts timers) (write func(Message, int64, *Change) (bool, error), save func() error, err error) {
	if q.To.Kind == peer.Chat {
		g, err := s.circle(tx, a, q.To, ts)
		if err != nil {
			return nil, nil, err
		}
		write = func(m Message, random int64, c *Change) (bool, error) { return g.write(m, nil, random, c) }
		return write, func() error { return nil }, nil
	}
	if q.To.Kind != peer.Channel {
		p, err := s.openPair(tx, a, q.To, w.boxes)
		if err != nil {
			return nil, nil, err
		}
		p.timers = ts
		return p.write, p.save, nil
	}
	h, err := s.enter(tx, a.ID, q.To)
	switch {
	case err != nil:
		return nil, nil, err
	case len(q.IDs) > 1 && h.in.Slow > 0 && !h.in.Stand.Admins():
		return nil, nil, errSlowMany
	}
	h.timers = ts
	write = func(m Message, random int64, c *Change) (bool, error) {
		m.Author, m.As = w.signature, q.As
		if h.in.Forum {
			m.Reply = toTopic(q.Topic)
		}
		return h.write(a, &m, nil, random, c)
	}
	return write, func() error { return nil }, nil
}

func (s *Service) checkCopy(q *Copy) error {
	switch {
	case len(q.IDs) == 0:
		return errNoIDs
	case len(q.IDs) != len(q.Randoms):
		return errRandomID
	case slices.Contains(q.Randoms, 0):
		return errRandomEmpty
	case len(q.IDs) > s.limits.Forward:
		return errLimit
	}
	return nil
}

// holdSources has the polls held that the messages show which are to be
// forwarded.
func (s *Service) holdSources(ctx context.Context, a user.Actor, boxes []store.Owner, q Copy) ([]*Poll, error) {
	var ms []Message
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) (err error) {
		ms, err = sources(r, now, a.ID, q)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.holdAgain(ctx, ms, boxes)
}

// sources reads the messages to be forwarded, in order. Faults:
// MESSAGE_ID_INVALID, and those of postsToCopy.
func sources(r store.Reader, now int64, who user.ID, q Copy) (ms []Message, err error) {
	if q.From.Kind == peer.Channel {
		ms, err = postsToCopy(r, now, who, q.From, q.IDs)
	} else {
		ms, err = ownSources(r, who.Owner(), q)
	}
	if err != nil {
		return nil, err
	}
	if len(ms) != len(q.IDs) {
		return nil, errID
	}
	for i := range ms {
		if ms[i].Action != NoAction {
			return nil, errID
		}
	}
	return ms, nil
}

// ownSources is sources of the own box.
func ownSources(r store.Reader, box store.Owner, q Copy) ([]Message, error) {
	peers, err := loadPeers(r, box, q.IDs)
	if err != nil {
		return nil, err
	}
	for _, p := range peers {
		if p.IsZero() || !q.From.IsZero() && p != q.From {
			return nil, errID
		}
	}
	return loadMany(r, box, peers, q.IDs)
}

// forwarded is m as the actor forwards it. What was saved from an author who
// hides does not say where it comes from, as the chat would tell; what one wrote
// to oneself is as if it was written where it goes, but for what was thrown.
func forwarded(a user.Actor, m Message, q Copy, n names) Message {
	out := Message{From: a.ID, Text: m.Text, Silent: q.Silent, NoWebpage: m.NoWebpage, Inverted: m.Inverted, Media: m.Media.forwarded(), Preview: m.Preview}
	if q.Bare && m.Media != nil {
		out.Text, out.Preview = text.Text{}, nil
	}
	note := m.Peer == a.ID.Peer() && m.Forward == nil && (m.Media == nil || m.Media.Dice == nil)
	if q.Anonym || note {
		return out
	}
	f := m.origin(n)
	by := m.From
	if !m.As.IsZero() {
		by = 0
	}
	if _, hidden := n[by]; q.To == a.ID.Peer() && !hidden {
		f.SavedPeer, f.SavedID = m.Peer, m.ID
		if m.Forward != nil {
			f.SavedFrom, f.SavedAs, f.SavedDate, f.SavedOut = by, m.As, m.Date, m.Out
		}
	}
	out.Forward = &f
	return out
}
