package node

import (
	"context"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// The collector's default, a heap twice as large as what is live, makes a small
// busy server collect dozens of times a second. While it is busy we let its heap
// grow by what it allocates in a second; and give back what a burst has left
// behind.
const (
	memoryEvery = 5 * time.Second
	maxHeadroom = 64 << 20 // what the heap may grow by beyond the default
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
// grows by what is allocated in a second where that is more.
func gcPercent(live, rate uint64) int {
	live = max(live, 4<<20) // the runtime's own minimum
	return int(min(maxPercent, max(100, min(rate, maxHeadroom)*100/live)))
}

// wasteful says whether unused memory should go back to the system: there is
// a lot of it, and nothing is going on that would want it again at once.
func (m memory) wasteful(before memory) bool {
	return m.rate(before) < calmRate && m.idle > keepIdle && m.idle > m.live/8
}

// tendMemory adjusts the collector until ctx ends; GOGC in the environment
// turns that off.
func (n *Node) tendMemory(ctx context.Context) error {
	tick := time.NewTicker(memoryEvery)
	defer tick.Stop()
	_, fixed := os.LookupEnv("GOGC")
	percent, before := 100, readMemory()
	for {
		m := readMemory()
		if p := gcPercent(m.live, m.rate(before)); !fixed && p != percent {
			percent = p
			debug.SetGCPercent(p)
		}
		if m.wasteful(before) {
			debug.FreeOSMemory()
		}
		before = m
		select {
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
