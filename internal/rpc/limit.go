package rpc

import (
	"maps"
	"sync"
	"time"

	"heliograph/internal/clock"
)

// Class says which budget of calls a method draws on.
type Class int

// The classes.
const (
	Normal Class = iota
	Sending
	Anonymous // before login
	Loading   // parts of files
	classes
)

// Rate is how many calls a second somebody may make for long, and how many at
// once after a pause.
type Rate struct {
	PerSecond float64
	Burst     int
}

// Limits are the flood limits of each user; zero values are the defaults.
type Limits struct {
	Normal    Rate // 50/s, 500 at once
	Sending   Rate // 30/s, 200 at once
	Anonymous Rate // of each auth key nobody is logged in on: 10/s, 100 at once
	Loading   Rate // 400/s, 2000 at once
}

// sendingMethods draw on the class Sending.
var sendingMethods = map[string]bool{
	"messages.sendMessage": true, "messages.forwardMessages": true, "messages.editMessage": true,
	"messages.sendMedia": true, "messages.sendMultiMedia": true,
}

// loadingMethods draw on the class Loading: clients fetch many small files at
// once, and large ones in many parts.
var loadingMethods = map[string]bool{"upload.getFile": true, "upload.getFileHashes": true}

// limiter is the generic cell rate algorithm: for each caller and class the
// time at which the budget would be full again.
type limiter struct {
	clock clock.Clock
	step  [classes]time.Duration
	slack [classes]time.Duration
	shard [16]limiterShard
}

type limiterShard struct {
	mu    sync.Mutex
	full  map[limitKey]int64 // Unix nanoseconds
	sweep int                // at this size
}

type limitKey struct {
	who   int64
	class Class
}

// maxLimited is how many callers a shard remembers before it first forgets
// those whose budget is full.
const maxLimited = 8192

func newLimiter(l Limits, c clock.Clock) *limiter {
	out := &limiter{clock: c}
	for i, r := range [classes]Rate{Normal: l.Normal, Sending: l.Sending, Anonymous: l.Anonymous, Loading: l.Loading} {
		d := [classes]Rate{Normal: {50, 500}, Sending: {30, 200}, Anonymous: {10, 100}, Loading: {400, 2000}}[i]
		if r.PerSecond <= 0 {
			r.PerSecond = d.PerSecond
		}
		if r.Burst <= 0 {
			r.Burst = d.Burst
		}
		out.step[i] = time.Duration(float64(time.Second) / r.PerSecond)
		out.slack[i] = out.step[i] * time.Duration(r.Burst)
	}
	for i := range out.shard {
		out.shard[i].full, out.shard[i].sweep = map[limitKey]int64{}, maxLimited
	}
	return out
}

// take counts one call; when the budget is used up it does not, and says how
// long to wait.
func (l *limiter) take(c *Call, class Class) time.Duration {
	k := limitKey{int64(c.User), class}
	if c.User == 0 {
		k = limitKey{c.key(), Anonymous}
	}
	now := l.clock.Now().UnixNano()
	s := &l.shard[uint64(k.who)%uint64(len(l.shard))]
	s.mu.Lock()
	defer s.mu.Unlock()
	at := max(s.full[k], now) + int64(l.step[k.class])
	if over := at - now - int64(l.slack[k.class]); over > 0 {
		return time.Duration(over)
	}
	if len(s.full) >= s.sweep {
		maps.DeleteFunc(s.full, func(_ limitKey, t int64) bool { return t <= now })
		s.sweep = max(maxLimited, 2*len(s.full))
	}
	s.full[k] = at
	return 0
}
