package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// load is many pairs at work, and what they found wrong.
type load struct {
	ctx    context.Context
	pairs  []*pair
	size   int // bytes of a text
	window int // of each pair, messages not yet answered and heard

	open      atomic.Bool // messages are sent when they are due, whatever became of others
	stopping  atomic.Bool // nothing new is sent
	breaking  atomic.Bool // connections may break
	timing    atomic.Bool
	acked     atomic.Int64
	delivered atomic.Int64
	gaps      atomic.Int64 // pushes that were missed, and had to be asked for
	repeats   atomic.Int64 // pushes that came twice

	mu      sync.Mutex
	faults  []string // what must never happen
	nfaults int
	err     error         // a connection or a request failed
	failed  chan struct{} // closed with err
}

// newLoad pairs accounts: the first with the second, the third with the fourth…
func newLoad(ctx context.Context, accounts []account, size, window int) *load {
	l := &load{ctx: ctx, size: max(size, 48), window: max(window, 1), failed: make(chan struct{})}
	for i := 0; i+1 < len(accounts); i += 2 {
		l.pairs = append(l.pairs, &pair{load: l, from: &accounts[i], to: &accounts[i+1], seed: rand.Int64N(1<<62) + 1})
	}
	return l
}

// attach connects everybody.
func (l *load) attach(ctx context.Context, addr string) error {
	return l.each(ctx, func(ctx context.Context, p *pair) error { return p.attach(ctx, addr) })
}

// each runs f for every pair, some side by side.
func (l *load) each(ctx context.Context, f func(context.Context, *pair) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(32)
	for _, p := range l.pairs {
		g.Go(func() error { return f(ctx, p) })
	}
	return g.Wait()
}

// detach closes every connection.
func (l *load) detach() {
	l.breaking.Store(true)
	for _, p := range l.pairs {
		p.detach()
	}
}

// run has every pair keep its window full.
func (l *load) run() {
	l.stopping.Store(false)
	for _, p := range l.pairs {
		p.mu.Lock()
		p.fill()
		p.mu.Unlock()
	}
}

// maxBehind is how many messages of a pair may be under way in an open load.
const maxBehind = 256

// pace sends perSecond messages in all, evenly, for d; it reports how many it
// could not send because too many were under way.
func (l *load) pace(ctx context.Context, perSecond float64, d time.Duration) (skipped int, err error) {
	begin, step := time.Now(), time.Duration(float64(time.Second)/perSecond)
	for i := 0; ; i++ {
		due := begin.Add(time.Duration(i) * step)
		if due.Sub(begin) >= d {
			return skipped, nil
		}
		if wait := time.Until(due); wait > 0 {
			if err := l.wait(ctx, wait); err != nil {
				return skipped, err
			}
		}
		p := l.pairs[i%len(l.pairs)]
		p.mu.Lock()
		if p.sent-min(p.acked, p.got) < maxBehind {
			p.send(due)
		} else {
			skipped++
		}
		p.mu.Unlock()
	}
}

// wait waits for d, unless the load breaks.
func (l *load) wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-l.failed:
		return l.failure()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// settleWait is how long messages may be under way after the last was sent.
const settleWait = 30 * time.Second

// settle stops sending and waits until every message is answered and heard.
func (l *load) settle(ctx context.Context) error {
	l.stopping.Store(true)
	for until := time.Now().Add(settleWait); time.Now().Before(until); {
		left := 0
		for _, p := range l.pairs {
			sent, acked, got := p.counts()
			left += sent - min(acked, got)
		}
		if left == 0 {
			return nil
		}
		if err := l.wait(ctx, 2*time.Millisecond); err != nil {
			return err
		}
	}
	for _, p := range l.pairs {
		if sent, acked, got := p.counts(); sent > min(acked, got) {
			l.wrong("%v to %v: %d sent, %d answered, %d heard", p.from.id, p.to.id, sent, acked, got)
		}
	}
	return nil
}

// delays are the times from due to heard since the last call, sorted.
func (l *load) delays() []time.Duration {
	var all []time.Duration
	for _, p := range l.pairs {
		p.mu.Lock()
		all = append(all, p.delays...)
		p.delays = p.delays[:0]
		p.mu.Unlock()
	}
	return sortDurations(all)
}

// maxFaults is how many faults are told in words.
const maxFaults = 10

// wrong notes what must never happen.
func (l *load) wrong(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.nfaults++; len(l.faults) < maxFaults {
		l.faults = append(l.faults, fmt.Sprintf(format, args...))
	}
}

// wrongs is how often wrong was called, and what it was told first.
func (l *load) wrongs() (int, []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.nfaults, l.faults
}

// broken notes that the load cannot go on, unless connections may break.
func (l *load) broken(err error) {
	if l.breaking.Load() {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil {
		l.err = err
		close(l.failed)
	}
}

func (l *load) failure() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}
