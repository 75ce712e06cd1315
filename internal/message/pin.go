package message

import (
	"context"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

func pinnedKey(p peer.Peer, id int) store.Key { return pinnedList(p).Int(int64(id)) }
func pinnedList(p peer.Peer) store.Key        { return p.Key(store.K('p')) }

// Pin is a request to pin a message to the top of its chat, or to unpin it.
type Pin struct {
	Chat    peer.Peer
	ID      int
	Unpin   bool
	OneSide bool // only for the actor
	Silent  bool
}

// Pin pins or unpins a message on both sides, but with OneSide. The chat tells
// that it was pinned for both. Faults: MESSAGE_ID_INVALID, CHAT_NOT_MODIFIED,
// PINNED_TOO_MUCH, and those of React for who is blocked and pins for both.
func (s *Service) Pin(ctx context.Context, a user.Actor, q Pin) (Change, error) {
	switch q.Chat.Kind {
	case peer.Channel:
		return s.pinPost(ctx, a, q)
	case peer.Chat:
		return s.pinIn(ctx, a, q)
	}
	if q.Chat.Kind != peer.User {
		return Change{}, errPeer
	}
	barred, err := s.barred(ctx, a, q.Chat)
	if err != nil {
		return Change{}, err
	}
	var c Change
	boxes := owners(a.ID, q.Chat)
	err = s.log.Run(ctx, boxes, func(tx *update.Tx) error {
		c = Change{}
		if !q.OneSide && !q.Unpin {
			if err := barred.touch(nil); err != nil {
				return err
			}
		}
		p, err := s.openPair(tx, a, q.Chat, boxes)
		if err != nil {
			return err
		}
		both, err := s.pin(p, q, &c)
		if err != nil || !both || q.Unpin {
			return err
		}
		told := Message{From: a.ID, Action: PinMessage, Reply: &Reply{ID: q.ID}, Silent: q.Silent}
		if _, err := p.write(told, 0, &c); err != nil {
			return err
		}
		return p.save()
	})
	return c, err
}

// pin changes the copies that q is about; both says whether the other side's
// was among them.
func (s *Service) pin(p *pair, q Pin, c *Change) (both bool, err error) {
	m, err := loadMessage(p.tx, p.me, p.peer, q.ID)
	if err != nil {
		return false, err
	}
	if m == nil || m.Action != NoAction {
		return false, errID
	}
	var o *Message
	if p.theirs != nil && !q.OneSide && m.Other != 0 {
		if o, err = loadMessage(p.tx, p.them, p.actor.ID.Peer(), m.Other); err != nil {
			return false, err
		}
	}
	if m.Pinned == !q.Unpin && (o == nil || o.Pinned == !q.Unpin) {
		return false, errSame
	}
	if m.Pinned == q.Unpin {
		if err := s.setPinned(p.tx, p.me, m, !q.Unpin); err != nil {
			return false, err
		}
		e := p.mine.Append(update.Event{Kind: update.PinnedMessages, Peer: m.Peer, IDs: []int{m.ID}, Flag: m.Pinned, Origin: p.actor.Origin})
		c.Events = append(c.Events, e)
	}
	if o == nil || o.Pinned == !q.Unpin {
		return false, nil
	}
	if err := s.setPinned(p.tx, p.them, o, !q.Unpin); err != nil {
		return false, err
	}
	p.theirs.Append(update.Event{Kind: update.PinnedMessages, Peer: o.Peer, IDs: []int{o.ID}, Flag: o.Pinned})
	return true, nil
}

// setPinned pins or unpins one copy.
func (s *Service) setPinned(tx store.Tx, box store.Owner, m *Message, pinned bool) error {
	if pinned {
		ids, err := scanIDs(tx, box, pinnedList(m.Peer), 0, 0, true, s.limits.Pinned)
		if err != nil {
			return err
		}
		if len(ids) == s.limits.Pinned {
			return errPinned
		}
		tx.Put(box, pinnedKey(m.Peer, m.ID), nil)
	} else {
		tx.Delete(box, pinnedKey(m.Peer, m.ID))
	}
	if err := s.index.Forget(tx, box, *m); err != nil {
		return err
	}
	m.Pinned = pinned
	putMessage(tx, box, m)
	return nil
}

// UnpinAll unpins up to a hundred messages of a chat, the newest first, on both
// sides; saved is the part of Saved Messages that is meant, zero: all. Offset of
// the answer says whether to call again.
func (s *Service) UnpinAll(ctx context.Context, a user.Actor, with, saved peer.Peer) (Affected, error) {
	switch with.Kind {
	case peer.Channel:
		return s.unpinPosts(ctx, a, with, 0)
	case peer.Chat:
		return s.unpinIn(ctx, a, with)
	}
	if with.Kind != peer.User {
		return Affected{}, errPeer
	}
	var out Affected
	boxes := owners(a.ID, with)
	err := s.log.Run(ctx, boxes, func(tx *update.Tx) error {
		p, err := s.openPair(tx, a, with, boxes)
		if err != nil {
			return err
		}
		out = Affected{Pts: p.mine.Pts()}
		ids, err := scanIDs(tx, p.me, pinnedList(with), 0, 0, true, 0) // bounded: see setPinned
		if err != nil {
			return err
		}
		ms, err := loadMany(tx, p.me, repeat(with, len(ids)), ids)
		if err != nil {
			return err
		}
		var mine, theirs []int
		for i := range ms {
			m := &ms[i]
			if !saved.IsZero() && m.Saved(a.ID) != saved {
				continue
			}
			if len(mine) == chunk {
				out.Offset = 1
				break
			}
			mine = append(mine, m.ID)
			if theirs, err = s.unpin(p, m, theirs); err != nil {
				return err
			}
		}
		if len(mine) > 0 {
			e := p.mine.Append(update.Event{Kind: update.PinnedMessages, Peer: with, IDs: mine, Origin: a.Origin})
			out.Pts, out.Count = e.At.Pts, e.Count
		}
		if len(theirs) > 0 {
			p.theirs.Append(update.Event{Kind: update.PinnedMessages, Peer: a.ID.Peer(), IDs: theirs})
		}
		return nil
	})
	return out, err
}

// unpin unpins m and the other side's copy, whose id it adds to theirs.
func (s *Service) unpin(p *pair, m *Message, theirs []int) ([]int, error) {
	if err := s.setPinned(p.tx, p.me, m, false); err != nil || p.theirs == nil || m.Other == 0 {
		return theirs, err
	}
	o, err := loadMessage(p.tx, p.them, p.actor.ID.Peer(), m.Other)
	if err != nil || o == nil || !o.Pinned {
		return theirs, err
	}
	return append(theirs, o.ID), s.setPinned(p.tx, p.them, o, false)
}

// Pinned is a page of the pinned messages of a chat; saved is the part of Saved
// Messages that is meant, zero: all.
func (s *Service) Pinned(ctx context.Context, a user.Actor, with, saved peer.Peer, q Page) (Slice, error) {
	var out Slice
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		at, err := find(r, now, a.ID, with)
		if err != nil {
			return err
		}
		ids, err := scanIDs(r, at.box, pinnedList(with), at.first, 0, true, 0)
		if err != nil {
			return err
		}
		if out.Total = len(ids); saved.IsZero() {
			out.Messages, err = listed(r, at.box, with, pinnedList(with), at.within(q))
			return err
		}
		all, err := loadMany(r, a.ID.Owner(), repeat(with, len(ids)), ids)
		var of []Message
		for i := range all {
			if all[i].Saved(a.ID) == saved {
				of = append(of, all[i])
			}
		}
		out.Total, out.Messages = len(of), q.of(of)
		return err
	})
	return out, err
}

// LastPinned is the newest pinned message of a chat, 0 when there is none.
func (s *Service) LastPinned(ctx context.Context, id user.ID, with peer.Peer) (last int, err error) {
	now := s.clock.Now().Unix()
	err = s.store.View(ctx, func(r store.Reader) error {
		at, err := find(r, now, id, with)
		if err != nil {
			return err
		}
		ids, err := scanIDs(r, at.box, pinnedList(with), at.first, 0, true, 1)
		if len(ids) > 0 {
			last = ids[0]
		}
		return err
	})
	return last, err
}
