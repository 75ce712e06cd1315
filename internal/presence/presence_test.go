package presence

import (
	"context"
	"sync"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/logx"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// watcher is the audience of everybody.
const watcher user.ID = 900

type everybody struct{ asked func() }

func (e everybody) Interested(_ context.Context, of user.ID, _ int) ([]user.ID, error) {
	if e.asked != nil {
		e.asked()
	}
	return []user.ID{watcher, of}, nil
}

type world struct {
	*Service
	t     *testing.T
	clock *clock.Fake
	mu    sync.Mutex
	told  []Status
}

func open(t *testing.T) (store.Store, *bus.Local) {
	t.Helper()
	st, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return st, bus.NewLocal()
}

func node(t *testing.T, st store.Store, b *bus.Local) *world {
	t.Helper()
	w := &world{t: t, clock: clock.NewFake(time.Unix(1000, 0))}
	log := update.New(update.Deps{Store: st, Bus: b, Clock: w.clock})
	w.Service = New(Deps{Store: st, Log: log, Bus: b, Clock: w.clock, Audience: everybody{}, Logger: logx.Discard()})
	t.Cleanup(log.Watch(watcher.Owner(), func(_ update.Position, e *update.Event) {
		s, err := Decode(e.Data)
		if err != nil || e.Kind != update.Presence || e.Peer != user.ID(1).Peer() {
			t.Errorf("%+v, %v", e, err)
		}
		w.mu.Lock()
		w.told = append(w.told, s)
		w.mu.Unlock()
	}))
	return w
}

// step moves the clock and does what is due.
func (w *world) step(d time.Duration) {
	w.t.Helper()
	w.clock.Advance(d)
	if err := w.pass(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) want(what string, want Status, told ...Status) {
	w.t.Helper()
	got, err := w.Status(w.t.Context(), 1)
	if err != nil || got[0] != want {
		w.t.Errorf("%s: %+v, %v; want %+v", what, got, err, want)
	}
	if n := w.Online([]user.ID{1, 99}); (n == 1) != want.Online() || n > 1 {
		w.t.Errorf("%s: %d are online", what, n)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.told) != len(told) {
		w.t.Errorf("%s: told %+v, want %+v", what, w.told, told)
	} else {
		for i := range told {
			if w.told[i] != told[i] {
				w.t.Errorf("%s: told %+v, want %+v", what, w.told, told)
			}
		}
	}
	w.told = nil
}

// seen is the record on disk.
func (w *world) seen() int64 {
	w.t.Helper()
	var s Status
	err := w.store.View(w.t.Context(), func(r store.Reader) error {
		_, err := store.Load(r, user.ID(1).Owner(), seenKey, &s)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return s.Seen
}

var (
	phone  = user.Actor{ID: 1, Session: 11}
	laptop = user.Actor{ID: 1, Session: 12}
)

func TestOnlineAndOffline(t *testing.T) {
	t.Parallel()
	w := node(t, first(open(t)), bus.NewLocal())
	w.want("never seen", Status{})
	w.SetOnline(t.Context(), phone, false)
	w.step(0)
	w.want("online", Status{Until: 1300, Seen: 1000}, Status{Until: 1300, Seen: 1000})
	w.SetOnline(t.Context(), phone, false)
	w.step(time.Second)
	w.want("again at once", Status{Until: 1300, Seen: 1000})
	w.step(9 * time.Second)
	w.SetOnline(t.Context(), phone, true)
	w.SetOnline(t.Context(), phone, true)
	w.step(0)
	w.want("offline", Status{Seen: 1010}, Status{Seen: 1010})
	if got := w.seen(); got != 1010 {
		t.Errorf("on disk: %d", got)
	}
	w.SetOnline(t.Context(), user.Actor{ID: 2, Bot: true}, false)
	if got, err := w.Status(t.Context(), 2, user.Notices); err != nil || got[0].Online() || got[1] != (Status{}) {
		t.Errorf("a bot: %+v, %v", got, err)
	}
}

func first(st store.Store, _ *bus.Local) store.Store { return st }

func TestExpires(t *testing.T) {
	t.Parallel()
	w := node(t, first(open(t)), bus.NewLocal())
	w.Touch(phone)
	w.step(0)
	w.want("online", Status{Until: 1300, Seen: 1000}, Status{Until: 1300, Seen: 1000})
	w.clock.Advance(300 * time.Second) // nothing has run, and yet (I1)
	w.want("over", Status{Seen: 1300})
	w.step(0)
	w.want("over", Status{Seen: 1300}, Status{Seen: 1300})
	if got := w.seen(); got != 1300 {
		t.Errorf("on disk: %d", got)
	}
}

func TestStaysOnlineWhileActive(t *testing.T) {
	t.Parallel()
	w := node(t, first(open(t)), bus.NewLocal())
	var told int
	for range 100 { // 1000 seconds, a sign of life every ten
		w.Touch(phone)
		w.step(10 * time.Second)
		if got, err := w.Status(t.Context(), 1); err != nil || !got[0].Online() {
			t.Fatalf("%+v, %v", got, err)
		}
	}
	w.mu.Lock()
	told = len(w.told)
	w.mu.Unlock()
	if told < 4 || told > 7 { // about every onlineFor-retell
		t.Errorf("told %d times", told)
	}
	if got := w.seen(); got < 1600 {
		t.Errorf("on disk after 1000 s: %d", got)
	}
}

func TestTwoDevices(t *testing.T) {
	t.Parallel()
	w := node(t, first(open(t)), bus.NewLocal())
	w.Touch(phone)
	w.Touch(laptop)
	w.step(5 * time.Second)
	w.want("both", Status{Until: 1300, Seen: 1000}, Status{Until: 1300, Seen: 1000})
	w.SetOnline(t.Context(), phone, true)
	w.step(0)
	w.want("the phone is put away", Status{Until: 1300, Seen: 1005})
	w.SetOnline(t.Context(), laptop, true)
	w.step(2 * time.Second)
	w.want("both are", Status{Seen: 1005}, Status{Seen: 1005})
}

func TestConnections(t *testing.T) {
	t.Parallel()
	w := node(t, first(open(t)), bus.NewLocal())
	one, two := w.Attach(phone), w.Attach(phone)
	w.step(0)
	w.want("connected, no more", Status{})
	w.Touch(phone)
	w.step(0)
	w.want("online", Status{Until: 1300, Seen: 1000}, Status{Until: 1300, Seen: 1000})
	one()
	one()
	w.step(20 * time.Second)
	w.want("one connection is left", Status{Until: 1300, Seen: 1000})
	two()
	w.step(10 * time.Second)
	w.want("gone for a moment", Status{Until: 1300, Seen: 1000})
	again := w.Attach(phone)
	w.step(10 * time.Second)
	w.want("back", Status{Until: 1300, Seen: 1000})
	again()
	w.step(15 * time.Second)
	w.want("gone", Status{Seen: 1040}, Status{Seen: 1040})
	if w.of(1).by[1].logins != nil {
		t.Error("the login is still held")
	}
}

// I2: however somebody flaps, the audience hears little, and the last word.
func TestFlapping(t *testing.T) {
	t.Parallel()
	w := node(t, first(open(t)), bus.NewLocal())
	for range 50 {
		w.Touch(phone)
		w.step(0)
		w.SetOnline(t.Context(), phone, true)
		w.step(0)
	}
	w.want("at once", Status{Seen: 1000}, Status{Until: 1300, Seen: 1000})
	w.step(time.Second)
	w.want("too early", Status{Seen: 1000})
	w.step(time.Second)
	w.want("the last word", Status{Seen: 1000}, Status{Seen: 1000})
}

func TestTwoNodes(t *testing.T) {
	t.Parallel()
	st, b := open(t)
	w, other := node(t, st, b), node(t, st, b)
	online := Status{Until: 1300, Seen: 1000}
	w.Touch(phone)
	w.step(0)
	other.want("there", online, online)
	other.Touch(laptop)
	other.step(5 * time.Second)
	w.step(5 * time.Second)
	w.SetOnline(t.Context(), phone, true)
	w.step(0)
	other.step(0)
	w.told, other.told = nil, nil
	w.want("online elsewhere", Status{Until: 1300, Seen: 1005})
	other.want("online here", Status{Until: 1300, Seen: 1005})
	other.step(2 * time.Second)
	other.SetOnline(t.Context(), laptop, true)
	other.step(0)
	other.want("offline everywhere", Status{Seen: 1007}, Status{Seen: 1007})
	w.told = nil
	w.clock.Advance(2 * time.Second)
	w.want("offline everywhere", Status{Seen: 1007})
	w.Touch(phone)
	w.step(0)
	w.want("and online again", Status{Until: 1307, Seen: 1007}, Status{Until: 1307, Seen: 1007})
}

// A node that comes later hears who is online; and when one stops, the others
// know that its people have gone.
func TestNodeComesLater(t *testing.T) {
	t.Parallel()
	st, b := open(t)
	w := node(t, st, b)
	w.Touch(phone)
	w.step(0)
	late := node(t, st, b)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- late.Run(ctx) }()
	for !w.asked.Load() {
		<-w.wake
	}
	w.step(0)
	online := Status{Until: 1300, Seen: 1000}
	w.told = nil
	w.want("here", online)
	late.want("there", online)
	w.clock.Advance(7 * time.Second)
	late.clock.Advance(7 * time.Second)
	if err := w.stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err := late.Status(t.Context(), 1); err != nil || got[0] != (Status{Seen: 1007}) {
		t.Errorf("after the other has stopped: %+v, %v", got, err)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// Both logins end at once: each node takes the other's for online, and yet the
// audience hears the end.
func TestTwoNodesEndAtOnce(t *testing.T) {
	t.Parallel()
	st, b := open(t)
	w, other := node(t, st, b), node(t, st, b)
	w.Touch(phone)
	other.Touch(laptop)
	w.step(0)
	other.step(0)
	w.clock.Advance(5 * time.Second)
	other.clock.Advance(5 * time.Second)
	w.told = nil
	w.SetOnline(t.Context(), phone, true)
	other.SetOnline(t.Context(), laptop, true)
	for range 2 {
		w.step(2 * time.Second)
		other.step(2 * time.Second)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if n := len(w.told); n == 0 || w.told[n-1].Online() {
		t.Errorf("told %+v", w.told)
	}
}

func TestRestart(t *testing.T) {
	t.Parallel()
	st, _ := open(t)
	w := node(t, st, bus.NewLocal())
	w.Touch(phone)
	w.clock.Advance(7 * time.Second)
	if err := w.stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	w = node(t, st, bus.NewLocal())
	w.want("after a restart", Status{Seen: 1007})
	w.want("from memory", Status{Seen: 1007})
	if len(w.Batch([]user.ID{1}).miss) != 0 {
		t.Error("the record was not remembered")
	}
}

func TestRun(t *testing.T) {
	t.Parallel()
	st, _ := open(t)
	w := node(t, st, bus.NewLocal())
	told := make(chan struct{}, 10)
	w.audience = everybody{asked: func() { told <- struct{}{} }}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- w.Run(ctx) }()
	w.Touch(phone)
	<-told // without the clock having moved
	w.clock.Advance(3 * time.Second)
	w.SetOnline(t.Context(), phone, true)
	<-told
	w.Touch(laptop)
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if got := w.seen(); got != 1003 {
		t.Errorf("on disk after the end: %d", got)
	}
}

// Others who come and go all the time do not keep a late word from being told.
func TestRunTicksWhileBusy(t *testing.T) {
	t.Parallel()
	st, _ := open(t)
	w := node(t, st, bus.NewLocal())
	told := make(chan user.ID, 10)
	w.audience = asked(told)
	go func() { _ = w.Run(t.Context()) }()
	w.Touch(phone)
	if got := <-told; got != 1 {
		t.Fatal(got)
	}
	w.SetOnline(t.Context(), phone, true) // too soon to be told
	late := false
	for id := user.ID(2); id < 8 || !late; id++ {
		w.clock.Advance(600 * time.Millisecond)
		w.Touch(user.Actor{ID: id, Session: 1})
		for got := <-told; got != id; got = <-told {
			late = late || got == 1
		}
		if id > 1000 {
			t.Fatal("the late word was never told")
		}
	}
}

type asked chan user.ID

func (a asked) Interested(_ context.Context, of user.ID, _ int) ([]user.ID, error) {
	a <- of
	return nil, nil
}

func TestBoundedAndConcurrent(t *testing.T) {
	t.Parallel()
	w := node(t, first(open(t)), bus.NewLocal())
	w.audience = nobody{}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 2000 {
				a := user.Actor{ID: user.ID(1 + (i*7+g)%500), Session: int64(g)}
				detach := w.Attach(a)
				w.Touch(a)
				if i%3 == 0 {
					w.SetOnline(context.Background(), a, true)
				}
				detach()
			}
		})
	}
	wg.Wait()
	for i := range shards * shardSize / 16 { // strangers that are only looked at
		w.Batch([]user.ID{user.ID(1000 + i*shards)}).Keep()
	}
	if n := len(w.of(1000).by); n > shardSize {
		t.Errorf("%d entries in a shard", n)
	}
	w.step(400 * time.Second)
	for i := range w.shard {
		if n := len(w.shard[i].active) + len(w.shard[i].unsaved); n != 0 {
			t.Errorf("shard %d: %d left", i, n)
		}
	}
}

type nobody struct{}

func (nobody) Interested(context.Context, user.ID, int) ([]user.ID, error) { return nil, nil }
