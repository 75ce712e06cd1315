package update

import (
	"math/rand/v2"
	"slices"
	"testing"

	"heliograph/internal/store"
)

// batch is the events of one transaction.
type batch struct {
	prev   Position
	events []Event
}

// batches are n transactions of one box, one after the other.
func batches(r *rand.Rand, n int) (out []batch) {
	at := Position{Pts: 1}
	for range n {
		b := batch{prev: at}
		for range r.IntN(3) + 1 {
			if r.IntN(3) == 0 {
				at.Sub++
			} else {
				at = Position{Pts: at.Pts + r.IntN(3) + 1}
			}
			b.events = append(b.events, Event{At: at})
		}
		out = append(out, b)
	}
	return out
}

func positions(es []Event) (out []Position) {
	for _, e := range es {
		out = append(out, e.At)
	}
	return out
}

// Whatever the order in which transactions come and whichever are missing: what
// is answered is exactly what was between the two positions.
func TestRecentOutOfOrder(t *testing.T) {
	t.Parallel()
	const o = store.Owner("box")
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 0))
		var log recent
		defer log.watch(o)()
		bs := batches(r, 8)
		var all []Event
		for _, b := range bs {
			all = append(all, b.events...)
		}
		lost := r.IntN(2 * len(bs)) // often none
		for _, i := range r.Perm(len(bs)) {
			if i != lost {
				log.add(o, bs[i].prev, bs[i].events)
			}
		}
		for i := range all {
			from := Position{Pts: 1}
			if i > 0 {
				from = all[i-1].At
			}
			for j := i; j < len(all); j++ {
				got, ok := log.between(o, from, all[j].At)
				if ok && (len(got) <= j-i || !slices.Equal(positions(got), positions(all[i:i+len(got)]))) {
					t.Fatalf("seed %d: %v to %v: %v", seed, from, all[j].At, positions(got))
				}
				if !ok && lost >= len(bs) {
					t.Fatalf("seed %d: nothing from %v to %v", seed, from, all[j].At)
				}
			}
		}
		if got, ok := log.between(o, all[0].At, Position{Pts: 1 << 30}); ok {
			t.Fatalf("up to what has not happened: %v", positions(got))
		}
	}
}

func TestRecentBounded(t *testing.T) {
	t.Parallel()
	const o = store.Owner("box")
	var log recent
	log.add(o, Position{Pts: 1}, []Event{{At: Position{Pts: 2}}})
	if _, ok := log.between(o, Position{Pts: 1}, Position{Pts: 2}); ok {
		t.Error("kept although nobody watches")
	}
	first, second := log.watch(o), log.watch(o)
	for pts := 1; pts < 100; pts++ {
		log.add(o, Position{Pts: pts}, []Event{{At: Position{Pts: pts + 1}}})
	}
	if _, ok := log.between(o, Position{Pts: 100 - maxRecent - 1}, Position{Pts: 100}); ok {
		t.Error("unbounded")
	}
	first()
	first() // does nothing
	if es, ok := log.between(o, Position{Pts: 100 - maxRecent}, Position{Pts: 100}); !ok || len(es) != maxRecent {
		t.Errorf("%d events, %v", len(es), ok)
	}
	second()
	if _, ok := log.between(o, Position{Pts: 99}, Position{Pts: 100}); ok {
		t.Error("kept after the last watcher left")
	}
	if _, boxes := log.of(o); len(*boxes) != 0 {
		t.Error("the box stays")
	}
}
