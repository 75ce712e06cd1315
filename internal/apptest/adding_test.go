package apptest_test

import (
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
