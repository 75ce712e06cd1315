package message_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"heliograph/internal/job"
	"heliograph/internal/message"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

const day = 86400

// alarms are those that were set, each box's first.
type alarms map[store.Owner]int64

func (a alarms) Set(_ context.Context, _ job.Kind, box store.Owner, at int64) error {
	if first, ok := a[box]; !ok || at < first {
		a[box] = at
	}
	return nil
}

func (a alarms) Known(_ job.Kind, box store.Owner, at int64) bool {
	first, ok := a[box]
	return ok && first <= at
}

// timed is a world whose messages go.
type timed struct {
	*world
	alarms alarms
}

func openTimed(t *testing.T) *timed {
	t.Helper()
	w := &timed{open(t), alarms{}}
	w.restart(t)
	return w
}

func (w *timed) restart(t *testing.T) {
	t.Helper()
	w.stop(t)
	w.start(t)
	w.messages = message.New(message.Deps{Store: w.store, Log: w.log, Users: people{}, Clock: w.clock, Alarms: w.alarms})
}

// later moves the clock and has the alarms ring.
func (w *timed) later(t *testing.T, seconds int64) {
	t.Helper()
	w.clock.Advance(time.Duration(seconds) * time.Second)
	now := w.clock.Now().Unix()
	for box, at := range w.alarms {
		for ; at != 0 && at <= now; at = w.ring(t, box, now) {
			delete(w.alarms, box)
		}
		if at != 0 {
			w.alarms[box] = at
		}
	}
}

func (w *timed) ring(t *testing.T, box store.Owner, now int64) int64 {
	t.Helper()
	next, err := w.messages.Expire(t.Context(), box, now)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

func (w *timed) setPeriod(t *testing.T, of, with user.ID, seconds int) message.Change {
	t.Helper()
	c, err := w.messages.SetPeriod(t.Context(), as(of), with.Peer(), seconds)
	want(t, "set period", err, "")
	return c
}

func (w *timed) size(t *testing.T, of, with user.ID) int {
	t.Helper()
	s, err := w.messages.History(t.Context(), as(of), with.Peer(), message.Page{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	return len(s.Messages)
}

func TestPeriodRefused(t *testing.T) {
	t.Parallel()
	w := openTimed(t)
	for _, c := range []struct {
		with    user.ID
		seconds int
		code    string
	}{
		{bob, 1, "TTL_PERIOD_INVALID"},
		{bob, -day, "TTL_PERIOD_INVALID"},
		{bob, 367 * day, "TTL_PERIOD_INVALID"},
		{ann, day, "PEER_ID_INVALID"},
		{user.Notices, day, "PEER_ID_INVALID"},
		{nobod, day, "PEER_ID_INVALID"},
		{gone, day, "INPUT_USER_DEACTIVATED"},
		{bob, 0, "CHAT_NOT_MODIFIED"},
		{bob, 366 * day, ""},
		{bob, 366 * day, "CHAT_NOT_MODIFIED"},
	} {
		_, err := w.messages.SetPeriod(t.Context(), as(ann), c.with.Peer(), c.seconds)
		want(t, fmt.Sprint(c), err, c.code)
	}
}

// Both sides have the setting and its note; messages go at their time from both,
// the note and what was there before stay.
func TestExpire(t *testing.T) {
	t.Parallel()
	w := openTimed(t)
	w.send(t, ann, bob, "stays")
	c := w.setPeriod(t, ann, bob, day)
	if len(c.Events) != 2 || c.Messages[0].Action != message.SetPeriod || c.Messages[0].Period != day {
		t.Errorf("%+v", c)
	}
	first := w.send(t, bob, ann, "goes")
	if first.Period != day {
		t.Errorf("%+v", first)
	}
	w.clock.Advance(time.Minute)
	if _, err := w.messages.ForwardAll(t.Context(), as(bob), message.Copy{IDs: []int{first.ID}, Randoms: []int64{77}, To: ann.Peer()}); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		by   int64
		left int
	}{{day - 61, 4}, {1, 3}, {59, 3}, {1, 2}} {
		w.restart(t)
		w.later(t, x.by)
		if a, b := w.size(t, ann, bob), w.size(t, bob, ann); a != x.left || b != x.left {
			t.Errorf("%d and %d left, not %d", a, b, x.left)
		}
	}
	if d := w.dialog(t, ann, bob); d.Period != day || d.Count != 2 || d.Unread != 0 {
		t.Errorf("%+v", d)
	}
	if len(w.alarms) != 0 {
		t.Errorf("alarms are left: %v", w.alarms)
	}
	w.setPeriod(t, bob, ann, 0)
	if m := w.send(t, ann, bob, "stays too"); m.Period != 0 {
		t.Errorf("%+v", m)
	}
}

// What was deleted by hand leaves nothing to do.
func TestExpireDeleted(t *testing.T) {
	t.Parallel()
	w := openTimed(t)
	w.setPeriod(t, ann, bob, day)
	m := w.send(t, ann, bob, "x")
	if _, err := w.messages.Delete(t.Context(), as(ann), []int{m.ID}, true); err != nil {
		t.Fatal(err)
	}
	for _, who := range []user.ID{ann, bob} {
		if next := w.ring(t, who.Owner(), 0); next != 0 {
			t.Errorf("%d has something at %d", who, next)
		}
	}
}

// A chat that somebody begins has that person's default; no other has.
func TestDefaultPeriod(t *testing.T) {
	t.Parallel()
	w := openTimed(t)
	w.send(t, bob, ann, "an old chat")
	want(t, "default", w.dialogs.SetDefaultPeriod(t.Context(), as(ann), 5), "TTL_PERIOD_INVALID")
	want(t, "default", w.dialogs.SetDefaultPeriod(t.Context(), as(ann), 7*day), "")
	if m := w.send(t, ann, bob, "x"); m.Period != 0 {
		t.Errorf("%+v", m)
	}
	if m := w.send(t, ann, ann, "to myself"); m.Period != 0 {
		t.Errorf("%+v", m)
	}
	if m := w.send(t, ann, cid, "x"); m.Period != 7*day {
		t.Errorf("%+v", m)
	}
	s, err := w.messages.History(t.Context(), as(cid), ann.Peer(), message.Page{Limit: 10})
	if err != nil || len(s.Messages) != 2 || s.Messages[1].PeriodBy != ann || s.Messages[1].Action != message.SetPeriod {
		t.Errorf("%+v %v", s, err)
	}
	if d := w.dialog(t, cid, ann); d.Period != 7*day || d.Unread != 2 {
		t.Errorf("%+v", d)
	}
	if m := w.send(t, cid, ann, "x"); m.Period != 7*day {
		t.Errorf("%+v", m)
	}
}

// Without alarms nothing is written that would have to go.
func TestNoAlarms(t *testing.T) {
	t.Parallel()
	w := open(t)
	if _, err := w.messages.SetPeriod(t.Context(), as(ann), bob.Peer(), day); err != nil {
		t.Fatal(err)
	}
	_, err := w.messages.Send(t.Context(), as(ann), message.Draft{To: bob.Peer(), Text: plain("x"), Random: 1})
	if err == nil {
		t.Error("sent")
	}
}

// At random: no copy with a period is there after its time, each is before, and
// what dialogs say of the rest is right.
func TestExpireRandomly(t *testing.T) {
	t.Parallel()
	w := openTimed(t)
	r := rand.New(rand.NewPCG(3, 9))
	type key struct {
		box user.ID
		id  int
	}
	until := map[key]int64{}
	periods := []int{0, day, 2 * day, 7 * day}
	for round := range 400 {
		a := trio[r.IntN(3)]
		b := trio[r.IntN(3)]
		switch r.IntN(8) {
		case 0:
			if a != b {
				_, _ = w.messages.SetPeriod(t.Context(), as(a), b.Peer(), periods[r.IntN(4)])
			}
		case 1:
			w.later(t, r.Int64N(2*day))
		case 2:
			w.restart(t)
		default:
			m := w.send(t, a, b, fmt.Sprint(round))
			until[key{a, m.ID}] = m.Date + int64(m.Period)
			if m.Other != 0 {
				until[key{b, m.Other}] = m.Date + int64(m.Period)
			}
			if m.Period == 0 {
				until[key{a, m.ID}], until[key{b, m.Other}] = 1<<60, 1<<60
			}
		}
		now := w.clock.Now().Unix()
		for k, end := range until {
			ms, err := w.messages.ByID(t.Context(), as(k.box), k.id)
			if err != nil || k.id != 0 && (len(ms) == 1) != (now < end) {
				t.Fatalf("round %d: message %d of %d: %v, %d s before its end, %v", round, k.id, k.box, ms, end-now, err)
			}
		}
		for _, who := range trio {
			for _, with := range trio {
				d := w.dialog(t, who, with)
				if s, err := w.messages.History(t.Context(), as(who), with.Peer(), message.Page{Limit: 100}); err != nil ||
					len(s.Messages) != min(d.Count, 100) || d.Count > 0 && s.Messages[0].ID != d.Top {
					t.Fatalf("round %d: %+v with %d messages, %v", round, d, len(s.Messages), err)
				}
			}
		}
	}
}
