package apptest

import (
	"context"
	"fmt"
	"time"

	"github.com/gotd/td/tg"
)

// handle records whatever the server pushes.
func (d *Device) handle(_ context.Context, u tg.UpdatesClass) error {
	d.Record(u)
	return nil
}

// Record notes updates: pushed ones, or those of an answer.
func (d *Device) Record(u tg.UpdatesClass) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch u := u.(type) {
	case *tg.Updates:
		d.note(u.Users, u.Updates)
		for _, c := range u.Chats {
			if min, ok := c.(*tg.Channel); !ok || !min.Min || d.chats[c.GetID()] == nil {
				d.chats[c.GetID()] = c
			}
		}
	case *tg.UpdateShort:
		d.note(nil, []tg.UpdateClass{u.Update})
	case *tg.UpdatesTooLong:
		d.tooLong++
	}
	close(d.changed)
	d.changed = make(chan struct{})
}

func (d *Device) note(users []tg.UserClass, updates []tg.UpdateClass) {
	for _, u := range users {
		if u, ok := u.(*tg.User); ok && (!u.Min || d.users[u.ID] == nil) {
			d.users[u.ID] = u
		}
	}
	for _, u := range updates {
		switch u := u.(type) {
		case *tg.UpdateNewMessage:
			d.keep(u.Message)
		case *tg.UpdateEditMessage:
			d.keep(u.Message)
		case *tg.UpdateDeleteMessages:
			for _, id := range u.Messages {
				delete(d.messages, id)
			}
		}
		if p, ok := u.(interface{ GetPts() int }); ok && !ofChannel(u) {
			d.state.Pts = max(d.state.Pts, p.GetPts())
		}
	}
	d.updates = append(d.updates, updates...)
}

// ofChannel says whether an update has the pts of a channel.
func ofChannel(u tg.UpdateClass) bool {
	switch u.(type) {
	case *tg.UpdateNewChannelMessage, *tg.UpdateEditChannelMessage, *tg.UpdateDeleteChannelMessages, *tg.UpdatePinnedChannelMessages,
		*tg.UpdateReadChannelInbox, *tg.UpdateChannelTooLong:
		return true
	}
	return false
}

func (d *Device) keep(m tg.MessageClass) {
	if m, ok := m.(*tg.Message); ok {
		d.messages[m.ID] = m
	}
}

// Expect waits for an update that match accepts, and forgets it.
func (d *Device) Expect(what string, match func(tg.UpdateClass) bool) error {
	deadline := time.After(patience)
	from := 0
	for {
		d.mu.Lock()
		for ; from < len(d.updates); from++ {
			if match(d.updates[from]) {
				d.updates = append(d.updates[:from:from], d.updates[from+1:]...)
				d.mu.Unlock()
				return nil
			}
		}
		changed := d.changed
		d.mu.Unlock()
		select {
		case <-changed:
		case <-deadline:
			d.mu.Lock()
			defer d.mu.Unlock()
			return fmt.Errorf("%s: no %s in %v; got %s", d.Person, what, patience, describe(d.updates))
		}
	}
}

// Forget drops what was received so far, so that later expectations are about
// what comes from now on.
func (d *Device) Forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.updates = nil
}

// Received is how many updates match.
func (d *Device) Received(match func(tg.UpdateClass) bool) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for _, u := range d.updates {
		if match(u) {
			n++
		}
	}
	return n
}

func describe(us []tg.UpdateClass) string {
	s := ""
	for _, u := range us[max(0, len(us)-10):] {
		s += fmt.Sprintf("\n  %T", u)
		if n, ok := u.(*tg.UpdateNewMessage); ok {
			s += ": " + textOf(n.Message)
		}
	}
	return s
}

// Find is the newest message known to the device with a text, or a label.
func (d *Device) Find(text string) (*tg.Message, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var found *tg.Message
	for _, m := range d.messages {
		if label(m) == text && (found == nil || m.ID > found.ID) {
			found = m
		}
	}
	if found == nil {
		return nil, fmt.Errorf("%s: knows no message %q", d.Person, text)
	}
	return found, nil
}

// Know notes users and messages of an answer.
func (d *Device) Know(users []tg.UserClass, messages []tg.MessageClass) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.note(users, nil)
	for _, m := range messages {
		d.keep(m)
	}
}

// Difference fetches everything missed since the device's state, records it,
// and returns the new messages in order.
func (d *Device) Difference() ([]tg.MessageClass, error) {
	var all []tg.MessageClass
	for {
		d.mu.Lock()
		from := d.state
		d.mu.Unlock()
		ctx, cancel := d.Context()
		res, err := d.API.UpdatesGetDifference(ctx, &tg.UpdatesGetDifferenceRequest{Pts: from.Pts, Date: from.Date, Qts: from.Qts})
		cancel()
		if err != nil {
			return all, err
		}
		switch r := res.(type) {
		case *tg.UpdatesDifferenceEmpty:
			return all, nil
		case *tg.UpdatesDifferenceTooLong:
			d.setState(tg.UpdatesState{Pts: r.Pts, Date: from.Date})
			return all, fmt.Errorf("difference too long, now at %d", r.Pts)
		case *tg.UpdatesDifference:
			d.difference(r.Users, r.Chats, r.NewMessages, r.OtherUpdates)
			d.setState(r.State)
			return append(all, r.NewMessages...), nil
		case *tg.UpdatesDifferenceSlice:
			d.difference(r.Users, r.Chats, r.NewMessages, r.OtherUpdates)
			d.setState(r.IntermediateState)
			all = append(all, r.NewMessages...)
		}
	}
}

func (d *Device) setState(s tg.UpdatesState) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.state = s
}

func (d *Device) difference(users []tg.UserClass, chats []tg.ChatClass, messages []tg.MessageClass, others []tg.UpdateClass) {
	var us []tg.UpdateClass
	for _, m := range messages {
		us = append(us, &tg.UpdateNewMessage{Message: m})
	}
	d.Record(&tg.Updates{Users: users, Chats: chats, Updates: append(us, others...)})
}

// InputPeer names a user that the device knows.
func (d *Device) InputPeer(id int64) tg.InputPeerClass {
	if d.Self != nil && id == d.Self.ID {
		return &tg.InputPeerSelf{}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if u := d.users[id]; u != nil {
		return &tg.InputPeerUser{UserID: id, AccessHash: u.AccessHash}
	}
	return &tg.InputPeerUser{UserID: id}
}
