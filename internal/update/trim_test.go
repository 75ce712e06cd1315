package update_test

import (
	"testing"

	"heliograph/internal/store"
	"heliograph/internal/update"
)

// send appends a message with a random id.
func (w *world) send(t testing.TB, o store.Owner, random int64) update.Event {
	t.Helper()
	var e update.Event
	err := w.log.Run(t.Context(), []store.Owner{o}, func(tx *update.Tx) error {
		b, err := tx.Box(o)
		if err != nil {
			return err
		}
		e = b.Append(update.Event{Kind: update.NewMessage, ID: b.NextID(), Random: random})
		b.SetOnce(e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (w *world) once(t testing.TB, o store.Owner, random int64) (out update.Once) {
	t.Helper()
	err := w.log.Run(t.Context(), []store.Owner{o}, func(tx *update.Tx) error {
		b, err := tx.Box(o)
		if err == nil {
			out, err = b.Once(random)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTrim(t *testing.T) {
	t.Parallel()
	const keep = 100
	w, o := open(t, keep), owner(1)
	w.send(t, o, 77)
	if got := w.once(t, o, 77); got.ID != 1 || got.Pts != 2 {
		t.Fatalf("%+v", got)
	}
	if got := w.once(t, o, 78); got.ID != 0 {
		t.Fatalf("%+v", got)
	}
	for range 12 {
		es := make([]update.Event, 0, 200)
		for range 100 {
			es = append(es, message, plain)
		}
		w.put(t, o, es...)
	}
	w.send(t, o, 79)
	end := w.state(t, o).At.Pts
	floor := checkFloor(t, w, o)
	if floor < 1 || floor > end-keep {
		t.Errorf("served from %d on, of %d", floor, end)
	}
	if got := w.once(t, o, 77); got.ID != 0 {
		t.Errorf("remembered beyond the log: %+v", got)
	}
	if got := w.once(t, o, 79); got.ID != 2 {
		t.Errorf("forgotten too early: %+v", got)
	}
}

// checkFloor finds the lowest pts that is served and checks U5: from there on
// nothing is missing.
func checkFloor(t *testing.T, w *world, o store.Owner) int {
	t.Helper()
	end := w.state(t, o).At
	floor := 1
	for w.since(t, o, at(floor, 0), 1).TooLong {
		floor++
	}
	for pts := floor; pts < min(floor+5, end.Pts); pts++ {
		d := w.since(t, o, at(pts, 0), 1<<20)
		if d.TooLong || d.At != end {
			t.Fatalf("from %d: %+v", pts, d.At)
		}
		from := at(pts, 0)
		if first := d.Events[0]; first.At.Pts-first.Count < pts { // pts lies within a deletion
			from.Pts = first.At.Pts - first.Count
		}
		checkGapless(t, from, d.Events)
	}
	return floor
}

// With many events without pts a trim has more to remove than one transaction
// may: the next ones go on, and nothing is served with a hole in between.
func TestTrimInParts(t *testing.T) {
	t.Parallel()
	w, o := open(t, 1), owner(1)
	es := []update.Event{message}
	for range 999 {
		es = append(es, plain)
	}
	for range 6 {
		w.put(t, o, es...)
	}
	for range 11 {
		w.put(t, o, deletion(100))
	}
	last := checkFloor(t, w, o)
	for range 3 {
		w.put(t, o, message)
		floor := checkFloor(t, w, o)
		if floor < last {
			t.Errorf("the floor fell from %d to %d", last, floor)
		}
		last = floor
	}
	if end := w.state(t, o).At.Pts; last < end-1100 {
		t.Errorf("the floor stays at %d of %d", last, end)
	}
}

// However many events have no pts, a bounded number of rows is kept.
func TestManyWithoutPts(t *testing.T) {
	t.Parallel()
	w, o := open(t, 0), owner(1)
	for range 15 {
		es := make([]update.Event, 100)
		for i := range es {
			es[i] = plain
		}
		w.put(t, o, es...)
	}
	d := w.since(t, o, at(1, 0), 10)
	if len(d.Events) != 1024 || d.At != at(1, 1500) || d.More || d.TooLong {
		t.Errorf("%d events up to %v", len(d.Events), d.At)
	}
}
