package update

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
)

// onceWorld is a log with and one without a filter over the same store.
type onceWorld struct {
	t            *testing.T
	alone, plain *Log
}

func openOnces(t *testing.T, keep int) *onceWorld {
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
	d := Deps{Store: st, Bus: bus.NewLocal(), Clock: clock.NewFake(time.Unix(1, 0)), Keep: keep}
	w := &onceWorld{t: t, plain: New(d)}
	d.Alone = true
	w.alone = New(d)
	return w
}

// send looks a random id up and uses it when it is free; fail takes that back.
func (w *onceWorld) send(l *Log, o store.Owner, random int64, fail error) (seen bool) {
	w.t.Helper()
	err := l.Run(w.t.Context(), []store.Owner{o}, func(tx *Tx) error {
		b, err := tx.Box(o)
		if err != nil {
			return err
		}
		once, err := b.Once(random)
		if seen = once.ID != 0; seen || err != nil {
			return err
		}
		b.SetOnce(b.Append(Event{Kind: NewMessage, ID: b.NextID(), Random: random}))
		if again, err := b.Once(random); err != nil || again.ID == 0 {
			w.t.Errorf("%d is not seen by its own transaction: %v", random, err)
		}
		return fail
	})
	if err != nil && err != fail {
		w.t.Fatal(err)
	}
	return seen
}

// The filter never says that something was not done which was: over boxes,
// failures, what was there before it was made, and what it has no room for.
func TestOncesAgainstModel(t *testing.T) {
	t.Parallel()
	w, r := openOnces(t, 0), rand.New(rand.NewPCG(1, 1))
	boxes := []store.Owner{"a", "b", "c"}
	model := map[store.Owner]map[int64]bool{}
	refused := fmt.Errorf("refused")
	for _, o := range boxes {
		model[o] = map[int64]bool{}
		for range 50 { // before there was a filter
			random := r.Int64N(3000)
			w.send(w.plain, o, random, nil)
			model[o][random] = true
		}
	}
	made := 0
	for range 4000 {
		if f := w.alone.onces.of("a").boxes["a"]; f != nil && f.bits != nil {
			made++
		}
		o, random, fail := boxes[r.IntN(3)], r.Int64N(3000), error(nil)
		if r.IntN(5) == 0 {
			fail = refused
		}
		seen := w.send(w.alone, o, random, fail)
		if seen != model[o][random] {
			t.Fatalf("%d in %s: seen %v", random, o, seen)
		}
		if fail == nil {
			model[o][random] = true
		}
	}
	if made < 3500 {
		t.Errorf("a filter was there %d times of 4000", made)
	}
}

func TestOncesManyRecords(t *testing.T) {
	t.Parallel()
	w := openOnces(t, 0)
	const o = store.Owner("box")
	err := w.plain.store.Update(t.Context(), []store.Owner{o}, func(tx store.Tx) error {
		for i := range int64(maxOnces) {
			tx.Put(o, onceKey(i), store.Encode(&Once{ID: 1, Pts: 1}))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range int64(40) {
		if !w.send(w.alone, o, i*400, nil) || w.send(w.alone, o, 1<<40+i, nil) {
			t.Fatalf("%d is not told from %d", i*400, 1<<40+i)
		}
	}
	if w.alone.onces.of(o).boxes[o].bits != nil {
		t.Error("a filter of too many records")
	}
}

func TestOncesBounded(t *testing.T) {
	t.Parallel()
	s := &onceShard{boxes: map[store.Owner]*filter{}}
	rows := make([]store.Record, 10_000)
	for i := range rows {
		rows[i].Key = onceKey(int64(i))
	}
	for i := range 4 * maxOnceBoxes {
		o := store.Owner(fmt.Sprint(i))
		if s.look(o, 1); i%10 == 0 && s.fill(o, rows, 5) {
			t.Fatal("5 is not there")
		}
		words := 0
		for _, f := range s.boxes {
			words += len(f.bits)
		}
		if words != s.words || words > maxOnceWords || len(s.boxes) > maxOnceBoxes {
			t.Fatalf("%d boxes with %d words, counted %d", len(s.boxes), words, s.words)
		}
	}
}

func TestFilter(t *testing.T) {
	t.Parallel()
	f := &filter{bits: make([]uint64, 10_000*12/64)}
	for i := range int64(10_000) {
		f.set(i * 7)
	}
	wrong := 0
	for i := range int64(10_000) {
		if !f.has(i * 7) {
			t.Fatalf("%d was set", i*7)
		}
		if f.has(-1 - i) {
			wrong++
		}
	}
	if wrong > 200 {
		t.Errorf("%d of 10,000 are taken for something else", wrong)
	}
}
