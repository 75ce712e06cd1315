package bench

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"
)

// The budgets of J2.
const (
	budgetRate = 8000 // messages a second
	budgetP99  = 100  // ms, at half the load
)

// warmUp is how long a load runs before anything is measured.
const warmUp = 2 * time.Second

// messages is J2: pairs of users write to each other, each message durable and
// heard by its receiver. First as fast as it goes, then at half that rate.
func (b *bench) messages(ctx context.Context) error {
	accounts, s, err := b.serve(ctx, "messages", 2*b.o.Pairs)
	if err != nil {
		return err
	}
	defer s.kill()
	l := newLoad(ctx, accounts, b.o.Size, b.o.Window)
	if err := l.attach(ctx, s.addr); err != nil {
		return err
	}
	defer l.detach()
	rate, err := b.saturate(ctx, s, l)
	if err != nil {
		return err
	}
	if err := b.halve(ctx, s, l, rate/2); err != nil {
		return err
	}
	if err := l.readBack(ctx, l.pairs[:min(len(l.pairs), 20)], fromBeginning); err != nil {
		return err
	}
	b.check("J2", whatIsChecked, l,
		fmt.Sprintf("of %d; %d pushes missed and fetched, %d pushes repeated", l.delivered.Load(), l.gaps.Load(), l.repeats.Load()))
	l.detach()
	return s.stop()
}

func fromBeginning(*pair) int { return 0 }

// saturate measures how many messages get through.
func (b *bench) saturate(ctx context.Context, s *server, l *load) (rate float64, err error) {
	b.progress("J2: %d pairs, %d bytes, as fast as it goes for %v", len(l.pairs), l.size, b.o.Duration)
	l.run()
	if err := l.wait(ctx, warmUp); err != nil {
		return 0, err
	}
	before := l.delivered.Load()
	used, err := s.meter()
	if err != nil {
		return 0, err
	}
	profiled := b.profile(ctx, s, "messages")
	if err := l.wait(ctx, b.o.Duration); err != nil {
		return 0, err
	}
	n := float64(l.delivered.Load() - before)
	c, err := used()
	if err := errors.Join(err, <-profiled); err != nil {
		return 0, err
	}
	if err := l.settle(ctx); err != nil {
		return 0, err
	}
	rate = n / c.wall.Seconds()
	b.r.add(Result{
		Job: "J2", What: "private messages, durable and heard", Value: rate, Unit: "/s", Bound: AtLeast, Budget: budgetRate,
		Note: fmt.Sprintf("%d pairs, %d bytes, window %d", len(l.pairs), l.size, l.window),
	})
	b.r.info("J2", "server CPU for 1,000 messages", c.server.Seconds()/n*1000, "s")
	b.r.info("J2", "generator CPU for 1,000 messages", c.generator.Seconds()/n*1000, "s")
	b.r.info("J2", "what free cores would allow, by CPU time alone", n*float64(runtime.NumCPU())/(c.server+c.generator).Seconds(), "/s")
	b.r.info("J2", "cores used by both", (c.server+c.generator).Seconds()/c.wall.Seconds(), "")
	return rate, nil
}

// profile has the server profile itself while the next part runs.
func (b *bench) profile(ctx context.Context, s *server, name string) <-chan error {
	done := make(chan error, 1)
	go func() { done <- s.profile(ctx, b.o.CPUProfile, name, b.o.Duration) }()
	return done
}

// halve measures how long messages take at a rate that leaves room.
func (b *bench) halve(ctx context.Context, s *server, l *load, rate float64) error {
	b.progress("J2: %.0f messages a second for %v", rate, b.o.Duration)
	l.open.Store(true)
	l.stopping.Store(false)
	if _, err := l.pace(ctx, rate, warmUp); err != nil {
		return err
	}
	l.timing.Store(true)
	used, err := s.meter()
	if err != nil {
		return err
	}
	profiled := b.profile(ctx, s, "half")
	skipped, err := l.pace(ctx, rate, b.o.Duration)
	if err != nil {
		return err
	}
	c, err := used()
	if err := errors.Join(err, <-profiled); err != nil {
		return err
	}
	if err := l.settle(ctx); err != nil {
		return err
	}
	d := l.delays()
	x := Result{
		Job: "J2", What: "due to heard at half that load, p99", Value: millis(quantile(d, 0.99)), Unit: "ms",
		Bound: AtMost, Budget: budgetP99,
		Note: fmt.Sprintf("%.0f/s, p50 %.2f ms, p99.9 %.2f ms", rate, millis(quantile(d, 0.5)), millis(quantile(d, 0.999))),
	}
	if skipped > 0 {
		x.Verdict, x.Note = Over, x.Note+fmt.Sprintf(", %d messages could not be sent in time", skipped)
	}
	b.r.add(x)
	b.r.info("J2", "server CPU for 1,000 messages at half load", c.server.Seconds()/float64(max(1, len(d)))*1000, "s")
	return nil
}

// whatIsChecked is the line of the report that counts faults.
const whatIsChecked = "messages lost, doubled, out of order or with a gap in pts"

// check adds the verdict on what a load found wrong.
func (b *bench) check(job, what string, l *load, note string) {
	n, words := l.wrongs()
	x := Result{Job: job, What: what, Value: float64(n), Bound: AtMost, Note: note}
	if n > 0 {
		x.Verdict = Failed
		x.Note = strings.Join(append([]string{note}, words...), "; ")
	}
	b.r.add(x)
}
