package schedule

import (
	"cmp"
	"context"
	"slices"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// queues says whether messages to a chat can wait: those to a group or channel wait in
// the box of who wrote them, where nobody else sees them.
func queues(p peer.Peer) bool { return !p.IsZero() }

// History is what the actor has queued for a chat, the latest first.
func (s *Service) History(ctx context.Context, a user.Actor, chat peer.Peer) ([]message.Message, error) {
	if !queues(chat) {
		return nil, errPeer
	}
	var es []entry
	err := s.Store.View(ctx, func(r store.Reader) (err error) {
		es, err = scanEntries(r, a.ID.Owner(), chat)
		return err
	})
	out := make([]message.Message, len(es))
	for i, e := range es {
		out[i] = e.Message
	}
	slices.SortFunc(out, func(a, b message.Message) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(b.ID, a.ID))
	})
	return out, err
}

// In is those messages of a chat's queue that ids name; those that are gone are
// left out.
func (s *Service) In(ctx context.Context, id user.ID, chat peer.Peer, ids ...int) ([]message.Message, error) {
	var out []message.Message
	err := s.Store.View(ctx, func(r store.Reader) error {
		out = nil
		for _, n := range ids {
			e, err := loadEntry(r, id.Owner(), chat, n)
			if err != nil {
				return err
			}
			if e != nil {
				out = append(out, e.Message)
			}
		}
		return nil
	})
	return out, err
}

// Any says whether something is queued for a chat.
func (s *Service) Any(ctx context.Context, id user.ID, chat peer.Peer) (any bool, err error) {
	err = s.Store.View(ctx, func(r store.Reader) error {
		from := chat.Key(store.K('Q'))
		rows, err := r.Scan(id.Owner(), from, from.End(), false, 1)
		any = len(rows) > 0
		return err
	})
	return any, err
}

// Edit is what becomes of a queued message.
type Edit struct {
	Chat peer.Peer
	ID   int
	message.Rewrite
	At int64
}

// apply makes of m what q asks for, as edited says it.
func (q *Edit) apply(m, edited *message.Message, now int64) {
	if m.Date = q.At; q.Text != nil {
		m.Text, m.NoWebpage = edited.Text, edited.NoWebpage
	}
	if q.Text != nil || q.Link != nil {
		m.Preview, m.Inverted = edited.Preview, edited.Inverted
	}
	if q.Media != nil {
		m.Media = edited.Media
	}
	if q.Text != nil || q.Media != nil { // or clients take the change for a mistake
		m.Edited = now
	}
}

// Edit changes the time of a queued message and what it says. Faults: those of
// Send, MESSAGE_ID_INVALID, MEDIA_PREV_INVALID.
func (s *Service) Edit(ctx context.Context, a user.Actor, q Edit) (message.Change, error) {
	if !queues(q.Chat) {
		return message.Change{}, errPeer
	}
	was, err := s.In(ctx, a.ID, q.Chat, q.ID)
	if err != nil {
		return message.Change{}, err
	}
	if len(was) == 0 {
		return message.Change{}, errID
	}
	if was[0].Date != q.At { // one that is as good as sent may still be corrected
		if err := s.check(ctx, a, q.Chat, q.At); err != nil {
			return message.Change{}, err
		}
	}
	edited, err := s.Messages.Reprepare(ctx, a, was[0], q.Rewrite)
	if err != nil {
		return message.Change{}, err
	}
	if err := s.arm(ctx, a, q.At); err != nil {
		return message.Change{}, err
	}
	var c message.Change
	err = s.Log.Run(ctx, boxes(a, q.Chat), func(tx *update.Tx) error {
		c = message.Change{}
		e, err := loadEntry(tx, a.ID.Owner(), q.Chat, q.ID)
		if err != nil {
			return err
		}
		if e == nil {
			return errID
		}
		if err := removeEntry(tx, a.ID, e); err != nil {
			return err
		}
		q.apply(&e.Message, &edited, tx.Now())
		putEntry(tx, a.ID, e)
		b, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		now := *e
		now.Random = 0
		c.Events = append(c.Events, appendNew(b, a, now))
		return nil
	})
	if err == nil {
		err = s.settle(ctx, a, q.Chat, q.At)
	}
	return c, err
}

// Delete takes messages out of the queue. Ids that name nothing are passed over.
func (s *Service) Delete(ctx context.Context, a user.Actor, chat peer.Peer, ids []int) (message.Change, error) {
	if !queues(chat) {
		return message.Change{}, errPeer
	}
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	if len(ids) > s.Limit {
		return message.Change{}, errID
	}
	var c message.Change
	var unused []message.Message
	err := s.Log.Run(ctx, boxes(a, chat), func(tx *update.Tx) error {
		c, unused = message.Change{}, nil
		var gone []int
		for _, id := range ids {
			e, err := loadEntry(tx, a.ID.Owner(), chat, id)
			if err != nil {
				return err
			}
			if e == nil {
				continue
			}
			if err := removeEntry(tx, a.ID, e); err != nil {
				return err
			}
			gone, unused = append(gone, id), append(unused, e.Message)
		}
		if len(gone) == 0 {
			return nil
		}
		b, err := tx.Box(a.ID.Owner())
		if err == nil {
			c.Events = append(c.Events, b.Append(left(a, chat, gone, nil)))
		}
		return err
	})
	if err == nil {
		s.Messages.Discard(ctx, a, unused...)
	}
	return c, err
}

// left is the event that messages have left the queue: as messages sent.
func left(a user.Actor, chat peer.Peer, ids, sent []int) update.Event {
	e := update.Event{Kind: update.DeleteScheduled, Peer: chat, IDs: ids, Origin: a.Origin}
	if len(sent) > 0 {
		e.Data = store.Encode(sent)
	}
	return e
}

// Sent reads what messages an update.DeleteScheduled event became, none when
// they were deleted.
func Sent(e *update.Event) (ids []int, err error) {
	if e.Data == nil {
		return nil, nil
	}
	return ids, store.Decode(e.Data, &ids)
}
