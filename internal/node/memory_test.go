package node

import "testing"

func TestGCPercent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		live, rate uint64
		want       int
	}{
		{0, 0, 100},
		{1 << 30, 1 << 30, 100},
		{16 << 20, 8 << 20, 100},
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

func TestReadMemory(t *testing.T) {
	t.Parallel()
	if m := readMemory(); m.allocated == 0 {
		t.Errorf("%+v: the runtime has renamed its metrics", m)
	}
}
