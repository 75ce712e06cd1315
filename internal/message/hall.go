package message

import (
	"context"
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/id"
	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// hall is a channel inside a transaction, as somebody stands in it: the one copy
// of each message that all see.
type hall struct {
	s     *Service
	tx    *update.Tx
	box   *update.Box
	owner store.Owner
	in    *channel.Access
	head  channel.Head
	names names // of hidden authors
	timers
	copied bool // posts are to be copied once this is committed
}

// enter opens a channel for somebody who may read it. Faults: CHANNEL_INVALID,
// CHANNEL_PRIVATE.
func (s *Service) enter(tx *update.Tx, who user.ID, chat peer.Peer) (*hall, error) {
	in, err := channel.Enter(tx, channel.ID(chat.ID), who, tx.Now())
	if err != nil {
		return nil, err
	}
	return s.open(tx, &in)
}

func (s *Service) open(tx *update.Tx, in *channel.Access) (*hall, error) {
	h := &hall{s: s, tx: tx, owner: in.ID.Owner(), in: in}
	var err error
	if h.box, err = tx.Box(h.owner); err != nil {
		return nil, err
	}
	h.head, err = channel.LoadHead(tx, in.ID)
	return h, err
}

// chat is the channel as one can write to.
func (h *hall) chat() peer.Peer { return h.in.ID.Peer() }

// load reads a message that may be seen, nil when there is none.
func (h *hall) load(id int) (*Message, error) {
	if id < h.in.First() {
		return nil, nil
	}
	return loadMessage(h.tx, h.owner, h.chat(), id)
}

// loadMany reads those of some messages that may be seen.
func (h *hall) loadMany(ids []int) ([]Message, error) {
	ms, err := loadMany(h.tx, h.owner, repeat(h.chat(), len(ids)), ids)
	return slices.DeleteFunc(ms, func(m Message) bool { return m.ID < h.in.First() }), err
}

// insert writes a new message, whatever it is, and tells of it.
func (h *hall) insert(m *Message, random, origin int64) (update.Event, error) {
	if h.in.Basic() {
		return h.keep(m, random, origin)
	}
	m.ID, m.Peer, m.Date = h.box.NextID(), h.chat(), h.tx.Now()
	if err := h.place(m); err != nil {
		return update.Event{}, err
	}
	if err := h.expire(m); err != nil {
		return update.Event{}, err
	}
	if err := h.discuss(m); err != nil {
		return update.Event{}, err
	}
	if err := insertMessage(h.tx, h.owner, m); err != nil {
		return update.Event{}, err
	}
	if err := h.thread(m); err != nil {
		return update.Event{}, err
	}
	if err := h.await(h.tx, h.owner, m); err != nil {
		return update.Event{}, err
	}
	h.head.Top, h.head.Date = m.ID, m.Date
	channel.SaveHead(h.tx, h.in.ID, h.head)
	for _, n := range m.Named {
		if err := h.mention(n.User, m.ID); err != nil {
			return update.Event{}, err
		}
	}
	e := h.box.Append(update.Event{Kind: update.NewMessage, Peer: m.Peer, ID: m.ID, Random: random, Origin: origin, Value: m})
	if random != 0 {
		h.box.SetOnce(e)
	}
	return e, nil
}

// mention notes that a member is mentioned by a message.
func (h *hall) mention(who user.ID, id int) error {
	u, err := channel.LoadUnseen(h.tx, h.in.ID, who)
	if err != nil {
		return err
	}
	u.Mentions++
	channel.SaveUnseen(h.tx, h.in.ID, who, u)
	h.tx.Put(h.owner, mentionKey(who, id), nil)
	return nil
}

func mentionKey(who user.ID, id int) store.Key { return mentionList(who).Int(int64(id)) }
func mentionList(who user.ID) store.Key        { return store.K('Y').Int(int64(who)) }

// Note implements channel.Notes: the history tells what happened.
func (s *Service) Note(tx *update.Tx, c *channel.Channel, n channel.Note, origin int64) (update.Event, error) {
	h, err := s.open(tx, &channel.Access{Channel: *c})
	if err != nil {
		return update.Event{}, err
	}
	m := Message{From: n.By, Action: Action(n.Kind), Note: &n}
	if c.Broadcast || n.Unsaid {
		m.As = c.ID.Peer()
	}
	if n.Topic != 0 {
		m.Reply = inTopic(n.Topic)
	}
	var e update.Event
	if n.Random != 0 {
		e, err = h.insert(&m, n.Random, origin)
		SaveMark(tx, n.By, m.Peer, m.ID, m.ID) // who made a topic has read so far
	} else {
		e, err = h.tellOf(&m, origin)
	}
	if err == nil && !slices.Contains(n.Users, n.By) { // whoever joins has that in their box
		at, topic := h.box.At(), 0
		if c.Forum {
			topic = m.topic()
		}
		tx.After(func(ctx context.Context) { s.knows(ctx, n.By, m.Peer, topic, m.ID, at) })
	}
	return e, err
}

// knows notes that somebody has read what their own deed had the history tell, and
// what was before it, in a topic or, 0, in all of the chat. It may be lost: then that counts as unread until they look.
func (s *Service) knows(ctx context.Context, who user.ID, chat peer.Peer, topic, id int, at update.Position) {
	_ = s.log.Run(ctx, []store.Owner{who.Owner()}, func(tx *update.Tx) error {
		if topic != 0 {
			return markUpTo(tx, who, chat, topic, id)
		}
		d, found, err := dialog.Load(tx, who.Owner(), chat)
		if err != nil || !found {
			return err
		}
		err = readUpTo(tx, who, &d, id, at)
		dialog.Save(tx, who.Owner(), &d)
		return err
	})
}

// readUpTo has what somebody wrote in a channel mark as read what was before it,
// and tells their devices if there was something.
func readUpTo(tx *update.Tx, who user.ID, d *dialog.Dialog, id int, at update.Position) error {
	before := d.ReadIn
	if d.ReadIn = max(before, id); id <= before+1 {
		return nil
	}
	b, err := tx.Box(who.Owner())
	if err == nil {
		b.Append(update.Event{Kind: update.ReadChannel, Peer: d.Peer, Max: id, ID: at.Pts})
	}
	return err
}

// tellOf is insert for a service message. The answer to the request that made it
// names it by a random id: TDLib wants one.
func (h *hall) tellOf(m *Message, origin int64) (update.Event, error) {
	e, err := h.insert(m, 0, origin)
	e.Random = id.Int64()
	return e, err
}

// wrote notes that who wrote m has read what was before it: in a forum, and by who
// is not a member, in the same thread.
func (h *hall) wrote(m *Message) error {
	id, box := m.ID, h.in.Me.User.Owner()
	if !h.in.Me.In || h.in.Forum {
		for _, top := range m.threads() {
			SaveMark(h.tx, h.in.Me.User, h.chat(), top, id)
		}
	}
	if !h.in.Me.In {
		return nil
	}
	d, found, err := dialog.Load(h.tx, box, h.chat())
	if err != nil || !found {
		return err
	}
	if notesReads(&h.in.Channel) {
		if err := noteRead(h.tx, box, h.chat(), id); err != nil {
			return err
		}
	}
	if !h.in.Forum {
		if err := readUpTo(h.tx, h.in.Me.User, &d, id, h.box.At()); err != nil {
			return err
		}
	}
	err = d.Wrote(h.tx, box, h.tx.Now())
	dialog.Save(h.tx, box, &d)
	return err
}

// restricted is what a message is that somebody may not be allowed to send.
func (m *Message) restricted() right.Ban {
	switch {
	case m.Media == nil:
		return right.SendText
	case m.Media.Poll != nil, m.Media.Todo != nil:
		return right.SendPolls
	case m.Media.Dice != nil:
		return right.SendStickers
	}
	return right.SendText
}
