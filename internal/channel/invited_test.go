package channel_test

import (
	"context"
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/right"
	"heliograph/internal/user"
)

// shy is people whom nobody may add.
type shy map[user.ID]bool

func (s shy) MayInvite(_ context.Context, _, who user.ID) (bool, error) { return !s[who], nil }

func TestWhoLetsNobodyAddThemIsNotAdded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	w.s = channel.New(channel.Deps{Store: w.store, Log: w.log, Clock: w.clock, Notes: w, Privacy: shy{bob: true, carol: true}})
	ctx := t.Context()
	c := w.group(alice)
	_, err := w.s.Add(ctx, as(owner), c, bob)
	w.fails("USER_PRIVACY_RESTRICTED", err)
	_, err = w.s.Promote(ctx, as(owner), c, bob, right.PinMessages, "")
	w.fails("USER_PRIVACY_RESTRICTED", err)
	if a := w.member(c, bob); a.Me.In || a.Me.IsAdmin || w.listed(c, bob) || a.Members != 2 {
		t.Errorf("%+v", a)
	}
	w.ok(w.s.SetDefault(ctx, as(owner), c, right.BanInvite))
	_, err = w.s.Add(ctx, as(alice), c, bob)
	w.fails("CHAT_ADMIN_REQUIRED", err) // who may add nobody learns nothing of bob
	_, err = w.s.Add(ctx, as(dave), c, bob)
	w.fails("CHANNEL_PRIVATE", err)
	link := w.invite(owner, c, channel.InviteDraft{})
	if _, err := w.s.JoinByInvite(ctx, as(carol), link.Hash); err != nil {
		t.Errorf("who comes alone: %v", err)
	}
}
