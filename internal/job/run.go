package job

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"heliograph/internal/store"
)

const (
	tick       = time.Second // the longest wait: other nodes set alarms, clocks are set
	page       = 256         // alarms in one read
	sideBySide = 8           // shards that are read at a time
	lastWords  = 5 * time.Second
)

// Run handles alarms as they become due, until ctx ends. It always returns nil,
// after the handlers that run have returned.
func (s *Service) Run(ctx context.Context) error {
	failing := false
	for first := true; ctx.Err() == nil; first = false {
		err := s.pass(ctx, first)
		if err != nil && ctx.Err() == nil && !failing {
			s.logger.Warn("looking for due alarms", "err", err)
		}
		failing = err != nil
		s.wait(ctx, failing)
	}
	s.flying.Wait()
	s.release(ctx)
	return nil
}

// wait returns when there may be something to do. After a failure nothing but
// time brings that.
func (s *Service) wait(ctx context.Context, failed bool) {
	due := make(chan struct{})
	timer := s.clock.AfterFunc(s.untilDue(), func() { close(due) })
	defer timer.Stop()
	wake := s.wake
	if failed {
		wake = nil
	}
	select {
	case <-due:
	case <-wake:
	case <-ctx.Done():
	}
}

// untilDue is how long to wait: until the next alarm, at most tick. Alarms that
// are due already are being handled, or wait for another node.
func (s *Service) untilDue() time.Duration {
	now := s.clock.Now()
	wait := tick
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, at := range s.heads {
		if at > now.Unix() && at-now.Unix() <= int64(tick/time.Second) {
			wait = min(wait, time.Unix(at, 0).Sub(now))
		}
	}
	return wait
}

// pass starts the handler of every alarm that is due. When others write to the
// store, or with fresh, it reads the heads of the shards first.
func (s *Service) pass(ctx context.Context, fresh bool) error {
	if fresh || !s.alone {
		if err := s.readHeads(ctx); err != nil {
			return err
		}
	}
	var g errgroup.Group
	g.SetLimit(sideBySide)
	for _, i := range s.dueShards() {
		g.Go(func() error { return s.passShard(ctx, i) })
	}
	return g.Wait()
}

func (s *Service) dueShards() (out []int) {
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, at := range s.heads {
		if at <= now {
			out = append(out, i)
		}
	}
	return out
}

// readHeads learns what other nodes have set, in one read.
func (s *Service) readHeads(ctx context.Context) error {
	refs := make([]store.Ref, shards)
	for i := range refs {
		refs[i] = store.Ref{Owner: shardOwner(i), Key: headKey}
	}
	var read [shards]int64
	err := s.store.View(ctx, func(r store.Reader) error {
		values, err := r.GetMany(refs...)
		for i := 0; i < len(values) && err == nil; i++ {
			read[i], err = decodeHead(values[i])
		}
		return err
	})
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.heads {
		if s.alone {
			read[i] = min(read[i], s.heads[i]) // what was set since
		}
		s.heads[i] = read[i]
	}
	return nil
}

// passShard starts the handlers of what is due in one shard, if the shard is
// this node's, and moves its head on.
func (s *Service) passShard(ctx context.Context, i int) error {
	now := s.now()
	idle := true
	for from := store.K('a'); ; {
		if mine, err := s.claim(ctx, i, now); err != nil || !mine {
			return err
		}
		var rows []store.Record
		err := s.store.View(ctx, func(r store.Reader) (err error) {
			rows, err = r.Scan(shardOwner(i), from, store.K('a').Int(now+1), false, page)
			return err
		})
		if err != nil {
			return err
		}
		if len(rows) > 0 {
			idle = false
			if err := s.start(ctx, i, rows); err != nil {
				return err
			}
		}
		if len(rows) < page {
			break
		}
		from = append(store.Key(rows[page-1].Key), 0)
	}
	if !idle {
		return nil // whoever handles it moves the head on
	}
	return s.change(ctx, i, func(store.Tx) error { return nil })
}

// start starts a handler for each target among rows that has none running.
func (s *Service) start(ctx context.Context, i int, rows []store.Record) error {
	var order []target
	found := map[target][]due{}
	for _, row := range rows {
		t, d, err := readAlarm(row)
		if err != nil {
			return err
		}
		if found[t] == nil {
			order = append(order, t)
		}
		found[t] = append(found[t], d)
	}
	for _, t := range order {
		if !s.occupy(t) {
			continue
		}
		select {
		case s.slots <- struct{}{}:
		case <-ctx.Done():
			s.vacate(t)
			return ctx.Err()
		}
		s.flying.Add(1)
		go func() {
			defer s.flying.Done()
			s.fire(ctx, i, t, found[t])
			s.vacate(t)
			<-s.slots
			s.poke()
		}()
	}
	return nil
}

func (s *Service) occupy(t target) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, busy := s.busy[t]; busy {
		return false
	}
	s.busy[t] = struct{}{}
	return true
}

func (s *Service) vacate(t target) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.busy, t)
}

// change changes the alarms of a shard and moves its head to the first of them.
// What is set meanwhile lowers it again.
func (s *Service) change(ctx context.Context, i int, fn func(store.Tx) error) error {
	s.mu.Lock()
	s.heads[i] = never
	s.mu.Unlock()
	var at int64
	err := s.store.Update(ctx, []store.Owner{shardOwner(i)}, func(tx store.Tx) (err error) {
		if err = fn(tx); err == nil {
			at, err = raiseHead(tx, i)
		}
		return err
	})
	if err != nil {
		at = 0 // look again
	}
	s.lower(i, at)
	return err
}
