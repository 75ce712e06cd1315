package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"
)

const (
	budgetServing = 2.0 // s from the start after a kill to the first answer
	killPairs     = 100
	killWindow    = 4
	killEarliest  = 50 * time.Millisecond
	killSpan      = 500 * time.Millisecond
)

// killing is J7: a server under load is killed at a random moment, started
// again and read back, round after round on the same data.
func (b *bench) killing(ctx context.Context) error {
	pairs := min(b.o.Pairs, killPairs)
	accounts, s, err := b.serve(ctx, "kill", 2*pairs)
	if err != nil {
		return err
	}
	defer s.kill()
	l := newLoad(ctx, accounts, b.o.Size, max(b.o.Window, killWindow))
	if err := l.attach(ctx, s.addr); err != nil {
		return err
	}
	defer l.detach()
	var serving []time.Duration
	var slowest started
	unknown, told := 0, time.Now()
	for round := 1; round <= b.o.Rounds; round++ {
		if now := time.Now(); round == 1 || now.Sub(told) > 10*time.Second {
			told = now
			b.progress("J7: round %d of %d, %d messages so far", round, b.o.Rounds, l.acked.Load())
		}
		r, err := l.round(ctx, s, &accounts[0])
		if err != nil {
			if n, _ := l.wrongs(); n > 0 { // more to the point than what followed from it
				b.checkKills(l, round, unknown)
			}
			return fmt.Errorf("round %d: %w", round, err)
		}
		serving, slowest = append(serving, r.serving.took), slowest.slower(r.serving)
		unknown += r.unknown
		if n, _ := l.wrongs(); n > 0 {
			break // what follows would only tell the same again
		}
	}
	sortDurations(serving)
	b.checkKills(l, len(serving), unknown)
	b.r.add(Result{
		Job: "J7", What: "killed under load, serving again after", Value: slowest.took.Seconds(), Unit: "s",
		Bound: AtMost, Budget: budgetServing,
		Note: fmt.Sprintf("the slowest of %d, %.2f s of CPU; median %.2f s", len(serving), slowest.cpu.Seconds(), quantile(serving, 0.5).Seconds()),
	})
	l.detach()
	return s.stop()
}

func (b *bench) checkKills(l *load, kills, unknown int) {
	b.check("J7", whatIsChecked, l,
		fmt.Sprintf("%d kills, %d messages, %d of them unanswered at a kill and sent again", kills, l.acked.Load(), unknown))
}

// killed is what one round found.
type killed struct {
	serving started
	unknown int // messages sent and not answered when the server was killed
}

// round lets the load run for a moment, kills the server in the middle of it,
// starts it again, sends what was not answered once more and reads back.
func (l *load) round(ctx context.Context, s *server, a *account) (k killed, err error) {
	before := make(map[*pair]int, len(l.pairs))
	for _, p := range l.pairs {
		before[p], _, _ = p.counts()
	}
	l.run()
	if err := l.wait(ctx, killEarliest+rand.N(killSpan)); err != nil {
		return k, err
	}
	l.breaking.Store(true)
	s.kill()
	l.stopping.Store(true)
	l.detach()
	if k.serving, err = s.ready(ctx, a); err != nil {
		return k, err
	}
	l.breaking.Store(false)
	for _, p := range l.pairs {
		sent, acked, _ := p.counts()
		k.unknown += sent - acked
	}
	if err := l.attach(ctx, s.addr); err != nil {
		return k, err
	}
	for _, p := range l.pairs {
		p.resend()
	}
	if err := l.settle(ctx); err != nil {
		return k, err
	}
	return k, l.readBack(ctx, l.pairs, func(p *pair) int { return before[p] })
}
