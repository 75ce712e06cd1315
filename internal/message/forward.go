package message

import (
	"context"
	"slices"

	"heliograph/internal/peer"
	"heliograph/internal/store"
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
	Anonym  bool // drop_author: as if the actor had written them
}

// ForwardAll writes messages once more, to another chat, with a note of where
// they come from; all or none of them. Faults: those of Send,
// MESSAGE_IDS_EMPTY, MESSAGE_ID_INVALID, RANDOM_ID_INVALID, LIMIT_INVALID,
// CHAT_FORWARDS_RESTRICTED.
func (s *Service) ForwardAll(ctx context.Context, a user.Actor, q Copy) (Change, error) {
	if err := s.checkCopy(&q); err != nil {
		return Change{}, err
	}
	if err := s.reachable(ctx, q.To); err != nil {
		return Change{}, err
	}
	n, err := s.copying(ctx, a, q.IDs)
	if err != nil {
		return Change{}, err
	}
	boxes, err := s.hearers(ctx, a, q.To)
	if err != nil {
		return Change{}, err
	}
	held, err := s.holdSources(ctx, boxes, q)
	if err != nil {
		return Change{}, err
	}
	var c Change
	var unused []*Poll
	err = s.run(ctx, boxes, func(tx *update.Tx, ts timers) error {
		c, unused = Change{}, slices.Clone(held)
		sources, err := sources(tx, boxes[0], q)
		if err != nil {
			return err
		}
		p, err := s.openPair(tx, a, q.To, boxes)
		if err != nil {
			return err
		}
		p.timers = ts
		for i, m := range sources {
			out := forwarded(a, m, q, n)
			if out.Media != nil && out.Media.Poll != nil {
				out.Media = &Media{Poll: held[i]}
			}
			fresh, err := p.write(out, q.Randoms[i], &c)
			if err != nil {
				return err
			}
			if fresh {
				unused[i] = nil
			}
		}
		return p.save()
	})
	if err == nil {
		held = unused
	}
	s.dropAll(ctx, held, boxes, err)
	s.follow(&c, boxes)
	return c, err
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
func (s *Service) holdSources(ctx context.Context, boxes []store.Owner, q Copy) ([]*Poll, error) {
	var ms []Message
	err := s.store.View(ctx, func(r store.Reader) (err error) {
		ms, err = sources(r, boxes[0], q)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.holdAgain(ctx, ms, boxes)
}

// sources reads the messages to be forwarded, in order. Fault:
// MESSAGE_ID_INVALID.
func sources(r store.Reader, box store.Owner, q Copy) ([]Message, error) {
	peers, err := loadPeers(r, box, q.IDs)
	if err != nil {
		return nil, err
	}
	for _, p := range peers {
		if p.IsZero() || !q.From.IsZero() && p != q.From {
			return nil, errID
		}
	}
	ms, err := loadMany(r, box, peers, q.IDs)
	if err != nil {
		return nil, err
	}
	if len(ms) != len(q.IDs) {
		return nil, errID
	}
	for _, m := range ms {
		if m.Action != NoAction {
			return nil, errID
		}
	}
	return ms, nil
}

// forwarded is m as the actor forwards it. What was saved from an author who
// hides does not say where it comes from, as the chat would tell; what one wrote
// to oneself is as if it was written where it goes, but for what was thrown.
func forwarded(a user.Actor, m Message, q Copy, n names) Message {
	out := Message{From: a.ID, Text: m.Text, Silent: q.Silent, NoWebpage: m.NoWebpage, Inverted: m.Inverted, Media: m.Media.forwarded(), Preview: m.Preview}
	note := m.Peer == a.ID.Peer() && m.Forward == nil && (m.Media == nil || m.Media.Dice == nil)
	if q.Anonym || note {
		return out
	}
	f := m.origin(n)
	if _, hidden := n[m.From]; q.To == a.ID.Peer() && !hidden {
		f.SavedPeer, f.SavedID = m.Peer, m.ID
		if m.Forward != nil {
			f.SavedFrom, f.SavedDate, f.SavedOut = m.From, m.Date, m.Out
		}
	}
	out.Forward = &f
	return out
}
