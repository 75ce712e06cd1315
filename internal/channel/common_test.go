package channel_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"heliograph/internal/channel"
	"heliograph/internal/right"
	"heliograph/internal/user"
)

func TestCommonGroups(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	ctx := t.Context()
	var all []channel.ID
	for range 5 {
		all = append(all, w.group(alice, bob))
	}
	news := w.ok(w.s.Create(ctx, as(owner), channel.Draft{Title: "News", Broadcast: true})).Channel.ID
	w.ok(w.s.Promote(ctx, as(owner), news, alice, right.PostMessages, ""))
	w.ok(w.s.Promote(ctx, as(owner), news, bob, right.PostMessages, ""))
	w.group(alice)
	slices.Sort(all)
	slices.Reverse(all)
	common := func(by, other user.ID, below channel.ID, limit int) ([]channel.ID, int) {
		t.Helper()
		page, total, err := w.s.Common(ctx, as(by), other, below, limit)
		if err != nil {
			t.Fatal(err)
		}
		return page, total
	}
	if page, total := common(alice, bob, 0, 100); !slices.Equal(page, all) || total != 5 {
		t.Errorf("%v of %d, not %v", page, total, all)
	}
	if page, total := common(alice, bob, all[1], 2); !slices.Equal(page, all[2:4]) || total != 5 {
		t.Errorf("%v of %d", page, total)
	}
	w.ok(w.s.Leave(ctx, as(bob), all[0]))
	w.ok(w.s.Kick(ctx, as(owner), all[1], alice))
	w.ok(w.s.Set(ctx, as(owner), all[2], channel.HiddenMembers, true))
	w.ok(w.s.Delete(ctx, as(owner), all[3]))
	if page, total := common(alice, bob, 0, 100); !slices.Equal(page, all[4:]) || total != 1 {
		t.Errorf("%v of %d, not %v", page, total, all[4:])
	}
	if page, _ := common(alice, owner, 0, 100); !slices.Contains(page, all[2]) {
		t.Error("the owner of a group that hides its members is known to be in it")
	}
	if page, _ := common(dave, bob, 0, 100); page != nil {
		t.Errorf("a stranger shares %v", page)
	}
}

// awake is who is online, and what was asked.
type awake struct {
	ids   []user.ID
	exact int // how often it was asked who a viewer sees
	any   int
}

func (a *awake) Online(_ context.Context, _ user.ID, ids []user.ID) (int, error) {
	a.exact++
	return a.count(ids), nil
}

func (a *awake) AnyOnline(ids []user.ID) int { a.any++; return a.count(ids) }

func (a *awake) count(ids []user.ID) (n int) {
	for _, id := range ids {
		if slices.Contains(a.ids, id) {
			n++
		}
	}
	return n
}

func TestOnline(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	p := &awake{ids: []user.ID{alice, bob, dave, 2000, 11_000}}
	w.s = channel.New(channel.Deps{Store: w.store, Log: w.log, Clock: w.clock, Notes: w, Presence: p})
	ctx := t.Context()
	c := w.group(alice, bob, carol)
	online := func(want int) {
		t.Helper()
		if n, err := w.s.Online(ctx, as(carol), c); err != nil || n != want {
			t.Errorf("%d online, %v, not %d", n, err, want)
		}
	}
	online(2)
	if p.exact != 1 || p.any != 0 {
		t.Errorf("asked %+v: of few members it counts who the viewer sees", p)
	}
	_, err := w.s.Online(ctx, as(dave), c)
	w.fails("CHANNEL_PRIVATE", err)
	var many []user.ID
	for id := user.ID(1000); id < 11_500; id++ {
		many = append(many, id)
	}
	if err := w.s.Seed(ctx, c, nil, many); err != nil {
		t.Fatal(err)
	}
	online(4)
	asked := p.any
	p.ids = nil
	online(4)
	if p.any != asked || p.exact != 1 {
		t.Errorf("asked %+v: a count is kept for a while", p)
	}
	w.clock.Advance(16 * time.Second)
	online(0)
	news := w.ok(w.s.Create(ctx, as(owner), channel.Draft{Title: "News", Broadcast: true})).Channel.ID
	_, err = w.s.Online(ctx, as(owner), news)
	w.fails("PEER_ID_INVALID", err)
}
