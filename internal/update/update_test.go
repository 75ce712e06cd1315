package update_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/update"
)

var errRefused = errors.New("refused")

// engine is a store whose Updates can be made to run twice, or to fail.
type engine struct {
	store.Store
	twice bool
	after error // returned once fn has run, its writes lost
	lie   error // returned although the writes are there
}

func (e *engine) Update(ctx context.Context, owners []store.Owner, fn func(store.Tx) error) error {
	if e.twice {
		err := e.Store.Update(ctx, owners, func(tx store.Tx) error {
			if err := fn(tx); err != nil {
				return err
			}
			return errRefused
		})
		if !errors.Is(err, errRefused) {
			return err
		}
	}
	err := e.Store.Update(ctx, owners, func(tx store.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return e.after
	})
	return errors.Join(err, e.lie)
}

type world struct {
	store *engine
	clock *clock.Fake
	log   *update.Log
}

func open(t testing.TB, keep int) *world {
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
	w := &world{store: &engine{Store: st}, clock: clock.NewFake(time.Unix(1_700_000_000, 0))}
	w.log = update.New(update.Deps{Store: w.store, Bus: bus.NewLocal(), Clock: w.clock, Keep: keep})
	return w
}

func owner(n int64) store.Owner { return peer.Of(peer.User, n).Owner() }

// put appends events to one box.
func (w *world) put(t testing.TB, o store.Owner, es ...update.Event) []update.Event {
	t.Helper()
	var out []update.Event
	err := w.log.Run(t.Context(), []store.Owner{o}, func(tx *update.Tx) error {
		out = nil
		b, err := tx.Box(o)
		if err != nil {
			return err
		}
		for _, e := range es {
			out = append(out, b.Append(e))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (w *world) since(t testing.TB, o store.Owner, from update.Position, limit int) update.Difference {
	t.Helper()
	d, err := w.log.Since(t.Context(), o, from, limit)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (w *world) state(t testing.TB, o store.Owner) update.State {
	t.Helper()
	st, err := w.log.State(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

var (
	message = update.Event{Kind: update.NewMessage, ID: 1}
	plain   = update.Event{Kind: update.Draft}
)

func deletion(n int) update.Event {
	return update.Event{Kind: update.DeleteMessages, IDs: make([]int, n)}
}

func at(pts, sub int) update.Position { return update.Position{Pts: pts, Sub: sub} }

func TestPositions(t *testing.T) {
	t.Parallel()
	w, o := open(t, 0), owner(1)
	if st := w.state(t, o); st.At != at(1, 0) || st.Date != 1_700_000_000 {
		t.Errorf("an untouched box stands at %+v", st)
	}
	if d := w.since(t, o, at(1, 0), 10); d.TooLong || d.More || len(d.Events) != 0 || d.At != at(1, 0) {
		t.Errorf("nothing: %+v", d)
	}
	es := w.put(t, o, plain, plain, message, deletion(3), plain)
	w.clock.Advance(time.Second)
	es = append(es, w.put(t, o, plain, message)...)
	for i, want := range []update.Position{at(1, 1), at(1, 2), at(2, 0), at(5, 0), at(5, 1), at(5, 2), at(6, 0)} {
		if es[i].At != want {
			t.Errorf("event %d is at %v, not %v", i, es[i].At, want)
		}
	}
	if es[3].Count != 3 || es[2].Count != 1 || es[0].Count != 0 || es[4].Date+1 != es[5].Date {
		t.Errorf("%+v", es)
	}
	d := w.since(t, o, at(5, 0), 10)
	if len(d.Events) != 3 || d.Events[0].At != at(5, 1) || d.At != at(6, 0) || d.More {
		t.Errorf("%+v", d)
	}
	for _, beyond := range []update.Position{at(7, 0), at(6, 1), at(1<<40, 0)} {
		if d := w.since(t, o, beyond, 10); d.TooLong != (beyond.Pts > 6) || len(d.Events) != 0 {
			t.Errorf("%v: %+v", beyond, d)
		}
	}
}

// A stretch that does not get past its own pts would be asked for for ever.
func TestStretchMovesPts(t *testing.T) {
	t.Parallel()
	w, o := open(t, 0), owner(1)
	for range 20 {
		w.put(t, o, plain)
	}
	w.put(t, o, message, plain, plain, message)
	for _, limit := range []int{-1, 0, 1, 2, 19, 20, 21, 22} {
		d := w.since(t, o, at(1, 0), limit)
		if !d.More || d.At != at(2, 2) || len(d.Events) != 23 {
			t.Errorf("limit %d: %d events up to %v", limit, len(d.Events), d.At)
		}
	}
	for _, limit := range []int{23, 24, 100} {
		want := update.Difference{At: at(3, 0)}
		if limit == 23 {
			want = update.Difference{At: at(2, 2), More: true}
		}
		if d := w.since(t, o, at(1, 0), limit); d.At != want.At || d.More != want.More {
			t.Errorf("limit %d: up to %v, more %v", limit, d.At, d.More)
		}
	}
}

func TestConcurrent(t *testing.T) {
	t.Parallel()
	w := open(t, 0)
	a, b := owner(1), owner(2)
	const writers, each = 16, 25
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for i := range each {
				err := w.log.Run(t.Context(), []store.Owner{a, b}, func(tx *update.Tx) error {
					for _, o := range []store.Owner{a, b} {
						box, err := tx.Box(o)
						if err != nil {
							return err
						}
						if id := box.NextID(); id != box.LastID() {
							t.Errorf("id %d, last %d", id, box.LastID())
						}
						box.Append(deletion(i % 4)) // 0: no pts of its own
						box.Append(update.Event{Kind: update.NewMessage, ID: box.LastID()})
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for _, o := range []store.Owner{a, b} {
		d := w.since(t, o, at(1, 0), 1<<20)
		if len(d.Events) != 2*writers*each || d.At != w.state(t, o).At {
			t.Fatalf("%d events up to %v", len(d.Events), d.At)
		}
		checkGapless(t, at(1, 0), d.Events)
		id := 0
		for _, e := range d.Events {
			if e.Kind == update.NewMessage {
				if id++; e.ID != id {
					t.Fatalf("message %d after %d", e.ID, id-1)
				}
			}
		}
	}
}

// checkGapless checks U3 and U4 over events that follow from.
func checkGapless(t testing.TB, from update.Position, es []update.Event) {
	t.Helper()
	for _, e := range es {
		want := at(from.Pts+e.Count, 0)
		if e.Count == 0 {
			want = at(from.Pts, from.Sub+1)
		}
		if e.At != want {
			t.Fatalf("%v of %d follows %v", e.At, e.Count, from)
		}
		from = e.At
	}
}
