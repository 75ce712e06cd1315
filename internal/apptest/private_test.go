package apptest_test

import (
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
)

// TestOfGroupsAlone: what only groups and channels have, asked of a private
// chat, as clients ask it of any.
func TestOfGroupsAlone(t *testing.T) {
	t.Parallel()
	alice, bob := pair(t, apptest.New(t))
	to, ctx := alice.InputPeer(bob.Self.ID), t.Context()
	if err := say(alice, bob, "hi @bob", 1); err != nil {
		t.Fatal(err)
	}
	m, err := alice.Find("hi @bob")
	if err != nil {
		t.Fatal(err)
	}
	if r, err := alice.API.MessagesGetUnreadMentions(ctx, &tg.MessagesGetUnreadMentionsRequest{Peer: to, Limit: 10}); err != nil || len(r.(*tg.MessagesMessages).Messages) != 0 {
		t.Errorf("mentions: %v, %v", r, err)
	}
	if r, err := alice.API.MessagesReadMentions(ctx, &tg.MessagesReadMentionsRequest{Peer: to}); err != nil || r.Pts == 0 || r.PtsCount != 0 || r.Offset != 0 {
		t.Errorf("read mentions: %v, %v", r, err)
	}
	if v, err := alice.API.MessagesGetMessagesViews(ctx, &tg.MessagesGetMessagesViewsRequest{Peer: to, ID: []int{m.ID, 99, -1}}); err != nil || len(v.Views) != 3 || v.Views[0].Views != 0 {
		t.Errorf("views: %v, %v", v, err)
	}
	rs, err := alice.API.UsersGetRequirementsToContact(ctx, []tg.InputUserClass{&tg.InputUser{UserID: bob.Self.ID, AccessHash: to.(*tg.InputPeerUser).AccessHash}})
	if err != nil || len(rs) != 1 || rs[0].TypeID() != tg.RequirementToContactEmptyTypeID {
		t.Errorf("requirements: %v, %v", rs, err)
	}
	translate := func(lang string, text ...tg.TextWithEntities) error {
		_, err := alice.API.MessagesTranslateText(ctx, &tg.MessagesTranslateTextRequest{Peer: to, Text: text, ToLang: lang})
		return err
	}
	_, replies := alice.API.MessagesGetReplies(ctx, &tg.MessagesGetRepliesRequest{Peer: to, MsgID: m.ID, Limit: 10})
	_, discussion := alice.API.MessagesGetDiscussionMessage(ctx, &tg.MessagesGetDiscussionMessageRequest{Peer: to, MsgID: m.ID})
	_, views := alice.API.MessagesGetMessagesViews(ctx, &tg.MessagesGetMessagesViewsRequest{Peer: to, ID: make([]int, 201)})
	_, mentions := alice.API.MessagesGetUnreadMentions(ctx, &tg.MessagesGetUnreadMentionsRequest{Peer: &tg.InputPeerChat{ChatID: 1}})
	for _, c := range []struct {
		err  error
		code string
	}{
		{replies, "PEER_ID_INVALID"},
		{discussion, "PEER_ID_INVALID"},
		{mentions, "PEER_ID_INVALID"},
		{views, "LIMIT_INVALID"},
		{translate("de", tg.TextWithEntities{Text: "hi"}), "TRANSLATIONS_DISABLED"},
		{translate("de"), "INPUT_TEXT_EMPTY"},
		{translate("", tg.TextWithEntities{Text: "hi"}), "TO_LANG_INVALID"},
		{effect(alice, to), "EFFECT_ID_INVALID"},
	} {
		if !tgerr.Is(c.err, c.code) {
			t.Errorf("%v instead of %s", c.err, c.code)
		}
	}
}

// effect sends a die with an effect that there is not.
func effect(d *apptest.Device, to tg.InputPeerClass) error {
	ctx, cancel := d.Context()
	defer cancel()
	r := &tg.MessagesSendMediaRequest{Peer: to, Media: &tg.InputMediaDice{Emoticon: "🎲"}, RandomID: 3}
	r.SetEffect(5104841245755180586)
	_, err := d.API.MessagesSendMedia(ctx, r)
	return err
}

// TestFolderOfPerson: the page of a person says in which list the chat is.
func TestFolderOfPerson(t *testing.T) {
	t.Parallel()
	alice, bob := pair(t, apptest.New(t))
	to, ctx := alice.InputPeer(bob.Self.ID), t.Context()
	if err := say(alice, bob, "hi", 1); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []int{1, 0} {
		if _, err := alice.API.FoldersEditPeerFolders(ctx, []tg.InputFolderPeer{{Peer: to, FolderID: folder}}); err != nil {
			t.Fatal(err)
		}
		full, err := alice.API.UsersGetFullUser(ctx, &tg.InputUser{UserID: bob.Self.ID, AccessHash: to.(*tg.InputPeerUser).AccessHash})
		if err != nil {
			t.Fatal(err)
		}
		if is, set := full.FullUser.GetFolderID(); is != folder || set != (folder != 0) {
			t.Errorf("in %d, the page says %d", folder, is)
		}
	}
}
