package push_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"heliograph/internal/store"
	"heliograph/internal/tgapi/push"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

func TestOrderAndNoEcho(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.put(me, 3, 0) // before anyone was here
	a, b, x := w.attach(me, 1), w.attach(me, 2), w.attach(other, 3)
	var own []int
	for i := range 300 {
		origin := int64(i % 3) // 0: neither; 1: a; 2: b
		if pts := w.put(me, 1, origin); origin == 1 {
			own = append(own, pts)
		}
	}
	end := w.put(me, 1, 0)
	a.has(end)
	b.has(end)
	got := a.all()
	if !inOrder(got) || len(got) != 201 || got[0] != 5 {
		t.Errorf("%d updates: %v", len(got), got)
	}
	for _, pts := range own {
		if slices.Contains(got, pts) {
			t.Errorf("a is told of its own %d", pts)
		}
		if !slices.Contains(b.all(), pts) {
			t.Errorf("b is not told of %d", pts)
		}
	}
	if len(x.all()) != 0 {
		t.Errorf("somebody else is told: %v", x.all())
	}
}

// One rendering serves all sessions.
func TestRenderedOnce(t *testing.T) {
	t.Parallel()
	w := open(t)
	var ds []*device
	for id := range int64(50) {
		ds = append(ds, w.attach(me, id+1))
	}
	end := w.put(me, 20, 0)
	for _, d := range ds {
		d.has(end)
	}
	if n := w.view.renders.Load(); n != 1 {
		t.Errorf("rendered %d times", n)
	}
	// A session that made something gets a rendering of the rest.
	err := w.log.Run(t.Context(), []store.Owner{me.Owner()}, func(tx *update.Tx) error {
		b, err := tx.Box(me.Owner())
		if err == nil {
			b.Append(update.Event{Kind: update.NewMessage, Origin: 1})
			end = b.Append(update.Event{Kind: update.NewMessage}).At.Pts
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range ds {
		d.has(end)
	}
	if got := ds[0].all(); slices.Contains(got, end-1) || w.view.renders.Load() != 3 {
		t.Errorf("%v, rendered %d times", got, w.view.renders.Load())
	}
}

// What is committed while a session attaches reaches it, without waiting for
// more to happen.
func TestAttachRace(t *testing.T) {
	t.Parallel()
	w := open(t)
	for i := range int64(200) {
		u := user.ID(1000 + i)
		d := w.device(i + 1)
		var wg sync.WaitGroup
		var end int
		wg.Go(func() { end = w.put(u, 1, 0) })
		wg.Go(func() {
			if _, err := w.hub.AttachSession(t.Context(), user.Actor{ID: u}, d); err != nil {
				t.Error(err)
			}
		})
		wg.Wait()
		next := w.put(u, 1, 0)
		d.has(next)
		if got := d.all(); !inOrder(got) {
			t.Errorf("%v of %d", got, end)
		}
	}
}

// Something happens right after the state was read for a session.
func TestNothingLostBetweenStateAndSeat(t *testing.T) {
	t.Parallel()
	w := open(t)
	d := w.device(1)
	var end int
	before := func() { end = w.put(me, 1, 0) }
	if fresh, err := w.attachAnd(t.Context(), d, before); err != nil || !fresh {
		t.Fatal(fresh, err)
	}
	d.has(end)
}

// An answer waits for the updates that it counts.
func TestReach(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.put(me, 3, 0)
	d := w.attach(me, 1)
	st, err := w.log.State(t.Context(), me.Owner())
	if err != nil {
		t.Fatal(err)
	}
	w.hub.ReachSession(t.Context(), d, st.At.Pts) // what was before it came
	reached, open := w.view.shut()
	end := w.put(me, 1, 0)
	reached()
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.hub.ReachSession(t.Context(), d, end)
		if !slices.Contains(d.all(), end) {
			t.Error("the answer went out before the update")
		}
	}()
	over, cancel := context.WithCancel(t.Context())
	cancel()
	w.hub.ReachSession(over, d, end) // does not wait longer than it may
	if slices.Contains(d.all(), end) {
		t.Fatal("the update is there already")
	}
	open()
	<-done
}

func TestBehind(t *testing.T) {
	t.Parallel()
	w := open(t)
	d := w.attach(me, 1)
	reached, open := w.view.shut()
	first := w.put(me, 1, 0) // the feed hangs at this one
	reached()
	for range push.MaxBehind/100 + 2 {
		w.put(me, 100, 0)
	}
	open()
	d.until("too long", func(got []int) bool { return slices.Contains(got, tooLong) })
	next := w.put(me, 1, 0)
	d.has(next)
	if got := d.all(); len(got) != 3 || got[0] != first || got[1] != tooLong {
		t.Errorf("%v", got)
	}
}

// When rendering fails the sessions fetch the difference, and go on after it.
func TestRenderingFails(t *testing.T) {
	t.Parallel()
	w := open(t)
	d := w.attach(me, 1)
	w.view.fail.Store(true)
	w.put(me, 1, 0)
	d.until("too long", func(got []int) bool { return slices.Equal(got, []int{tooLong}) })
	w.view.fail.Store(false)
	next := w.put(me, 1, 0)
	d.has(next)
	if got := d.all(); !slices.Equal(got, []int{tooLong, next}) {
		t.Errorf("%v", got)
	}
}

func TestEphemeral(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.attach(me, 1), w.attach(me, 2)
	reached, open := w.view.shut()
	first := w.put(me, 1, 0)
	reached()
	for range 3 * push.MaxMoments {
		w.log.Ephemeral(me.Owner(), update.Event{Kind: update.Typing})
	}
	open()
	a.has(first)
	last := w.put(me, 1, 0)
	a.has(last)
	b.has(last)
	n := 0
	for _, pts := range a.all() {
		if pts == typing {
			n++
		}
	}
	if n != push.MaxMoments {
		t.Errorf("%d of %d moments", n, 3*push.MaxMoments)
	}
}

func TestDetach(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.attach(me, 1), w.attach(me, 2)
	if fresh, err := w.hub.AttachSession(t.Context(), user.Actor{ID: me}, a); err != nil || fresh {
		t.Error("attached twice", err)
	}
	if w.hub.Feeds() != 1 || w.here.here.Load() != 2 {
		t.Errorf("%d feeds, %d here", w.hub.Feeds(), w.here.here.Load())
	}
	w.hub.DetachSession(a)
	w.hub.DetachSession(a)
	b.has(w.put(me, 1, 0))
	w.hub.DetachLogin(77)
	b.has(w.put(me, 1, 0))
	w.hub.DetachLogin(20) // b's
	if w.hub.Feeds() != 0 || w.here.here.Load() != 0 || len(a.all()) != 0 {
		t.Errorf("%d feeds, %d here, a got %v", w.hub.Feeds(), w.here.here.Load(), a.all())
	}
	// Somebody else logs in on the same session.
	if _, err := w.hub.AttachSession(t.Context(), user.Actor{ID: me}, a); err != nil {
		t.Fatal(err)
	}
	if fresh, err := w.hub.AttachSession(t.Context(), user.Actor{ID: other}, a); err != nil || !fresh {
		t.Error(fresh, err)
	}
	w.put(me, 1, 0)
	a.has(w.put(other, 4, 0))
	if got := a.all(); len(got) != 4 || w.hub.Feeds() != 1 {
		t.Errorf("%v, %d feeds", got, w.hub.Feeds())
	}
}

// A session that ends while it is attached leaves nothing behind.
func TestEndedWhileAttaching(t *testing.T) {
	t.Parallel()
	w := open(t)
	d := w.device(1)
	ctx, end := context.WithCancel(t.Context())
	_, err := w.attachAnd(ctx, d, func() {
		end()
		w.hub.DetachSession(d) // too early
	})
	if err == nil || w.hub.Feeds() != 0 || w.here.here.Load() != 0 {
		t.Errorf("%v, %d feeds, %d here", err, w.hub.Feeds(), w.here.here.Load())
	}
}

func TestTooManySessions(t *testing.T) {
	t.Parallel()
	w := open(t)
	for id := range int64(push.MaxSessions) {
		w.attach(me, id+1)
	}
	fresh, err := w.hub.AttachSession(t.Context(), user.Actor{ID: me}, w.device(9999))
	if err != nil || fresh || w.here.here.Load() != push.MaxSessions {
		t.Error(fresh, err)
	}
}

// Sessions come and go while things happen: nobody gets anything twice or out
// of order, those who stay get all, and no feed is left.
func TestComeAndGo(t *testing.T) {
	t.Parallel()
	w := open(t)
	stays := w.attach(me, 1)
	var wg sync.WaitGroup
	for g := range int64(8) {
		wg.Go(func() {
			for i := range int64(25) {
				u := me
				if i%2 == 0 {
					u = other
				}
				d := w.attach(u, 100+g*100+i)
				w.put(u, 1, 0)
				w.log.Ephemeral(u.Owner(), update.Event{Kind: update.Typing})
				w.hub.DetachSession(d)
				got := slices.DeleteFunc(d.all(), func(pts int) bool { return pts == typing })
				if !inOrder(got) {
					t.Errorf("%v", got)
				}
			}
		})
		wg.Go(func() {
			for range 25 {
				w.put(me, 1, 0)
			}
		})
	}
	wg.Wait()
	end := w.put(me, 1, 0)
	stays.has(end)
	got := slices.DeleteFunc(stays.all(), func(pts int) bool { return pts == typing })
	if !inOrder(got) || len(got) != end-1 {
		t.Errorf("%d of %d updates", len(got), end-1)
	}
	w.hub.DetachSession(stays)
	if w.hub.Feeds() != 0 || w.here.here.Load() != 0 {
		t.Errorf("%d feeds, %d here", w.hub.Feeds(), w.here.here.Load())
	}
}
