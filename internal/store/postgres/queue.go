package postgres

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"heliograph/internal/store"
)

// Where a request stands. Only a waiting one can be given up by its caller.
const (
	waiting int32 = iota
	running
	abandoned
)

// request is one Update in the queue.
type request struct {
	owners []store.Owner
	state  atomic.Int32
	turn   chan *tx   // run fn over this
	done   chan error // the result
}

func newRequest(owners []store.Owner) *request {
	return &request{owners: owners, turn: make(chan *tx, 1), done: make(chan error, 1)}
}

// start gives a request its turn, unless its caller has given up.
func (r *request) start(t *tx) bool {
	if !r.state.CompareAndSwap(waiting, running) {
		return false
	}
	r.turn <- t
	return true
}

// queue hands batches of requests to lanes so that no two running batches share
// an owner, in the order of arrival for each owner (P3).
type queue struct {
	mu      sync.Mutex
	changed *sync.Cond
	waiting []*request
	busy    map[store.Owner]bool
	closed  bool
	max     int  // requests in a batch
	narrow  bool // a batch takes the owners of its first request only (Citus: one shard)
}

func newQueue(max int, narrow bool) *queue {
	q := &queue{busy: map[store.Owner]bool{}, max: max, narrow: narrow}
	q.changed = sync.NewCond(&q.mu)
	return q
}

func (q *queue) add(r *request) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return store.ErrClosed
	}
	q.waiting = append(q.waiting, r)
	q.changed.Signal()
	return nil
}

// giveUp takes a request back that has not been started.
func (q *queue) giveUp(r *request) bool {
	if !r.state.CompareAndSwap(waiting, abandoned) {
		return false
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if i := slices.Index(q.waiting, r); i >= 0 {
		q.waiting = slices.Delete(q.waiting, i, i+1)
	}
	q.changed.Broadcast()
	return true
}

// take waits for a batch; nil once the queue is closed and empty.
func (q *queue) take() []*request {
	q.mu.Lock()
	defer q.mu.Unlock()
	for {
		batch := q.pick()
		if len(batch) > 0 {
			for _, r := range batch {
				for _, o := range r.owners {
					q.busy[o] = true
				}
			}
			if len(q.waiting) > 0 {
				q.changed.Signal() // another lane may find work in the rest
			}
			return batch
		}
		if q.closed && len(q.waiting) == 0 {
			return nil
		}
		q.changed.Wait()
	}
}

// pick takes what can run now. Who has to stay keeps its owners from those
// behind it.
func (q *queue) pick() []*request {
	var batch []*request
	mine, kept := map[store.Owner]bool{}, map[store.Owner]bool{}
	rest := q.waiting[:0]
	for i, r := range q.waiting {
		if len(batch) == q.max {
			rest = append(rest, q.waiting[i:]...)
			break
		}
		stays := slices.ContainsFunc(r.owners, func(o store.Owner) bool {
			return q.busy[o] || kept[o] || q.narrow && len(batch) > 0 && !mine[o]
		})
		into := mine
		if stays {
			into = kept
			rest = append(rest, r)
		} else {
			batch = append(batch, r)
		}
		for _, o := range r.owners {
			into[o] = true
		}
	}
	clear(q.waiting[len(rest):])
	q.waiting = rest
	return batch
}

// release frees the owners of a batch that take returned.
func (q *queue) release(batch []*request) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, r := range batch {
		for _, o := range r.owners {
			delete(q.busy, o)
		}
	}
	q.changed.Broadcast()
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.changed.Broadcast()
}

// wait runs fn whenever the request gets a turn, until it has a result.
func (q *queue) wait(ctx context.Context, r *request, fn func(store.Tx) error) error {
	cancelled := ctx.Done()
	for {
		select {
		case t := <-r.turn:
			t.run(ctx, fn)
		case err := <-r.done:
			return err
		case <-cancelled:
			if q.giveUp(r) {
				return ctx.Err()
			}
			cancelled = nil // the batch may hold our writes: wait for its end
		}
	}
}
