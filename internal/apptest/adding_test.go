package apptest_test

import (
	"slices"
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
)

// TestWhoMayBeAdded: whoever lets only contacts add them, or has blocked somebody,
// is not added; of several people the others are.
func TestWhoMayBeAdded(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	alice, bob, carol, dave := srv.NewDevice("alice", apptest.TestNumber(1)), srv.NewDevice("bob", apptest.TestNumber(2)), srv.NewDevice("carol", apptest.TestNumber(3)), srv.NewDevice("dave", apptest.TestNumber(4))
	for _, d := range []*apptest.Device{alice, bob, carol, dave} {
		login(t, d)
	}
	for _, d := range []*apptest.Device{bob, carol, dave} {
		meet(t, alice, d)
	}
	meet(t, carol, alice)
	group := newGroup(t, alice, "Sun watchers")
	actx, cancel := alice.Context()
	defer cancel()
	bctx, bcancel := bob.Context()
	defer bcancel()
	if _, err := bob.API.AccountSetPrivacy(bctx, &tg.AccountSetPrivacyRequest{
		Key: &tg.InputPrivacyKeyChatInvite{}, Rules: []tg.InputPrivacyRuleClass{&tg.InputPrivacyValueAllowContacts{}},
	}); err != nil {
		t.Fatal(err)
	}
	add := func(who ...*apptest.Device) (*tg.MessagesInvitedUsers, error) {
		in := make([]tg.InputUserClass, len(who))
		for i, d := range who {
			in[i] = inputUser(alice, d)
		}
		return alice.API.ChannelsInviteToChannel(actx, &tg.ChannelsInviteToChannelRequest{Channel: group.AsInput(), Users: in})
	}
	if _, err := add(bob); !tgerr.Is(err, "USER_PRIVACY_RESTRICTED") {
		t.Errorf("bob is added: %v", err)
	}
	dctx, dcancel := dave.Context()
	defer dcancel()
	meet(t, dave, alice)
	if _, err := dave.API.ContactsBlock(dctx, &tg.ContactsBlockRequest{ID: dave.InputPeer(alice.Self.ID)}); err != nil {
		t.Fatal(err)
	}
	none, err := add(bob, dave)
	if err != nil || len(none.MissingInvitees) != 2 {
		t.Errorf("two who do not want to: %v, %v", none, err)
	}
	some, err := add(bob, carol, dave)
	if err != nil || len(some.MissingInvitees) != 2 || some.MissingInvitees[0].UserID != bob.Self.ID || some.MissingInvitees[1].UserID != dave.Self.ID {
		t.Errorf("one of three wants to: %v, %v", some, err)
	}
	if c := chatFor(t, carol, group.ID); c.ParticipantsCount != 2 {
		t.Errorf("%d are in it", c.ParticipantsCount)
	}
	if _, err := alice.API.ChannelsEditAdmin(actx, &tg.ChannelsEditAdminRequest{
		Channel: group.AsInput(), UserID: inputUser(alice, bob), AdminRights: tg.ChatAdminRights{PinMessages: true},
	}); !tgerr.Is(err, "USER_PRIVACY_RESTRICTED") {
		t.Errorf("bob is made an admin: %v", err)
	}
}

// TestRulesNameChats: a rule of privacy can be about the members of a group.
func TestRulesNameChats(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	alice, bob := srv.NewDevice("alice", apptest.TestNumber(1)), srv.NewDevice("bob", apptest.TestNumber(2))
	login(t, alice)
	login(t, bob)
	meet(t, alice, bob)
	meet(t, bob, alice)
	group, other := newGroup(t, bob, "Sun watchers"), newGroup(t, alice, "Moon watchers")
	ctx, cancel := alice.Context()
	defer cancel()
	bctx, bcancel := bob.Context()
	defer bcancel()
	if _, err := bob.API.AccountSetPrivacy(bctx, &tg.AccountSetPrivacyRequest{
		Key: &tg.InputPrivacyKeyChatInvite{}, Rules: []tg.InputPrivacyRuleClass{&tg.InputPrivacyValueAllowChatParticipants{Chats: []int64{group.ID}}},
	}); err != nil {
		t.Fatal(err)
	}
	add := func() error {
		_, err := alice.API.ChannelsInviteToChannel(ctx, &tg.ChannelsInviteToChannelRequest{Channel: other.AsInput(), Users: []tg.InputUserClass{inputUser(alice, bob)}})
		return err
	}
	if err := add(); !tgerr.Is(err, "USER_PRIVACY_RESTRICTED") {
		t.Errorf("alice is in no group of bob's: %v", err)
	}
	if _, err := bob.API.ChannelsInviteToChannel(bctx, &tg.ChannelsInviteToChannelRequest{Channel: group.AsInput(), Users: []tg.InputUserClass{inputUser(bob, alice)}}); err != nil {
		t.Fatal(err)
	}
	if err := add(); err != nil {
		t.Errorf("alice is in it now: %v", err)
	}
}

// TestFindMembers: members are found as one knows them, by name, username or
// number; contacts among them by being contacts.
func TestFindMembers(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	alice, bob, carol := srv.NewDevice("alice", apptest.TestNumber(1)), srv.NewDevice("bob", apptest.TestNumber(2)), srv.NewDevice("carol", apptest.TestNumber(3))
	for _, d := range []*apptest.Device{alice, bob, carol} {
		login(t, d)
	}
	meet(t, alice, bob)
	meet(t, carol, bob)
	group := newGroup(t, alice, "Sun watchers")
	ctx, cancel := alice.Context()
	defer cancel()
	cctx, ccancel := carol.Context()
	defer ccancel()
	if _, err := alice.API.ChannelsInviteToChannel(ctx, &tg.ChannelsInviteToChannelRequest{Channel: group.AsInput(), Users: []tg.InputUserClass{inputUser(alice, bob)}}); err != nil {
		t.Fatal(err)
	}
	if _, err := alice.API.ChannelsUpdateUsername(ctx, &tg.ChannelsUpdateUsernameRequest{Channel: group.AsInput(), Username: "sunwatch"}); err != nil {
		t.Fatal(err)
	}
	r, err := carol.API.ContactsResolveUsername(cctx, &tg.ContactsResolveUsernameRequest{Username: "sunwatch"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := carol.API.ChannelsJoinChannel(cctx, r.Chats[0].(*tg.Channel).AsInput()); err != nil {
		t.Fatal(err)
	}
	if _, err := carol.API.AccountUpdateUsername(cctx, "caroline"); err != nil {
		t.Fatal(err)
	}
	find := func(f tg.ChannelParticipantsFilterClass) []int64 {
		ps, err := alice.API.ChannelsGetParticipants(ctx, &tg.ChannelsGetParticipantsRequest{Channel: group.AsInput(), Filter: f, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		var out []int64
		for _, u := range ps.(*tg.ChannelsChannelParticipants).Users {
			out = append(out, u.GetID())
		}
		if n := ps.(*tg.ChannelsChannelParticipants).Count; n != len(out) {
			t.Errorf("%d of %d", len(out), n)
		}
		return out
	}
	for _, c := range []struct {
		f    tg.ChannelParticipantsFilterClass
		want []int64
	}{
		{&tg.ChannelParticipantsSearch{Q: "@caroL"}, []int64{carol.Self.ID}},
		{&tg.ChannelParticipantsSearch{Q: bob.Phone}, []int64{bob.Self.ID}},
		{&tg.ChannelParticipantsSearch{Q: carol.Phone}, nil},
		{&tg.ChannelParticipantsContacts{}, []int64{bob.Self.ID}},
		{&tg.ChannelParticipantsContacts{Q: "car"}, nil},
		{&tg.ChannelParticipantsBots{}, nil},
	} {
		if got := find(c.f); !slices.Equal(got, c.want) {
			t.Errorf("%+v finds %v, not %v", c.f, got, c.want)
		}
	}
	l, err := alice.API.ChannelsGetAdminLog(ctx, &tg.ChannelsGetAdminLogRequest{Channel: group.AsInput(), Q: "@caroline", Limit: 10})
	if err != nil || len(l.Events) != 1 || l.Events[0].UserID != carol.Self.ID {
		t.Errorf("the log of carol: %v, %v", l, err)
	}
}
