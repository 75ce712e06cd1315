package auth

import (
	"net/netip"
	"sync"
	"time"

	"heliograph/internal/fault"
)

// window counts what happened since Start.
type window struct {
	_     struct{} `cbor:",toarray"`
	Start int64    // Unix seconds
	N     int
}

// wait is how long until one more fits, 0 when it does now.
func (w *window) wait(now time.Time, span time.Duration, limit int) time.Duration {
	end := time.Unix(w.Start, 0).Add(span)
	if !now.Before(end) {
		*w = window{Start: now.Unix()}
		return 0
	}
	if w.N < limit {
		return 0
	}
	return end.Sub(now)
}

const day = 24 * time.Hour

// tried is the record 'f' of a phone number: it survives codes and restarts.
type tried struct {
	Burst window `cbor:"1,keyasint"`
	Day   window `cbor:"2,keyasint"`
	Wrong window `cbor:"3,keyasint"`
}

// sent counts one more code sent to a number, or refuses it.
func (t *tried) sent(now time.Time, l *Limits) error {
	if t.Day.wait(now, day, l.PhoneDay) > 0 {
		return ErrPhoneFlood
	}
	if d := t.Burst.wait(now, l.PhoneWindow, l.PhoneBurst); d > 0 {
		return fault.Wait(d)
	}
	t.Day.N++
	t.Burst.N++
	return nil
}

// open refuses a number that was tried too often today.
func (t *tried) open(now time.Time, l *Limits) error {
	if t.Wrong.wait(now, day, l.WrongDay) > 0 {
		return ErrPhoneFlood
	}
	return nil
}

// maxAddresses bounds the memory of addresses.
const maxAddresses = 1 << 16

// addresses counts by client address, on this node and since its start.
type addresses struct {
	limit   int
	span    time.Duration
	mu      sync.Mutex
	windows map[string]window
}

func newAddresses(limit int, span time.Duration) addresses {
	return addresses{limit: limit, span: span, windows: map[string]window{}}
}

// take counts one more from ip, or says how long to wait.
func (a *addresses) take(ip string, now time.Time) error {
	net := network(ip)
	a.mu.Lock()
	defer a.mu.Unlock()
	w, known := a.windows[net]
	if d := w.wait(now, a.span, a.limit); d > 0 {
		return fault.Wait(d)
	}
	if !known && len(a.windows) >= maxAddresses {
		a.forget(now)
	}
	w.N++
	a.windows[net] = w
	return nil
}

// forget makes room: windows that are over, else any.
func (a *addresses) forget(now time.Time) {
	for net, w := range a.windows {
		if !now.Before(time.Unix(w.Start, 0).Add(a.span)) {
			delete(a.windows, net)
		}
	}
	for net := range a.windows {
		if len(a.windows) < maxAddresses {
			return
		}
		delete(a.windows, net)
	}
}

// network is what one subscriber has: an IPv4 address or an IPv6 /64.
func network(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return ip
	}
	if addr = addr.Unmap().WithZone(""); addr.Is4() {
		return addr.String()
	}
	p, _ := addr.Prefix(64)
	return p.String()
}
