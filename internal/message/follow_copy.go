package message

import (
	"slices"

	"heliograph/internal/archive"
	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/draft"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// maxGiven is how many older messages somebody who is added to a group is given.
const maxGiven = 100

// begin has the owner of the box be in the group from here on. They are given as many
// of the newest messages as whoever added them said.
func (f *follower) begin(e *update.Event) error {
	f.cursor.In, f.cursor.Last = true, max(f.cursor.Last, e.ID)
	f.tell(e, update.Event{Kind: update.Channel, Peer: f.chat})
	period, err := dialog.Period(f.tx, f.group, f.chat)
	if err != nil {
		return err
	}
	dialog.SetPeriod(f.tx, f.owner, f.chat, period)
	if e.Max <= 0 || e.ID <= 0 {
		return nil
	}
	ms, err := scanMessages(f.tx, f.group, f.chat, 0, e.ID+1, true, min(e.Max, maxGiven))
	if err != nil {
		return err
	}
	for _, m := range slices.Backward(ms) {
		if err := f.copy(&m, e); err != nil {
			return err
		}
	}
	return nil
}

// leaves has the owner of the box be in the group no more, or somebody else.
func (f *follower) leaves(e *update.Event) error {
	if e.Peer != f.who.Peer() {
		return nil
	}
	f.cursor.In = false
	if _, err := draft.Clear(f.tx, f.box, user.Actor{ID: f.who}, f.chat); err != nil {
		return err
	}
	f.tell(e, update.Event{Kind: update.Channel, Peer: f.chat})
	return nil
}

// arrive copies a new message, unless it is gone by now: its deletion follows.
func (f *follower) arrive(e *update.Event) error {
	f.cursor.Last = max(f.cursor.Last, e.ID)
	m, err := loadMessage(f.tx, f.group, f.chat, e.ID)
	if err != nil || m == nil {
		return err
	}
	m.Pinned = false // that follows
	if err := f.copy(m, e); err != nil || m.Action != Action(channel.Became) {
		return err
	}
	came, err := channel.Arrive(f.tx, f.who, f.id)
	if came.Kind != 0 {
		f.c.Events = append(f.c.Events, came)
	}
	return err
}

// copy writes the box's copy of a message of the group, unless there is one.
func (f *follower) copy(m *Message, e *update.Event) error {
	if id, err := f.own(m.ID); err != nil || id != 0 || f.later(m) {
		return err
	}
	c := *m
	c.Reactions, c.Revised = f.reactions(m), 0
	c.Other, c.Peer, c.Out = m.ID, f.chat, m.From == f.who
	c.Scheduled = c.Scheduled && c.Out
	c.ID = f.box.NextID()
	if err := f.localize(&c); err != nil {
		return err
	}
	if err := insertMessage(f.tx, f.owner, &c); err != nil {
		return err
	}
	f.tx.Put(f.owner, numberKey(f.chat, c.Other), store.Encode(c.ID))
	if c.Pinned {
		f.tx.Put(f.owner, pinnedKey(f.chat, c.ID), nil)
	}
	if c.expires() {
		f.tx.Put(f.owner, expiryKey(&c), nil)
		if err := f.timers.note(expiryTimer(f.owner), c.Date+int64(c.Period)); err != nil {
			return err
		}
	}
	d, _, err := dialog.Load(f.tx, f.owner, f.chat)
	if err != nil {
		return err
	}
	began := d.Top == 0
	d.Top, d.Date, d.Count = c.ID, c.Date, d.Count+1
	if c.incoming() {
		d.Unread++
	}
	if len(c.Named) > 0 {
		f.tx.Put(f.owner, namedKey(f.chat, c.ID), nil)
		d.UnreadMentions++
	}
	if c.Out && c.Action == NoAction && f.act {
		if err := d.Wrote(f.tx, f.owner, c.Date); err != nil {
			return err
		}
	}
	own := update.Event{Kind: update.NewMessage, Peer: f.chat, ID: c.ID, Value: &c}
	if f.act && c.Out && e.Kind == update.NewMessage {
		own.Random = e.Random
	}
	told := f.tell(e, own)
	if own.Random != 0 {
		f.box.SetOnce(told)
	}
	f.c.Messages = append(f.c.Messages, c)
	if !c.Out {
		if err := archive.Arrived(f.tx, f.box, f.who, &d, began); err != nil {
			return err
		}
	}
	dialog.Save(f.tx, f.owner, &d)
	return nil
}

// localize has a copy say what a message of the group says in the words of the box:
// its ids, and whom it mentions only if that is the owner.
func (f *follower) localize(c *Message) error {
	if c.Reply != nil && c.Reply.Peer.IsZero() && c.Reply.ID != 0 {
		id, err := f.own(c.Reply.ID)
		if err != nil {
			return err
		}
		r := *c.Reply
		r.ID = id
		if c.Reply = &r; id == 0 {
			c.Reply = nil
		}
	}
	named := slices.ContainsFunc(c.Named, func(n Named) bool { return n.User == f.who })
	if c.Named = nil; named && !c.Out {
		c.Named = []Named{{User: f.who}}
	}
	return nil
}
