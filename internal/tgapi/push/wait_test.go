package push_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"heliograph/internal/user"
)

// letInAt is when somebody is let in, in Unix seconds.
const letInAt = 1_900_000_000

func (w *world) letIn(perm int64) { w.hub.LetIn(perm, time.Unix(letInAt, 0)) }

func (d *device) is(want ...int) {
	d.t.Helper()
	if got := d.all(); !slices.Equal(got, want) {
		d.t.Errorf("session %d got %v, want %v", d.id, got, want)
	}
}

func (w *world) waiting(want int) {
	w.t.Helper()
	if sessions, keys := w.hub.Waiting(); sessions != want || keys != want {
		w.t.Errorf("%d sessions wait, %d by key; want %d", sessions, keys, want)
	}
}

// Whoever waits on a key is told once, and nobody else is.
func TestLetIn(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b, other, gone := w.device(1), w.device(2), w.device(3), w.device(4)
	w.hub.AwaitSession(t.Context(), 10, a)
	w.hub.AwaitSession(t.Context(), 10, a)
	w.hub.AwaitSession(t.Context(), 10, b)
	w.hub.AwaitSession(t.Context(), 20, other)
	w.hub.AwaitSession(t.Context(), 10, gone)
	w.hub.DetachSession(gone)
	w.waiting(3)
	w.letIn(10)
	w.letIn(10)
	w.letIn(30)
	for _, d := range []*device{a, b} {
		d.is(letIn)
	}
	other.is()
	gone.is()
	w.waiting(1)
	w.hub.AwaitSession(t.Context(), 10, a) // the login has ended since
	w.letIn(10)
	a.is(letIn, letIn)
	w.hub.AwaitSession(t.Context(), 10, other) // of another key from now on
	w.letIn(20)
	other.is()
	w.letIn(10)
	other.is(letIn)
	w.waiting(0)
}

// A call made meanwhile must not keep the session from hearing that it is in.
func TestLetInWhileAttached(t *testing.T) {
	t.Parallel()
	w := open(t)
	d := w.device(1)
	w.hub.AwaitSession(t.Context(), 10, d)
	if _, err := w.hub.AttachSession(t.Context(), user.Actor{ID: me, Session: 10, Origin: 1}, d); err != nil {
		t.Fatal(err)
	}
	w.letIn(10)
	d.is(letIn)
	d.has(w.put(me, 1, 0))
	w.hub.DetachSession(d)
	if w.hub.Feeds() != 0 {
		t.Error("a feed is left")
	}
}

// A session that ends while it begins to wait leaves nothing behind.
func TestEndedWhileAwaiting(t *testing.T) {
	t.Parallel()
	w := open(t)
	ctx, end := context.WithCancel(t.Context())
	end()
	w.hub.AwaitSession(ctx, 10, w.device(1))
	w.waiting(0)
}

// Sessions come to wait and end, and keys are let in, all at once: none waits in
// the end, and none that stays is told less often than it waited.
func TestWaitersComeAndGo(t *testing.T) {
	t.Parallel()
	w := open(t)
	var wg sync.WaitGroup
	for g := range int64(8) {
		wg.Go(func() {
			for i := range int64(100) {
				d, perm := w.device(g*1000+i), i%3
				w.hub.AwaitSession(t.Context(), perm, d)
				if i%2 == 0 {
					w.letIn(perm) // or another goroutine was first
					d.until("let in", func(got []int) bool { return slices.Equal(got, []int{letIn}) })
				}
				w.hub.DetachSession(d)
			}
		})
	}
	wg.Wait()
	w.waiting(0)
}
