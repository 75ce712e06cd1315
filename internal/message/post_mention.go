package message

import (
	"context"
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// UnreadMentions is a page of the messages of a group that mention the actor, who
// has not seen that. Faults: PEER_ID_INVALID, and those of find.
func (s *Service) UnreadMentions(ctx context.Context, a user.Actor, chat peer.Peer, q Page) (Slice, error) {
	if chat.Kind == peer.Chat {
		return s.mentionsOf(ctx, a, chat, q)
	}
	if chat.Kind != peer.Channel {
		return Slice{}, errPeer
	}
	id := channel.ID(chat.ID)
	var out Slice
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		at, err := find(r, now, a.ID, chat)
		if err != nil {
			return err
		}
		if q.Top != 0 {
			out, err = at.unseen(r, mentionList(a.ID), q)
			return err
		}
		u, err := channel.LoadUnseen(r, id, a.ID)
		if err != nil {
			return err
		}
		out.Total = u.Mentions
		out.Messages, err = listed(r, at.box, chat, mentionList(a.ID), at.within(q))
		out.Messages = slices.DeleteFunc(out.Messages, func(m Message) bool { return !m.counts(&at.in.Me) })
		return err
	})
	return out, err
}

// counts says whether m is among what a member has to see: not what was written
// before the member came, perhaps once more.
func (m *Message) counts(me *channel.Member) bool { return me.In && m.Date >= me.Joined }

// ReadMentions notes that the actor has seen up to a hundred mentions in a group,
// or in a thread of it, the newest first; top 0 is all of it. Offset of the answer
// says whether to call again; its Pts is that of the group. Faults:
// PEER_ID_INVALID, and those of find.
func (s *Service) ReadMentions(ctx context.Context, a user.Actor, chat peer.Peer, top int) (Affected, error) {
	if chat.Kind == peer.Chat {
		return s.seen(ctx, a, func(r store.Reader) (ids []int, more bool, err error) {
			if err := Follows(r, a.ID, chat); err != nil {
				return nil, false, err
			}
			ids, err = scanIDs(r, a.ID.Owner(), namedList(chat), 0, 0, true, chunk+1)
			more = len(ids) > chunk
			return ids[:min(len(ids), chunk)], more, err
		})
	}
	if chat.Kind != peer.Channel {
		return Affected{}, errPeer
	}
	return s.seePosts(ctx, a, chat, func(h *hall) ([]int, error) {
		if top == 0 {
			return scanIDs(h.tx, h.owner, mentionList(a.ID), 0, 0, true, chunk+1)
		}
		return unseenIDs(h.tx, &h.in.Channel, mentionList(a.ID), top, chunk+1)
	})
}

// SeePosts notes that the actor has seen what messages of a channel hold besides
// their texts: that they mention the actor, and who reacted to one of the actor's. Ids that name no such message are
// passed over. Faults: LIMIT_INVALID, and those of find.
func (s *Service) SeePosts(ctx context.Context, a user.Actor, chat peer.Peer, ids []int) error {
	if len(ids) > maxDelete {
		return errLimit
	}
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	for part := range slices.Chunk(ids, chunk) {
		if _, err := s.seePosts(ctx, a, chat, func(*hall) ([]int, error) { return part, nil }); err != nil {
			return err
		}
	}
	return nil
}

// seePosts notes that the actor has seen up to a hundred messages that which names,
// and tells the actor's devices.
func (s *Service) seePosts(ctx context.Context, a user.Actor, chat peer.Peer, which func(*hall) ([]int, error)) (Affected, error) {
	var out Affected
	err := s.log.Run(ctx, []store.Owner{chat.Owner(), a.ID.Owner()}, func(tx *update.Tx) error {
		out = Affected{}
		h, err := s.enter(tx, a.ID, chat)
		if err != nil {
			return err
		}
		out.Pts = h.box.Pts()
		ids, err := which(h)
		if err != nil {
			return err
		}
		if len(ids) > chunk {
			ids, out.Offset = ids[:chunk], 1
		}
		ms, err := h.loadMany(ids)
		if err != nil {
			return err
		}
		mine, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		e := update.Event{Kind: update.SeenPosts, Peer: chat, Origin: a.Origin}
		for i := range ms {
			fresh, err := h.see(a.ID, &ms[i])
			if err != nil {
				return err
			}
			heard, err := h.hear(a, mine, &ms[i])
			if err != nil {
				return err
			}
			if fresh || heard {
				e.IDs = append(e.IDs, ms[i].ID)
			}
		}
		if len(e.IDs) > 0 {
			mine.Append(e)
		}
		return nil
	})
	return out, err
}

// see notes that a member has seen that m mentions them; fresh says that they had
// not.
func (h *hall) see(who user.ID, m *Message) (fresh bool, err error) {
	for i := range m.Named {
		if n := &m.Named[i]; n.User == who && !n.Seen {
			m.Named = slices.Clone(m.Named)
			m.Named[i].Seen, fresh = true, true
			putMessage(h.tx, h.owner, m)
		}
	}
	if !fresh {
		return false, nil
	}
	return true, h.unmention(who, m)
}

// unmention takes a mention away that a member has seen or that is gone.
func (h *hall) unmention(who user.ID, m *Message) error {
	had, err := h.tx.Get(h.owner, mentionKey(who, m.ID))
	if err != nil || had == nil {
		return err
	}
	h.tx.Delete(h.owner, mentionKey(who, m.ID))
	o, err := channel.Open(h.tx, h.in.ID, who, h.tx.Now())
	if err != nil || !m.counts(&o.Me) {
		return err
	}
	u, err := channel.LoadUnseen(h.tx, h.in.ID, who)
	if err != nil {
		return err
	}
	u.Mentions = max(u.Mentions-1, 0)
	channel.SaveUnseen(h.tx, h.in.ID, who, u)
	return nil
}

// maxForgotten is how many mentions, and marks of threads, go with who leaves. What is
// beyond is not shown when they come back, and goes with the messages.
const maxForgotten = 1000

// Left implements channel.Notes: what mentions somebody who has left, and who reacted
// to what they wrote, is not theirs to see any more, nor is kept how far they have read
// in threads, and when.
func (s *Service) Left(tx *update.Tx, id channel.ID, who user.ID) error {
	for _, of := range []struct {
		box  store.Owner
		keys store.Key
	}{
		{id.Owner(), mentionList(who)},
		{id.Owner(), unheardList(who)},
		{who.Owner(), id.Peer().Key(store.K('G'))},
		{who.Owner(), readList(id.Peer())},
	} {
		rows, err := tx.Scan(of.box, of.keys, of.keys.End(), true, maxForgotten)
		if err != nil {
			return err
		}
		for _, row := range rows {
			tx.Delete(of.box, row.Key)
		}
	}
	return nil
}
