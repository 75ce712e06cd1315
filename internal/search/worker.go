package search

import (
	"context"
	"sync"
	"time"

	"heliograph/internal/peer"
	"heliograph/internal/store"
)

const (
	maxQueue = 1 << 17     // boxes that wait; more are found again when they grow, or are searched
	settle   = time.Second // after a change, so that it is committed, and others with it
	restPer  = 9           // unasked, the worker rests so many times as long as it worked
)

// queue is the boxes that wait for the worker: first those that somebody
// searches, then the others. The zero queue is not ready.
type queue struct {
	mu      sync.Mutex
	wanted  []store.Owner
	ripe    []store.Owner
	waits   map[store.Owner]bool // true: in wanted
	settles map[store.Owner]struct{}
	wake    chan struct{}
}

func newQueue() queue {
	return queue{waits: map[store.Owner]bool{}, settles: map[store.Owner]struct{}{}, wake: make(chan struct{}, 1)}
}

// put adds a box at the end, unless it waits there already.
func (q *queue) put(box store.Owner, wanted bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	was, waits := q.waits[box]
	if waits && (was || !wanted) || !waits && len(q.waits) >= maxQueue {
		return
	}
	q.waits[box] = wanted
	if wanted {
		q.wanted = append(q.wanted, box)
	} else {
		q.ripe = append(q.ripe, box)
	}
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// take is the next box, if there is one.
func (q *queue) take() (box store.Owner, wanted, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.wanted) > 0 {
		box, q.wanted = q.wanted[0], q.wanted[1:]
		delete(q.waits, box)
		return box, true, true
	}
	for len(q.ripe) > 0 {
		box, q.ripe = q.ripe[0], q.ripe[1:]
		if was, waits := q.waits[box]; waits && !was { // it was not taken as wanted meanwhile
			delete(q.waits, box)
			return box, false, true
		}
	}
	return "", false, false
}

// anyWanted says whether somebody waits.
func (q *queue) anyWanted() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.wanted) > 0
}

// Grown is told that a box has grown by update.GrownBy messages.
func (s *Service) Grown(box store.Owner) {
	if peer.FromOwner(box).Kind != peer.Chat { // whose members have copies, and find those
		s.queue.put(box, false)
	}
}

// soon has a box indexed once the transaction at hand has been committed.
func (s *Service) soon(box store.Owner) {
	q := &s.queue
	q.mu.Lock()
	_, waits := q.settles[box]
	full := len(q.settles) >= maxQueue
	if !waits && !full {
		q.settles[box] = struct{}{}
	}
	q.mu.Unlock()
	if waits || full {
		return
	}
	s.clock.AfterFunc(settle, func() {
		q.mu.Lock()
		delete(q.settles, box)
		q.mu.Unlock()
		q.put(box, false)
	})
}

// Run keeps the indexes of boxes up to date until ctx ends: a batch of one, then
// of the next, so that no box waits for all of another. It rests in between,
// unless somebody has searched a box that it is behind with.
func (s *Service) Run(ctx context.Context) error {
	for {
		box, wanted, ok := s.queue.take()
		if !ok {
			select {
			case <-s.queue.wake:
				continue
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		began := s.clock.Now()
		more, err := s.round(ctx, box)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		switch {
		case err != nil:
			s.logger.Error("cannot index a box", "error", err)
		case more:
			s.queue.put(box, wanted)
		}
		if rest := restPer * s.clock.Now().Sub(began); !wanted && rest > 0 {
			if err := s.rest(ctx, rest); err != nil {
				return err
			}
		}
	}
}

// rest waits, but not while somebody wants something.
func (s *Service) rest(ctx context.Context, d time.Duration) error {
	over := make(chan struct{})
	t := s.clock.AfterFunc(d, func() { close(over) })
	defer t.Stop()
	for !s.queue.anyWanted() {
		select {
		case <-over:
			return nil
		case <-s.queue.wake:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
