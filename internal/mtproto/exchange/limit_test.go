package exchange

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/time/rate"

	"heliograph/internal/clock"
)

func TestFlood(t *testing.T) {
	t.Parallel()
	now := clock.NewFake(time.Now())
	s := newServer(t, Options{Clock: now, PerAddress: 1, Burst: 2, ExemptLoopback: true})
	try := func(addr string) error {
		c := newClient(t, s)
		c.conn = s.Conn(netip.MustParseAddr(addr))
		c.reqPQ()
		return c.send(c.reqDHBody())
	}
	for i := range 4 {
		err := try(fmt.Sprintf("2001:db8::%d", i)) // one customer
		if (i < 2) != (err == nil) || err != nil && (!errors.Is(err, ErrFlood) || Code(err) != -429) {
			t.Errorf("%d: %v", i, err)
		}
		if err := try(fmt.Sprintf("192.0.2.%d", i)); err != nil {
			t.Errorf("another address: %v", err)
		}
		if err := try([]string{"127.0.0.1", "::1", "::ffff:127.0.0.1"}[i%3]); err != nil {
			t.Errorf("loopback: %v", err)
		}
	}
	now.Advance(time.Second)
	if err := try("2001:db8::ffff"); err != nil {
		t.Errorf("a second later: %v", err)
	}
	if err := try("2001:db8::1"); !errors.Is(err, ErrFlood) {
		t.Errorf("another a second later: %v", err)
	}
}

func TestBeginsAreBounded(t *testing.T) {
	t.Parallel()
	c := newClient(t, newServer(t, Options{}))
	for range 2 {
		for range maxBegins - 1 {
			c.reqPQ()
		}
		if c.run() == nil { // after which all begins anew
			t.Fatal("no key")
		}
	}
	for range maxBegins {
		c.reqPQ()
	}
	if err := c.send(c.reqPQBody()); !errors.Is(err, ErrFlood) {
		t.Errorf("got %v", err)
	}
}

func TestFloodMemoryIsBounded(t *testing.T) {
	t.Parallel()
	l := newLimiter(1, 1, false)
	now := time.Now()
	addr := netip.MustParseAddr("10.0.0.0")
	for range maxAddresses + 100 {
		if !l.allow(addr, now) {
			t.Fatalf("%v is refused", addr)
		}
		addr = addr.Next()
	}
	if len(l.byAddr) != maxAddresses || l.recent.Len() != maxAddresses {
		t.Errorf("%d addresses, %d in the list", len(l.byAddr), l.recent.Len())
	}
	if l.allow(addr.Prev(), now) {
		t.Error("the last address was forgotten")
	}
	if l.allow(netip.Addr{}, now); l.allow(netip.Addr{}, now) {
		t.Error("no address, no limit")
	}
	if newLimiter(rate.Inf, 0, false).allow(addr, now) != true {
		t.Error("no limit refuses")
	}
}

func TestBusy(t *testing.T) {
	t.Parallel()
	s := newServer(t, Options{Concurrency: 1, Queue: 1, QueueWait: time.Hour})
	s.gate.places <- struct{}{} // somebody calculates
	waiting := newClient(t, s)
	waiting.reqPQ()
	body := waiting.reqDHBody()
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := waiting.send(body); err != nil {
			t.Error(err)
		}
	})
	for s.gate.waiting.Load() != 1 { // until it has queued
		c := newClient(t, s)
		c.reqPQ()
	}
	late := newClient(t, s)
	late.reqPQ()
	if err := late.send(late.reqDHBody()); !errors.Is(err, ErrBusy) || Code(err) != -429 {
		t.Errorf("queue full: %v", err)
	}
	s.gate.leave()
	wg.Wait()

	s = newServer(t, Options{Concurrency: 1, QueueWait: time.Millisecond})
	s.gate.places <- struct{}{}
	late = newClient(t, s)
	late.reqPQ()
	if err := late.send(late.reqDHBody()); !errors.Is(err, ErrBusy) {
		t.Errorf("waited for long: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	late.reqPQ()
	if _, _, err := late.conn.Handle(ctx, late.reqDHBody()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestRunPrepares(t *testing.T) {
	t.Parallel()
	reg := prometheus.NewRegistry()
	s := newServer(t, Options{Prepared: 2, Registerer: reg, PerAddress: rate.Inf})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	for range 6 { // with and without a stock
		if newClient(t, s).run() == nil {
			t.Fatal("no key")
		}
	}
	e := <-s.ready
	if new(big.Int).Exp(big.NewInt(generator), e.secret, prime).Cmp(new(big.Int).SetBytes(e.power[:])) != 0 {
		t.Error("not a power of g")
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("Run: %v", err)
	}
	fams, err := reg.Gather()
	if err != nil || len(fams) != 1 {
		t.Fatalf("%d metrics, %v", len(fams), err)
	}
}
