package message

import (
	"context"

	"heliograph/internal/channel"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// setPeriod is SetPeriod in a channel.
func (s *Service) setPeriod(ctx context.Context, a user.Actor, chat peer.Peer, seconds int) (Change, error) {
	var c Change
	err := s.log.Run(ctx, []store.Owner{chat.Owner()}, func(tx *update.Tx) error {
		c = Change{}
		h, err := s.enter(tx, a.ID, chat)
		if err != nil {
			return err
		}
		was := h.in.Period
		switch {
		case !h.in.Stand.ChangeInfo():
			return errAdmin
		case was == seconds:
			return errSamePeriod
		}
		h.in.Period = seconds
		e := channel.Entry{Kind: channel.LogPeriod, By: a.ID, Was: channel.Logged{Number: int64(was)}, Is: channel.Logged{Number: int64(seconds)}}
		if err := channel.Record(tx, &h.in.Channel, e, tx.Now()); err != nil {
			return err
		}
		channel.Save(tx, &h.in.Channel)
		c.Events = append(c.Events, h.box.Append(update.Event{Kind: update.Period, Peer: chat, Max: seconds, Origin: a.Origin}))
		told := Message{Action: SetPeriod, Period: seconds}
		h.sign(a, &told)
		told.Viewed = false
		ev, err := h.tellOf(&told, a.Origin)
		c.Events, c.Messages = append(c.Events, ev), append(c.Messages, told)
		return err
	})
	return c, err
}

// expire notes that a new message goes by itself, where messages do.
func (h *hall) expire(m *Message) error {
	if m.Action == NoAction {
		m.Period = h.in.Period
	}
	if !m.expires() {
		return nil
	}
	h.tx.Put(h.owner, expiryKey(m), nil)
	return h.note(expiryTimer(h.owner), m.Date+int64(m.Period))
}

// expirePosts removes messages of a channel whose time has come.
func (s *Service) expirePosts(tx *update.Tx, chat peer.Peer, ids []int) error {
	c, found, err := channel.Load(tx, channel.ID(chat.ID))
	if err != nil || !found {
		return err
	}
	h, err := s.open(tx, &channel.Access{Channel: c})
	if err != nil {
		return err
	}
	ms, err := h.loadMany(ids)
	if err == nil && len(ms) > 0 {
		_, err = h.remove(ms, 0)
	}
	return err
}
