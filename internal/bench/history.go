package bench

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// The budgets of J5, for the 99th percentile on the server's side.
const (
	budgetCold = 5.0 // ms
	budgetWarm = 1.0
)

// coldPages is how many pages are asked for right after the start.
const coldPages = 300

// histories is J5: pages of 50 messages at random places of a long chat.
func (b *bench) histories(ctx context.Context) error {
	a, err := b.stored(ctx)
	if err != nil {
		return err
	}
	s, err := newServer(b.o.Server, a.dir)
	if err != nil {
		return err
	}
	defer s.kill()
	note := "files dropped from the system's cache"
	if err := dropCache(a.dir); err != nil {
		note = err.Error()
	}
	// The log-in belongs to somebody else, so as not to warm the chat up.
	if _, err := s.ready(ctx, &a.accounts[len(a.accounts)-1]); err != nil {
		return err
	}
	c, err := connect(ctx, s.addr, &a.accounts[0].key, nil)
	if err != nil {
		return err
	}
	defer c.close()
	if _, err := c.login(ctx); err != nil {
		return err
	}
	r := reader{c: c, s: s, a: a}
	if r.with, r.hash, err = c.resolve(ctx, a.accounts[1].phone); err != nil {
		return err
	}
	b.progress("J5: %d pages cold, %d pages warm", min(coldPages, b.o.Pages), b.o.Pages)
	if err := b.pages(ctx, &r, "history page of 50, cold, p99", budgetCold, min(coldPages, b.o.Pages), note); err != nil {
		return err
	}
	for offset := a.chat + 1; offset > 1; offset -= 100 { // the whole chat once
		if err := r.page(ctx, offset, 100); err != nil {
			return err
		}
	}
	if err := b.pages(ctx, &r, "history page of 50, warm, p99", budgetWarm, b.o.Pages, "the whole chat was read before"); err != nil {
		return err
	}
	return s.stop()
}

// reader reads the long chat.
type reader struct {
	c          *client
	s          *server
	a          *archive
	with, hash int64
}

// page reads and checks the messages below an id.
func (r *reader) page(ctx context.Context, offset, limit int) error {
	messages, err := r.c.history(ctx, r.with, r.hash, offset, limit)
	if err != nil {
		return err
	}
	if want := min(limit, offset-1); len(messages) != want {
		return fmt.Errorf("page below %d: %d messages, not %d", offset, len(messages), want)
	}
	for i, m := range messages {
		if m.GetID() != offset-1-i {
			return fmt.Errorf("page below %d: message %d in place %d", offset, m.GetID(), i)
		}
	}
	return nil
}

// pages measures n pages at random places.
func (b *bench) pages(ctx context.Context, r *reader, what string, budget float64, n int, note string) error {
	before, err := r.s.metrics(ctx)
	if err != nil {
		return err
	}
	used, err := r.s.meter()
	if err != nil {
		return err
	}
	all := make([]time.Duration, n)
	for i := range all {
		begin := time.Now()
		if err := r.page(ctx, page+2+rand.IntN(max(1, r.a.chat-page)), page); err != nil {
			return err
		}
		all[i] = time.Since(begin)
	}
	c, err := used()
	if err != nil {
		return err
	}
	after, err := r.s.metrics(ctx)
	if err != nil {
		return err
	}
	sortDurations(all)
	h := histogramOf(before, after, "heliograph_rpc_seconds", `method="messages.getHistory"`)
	b.r.add(Result{
		Job: "J5", What: what, Value: 1000 * h.quantile(0.99), Unit: "ms", Bound: AtMost, Budget: budget,
		Note: fmt.Sprintf("server's histogram of %d pages, interpolated, p50 %.2f ms; the client saw p50 %.2f ms, p99 %.2f ms; %s",
			n, 1000*h.quantile(0.5), millis(quantile(all, 0.5)), millis(quantile(all, 0.99)), note),
	})
	b.r.info("J5", "server CPU of such a page", millis(c.server)/float64(n), "ms")
	return nil
}

// histogram is how many observations were at most so long, in seconds.
type histogram map[float64]float64

// histogramOf is what a histogram of the metrics counted between two readings.
func histogramOf(before, after map[string]float64, name, label string) histogram {
	h := histogram{}
	for key, v := range after {
		labels, ok := strings.CutPrefix(key, name+"_bucket{")
		if !ok || !strings.Contains(labels, label) {
			continue
		}
		_, rest, _ := strings.Cut(labels, `le="`)
		bound, _, _ := strings.Cut(rest, `"`)
		if le, err := strconv.ParseFloat(bound, 64); err == nil {
			h[le] = v - before[key]
		}
	}
	return h
}

// quantile interpolates inside a bucket; it is infinite above the last one.
func (h histogram) quantile(q float64) float64 {
	want := q * h[math.Inf(1)]
	below, count := 0.0, 0.0 // the next smaller bound, and what it counted
	above, most := math.Inf(1), h[math.Inf(1)]
	for le, n := range h {
		if n < want && le > below {
			below, count = le, n
		}
		if n >= want && le < above {
			above, most = le, n
		}
	}
	if math.IsInf(above, 1) || most == count {
		return above
	}
	return below + (above-below)*(want-count)/(most-count)
}
