package apptest_test

import (
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
)

// TestSearchInGroup: what is found in a group comes with the place in its log, and
// one finds what mentions oneself.
func TestSearchInGroup(t *testing.T) {
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
	if err := postTo(bob, bobs, "when is the eclipse"); err != nil {
		t.Fatal(err)
	}
	question := posted(t, alice, "when is the eclipse")
	reply := &tg.MessagesSendMessageRequest{Peer: group.AsInputPeer(), Message: "the eclipse is on Monday", RandomID: id.Int64()}
	reply.SetReplyTo(&tg.InputReplyToMessage{ReplyToMsgID: question.ID})
	if _, err := alice.API.MessagesSendMessage(ctx, reply); err != nil {
		t.Fatal(err)
	}
	full, err := bob.API.ChannelsGetFullChannel(bctx, bobs.AsInput())
	if err != nil {
		t.Fatal(err)
	}
	find := func(q string, f tg.MessagesFilterClass, want ...string) {
		t.Helper()
		res, err := bob.API.MessagesSearch(bctx, &tg.MessagesSearchRequest{Peer: bobs.AsInputPeer(), Q: q, Filter: f, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		page, ok := res.(*tg.MessagesChannelMessages)
		if !ok || page.Pts != full.FullChat.(*tg.ChannelFull).Pts || page.Count != len(want) || len(page.Messages) != len(want) {
			t.Fatalf("%q: %+v", q, res)
		}
		for i, m := range page.Messages {
			if got := m.(*tg.Message).Message; got != want[i] {
				t.Errorf("%q finds %q, not %q", q, got, want[i])
			}
		}
	}
	find("eclipse", &tg.InputMessagesFilterEmpty{}, "the eclipse is on Monday", "when is the eclipse")
	find("", &tg.InputMessagesFilterMyMentions{}, "the eclipse is on Monday")
	counts, err := bob.API.MessagesGetSearchCounters(bctx, &tg.MessagesGetSearchCountersRequest{Peer: bobs.AsInputPeer(), Filters: []tg.MessagesFilterClass{&tg.InputMessagesFilterMyMentions{}}})
	if err != nil || counts[0].Count != 1 {
		t.Errorf("%v, %v", counts, err)
	}
}
