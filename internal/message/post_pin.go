package message

import (
	"context"

	"heliograph/internal/channel"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// pinPost is Pin in a channel.
func (s *Service) pinPost(ctx context.Context, a user.Actor, q Pin) (Change, error) {
	var c Change
	err := s.log.Run(ctx, []store.Owner{q.Chat.Owner()}, func(tx *update.Tx) error {
		c = Change{}
		h, err := s.enter(tx, a.ID, q.Chat)
		if err != nil {
			return err
		}
		if !h.in.Stand.Pin() {
			return errAdmin
		}
		m, err := h.load(q.ID)
		switch {
		case err != nil:
			return err
		case m == nil || m.Action != NoAction:
			return errID
		case m.Pinned != q.Unpin:
			return errSame
		}
		if err := s.setPinned(tx, h.owner, m, !q.Unpin); err != nil {
			return err
		}
		e := h.box.Append(update.Event{Kind: update.PinnedMessages, Peer: q.Chat, IDs: []int{m.ID}, Flag: m.Pinned, Origin: a.Origin})
		c.Events = append(c.Events, e)
		if err := h.record(a, channel.LogPinned, nil, m); err != nil || q.Unpin {
			return err
		}
		told := Message{Action: PinMessage, Reply: answering(m), Silent: q.Silent}
		h.sign(a, &told)
		told.Viewed = false
		if e, err = h.tellOf(&told, a.Origin); err != nil {
			return err
		}
		c.Events, c.Messages = append(c.Events, e), append(c.Messages, told)
		return nil
	})
	return c, err
}

// UnpinThread is UnpinAll for a thread or topic of a channel, 0 for all of it.
// Faults: those of find, CHAT_ADMIN_REQUIRED.
func (s *Service) UnpinThread(ctx context.Context, a user.Actor, chat peer.Peer, top int) (Affected, error) {
	if _, err := channel.Of(chat); err != nil {
		return Affected{}, err
	}
	return s.unpinPosts(ctx, a, chat, top)
}

// pinnedUnder is up to limit pinned messages in a thread, 0 for all, newest first.
func (h *hall) pinnedUnder(top, limit int) ([]int, error) {
	if top == 0 {
		return scanIDs(h.tx, h.owner, pinnedList(h.chat()), 0, 0, true, limit)
	}
	return unseenIDs(h.tx, &h.in.Channel, pinnedList(h.chat()), top, limit)
}

// unpinPosts is UnpinAll in a channel.
func (s *Service) unpinPosts(ctx context.Context, a user.Actor, chat peer.Peer, top int) (Affected, error) {
	var out Affected
	err := s.log.Run(ctx, []store.Owner{chat.Owner()}, func(tx *update.Tx) error {
		out = Affected{}
		h, err := s.enter(tx, a.ID, chat)
		if err != nil {
			return err
		}
		if !h.in.Stand.Pin() {
			return errAdmin
		}
		out.Pts = h.box.Pts()
		ids, err := h.pinnedUnder(top, chunk+1)
		if err != nil || len(ids) == 0 {
			return err
		}
		if len(ids) > chunk {
			ids, out.Offset = ids[:chunk], 1
		}
		ms, err := loadMany(tx, h.owner, repeat(chat, len(ids)), ids)
		if err != nil {
			return err
		}
		for i := range ms {
			if err := s.setPinned(tx, h.owner, &ms[i], false); err != nil {
				return err
			}
		}
		e := h.box.Append(update.Event{Kind: update.PinnedMessages, Peer: chat, IDs: ids, Origin: a.Origin})
		out.Pts, out.Count = e.At.Pts, e.Count
		return nil
	})
	return out, err
}
