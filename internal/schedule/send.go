package schedule

import (
	"context"
	"errors"

	"heliograph/internal/fault"
	"heliograph/internal/job"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// errMoved says that an entry is no longer as it was read.
var errMoved = errors.New("schedule: the message has changed meanwhile")

// SendNow sends queued messages before their time. Faults: MESSAGE_ID_INVALID,
// those of message.Send.
func (s *Service) SendNow(ctx context.Context, a user.Actor, chat peer.Peer, ids []int) (message.Change, error) {
	if len(ids) == 0 || len(ids) > s.Limit {
		return message.Change{}, errID
	}
	var all message.Change
	for _, id := range ids {
		c, found, err := s.send(ctx, a, chat, id, true)
		if err != nil {
			return all, err
		}
		if !found {
			return all, errID
		}
		all.Events, all.Messages = append(all.Events, c.Events...), append(all.Messages, c.Messages...)
	}
	return all, nil
}

// send sends one entry, if it is there and due, or with early in any case. One
// that cannot be sent for what its receiver is, is dropped.
func (s *Service) send(ctx context.Context, a user.Actor, chat peer.Peer, id int, early bool) (c message.Change, found bool, err error) {
	for {
		e, err := s.read(ctx, a, chat, id)
		if err != nil || e == nil {
			return message.Change{}, false, err
		}
		if !early && e.Message.Date != WhenOnline && e.Message.Date > s.Clock.Now().Unix() {
			return message.Change{}, true, nil // put off meanwhile
		}
		m := e.Message
		m.Scheduled, m.Edited = true, 0
		c, err := s.deliver(ctx, a, m, e)
		if f := fault.As(err); f != nil && m.Reply != nil && (f.Code == "REPLY_MESSAGE_ID_INVALID" || f.Code == "QUOTE_TEXT_INVALID") {
			m.Reply = nil // what it answers is gone
			c, err = s.deliver(ctx, a, m, e)
		}
		switch {
		case errors.Is(err, errMoved):
			continue
		case !early && isSlow(err):
			return message.Change{}, true, s.postpone(ctx, a, e, err)
		case fault.As(err) != nil && !early:
			_, err = s.Delete(ctx, a, chat, []int{id})
			return message.Change{}, true, err
		}
		return c, true, err
	}
}

func isSlow(err error) bool {
	_, slow := message.IsSlow(err)
	return slow
}

// postpone has an entry sent later, once its author may write again.
func (s *Service) postpone(ctx context.Context, a user.Actor, e *entry, slow error) error {
	wait, _ := message.IsSlow(slow)
	at := s.Clock.Now().Unix() + int64(max(wait, 1))
	if err := s.arm(ctx, a, at); err != nil {
		return err
	}
	return s.Log.Run(ctx, boxes(a, e.Message.Peer), func(tx *update.Tx) error {
		now, err := loadEntry(tx, a.ID.Owner(), e.Message.Peer, e.Message.ID)
		if err != nil || now == nil || now.Message.Date != e.Message.Date { // changed meanwhile
			return err
		}
		if err := removeEntry(tx, a.ID, now); err != nil {
			return err
		}
		now.Message.Date = at
		putEntry(tx, a.ID, now)
		b, err := tx.Box(a.ID.Owner())
		if err == nil {
			told := *now
			told.Random = 0
			appendNew(b, user.Actor{ID: a.ID}, told)
		}
		return err
	})
}

func (s *Service) read(ctx context.Context, a user.Actor, chat peer.Peer, id int) (e *entry, err error) {
	err = s.Store.View(ctx, func(r store.Reader) (err error) {
		e, err = loadEntry(r, a.ID.Owner(), chat, id)
		return err
	})
	return e, err
}

// deliver sends m, which was made of e, and takes e out of the queue (S1).
func (s *Service) deliver(ctx context.Context, a user.Actor, m message.Message, e *entry) (message.Change, error) {
	return s.Messages.Deliver(ctx, a, m, e.Random, func(tx *update.Tx, sent *message.Message) ([]update.Event, error) {
		now, err := loadEntry(tx, a.ID.Owner(), m.Peer, e.Message.ID)
		if err != nil {
			return nil, err
		}
		if now == nil || string(store.Encode(now)) != string(store.Encode(e)) {
			return nil, errMoved
		}
		if err := removeEntry(tx, a.ID, e); err != nil {
			return nil, err
		}
		b, err := tx.Box(a.ID.Owner())
		if err != nil {
			return nil, err
		}
		return []update.Event{b.Append(left(a, m.Peer, []int{e.Message.ID}, []int{sent.ID}))}, nil
	})
}

// Due sends what is due in a box and returns when the next is: the job.Handler
// of job.Schedule.
func (s *Service) Due(ctx context.Context, box store.Owner, now int64) (next int64, err error) {
	id, ok := user.OfOwner(box)
	if !ok {
		return 0, nil
	}
	var rows []store.Record
	err = s.Store.View(ctx, func(r store.Reader) (err error) {
		rows, err = r.Scan(box, store.K('J'), store.K('J').Int(now+1), false, dueAtOnce)
		return err
	})
	if err != nil {
		return 0, err
	}
	for _, row := range rows {
		if _, _, err := s.send(ctx, user.Actor{ID: id}, peer.FromKey(row.Key, 9), int(store.IntAt(row.Key, 18)), false); err != nil {
			return 0, err
		}
	}
	err = s.Store.View(ctx, func(r store.Reader) error {
		rows, err := r.Scan(box, store.K('J'), store.K('J').End(), false, 1)
		if next = 0; len(rows) > 0 {
			next = store.IntAt(rows[0].Key, 1)
		}
		return err
	})
	return next, err
}

// Came sends what waits for the owner of a box to come online: the job.Handler
// of job.Online.
func (s *Service) Came(ctx context.Context, box store.Owner, _ int64) (next int64, err error) {
	id, ok := user.OfOwner(box)
	if !ok {
		return 0, nil
	}
	for after := user.ID(0); ; {
		waiting, err := s.waiting(ctx, id, after, dueAtOnce)
		if err != nil {
			return 0, err
		}
		for _, from := range waiting {
			if err := s.meet(ctx, user.Actor{ID: from}, id.Peer()); err != nil {
				return 0, err
			}
			after = from
		}
		if len(waiting) < dueAtOnce {
			return 0, nil
		}
	}
}

// meet sends what the actor has for somebody who is online. From whom that is
// hidden by now, it goes on waiting: that it was sent would tell.
func (s *Service) meet(ctx context.Context, a user.Actor, to peer.Peer) error {
	seen, _, err := s.status(ctx, a, to)
	if err != nil || !seen {
		return err
	}
	queued, err := s.History(ctx, a, to)
	if err != nil {
		return err
	}
	for i := len(queued) - 1; i >= 0; i-- {
		if queued[i].Date != WhenOnline {
			continue
		}
		if _, _, err := s.send(ctx, a, to, queued[i].ID, false); err != nil {
			return err
		}
	}
	return nil
}

// waiting is who waits for somebody to come online, by id, after one of them.
func (s *Service) waiting(ctx context.Context, id, after user.ID, limit int) (out []user.ID, err error) {
	err = s.Store.View(ctx, func(r store.Reader) error {
		rows, err := r.Scan(id.Owner(), store.K('W').Int(int64(after)+1), store.K('W').End(), false, limit)
		out = nil
		for _, row := range rows {
			out = append(out, user.ID(store.IntAt(row.Key, 1)))
		}
		return err
	})
	return out, err
}

// Online notes that somebody is online. It does not block, and may forget it
// when too many are: it is told again as long as they are.
func (s *Service) Online(id user.ID) {
	select {
	case s.came <- id:
	default:
	}
}

// Run looks, until ctx ends, for messages that wait for those who are online. It
// always returns nil.
func (s *Service) Run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case id := <-s.came:
			waiting, err := s.waiting(ctx, id, 0, 1)
			if err == nil && len(waiting) > 0 {
				err = s.Alarms.Set(ctx, job.Online, id.Owner(), s.Clock.Now().Unix())
			}
			if err != nil && ctx.Err() == nil {
				s.Logger.Warn("looking for messages that wait for somebody", "err", err)
			}
		}
	}
}
