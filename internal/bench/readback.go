package bench

import (
	"context"
	"fmt"
)

// readBack reads the boxes of pairs from their beginning through the log and
// the chats through their history, and compares them with what was sent,
// answered and heard: every message once, in order, without a gap.
func (l *load) readBack(ctx context.Context, pairs []*pair) error {
	for _, p := range pairs {
		for box, c := range []*client{fromBox: p.sender, toBox: p.receiver} {
			events, err := c.difference(ctx, 1)
			if err != nil {
				return fmt.Errorf("read back: %w", err)
			}
			l.compare(p, box, events)
		}
	}
	return nil
}

// compare checks a whole log, read from pts 1.
func (l *load) compare(p *pair, box int, events []event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(events) != p.sent {
		l.wrong("box %d of %v: %d messages of %d", box, p.from.id, len(events), p.sent)
	}
	for i, e := range events {
		n, _, ok := parseText(e.text)
		if !ok || n != i+1 || e.pts != i+2 || e.id != i+1 || e.out != (box == fromBox) {
			l.wrong("box %d of %v: message %d with id %d at pts %d in place %d", box, p.from.id, n, e.id, e.pts, i+1)
			return
		}
	}
}
