package message

import (
	"context"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

var errTop = fault.New(fault.Invalid, "MSG_ID_INVALID")

// thread is a page of one thread of the place. Fault: MSG_ID_INVALID when there is
// neither the first message nor one under it.
func (p *place) thread(r store.Reader, q Page) (out Slice, err error) {
	if p.in == nil {
		return out, errPeer
	}
	if err := p.root(r, q.Top); err != nil {
		return out, err
	}
	if out.Total, err = countIn(r, &p.in.Channel, q.Top, p.first-1); err != nil {
		return out, err
	}
	if q.Top == General && p.in.Parted > 1 {
		out.Messages, err = p.general(r, p.within(q))
		return out, err
	}
	out.Messages, err = listed(r, p.box, p.chat, threadList(q.Top), p.within(q))
	return out, err
}

// root refuses what is no thread that may be seen. Fault: MSG_ID_INVALID.
func (p *place) root(r store.Reader, top int) error {
	if p.in.Forum && top == General {
		return nil
	}
	ts, err := LoadThreads(r, p.box, top)
	if err != nil || ts[0].Last >= p.first {
		return err
	}
	if _, found, err := channel.LoadTopic(r, &p.in.Channel, top); err != nil || found {
		return err
	}
	if top < p.first {
		return errTop
	}
	m, err := loadMessage(r, p.box, p.chat, top)
	if err == nil && m == nil {
		err = errTop
	}
	return err
}

// Threads is what lies under some messages of a channel, and how much of it the
// actor has not read. Faults: those of find.
func (s *Service) Threads(ctx context.Context, a user.Actor, chat peer.Peer, tops ...int) ([]Thread, error) {
	var out []Thread
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		at, err := find(r, now, a.ID, chat)
		if err != nil {
			return err
		}
		if out, err = heads(r, at.in, tops...); err == nil {
			err = FillThreads(r, at.in, out)
		}
		return err
	})
	return out, err
}

// FillThreads completes threads of a channel by what somebody has read of them.
func FillThreads(r store.Reader, in *channel.Access, ts []Thread) error {
	tops := make([]int, len(ts))
	for i := range ts {
		tops[i] = ts[i].Top
	}
	chat := in.ID.Peer()
	marks, err := LoadMarks(r, in.Me.User, chat, tops...)
	if err != nil {
		return err
	}
	d, _, err := dialog.Load(r, in.Me.User.Owner(), chat)
	if err != nil {
		return err
	}
	for i := range ts {
		t := &ts[i]
		if t.ReadIn = max(marks[i], d.ReadIn); t.Last <= t.ReadIn {
			continue
		}
		if t.Unread, err = countIn(r, &in.Channel, t.Top, max(t.ReadIn, in.First()-1)); err != nil {
			return err
		}
	}
	return nil
}

// ReadThread marks a thread of a channel read by the actor up to and with message
// max, 0 for all of it. Whoever wrote in it learns that somebody has read so far.
// Faults: those of find, MSG_ID_INVALID.
func (s *Service) ReadThread(ctx context.Context, a user.Actor, chat peer.Peer, top, max int) error {
	if chat.Kind != peer.Channel {
		return errPeer
	}
	var t Thread
	var in channel.Access
	var of *Ref
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		at, err := find(r, now, a.ID, chat)
		if err != nil {
			return err
		}
		in = *at.in
		if err := at.root(r, top); err != nil {
			return err
		}
		if t, err = read(r, at.in, top); err != nil {
			return err
		}
		if max <= 0 || max > t.Last {
			max = t.Last
		}
		if t.Unread, err = countIn(r, &at.in.Channel, top, max); err != nil {
			return err
		}
		of, err = discussed(r, at.box, chat, top)
		return err
	})
	if err != nil || max <= t.ReadIn {
		return err
	}
	err = s.log.Run(ctx, []store.Owner{a.ID.Owner()}, func(tx *update.Tx) error {
		marks, err := LoadMarks(tx, a.ID, chat, top)
		if err != nil || max <= marks[0] {
			return err
		}
		b, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		SaveMark(tx, a.ID, chat, top, max)
		e := update.Event{Kind: update.ReadThread, Peer: chat, ID: top, Max: max, Unread: t.Unread, Origin: a.Origin}
		if of != nil {
			e.Data = store.Encode(of)
		}
		b.Append(e)
		return nil
	})
	if err == nil {
		err = s.readForum(ctx, a, &in)
	}
	if err != nil || in.Broadcast || max <= t.Read {
		return err
	}
	return s.readThreadOut(ctx, a, chat, top, max)
}

// read is a thread as somebody has read it.
func read(r store.Reader, in *channel.Access, top int) (Thread, error) {
	ts, err := heads(r, in, top)
	if err == nil {
		err = FillThreads(r, in, ts)
	}
	if err != nil {
		return Thread{}, err
	}
	return ts[0], nil
}

// readThreadOut tells a group that somebody has read a thread up to a message,
// unless that is who wrote it.
func (s *Service) readThreadOut(ctx context.Context, a user.Actor, chat peer.Peer, top, max int) error {
	return s.log.Run(ctx, []store.Owner{chat.Owner()}, func(tx *update.Tx) error {
		h, err := s.enter(tx, a.ID, chat)
		if err != nil {
			return err
		}
		ts, err := LoadThreads(tx, h.owner, top)
		if err != nil || ts[0].Last == 0 || max <= ts[0].Read {
			return err
		}
		m, err := h.load(max)
		if err != nil || m == nil || m.From == a.ID {
			return err
		}
		t := ts[0]
		t.Read = max
		h.saveThread(&ts[0], &t)
		h.box.Append(update.Event{Kind: update.ReadThreadOut, Peer: chat, ID: top, Max: max})
		return nil
	})
}

// discussed is the post that is discussed under a message of a group, nil when
// none is.
func discussed(r store.Reader, box store.Owner, chat peer.Peer, top int) (*Ref, error) {
	m, err := loadMessage(r, box, chat, top)
	if err != nil || m == nil {
		return nil, err
	}
	return m.discusses(), nil
}

// discusses is the post of which m is the copy that came by itself, nil for another
// message.
func (m *Message) discusses() *Ref {
	if f := m.Forward; m.Peer.Kind == peer.Channel && f != nil && !f.SavedPeer.IsZero() && m.As == f.SavedPeer {
		return &Ref{f.SavedPeer, f.SavedID}
	}
	return nil
}

// DecodeDiscussed reads the Data of an update.ReadThread event: the post that is
// discussed in the thread, zero when none is.
func DecodeDiscussed(data []byte) (of Ref, err error) {
	if data != nil {
		err = store.Decode(data, &of)
	}
	return of, err
}
