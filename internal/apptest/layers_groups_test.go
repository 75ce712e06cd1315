package apptest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
)

// layerShows checks what an older client is shown of something, and what not.
func layerShows(t *testing.T, layer int, got string, parts, not []string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(got, p) {
			t.Errorf("layer %d is not shown %q in %s", layer, p, got)
		}
	}
	for _, p := range not {
		if strings.Contains(got, p) {
			t.Errorf("layer %d is shown %q in %s", layer, p, got)
		}
	}
}

// topic has the first of a group make one, which the second answers to, and is its
// id and that of the answer.
func topic(g *gang, title string) (top, said int) {
	g.t.Helper()
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		if _, err := api.ChannelsToggleForum(ctx, &tg.ChannelsToggleForumRequest{Channel: c.AsInput(), Enabled: true}); err != nil {
			return err
		}
		u, err := api.MessagesCreateForumTopic(ctx, &tg.MessagesCreateForumTopicRequest{Peer: c.AsInputPeer(), Title: title, RandomID: id.Int64()})
		if err != nil {
			return err
		}
		top = noted[*tg.MessageActionTopicCreate](g.t, u)
		edit := &tg.MessagesEditForumTopicRequest{Peer: c.AsInputPeer(), TopicID: top}
		edit.SetTitle(title + " and more")
		_, err = api.MessagesEditForumTopic(ctx, edit)
		return err
	})
	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		r := &tg.MessagesSendMessageRequest{Peer: c.AsInputPeer(), Message: "in the topic", RandomID: id.Int64()}
		to := &tg.InputReplyToMessage{ReplyToMsgID: top}
		to.SetTopMsgID(top)
		r.SetReplyTo(to)
		u, err := api.MessagesSendMessage(ctx, r)
		if err == nil {
			g.devices[1].Record(u)
		}
		return err
	})
	return top, posted(g.t, g.devices[0], "in the topic").ID
}

// noted is the id of the message of an answer that tells of an action.
func noted[A tg.MessageActionClass](t *testing.T, u tg.UpdatesClass) int {
	t.Helper()
	if us, ok := u.(*tg.Updates); ok {
		for _, u := range us.Updates {
			n, ok := u.(*tg.UpdateNewChannelMessage)
			if !ok {
				continue
			}
			if m, ok := n.Message.(*tg.MessageService); ok {
				if _, ok := m.Action.(A); ok {
					return m.ID
				}
			}
		}
	}
	t.Fatalf("no such message in %v", u)
	return 0
}

// TestForumsOfOlderLayers: to a client that knows no topics a forum is a group in
// which people answer to messages that say what topic there is.
func TestForumsOfOlderLayers(t *testing.T) {
	t.Parallel()
	g := gather(t, people(t, apptest.New(t)), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	top, said := topic(g, "Kites")
	c := g.chats[2]
	history := &tg.MessagesGetHistoryRequest{Peer: c.AsInputPeer(), Limit: 20}

	old := atLayer(t, g.devices[2], 144)
	layerShows(t, 144, old.ask(history), []string{
		`messageActionCustomAction{message:"The topic “Kites” was created" }`,
		`messageActionCustomAction{message:"The topic was renamed to “Kites and more”" }`,
		fmt.Sprintf(`reply_to:messageReplyHeader{reply_to_msg_id:%d }`, top), `message:"in the topic"`, `title:"Friends"`,
	}, []string{"forum", "messageActionEmpty", "messageActionTopic"})

	newer := atLayer(t, g.devices[2], 152)
	layerShows(t, 152, newer.ask(history), []string{
		`messageActionTopicCreate{title:"Kites" `, `messageActionTopicEdit{title:"Kites and more" }`,
		`reply_to:messageReplyHeader{forum_topic:true `, fmt.Sprintf(`reply_to_msg_id:%d `, top), "forum:true",
	}, []string{"messageActionCustomAction", "messageActionEmpty"})

	// This layer calls the methods by other names.
	list := newer.method("channels.getForumTopics")
	list.PutInt(0) // flags
	if err := c.AsInput().Encode(list); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 0, 0, 20} { // offsets, limit
		list.PutInt(n)
	}
	w := wire(list.Buf)
	layerShows(t, 152, newer.call(&w), []string{
		fmt.Sprintf(`forumTopic{id:%d `, top), `title:"Kites and more"`, fmt.Sprintf("top_message:%d ", said), `title:"General"`,
	}, nil)
}

// TestGroupsOfOlderLayers: what happens in a group since is told in what older
// clients know.
func TestGroupsOfOlderLayers(t *testing.T) {
	t.Parallel()
	g := gather(t, people(t, apptest.New(t)), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	m := g.post(1, "look at this", 0)[0]
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		react := &tg.MessagesSendReactionRequest{Peer: c.AsInputPeer(), MsgID: m.ID}
		react.SetReaction([]tg.ReactionClass{&tg.ReactionEmoji{Emoticon: "👍"}})
		if _, err := api.MessagesSendReaction(ctx, react); err != nil {
			return err
		}
		if _, err := api.MessagesSetHistoryTTL(ctx, &tg.MessagesSetHistoryTTLRequest{Peer: c.AsInputPeer(), Period: 86400}); err != nil {
			return err
		}
		_, err := api.MessagesToggleNoForwards(ctx, &tg.MessagesToggleNoForwardsRequest{Peer: c.AsInputPeer(), Enabled: true})
		return err
	})
	c := g.chats[2]
	for _, l := range []struct {
		number           int
		history, authors []string
	}{
		{144, []string{`reactionCount{reaction:"👍" count:1 }`}, []string{`peers:[peerUser{`}},
		{152, []string{`reactionCount{reaction:reactionEmoji{emoticon:"👍" } count:1 }`}, []string{`peers:[sendAsPeer{peer:peerUser{`}},
	} {
		o := atLayer(t, g.devices[2], l.number)
		layerShows(t, l.number, o.ask(&tg.MessagesGetHistoryRequest{Peer: c.AsInputPeer(), Limit: 20}),
			append(l.history, `message:"look at this"`, "messageActionSetMessagesTTL{period:86400 ", "noforwards:true"), []string{"messageActionEmpty"})
		layerShows(t, l.number, o.ask(&tg.ChannelsGetSendAsRequest{Peer: c.AsInputPeer()}), l.authors, nil)
		layerShows(t, l.number, o.ask(&tg.ChannelsGetFullChannelRequest{Channel: c.AsInput()}), []string{"channelFull{", "participants_count:3 "}, nil)
	}
}
