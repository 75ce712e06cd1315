package message

import (
	"context"
	"fmt"
	"slices"

	"heliograph/internal/dialog"
	"heliograph/internal/peer"
	"heliograph/internal/reaction"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// UnreadReactions is a page of the messages of a chat with reactions that the actor has
// not seen.
func (s *Service) UnreadReactions(ctx context.Context, a user.Actor, with peer.Peer, q Page) (Slice, error) {
	switch with.Kind {
	case peer.User, peer.Chat:
	case peer.Channel:
		return s.unheardPosts(ctx, a, with, q)
	default:
		return Slice{}, errPeer
	}
	var out Slice
	err := s.store.View(ctx, func(r store.Reader) error {
		if with.Kind == peer.Chat {
			if err := Follows(r, a.ID, with); err != nil {
				return err
			}
		}
		d, _, err := dialog.Load(r, a.ID.Owner(), with)
		if err != nil {
			return err
		}
		out.Total = d.UnreadReactions
		out.Messages, err = listed(r, a.ID.Owner(), with, unreadList(with), q)
		return err
	})
	return out, err
}

// ReadReactions notes that the actor has seen the reactions to up to a hundred
// messages of a chat, the newest first. Offset of the answer says whether to
// call again.
func (s *Service) ReadReactions(ctx context.Context, a user.Actor, with peer.Peer) (Affected, error) {
	return s.ReadReactionsIn(ctx, a, with, 0)
}

// ReadReactionsIn is ReadReactions for a thread or topic of a channel, 0 for all of
// the chat.
func (s *Service) ReadReactionsIn(ctx context.Context, a user.Actor, with peer.Peer, top int) (Affected, error) {
	switch with.Kind {
	case peer.User, peer.Chat:
	case peer.Channel:
		return s.seePosts(ctx, a, with, func(h *hall) ([]int, error) {
			if top != 0 {
				return unseenIDs(h.tx, &h.in.Channel, unheardList(a.ID), top, chunk+1)
			}
			return scanIDs(h.tx, h.owner, unheardList(a.ID), 0, 0, true, chunk+1)
		})
	default:
		return Affected{}, errPeer
	}
	return s.seen(ctx, a, func(r store.Reader) (ids []int, more bool, err error) {
		if with.Kind == peer.Chat {
			if err := Follows(r, a.ID, with); err != nil {
				return nil, false, err
			}
		}
		ids, err = scanIDs(r, a.ID.Owner(), unreadList(with), 0, 0, true, chunk+1)
		more = len(ids) > chunk
		return ids[:min(len(ids), chunk)], more, err
	})
}

// ReadContents notes that the actor has seen what messages hold besides their
// texts: the reactions to them. Ids of messages without are passed over. Fault:
// LIMIT_INVALID.
func (s *Service) ReadContents(ctx context.Context, a user.Actor, ids []int) (Affected, error) {
	if len(ids) > maxDelete {
		return Affected{}, errLimit
	}
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	out, err := s.unaffected(ctx, a)
	for part := range slices.Chunk(ids, chunk) {
		if err != nil {
			break
		}
		var one Affected
		one, err = s.seen(ctx, a, func(store.Reader) ([]int, bool, error) { return part, false, nil })
		out.Pts, out.Count = max(out.Pts, one.Pts), out.Count+one.Count
	}
	return out, err
}

// seen marks the reactions read to the messages that which names.
func (s *Service) seen(ctx context.Context, a user.Actor, which func(store.Reader) (ids []int, more bool, err error)) (Affected, error) {
	var out Affected
	box := a.ID.Owner()
	err := s.log.Run(ctx, []store.Owner{box}, func(tx *update.Tx) error {
		out = Affected{}
		ids, more, err := which(tx)
		if err != nil {
			return err
		}
		b, err := tx.Box(box)
		if err != nil {
			return err
		}
		out.Pts = b.Pts()
		ms, err := unreadOf(tx, box, ids)
		if err != nil || len(ms) == 0 {
			return err
		}
		e := update.Event{Kind: update.ReadContents, Origin: a.Origin}
		for i := range ms {
			if err := seeReactions(tx, b, box, &ms[i]); err != nil {
				return err
			}
			if err := seeNamed(tx, box, &ms[i]); err != nil {
				return err
			}
			e.IDs = append(e.IDs, ms[i].ID)
		}
		e = b.Append(e)
		out.Pts, out.Count = e.At.Pts, e.Count
		if more {
			out.Offset = 1
		}
		return nil
	})
	return out, err
}

// unreadOf reads those of the messages with ids that have unread reactions.
func unreadOf(r store.Reader, box store.Owner, ids []int) ([]Message, error) {
	refs, err := RefsOf(r, box, ids)
	if err != nil {
		return nil, err
	}
	ms, err := Load(r, box, slices.DeleteFunc(refs, func(f Ref) bool { return f.ID == 0 }))
	return slices.DeleteFunc(ms, func(m Message) bool { return !m.unreadReactions() && !m.unseenMention() }), err
}

// seeReactions marks the reactions to one message read.
func seeReactions(tx store.Tx, b *update.Box, box store.Owner, m *Message) error {
	if !m.unreadReactions() {
		return nil
	}
	d, _, err := dialog.Load(tx, box, m.Peer)
	if err != nil {
		return err
	}
	now := slices.Clone(m.Reactions)
	for i := range now {
		now[i].Unread = false
	}
	d.UnreadReactions += setReactions(tx, box, m, now)
	dialog.Save(tx, box, &d)
	b.Append(update.Event{Kind: update.Reactions, Peer: m.Peer, ID: m.ID, Value: m})
	return nil
}

// Reactors asks who reacted to a message.
type Reactors struct {
	Chat   peer.Peer
	ID     int
	Emoji  string // only with this one; "" all
	Offset string // Next of the page before
	Limit  int
}

// Reacted is part of the reactions to a message, the newest first.
type Reacted struct {
	Reactions Reactions
	Total     int
	Next      string // "" when there are no more
}

// Reactors is who reacted to a message. Faults: MESSAGE_ID_INVALID,
// REACTION_INVALID, BROADCAST_FORBIDDEN in a channel.
func (s *Service) Reactors(ctx context.Context, a user.Actor, q Reactors) (Reacted, error) {
	if q.Emoji != "" {
		e, err := reaction.Normal(q.Emoji)
		if err != nil {
			return Reacted{}, err
		}
		q.Emoji = e
	}
	if q.Chat.Kind == peer.Channel {
		return s.voiced(ctx, a, q)
	}
	ms, err := s.Posts(ctx, a, q.Chat, q.ID)
	if err != nil {
		return Reacted{}, err
	}
	if len(ms) == 0 {
		return Reacted{}, errID
	}
	all := slices.DeleteFunc(ms[0].Reactions, func(r Reaction) bool { return q.Emoji != "" && r.Emoji != q.Emoji })
	slices.Reverse(all)
	out := Reacted{Total: len(all)}
	from := 0
	if q.Offset != "" {
		from = slices.IndexFunc(all, func(r Reaction) bool { return r.offset() == q.Offset }) + 1
		if from == 0 { // taken back since
			return out, nil
		}
	}
	to := min(from+min(max(q.Limit, 1), MaxPage), len(all))
	if out.Reactions = all[from:to]; to < len(all) {
		out.Next = all[to-1].offset()
	}
	return out, nil
}

// offset names r among the reactions to a message.
func (r *Reaction) offset() string { return fmt.Sprintf("%d %s", r.From, r.Emoji) }
