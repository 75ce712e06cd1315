package message

import (
	"context"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Posts is messages of a channel that the actor may see; those that are gone are
// left out. Faults: those of find.
func (s *Service) Posts(ctx context.Context, a user.Actor, chat peer.Peer, ids ...int) ([]Message, error) {
	var out []Message
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		at, err := find(r, now, a.ID, chat)
		if err != nil {
			return err
		}
		out, err = loadMany(r, at.box, repeat(chat, len(ids)), ids)
		out = at.sees(out)
		return err
	})
	return out, err
}

// ReadPosts marks a channel read by the actor up to and with message max, 0 for
// all of it. Whoever wrote to a group learns that somebody has read so far. Only
// the actor's box is written, unless nobody has read so far before. Faults: those
// of find.
func (s *Service) ReadPosts(ctx context.Context, a user.Actor, chat peer.Peer, max int) error {
	id := channel.ID(chat.ID)
	var head channel.Head
	var in channel.Access
	unread := 0
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) (err error) {
		if in, err = channel.Enter(r, id, a.ID, now); err != nil {
			return err
		}
		if head, err = channel.LoadHead(r, id); err != nil {
			return err
		}
		if max <= 0 || max > head.Top {
			max = head.Top
		}
		unread, err = unreadIn(r, &in, head, max)
		return err
	})
	if err != nil || !in.Me.In {
		return err
	}
	pts, err := s.log.State(ctx, chat.Owner())
	if err != nil {
		return err
	}
	moved := false
	err = s.log.Run(ctx, []store.Owner{a.ID.Owner()}, func(tx *update.Tx) error {
		moved = false
		d, found, err := dialog.Load(tx, a.ID.Owner(), chat)
		if err != nil || !found || max <= d.ReadIn && !d.Marked {
			return err
		}
		b, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		if d.Marked {
			d.Marked = false
			b.Append(update.Event{Kind: update.DialogUnread, Peer: chat, Origin: a.Origin})
		}
		if moved = max > d.ReadIn; moved {
			d.ReadIn = max
			if notesReads(&in.Channel) {
				if err := noteRead(tx, a.ID.Owner(), chat, max); err != nil {
					return err
				}
			}
			b.Append(update.Event{Kind: update.ReadChannel, Peer: chat, Max: max, Unread: unread, ID: pts.At.Pts, Origin: a.Origin})
		}
		dialog.Save(tx, a.ID.Owner(), &d)
		return nil
	})
	if err != nil || !moved || in.Broadcast || max <= head.Read {
		return err
	}
	return s.readOut(ctx, a, chat, max)
}

// readOut tells a group that somebody has read up to a message, unless that is
// who wrote it.
func (s *Service) readOut(ctx context.Context, a user.Actor, chat peer.Peer, max int) error {
	return s.log.Run(ctx, []store.Owner{chat.Owner()}, func(tx *update.Tx) error {
		h, err := s.enter(tx, a.ID, chat)
		if err != nil || max <= h.head.Read || !h.in.Me.In {
			return err
		}
		m, err := h.load(max)
		if err != nil || m == nil || m.From == a.ID {
			return err
		}
		h.head.Read = max
		channel.SaveHead(tx, h.in.ID, h.head)
		h.box.Append(update.Event{Kind: update.ReadChannelOut, Peer: chat, Max: max})
		return nil
	})
}

// unreadPosts is how many messages of a channel somebody has not read who has read
// up to a message.
func unreadPosts(r store.Reader, in *channel.Access, head channel.Head, read int) (int, error) {
	from := max(read, in.First()-1)
	if head.Top <= from {
		return 0, nil
	}
	n := head.Top - from
	if head.Gone <= from {
		return n, nil
	}
	gone, err := goneBetween(r, in.ID.Owner(), from, head.Top)
	return n - gone, err
}

// FillChannels completes the dialogs with channels of a person by what the channels
// say: the newest message, its date, what is unread. A dialog with a channel that
// the person may not see any more has no message.
func (s *Service) FillChannels(r store.Reader, id user.ID, ds []dialog.Dialog) error {
	now := s.clock.Now().Unix()
	for i := range ds {
		d := &ds[i]
		if d.Peer.Kind == peer.Chat && d.Top == 0 {
			if err := Follows(r, id, d.Peer); err != nil {
				return err
			}
		}
		if d.Peer.Kind != peer.Channel {
			continue
		}
		in, err := channel.Open(r, channel.ID(d.Peer.ID), id, now)
		if err != nil {
			return err
		}
		head, err := channel.LoadHead(r, in.ID)
		if err != nil {
			return err
		}
		at, err := update.At(r, in.ID.Owner())
		if err != nil {
			return err
		}
		d.ReadOut, d.Pts, d.Period = head.Read, at.Pts, in.Period
		d.Top, d.Unread, d.UnreadMentions, d.UnreadReactions = 0, 0, 0, 0
		if !in.Sees() || head.Top < in.First() {
			continue
		}
		d.Top, d.Date = head.Top, head.Date
		if d.Unread, err = unreadIn(r, &in, head, d.ReadIn); err != nil {
			return err
		}
		u, err := channel.LoadUnseen(r, in.ID, id)
		if err != nil {
			return err
		}
		d.UnreadMentions, d.UnreadReactions = u.Mentions, u.Reactions
	}
	return nil
}
