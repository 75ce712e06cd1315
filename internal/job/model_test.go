package job_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"heliograph/internal/job"
	"heliograph/internal/store"
)

// promise is something that an alarm was set for.
type promise struct {
	owner  store.Owner
	at     int64
	commit int64 // when the change is made; 0: it never is
	made   bool
}

// TestModel sets alarms, commits what they are for at once, later or never,
// restarts nodes and moves the clock at random: whatever is committed is handled
// in the first pass at or after its time; what is committed later than that, as
// much later at most.
func TestModel(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		onEach(t, func(t *testing.T, s [2]store.Store) {
			r := rand.New(rand.NewPCG(seed, 11))
			c, l := fakeClock(), newList()
			nodes := [2]*job.Service{node(s[0], c, l, false), node(s[1], c, l, false)}
			var open []*promise
			due := map[store.Owner]int64{} // owner to the latest time at which all of it has to be handled
			rounds := 250
			for round := range rounds {
				now := c.Now().Unix()
				if r.IntN(10) == 0 {
					n := r.IntN(2)
					nodes[n] = node(s[n], c, l, false)
				}
				for range r.IntN(4) {
					p := &promise{owner: store.Owner(fmt.Sprint("o", r.IntN(12))), at: now + r.Int64N(300) - 20}
					if r.IntN(4) > 0 {
						p.commit = now + r.Int64N(50)*r.Int64N(2)
					}
					set(t, nodes[r.IntN(2)], p.owner, p.at)
					open = append(open, p)
				}
				for _, p := range open {
					if p.commit == 0 || p.made || p.commit > now {
						continue
					}
					p.made = true
					l.add(p.owner, p.at)
					if late := p.commit - p.at; late > 0 {
						due[p.owner] = max(due[p.owner], now+min(64, 2*late+2))
					}
				}
				open = slices.DeleteFunc(open, func(p *promise) bool { return p.made || p.commit == 0 })
				first := r.IntN(2)
				pass(t, nodes[first])
				c.Advance(job.LeaseFor * time.Second)
				now = c.Now().Unix()
				pass(t, nodes[1-first])
				check(t, l, due, now, round)
				if r.IntN(20) == 0 {
					c.Advance(time.Duration(r.IntN(120)) * time.Second)
				}
			}
			c.Advance(10 * time.Minute)
			pass(t, nodes[0])
			pass(t, nodes[0])
			if l.left(c.Now().Unix()) != 0 {
				t.Errorf("%d are left", l.left(c.Now().Unix()))
			}
		})
	}
}

// check fails when something is overdue.
func check(t *testing.T, l *list, due map[store.Owner]int64, now int64, round int) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	for o, d := range l.due {
		if len(d) > 0 && d[0] <= now && due[o]+job.LeaseFor < now {
			t.Fatalf("round %d: %s is overdue since %d s", round, o, now-d[0])
		}
	}
}
