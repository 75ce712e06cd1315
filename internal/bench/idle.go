package bench

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// budgetIdle is what an idle connection may take of the server's memory.
const budgetIdle = 12.0 // KB

// dialers is how many connections are opened at once.
const dialers = 64

// idle is the first half of J1: what connections cost that do nothing.
func (b *bench) idle(ctx context.Context) error {
	accounts, s, err := b.serve(ctx, "idle", b.o.Connections)
	if err != nil {
		return err
	}
	defer s.kill()
	before, err := s.memory(ctx, b.o.Rest)
	if err != nil {
		return err
	}
	b.progress("J1: %d idle connections", len(accounts))
	used, err := s.meter()
	if err != nil {
		return err
	}
	open, err := connectAll(ctx, s.addr, accounts)
	defer func() {
		for _, c := range open {
			c.close()
		}
	}()
	if err != nil {
		return err
	}
	c, err := used()
	if err != nil {
		return err
	}
	after, err := s.memory(ctx, b.o.Rest)
	if err != nil {
		return err
	}
	if b.o.CPUProfile != "" { // here the heap is of interest
		if err := s.heap(ctx, b.o.CPUProfile); err != nil {
			return err
		}
	}
	for _, c := range open {
		if err := c.failure(); err != nil {
			return fmt.Errorf("an idle connection broke: %w", err)
		}
	}
	b.judgeIdle(before, after, c, float64(len(accounts)))
	return s.stop()
}

// connectAll connects and logs in every account. What it returns has to be
// closed, whatever the error.
func connectAll(ctx context.Context, addr string, accounts []account) (open []*client, err error) {
	var mu sync.Mutex
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(dialers)
	for i := range accounts {
		g.Go(func() error {
			c, err := connect(ctx, addr, &accounts[i].key, nil)
			if err != nil {
				return err
			}
			mu.Lock()
			open = append(open, c)
			mu.Unlock()
			_, err = c.login(ctx)
			return err
		})
	}
	err = g.Wait()
	return open, err
}

// heap writes the server's heap profile.
func (s *server) heap(ctx context.Context, dir string) error {
	b, err := s.get(ctx, "/debug/pprof/heap")
	if err != nil {
		return err
	}
	return save(dir, "idle-heap.pprof", b)
}

func (b *bench) judgeIdle(before, after memory, c cost, n float64) {
	each := func(x, y float64) float64 { return (y - x) / n / 1024 }
	b.r.add(Result{
		Job: "J1", What: "resident memory of an idle connection", Value: each(before.resident, after.resident), Unit: "KB",
		Bound: AtMost, Budget: budgetIdle,
		Note: fmt.Sprintf("%.0f connections, %.0f MB before, %.0f MB after; kernel memory of sockets not counted",
			n, before.resident/(1<<20), after.resident/(1<<20)),
	})
	b.r.info("J1", "of that, live heap", each(before.heap, after.heap), "KB")
	b.r.info("J1", "of that, stacks", each(before.stacks, after.stacks), "KB")
	b.r.info("J1", "of that, free and not yet given back to the system", each(before.free, after.free), "KB")
	b.r.info("J1", "server CPU to connect and log in", millis(c.server)/n, "ms")
}

// memory is what the server uses, in bytes.
type memory struct{ resident, heap, stacks, free float64 }

// memory has the server collect its garbage, leaves it alone for a while, in
// which it may give back what the system can have, and measures.
func (s *server) memory(ctx context.Context, rest time.Duration) (m memory, err error) {
	for range 2 { // what finalizers freed goes with the second
		if _, err := s.get(ctx, "/debug/pprof/heap?gc=1"); err != nil {
			return m, err
		}
	}
	select {
	case <-time.After(rest):
	case <-ctx.Done():
		return m, ctx.Err()
	}
	all, err := s.metrics(ctx)
	if err != nil {
		return m, err
	}
	m.heap, m.stacks = all["go_memstats_heap_alloc_bytes"], all["go_memstats_stack_inuse_bytes"]
	m.free = all["go_memstats_heap_idle_bytes"] - all["go_memstats_heap_released_bytes"] +
		all["go_memstats_heap_inuse_bytes"] - all["go_memstats_heap_alloc_bytes"]
	m.resident, err = residentOf(s.pid())
	return m, err
}
