package bench

import (
	"context"
	"fmt"
)

// budgetStart is how long a server may take from its start to the first answer.
const budgetStart = 1.0 // s

// starts is how often each kind of start is measured; the slowest counts.
const starts = 3

// starting measures how long a server with many messages takes to answer: with
// its files out of the system's cache, and after it was killed.
func (b *bench) starting(ctx context.Context) error {
	a, err := b.stored(ctx)
	if err != nil {
		return err
	}
	s, err := newServer(b.o.Server, a.dir)
	if err != nil {
		return err
	}
	defer s.kill()
	b.progress("start: %d times cold, %d times after a kill", starts, starts)
	var cold, killed started
	note := "the slowest of %d"
	for range starts {
		if err := dropCache(a.dir); err != nil {
			note += fmt.Sprintf("; %v", err)
		}
		d, err := s.ready(ctx, &a.accounts[0])
		if err != nil {
			return err
		}
		cold = cold.slower(d)
		if err := s.stop(); err != nil {
			return err
		}
	}
	for i := range starts + 1 {
		d, err := s.ready(ctx, &a.accounts[0])
		if err != nil {
			return err
		}
		if i > 0 { // the first one followed a clean stop
			killed = killed.slower(d)
		}
		s.kill()
	}
	for _, x := range []struct {
		what string
		x    started
		note string
	}{
		{"start to first answer, files not in memory", cold, fmt.Sprintf(note, starts)},
		{"start to first answer, after kill -9", killed, fmt.Sprintf("the slowest of %d, nothing written since the start before; J7 has the other case", starts)},
	} {
		b.r.add(Result{
			Job: "start", What: x.what, Value: x.x.took.Seconds(), Unit: "s", Bound: AtMost, Budget: budgetStart,
			Note: fmt.Sprintf("%d messages stored, %.2f s of CPU, %s", b.o.Stored, x.x.cpu.Seconds(), x.note),
		})
	}
	return nil
}
