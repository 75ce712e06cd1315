package message_test

import (
	"context"
	"sync/atomic"
	"testing"

	"heliograph/internal/bus"
	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// counted counts the transactions of a store.
type counted struct {
	store.Store
	n atomic.Int64
}

func (c *counted) Update(ctx context.Context, owners []store.Owner, fn func(store.Tx) error) error {
	c.n.Add(1)
	return c.Store.Update(ctx, owners, fn)
}

// TestPostIsOneTransaction: whatever the audience.
func TestPostIsOneTransaction(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob)
	var listed, others []user.ID
	for id := range user.ID(3000) {
		if id < 100 {
			listed = append(listed, 10_000+id)
		} else {
			others = append(others, 10_000+id)
		}
	}
	if err := c.channels.Seed(t.Context(), c.id, listed, others); err != nil {
		t.Fatal(err)
	}
	if n := c.access(bob).Members; n != 3002 {
		t.Errorf("%d members", n)
	}
	if d := c.listed(listed[99]); d.Unread != 2 {
		t.Errorf("%+v", d)
	}
	st := &counted{Store: c.store}
	log := update.New(update.Deps{Store: st, Bus: bus.NewLocal(), Clock: c.clock, Alone: true})
	c.messages = message.New(message.Deps{Store: st, Log: log, Users: people{}, Clock: c.clock})
	for i := range int64(5) {
		c.must(bob, 1+i, "to all")
	}
	if n := st.n.Load(); n != 5 {
		t.Errorf("%d transactions for 5 posts", n)
	}
	if d := c.listed(listed[99]); d.Unread != 7 {
		t.Errorf("%+v", d)
	}
}
