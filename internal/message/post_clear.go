package message

import (
	"context"
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Bounds of clearing a history for all: how many messages it may have, and how many
// go at once.
const (
	maxWiped = 100_000
	wipeStep = 5 * chunk
)

var (
	errTooBig = fault.New(fault.Invalid, "CHANNEL_TOO_BIG")
	errGroups = fault.New(fault.Invalid, "MEGAGROUP_REQUIRED")
	errAbsent = fault.New(fault.Invalid, "CHANNEL_PARICIPANT_MISSING") // so it is spelled
)

// HidePosts has the actor not see the messages of a group up to and with max any
// more, 0 for all that there are; everybody else does. Who comes back sees them
// again. Faults: MEGAGROUP_REQUIRED, CHANNEL_PARICIPANT_MISSING, and those of find.
func (s *Service) HidePosts(ctx context.Context, a user.Actor, chat peer.Peer, max int) ([]update.Event, error) {
	if chat.Kind != peer.Channel {
		return nil, errPeer
	}
	var out []update.Event
	err := s.log.Run(ctx, []store.Owner{chat.Owner(), a.ID.Owner()}, func(tx *update.Tx) error {
		out = nil
		h, err := s.enter(tx, a.ID, chat)
		switch {
		case err != nil:
			return err
		case h.in.Broadcast:
			return errGroups
		case !h.in.Me.In:
			return errAbsent
		}
		if max <= 0 || max > h.head.Top {
			max = h.head.Top
		}
		if max < h.in.First() {
			return nil
		}
		h.in.Hide(tx, max+1)
		if err := h.forgetMentions(a.ID, max); err != nil {
			return err
		}
		d, found, err := dialog.Load(tx, a.ID.Owner(), chat)
		if err != nil {
			return err
		}
		if found && d.ReadIn < max {
			d.ReadIn = max
			dialog.Save(tx, a.ID.Owner(), &d)
		}
		mine, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		out = append(out, mine.Append(update.Event{Kind: update.Available, Peer: chat, Max: max, Origin: a.Origin}))
		return nil
	})
	return out, err
}

// forgetMentions takes away the unseen mentions of a member up to and with a message.
func (h *hall) forgetMentions(who user.ID, max int) error {
	ids, err := scanIDs(h.tx, h.owner, mentionList(who), 0, 0, true, maxUnseen)
	if err != nil || len(ids) == 0 {
		return err
	}
	left := 0
	for _, id := range ids {
		if id > max {
			left++
			continue
		}
		h.tx.Delete(h.owner, mentionKey(who, id))
	}
	u, err := channel.LoadUnseen(h.tx, h.in.ID, who)
	if err != nil {
		return err
	}
	u.Mentions = left
	channel.SaveUnseen(h.tx, h.in.ID, who, u)
	return nil
}

// WipePosts deletes the messages of a group or channel up to and with max, 0 for all
// that there are, for everybody: its owner may, whoever wrote them. What says how the
// chat, or a topic of it, began stays. Faults: CHAT_ADMIN_REQUIRED, CHANNEL_TOO_BIG
// for more than 100,000, and those of find.
func (s *Service) WipePosts(ctx context.Context, a user.Actor, chat peer.Peer, max int) ([]update.Event, error) {
	if chat.Kind != peer.Channel {
		return nil, errPeer
	}
	var out []update.Event
	below := 0
	if max > 0 {
		below = max + 1
	}
	for {
		e, next, err := s.wipePosts(ctx, a, chat, below)
		if err != nil {
			return out, err
		}
		if e.Kind != 0 {
			out = append(out, e)
		}
		if below = next; next <= 1 {
			return out, nil
		}
	}
}

// wipePosts deletes some messages below an id, 0 for any; next is where to go on, 0
// when there are no more.
func (s *Service) wipePosts(ctx context.Context, a user.Actor, chat peer.Peer, below int) (e update.Event, next int, err error) {
	err = s.log.Run(ctx, []store.Owner{chat.Owner()}, func(tx *update.Tx) error {
		e, next = update.Event{}, 0
		h, err := s.enter(tx, a.ID, chat)
		if err != nil {
			return err
		}
		if !h.in.Stand.Owner {
			return errAdmin
		}
		at := place{box: h.owner, chat: chat, first: 1, in: h.in}
		switch n, err := at.total(tx); {
		case err != nil:
			return err
		case n > maxWiped:
			return errTooBig
		}
		ms, err := scanMessages(tx, h.owner, chat, 0, below, true, wipeStep)
		if err != nil || len(ms) == 0 {
			return err
		}
		if len(ms) == wipeStep {
			next = ms[len(ms)-1].ID
		}
		ms = slices.DeleteFunc(ms, func(m Message) bool {
			n := channel.NoteKind(m.Action)
			return n == channel.Created || n == channel.Migrated || n == channel.TopicCreated
		})
		if len(ms) > 0 {
			e, err = h.remove(ms, a.Origin)
		}
		return err
	})
	return e, next, err
}
