package message

import (
	"context"

	"heliograph/internal/channel"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Discussion is what lies under a message, or under a post in the group that
// discusses it.
type Discussion struct {
	Root   Message // in the chat of the thread
	Thread Thread
}

// Root is where the thread of a message lies: for a post the group that discusses
// its channel, for any other message the one that began the thread it is in. Faults:
// those of find, MSG_ID_INVALID.
func (s *Service) Root(ctx context.Context, a user.Actor, chat peer.Peer, id int) (Ref, error) {
	if chat.Kind != peer.Channel {
		return Ref{}, errPeer
	}
	at, pending, err := s.root(ctx, a, chat, id)
	if err == nil && pending { // the copy is about to be made
		if _, err = s.Discuss(ctx, chat.Owner(), s.clock.Now().Unix()); err == nil {
			at, pending, err = s.root(ctx, a, chat, id)
		}
	}
	if err == nil && pending {
		err = errTop
	}
	return at, err
}

func (s *Service) root(ctx context.Context, a user.Actor, chat peer.Peer, id int) (at Ref, pending bool, err error) {
	now := s.clock.Now().Unix()
	err = s.store.View(ctx, func(r store.Reader) error {
		at, pending = Ref{}, false
		in, err := find(r, now, a.ID, chat)
		if err != nil {
			return err
		}
		m, err := loadMessage(r, in.box, chat, id)
		switch {
		case err != nil:
			return err
		case m == nil || id < in.first:
			at = Ref{chat, id}
			return in.root(r, id)
		case !in.in.Broadcast:
			at = Ref{chat, id}
			if in := m.threads(); len(in) > 0 && in[len(in)-1] != General {
				at.ID = in[len(in)-1]
			}
			return nil
		case m.Comments == nil || channel.ID(m.Comments.Chat.ID) != in.in.Linked:
			return errTop
		}
		at, pending = *m.Comments, m.Comments.ID == 0
		_, err = find(r, now, a.ID, at.Chat)
		return err
	})
	return at, pending, err
}

// Discussion is the thread of a message, as the actor has read it. Faults: those of
// Root, MSG_ID_INVALID also when its first message is gone.
func (s *Service) Discussion(ctx context.Context, a user.Actor, chat peer.Peer, id int) (Discussion, error) {
	at, err := s.Root(ctx, a, chat, id)
	if err != nil {
		return Discussion{}, err
	}
	var out Discussion
	now := s.clock.Now().Unix()
	err = s.store.View(ctx, func(r store.Reader) error {
		in, err := find(r, now, a.ID, at.Chat)
		if err != nil {
			return err
		}
		m, err := loadMessage(r, in.box, at.Chat, at.ID)
		switch {
		case err != nil:
			return err
		case m == nil || m.ID < in.first:
			return errTop
		}
		ts, err := LoadThreads(r, in.box, at.ID)
		if err == nil {
			err = FillThreads(r, in.in, ts)
		}
		if err == nil {
			out = Discussion{*m, ts[0]}
		}
		return err
	})
	return out, err
}

// Replies is what is shown of a thread beside the message that it lies under.
type Replies struct {
	Thread
	Comments peer.Peer // the group that discusses the post, zero: it is no post
}

// Replies is what lies under messages, as somebody sees it, 0 for what is the same
// for all; messages under which there can be no thread are left out.
func (s *Service) Replies(ctx context.Context, viewer user.ID, ms []Message) (map[Ref]Replies, error) {
	var roots []root
	for i := range ms {
		if at := ms[i].root(); at.of.ID != 0 {
			roots = append(roots, at)
		}
	}
	if len(roots) == 0 {
		return nil, nil
	}
	var out map[Ref]Replies
	err := s.store.View(ctx, func(r store.Reader) error {
		now, err := stillDiscussed(r, roots)
		if err != nil {
			return err
		}
		under, err := loadUnder(r, viewer, now)
		out = make(map[Ref]Replies, len(now))
		for _, one := range now {
			t, there := under[one.at]
			if !there { // nobody can comment any more
				continue
			}
			n := Replies{Thread: t}
			if one.at.Chat != one.of.Chat {
				n.Comments = one.at.Chat
			}
			out[one.of] = n
		}
		return err
	})
	return out, err
}

// root is a message under which there can be a thread, and where that lies.
type root struct{ of, at Ref }

// root is zero for a message under which there can be none.
func (m *Message) root() root {
	of := Ref{m.Peer, m.ID}
	switch {
	case m.Peer.Kind != peer.Channel || m.Action != NoAction:
		return root{}
	case m.Comments != nil:
		return root{of, *m.Comments}
	case m.Viewed, m.thread() != 0, m.Topic > General:
		return root{}
	}
	return root{of, of}
}

// stillDiscussed leaves out posts of channels that are discussed elsewhere now, or
// nowhere.
func stillDiscussed(r store.Reader, roots []root) ([]root, error) {
	linked := map[peer.Peer]channel.ID{}
	out := make([]root, 0, len(roots))
	for _, one := range roots {
		if one.at.Chat != one.of.Chat {
			now, ok := linked[one.of.Chat]
			if !ok {
				c, _, err := channel.Load(r, channel.ID(one.of.Chat.ID))
				if err != nil {
					return nil, err
				}
				now = c.Linked
				linked[one.of.Chat] = now
			}
			if now.Peer() != one.at.Chat {
				continue
			}
		}
		out = append(out, one)
	}
	return out, nil
}

// loadUnder reads threads, and how far a viewer has read them.
func loadUnder(r store.Reader, viewer user.ID, roots []root) (map[Ref]Thread, error) {
	tops := map[peer.Peer][]int{}
	for _, one := range roots {
		tops[one.at.Chat] = append(tops[one.at.Chat], one.at.ID)
	}
	out := make(map[Ref]Thread, len(roots))
	for chat, ids := range tops {
		there, err := loadPeers(r, chat.Owner(), ids)
		if err != nil {
			return nil, err
		}
		ts, err := LoadThreads(r, chat.Owner(), ids...)
		if err != nil {
			return nil, err
		}
		marks := make([]int, len(ids))
		if viewer != 0 {
			if marks, err = LoadMarks(r, viewer, chat, ids...); err != nil {
				return nil, err
			}
		}
		at, err := update.At(r, chat.Owner())
		if err != nil {
			return nil, err
		}
		for i := range ts {
			if ts[i].ReadIn = marks[i]; ts[i].Last == 0 {
				ts[i].Pts = at.Pts
			}
			if ids[i] == 0 || !there[i].IsZero() {
				out[Ref{chat, ids[i]}] = ts[i]
			}
		}
	}
	return out, nil
}
