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

// TestTitles: members choose the title that others see beside their name, unless
// they may not; it is in the list of members, in what they write and in the log.
func TestTitles(t *testing.T) {
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
	set := func(d *apptest.Device, c *tg.Channel, of tg.InputPeerClass, rank string) error {
		dctx, dcancel := d.Context()
		defer dcancel()
		_, err := d.API.MessagesEditChatParticipantRank(dctx, &tg.MessagesEditChatParticipantRankRequest{Peer: c.AsInputPeer(), Participant: of, Rank: rank})
		return err
	}
	if err := set(bob, bobs, &tg.InputPeerSelf{}, "stargazer"); err != nil {
		t.Fatal(err)
	}
	if err := postTo(bob, bobs, "look up"); err != nil {
		t.Fatal(err)
	}
	if m := posted(t, alice, "look up"); m.FromRank != "stargazer" {
		t.Errorf("alice sees %+v", m)
	}
	for code, err := range map[string]error{
		"CHAT_NOT_MODIFIED":            set(bob, bobs, &tg.InputPeerSelf{}, "stargazer"),
		"CHAT_ADMIN_REQUIRED":          set(bob, bobs, bob.InputPeer(alice.Self.ID), "owner"),
		"ADMIN_RANK_INVALID":           set(bob, bobs, &tg.InputPeerSelf{}, "far too long to be one"),
		"ADMIN_RANK_EMOJI_NOT_ALLOWED": set(bob, bobs, &tg.InputPeerSelf{}, "⭐"),
		"PEER_ID_INVALID":              set(alice, &tg.Channel{ID: group.ID, AccessHash: bobs.AccessHash}, &tg.InputPeerSelf{}, "x"),
		"USER_NOT_PARTICIPANT":         leaves(t, bob, bobs, func() error { return set(alice, group, alice.InputPeer(bob.Self.ID), "gone") }),
	} {
		if !tgerr.Is(err, code) {
			t.Errorf("%v, not %s", err, code)
		}
	}
	if _, err := alice.API.ChannelsInviteToChannel(ctx, &tg.ChannelsInviteToChannelRequest{Channel: group.AsInput(), Users: []tg.InputUserClass{inputUser(alice, bob)}}); err != nil {
		t.Fatal(err)
	}
	if err := set(alice, group, alice.InputPeer(bob.Self.ID), "watcher"); err != nil {
		t.Fatal(err)
	}
	p, err := bob.API.ChannelsGetParticipant(bctx, &tg.ChannelsGetParticipantRequest{Channel: bobs.AsInput(), Participant: &tg.InputPeerSelf{}})
	if self, ok := p.Participant.(*tg.ChannelParticipantSelf); err != nil || !ok || self.Rank != "watcher" {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := alice.API.MessagesEditChatDefaultBannedRights(ctx, &tg.MessagesEditChatDefaultBannedRightsRequest{Peer: group.AsInputPeer(), BannedRights: tg.ChatBannedRights{EditRank: true}}); err != nil {
		t.Fatal(err)
	}
	if err := set(bob, bobs, &tg.InputPeerSelf{}, "free"); !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
		t.Errorf("where members may not: %v", err)
	}
	l, err := alice.API.ChannelsGetAdminLog(ctx, &tg.ChannelsGetAdminLogRequest{Channel: group.AsInput(), EventsFilter: tg.ChannelAdminLogEventsFilter{EditRank: true}, Limit: 10})
	if err != nil || len(l.Events) != 2 {
		t.Fatalf("%+v, %v", l, err)
	}
	if a, ok := l.Events[0].Action.(*tg.ChannelAdminLogEventActionParticipantEditRank); !ok || a.NewRank != "watcher" || a.PrevRank != "" || a.UserID != bob.Self.ID {
		t.Errorf("%+v", l.Events[0])
	}
}

// leaves runs fn once a device has left a group.
func leaves(t *testing.T, d *apptest.Device, c *tg.Channel, fn func() error) error {
	t.Helper()
	ctx, cancel := d.Context()
	defer cancel()
	if _, err := d.API.ChannelsLeaveChannel(ctx, c.AsInput()); err != nil {
		t.Fatal(err)
	}
	return fn()
}
