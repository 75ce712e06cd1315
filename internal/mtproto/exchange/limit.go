package exchange

import (
	"container/list"
	"context"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

// gate bounds how many calculate at once and how many wait to.
type gate struct {
	places  chan struct{}
	waiting atomic.Int64
	queue   int64
	patient time.Duration
}

func newGate(places, queue int, patient time.Duration) *gate {
	return &gate{places: make(chan struct{}, places), queue: int64(queue), patient: patient}
}

// enter takes a place, waiting for one when the queue is not full. ErrBusy when
// it is or when the wait takes too long.
func (g *gate) enter(ctx context.Context) error {
	select {
	case g.places <- struct{}{}:
		return nil
	default:
	}
	if g.waiting.Add(1) > g.queue {
		g.waiting.Add(-1)
		return ErrBusy
	}
	defer g.waiting.Add(-1)
	return g.wait(ctx)
}

// wait takes a place, waiting whatever the queue.
func (g *gate) wait(ctx context.Context) error {
	timeout, cancel := context.WithTimeout(ctx, g.patient)
	defer cancel()
	select {
	case g.places <- struct{}{}:
		return nil
	case <-timeout.Done():
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return ErrBusy
	}
}

func (g *gate) leave() { <-g.places }

// maxAddresses is how many addresses are remembered, those seen last.
const maxAddresses = 16 << 10

// limiter bounds the rate of each address.
type limiter struct {
	limit          rate.Limit
	burst          int
	exemptLoopback bool

	mu     sync.Mutex
	byAddr map[netip.Prefix]*list.Element
	recent *list.List // of *visitor, the last seen in front
}

type visitor struct {
	addr  netip.Prefix
	limit *rate.Limiter
}

func newLimiter(limit rate.Limit, burst int, exemptLoopback bool) *limiter {
	return &limiter{
		limit: limit, burst: burst, exemptLoopback: exemptLoopback,
		byAddr: map[netip.Prefix]*list.Element{}, recent: list.New(),
	}
}

// allow counts one exchange of addr and reports whether it may go on.
func (l *limiter) allow(addr netip.Addr, now time.Time) bool {
	addr = addr.Unmap()
	if l.limit == rate.Inf || l.exemptLoopback && addr.IsLoopback() {
		return true
	}
	size := addr.BitLen()
	if addr.Is6() {
		size = 64 // what one customer has
	}
	key, err := addr.Prefix(size)
	if err != nil {
		key = netip.Prefix{} // those without an address share one
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	e, known := l.byAddr[key]
	if known {
		l.recent.MoveToFront(e)
	} else {
		e = l.recent.PushFront(&visitor{addr: key, limit: rate.NewLimiter(l.limit, l.burst)})
		l.byAddr[key] = e
		if l.recent.Len() > maxAddresses {
			oldest := l.recent.Back()
			delete(l.byAddr, l.recent.Remove(oldest).(*visitor).addr)
		}
	}
	return e.Value.(*visitor).limit.AllowN(now, 1)
}
