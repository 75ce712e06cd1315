package apptest

import (
	"fmt"
	"strings"

	"github.com/gotd/td/tg"

	"heliograph/internal/id"
)

// whenOnline is the date of a message that waits for its receiver.
const whenOnline = 0x7ffffffe

// date is a time as a script writes it: "online", or a duration from now.
func (d *Device) date(s string) (int, error) {
	if s == "online" {
		return whenOnline, nil
	}
	n, err := seconds(s)
	return int(d.srv.clock.Now().Unix()) + n, err
}

// schedule CHAT TEXT WHEN: has a message sent later
func scheduleMessage(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesSendMessageRequest{Peer: to, Message: args[1]}
	at, err := d.date(args[2])
	if err != nil {
		return nil, err
	}
	r.SetScheduleDate(at)
	return nil, d.sendTo(r)
}

// relist CHAT LIST WHEN TITLE ITEMS: changes a checklist that is to be sent later
func relist(d *Device, to tg.InputPeerClass, n int, args []string) (tg.UpdatesClass, error) {
	at, err := d.date(args[0])
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesEditMessageRequest{Peer: to, ID: n}
	r.SetScheduleDate(at)
	r.SetMedia(todoMedia(args[1:]))
	ctx, cancel := d.Context()
	defer cancel()
	return d.API.MessagesEditMessage(ctx, r)
}

// scheduleforward FROM TEXT TO WHEN
func scheduleForward(s *script, d *Device, args []string) ([]string, error) {
	from, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	to, err := s.peer(d, args[2])
	if err != nil {
		return nil, err
	}
	m, err := d.Find(args[1])
	if err != nil {
		return nil, err
	}
	at, err := d.date(args[3])
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesForwardMessagesRequest{FromPeer: from, ToPeer: to, ID: []int{m.ID}, RandomID: []int64{id.Int64()}}
	r.SetScheduleDate(at)
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.MessagesForwardMessages(ctx, r)
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// queued is the messages of a chat that are to be sent later.
func (d *Device) queued(to tg.InputPeerClass) ([]*tg.Message, error) {
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesGetScheduledHistory(ctx, &tg.MessagesGetScheduledHistoryRequest{Peer: to})
	if err != nil {
		return nil, err
	}
	ms, ok := res.(*tg.MessagesMessages)
	if !ok {
		return nil, fmt.Errorf("%T", res)
	}
	var out []*tg.Message
	for _, m := range ms.Messages {
		if m, ok := m.(*tg.Message); ok {
			out = append(out, m)
		}
	}
	return out, nil
}

// queue CHAT: prints what is to be sent later; the page of the person says
// whether there is something
func showQueue(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	ms, err := d.queued(to)
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	full, err := d.API.UsersGetFullUser(ctx, asUser(to))
	if err != nil {
		return nil, err
	}
	if full.FullUser.HasScheduled != (len(ms) > 0) {
		return nil, fmt.Errorf("has_scheduled is %v", full.FullUser.HasScheduled)
	}
	var lines []string
	for _, m := range ms {
		line := s.show(d, m)
		if m.Date == whenOnline {
			line += " when online"
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// queuedID is the id of a message in the queue of a chat; "nothing" is one that
// is not there.
func (d *Device) queuedID(to tg.InputPeerClass, text string) (int, error) {
	if text == "nothing" {
		return 4444, nil
	}
	ms, err := d.queued(to)
	for _, m := range ms {
		if label(m) == text {
			return m.ID, nil
		}
	}
	if err == nil {
		err = fmt.Errorf("%q is not queued", text)
	}
	return 0, err
}

// onQueued calls a method about a message in the queue of a chat.
func onQueued(call func(d *Device, to tg.InputPeerClass, id int, args []string) (tg.UpdatesClass, error)) func(*script, *Device, []string) ([]string, error) {
	return func(s *script, d *Device, args []string) ([]string, error) {
		to, err := s.peer(d, args[0])
		if err != nil {
			return nil, err
		}
		n, err := d.queuedID(to, args[1])
		if err != nil {
			return nil, err
		}
		u, err := call(d, to, n, args[2:])
		if err == nil {
			d.Record(u)
		}
		return nil, err
	}
}

// sendnow CHAT TEXT
func sendNow(d *Device, to tg.InputPeerClass, n int, _ []string) (tg.UpdatesClass, error) {
	ctx, cancel := d.Context()
	defer cancel()
	return d.API.MessagesSendScheduledMessages(ctx, &tg.MessagesSendScheduledMessagesRequest{Peer: to, ID: []int{n}})
}

// unschedule CHAT TEXT
func unschedule(d *Device, to tg.InputPeerClass, n int, _ []string) (tg.UpdatesClass, error) {
	ctx, cancel := d.Context()
	defer cancel()
	return d.API.MessagesDeleteScheduledMessages(ctx, &tg.MessagesDeleteScheduledMessagesRequest{Peer: to, ID: []int{n}})
}

// reschedule CHAT TEXT WHEN [NEW]
func reschedule(d *Device, to tg.InputPeerClass, n int, args []string) (tg.UpdatesClass, error) {
	at, err := d.date(args[0])
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesEditMessageRequest{Peer: to, ID: n}
	r.SetScheduleDate(at)
	if len(args) > 1 {
		r.SetMessage(args[1])
	}
	ctx, cancel := d.Context()
	defer cancel()
	return d.API.MessagesEditMessage(ctx, r)
}

// queueChange matches updates about what is to be sent later: "queued TEXT", or
// "unqueued sent" and "unqueued deleted".
func queueChange(args []string) func(tg.UpdateClass) bool {
	what := strings.Join(args, " ")
	return func(u tg.UpdateClass) bool {
		switch u := u.(type) {
		case *tg.UpdateNewScheduledMessage:
			return what == "queued "+textOf(u.Message)
		case *tg.UpdateDeleteScheduledMessages:
			return what == "unqueued sent" && len(u.SentMessages) > 0 || what == "unqueued deleted" && len(u.SentMessages) == 0
		}
		return false
	}
}
