package bus_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"heliograph/internal/bus"
)

func TestLocalDeliversByTopicUntilCancelled(t *testing.T) {
	t.Parallel()
	b := bus.NewLocal()
	var a, other []int
	cancel := b.Subscribe("a", func(e bus.Event) { a = append(a, e.Pos) })
	defer b.Subscribe("b", func(e bus.Event) { other = append(other, e.Pos) })()
	b.Publish(bus.Event{Topic: "a", Pos: 1})
	b.Publish(bus.Event{Topic: "b", Pos: 2})
	cancel()
	b.Publish(bus.Event{Topic: "a", Pos: 3})
	if len(a) != 1 || a[0] != 1 || len(other) != 1 || other[0] != 2 {
		t.Errorf("a got %v, b got %v", a, other)
	}
}

func TestLocalConcurrent(t *testing.T) {
	t.Parallel()
	b := bus.NewLocal()
	var got atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				cancel := b.Subscribe("t", func(bus.Event) { got.Add(1) })
				b.Publish(bus.Event{Topic: "t"})
				cancel()
			}
		})
	}
	wg.Wait()
	if got.Load() < 8*200 {
		t.Errorf("a subscriber missed its own publication: %d", got.Load())
	}
}
