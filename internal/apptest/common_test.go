package apptest_test

import (
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
)

// TestCommonChats: two people see in which groups both are, and how many are online
// there, but nobody who hides when they are.
func TestCommonChats(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	alice, bob, carol := srv.NewDevice("alice", apptest.TestNumber(1)), srv.NewDevice("bob", apptest.TestNumber(2)), srv.NewDevice("carol", apptest.TestNumber(3))
	for _, d := range []*apptest.Device{alice, bob, carol} {
		login(t, d)
	}
	meet(t, alice, bob)
	meet(t, alice, carol)
	meet(t, bob, alice)
	ctx, cancel := alice.Context()
	defer cancel()
	bctx, bcancel := bob.Context()
	defer bcancel()
	for _, title := range []string{"Sun", "Moon", "Stars"} {
		if _, err := alice.API.ChannelsInviteToChannel(ctx, &tg.ChannelsInviteToChannelRequest{
			Channel: newGroup(t, alice, title).AsInput(), Users: []tg.InputUserClass{inputUser(alice, bob)},
		}); err != nil {
			t.Fatal(err)
		}
	}
	other := newGroup(t, alice, "Clouds")
	if _, err := alice.API.ChannelsInviteToChannel(ctx, &tg.ChannelsInviteToChannelRequest{Channel: other.AsInput(), Users: []tg.InputUserClass{inputUser(alice, carol)}}); err != nil {
		t.Fatal(err)
	}
	first, err := bob.API.MessagesGetCommonChats(bctx, &tg.MessagesGetCommonChatsRequest{UserID: inputUser(bob, alice), Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	page, ok := first.(*tg.MessagesChatsSlice)
	if !ok || page.Count != 3 || len(page.Chats) != 2 || page.Chats[0].GetID() < page.Chats[1].GetID() {
		t.Fatalf("%+v", first)
	}
	rest, err := bob.API.MessagesGetCommonChats(bctx, &tg.MessagesGetCommonChatsRequest{UserID: inputUser(bob, alice), MaxID: page.Chats[1].GetID(), Limit: 2})
	if err != nil || len(rest.GetChats()) != 1 || rest.GetChats()[0].GetID() >= page.Chats[1].GetID() {
		t.Fatalf("%+v, %v", rest, err)
	}
	full, err := bob.API.UsersGetFullUser(bctx, inputUser(bob, alice))
	if err != nil || full.FullUser.CommonChatsCount != 3 {
		t.Errorf("%+v, %v", full, err)
	}
	for _, d := range []*apptest.Device{alice, bob} {
		dctx, dcancel := d.Context()
		defer dcancel()
		if _, err := d.API.AccountUpdateStatus(dctx, false); err != nil {
			t.Fatal(err)
		}
	}
	group := chatFor(t, bob, page.Chats[0].GetID())
	online := func() int {
		o, err := bob.API.MessagesGetOnlines(bctx, group.AsInputPeer())
		if err != nil {
			t.Fatal(err)
		}
		return o.Onlines
	}
	if n := online(); n != 2 {
		t.Errorf("%d are online", n)
	}
	if _, err := alice.API.AccountSetPrivacy(ctx, &tg.AccountSetPrivacyRequest{
		Key: &tg.InputPrivacyKeyStatusTimestamp{}, Rules: []tg.InputPrivacyRuleClass{&tg.InputPrivacyValueDisallowAll{}},
	}); err != nil {
		t.Fatal(err)
	}
	if n := online(); n != 1 {
		t.Errorf("%d are online, of whom one does not show it", n)
	}
	if _, err := bob.API.MessagesGetOnlines(bctx, other.AsInputPeer()); !tgerr.Is(err, "PEER_ID_INVALID") {
		t.Errorf("who is online where bob is not: %v", err)
	}
}

// TestBasicGroupsToo: what is asked of groups holds for basic ones.
func TestBasicGroupsToo(t *testing.T) {
	t.Parallel()
	alice, bob := pair(t, apptest.New(t))
	ctx, cancel := alice.Context()
	defer cancel()
	bctx, bcancel := bob.Context()
	defer bcancel()
	made, err := alice.API.MessagesCreateChat(ctx, &tg.MessagesCreateChatRequest{Title: "Friends", Users: []tg.InputUserClass{inputUser(alice, bob)}})
	if err != nil {
		t.Fatal(err)
	}
	id := made.Updates.(*tg.Updates).Chats[0].GetID()
	chat := &tg.InputPeerChat{ChatID: id}
	if err := bob.Expect("the group", func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewMessage)
		if !ok {
			return false
		}
		p, ok := n.Message.(*tg.MessageService)
		return ok && p.PeerID.TypeID() == tg.PeerChatTypeID
	}); err != nil {
		t.Fatal(err)
	}
	common, err := bob.API.MessagesGetCommonChats(bctx, &tg.MessagesGetCommonChatsRequest{UserID: inputUser(bob, alice), Limit: 10})
	if err != nil || len(common.GetChats()) != 1 || common.GetChats()[0].GetID() != id {
		t.Errorf("%+v, %v", common, err)
	}
	if o, err := bob.API.MessagesGetOnlines(bctx, chat); err != nil || o.Onlines < 1 || o.Onlines > 2 {
		t.Errorf("%+v, %v", o, err)
	}
	if _, err := alice.API.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{Peer: chat, Message: "a rare word", RandomID: id}); err != nil {
		t.Fatal(err)
	}
	if err := bob.Expect("the word", func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewMessage)
		if !ok {
			return false
		}
		m, ok := n.Message.(*tg.Message)
		return ok && m.Message == "a rare word"
	}); err != nil {
		t.Fatal(err)
	}
	found, err := bob.API.MessagesSearch(bctx, &tg.MessagesSearchRequest{Peer: chat, Q: "rare", Filter: &tg.InputMessagesFilterEmpty{}, Limit: 10})
	if m, ok := found.(*tg.MessagesMessages); err != nil || !ok || len(m.Messages) != 1 {
		t.Errorf("%+v, %v", found, err)
	}
	if _, err := alice.API.MessagesEditChatParticipantRank(ctx, &tg.MessagesEditChatParticipantRankRequest{Peer: chat, Participant: alice.InputPeer(bob.Self.ID), Rank: "friend"}); err != nil {
		t.Errorf("a title: %v", err)
	}
	if _, err := alice.API.MessagesEditChatCreator(ctx, &tg.MessagesEditChatCreatorRequest{Peer: chat, UserID: inputUser(alice, bob), Password: &tg.InputCheckPasswordEmpty{}}); err != nil {
		t.Errorf("handed over: %v", err)
	}
	full, err := bob.API.MessagesGetFullChat(bctx, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range full.FullChat.(*tg.ChatFull).Participants.(*tg.ChatParticipants).Participants {
		if c, ok := p.(*tg.ChatParticipantCreator); ok && (c.UserID != bob.Self.ID || c.Rank != "friend") {
			t.Errorf("the owner is %+v", c)
		}
	}
}
