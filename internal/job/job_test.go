package job_test

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"heliograph/internal/clock"
	"heliograph/internal/job"
	"heliograph/internal/logx"
	"heliograph/internal/store"
)

// An alarm is handled at its time, not before, and leads on to the next; what
// has been handled leaves nothing behind.
func TestAtItsTime(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, s [2]store.Store) {
		c, l := fakeClock(), newList()
		j := node(s[0], c, l, false)
		for _, at := range []int64{start + 200, start + 100, start + 300} {
			set(t, j, "a", at)
			l.add("a", at)
		}
		for _, x := range []struct {
			by   time.Duration
			done int
		}{{99, 0}, {1, 1}, {100, 2}, {99, 2}, {1, 3}} {
			c.Advance(x.by * time.Second)
			pass(t, j)
			if _, done := l.state(); len(done) != x.done {
				t.Fatalf("at %d: %d handled, not %d", c.Now().Unix()-start, len(done), x.done)
			}
		}
		if n := count(t, s[1]); n != 0 {
			t.Errorf("%d alarms are left", n)
		}
	})
}

// Run does so by itself, to the second, also when the clock is set forward and
// when another node has set the alarm.
func TestRun(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, s [2]store.Store) {
		c, l := &jumping{}, newList()
		run(t, node(s[0], c, l, false))
		other := node(s[1], c, l, false)
		at := c.Now().Unix() + 2
		set(t, other, "a", at)
		l.add("a", at)
		<-l.called
		if late := c.Now().Sub(time.Unix(at, 0)); late < 0 || late > 10*time.Second {
			t.Errorf("%v late", late)
		}
		far := c.Now().Unix() + 86400
		set(t, other, "b", far)
		l.add("b", far)
		c.by.Store(int64(24 * time.Hour))
		for l.left(far) > 0 {
			<-l.called
		}
	})
}

// jumping is the machine's clock, set forward by hand: its timers are not.
type jumping struct {
	clock.System
	by atomic.Int64
}

func (c *jumping) Now() time.Time { return c.System.Now().Add(time.Duration(c.by.Load())) }

// A failure is logged once and tried again, later and later, until it succeeds;
// a panic and a missing handler are failures.
func TestFailure(t *testing.T) {
	t.Parallel()
	c, l, lines, r := fakeClock(), newList(), &logged{}, prometheus.NewRegistry()
	s := openPebble(t, t.TempDir())
	j := job.New(job.Deps{Store: s, Clock: c, Logger: lines.logger(), Alone: true, Registerer: r})
	j.Handle(job.Expiry, l.handle)
	broken := true
	l.fail = func() error {
		if !broken {
			return nil
		}
		if l.calls%2 == 0 {
			panic("boom")
		}
		return errBoom
	}
	set(t, j, "a", start+1)
	l.add("a", start+1)
	var tried []int64
	for range 1000 {
		c.Advance(time.Second)
		before, _ := l.state()
		pass(t, j)
		if after, _ := l.state(); after > before {
			tried = append(tried, c.Now().Unix()-start)
		}
	}
	if want := []int64{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 768}; !slices.Equal(tried, want) {
		t.Errorf("tried at %v, not %v", tried, want)
	}
	broken = false
	c.Advance(256 * time.Second)
	pass(t, j)
	if l.left(start+1) != 0 || count(t, s) != 0 || lines.lines() != 1 {
		t.Errorf("%d left, %d alarms, %d lines", l.left(start+1), count(t, s), lines.lines())
	}
	if err := j.Set(t.Context(), job.Schedule, "a", start); err != nil {
		t.Fatal(err)
	}
	pass(t, j)
	if lines.lines() != 2 || count(t, s) != 1 {
		t.Errorf("without a handler: %d lines, %d alarms", lines.lines(), count(t, s))
	}
	if got := fmt.Sprint(totals(t, r)); got != "map[expiry:11 schedule:1]" {
		t.Errorf("failed: %s", got)
	}
}

// totals is the counter of failures by kind.
func totals(t *testing.T, r *prometheus.Registry) map[string]float64 {
	t.Helper()
	fs, err := r.Gather()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, f := range fs {
		if f.GetName() == "heliograph_job_failed_total" {
			for _, m := range f.GetMetric() {
				out[m.GetLabel()[0].GetValue()] = m.GetCounter().GetValue()
			}
		}
	}
	return out
}

// A change that is committed after its alarm has come is looked at
// nevertheless: within as much time as it came late.
func TestLateCommit(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, s [2]store.Store) {
		for _, late := range []int64{1, 10, 55} {
			c, l := fakeClock(), newList()
			j := node(s[0], c, l, false)
			owner := store.Owner(fmt.Sprint(late))
			set(t, j, owner, start)
			for sec := int64(0); sec < 100; sec++ {
				if sec == late {
					l.add(owner, start)
				}
				pass(t, j)
				c.Advance(time.Second)
			}
			pass(t, j)
			if _, done := l.state(); len(done) != 1 || l.when[0] > start+2*late+1 {
				t.Errorf("committed %d s late: handled at %v", late, l.when)
			}
		}
		if n := count(t, s[0]); n != 0 {
			t.Errorf("%d alarms are left", n)
		}
	})
}

// counting counts the Updates of a store.
type counting struct {
	store.Store
	updates atomic.Int64
}

func (c *counting) Update(ctx context.Context, owners []store.Owner, fn func(store.Tx) error) error {
	c.updates.Add(1)
	return c.Store.Update(ctx, owners, fn)
}

// What an earlier alarm leads to needs none of its own, unless that one is so
// near that it may be over first.
func TestCheapWhenKnown(t *testing.T) {
	t.Parallel()
	c, l := fakeClock(), newList()
	s := &counting{Store: openPebble(t, t.TempDir())}
	j := node(s, c, l, true)
	for _, x := range []struct {
		at     int64
		writes int64
	}{{1000, 1}, {1000, 1}, {5000, 1}, {999, 2}, {1000, 2}, {30, 3}, {30, 4}, {31, 5}, {1000, 5}} {
		set(t, j, "a", start+x.at)
		if n := s.updates.Load(); n != x.writes {
			t.Errorf("after %d: %d writes, not %d", x.at, n, x.writes)
		}
	}
	c.Advance(999 * time.Second)
	if j.Known(job.Expiry, "a", start+1000) || j.Known(job.Schedule, "a", start+1000) || j.Known(job.Expiry, "b", start+1000) {
		t.Error("known though it may be over")
	}
}

// A slow handler does not keep others from being called, and no handler is
// called twice at a time.
func TestSlowHandler(t *testing.T) {
	t.Parallel()
	s := openPebble(t, t.TempDir())
	c := clock.System{}
	j := job.New(job.Deps{Store: s, Clock: c, Logger: logx.Discard(), Alone: true, Parallel: 2})
	slow, quick := make(chan struct{}), make(chan store.Owner, 100)
	var running atomic.Int64
	j.Handle(job.Expiry, func(ctx context.Context, o store.Owner, _ int64) (int64, error) {
		if o != "slow" {
			quick <- o
			return 0, nil
		}
		if running.Add(1) > 1 {
			t.Error("called twice at a time")
		}
		defer running.Add(-1)
		select {
		case <-slow:
		case <-ctx.Done():
		}
		return 0, ctx.Err()
	})
	set(t, j, "slow", 1)
	run(t, j)
	for i := range 50 {
		set(t, j, store.Owner(fmt.Sprint(i)), c.Now().Unix()-int64(i))
		set(t, j, "slow", c.Now().Unix()-int64(i))
	}
	for seen := map[store.Owner]bool{}; len(seen) < 50; seen[<-quick] = true {
	}
	close(slow)
}

// Run ends while handlers wait, and what they did not do stays.
func TestStop(t *testing.T) {
	t.Parallel()
	s := openPebble(t, t.TempDir())
	j := job.New(job.Deps{Store: s, Clock: clock.System{}, Logger: logx.Discard(), Alone: true})
	entered := make(chan struct{}, 1)
	j.Handle(job.Expiry, func(ctx context.Context, _ store.Owner, _ int64) (int64, error) {
		entered <- struct{}{}
		<-ctx.Done()
		return 0, ctx.Err()
	})
	set(t, j, "a", 1)
	stop := run(t, j)
	<-entered
	stop()
	if n := count(t, s); n != 1 {
		t.Errorf("%d alarms", n)
	}
}
