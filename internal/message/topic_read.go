package message

import (
	"context"
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// maxLively is how many topics are looked at for what is unread in a forum: where
// more have news it is taken for unread since somebody has last read all of it.
const maxLively = 50

// unreadIn is how many messages somebody has not read, who has read up to one: of a
// forum those of its topics.
func unreadIn(r store.Reader, in *channel.Access, head channel.Head, read int) (int, error) {
	if in.Forum {
		n, _, err := unreadForum(r, in, head, read)
		return n, err
	}
	return unreadPosts(r, in, head, read)
}

// unreadForum is how many messages of the topics of a forum somebody has not read,
// who has read up to a message in all of them, and up to which one that is so now.
func unreadForum(r store.Reader, in *channel.Access, head channel.Head, read int) (unread, all int, err error) {
	from := max(read, in.First()-1)
	if head.Top <= from {
		return 0, read, nil
	}
	ts, err := LastThreads(r, in.ID.Owner(), 0, maxLively)
	if err != nil {
		return 0, 0, err
	}
	ts = slices.DeleteFunc(ts, func(t Thread) bool { return t.Last <= from })
	if len(ts) == maxLively {
		unread, err = unreadPosts(r, in, head, read)
		return unread, read, err
	}
	if in.Parted > from && !slices.ContainsFunc(ts, func(t Thread) bool { return t.Top == General }) {
		old, err := heads(r, in, General)
		if err != nil {
			return 0, 0, err
		}
		ts = append(ts, old...)
	}
	tops := make([]int, len(ts))
	for i := range ts {
		tops[i] = ts[i].Top
	}
	marks, err := LoadMarks(r, in.Me.User, in.ID.Peer(), tops...)
	if err != nil {
		return 0, 0, err
	}
	all = head.Top
	for i := range ts {
		t, first := &ts[i], max(marks[i], from)+1
		n, err := countIn(r, &in.Channel, t.Top, first-1)
		switch {
		case err != nil:
			return 0, 0, err
		case n == 0:
			continue
		}
		unread += n
		if t.Top != General || first >= in.Parted {
			ids, err := scanIDs(r, in.ID.Owner(), threadList(t.Top), first, 0, false, 1)
			if err != nil {
				return 0, 0, err
			}
			if len(ids) > 0 {
				first = ids[0]
			}
		}
		all = min(all, first-1)
	}
	return unread, max(all, read), nil
}

// readForum notes, after somebody has read a topic, up to which message all topics
// are read now, and tells that person's devices.
func (s *Service) readForum(ctx context.Context, a user.Actor, in *channel.Access) error {
	if !in.Forum || !in.Me.In {
		return nil
	}
	chat := in.ID.Peer()
	unread, all := 0, 0
	var pts update.Position
	err := s.store.View(ctx, func(r store.Reader) error {
		head, err := channel.LoadHead(r, in.ID)
		if err != nil {
			return err
		}
		if pts, err = update.At(r, chat.Owner()); err != nil {
			return err
		}
		d, _, err := dialog.Load(r, a.ID.Owner(), chat)
		if err == nil {
			unread, all, err = unreadForum(r, in, head, d.ReadIn)
		}
		return err
	})
	if err != nil || all == 0 {
		return err
	}
	return s.log.Run(ctx, []store.Owner{a.ID.Owner()}, func(tx *update.Tx) error {
		d, found, err := dialog.Load(tx, a.ID.Owner(), chat)
		if err != nil || !found || all <= d.ReadIn {
			return err
		}
		b, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		d.ReadIn = all
		dialog.Save(tx, a.ID.Owner(), &d)
		b.Append(update.Event{Kind: update.ReadChannel, Peer: chat, Max: all, Unread: unread, ID: pts.Pts})
		return nil
	})
}

// markUpTo notes that somebody has read a topic up to a message, and tells their
// devices.
func markUpTo(tx *update.Tx, who user.ID, chat peer.Peer, topic, id int) error {
	marks, err := LoadMarks(tx, who, chat, topic)
	if err != nil || marks[0] >= id {
		return err
	}
	b, err := tx.Box(who.Owner())
	if err != nil {
		return err
	}
	SaveMark(tx, who, chat, topic, id)
	b.Append(update.Event{Kind: update.ReadThread, Peer: chat, ID: topic, Max: id})
	return nil
}
