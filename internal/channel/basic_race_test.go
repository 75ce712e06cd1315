package channel_test

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Whatever people do to each other in a basic group at the same time, what the log
// says of who is in it is what the records say, and so are the counts.
func TestManyActInABasicGroupAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	w.s = channel.New(channel.Deps{Store: w.store, Log: w.log, Clock: w.clock})
	ctx := t.Context()
	people := []user.ID{owner, alice, bob, carol, dave, frank, second}
	c := w.friends(people[1:]...)
	link := w.invite(owner, c, channel.InviteDraft{})
	var wg sync.WaitGroup
	for _, who := range people {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(who), 7))
			for range 60 {
				var err error
				other := people[r.IntN(len(people))]
				switch r.IntN(7) {
				case 0:
					_, err = w.s.Bring(ctx, as(who), c, other, 3)
				case 1, 2:
					_, err = w.s.Remove(ctx, as(who), c, other, r.IntN(2) == 0)
				case 3:
					_, err = w.s.SetAdmin(ctx, as(who), c, other, r.IntN(2) == 0)
				case 4:
					_, err = w.s.JoinByInvite(ctx, as(who), link.Hash)
				case 5:
					_, err = w.s.SetRank(ctx, as(who), c, other, "Chief")
				case 6:
					_, err = w.s.Bring(ctx, as(owner), c, who, 0)
				}
				if err != nil && fault.As(err) == nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	w.counted(c)
	d, err := w.log.Since(ctx, c.Owner(), update.Position{}, 100_000)
	if err != nil || d.More {
		t.Fatal(d.More, err)
	}
	in, changes := map[user.ID]bool{}, 0
	for _, e := range d.Events {
		who := user.ID(e.Peer.ID)
		switch e.Kind {
		case update.MemberCame, update.MemberLeft:
			if came := e.Kind == update.MemberCame; in[who] == came {
				t.Fatalf("%d comes or leaves twice", who)
			} else if in[who] = came; !came {
				delete(in, who)
			}
		case update.Members:
			changes++
		}
	}
	ms, err := w.s.Everybody(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	for i := range ms {
		if !in[ms[i].User] {
			t.Errorf("%d is there, and the log does not say so", ms[i].User)
		}
	}
	if a := w.member(c, owner); len(ms) != len(in) || a.Version != changes || a.Owner != owner {
		t.Errorf("%d are there, the log has %d; version %d after %d changes", len(ms), len(in), a.Version, changes)
	}
	if !slices.ContainsFunc(d.Events, func(e update.Event) bool { return e.Kind == update.MemberLeft }) {
		t.Error("nobody ever left")
	}
}
