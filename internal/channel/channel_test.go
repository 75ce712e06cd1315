package channel_test

import (
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/channel"
	"heliograph/internal/clock"
	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// world is a store with channels in it.
type world struct {
	*testing.T
	store store.Store
	clock *clock.Fake
	log   *update.Log
	s     *channel.Service
	notes []channel.Note
	left  []user.ID
}

// Note implements channel.Notes: the history is a list.
func (w *world) Note(tx *update.Tx, c *channel.Channel, n channel.Note, _ int64) (update.Event, error) {
	b, err := tx.Box(c.ID.Owner())
	if err != nil {
		return update.Event{}, err
	}
	channel.SaveHead(tx, c.ID, channel.Head{Top: b.NextID(), Date: tx.Now()})
	w.notes = append(w.notes, n)
	return update.Event{}, nil
}

func newWorld(t *testing.T, l channel.Limits) *world {
	t.Helper()
	st, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{T: t, store: st, clock: clock.NewFake(time.Unix(1_700_000_000, 0))}
	w.log = update.New(update.Deps{Store: st, Bus: bus.NewLocal(), Clock: w.clock})
	w.s = channel.New(channel.Deps{Store: st, Log: w.log, Clock: w.clock, Notes: w, Limits: l})
	return w
}

func (w *world) Left(_ *update.Tx, _ channel.ID, who user.ID) error {
	w.left = append(w.left, who)
	return nil
}

func as(id user.ID) user.Actor { return user.Actor{ID: id, Origin: int64(id) * 100} }

// ok fails the test unless a change was made.
func (w *world) ok(c channel.Change, err error) channel.Change {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
	return c
}

// fails fails the test unless err is the fault.
func (w *world) fails(code string, err error) {
	w.Helper()
	if f := fault.As(err); f == nil || f.Message() != code {
		w.Errorf("%v, not %s", err, code)
	}
}

func (w *world) member(c channel.ID, id user.ID) channel.Access {
	w.Helper()
	as, err := w.s.Access(w.Context(), id, c)
	if err != nil || len(as) != 1 {
		w.Fatal(as, err)
	}
	return as[0]
}

// listed says whether the channel is on somebody's list of chats.
func (w *world) listed(c channel.ID, id user.ID) (found bool) {
	w.Helper()
	err := w.store.View(w.Context(), func(r store.Reader) (err error) {
		_, found, err = dialog.Load(r, id.Owner(), c.Peer())
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return found
}

const (
	owner user.ID = iota + 1
	alice
	bob
	carol
	dave
)

func (w *world) group(members ...user.ID) channel.ID {
	w.Helper()
	c := w.ok(w.s.Create(w.Context(), as(owner), channel.Draft{Title: "Friends"})).Channel.ID
	for _, m := range members {
		w.ok(w.s.Add(w.Context(), as(owner), c, m))
	}
	return c
}

func TestCreateAndLeave(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	_, err := w.s.Create(t.Context(), as(owner), channel.Draft{Title: " \u202e\n"})
	w.fails("CHAT_TITLE_EMPTY", err)
	c := w.group(alice, bob)
	if a := w.member(c, owner); !a.Stand.Owner || a.Members != 3 || a.Channel.Admins != 1 || !w.listed(c, alice) {
		t.Errorf("%+v", a)
	}
	w.ok(w.s.Leave(t.Context(), as(bob), c))
	if a := w.member(c, bob); a.Me.In || a.Members != 2 || w.listed(c, bob) || a.Sees() {
		t.Errorf("who has left sees on: %+v", a)
	}
	_, err = w.s.Leave(t.Context(), as(bob), c)
	w.fails("USER_NOT_PARTICIPANT", err)
	_, err = w.s.Join(t.Context(), as(bob), c)
	w.fails("CHANNEL_PRIVATE", err)
	w.ok(w.s.Leave(t.Context(), as(owner), c))
	w.ok(w.s.Add(t.Context(), as(alice), c, owner))
	if a := w.member(c, owner); !a.Stand.Owner {
		t.Error("an owner who comes back is the owner")
	}
	if n := w.notes[len(w.notes)-1]; n.Kind != channel.Joined || n.By != alice || n.Users[0] != owner {
		t.Errorf("%+v", n)
	}
}

func TestHiddenHistoryBeginsWhenOneJoins(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	c := w.group(alice)
	w.ok(w.s.Set(t.Context(), as(owner), c, channel.HiddenHistory, true))
	w.ok(w.s.Add(t.Context(), as(alice), c, bob))
	if a := w.member(c, alice); a.First() != 1 {
		t.Errorf("who was there sees from %d on", a.First())
	}
	if a := w.member(c, bob); a.First() != 3 { // the notes that it was made, and that Alice came, are 1 and 2
		t.Errorf("who came sees from %d on", a.First())
	}
}

func TestRestrictions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	c := w.group(alice, bob, carol)
	w.ok(w.s.Promote(t.Context(), as(owner), c, alice, right.BanUsers|right.AddAdmins|right.InviteUsers, "guard"))
	_, err := w.s.Restrict(t.Context(), as(bob), c, carol, right.View, 0)
	w.fails("CHAT_ADMIN_REQUIRED", err)
	_, err = w.s.Restrict(t.Context(), as(alice), c, owner, right.View, 0)
	w.fails("USER_CREATOR", err)
	w.ok(w.s.Promote(t.Context(), as(owner), c, carol, right.PinMessages, ""))
	_, err = w.s.Restrict(t.Context(), as(alice), c, carol, right.View, 0)
	w.fails("USER_ADMIN_INVALID", err)

	hour := w.clock.Now().Unix() + 3600
	w.ok(w.s.Restrict(t.Context(), as(alice), c, bob, right.SendPolls, hour))
	now := w.clock.Now().Unix()
	b := w.member(c, bob)
	w.fails("CHAT_SEND_POLL_FORBIDDEN", b.MayWrite(right.SendPolls, now))
	if err := b.MayWrite(right.SendText, now); err != nil || b.Channel.Restricted != 1 {
		t.Error(err, b.Channel.Restricted)
	}
	w.clock.Advance(time.Hour)
	b = w.member(c, bob)
	if err := b.MayWrite(right.SendPolls, hour); err != nil {
		t.Error("a restriction ends by itself:", err)
	}

	w.ok(w.s.Restrict(t.Context(), as(alice), c, bob, right.View, 0))
	b = w.member(c, bob)
	if b.Me.In || b.Sees() || w.listed(c, bob) || b.Channel.Banned != 1 || b.Channel.Restricted != 0 {
		t.Errorf("%+v", b)
	}
	_, err = w.s.Add(t.Context(), as(carol), c, bob)
	w.fails("CHAT_ADMIN_REQUIRED", err) // carol is an admin who may not invite
	w.ok(w.s.Add(t.Context(), as(alice), c, bob))
	if b = w.member(c, bob); !b.Me.In || b.Channel.Banned != 0 {
		t.Errorf("%+v", b)
	}
	w.ok(w.s.Kick(t.Context(), as(alice), c, bob))
	if b = w.member(c, bob); b.Me.In || b.Stand.Banned() {
		t.Errorf("who was kicked may come back: %+v", b)
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	c := w.group(alice, bob)
	w.ok(w.s.SetDefault(t.Context(), as(owner), c, right.Send|right.BanInvite))
	_, err := w.s.SetDefault(t.Context(), as(owner), c, right.Send|right.BanInvite)
	w.fails("CHAT_NOT_MODIFIED", err)
	b := w.member(c, bob)
	w.fails("CHAT_WRITE_FORBIDDEN", b.MayWrite(right.SendText, 0))
	_, err = w.s.Add(t.Context(), as(bob), c, carol)
	w.fails("CHAT_ADMIN_REQUIRED", err)
	o := w.member(c, owner)
	if err := o.MayWrite(right.SendText, 0); err != nil {
		t.Error(err)
	}
}

func TestAdmins(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{Admins: 3})
	c := w.group(alice, bob, carol)
	all := right.BanUsers | right.AddAdmins | right.InviteUsers
	w.ok(w.s.Promote(t.Context(), as(owner), c, alice, all, "a"))
	_, err := w.s.Promote(t.Context(), as(alice), c, bob, right.PinMessages, "")
	w.fails("RIGHT_FORBIDDEN", err)
	_, err = w.s.Promote(t.Context(), as(bob), c, carol, right.PinMessages, "")
	w.fails("CHAT_ADMIN_REQUIRED", err)
	w.ok(w.s.Promote(t.Context(), as(alice), c, bob, right.BanUsers|right.AddAdmins, ""))
	_, err = w.s.Promote(t.Context(), as(bob), c, alice, 0, "")
	w.fails("USER_ADMIN_INVALID", err) // whom bob did not make
	_, err = w.s.Promote(t.Context(), as(bob), c, carol, right.BanUsers, "")
	w.fails("ADMINS_TOO_MUCH", err)
	_, err = w.s.Promote(t.Context(), as(owner), c, bob, all, "seventeen letters")
	w.fails("ADMIN_RANK_INVALID", err)
	_, err = w.s.Promote(t.Context(), as(alice), c, owner, 0, "")
	w.fails("USER_CREATOR", err)
	w.ok(w.s.Promote(t.Context(), as(alice), c, bob, 0, ""))
	if b := w.member(c, bob); b.Me.IsAdmin || b.Channel.Admins != 2 {
		t.Errorf("%+v", b)
	}
	w.ok(w.s.Transfer(t.Context(), as(owner), c, alice))
	if a, o := w.member(c, alice), w.member(c, owner); !a.Stand.Owner || o.Stand.Owner || !o.Stand.Has(right.AddAdmins) || a.Channel.Admins != 2 {
		t.Errorf("%+v\n%+v", a, o)
	}
}

func TestAdminLog(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	c := w.group(alice)
	w.ok(w.s.SetTitle(t.Context(), as(owner), c, "Foes"))
	w.ok(w.s.SetSlow(t.Context(), as(owner), c, 30))
	_, err := w.s.Entries(t.Context(), as(alice), c, channel.LogQuery{Limit: 10})
	w.fails("CHAT_ADMIN_REQUIRED", err)
	es, err := w.s.Entries(t.Context(), as(owner), c, channel.LogQuery{Limit: 10})
	if err != nil || len(es) != 3 || es[0].Kind != channel.LogSlow || es[0].Is.Number != 30 || es[1].Was.Text != "Friends" || es[2].Kind != channel.LogInvited {
		t.Fatalf("%+v %v", es, err)
	}
	es, err = w.s.Entries(t.Context(), as(owner), c, channel.LogQuery{Text: "foe", Limit: 10})
	if err != nil || len(es) != 1 {
		t.Fatalf("%+v %v", es, err)
	}
	es, err = w.s.Entries(t.Context(), as(owner), c, channel.LogQuery{Text: "ali", Match: only(alice), Limit: 10})
	if err != nil || len(es) != 1 || es[0].User != alice {
		t.Fatalf("about alice: %+v %v", es, err)
	}
	w.clock.Advance(49 * time.Hour)
	if es, err = w.s.Entries(t.Context(), as(owner), c, channel.LogQuery{Limit: 10}); err != nil || len(es) != 0 {
		t.Fatalf("%+v %v", es, err)
	}
}

func TestSlowMode(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	c := w.group(alice)
	w.ok(w.s.SetSlow(t.Context(), as(owner), c, 30))
	_, err := w.s.SetSlow(t.Context(), as(owner), c, 31)
	w.fails("SECONDS_INVALID", err)
	a := w.member(c, alice)
	now := w.clock.Now().Unix()
	if err := w.store.Update(t.Context(), []store.Owner{c.Owner()}, func(tx store.Tx) error { a.Wrote(tx, now); return nil }); err != nil {
		t.Fatal(err)
	}
	a = w.member(c, alice)
	w.fails("SLOWMODE_WAIT_30", a.MayWrite(right.SendText, now))
	if err := a.MayWrite(right.SendText, now+30); err != nil {
		t.Error(err)
	}
}

func TestLeaveWhatWasDeleted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	c := w.group(alice)
	_, err := w.s.Delete(t.Context(), as(bob), c)
	w.fails("CHANNEL_PRIVATE", err)
	w.ok(w.s.Delete(t.Context(), as(owner), c))
	_, err = w.s.SetTitle(t.Context(), as(owner), c, "Ghosts")
	w.fails("CHANNEL_PRIVATE", err)
	if !w.listed(c, alice) {
		t.Error("it goes by leaving")
	}
	w.ok(w.s.Leave(t.Context(), as(alice), c))
	if a := w.member(c, alice); a.Me.In || w.listed(c, alice) || a.Members != 1 {
		t.Errorf("%+v", a)
	}
	_, err = w.s.Leave(t.Context(), as(alice), c)
	w.fails("CHANNEL_PRIVATE", err)
}

// What the admin log says of somebody is what they were and what they are.
func TestLogOfBans(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	c := w.group(alice, bob)
	w.ok(w.s.Promote(t.Context(), as(owner), c, alice, right.PinMessages, ""))
	w.ok(w.s.Restrict(t.Context(), as(owner), c, alice, right.SendPolls, 0))
	w.ok(w.s.Restrict(t.Context(), as(owner), c, bob, right.View, 0))
	es, err := w.s.Entries(t.Context(), as(owner), c, channel.LogQuery{Kinds: []channel.LogKind{channel.LogBanned}, Limit: 10})
	if err != nil || len(es) != 2 {
		t.Fatal(es, err)
	}
	if was, is := es[0].Was.Member, es[0].Is.Member; !was.In || is.In || is.Ban != right.AllBan {
		t.Errorf("%+v, then %+v", was, is)
	}
	if was, is := es[1].Was.Member, es[1].Is.Member; !was.IsAdmin || is.IsAdmin || !is.In || is.Ban != right.SendPolls {
		t.Errorf("%+v, then %+v", was, is)
	}
}
