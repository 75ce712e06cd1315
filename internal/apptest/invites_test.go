package apptest_test

import (
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
)

// newGroup has a device make a supergroup.
func newGroup(t *testing.T, d *apptest.Device, title string) *tg.Channel {
	t.Helper()
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.ChannelsCreateChannel(ctx, &tg.ChannelsCreateChannelRequest{Title: title, Megagroup: true})
	if err != nil {
		t.Fatal(err)
	}
	return chatOf(t, u)
}

// TestPublicGroup: a group gets a name, a stranger finds it by that, reads it and
// joins.
func TestPublicGroup(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	alice, bob := srv.NewDevice("alice", apptest.TestNumber(1)), srv.NewDevice("bob", apptest.TestNumber(2))
	login(t, alice)
	login(t, bob)
	group := newGroup(t, alice, "Sun watchers")
	ctx, cancel := alice.Context()
	defer cancel()
	if ok, err := alice.API.ChannelsCheckUsername(ctx, &tg.ChannelsCheckUsernameRequest{Channel: &tg.InputChannelEmpty{}, Username: "sunwatch"}); !ok || err != nil {
		t.Error(ok, err)
	}
	if ok, err := alice.API.ChannelsUpdateUsername(ctx, &tg.ChannelsUpdateUsernameRequest{Channel: group.AsInput(), Username: "SunWatch"}); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if err := postTo(alice, group, "first light"); err != nil {
		t.Fatal(err)
	}
	admined, err := alice.API.ChannelsGetAdminedPublicChannels(ctx, &tg.ChannelsGetAdminedPublicChannelsRequest{CheckLimit: true})
	if err != nil || len(admined.GetChats()) != 1 {
		t.Error(admined, err)
	}
	bctx, bcancel := bob.Context()
	defer bcancel()
	if _, err := bob.API.AccountUpdateUsername(bctx, "sunwatch"); !tgerr.Is(err, "USERNAME_OCCUPIED") {
		t.Errorf("bob takes the name: %v", err)
	}
	found, err := bob.API.ContactsSearch(bctx, &tg.ContactsSearchRequest{Q: "sunw", Limit: 5})
	if err != nil || len(found.Results) != 1 || len(found.Chats) != 1 {
		t.Error(found, err)
	}
	r, err := bob.API.ContactsResolveUsername(bctx, &tg.ContactsResolveUsernameRequest{Username: "sunwatch"})
	if err != nil {
		t.Fatal(err)
	}
	bobs := r.Chats[0].(*tg.Channel)
	if bobs.Username != "SunWatch" || !bobs.Left {
		t.Errorf("%+v", bobs)
	}
	h, err := bob.API.MessagesGetHistory(bctx, &tg.MessagesGetHistoryRequest{Peer: bobs.AsInputPeer(), Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	read, ok := h.AsModified()
	if !ok || len(read.GetMessages()) != 2 {
		t.Fatal(h)
	}
	post := read.GetMessages()[0].GetID()
	link, err := bob.API.ChannelsExportMessageLink(bctx, &tg.ChannelsExportMessageLinkRequest{Channel: bobs.AsInput(), ID: post})
	if err != nil || link.Link == "" {
		t.Error(link, err)
	}
	if _, err := bob.API.ChannelsExportMessageLink(bctx, &tg.ChannelsExportMessageLinkRequest{Channel: bobs.AsInput(), ID: 99}); !tgerr.Is(err, "MESSAGE_ID_INVALID") {
		t.Errorf("a link to nothing: %v", err)
	}
	if err := postTo(bob, bobs, "may I"); !tgerr.Is(err, "CHAT_GUEST_SEND_FORBIDDEN") {
		t.Errorf("a stranger writes: %v", err)
	}
	if _, err := bob.API.ChannelsJoinChannel(bctx, bobs.AsInput()); err != nil {
		t.Fatal(err)
	}
	if err := postTo(bob, bobs, "may I"); err != nil {
		t.Fatal(err)
	}
	posted(t, alice, "may I")
	for _, err := range []error{
		func() error {
			_, err := bob.API.ChannelsUpdateUsername(bctx, &tg.ChannelsUpdateUsernameRequest{Channel: bobs.AsInput()})
			return err
		}(),
		func() error { _, err := bob.API.ChannelsDeactivateAllUsernames(bctx, bobs.AsInput()); return err }(),
	} {
		if !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
			t.Errorf("bob changes the name: %v", err)
		}
	}
	log, err := alice.API.ChannelsGetAdminLog(ctx, &tg.ChannelsGetAdminLogRequest{Channel: group.AsInput(), Limit: 10})
	if err != nil || len(log.Events) == 0 {
		t.Fatal(log, err)
	}
	renamed := false
	for _, e := range log.Events {
		a, ok := e.Action.(*tg.ChannelAdminLogEventActionChangeUsername)
		renamed = renamed || ok && a.NewValue == "SunWatch"
	}
	if !renamed {
		t.Errorf("the log tells %v", log.Events)
	}
}
