package channel_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/right"
	"heliograph/internal/user"
)

// invite makes a link.
func (w *world) invite(by user.ID, c channel.ID, d channel.InviteDraft) channel.Invite {
	w.Helper()
	i, err := w.s.MakeInvite(w.Context(), as(by), c, d)
	if err != nil {
		w.Fatal(err)
	}
	return i
}

// invited is a link as its admin finds it.
func (w *world) invited(by user.ID, c channel.ID, hash string) channel.Invite {
	w.Helper()
	i, err := w.s.Invite(w.Context(), as(by), c, hash)
	if err != nil {
		w.Fatal(err)
	}
	return i
}

func code(err error) string {
	if f := fault.As(err); f != nil {
		return f.Message()
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func TestInvite(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	ctx := t.Context()
	c := w.create(1, channel.Draft{Title: "T"})
	now := w.clock.Now().Unix()
	for _, bad := range []struct {
		d    channel.InviteDraft
		code string
	}{
		{channel.InviteDraft{Expires: now}, "EXPIRE_DATE_INVALID"},
		{channel.InviteDraft{Limit: -1}, "USAGE_LIMIT_INVALID"},
		{channel.InviteDraft{Limit: 100_000}, "USAGE_LIMIT_INVALID"},
		{channel.InviteDraft{Limit: 1, Ask: true}, "USAGE_LIMIT_INVALID"},
		{channel.InviteDraft{Title: "a title that is longer than 32 characters"}, "TITLE_INVALID"},
	} {
		_, err := w.s.MakeInvite(ctx, as(1), c, bad.d)
		w.fails(bad.code, err)
	}
	_, err := w.s.MakeInvite(ctx, as(2), c, channel.InviteDraft{})
	w.fails("CHANNEL_PRIVATE", err)

	i := w.invite(1, c, channel.InviteDraft{Title: "for friends", Limit: 2, Expires: now + 60})
	join := func(who user.ID, hash string) error { _, err := w.s.JoinByInvite(ctx, as(who), hash); return err }
	w.fails("INVITE_HASH_EMPTY", join(2, ""))
	w.fails("INVITE_HASH_INVALID", join(2, "nonsense"))
	w.fails("INVITE_HASH_EXPIRED", join(2, i.Hash[:19]+flip(i.Hash[19])))
	if err := join(2, i.Hash); err != nil {
		t.Fatal(err)
	}
	w.fails("USER_ALREADY_PARTICIPANT", join(2, i.Hash))
	if n := w.notes[len(w.notes)-1]; n.Kind != channel.JoinedByLink || n.By != 2 || n.Users[0] != 1 {
		t.Errorf("the history tells %+v", n)
	}
	if m := w.member(c, 2); !m.Me.In || m.Me.Inviter != 1 || m.Members != 2 {
		t.Errorf("%+v", m)
	}
	if err := join(3, i.Hash); err != nil {
		t.Fatal(err)
	}
	w.fails("INVITE_HASH_EXPIRED", join(4, i.Hash))
	if got := w.invited(1, c, i.Hash); got.Uses != 2 || got.People != 2 {
		t.Errorf("%+v", got)
	}
	came, n, err := w.s.CameBy(ctx, as(1), c, channel.CameQuery{Hash: i.Hash})
	if err != nil || n != 2 || len(came) != 2 || came[0].User != 3 {
		t.Error(came, n, err)
	}
	if came, _, err = w.s.CameBy(ctx, as(1), c, channel.CameQuery{Hash: i.Hash, At: came[0].At, User: 3}); err != nil || len(came) != 1 || came[0].User != 2 {
		t.Error(came, err)
	}

	late := w.invite(1, c, channel.InviteDraft{Expires: now + 60})
	w.clock.Advance(time.Minute)
	w.fails("INVITE_HASH_EXPIRED", join(4, late.Hash))
	_, _, err = w.s.CheckInvite(ctx, 4, late.Hash)
	w.fails("INVITE_HASH_EXPIRED", err)

	free := w.invite(1, c, channel.InviteDraft{})
	w.ok(w.s.Restrict(ctx, as(1), c, 5, right.View, 0))
	w.fails("INVITE_HASH_EXPIRED", join(5, free.Hash))
	if a, _, err := w.s.CheckInvite(ctx, 4, free.Hash); err != nil || a.Title != "T" || a.Sees() {
		t.Error(a, err)
	}
	w.ok(w.s.Delete(ctx, as(1), c))
	w.fails("INVITE_HASH_EXPIRED", join(4, free.Hash))
}

// flip is another character.
func flip(b byte) string {
	if b == 'A' {
		return "B"
	}
	return "A"
}

func TestManageInvites(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	ctx := t.Context()
	c := w.create(1, channel.Draft{Title: "T", Broadcast: true})
	w.ok(w.s.Promote(ctx, as(1), c, 2, right.InviteUsers, ""))
	w.ok(w.s.Promote(ctx, as(1), c, 3, right.ChangeInfo, ""))
	_, err := w.s.MakeInvite(ctx, as(3), c, channel.InviteDraft{})
	w.fails("CHAT_ADMIN_REQUIRED", err)

	first, err := w.s.FirstInvite(ctx, as(1), c, false)
	if err != nil || !first.Permanent {
		t.Fatal(first, err)
	}
	if again, err := w.s.FirstInvite(ctx, as(1), c, false); err != nil || again != first {
		t.Error(again, err)
	}
	title := "x"
	_, _, err = w.s.EditInvite(ctx, as(1), c, first.Hash, channel.InviteChange{Title: &title})
	w.fails("CHAT_INVITE_PERMANENT", err)
	old, next, err := w.s.EditInvite(ctx, as(1), c, first.Hash, channel.InviteChange{Revoke: true})
	if err != nil || !old.Revoked || next == nil || !next.Permanent || next.Hash == first.Hash {
		t.Fatal(old, next, err)
	}
	third, err := w.s.FirstInvite(ctx, as(1), c, true)
	if err != nil || third.Hash == next.Hash {
		t.Error(third, err)
	}
	extra := w.invite(2, c, channel.InviteDraft{Limit: 5})
	ask := true
	if e, _, err := w.s.EditInvite(ctx, as(2), c, extra.Hash, channel.InviteChange{Title: &title, Ask: &ask}); err != nil || e.Title != "x" || !e.Ask || e.Limit != 0 || e.Edited == 0 {
		t.Error(e, err)
	}
	_, err = w.s.Invite(ctx, as(2), c, third.Hash)
	w.fails("CHAT_ADMIN_REQUIRED", err)
	w.invited(1, c, extra.Hash) // the owner sees every link

	counts, err := w.s.InviteAdmins(ctx, as(1), c)
	if err != nil || len(counts) != 2 || counts[0] != (channel.InviteCount{Admin: 1, Live: 1, Revoked: 2}) || counts[1] != (channel.InviteCount{Admin: 2, Live: 1}) {
		t.Error(counts, err)
	}
	_, err = w.s.InviteAdmins(ctx, as(2), c)
	w.fails("CHAT_ADMIN_REQUIRED", err)
	is, n, err := w.s.Invites(ctx, as(1), c, 1, true, "", 1)
	if err != nil || n != 2 || len(is) != 1 {
		t.Fatal(is, n, err)
	}
	if rest, _, err := w.s.Invites(ctx, as(1), c, 1, true, is[0].Hash, 10); err != nil || len(rest) != 1 || rest[0].Hash == is[0].Hash {
		t.Error(rest, err)
	}
	w.fails("INVITE_REVOKED_MISSING", w.s.DeleteInvite(ctx, as(1), c, third.Hash))
	if err := w.s.DeleteInvite(ctx, as(1), c, first.Hash); err != nil {
		t.Error(err)
	}
	_, err = w.s.Invite(ctx, as(1), c, first.Hash)
	w.fails("INVITE_HASH_EXPIRED", err)
	if err := w.s.DeleteRevoked(ctx, as(1), c, 1); err != nil {
		t.Error(err)
	}
	if _, n, err := w.s.Invites(ctx, as(1), c, 1, true, "", 0); err != nil || n != 0 {
		t.Error(n, err)
	}
	w.fails("CHAT_ADMIN_REQUIRED", w.s.DeleteRevoked(ctx, as(2), c, 1))
}

func TestJoinRequests(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	ctx := t.Context()
	c := w.create(1, channel.Draft{Title: "T"})
	i := w.invite(1, c, channel.InviteDraft{Ask: true})
	for who := user.ID(2); who <= 6; who++ {
		for range 2 { // the second time changes nothing
			_, err := w.s.JoinByInvite(ctx, as(who), i.Hash)
			w.fails("INVITE_REQUEST_SENT", err)
		}
	}
	pending := func(want int) {
		t.Helper()
		n, who, err := w.s.Pending(ctx, as(1), c)
		if got := w.invited(1, c, i.Hash); err != nil || n != want || len(who) != want || got.Asking != want {
			t.Errorf("%d wait, %v, by the link %d, %v; want %d", n, who, got.Asking, err, want)
		}
	}
	pending(5)
	_, err := w.s.Decide(ctx, as(2), c, 3, true)
	w.fails("CHANNEL_PRIVATE", err)
	w.ok(w.s.Decide(ctx, as(1), c, 2, true))
	if m := w.member(c, 2); !m.Me.In || !m.Me.Asked || m.Me.Inviter != 1 || !w.listed(c, 2) {
		t.Errorf("%+v", m.Me)
	}
	if n := w.notes[len(w.notes)-1]; n.Kind != channel.JoinedByAsk || n.By != 2 {
		t.Errorf("the history tells %+v", n)
	}
	_, err = w.s.Decide(ctx, as(1), c, 2, true)
	w.fails("USER_ALREADY_PARTICIPANT", err)
	w.ok(w.s.Decide(ctx, as(1), c, 3, false))
	_, err = w.s.Decide(ctx, as(1), c, 3, true)
	w.fails("HIDE_REQUESTER_MISSING", err)
	pending(3)
	w.ok(w.s.Add(ctx, as(1), c, 4)) // lets them in as well
	pending(2)
	w.ok(w.s.Restrict(ctx, as(1), c, 5, right.View, 0))
	pending(1)
	if came, n, err := w.s.CameBy(ctx, as(1), c, channel.CameQuery{Asking: true, Hash: i.Hash}); err != nil || n != 1 || came[0].User != 6 {
		t.Error(came, n, err)
	}
	w.ok(w.s.DecideAll(ctx, as(1), c, "", true))
	pending(0)
	if got := w.invited(1, c, i.Hash); got.Uses != 2 || !w.member(c, 6).Me.In {
		t.Errorf("%+v", got)
	}
}

// Nobody is in more channels than one may be, however they come.
func TestTooManyChannels(t *testing.T) {
	t.Parallel()
	w, _ := named(t, channel.Limits{Joined: 2})
	ctx := t.Context()
	c := w.create(1, channel.Draft{Title: "T"})
	link, ask := w.invite(1, c, channel.InviteDraft{}), w.invite(1, c, channel.InviteDraft{Ask: true})
	_, err := w.s.JoinByInvite(ctx, as(2), ask.Hash)
	w.fails("INVITE_REQUEST_SENT", err)
	w.create(2, channel.Draft{Title: "A"})
	last := w.create(2, channel.Draft{Title: "B"})
	_, err = w.s.Create(ctx, as(2), channel.Draft{Title: "C"})
	w.fails("CHANNELS_TOO_MUCH", err)
	_, err = w.s.JoinByInvite(ctx, as(2), link.Hash)
	w.fails("CHANNELS_TOO_MUCH", err)
	_, err = w.s.Decide(ctx, as(1), c, 2, true)
	w.fails("USER_CHANNELS_TOO_MUCH", err)
	_, err = w.s.Add(ctx, as(1), c, 2)
	w.fails("USER_CHANNELS_TOO_MUCH", err)
	_, err = w.s.JoinByInvite(ctx, as(3), ask.Hash)
	w.fails("INVITE_REQUEST_SENT", err)
	if _, err := w.s.DecideAll(ctx, as(1), c, ask.Hash, true); err != nil || !w.member(c, 3).Me.In {
		t.Error(err)
	}
	if n, who, err := w.s.Pending(ctx, as(1), c); n != 1 || who[0] != 2 || err != nil {
		t.Errorf("%v wait, %v", who, err)
	}
	w.ok(w.s.Leave(ctx, as(2), last))
	w.ok(w.s.Decide(ctx, as(1), c, 2, true))
}

// An owner who left comes back without being asked.
func TestOwnerComesBack(t *testing.T) {
	t.Parallel()
	w, _ := named(t, channel.Limits{})
	ctx := t.Context()
	c := w.create(1, channel.Draft{Title: "T"})
	ask := w.invite(1, c, channel.InviteDraft{Ask: true})
	w.ok(w.s.Leave(ctx, as(1), c))
	w.ok(w.s.JoinByInvite(ctx, as(1), ask.Hash))
	if m := w.member(c, 1); !m.Stand.Owner {
		t.Errorf("%+v", m.Me)
	}
}

// However many come at once, a link lets in as many as it says.
func TestInviteLimitRace(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	c := w.create(1, channel.Draft{Title: "T"})
	i := w.invite(1, c, channel.InviteDraft{Limit: 7})
	errs := make([]error, 20)
	var all sync.WaitGroup
	for k := range errs {
		all.Go(func() { _, errs[k] = w.s.JoinByInvite(t.Context(), as(user.ID(k+2)), i.Hash) })
	}
	all.Wait()
	in := 0
	for k, err := range errs {
		if code(err) != "" && code(err) != "INVITE_HASH_EXPIRED" {
			t.Error(err)
		}
		if err == nil {
			in++
		}
		if m := w.member(c, user.ID(k+2)); m.Me.In != (err == nil) || w.listed(c, user.ID(k+2)) != m.Me.In {
			t.Errorf("%d: %v, in %v", k, err, m.Me.In)
		}
	}
	if got := w.invited(1, c, i.Hash); in != 7 || got.Uses != 7 || w.member(c, 1).Members != 8 {
		t.Errorf("%d came in, %+v", in, got)
	}
}

// A link that is revoked beside joins lets in those who came before and nobody
// after: the count is that of the members.
func TestRevokeRace(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	c := w.create(1, channel.Draft{Title: "T"})
	i := w.invite(1, c, channel.InviteDraft{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var all sync.WaitGroup
	joined := make(chan struct{}, 30)
	errs := make([]error, 30)
	for k := range errs {
		all.Go(func() {
			if _, errs[k] = w.s.JoinByInvite(ctx, as(user.ID(k+2)), i.Hash); errs[k] == nil {
				joined <- struct{}{}
			}
		})
	}
	<-joined // some are in, others on their way
	if _, _, err := w.s.EditInvite(ctx, as(1), c, i.Hash, channel.InviteChange{Revoke: true}); err != nil {
		t.Fatal(err)
	}
	then := w.invited(1, c, i.Hash).Uses
	all.Wait()
	in := 0
	for _, err := range errs {
		if err != nil && code(err) != "INVITE_HASH_EXPIRED" {
			t.Error(err)
		}
		if err == nil {
			in++
		}
	}
	if got := w.invited(1, c, i.Hash); got.Uses != then || in != then || w.member(c, 1).Members != then+1 {
		t.Errorf("%d came in, %d when it was revoked, %+v", in, then, got)
	}
	if _, err := w.s.JoinByInvite(ctx, as(99), i.Hash); code(err) != "INVITE_HASH_EXPIRED" || errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
