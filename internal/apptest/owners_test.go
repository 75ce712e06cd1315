package apptest_test

import (
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
)

// TestOwnership: an owner hands a group over to a member, who becomes its owner for
// everybody; clients that ask for a password first learn that nobody has one.
func TestOwnership(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	alice, bob, carol := srv.NewDevice("alice", apptest.TestNumber(1)), srv.NewDevice("bob", apptest.TestNumber(2)), srv.NewDevice("carol", apptest.TestNumber(3))
	for _, d := range []*apptest.Device{alice, bob, carol} {
		login(t, d)
	}
	meet(t, alice, bob)
	meet(t, alice, carol)
	meet(t, bob, alice)
	group := newGroup(t, alice, "Sun watchers")
	ctx, cancel := alice.Context()
	defer cancel()
	bctx, bcancel := bob.Context()
	defer bcancel()
	if _, err := alice.API.ChannelsInviteToChannel(ctx, &tg.ChannelsInviteToChannelRequest{Channel: group.AsInput(), Users: []tg.InputUserClass{inputUser(alice, bob)}}); err != nil {
		t.Fatal(err)
	}
	bobs := chatFor(t, bob, group.ID)
	for code, r := range map[string]*tg.MessagesEditChatCreatorRequest{
		"PASSWORD_MISSING":     {Peer: group.AsInputPeer(), UserID: &tg.InputUserEmpty{}, Password: &tg.InputCheckPasswordEmpty{}},
		"USER_NOT_PARTICIPANT": {Peer: group.AsInputPeer(), UserID: inputUser(alice, carol), Password: &tg.InputCheckPasswordEmpty{}},
		"USER_ID_INVALID":      {Peer: group.AsInputPeer(), UserID: &tg.InputUserSelf{}, Password: &tg.InputCheckPasswordEmpty{}},
		"PEER_ID_INVALID":      {Peer: alice.InputPeer(bob.Self.ID), UserID: inputUser(alice, bob), Password: &tg.InputCheckPasswordEmpty{}},
	} {
		if _, err := alice.API.MessagesEditChatCreator(ctx, r); !tgerr.Is(err, code) {
			t.Errorf("%v, not %s", err, code)
		}
	}
	if _, err := bob.API.MessagesEditChatCreator(bctx, &tg.MessagesEditChatCreatorRequest{
		Peer: bobs.AsInputPeer(), UserID: inputUser(bob, alice), Password: &tg.InputCheckPasswordEmpty{},
	}); !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
		t.Errorf("bob hands it over: %v", err)
	}
	u, err := alice.API.MessagesEditChatCreator(ctx, &tg.MessagesEditChatCreatorRequest{Peer: group.AsInputPeer(), UserID: inputUser(alice, bob), Password: &tg.InputCheckPasswordEmpty{}})
	if err != nil {
		t.Fatal(err)
	}
	if c := chatOf(t, u); c.Creator || !c.AdminRights.AddAdmins {
		t.Errorf("alice has %+v", c)
	}
	if c := chatFor(t, bob, group.ID); !c.Creator {
		t.Errorf("bob has %+v", c)
	}
}

// TestClearHistory: a member clears the history of a group for themselves, its owner
// for everybody.
func TestClearHistory(t *testing.T) {
	t.Parallel()
	alice, bob := pair(t, apptest.New(t))
	group := newGroup(t, alice, "Sun watchers")
	ctx, cancel := alice.Context()
	defer cancel()
	bctx, bcancel := bob.Context()
	defer bcancel()
	if _, err := alice.API.ChannelsInviteToChannel(ctx, &tg.ChannelsInviteToChannelRequest{Channel: group.AsInput(), Users: []tg.InputUserClass{inputUser(alice, bob)}}); err != nil {
		t.Fatal(err)
	}
	bobs := chatFor(t, bob, group.ID)
	for _, s := range []string{"one", "two"} {
		if err := postTo(alice, group, s); err != nil {
			t.Fatal(err)
		}
	}
	two := posted(t, bob, "two")
	texts := func(d *apptest.Device, c *tg.Channel) (out []string) {
		dctx, dcancel := d.Context()
		defer dcancel()
		h, err := d.API.MessagesGetHistory(dctx, &tg.MessagesGetHistoryRequest{Peer: c.AsInputPeer(), Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range h.(*tg.MessagesChannelMessages).Messages {
			if m, ok := m.(*tg.Message); ok {
				out = append(out, m.Message)
			}
		}
		return out
	}
	u, err := bob.API.ChannelsDeleteHistory(bctx, &tg.ChannelsDeleteHistoryRequest{Channel: bobs.AsInput(), MaxID: two.ID - 1})
	if err != nil {
		t.Fatal(err)
	}
	if a, ok := u.(*tg.Updates).Updates[0].(*tg.UpdateChannelAvailableMessages); !ok || a.AvailableMinID != two.ID-1 || a.ChannelID != group.ID {
		t.Errorf("%v", u)
	}
	if got := texts(bob, bobs); len(got) != 1 || got[0] != "two" {
		t.Errorf("bob sees %v", got)
	}
	if got := texts(alice, group); len(got) != 2 {
		t.Errorf("alice sees %v", got)
	}
	full, err := bob.API.ChannelsGetFullChannel(bctx, bobs.AsInput())
	if err != nil || full.FullChat.(*tg.ChannelFull).AvailableMinID != two.ID-1 {
		t.Errorf("%+v, %v", full, err)
	}
	if _, err := bob.API.ChannelsDeleteHistory(bctx, &tg.ChannelsDeleteHistoryRequest{Channel: bobs.AsInput(), ForEveryone: true}); !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
		t.Errorf("bob clears it for all: %v", err)
	}
	if _, err := alice.API.ChannelsDeleteHistory(ctx, &tg.ChannelsDeleteHistoryRequest{Channel: group.AsInput(), ForEveryone: true}); err != nil {
		t.Fatal(err)
	}
	if err := bob.Expect("that it is gone", func(u tg.UpdateClass) bool {
		d, ok := u.(*tg.UpdateDeleteChannelMessages)
		return ok && d.ChannelID == group.ID && len(d.Messages) >= 2
	}); err != nil {
		t.Error(err)
	}
	if got := append(texts(alice, group), texts(bob, bobs)...); len(got) != 0 {
		t.Errorf("there is %v", got)
	}
	quiet, err := bob.API.ChannelsGetInactiveChannels(bctx)
	if err != nil || len(quiet.Chats) != 1 || quiet.Chats[0].GetID() != group.ID || len(quiet.Dates) != 1 {
		t.Errorf("%+v, %v", quiet, err)
	}
}
