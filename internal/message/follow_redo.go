package message

import (
	"heliograph/internal/channel"
	"heliograph/internal/store"
	"heliograph/internal/update"
)

// redo brings a box up to a group whose log does not tell any more what the box lacks:
// it looks at some of the messages of the group, and at last goes on from where the
// log stands. Whoever has come anew since begins there.
func (f *follower) redo(limit int) (more bool, err error) {
	defer func() {
		if err == nil {
			f.save()
		}
	}()
	a, err := channel.Open(f.tx, f.id, f.who, f.tx.Now())
	if err != nil {
		return false, err
	}
	at, err := update.At(f.tx, f.group)
	if err != nil {
		return false, err
	}
	if !a.Me.In {
		f.cursor.In, f.cursor.Redo = false, 0
		f.cursor.set(at)
		f.tell(&update.Event{}, update.Event{Kind: update.Channel, Peer: f.chat})
		return false, nil
	}
	f.cursor.In = true
	ms, err := scanMessages(f.tx, f.group, f.chat, f.cursor.Redo, 0, false, limit)
	if err != nil {
		return false, err
	}
	to := 0
	if more = len(ms) == limit; more {
		to = ms[len(ms)-1].ID + 1
	}
	if err := f.dropGone(ms, to); err != nil {
		return false, err
	}
	for i := range ms {
		if err := f.redoOne(&ms[i], a.Me.Joined); err != nil {
			return false, err
		}
	}
	if f.cursor.Redo = to; !more {
		f.cursor.set(at)
		f.tell(&update.Event{}, update.Event{Kind: update.Members, Peer: f.chat})
	}
	return more, nil
}

// redoOne brings the box up to one message of the group: new ones are copied that were
// written after the owner of the box came.
func (f *follower) redoOne(m *Message, joined int64) error {
	c, err := f.load(m.ID)
	switch {
	case err != nil:
		return err
	case c == nil && m.ID > f.cursor.Last && m.Date >= joined:
		f.cursor.Last = m.ID
		return f.copy(m, &update.Event{Kind: update.NewMessage, ID: m.ID})
	case c == nil:
		return nil
	}
	if err := f.reedit(c, m, &update.Event{}); err != nil {
		return err
	}
	if err := f.react(c, m, &update.Event{}); err != nil {
		return err
	}
	return f.pin(&update.Event{IDs: []int{m.ID}, Flag: m.Pinned})
}

// dropGone removes the copies of messages that the group has no more, among those with
// numbers from the cursor's on up to, without, to, or all where that is 0.
func (f *follower) dropGone(there []Message, to int) error {
	end := numberKey(f.chat, 0)[:10].End()
	if to > 0 {
		end = numberKey(f.chat, to)
	}
	rows, err := f.tx.Scan(f.owner, numberKey(f.chat, f.cursor.Redo), end, false, 0)
	if err != nil {
		return err
	}
	has := map[int]bool{}
	for i := range there {
		has[there[i].ID] = true
	}
	var gone []int
	for _, row := range rows {
		if has[int(store.IntAt(row.Key, 10))] {
			continue
		}
		var id int
		if err := store.Decode(row.Value, &id); err != nil {
			return err
		}
		gone = append(gone, id)
	}
	if len(gone) > 0 {
		_, err = f.s.removeFrom(f.tx, f.owner, f.chat, gone, 0)
	}
	return err
}
