package node

import "testing"

func TestGCPercent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		live uint64
		want int
	}{{0, maxPercent}, {1 << 20, maxPercent}, {32 << 20, 200}, {64 << 20, 100}, {1 << 30, 50}} {
		if got := gcPercent(c.live); got != c.want {
			t.Errorf("with %d bytes live: %d, want %d", c.live, got, c.want)
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
		{"little unused", memory{live: 1 << 20, idle: 8 << 20, allocated: 1 << 40}, false},
		{"little beside what is live", memory{live: 1 << 30, idle: 100 << 20, allocated: 1 << 40}, false},
	} {
		if got := c.m.wasteful(before); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestReadMemory(t *testing.T) {
	t.Parallel()
	if m := readMemory(); m.allocated == 0 {
		t.Errorf("%+v: the runtime has renamed its metrics", m)
	}
}
