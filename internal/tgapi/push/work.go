package push

import (
	"context"
	"sync"
)

// pump is a feed or a crowd, which bring what happens to sessions.
type pump interface {
	// pump works until there is nothing left to do.
	pump(ctx context.Context)
}

// workers is how many feeds are pumped at once. They wait for the store at
// most, and stay: a goroutine that has run has its stack already.
const workers = 32

// work is the feeds and crowds that wait for a worker, each at most once.
type work struct {
	mu     sync.Mutex
	some   *sync.Cond
	feeds  []pump
	closed bool
}

func newWork() *work {
	w := &work{}
	w.some = sync.NewCond(&w.mu)
	return w
}

func (w *work) add(f pump) {
	w.mu.Lock()
	w.feeds = append(w.feeds, f)
	w.mu.Unlock()
	w.some.Signal()
}

// take waits for a feed or a crowd; nil once closed.
func (w *work) take() pump {
	w.mu.Lock()
	defer w.mu.Unlock()
	for len(w.feeds) == 0 && !w.closed {
		w.some.Wait()
	}
	if w.closed {
		return nil
	}
	f := w.feeds[0]
	w.feeds[0] = nil
	if w.feeds = w.feeds[1:]; len(w.feeds) == 0 {
		w.feeds = nil // lets the array go that has been walked through
	}
	return f
}

func (w *work) close() {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	w.some.Broadcast()
}

// run pumps feeds until ctx ends.
func (w *work) run(ctx context.Context) {
	defer context.AfterFunc(ctx, w.close)()
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for f := w.take(); f != nil; f = w.take() {
				f.pump(ctx)
			}
		})
	}
	wg.Wait()
}
