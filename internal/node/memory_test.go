package node

import (
	"context"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

func TestGCPercent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		live, rate uint64
		want       int
	}{
		{0, 0, 600},
		{8 << 20, 0, 300},
		{48 << 20, 0, 100},
		{1 << 30, 1 << 30, 100},
		{16 << 20, 32 << 20, 200},
		{16 << 20, 1 << 30, 400},
		{1 << 20, 1 << 30, maxPercent},
	} {
		if got := gcPercent(c.live, c.rate); got != c.want {
			t.Errorf("with %d bytes live and %d allocated a second: %d, want %d", c.live, c.rate, got, c.want)
		}
	}
}

func TestWasteful(t *testing.T) {
	t.Parallel()
	before := memory{allocated: 1 << 40}
	for _, c := range []struct {
		name string
		m    memory
		want bool
	}{
		{"calm with much unused", memory{live: 50 << 20, idle: 60 << 20, allocated: 1<<40 + 1<<20}, true},
		{"busy", memory{live: 50 << 20, idle: 60 << 20, allocated: 1<<40 + 1<<30}, false},
		{"little unused", memory{live: 1 << 20, idle: 5 << 20, allocated: 1 << 40}, false},
		{"little beside what is live", memory{live: 1 << 30, idle: 100 << 20, allocated: 1 << 40}, false},
	} {
		if got := c.m.wasteful(before); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestFollowsCollections(t *testing.T) {
	before := debug.SetGCPercent(100)
	ctx, stop := context.WithCancel(t.Context())
	defer func() { stop(); debug.SetGCPercent(before) }()
	c := &collector{}
	c.rate.Store(1 << 40)
	c.follow(ctx)
	first := debug.SetGCPercent(100) // reads it; whoever follows sets it again
	debug.SetGCPercent(first)
	if first <= 100 {
		t.Fatalf("GOGC is %d in a small heap", first)
	}
	ballast := make([]byte, 256<<20)
	for deadline := time.Now().Add(10 * time.Second); ; {
		runtime.GC()
		now := debug.SetGCPercent(100)
		debug.SetGCPercent(now)
		if now < first {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("GOGC stays %d with %d MB more live", now, len(ballast)>>20)
		}
	}
	runtime.KeepAlive(ballast)
}

func TestReadMemory(t *testing.T) {
	t.Parallel()
	if m := readMemory(); m.allocated == 0 {
		t.Errorf("%+v: the runtime has renamed its metrics", m)
	}
}
