package channel_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

func TestAGroupBecomesASupergroupWithAllThatItHas(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	ctx := t.Context()
	c := w.matrixGroup(right.SendPolls)
	w.ok(w.s.SetAbout(ctx, as(owner), c, "About us"))
	link := w.invite(owner, c, channel.InviteDraft{Title: "door"})
	asking := w.invite(admin, c, channel.InviteDraft{Ask: true})
	w.ok(w.s.JoinByInvite(ctx, as(carol), link.Hash))
	_, err := w.s.JoinByInvite(ctx, as(stranger), asking.Hash)
	w.fails("INVITE_REQUEST_SENT", err)
	before := w.member(c, owner)

	to := w.ok(w.s.Migrate(ctx, as(owner), c)).Channel.ID
	if again := w.ok(w.s.Migrate(ctx, as(owner), c)).Channel.ID; again != to || to.Basic() {
		t.Errorf("it became %d, then %d", to, again)
	}
	a := w.member(to, owner)
	if !a.Stand.Owner || a.Members != before.Members || a.Channel.Admins != 3 || a.Banned != 1 || a.Pending != 1 ||
		a.About != "About us" || a.Default != right.SendPolls || a.FromChat != int64(c) || a.FromMax == 0 {
		t.Errorf("%+v", a)
	}
	if m := w.member(to, admin); !m.Stand.Has(channel.GroupAdmin) || m.Stand.Has(right.AddAdmins) || m.Me.PromotedBy != owner {
		t.Errorf("%+v", m)
	}
	if m := w.member(to, frank); !m.Me.In || m.Me.Inviter != member {
		t.Errorf("%+v", m)
	}
	if !w.member(to, kicked).Stand.Banned() || w.member(to, leaver).Me.In {
		t.Error("who was out is in")
	}
	if n := w.notes[len(w.notes)-2:]; n[0].Kind != channel.Migrated || n[0].Chat != int64(c) || n[1].Kind != channel.Became || n[1].Chat != int64(to) {
		t.Errorf("%+v", n)
	}
	came, _ := w.told(to)
	if len(came) != a.Members {
		t.Errorf("the log tells of %v", came)
	}
	w.linksLead(link, asking, to)
	w.closed(c, to)
}

// linksLead tries the links of a group that has become a supergroup.
func (w *world) linksLead(link, asking channel.Invite, to channel.ID) {
	w.Helper()
	ctx := w.Context()
	if ch := w.ok(w.s.JoinByInvite(ctx, as(leaver), link.Hash)); ch.Channel.ID != to || !w.listed(to, leaver) {
		w.Errorf("the link leads to %+v", ch.Channel)
	}
	_, err := w.s.JoinByInvite(ctx, as(kicked), link.Hash)
	w.fails("INVITE_HASH_EXPIRED", err)
	w.ok(w.s.Decide(ctx, as(admin), to, stranger, true))
	if i, err := w.s.Invite(ctx, as(owner), to, link.Hash); err != nil || i.Uses != 2 || i.Title != "door" {
		w.Errorf("%+v, %v", i, err)
	}
	came, total, err := w.s.CameBy(ctx, as(owner), to, channel.CameQuery{Hash: link.Hash})
	if err != nil || total != 2 || len(came) != 2 || came[1].User != carol {
		w.Errorf("%+v, %d, %v", came, total, err)
	}
	if _, _, err := w.s.EditInvite(ctx, as(admin), to, asking.Hash, channel.InviteChange{Revoke: true}); err != nil {
		w.Error(err)
	}
	_, _, err = w.s.CheckInvite(ctx, 99, asking.Hash)
	w.fails("INVITE_HASH_EXPIRED", err)
}

// closed tries to change a group that has become a supergroup.
func (w *world) closed(c, to channel.ID) {
	w.Helper()
	for name, do := range deeds {
		if name != "migrate" {
			w.fails("CHAT_ID_INVALID", do(w.Context(), w.s, as(owner), c))
		}
	}
	a := w.member(c, bob)
	if a.To != to || !a.Sees() {
		w.Errorf("%+v", a)
	}
	w.fails("CHAT_WRITE_FORBIDDEN", a.MayWrite(0, w.clock.Now().Unix()))
}

func TestASupergroupArrives(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	ctx := t.Context()
	c := w.friends(alice, bob)
	w.set(alice, &dialog.Dialog{Peer: c.Peer(), Pinned: 3, Folder: 1})
	if e := w.arrive(alice, c); e.Kind != 0 {
		t.Errorf("before there is one: %+v", e)
	}
	to := w.ok(w.s.Migrate(ctx, as(owner), c)).Channel.ID
	e := w.arrive(alice, c)
	if e.Kind != update.Channel || e.Peer != to.Peer() || e.Max != 1 {
		t.Errorf("%+v", e)
	}
	d, old := w.dialog(alice, to), w.dialog(alice, c)
	if d.Pinned != 3 || d.Folder != 1 || d.ReadIn != 1 || old.Pinned != 0 {
		t.Errorf("%+v, %+v", d, old)
	}
	if e := w.arrive(alice, c); e.Kind != 0 {
		t.Errorf("it comes twice: %+v", e)
	}
	w.ok(w.s.Leave(ctx, as(bob), to))
	if e := w.arrive(bob, c); e.Kind != 0 || w.listed(to, bob) {
		t.Errorf("it comes to who has left it: %+v", e)
	}
}

func (w *world) arrive(who user.ID, group channel.ID) (e update.Event) {
	w.Helper()
	err := w.log.Run(w.Context(), []store.Owner{who.Owner()}, func(tx *update.Tx) (err error) {
		e, err = channel.Arrive(tx, who, group)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return e
}

func (w *world) set(who user.ID, d *dialog.Dialog) {
	w.Helper()
	err := w.store.Update(w.Context(), []store.Owner{who.Owner()}, func(tx store.Tx) error {
		dialog.Save(tx, who.Owner(), d)
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) dialog(who user.ID, c channel.ID) (d dialog.Dialog) {
	w.Helper()
	err := w.store.View(w.Context(), func(r store.Reader) (err error) {
		d, _, err = dialog.Load(r, who.Owner(), c.Peer())
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return d
}

// Of those who do something while a group becomes a supergroup each finds one or the
// other: nobody is lost between the two.
func TestMigrationAndOthersAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	for range 20 {
		c := w.friends(alice, bob)
		link := w.invite(owner, c, channel.InviteDraft{})
		var wg sync.WaitGroup
		var to [2]channel.ID
		for i := range to {
			wg.Go(func() {
				ch, err := w.s.Migrate(context.WithoutCancel(t.Context()), as(owner), c)
				if to[i] = ch.Channel.ID; err != nil {
					t.Error(err)
				}
			})
		}
		wg.Go(func() {
			if _, err := w.s.JoinByInvite(t.Context(), as(carol), link.Hash); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() { _, _ = w.s.Remove(t.Context(), as(owner), c, bob, false) })
		wg.Wait()
		a := w.member(to[0], carol)
		if to[0] != to[1] || !a.Me.In || a.Stand.Owner {
			t.Fatalf("%v: %+v", to, a)
		}
		if was, is := w.member(c, bob).Me.In, w.member(to[0], bob).Me.In; was != is {
			t.Errorf("bob is in the group: %t, in the supergroup: %t", was, is)
		}
		came, _ := w.told(to[0])
		if !slices.Contains(came, carol) || len(came) != a.Members {
			t.Errorf("%v of %d came", came, a.Members)
		}
	}
}
