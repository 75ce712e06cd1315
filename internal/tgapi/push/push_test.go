package push_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/logx"
	"heliograph/internal/mtproto"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/tgapi/push"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const (
	me    user.ID = 1
	other user.ID = 2
)

var errBroken = errors.New("broken")

// tooLong stands in for updatesTooLong among the pts that a session got, and
// typing for an ephemeral event, and letIn for updateLoginToken.
const (
	tooLong = -1
	typing  = -2
	letIn   = -3
)

// channelTooLong stands in for updateChannelTooLong, and without says that a pts
// came without what happened there.
const (
	channelTooLong = -4
	without        = -1000
)

// device is a session that notes what it is sent.
type device struct {
	t     testing.TB
	id    int64
	value atomic.Value

	mu  sync.Mutex
	got []int // pts, or what stands for something else
	new chan struct{}
}

func (d *device) ID() int64     { return d.id }
func (d *device) Attach(v any)  { d.value.Store(v) }
func (d *device) Attached() any { return d.value.Load() }
func (d *device) all() []int    { d.mu.Lock(); defer d.mu.Unlock(); return slices.Clone(d.got) }

func (d *device) Push(pushed *mtproto.Update) {
	body := pushed.Body()
	u, err := tg.DecodeUpdates(&bin.Buffer{Buf: body})
	if err != nil {
		d.t.Error(err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	switch u := u.(type) {
	case *tg.UpdatesTooLong:
		d.got = append(d.got, tooLong)
	case *tg.UpdateShort:
		if _, ok := u.Update.(*tg.UpdateLoginToken); !ok || u.Date != letInAt {
			d.t.Errorf("pushed %v", u)
		}
		d.got = append(d.got, letIn)
	case *tg.Updates:
		for _, x := range u.Updates {
			switch x := x.(type) {
			case *tg.UpdateDeleteMessages:
				if len(x.Messages) > 0 {
					d.got = append(d.got, without)
				}
				d.got = append(d.got, x.Pts)
			case *tg.UpdateChannelTooLong:
				d.got = append(d.got, channelTooLong)
			case *tg.UpdateUserTyping:
				d.got = append(d.got, typing)
			}
		}
	}
	close(d.new)
	d.new = make(chan struct{})
}

// until waits for what a device has got to satisfy ok.
func (d *device) until(what string, ok func(got []int) bool) {
	d.t.Helper()
	for {
		d.mu.Lock()
		got, next := slices.Clone(d.got), d.new
		d.mu.Unlock()
		if ok(got) {
			return
		}
		select {
		case <-next:
		case <-d.t.Context().Done():
			d.t.Fatalf("%s: only got %v", what, got)
		case <-time.After(20 * time.Second):
			d.t.Fatalf("%s: only got %v", what, got)
		}
	}
}

// has waits for a pts.
func (d *device) has(pts int) {
	d.t.Helper()
	d.until("pts", func(got []int) bool { return slices.Contains(got, pts) })
}

// gate holds a rendering up.
type gate struct{ reached, open chan struct{} }

// shut makes the next rendering wait until open is called; reached waits for it.
func (v *plainView) shut() (reached, open func()) {
	g := &gate{make(chan struct{}), make(chan struct{})}
	v.gate.Store(g)
	return func() { <-g.reached }, func() { close(g.open) }
}

// plainView renders each event as its pts and counts.
type plainView struct {
	renders atomic.Int64
	gate    atomic.Pointer[gate] // the next rendering waits behind it
	fail    atomic.Bool
}

func (v *plainView) Push(ctx context.Context, _ user.ID, events []update.Event) (tg.UpdatesClass, error) {
	v.renders.Add(1)
	if g := v.gate.Swap(nil); g != nil {
		close(g.reached)
		<-g.open
	}
	if v.fail.Load() {
		return nil, errBroken
	}
	out := &tg.Updates{}
	for _, e := range events {
		switch {
		case e.Kind == update.Typing:
			out.Updates = append(out.Updates, &tg.UpdateUserTyping{UserID: 5, Action: &tg.SendMessageTypingAction{}})
		case e.Count > 0:
			out.Updates = append(out.Updates, &tg.UpdateDeleteMessages{Messages: e.IDs, Pts: e.At.Pts, PtsCount: e.Count})
		}
	}
	return out, nil
}

// presences counts who is here.
type presences struct{ here atomic.Int64 }

func (p *presences) Attach(user.Actor) func() {
	p.here.Add(1)
	return func() { p.here.Add(-1) }
}

// engine does something once a View has read, before its caller goes on.
type engine struct {
	store.Store
	then atomic.Pointer[func()]
}

func (e *engine) View(ctx context.Context, fn func(store.Reader) error) error {
	err := e.Store.View(ctx, fn)
	if then := e.then.Swap(nil); then != nil {
		(*then)()
	}
	return err
}

type world struct {
	t    testing.TB
	st   *engine
	bus  bus.Bus
	log  *update.Log
	view *plainView
	here *presences
	hub  *push.Hub
}

func open(t testing.TB) *world { t.Helper(); return openWith(t, nil) }

// openWith is open with channels, which are made for a log.
func openWith(t testing.TB, channels func(*engine, *update.Log) push.Channels) *world {
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
	return openNode(t, &engine{Store: st}, bus.NewLocal(), channels)
}

// openNode is a node with a store and a bus.
func openNode(t testing.TB, st *engine, b bus.Bus, channels func(*engine, *update.Log) push.Channels) *world {
	t.Helper()
	w := &world{t: t, st: st, bus: b, view: &plainView{}, here: &presences{}}
	w.log = update.New(update.Deps{Store: w.st, Bus: b, Clock: clock.System{}})
	d := push.Deps{Log: w.log, View: w.view, Presence: w.here, Logger: logx.Discard()}
	if channels != nil {
		d.Channels = channels(w.st, w.log)
	}
	w.hub = push.New(d)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.hub.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	return w
}

func (w *world) device(id int64) *device {
	return &device{t: w.t, id: id, new: make(chan struct{})}
}

// attach seats a new device of a user.
func (w *world) attach(u user.ID, id int64) *device {
	w.t.Helper()
	d := w.device(id)
	if fresh, err := w.hub.AttachSession(w.t.Context(), user.Actor{ID: u, Session: id * 10, Origin: id}, d); err != nil || !fresh {
		w.t.Fatal(fresh, err)
	}
	return d
}

// attachAnd attaches d, and does something when the state has just been read for
// it.
func (w *world) attachAnd(ctx context.Context, d *device, then func()) (fresh bool, err error) {
	w.st.then.Store(&then)
	return w.hub.AttachSession(ctx, user.Actor{ID: me, Origin: d.id}, d)
}

// put appends n events that session origin made, in one transaction.
func (w *world) put(u user.ID, n int, origin int64) (pts int) {
	w.t.Helper()
	err := w.log.Run(w.t.Context(), []store.Owner{u.Owner()}, func(tx *update.Tx) error {
		b, err := tx.Box(u.Owner())
		if err != nil {
			return err
		}
		for range n {
			b.Append(update.Event{Kind: update.NewMessage, ID: 1, Origin: origin})
		}
		pts = b.Pts()
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return pts
}

// inOrder says whether every pts comes once, in order.
func inOrder(got []int) bool {
	return slices.IsSorted(got) && len(slices.Compact(slices.Clone(got))) == len(got)
}
