package apptest

import (
	"sync/atomic"
	"time"

	gotdclock "github.com/gotd/td/clock"

	"heliograph/internal/clock"
)

// ahead is the machine's clock, set ahead by hand. Its timers go by the
// machine's.
type ahead struct {
	clock.System
	by atomic.Int64 // nanoseconds
}

func (c *ahead) Now() time.Time { return c.System.Now().Add(time.Duration(c.by.Load())) }

// deviceClock is the same clock for a device: one that is half a minute behind
// refuses what a server sends.
type deviceClock struct {
	gotdclock.Clock
	of *ahead
}

func (c deviceClock) Now() time.Time { return c.of.Now() }

// Later sets the server's clock and those of its devices ahead, unless the
// server has got another (WithClock).
func (s *Server) Later(d time.Duration) { s.clock.by.Add(int64(d)) }
