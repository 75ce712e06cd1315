package apptest_test

import (
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
)

// TestGroupOnNodes: the members of a group are on three nodes, one each.
func TestGroupOnNodes(t *testing.T) {
	t.Parallel()
	playGroup(t, apptest.New(t, apptest.WithNodes(3), onPostgres(t)))
}

// heard is how often a device was told of a post that nobody waited for.
func heard(d *apptest.Device, text string) int {
	return d.Received(func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewChannelMessage)
		if !ok {
			return false
		}
		m, ok := n.Message.(*tg.Message)
		return ok && m.Message == text
	})
}

// TestModerationOnNodes: what an admin does over one node takes effect on all of
// them at once, for who is added, removed, restricted or promoted there; a node that
// is restarted goes on.
func TestModerationOnNodes(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t, apptest.WithNodes(3), apptest.WithStore(pebbleStore(t)))
	alice, bob, carol := srv.NewDevice("alice", apptest.TestNumber(1)), srv.NewDevice("bob", apptest.TestNumber(2)), srv.NewDevice("carol", apptest.TestNumber(3))
	for _, d := range []*apptest.Device{alice, bob, carol} {
		login(t, d)
	}
	for _, d := range []*apptest.Device{bob, carol} {
		meet(t, alice, d)
	}
	meet(t, carol, bob)
	ctx, cancel := alice.Context()
	defer cancel()
	u, err := alice.API.ChannelsCreateChannel(ctx, &tg.ChannelsCreateChannelRequest{Title: "Nodes", Megagroup: true})
	if err != nil {
		t.Fatal(err)
	}
	group := chatOf(t, u)
	invite := func(who *apptest.Device) {
		t.Helper()
		if _, err := alice.API.ChannelsInviteToChannel(ctx, &tg.ChannelsInviteToChannelRequest{
			Channel: group.AsInput(), Users: []tg.InputUserClass{inputUser(alice, who)},
		}); err != nil {
			t.Fatal(err)
		}
		toldOf(t, who, group.ID)
	}
	invite(bob)
	invite(carol)
	bobs, carols := chatFor(t, bob, group.ID), chatFor(t, carol, group.ID)
	say := func(by *apptest.Device, at *tg.Channel, text string, to ...*apptest.Device) {
		t.Helper()
		if err := postTo(by, at, text); err != nil {
			t.Fatal(err)
		}
		for _, d := range to {
			posted(t, d, text)
		}
	}
	say(bob, bobs, "one", alice, carol)

	// Carol, an admin from now on, silences Bob over her own node.
	if _, err := alice.API.ChannelsEditAdmin(ctx, &tg.ChannelsEditAdminRequest{
		Channel: group.AsInput(), UserID: inputUser(alice, carol), AdminRights: tg.ChatAdminRights{BanUsers: true},
	}); err != nil {
		t.Fatal(err)
	}
	ban := func(r tg.ChatBannedRights) {
		t.Helper()
		if _, err := carol.API.ChannelsEditBanned(ctx, &tg.ChannelsEditBannedRequest{
			Channel: carols.AsInput(), Participant: carol.InputPeer(bob.Self.ID), BannedRights: r,
		}); err != nil {
			t.Fatal(err)
		}
		toldOf(t, bob, group.ID)
	}
	ban(tg.ChatBannedRights{SendMessages: true})
	if err := postTo(bob, bobs, "two"); !tgerr.Is(err, "CHAT_WRITE_FORBIDDEN") {
		t.Error(err)
	}
	ban(tg.ChatBannedRights{ViewMessages: true})
	if err := postTo(bob, bobs, "two"); !tgerr.Is(err, "CHANNEL_PRIVATE") {
		t.Error(err)
	}
	say(alice, group, "without bob", carol)

	invite(bob) // which lifts the ban
	say(carol, carols, "with bob", alice, bob)
	if heard(bob, "without bob") != 0 {
		t.Error("bob was told what was written without him")
	}

	srv.RestartNode(1)
	bob.Back()
	say(alice, group, "after a restart", bob, carol)
	say(bob, bobs, "still here", alice, carol)
	for _, d := range []*apptest.Device{alice, carol} {
		if heard(d, "still here") != 0 {
			t.Errorf("%s heard it twice", d.Person)
		}
	}
}

// toldOf waits until a device is told that something about a channel is new.
func toldOf(t *testing.T, d *apptest.Device, id int64) {
	t.Helper()
	if err := d.Expect("the channel", func(u tg.UpdateClass) bool { c, ok := u.(*tg.UpdateChannel); return ok && c.ChannelID == id }); err != nil {
		t.Fatal(err)
	}
}

// TestCommentsOnNodes: who writes a post, who comments on it and who reads that are
// on three nodes.
func TestCommentsOnNodes(t *testing.T) {
	t.Parallel()
	playComments(t, people(t, apptest.New(t, apptest.WithNodes(3), onPostgres(t))))
}
