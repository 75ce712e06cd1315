package webclient

import (
	"net/netip"
	"sync"
	"time"
)

// How often one address may ask for pages that have to be looked for: so many at
// once, and then so many a second.
const (
	burst       = 120
	perSecond   = 4.0
	maxAskers   = 10_000
	networkBits = 64 // of an address of version 6, which one machine has many of
)

// limiter keeps how much each address has asked for. Safe for concurrent use.
type limiter struct {
	mu sync.Mutex
	by map[netip.Addr]*asker
}

type asker struct {
	left float64
	at   time.Time
}

// take says whether an address may ask, and else after how many seconds.
func (l *limiter) take(remote string, now time.Time) (wait int, ok bool) {
	a := network(remote)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.by == nil {
		l.by = map[netip.Addr]*asker{}
	}
	k := l.by[a]
	if k == nil {
		if len(l.by) >= maxAskers {
			l.sweep(now)
		}
		k = &asker{burst, now}
		l.by[a] = k
	}
	k.left = min(k.left+max(now.Sub(k.at).Seconds(), 0)*perSecond, burst)
	k.at = now
	if k.left < 1 {
		return int((1-k.left)/perSecond) + 1, false
	}
	k.left--
	return 0, true
}

// sweep forgets those who may ask for as much as anybody, and a tenth in any case, so
// that it is seldom called.
func (l *limiter) sweep(now time.Time) {
	for a, k := range l.by {
		if k.left+now.Sub(k.at).Seconds()*perSecond >= burst {
			delete(l.by, a)
		}
	}
	for a := range l.by {
		if len(l.by) <= maxAskers*9/10 {
			return
		}
		delete(l.by, a)
	}
}

// network is the address that one asker has.
func network(remote string) netip.Addr {
	p, err := netip.ParseAddrPort(remote)
	if err != nil {
		return netip.Addr{}
	}
	a := p.Addr().Unmap().WithZone("")
	if n, err := a.Prefix(networkBits); a.Is6() && err == nil {
		return n.Addr()
	}
	return a
}
