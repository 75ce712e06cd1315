package contact

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/user"
)

// limiter bounds how fast one user may ask for what could be used to harvest
// people. It is of this node; several nodes allow as many times more.
type limiter struct {
	clock clock.Clock
	burst int
	each  rate.Limit // per second
	mu    sync.Mutex
	by    map[user.ID]*rate.Limiter
}

const limiterSize = 10_000

func newLimiter(c clock.Clock, burst int, perSecond float64) *limiter {
	return &limiter{clock: c, burst: burst, each: rate.Limit(perSecond), by: map[user.ID]*rate.Limiter{}}
}

// take takes one; the fault FLOOD_WAIT_X when there is none left.
func (l *limiter) take(id user.ID) error {
	now := l.clock.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.by[id]
	if r == nil {
		l.forget(now)
		r = rate.NewLimiter(l.each, l.burst)
		l.by[id] = r
	}
	if r.AllowN(now, 1) {
		return nil
	}
	missing := 1 - r.TokensAt(now)
	return fault.Wait(time.Duration(missing / float64(l.each) * float64(time.Second)))
}

// forget drops users who may do everything again, once there are many.
func (l *limiter) forget(now time.Time) {
	if len(l.by) < limiterSize {
		return
	}
	for id, r := range l.by {
		if r.TokensAt(now) >= float64(l.burst) {
			delete(l.by, id)
		}
	}
}
