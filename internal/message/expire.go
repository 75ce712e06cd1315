package message

import (
	"context"
	"errors"

	"heliograph/internal/channel"
	"heliograph/internal/job"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
)

// Alarms has the Service called when messages are to go.
type Alarms interface {
	// Set makes sure, durably, that Expire is called for a box at a time.
	Set(ctx context.Context, k job.Kind, box store.Owner, at int64) error
	// Known says that Set has nothing to do.
	Known(k job.Kind, box store.Owner, at int64) bool
}

// unset is for a Service without alarms: nothing that is to go is written.
type unset struct{}

func (unset) Set(context.Context, job.Kind, store.Owner, int64) error {
	return errors.New("message: there are no alarms")
}

func (unset) Known(job.Kind, store.Owner, int64) bool { return false }

// expiryKey lists a message that is to go, by its time.
func expiryKey(m *Message) store.Key {
	return m.Peer.Key(store.K('z').Int(m.Date + int64(m.Period))).Int(int64(m.ID))
}

// expires says whether the message goes by itself.
func (m *Message) expires() bool { return m.Action == NoAction && m.Period > 0 }

// timer says what a box is to be looked at for.
type timer struct {
	kind job.Kind
	box  store.Owner
}

func expiryTimer(box store.Owner) timer  { return timer{job.Expiry, box} }
func previewTimer(box store.Owner) timer { return timer{job.Previews, box} }

// timers is when boxes have to be looked at for what a transaction writes: the
// first time of each.
type timers map[timer]int64

func (ts timers) note(t timer, at int64) error {
	if ts == nil {
		return errNoTimers
	}
	if first, ok := ts[t]; !ok || at < first {
		ts[t] = at
	}
	return nil
}

var (
	errAlarm    = errors.New("message: an alarm has to be set first")
	errNoTimers = errors.New("message: a message that is to be looked at is written without its alarm")
)

// run is update.Log.Run for what writes messages that may go by themselves, or wait
// for a page: fn notes those in timers. Their alarms are set before the transaction that
// writes them, so where they are not known fn runs once to learn of them and
// once more.
func (s *Service) run(ctx context.Context, boxes []store.Owner, fn func(*update.Tx, timers) error) error {
	set := timers{}
	for {
		var need timers
		err := s.log.Run(ctx, boxes, func(tx *update.Tx) error {
			need = timers{}
			if err := fn(tx, need); err != nil {
				return err
			}
			for t, at := range need {
				if first, ok := set[t]; (!ok || first > at) && !s.alarms.Known(t.kind, t.box, at) {
					return errAlarm
				}
			}
			return nil
		})
		if !errors.Is(err, errAlarm) {
			return err
		}
		for t, at := range need {
			if err := s.alarms.Set(ctx, t.kind, t.box, at); err != nil {
				return err
			}
			set[t] = at
		}
	}
}

// list notes that a copy of m waits for its page, and that it goes by itself, if
// it does.
func (p *pair) list(box store.Owner, m *Message) error {
	if err := p.timers.await(p.tx, box, m); err != nil {
		return err
	}
	if !m.expires() {
		return nil
	}
	p.tx.Put(box, expiryKey(m), nil)
	return p.timers.note(expiryTimer(box), m.Date+int64(m.Period))
}

// Expire removes the messages of a box that are to go by now (Unix seconds) and
// returns when the next one is, 0 when there is none. It does a bounded amount
// of work and returns now when there is more. It is the job.Handler of
// job.Expiry.
func (s *Service) Expire(ctx context.Context, box store.Owner, now int64) (next int64, err error) {
	swept, err := s.sweep(ctx, box)
	if err != nil {
		return 0, err
	}
	for range 10 {
		more := false
		err := s.log.Run(ctx, []store.Owner{box}, func(tx *update.Tx) (err error) {
			if more, err = s.expireSome(tx, box, now); err == nil {
				next, err = nextExpiry(tx, box)
			}
			return err
		})
		if err == nil {
			s.touched(box)
		}
		switch {
		case err != nil:
			return 0, err
		case more:
			continue
		case !swept:
			return now, nil
		}
		return next, nil
	}
	return now, nil
}

// expireIn removes messages of a basic group.
func (s *Service) expireIn(tx *update.Tx, chat peer.Peer, ids []int) error {
	in, err := channel.Open(tx, channel.ID(chat.ID), 0, tx.Now())
	if err != nil {
		return err
	}
	h, err := s.open(tx, &in)
	if err != nil {
		return err
	}
	ms, err := loadMany(tx, h.owner, repeat(chat, len(ids)), ids)
	if err == nil && len(ms) > 0 {
		_, err = h.remove(ms, 0)
	}
	return err
}

// touched has the members of a basic group follow what was written to it.
func (s *Service) touched(box store.Owner) {
	if p := peer.FromOwner(box); p.Kind == peer.Chat {
		s.fans.add(channel.ID(p.ID))
	}
}

func (s *Service) expireSome(tx *update.Tx, box store.Owner, now int64) (more bool, err error) {
	rows, err := tx.Scan(box, store.K('z'), store.K('z').Int(now+1), false, chunk)
	if err != nil {
		return false, err
	}
	var chats []peer.Peer
	ids := map[peer.Peer][]int{}
	for _, row := range rows {
		p := peer.FromKey(row.Key, 9)
		if ids[p] == nil {
			chats = append(chats, p)
		}
		ids[p] = append(ids[p], int(store.IntAt(row.Key, 18)))
		tx.Delete(box, row.Key)
	}
	for _, p := range chats {
		if p.Kind == peer.Chat && p.Owner() == box {
			if err := s.expireIn(tx, p, ids[p]); err != nil {
				return false, err
			}
			continue
		}
		if p.Kind == peer.Channel {
			if err := s.expirePosts(tx, p, ids[p]); err != nil {
				return false, err
			}
			continue
		}
		if _, err := s.removeFrom(tx, box, p, ids[p], 0); err != nil {
			return false, err
		}
	}
	return len(rows) == chunk, nil
}

// nextExpiry is when the next message of a box goes, 0 when none does.
func nextExpiry(r store.Reader, box store.Owner) (int64, error) {
	rows, err := r.Scan(box, store.K('z'), store.K('z').End(), false, 1)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return store.IntAt(rows[0].Key, 1), nil
}
