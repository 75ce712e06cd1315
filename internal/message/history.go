package message

import (
	"context"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// MaxPage is the most messages in one page.
const MaxPage = 100

// Page asks for part of a chat's history, as described at
// https://core.telegram.org/api/offsets.
type Page struct {
	OffsetID   int   // start below this id; 0: at the newest
	OffsetDate int64 // start at messages older than this, when OffsetID is 0
	AddOffset  int   // then move on by so many messages, backwards when negative
	Limit      int
	MaxID      int // only ids below, 0: all
	MinID      int // only ids above, 0: all
	Top        int // of a channel: only what is in the thread of this message; 0: all
}

// Slice is part of a chat's history, newest first.
type Slice struct {
	Messages []Message
	Total    int // messages in the chat
}

// History is a page of the chat with p, or of one thread of it. An unknown chat is
// an empty one. Faults: those of find, MSG_ID_INVALID for a thread of no message.
func (s *Service) History(ctx context.Context, a user.Actor, p peer.Peer, q Page) (Slice, error) {
	q = q.bounded()
	var out Slice
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		at, err := find(r, now, a.ID, p)
		if err != nil {
			return err
		}
		if q.Top != 0 {
			out, err = at.thread(r, q)
			return err
		}
		if out.Total, err = at.total(r); err != nil {
			return err
		}
		out.Messages, err = page(r, at.box, p, at.within(q))
		return err
	})
	return out, err
}

func page(r store.Reader, box store.Owner, p peer.Peer, q Page) ([]Message, error) {
	at, err := q.start(r, box, p)
	if err != nil {
		return nil, err
	}
	return window(q, at, func(m Message) int { return m.ID }, func(from, to int, reverse bool, limit int) ([]Message, error) {
		return scanMessages(r, box, p, from, to, reverse, limit)
	})
}

// firstSince is the id of the first message of a chat at or after date, 0 when
// there is none. Ids grow with time, so it halves the range of ids.
func firstSince(r store.Reader, box store.Owner, p peer.Peer, date int64) (int, error) {
	last, err := scanMessages(r, box, p, 0, 0, true, 1)
	if err != nil || len(last) == 0 || last[0].Date < date {
		return 0, err
	}
	lo, hi := 1, last[0].ID // the first message at or above the answer is it
	for lo < hi {
		mid := lo + (hi-lo)/2
		m, err := scanMessages(r, box, p, mid, 0, false, 1)
		if err != nil {
			return 0, err
		}
		if m[0].Date < date {
			lo = m[0].ID + 1
		} else {
			hi = mid
		}
	}
	m, err := scanMessages(r, box, p, lo, 0, false, 1)
	if err != nil {
		return 0, err
	}
	return m[0].ID, nil
}

// ByID is the actor's messages with ids, in any chat; those that are gone are
// left out.
func (s *Service) ByID(ctx context.Context, a user.Actor, ids ...int) ([]Message, error) {
	var out []Message
	err := s.store.View(ctx, func(r store.Reader) error {
		peers, err := loadPeers(r, a.ID.Owner(), ids)
		if err != nil {
			return err
		}
		var ps []peer.Peer
		var known []int
		for i, p := range peers {
			if !p.IsZero() {
				ps, known = append(ps, p), append(known, ids[i])
			}
		}
		out, err = loadMany(r, a.ID.Owner(), ps, known)
		return err
	})
	return out, err
}

// In is the messages of box that the chats and ids name, pairwise, and of the
// channels among the chats, whatever the owner of box may see of those; such as are
// gone are left out.
func (s *Service) In(ctx context.Context, box user.ID, chats []peer.Peer, ids []int) ([]Message, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var out []Message
	err := s.store.View(ctx, func(r store.Reader) (err error) {
		out, err = loadMany(r, box.Owner(), chats, ids)
		return err
	})
	return out, err
}

// Named is the id that a client names: id itself, or with reply the id of the
// message that it answers; 0 when there is none.
func (s *Service) Named(ctx context.Context, a user.Actor, reply bool, id int) (int, error) {
	if !reply {
		return id, nil
	}
	ms, err := s.ByID(ctx, a, id)
	if err != nil || len(ms) == 0 || ms[0].Reply == nil {
		return 0, err
	}
	return ms[0].Reply.ID, nil
}
