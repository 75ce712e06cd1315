package apptest_test

import (
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
)

// posted waits until a device hears of a post, and returns it.
func posted(t *testing.T, d *apptest.Device, text string) *tg.Message {
	t.Helper()
	var found *tg.Message
	if err := d.Expect("the post "+text, func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewChannelMessage)
		if !ok {
			return false
		}
		m, ok := n.Message.(*tg.Message)
		if ok && m.Message == text {
			found = m
		}
		return ok && m.Message == text
	}); err != nil {
		t.Fatal(err)
	}
	return found
}

// chatOf is the channel that an answer names.
func chatOf(t *testing.T, u tg.UpdatesClass) *tg.Channel {
	t.Helper()
	if u, ok := u.(*tg.Updates); ok {
		for _, c := range u.Chats {
			if c, ok := c.(*tg.Channel); ok {
				return c
			}
		}
	}
	t.Fatalf("no channel in %v", u)
	return nil
}

// chatFor is a channel as another device knows it: from its list of chats.
func chatFor(t *testing.T, d *apptest.Device, id int64) *tg.Channel {
	t.Helper()
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesGetDialogs(ctx, &tg.MessagesGetDialogsRequest{OffsetPeer: &tg.InputPeerEmpty{}, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range res.(*tg.MessagesDialogs).Chats {
		if c, ok := c.(*tg.Channel); ok && c.ID == id {
			return c
		}
	}
	t.Fatalf("%s has no such chat", d.Person)
	return nil
}

func postTo(d *apptest.Device, c *tg.Channel, text string) error {
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{Peer: c.AsInputPeer(), Message: text, RandomID: id.Int64()})
	if err == nil {
		d.Record(u)
	}
	return err
}

// TestGroup: a group is made, people write in it, somebody is removed and sees
// nothing of what follows.
func TestGroup(t *testing.T) {
	t.Parallel()
	playGroup(t, apptest.New(t))
}

func playGroup(t *testing.T, srv *apptest.Server) {
	t.Helper()
	alice, bob, carol := srv.NewDevice("alice", apptest.TestNumber(1)), srv.NewDevice("bob", apptest.TestNumber(2)), srv.NewDevice("carol", apptest.TestNumber(3))
	for _, d := range []*apptest.Device{alice, bob, carol} {
		login(t, d)
	}
	meet(t, alice, bob)
	meet(t, alice, carol)
	ctx, cancel := alice.Context()
	defer cancel()
	u, err := alice.API.ChannelsCreateChannel(ctx, &tg.ChannelsCreateChannelRequest{Title: "Friends", About: "of ours", Megagroup: true})
	if err != nil {
		t.Fatal(err)
	}
	group := chatOf(t, u)
	if !group.Creator || !group.Megagroup || group.Left {
		t.Errorf("%+v", group)
	}
	in, err := alice.API.ChannelsInviteToChannel(ctx, &tg.ChannelsInviteToChannelRequest{
		Channel: group.AsInput(), Users: []tg.InputUserClass{inputUser(alice, bob), inputUser(alice, carol)},
	})
	if err != nil || len(in.MissingInvitees) != 0 {
		t.Fatal(in, err)
	}
	for _, d := range []*apptest.Device{bob, carol} {
		if err := d.Expect("the group", func(u tg.UpdateClass) bool { c, ok := u.(*tg.UpdateChannel); return ok && c.ChannelID == group.ID }); err != nil {
			t.Fatal(err)
		}
	}
	bobs, carols := chatFor(t, bob, group.ID), chatFor(t, carol, group.ID)
	if err := postTo(bob, bobs, "hello all"); err != nil {
		t.Fatal(err)
	}
	for _, d := range []*apptest.Device{alice, carol} {
		if m := posted(t, d, "hello all"); m.Out || m.FromID.(*tg.PeerUser).UserID != bob.Self.ID {
			t.Errorf("%s sees %+v", d.Person, m)
		}
	}
	if m := posted(t, bob, "hello all"); !m.Out {
		t.Errorf("bob sees %+v", m)
	}

	if _, err := alice.API.ChannelsEditBanned(ctx, &tg.ChannelsEditBannedRequest{
		Channel: group.AsInput(), Participant: alice.InputPeer(bob.Self.ID), BannedRights: tg.ChatBannedRights{ViewMessages: true},
	}); err != nil {
		t.Fatal(err)
	}
	if err := postTo(carol, carols, "without bob"); err != nil {
		t.Fatal(err)
	}
	posted(t, alice, "without bob")
	if err := bob.Expect("that the group is gone", func(u tg.UpdateClass) bool { _, ok := u.(*tg.UpdateChannel); return ok }); err != nil {
		t.Error(err)
	}
	if err := postTo(bob, bobs, "let me in"); !tgerr.Is(err, "CHANNEL_PRIVATE") {
		t.Errorf("bob writes: %v", err)
	}
	bctx, bcancel := bob.Context()
	defer bcancel()
	if _, err := bob.API.UpdatesGetChannelDifference(bctx, &tg.UpdatesGetChannelDifferenceRequest{
		Channel: bobs.AsInput(), Filter: &tg.ChannelMessagesFilterEmpty{}, Pts: 1, Limit: 100,
	}); !tgerr.Is(err, "CHANNEL_PRIVATE") {
		t.Errorf("bob reads the difference: %v", err)
	}
	if n := bob.Received(func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewChannelMessage)
		if !ok {
			return false
		}
		m, ok := n.Message.(*tg.Message)
		return ok && m.Message == "without bob"
	}); n != 0 {
		t.Error("bob was told")
	}
	diff, err := carol.API.UpdatesGetChannelDifference(ctx, &tg.UpdatesGetChannelDifferenceRequest{
		Channel: carols.AsInput(), Filter: &tg.ChannelMessagesFilterEmpty{}, Pts: 1, Limit: 100,
	})
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, m := range diff.(*tg.UpdatesChannelDifference).NewMessages {
		if m, ok := m.(*tg.Message); ok {
			texts = append(texts, m.Message)
		}
	}
	if len(texts) != 2 || texts[1] != "without bob" {
		t.Errorf("the difference tells %q", texts)
	}
}

func inputUser(d, of *apptest.Device) tg.InputUserClass {
	p := d.InputPeer(of.Self.ID).(*tg.InputPeerUser)
	return &tg.InputUser{UserID: p.UserID, AccessHash: p.AccessHash}
}

// TestNothingNew: where pts has not moved there is no difference, whatever else the
// log of the channel says.
func TestNothingNew(t *testing.T) {
	t.Parallel()
	alice, bob := pair(t, apptest.New(t))
	ctx, cancel := alice.Context()
	defer cancel()
	u, err := alice.API.ChannelsCreateChannel(ctx, &tg.ChannelsCreateChannelRequest{Title: "News", Broadcast: true})
	if err != nil {
		t.Fatal(err)
	}
	news := chatOf(t, u)
	if _, err := alice.API.ChannelsInviteToChannel(ctx, &tg.ChannelsInviteToChannelRequest{
		Channel: news.AsInput(), Users: []tg.InputUserClass{inputUser(alice, bob)},
	}); err != nil {
		t.Fatal(err)
	}
	bobs := chatFor(t, bob, news.ID)
	full, err := bob.API.ChannelsGetFullChannel(ctx, bobs.AsInput())
	if err != nil {
		t.Fatal(err)
	}
	d, err := bob.API.UpdatesGetChannelDifference(ctx, &tg.UpdatesGetChannelDifferenceRequest{
		Channel: bobs.AsInput(), Filter: &tg.ChannelMessagesFilterEmpty{}, Pts: full.FullChat.(*tg.ChannelFull).Pts, Limit: 100,
	})
	if _, ok := d.(*tg.UpdatesChannelDifferenceEmpty); err != nil || !ok {
		t.Errorf("%v, %v", d, err)
	}
}
