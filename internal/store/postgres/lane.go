package postgres

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"heliograph/internal/store"
)

const (
	tripTimeout = time.Minute // for one round trip, so that a dead server frees its lane
	tries       = 20          // of a batch, before its callers get the error
	lostTries   = 3           // of those, when connections break
)

// lane runs batches until the queue is closed and empty.
func (s *Store) lane() {
	defer s.lanes.Done()
	for {
		reqs := s.queue.take()
		if reqs == nil {
			return
		}
		s.run(reqs)
		s.queue.release(reqs)
	}
}

// run gives every request its result.
func (s *Store) run(reqs []*request) {
	s.stats.batches.Add(1)
	for try := 0; len(reqs) > 0; try++ {
		b, err := s.try(reqs, try > 0)
		if err == nil {
			for i, r := range reqs {
				if b.errs[i] == nil && b.commit {
					s.stats.commits.Add(1)
				}
				r.done <- b.errs[i]
			}
			return
		}
		lost := b != nil && b.lost
		if lost && b.commit && !pgconn.SafeToRetry(err) {
			reqs = b.unknown(err)
			continue
		}
		again := lost && try < lostTries || retryable(err) && try < tries
		switch {
		case again:
			s.stats.conflicts.Add(1)
			rearm(reqs)
			pause(try)
		case b != nil && !lost && len(reqs) > 1: // let the others not suffer for one
			rearm(reqs)
			for _, r := range reqs {
				s.run([]*request{r})
			}
			return
		default:
			for _, r := range reqs {
				r.done <- fmt.Errorf("store: postgres: %w", err)
			}
			return
		}
	}
}

// rearm lets fns run again, or their callers give up in the meantime.
func rearm(reqs []*request) {
	for _, r := range reqs {
		r.state.CompareAndSwap(running, waiting)
	}
}

// try runs a batch once. A nil batch means that there is no connection.
func (s *Store) try(reqs []*request, locked bool) (*batch, error) {
	ctx, cancel := context.WithTimeout(context.Background(), connectTimeout)
	defer cancel()
	conn, err := s.write.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Release() // the pool drops it when it is closed or in a transaction
	b := newBatch(s, conn.Conn(), reqs, locked)
	if err := b.do(context.Background()); err != nil {
		if b.lost = b.conn.IsClosed(); !b.lost && b.conn.PgConn().TxStatus() != 'I' {
			ctx, cancel := context.WithTimeout(context.Background(), tripTimeout)
			defer cancel()
			_, _ = b.conn.Exec(ctx, "ROLLBACK") // a failure closes the connection
		}
		return b, err
	}
	b.remember()
	return b, nil
}

// unknown answers those who wrote and returns those whose fn failed: these
// wrote nothing, and run again for a fresh error.
func (b *batch) unknown(err error) []*request {
	var failed []*request
	for i, r := range b.reqs {
		if b.errs[i] != nil {
			failed = append(failed, r)
			continue
		}
		r.done <- fmt.Errorf("%w: %w", store.ErrUnknown, err)
	}
	rearm(failed)
	return failed
}

// retryable says whether a batch lost against another server.
func retryable(err error) bool {
	if errors.Is(err, errStale) {
		return true
	}
	var pe *pgconn.PgError
	if !errors.As(err, &pe) {
		return false
	}
	switch pe.Code {
	case "23502", // the guard (P1)
		"40001", "40P01", "55P03": // serialization, deadlock, lock timeout
		return true
	}
	return false
}

// pause keeps batches of several servers from meeting again. The first retry
// waits for the rows' locks anyway.
func pause(try int) {
	if try > 0 {
		<-time.After(time.Duration(rand.Int64N(int64(min(try, 10)) * int64(2*time.Millisecond))))
	}
}
