// Package clock is the only source of time.
//
// Owns Clock, the system's and a fake one that tests move by hand. Must not
// import anything but the standard library.
package clock

import (
	"sync"
	"time"
)

// Clock tells the time and calls back. Safe for concurrent use.
type Clock interface {
	Now() time.Time
	// AfterFunc calls f in its own goroutine once d has passed. Stop reports
	// whether it prevented the call.
	AfterFunc(d time.Duration, f func()) Timer
}

// Timer is a call that has been put off.
type Timer interface{ Stop() bool }

// System is the machine's clock.
type System struct{}

// Now is time.Now.
func (System) Now() time.Time { return time.Now() }

// AfterFunc is time.AfterFunc.
func (System) AfterFunc(d time.Duration, f func()) Timer { return time.AfterFunc(d, f) }

// Fake stands still until Advance moves it. Safe for concurrent use.
type Fake struct {
	mu     sync.Mutex
	now    time.Time
	timers map[*fakeTimer]struct{}
}

type fakeTimer struct {
	c  *Fake
	at time.Time
	f  func()
}

// NewFake is a clock that shows now.
func NewFake(now time.Time) *Fake { return &Fake{now: now, timers: map[*fakeTimer]struct{}{}} }

// Now is the time that the last Advance led to.
func (c *Fake) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

// AfterFunc is called by the Advance that reaches it, in its own goroutine.
func (c *Fake) AfterFunc(d time.Duration, f func()) Timer {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := &fakeTimer{c: c, at: c.now.Add(d), f: f}
	c.timers[t] = struct{}{}
	return t
}

// Advance moves the clock and starts every call that is due.
func (c *Fake) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	for t := range c.timers {
		if !t.at.After(c.now) {
			delete(c.timers, t)
			go t.f()
		}
	}
}

func (t *fakeTimer) Stop() bool {
	t.c.mu.Lock()
	defer t.c.mu.Unlock()
	_, waiting := t.c.timers[t]
	delete(t.c.timers, t)
	return waiting
}
