package bench

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"heliograph/internal/user"
)

// readBack reads both boxes of pairs from message after+1 on, through the log
// and through the newest page of the history, and compares: every message once,
// in order, without a gap.
func (l *load) readBack(ctx context.Context, pairs []*pair, after func(*pair) int) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(16)
	for _, p := range pairs {
		g.Go(func() error {
			if err := p.readBox(ctx, p.sender, after(p), true, p.to.id, p.hash); err != nil {
				return fmt.Errorf("read back: %w", err)
			}
			return p.readBox(ctx, p.receiver, after(p), false, p.from.id, 0)
		})
	}
	return g.Wait()
}

// page is how much of the history is read back.
const page = 50

// readBox reads one box; hash 0 is not known yet.
func (p *pair) readBox(ctx context.Context, c *client, after int, out bool, with user.ID, hash int64) (err error) {
	events, err := c.difference(ctx, after+firstPts)
	if err != nil {
		return err
	}
	p.compare(events, after, out)
	if hash == 0 {
		if _, hash, err = c.resolve(ctx, p.from.phone); err != nil {
			return err
		}
	}
	messages, err := c.history(ctx, int64(with), hash, 0, page)
	if err != nil {
		return err
	}
	newest := make([]event, 0, len(messages))
	for _, m := range slices.Backward(messages) {
		e, _ := eventOf(m)
		e.pts, e.count = e.id+firstPts, 1 // a history has no pts
		newest = append(newest, e)
	}
	p.mu.Lock()
	first := max(0, p.sent-page)
	p.mu.Unlock()
	p.compare(newest, first, out)
	return nil
}

// compare checks that events are the messages after a number, to the last.
func (p *pair) compare(events []event, after int, out bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(events) != p.sent-after {
		p.load.wrong("%v to %v: %d messages after %d of %d, in the sender's box: %v", p.from.id, p.to.id, len(events), after, p.sent, out)
	}
	for i, e := range events {
		if !e.is(after+i+1, out) {
			p.load.wrong("%v to %v: %v in the place of message %d", p.from.id, p.to.id, e, after+i+1)
			return
		}
	}
}
