package listen

import (
	"net/netip"
	"sync"
)

// limits bound connections.
type limits struct {
	all, each      int // negative: no bound
	exemptLoopback bool

	mu     sync.Mutex
	total  int
	byAddr map[netip.Prefix]int
}

func newLimits(all, each int, exemptLoopback bool) *limits {
	if all == 0 {
		all = 100_000
	}
	if each == 0 {
		each = 1_000
	}
	return &limits{all: all, each: each, exemptLoopback: exemptLoopback, byAddr: map[netip.Prefix]int{}}
}

func (l *limits) enter() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all >= 0 && l.total >= l.all {
		return false
	}
	l.total++
	return true
}

func (l *limits) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.total--
}

// admit counts a connection for its address. Each true is matched by one
// dismiss.
func (l *limits) admit(a netip.Addr) bool {
	key := customer(a)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.each >= 0 && l.byAddr[key] >= l.each && !(l.exemptLoopback && a.IsLoopback()) {
		return false
	}
	l.byAddr[key]++
	return true
}

func (l *limits) dismiss(a netip.Addr) {
	key := customer(a)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byAddr[key]--; l.byAddr[key] <= 0 {
		delete(l.byAddr, key)
	}
}

// customer is what one customer of a network has: an IPv4 address, an IPv6 /64.
func customer(a netip.Addr) netip.Prefix {
	a = a.Unmap()
	size := a.BitLen()
	if a.Is6() {
		size = 64
	}
	p, err := a.Prefix(size)
	if err != nil {
		return netip.Prefix{} // no address: all such are one
	}
	return p
}
