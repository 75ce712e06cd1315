package channel_test

import (
	"slices"
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// friends makes a basic group of the owner's.
func (w *world) friends(members ...user.ID) channel.ID {
	w.Helper()
	c := w.ok(w.s.Create(w.Context(), as(owner), channel.Draft{Title: "Friends", Basic: true, Users: members}))
	if !c.Channel.Basic() || len(c.Missing) > 0 {
		w.Fatalf("%+v", c)
	}
	return c.Channel.ID
}

// told is what the log of a group says of who comes and who leaves.
func (w *world) told(c channel.ID) (came, left []user.ID) {
	w.Helper()
	d, err := w.log.Since(w.Context(), c.Owner(), update.Position{}, 1000)
	if err != nil {
		w.Fatal(err)
	}
	for _, e := range d.Events {
		switch e.Kind {
		case update.MemberCame:
			came = append(came, user.ID(e.Peer.ID))
		case update.MemberLeft:
			left = append(left, user.ID(e.Peer.ID))
		}
	}
	return came, left
}

func TestABasicGroupWritesIntoNoBox(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{Group: 4})
	ctx := t.Context()
	c := w.friends(bob, alice, alice, owner)
	if a := w.member(c, owner); a.Members != 3 || a.Version != 1 || a.Channel.Admins != 1 || !a.Stand.Owner || c.Peer().Owner() != c.Owner() {
		t.Errorf("%+v", a)
	}
	w.ok(w.s.Add(ctx, as(alice), c, carol))
	_, err := w.s.Add(ctx, as(alice), c, dave)
	w.fails("USERS_TOO_MUCH", err)
	w.ok(w.s.Kick(ctx, as(owner), c, bob))
	w.ok(w.s.Leave(ctx, as(carol), c))
	came, left := w.told(c)
	if !slices.Equal(came, []user.ID{owner, bob, alice, carol}) || !slices.Equal(left, []user.ID{bob, carol}) {
		t.Errorf("came %v, left %v", came, left)
	}
	if a := w.member(c, bob); !a.Stand.Banned() || a.Sees() || a.Version != 4 || a.Members != 2 {
		t.Errorf("%+v", a)
	}
	if a := w.member(c, carol); a.Stand.Banned() || a.Sees() || a.Me.Joined == 0 {
		t.Errorf("%+v", a)
	}
	_, err = w.s.Create(ctx, as(owner), channel.Draft{Title: "Crowd", Basic: true, Users: []user.ID{11, 12, 13, 14}})
	w.fails("USERS_TOO_MUCH", err)
	err = w.store.View(ctx, func(r store.Reader) error {
		rows, err := r.Scan(alice.Owner(), nil, nil, false, 0)
		if len(rows) > 0 {
			t.Errorf("a member's box has %d records", len(rows))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestABasicGroupEndsForAll(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	ctx := t.Context()
	c := w.friends(alice, bob)
	w.ok(w.s.Remove(ctx, as(bob), c, bob, false))
	w.ok(w.s.Delete(ctx, as(owner), c))
	_, left := w.told(c)
	slices.Sort(left)
	if a := w.member(c, alice); !a.Deleted || a.Sees() || a.Me.In || a.Members != 0 || a.Channel.Admins != 0 || !slices.Equal(left, []user.ID{owner, alice, bob}) {
		t.Errorf("%+v, %v left", a, left)
	}
	_, err := w.s.Bring(ctx, as(bob), c, bob, 0)
	w.fails("CHAT_ID_INVALID", err)
	_, err = w.s.Migrate(ctx, as(owner), c)
	w.fails("CHAT_ID_INVALID", err)
}
