package apptest_test

import (
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
)

// TestOwnerDeletesTheAccount: a supergroup goes on without its owner, whose number
// signs up as somebody else.
func TestOwnerDeletesTheAccount(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	alice, bob := pair(t, srv)
	ctx, cancel := alice.Context()
	defer cancel()
	group := newGroup(t, alice, "Sun watchers")
	if _, err := alice.API.ChannelsInviteToChannel(ctx, &tg.ChannelsInviteToChannelRequest{Channel: group.AsInput(), Users: []tg.InputUserClass{inputUser(alice, bob)}}); err != nil {
		t.Fatal(err)
	}
	if _, err := alice.API.ChannelsEditAdmin(ctx, &tg.ChannelsEditAdminRequest{
		Channel: group.AsInput(), UserID: inputUser(alice, bob), AdminRights: tg.ChatAdminRights{ChangeInfo: true, InviteUsers: true, BanUsers: true},
	}); err != nil {
		t.Fatal(err)
	}
	if err := postTo(alice, group, "first light"); err != nil {
		t.Fatal(err)
	}
	if ok, err := alice.API.AccountUpdateStatus(ctx, false); !ok || err != nil {
		t.Fatal(ok, err)
	}
	bobs, was := chatFor(t, bob, group.ID), alice.Self.ID
	if ok, err := alice.API.AccountDeleteAccount(ctx, &tg.AccountDeleteAccountRequest{Reason: "the sun is down"}); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if _, err := alice.API.UpdatesGetState(ctx); !tgerr.Is(err, "AUTH_KEY_UNREGISTERED") {
		t.Errorf("who is deleted: %v", err)
	}
	bctx, bcancel := bob.Context()
	defer bcancel()
	list := func(f tg.ChannelParticipantsFilterClass) *tg.ChannelsChannelParticipants {
		res, err := bob.API.ChannelsGetParticipants(bctx, &tg.ChannelsGetParticipantsRequest{Channel: bobs.AsInput(), Filter: f, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		return res.(*tg.ChannelsChannelParticipants)
	}
	for list(&tg.ChannelParticipantsRecent{}).Count != 1 { // some of what tells of changes is older
		if err := bob.Expect("that the group changes", func(u tg.UpdateClass) bool { c, ok := u.(*tg.UpdateChannel); return ok && c.ChannelID == group.ID }); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range []tg.ChannelParticipantsFilterClass{&tg.ChannelParticipantsRecent{}, &tg.ChannelParticipantsAdmins{}} {
		ps := list(f)
		if ps.Count != 1 || len(ps.Participants) != 1 {
			t.Fatalf("%T: %+v", f, ps)
		}
		if a, ok := ps.Participants[0].(*tg.ChannelParticipantAdmin); !ok || a.UserID != bob.Self.ID {
			t.Errorf("%T: %+v", f, ps.Participants[0])
		}
	}
	if _, err := bob.API.ChannelsEditTitle(bctx, &tg.ChannelsEditTitleRequest{Channel: bobs.AsInput(), Title: "Moon watchers"}); err != nil {
		t.Errorf("an admin edits: %v", err)
	}
	if _, err := bob.API.ChannelsDeleteChannel(bctx, bobs.AsInput()); !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
		t.Errorf("an admin deletes: %v", err)
	}
	if _, err := bob.API.ChannelsInviteToChannel(bctx, &tg.ChannelsInviteToChannelRequest{Channel: bobs.AsInput(), Users: []tg.InputUserClass{inputUser(bob, alice)}}); !tgerr.Is(err, "INPUT_USER_DEACTIVATED") {
		t.Errorf("an admin brings them back: %v", err)
	}
	hist, err := bob.API.MessagesGetHistory(bctx, &tg.MessagesGetHistoryRequest{Peer: bobs.AsInputPeer(), Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	msgs := hist.(*tg.MessagesChannelMessages)
	seen := false
	for _, m := range msgs.Messages {
		if m, ok := m.(*tg.Message); ok && m.Message == "first light" {
			seen = m.FromID.(*tg.PeerUser).UserID == was
		}
	}
	if !seen {
		t.Errorf("what they wrote: %+v", msgs.Messages)
	}
	for _, u := range msgs.Users {
		if u, ok := u.(*tg.User); ok && u.ID == was && (!u.Deleted || u.FirstName != "" || u.Phone != "" || u.Contact) {
			t.Errorf("bob sees %+v", u)
		}
	}

	// The same device signs up with the number: as somebody who is in no group.
	if err := alice.Login(); err != nil {
		t.Fatal(err)
	}
	if alice.Self.ID == was || alice.Self.FirstName != "Alice" {
		t.Errorf("who signs up is %+v", alice.Self)
	}
	actx, acancel := alice.Context()
	defer acancel()
	res, err := alice.API.MessagesGetDialogs(actx, &tg.MessagesGetDialogsRequest{OffsetPeer: &tg.InputPeerEmpty{}, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	if ds := res.(*tg.MessagesDialogs); len(ds.Chats) != 0 {
		t.Errorf("the new account has %+v", ds.Chats)
	}
}
