package schedule_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/contact"
	"heliograph/internal/fault"
	"heliograph/internal/job"
	"heliograph/internal/logx"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/presence"
	"heliograph/internal/schedule"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const (
	ann   user.ID = 1
	bob   user.ID = 2
	gone  user.ID = 8
	start         = 1_700_000_000
)

// people are the users that there are: bob is online when the test says so,
// nobody sees the status of anybody else.
type people struct {
	online atomic.Bool
	left   atomic.Bool // 8 has deleted the account
}

func (p *people) Profiles(_ context.Context, ids ...user.ID) ([]user.Profile, error) {
	out := make([]user.Profile, len(ids))
	for i, id := range ids {
		out[i] = user.Profile{ID: id, Deleted: id == gone && p.left.Load()}
	}
	return out, nil
}

func (p *people) People(_ context.Context, _ user.ID, ids []user.ID) ([]contact.Person, error) {
	out := make([]contact.Person, len(ids))
	for i, id := range ids {
		if id == bob {
			out[i].Status = presence.Status{Seen: start - 1}
			if p.online.Load() {
				out[i].Status = presence.Status{Until: start * 2}
			}
		}
	}
	return out, nil
}

// alarms are those that were set.
type alarms map[job.Kind]map[store.Owner]int64

func (a alarms) Set(_ context.Context, k job.Kind, box store.Owner, at int64) error {
	if a[k] == nil {
		a[k] = map[store.Owner]int64{}
	}
	if first, ok := a[k][box]; !ok || at < first {
		a[k][box] = at
	}
	return nil
}

func (alarms) Known(job.Kind, store.Owner, int64) bool { return false }

type world struct {
	people
	t      *testing.T
	dir    string
	store  store.Store
	clock  *clock.Fake
	log    *update.Log
	m      *message.Service
	s      *schedule.Service
	alarms alarms
	random int64
}

func open(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, dir: t.TempDir(), clock: clock.NewFake(time.Unix(start, 0)), alarms: alarms{}}
	w.start()
	t.Cleanup(w.stop)
	return w
}

func (w *world) start() {
	w.t.Helper()
	st, err := pebble.Open(w.dir, pebble.Options{CacheBytes: 8 << 20})
	if err != nil {
		w.t.Fatal(err)
	}
	w.store = st
	w.log = update.New(update.Deps{Store: st, Bus: bus.NewLocal(), Clock: w.clock, Alone: true})
	w.m = message.New(message.Deps{Store: st, Log: w.log, Users: w, Clock: w.clock, Alarms: w.alarms})
	w.s = schedule.New(schedule.Deps{
		Store: st, Log: w.log, Messages: w.m, Alarms: w.alarms, People: w, Clock: w.clock, Logger: logx.Discard(), Limit: 20,
	})
}

func (w *world) stop() {
	if err := w.store.Close(); err != nil {
		w.t.Error(err)
	}
}

func as(id user.ID) user.Actor { return user.Actor{ID: id} }

func want(t *testing.T, what string, err error, code string) {
	t.Helper()
	got := ""
	if f := fault.As(err); f != nil {
		got = f.Code
	} else if err != nil {
		got = err.Error()
	}
	if got != code {
		t.Errorf("%s: %q, not %q", what, got, code)
	}
}

func (w *world) draft(to user.ID, s string) message.Draft {
	w.random++
	return message.Draft{To: to.Peer(), Text: text.Text{String: s}, Random: w.random}
}

// send queues a text and returns its id.
func (w *world) send(from, to user.ID, s string, at int64) int {
	w.t.Helper()
	c, err := w.s.Send(w.t.Context(), as(from), w.draft(to, s), at)
	if err != nil {
		w.t.Fatal(err)
	}
	return c.Events[0].ID
}

// later moves the clock and has the alarms ring.
func (w *world) later(seconds int64) {
	w.t.Helper()
	w.clock.Advance(time.Duration(seconds) * time.Second)
	now := w.clock.Now().Unix()
	for k, handle := range map[job.Kind]job.Handler{job.Schedule: w.s.Due, job.Online: w.s.Came} {
		for box, at := range w.alarms[k] {
			for delete(w.alarms[k], box); at != 0 && at <= now; {
				var err error
				if at, err = handle(w.t.Context(), box, now); err != nil {
					w.t.Fatal(err)
				}
			}
			if at != 0 {
				w.alarms[k][box] = at
			}
		}
	}
}

func (w *world) history(of, with user.ID) []message.Message {
	w.t.Helper()
	s, err := w.m.History(w.t.Context(), as(of), with.Peer(), message.Page{Limit: 100})
	if err != nil {
		w.t.Fatal(err)
	}
	return s.Messages
}

func (w *world) queue(of, with user.ID) string {
	w.t.Helper()
	ms, err := w.s.History(w.t.Context(), as(of), with.Peer())
	if err != nil {
		w.t.Fatal(err)
	}
	out := ""
	for _, m := range ms {
		out += m.Text.String + " "
	}
	return out
}

func TestRefused(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, c := range []struct {
		to   user.ID
		at   int64
		code string
	}{
		{bob, start + 7, "SCHEDULE_DATE_INVALID"},
		{bob, start + 10, ""},
		{bob, start + 366*86400, ""},
		{bob, start + 366*86400 + 1, "SCHEDULE_DATE_TOO_LATE"},
		{ann, schedule.WhenOnline, "SCHEDULE_STATUS_PRIVATE"},
		{gone, schedule.WhenOnline, "SCHEDULE_STATUS_PRIVATE"},
		{bob, schedule.WhenOnline, ""},
	} {
		_, err := w.s.Send(t.Context(), as(ann), w.draft(c.to, "x"), c.at)
		want(t, fmt.Sprint(c), err, c.code)
	}
	d := w.draft(bob, "x")
	d.Reply = &message.Reply{ID: 44}
	_, err := w.s.Send(t.Context(), as(ann), d, start+100)
	want(t, "reply to nothing", err, "REPLY_MESSAGE_ID_INVALID")
	d.Reply, d.Random = nil, 0
	_, err = w.s.Send(t.Context(), as(ann), d, start+100)
	want(t, "no random id", err, "RANDOM_ID_EMPTY")
	for i := range 18 {
		_, err := w.s.Send(t.Context(), as(ann), w.draft(bob, "x"), start+100)
		if code := "SCHEDULE_TOO_MUCH"; i == 17 {
			want(t, "the twenty-first", err, code)
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// A retry queues nothing more, and nothing again once it was sent.
func TestRetry(t *testing.T) {
	t.Parallel()
	w := open(t)
	d := w.draft(bob, "x")
	for range 2 {
		c, err := w.s.Send(t.Context(), as(ann), d, start+100)
		if err != nil || len(c.Events) != 1 || c.Events[0].ID != 1 || c.Events[0].Random != d.Random {
			t.Errorf("%+v %v", c, err)
		}
	}
	w.later(100)
	_, err := w.s.Send(t.Context(), as(ann), d, start+300)
	want(t, "after it was sent", err, "RANDOM_ID_INVALID")
	if a, b := w.history(ann, bob), w.history(bob, ann); len(a) != 1 || len(b) != 1 || !a[0].Scheduled || b[0].Scheduled || a[0].Date != start+100 {
		t.Errorf("%+v %+v", a, b)
	}
}

// What a queued message answers may be gone, and so may its receiver.
func TestGoneMeanwhile(t *testing.T) {
	t.Parallel()
	w := open(t)
	c, err := w.m.Send(t.Context(), as(ann), w.draft(bob, "question"))
	if err != nil {
		t.Fatal(err)
	}
	d := w.draft(bob, "answer")
	d.Reply = &message.Reply{ID: c.Messages[0].ID}
	if _, err := w.s.Send(t.Context(), as(ann), d, start+100); err != nil {
		t.Fatal(err)
	}
	w.send(ann, gone, "to nobody", start+100)
	if _, err := w.m.Delete(t.Context(), as(ann), []int{c.Messages[0].ID}, true); err != nil {
		t.Fatal(err)
	}
	w.left.Store(true)
	w.later(100)
	if h := w.history(bob, ann); len(h) != 1 || h[0].Text.String != "answer" || h[0].Reply != nil {
		t.Errorf("%+v", h)
	}
	if q := w.queue(ann, gone); q != "" || len(w.history(ann, gone)) != 0 {
		t.Errorf("left in the queue: %s", q)
	}
}

// A message waits for somebody: until that one comes online, or not at all.
func TestWhenOnline(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(ann, bob, "one", schedule.WhenOnline)
	two := w.send(ann, bob, "two", schedule.WhenOnline)
	w.send(ann, bob, "three", start+1000)
	if _, err := w.s.Edit(t.Context(), as(ann), schedule.Edit{Chat: bob.Peer(), ID: two, At: start + 2000}); err != nil {
		t.Fatal(err)
	}
	w.later(1)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	set := &waking{alarms: w.alarms, set: make(chan struct{}, 1)}
	w.s.Alarms = set
	go func() { done <- w.s.Run(ctx) }()
	w.s.Online(bob)
	<-set.set
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	w.later(1)
	if q := w.queue(ann, bob); q != "two three " {
		t.Error(q)
	}
	w.online.Store(true)
	w.send(ann, bob, "at once", schedule.WhenOnline)
	w.later(0)
	if h := w.history(bob, ann); len(h) != 2 || h[0].Text.String != "at once" || h[1].Text.String != "one" {
		t.Errorf("%+v", h)
	}
	err := w.store.View(t.Context(), func(r store.Reader) error {
		rows, err := r.Scan(bob.Owner(), store.K('W'), store.K('X'), false, 0)
		if len(rows) != 0 {
			err = errors.New("somebody waits still")
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// waking tells when an alarm was set.
type waking struct {
	alarms
	set chan struct{}
}

func (w *waking) Set(ctx context.Context, k job.Kind, box store.Owner, at int64) error {
	defer func() { w.set <- struct{}{} }()
	return w.alarms.Set(ctx, k, box, at)
}

// At random, restarts included: each message is in the queue until its time, is
// sent once then, and never when it was deleted.
func TestRandomly(t *testing.T) {
	t.Parallel()
	w, r := open(t), rand.New(rand.NewPCG(5, 6))
	type queued struct {
		id   int
		at   int64
		text string
	}
	var q []queued
	sent, words := map[string]int{}, 0
	for round := range 300 {
		now := w.clock.Now().Unix()
		pick := -1
		if len(q) > 0 {
			pick = r.IntN(len(q))
		}
		switch op := r.IntN(8); {
		case op < 3 && len(q) < 20:
			words++
			x := queued{at: now + 10 + r.Int64N(500), text: fmt.Sprint("w", words)}
			x.id = w.send(ann, bob, x.text, x.at)
			q = append(q, x)
		case op == 3 && pick >= 0:
			words++
			x := &q[pick]
			x.at, x.text = now+10+r.Int64N(500), fmt.Sprint("w", words)
			_, err := w.s.Edit(t.Context(), as(ann), schedule.Edit{Chat: bob.Peer(), ID: x.id, At: x.at, Rewrite: message.Rewrite{Text: &text.Text{String: x.text}}})
			want(t, "edit", err, "")
		case op == 4 && pick >= 0:
			_, err := w.s.Delete(t.Context(), as(ann), bob.Peer(), []int{q[pick].id, 9999})
			want(t, "delete", err, "")
			q = append(q[:pick], q[pick+1:]...)
		case op == 5 && pick >= 0:
			_, err := w.s.SendNow(t.Context(), as(ann), bob.Peer(), []int{q[pick].id})
			want(t, "send now", err, "")
			sent[q[pick].text]++
			q = append(q[:pick], q[pick+1:]...)
		case op == 6:
			w.stop()
			w.start()
		default:
			w.later(r.Int64N(100))
			rest := q[:0]
			for _, x := range q {
				if x.at <= w.clock.Now().Unix() {
					sent[x.text]++
					continue
				}
				rest = append(rest, x)
			}
			q = rest
		}
		ms, err := w.s.History(t.Context(), as(ann), bob.Peer())
		if err != nil || len(ms) != len(q) {
			t.Fatalf("round %d: %d in the queue, not %d, %v", round, len(ms), len(q), err)
		}
		for _, x := range q {
			if one, err := w.s.In(t.Context(), ann, bob.Peer(), x.id); err != nil || len(one) != 1 || one[0].Text.String != x.text || one[0].Date != x.at {
				t.Fatalf("round %d: %+v, not %+v, %v", round, one, x, err)
			}
		}
	}
	got := map[string]int{}
	for _, m := range w.history(bob, ann) {
		got[m.Text.String]++
	}
	if len(sent) < 20 || len(sent) > 100 {
		t.Errorf("%d sent: the test tests little, or more than a page", len(sent))
	}
	if fmt.Sprint(got) != fmt.Sprint(sent) {
		t.Errorf("sent %v\nnot %v", got, sent)
	}
}

func (*people) ByUsername(context.Context, string) (peer.Peer, error) { return peer.Peer{}, nil }
