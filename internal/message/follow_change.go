package message

import (
	"reflect"
	"slices"

	"heliograph/internal/dialog"
	"heliograph/internal/store"
	"heliograph/internal/update"
)

// change brings the copy of a message up to what the group has.
func (f *follower) change(e *update.Event) error {
	m, err := loadMessage(f.tx, f.group, f.chat, e.ID)
	if err != nil || m == nil {
		return err
	}
	c, err := f.load(e.ID)
	if err != nil || c == nil {
		return err
	}
	switch e.Kind {
	case update.EditMessage:
		if f.later(m) {
			return nil
		}
		return f.reedit(c, m, e)
	case update.WebPage:
		if c.Preview == m.Preview || c.Preview.same(m.Preview) {
			return nil
		}
		c.Preview = m.Preview
		putMessage(f.tx, f.owner, c)
		f.tell(e, update.Event{Kind: update.WebPage, Peer: f.chat, ID: c.ID, Max: e.Max, Flag: e.Flag, Value: c})
		return nil
	}
	return f.react(c, m, e)
}

// load reads the copy of a message of the group, nil when the box has none.
func (f *follower) load(n int) (*Message, error) {
	id, err := f.own(n)
	if err != nil || id == 0 {
		return nil, err
	}
	return loadMessage(f.tx, f.owner, f.chat, id)
}

func (f *follower) reedit(c, m *Message, e *update.Event) error {
	if c.Edited == m.Edited && c.NoWebpage == m.NoWebpage && c.Inverted == m.Inverted && c.Preview.same(m.Preview) &&
		reflect.DeepEqual(c.Text, m.Text) && reflect.DeepEqual(c.Media, m.Media) {
		return nil
	}
	if err := f.s.index.Forget(f.tx, f.owner, *c); err != nil {
		return err
	}
	c.Text, c.Edited, c.NoWebpage, c.Inverted, c.Media, c.Preview = m.Text, m.Edited, m.NoWebpage, m.Inverted, m.Media, m.Preview
	putMessage(f.tx, f.owner, c)
	f.tell(e, update.Event{Kind: update.EditMessage, Peer: f.chat, ID: c.ID, Value: c})
	f.c.Messages = append(f.c.Messages, *c)
	return nil
}

// react copies the reactions to a message; those of others to what the owner of the
// box wrote are unread until the owner has seen them.
func (f *follower) react(c, m *Message, e *update.Event) error {
	now := slices.Clone(f.reactions(m))
	for i := range now {
		now[i].Unread = c.Out && now[i].From != f.who
		for _, r := range c.Reactions {
			if r.From == now[i].From && r.Emoji == now[i].Emoji {
				now[i].Unread = r.Unread
			}
		}
	}
	if slices.Equal(now, c.Reactions) {
		return nil
	}
	d, _, err := dialog.Load(f.tx, f.owner, f.chat)
	if err != nil {
		return err
	}
	d.UnreadReactions += setReactions(f.tx, f.owner, c, now)
	dialog.Save(f.tx, f.owner, &d)
	f.tell(e, update.Event{Kind: update.Reactions, Peer: f.chat, ID: c.ID, Value: c})
	f.c.Messages = append(f.c.Messages, *c)
	return nil
}

func (f *follower) remove(e *update.Event) error {
	ids, err := f.ownOf(e.IDs)
	if err != nil || len(ids) == 0 {
		return err
	}
	origin := int64(0)
	if f.act {
		origin = e.Origin
	}
	_, err = f.s.removeFrom(f.tx, f.owner, f.chat, ids, origin)
	return err
}

func (f *follower) pin(e *update.Event) error {
	own := update.Event{Kind: update.PinnedMessages, Peer: f.chat, Flag: e.Flag}
	for _, n := range e.IDs {
		c, err := f.load(n)
		if err != nil {
			return err
		}
		if c == nil || c.Pinned == e.Flag {
			continue
		}
		if err := f.s.setPinned(f.tx, f.owner, c, e.Flag); err != nil && err != error(errPinned) {
			return err
		}
		own.IDs = append(own.IDs, c.ID)
	}
	if len(own.IDs) > 0 {
		f.tell(e, own)
	}
	return nil
}

// readOut notes that somebody has read up to a message: then what the owner wrote up
// to there is read.
func (f *follower) readOut(e *update.Event) error {
	if e.ID == int(f.who) {
		return nil
	}
	d, found, err := dialog.Load(f.tx, f.owner, f.chat)
	if err != nil || !found {
		return err
	}
	first := numberKey(f.chat, 0)
	rows, err := f.tx.Scan(f.owner, first, numberKey(f.chat, e.Max+1), true, 1)
	if err != nil || len(rows) == 0 {
		return err
	}
	var id int
	if err := store.Decode(rows[0].Value, &id); err != nil {
		return err
	}
	if id <= d.ReadOut {
		return nil
	}
	d.ReadOut = id
	dialog.Save(f.tx, f.owner, &d)
	f.tell(e, update.Event{Kind: update.ReadOutbox, Peer: f.chat, Max: id})
	return nil
}

// requests tells the owner of the box of those who wish to be let in, if the owner is
// among those who are to know.
func (f *follower) requests(e *update.Event) error {
	if slices.Contains(e.IDs, int(f.who)) {
		f.tell(e, update.Event{Kind: update.JoinRequests, Peer: f.chat, Max: e.Max, IDs: []int{int(f.who)}, Data: e.Data})
	}
	return nil
}
