package node

import (
	"context"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
	"time"
)

// The collector's default, a heap twice as large as what is live, makes a small
// server collect dozens of times a second when it is busy. We let its heap grow
// by a fixed amount at least, by what it allocates in a second at most; and give
// back what a burst has left behind.
const (
	memoryEvery = 5 * time.Second
	minHeadroom = 24 << 20
	maxHeadroom = 64 << 20
	maxPercent  = 800
	keepIdle    = 6 << 20 // unused memory that is not worth giving back
	calmRate    = 4 << 20 // bytes allocated a second: below, the server is calm
)

// memory is what the runtime says of itself, in bytes.
type memory struct{ live, idle, allocated uint64 }

var memorySamples = []string{"/gc/heap/live:bytes", "/memory/classes/heap/free:bytes", "/gc/heap/allocs:bytes"}

func readMemory() memory {
	s := make([]metrics.Sample, len(memorySamples))
	for i := range s {
		s[i].Name = memorySamples[i]
	}
	metrics.Read(s)
	return memory{s[0].Value.Uint64(), s[1].Value.Uint64(), s[2].Value.Uint64()}
}

// rate is how much was allocated in a second since before.
func (m memory) rate(before memory) uint64 {
	return (m.allocated - before.allocated) / uint64(memoryEvery/time.Second)
}

// gcPercent is the GOGC at which a heap with so much live data doubles, or
// grows by the headroom where that is more.
func gcPercent(live, rate uint64) int {
	headroom := min(max(rate, minHeadroom), maxHeadroom)
	live = max(live, 4<<20) // the runtime's own minimum
	return int(min(maxPercent, max(100, headroom*100/live)))
}

// wasteful says whether unused memory should go back to the system: there is
// a lot of it, and nothing is going on that would want it again at once.
func (m memory) wasteful(before memory) bool {
	return m.rate(before) < calmRate && m.idle > keepIdle && m.idle > m.live/8
}

// collector adjusts the collector after each collection.
type collector struct {
	rate    atomic.Uint64 // bytes allocated a second, lately
	percent int           // of the goroutine of finalizers
}

// follow adjusts now and after every collection until ctx ends: a finalizer
// runs after each.
func (c *collector) follow(ctx context.Context) {
	if p := gcPercent(readMemory().live, c.rate.Load()); p != c.percent {
		c.percent = p
		debug.SetGCPercent(p)
	}
	if ctx.Err() == nil {
		runtime.SetFinalizer(new(sentinel), func(*sentinel) { c.follow(ctx) })
	}
}

// sentinel is garbage; not so small that it shares its memory.
type sentinel [64]byte

// tendMemory looks after the heap until ctx ends; GOGC in the environment
// leaves the collector alone.
func (n *Node) tendMemory(ctx context.Context) error {
	tick := time.NewTicker(memoryEvery)
	defer tick.Stop()
	c := &collector{}
	if _, fixed := os.LookupEnv("GOGC"); !fixed {
		c.follow(ctx)
	}
	for before := readMemory(); ; {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		}
		m := readMemory()
		c.rate.Store(m.rate(before))
		if m.wasteful(before) {
			debug.FreeOSMemory()
		}
		before = m
	}
}
