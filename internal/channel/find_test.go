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

// only wants some users.
func only(want ...user.ID) func(context.Context, []user.ID) ([]bool, error) {
	return func(_ context.Context, ids []user.ID) ([]bool, error) {
		out := make([]bool, len(ids))
		for i, id := range ids {
			out[i] = slices.Contains(want, id)
		}
		return out, nil
	}
}

func TestWhoIsKnownIsFoundAmongMany(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	ctx := t.Context()
	c := w.group(alice, bob, carol)
	w.clock.Advance(time.Second)
	many := make([]user.ID, 10_500)
	for i := range many {
		many[i] = user.ID(1000 + i)
	}
	if err := w.s.Seed(ctx, c, nil, many); err != nil {
		t.Fatal(err)
	}
	w.ok(w.s.Restrict(ctx, as(owner), c, carol, right.View, 0))
	list := func(q channel.Query) (out []user.ID) {
		ms, err := w.s.List(ctx, as(alice), c, q)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range ms.Members {
			out = append(out, m.User)
		}
		if ms.Total < len(out) {
			t.Errorf("%d of %d", len(out), ms.Total)
		}
		return out
	}
	newest := many[len(many)-1]
	if got := list(channel.Query{Limit: 10, Match: only(newest, bob), First: []user.ID{dave, bob, carol}}); !slices.Equal(got, []user.ID{bob, newest}) {
		t.Errorf("found %v", got)
	}
	if got := list(channel.Query{Limit: 10, Match: only(newest), First: []user.ID{newest}}); !slices.Equal(got, []user.ID{newest}) {
		t.Errorf("found %v", got)
	}
	if got := list(channel.Query{Limit: 10, Only: true, First: []user.ID{dave, bob, carol}}); !slices.Equal(got, []user.ID{bob}) {
		t.Errorf("found %v", got)
	}
}

func TestWhoHoldsALinkIsIntroduced(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	ctx := t.Context()
	c := w.group(11, 12, 13, 14, 15, 16, bob)
	introduce := func(i channel.Invite, known ...user.ID) []user.ID {
		a := w.member(c, dave)
		who, err := w.s.Introduce(ctx, &a, &i, known)
		if err != nil {
			t.Fatal(err)
		}
		return who
	}
	link := w.invite(owner, c, channel.InviteDraft{})
	if got := introduce(link, carol, bob, 16); len(got) != 5 || got[0] != bob || got[1] != 16 || slices.Contains(got[2:], bob) {
		t.Errorf("introduced %v", got)
	}
	if got := introduce(w.invite(owner, c, channel.InviteDraft{Ask: true}), bob); got != nil {
		t.Errorf("before an admin agrees: %v", got)
	}
	w.ok(w.s.Set(ctx, as(owner), c, channel.HiddenMembers, true))
	if got := introduce(link, bob); got != nil {
		t.Errorf("where members are hidden: %v", got)
	}
}

func TestWhatIsOverIsNotListed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	ctx := t.Context()
	c := w.group(alice, bob, carol)
	end := w.clock.Now().Unix() + 60
	w.ok(w.s.Restrict(ctx, as(owner), c, alice, right.SendPolls, end))
	w.ok(w.s.Restrict(ctx, as(owner), c, bob, right.View, end))
	w.ok(w.s.Restrict(ctx, as(owner), c, carol, right.SendPolls, 0))
	listed := func(f channel.Filter, want ...user.ID) {
		t.Helper()
		ms, err := w.s.List(ctx, as(owner), c, channel.Query{Filter: f, Limit: 10})
		if err != nil || ms.Total != len(want) || len(ms.Members) != len(want) {
			t.Fatalf("%+v, %v, not %v", ms, err, want)
		}
		for i, u := range want {
			if ms.Members[i].User != u {
				t.Errorf("%+v, not %v", ms, want)
			}
		}
	}
	listed(channel.Restricted, alice, carol)
	listed(channel.Banned, bob)
	w.clock.Advance(61 * time.Second)
	listed(channel.Restricted, carol)
	listed(channel.Banned)
	if m, err := w.s.Member(ctx, as(owner), c, alice); err != nil || m.Ban != 0 || m.BannedBy != 0 || !m.In {
		t.Errorf("%+v, %v", m, err)
	}
	_, err := w.s.Member(ctx, as(owner), c, bob)
	w.fails("USER_NOT_PARTICIPANT", err)
}
