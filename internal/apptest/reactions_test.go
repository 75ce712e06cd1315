package apptest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
)

// react has somebody of a gang react to a post.
func (g *gang) react(who, post int, emoji ...string) error {
	return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		r := &tg.MessagesSendReactionRequest{Peer: c.AsInputPeer(), MsgID: post}
		rs := []tg.ReactionClass{}
		for _, e := range emoji {
			rs = append(rs, &tg.ReactionEmoji{Emoticon: e})
		}
		r.SetReaction(rs)
		u, err := api.MessagesSendReaction(ctx, r)
		if err == nil {
			g.devices[who].Record(u)
		}
		return err
	})
}

// shows is reactions as tests write them: what the viewer chose has a star.
func shows(r tg.MessageReactions) string {
	var out []string
	for _, c := range r.Results {
		s := fmt.Sprint(c.Reaction.(*tg.ReactionEmoji).Emoticon, c.Count)
		if _, mine := c.GetChosenOrder(); mine {
			s += "*"
		}
		out = append(out, s)
	}
	for _, r := range r.RecentReactions {
		if r.Unread {
			out = append(out, "new")
		}
	}
	return strings.Join(out, " ")
}

// reacted waits until somebody is told of the reactions to a post.
func (g *gang) reacted(who, post int, want string) (got tg.MessageReactions) {
	g.t.Helper()
	if err := g.devices[who].Expect("reactions "+want, func(u tg.UpdateClass) bool {
		x, ok := u.(*tg.UpdateMessageReactions)
		if !ok || x.MsgID != post || shows(x.Reactions) != want {
			return false
		}
		got = x.Reactions
		return x.Peer.String() == (&tg.PeerChannel{ChannelID: g.id}).String()
	}); err != nil {
		g.t.Fatal(err)
	}
	return got
}

// message is a post as somebody reads it.
func (g *gang) message(who, id int) (m *tg.Message) {
	g.t.Helper()
	g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		res, err := api.ChannelsGetMessages(ctx, &tg.ChannelsGetMessagesRequest{Channel: c.AsInput(), ID: []tg.InputMessageClass{&tg.InputMessageID{ID: id}}})
		if err == nil {
			m = res.(*tg.MessagesChannelMessages).Messages[0].(*tg.Message)
		}
		return err
	})
	return m
}

// TestGroupReactions: people react to what is written in a group; all see how many, who,
// and the author what is new.
func TestGroupReactions(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	devices := people(t, srv)
	tablet := srv.NewDevice("bob", apptest.TestNumber(2))
	login(t, tablet)
	g := gather(t, devices, &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	post := g.post(0, "look at this", 1, 2)[0].ID
	if err := g.react(1, post, "👍"); err != nil {
		t.Fatal(err)
	}
	if got := g.reacted(0, post, "👍1 new"); got.Min || !got.CanSeeList {
		t.Errorf("the author sees %+v", got)
	}
	if got := g.reacted(2, post, "👍1"); !got.Min || got.RecentReactions[0].My {
		t.Errorf("another sees %+v", got)
	}
	if err := tablet.Expect("bob's other device", func(u tg.UpdateClass) bool {
		x, ok := u.(*tg.UpdateMessageReactions)
		return ok && x.MsgID == post && shows(x.Reactions) == "👍1*" && x.Reactions.RecentReactions[0].My
	}); err != nil {
		t.Error(err)
	}
	if err := g.react(2, post, "👍"); err != nil {
		t.Fatal(err)
	}
	g.reacted(0, post, "👍2 new new")
	g.reacted(1, post, "👍2")
	if got := g.message(1, post).Reactions; shows(got) != "👍2*" {
		t.Errorf("bob reads %s", shows(got))
	}
	for want, err := range map[string]error{
		"MESSAGE_NOT_MODIFIED": g.react(1, post, "👍"), "REACTIONS_TOO_MANY": g.react(1, post, "👍", "🔥"),
		"REACTION_INVALID": g.react(1, post, "x"), "MESSAGE_ID_INVALID": g.react(1, 1, "👍"),
	} {
		if !tgerr.Is(err, want) {
			t.Errorf("%v, not %s", err, want)
		}
	}
	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		r := &tg.MessagesGetMessageReactionsListRequest{Peer: c.AsInputPeer(), ID: post, Limit: 1}
		var from []string
		for {
			l, err := api.MessagesGetMessageReactionsList(ctx, r)
			if err != nil {
				return err
			}
			from = append(from, fmt.Sprint(l.Reactions[0].PeerID.(*tg.PeerUser).UserID == g.devices[1].Self.ID, len(l.Users), l.Count))
			if l.NextOffset == "" {
				break
			}
			r.SetOffset(l.NextOffset)
		}
		if got := strings.Join(from, ", "); got != "false 1 2, true 1 2" {
			t.Errorf("who reacted: %s", got)
		}
		u, err := api.MessagesGetMessagesReactions(ctx, &tg.MessagesGetMessagesReactionsRequest{Peer: c.AsInputPeer(), ID: []int{post, 9999}})
		if us := u.(*tg.Updates); err == nil && (len(us.Updates) != 1 || shows(us.Updates[0].(*tg.UpdateMessageReactions).Reactions) != "👍2*") {
			t.Errorf("%+v", us.Updates)
		}
		return err
	})
	g.unheard(0, 1)
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesReadReactions(ctx, &tg.MessagesReadReactionsRequest{Peer: c.AsInputPeer()})
		return err
	})
	g.unheard(0, 0)
	if got := g.message(0, post).Reactions; shows(got) != "👍2" {
		t.Errorf("the author reads %s", shows(got))
	}

	// An admin takes back what somebody has reacted with; others may not.
	take := func(who int) error {
		return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := api.MessagesDeleteParticipantReaction(ctx, &tg.MessagesDeleteParticipantReactionRequest{
				Peer: c.AsInputPeer(), MsgID: post, Participant: g.devices[0].InputPeer(g.devices[2].Self.ID),
			})
			return err
		})
	}
	if err := take(0); err != nil {
		t.Error(err)
	}
	g.reacted(1, post, "👍1")
	if err := g.try(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesDeleteParticipantReactions(ctx, &tg.MessagesDeleteParticipantReactionsRequest{Peer: c.AsInputPeer(), Participant: &tg.InputPeerSelf{}})
		return err
	}); !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
		t.Error(err)
	}
	// Who was not there reads how it is by now.
	devices[2].Disconnect()
	if err := g.react(1, post); err != nil {
		t.Fatal(err)
	}
	devices[2].Connect()
	if got := g.message(2, post); len(got.Reactions.Results) != 0 {
		t.Errorf("%+v", got.Reactions)
	}
}

// unheard checks how many messages with new reactions somebody has.
func (g *gang) unheard(who, want int) {
	g.t.Helper()
	if n := g.dialog(who).UnreadReactionsCount; n != want {
		g.t.Errorf("%d in the list of chats, not %d", n, want)
	}
	g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		res, err := api.MessagesGetUnreadReactions(ctx, &tg.MessagesGetUnreadReactionsRequest{Peer: c.AsInputPeer(), Limit: 10})
		if m, ok := res.AsModified(); ok && len(m.GetMessages()) != want {
			g.t.Errorf("%d listed, not %d", len(m.GetMessages()), want)
		}
		return err
	})
}

// TestChannelReactions: in a channel it is told how many react, and to nobody who.
func TestChannelReactions(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "News", Broadcast: true})
	post := g.post(0, "news", 1, 2)[0].ID
	if err := g.react(1, post, "🔥"); err != nil {
		t.Fatal(err)
	}
	for _, who := range []int{0, 2} {
		if got := g.reacted(who, post, "🔥1"); got.CanSeeList || len(got.RecentReactions) != 0 {
			t.Errorf("%+v", got)
		}
	}
	if err := g.try(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesGetMessageReactionsList(ctx, &tg.MessagesGetMessageReactionsListRequest{Peer: c.AsInputPeer(), ID: post, Limit: 10})
		return err
	}); !tgerr.Is(err, "BROADCAST_FORBIDDEN") {
		t.Error(err)
	}
	allow := func(who int, r tg.ChatReactionsClass, limit int) error {
		return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			q := &tg.MessagesSetChatAvailableReactionsRequest{Peer: c.AsInputPeer(), AvailableReactions: r}
			if limit != 0 {
				q.SetReactionsLimit(limit)
			}
			_, err := api.MessagesSetChatAvailableReactions(ctx, q)
			return err
		})
	}
	some := &tg.ChatReactionsSome{Reactions: []tg.ReactionClass{&tg.ReactionEmoji{Emoticon: "👍"}}}
	if err := allow(0, some, 3); err != nil {
		t.Fatal(err)
	}
	for want, err := range map[string]error{
		"CHAT_NOT_MODIFIED": allow(0, some, 3), "CHAT_ADMIN_REQUIRED": allow(1, some, 0), "LIMIT_PER_POST_INVALID": allow(0, some, 12),
		"REACTION_INVALID": allow(0, &tg.ChatReactionsSome{Reactions: []tg.ReactionClass{&tg.ReactionEmoji{Emoticon: "x"}}}, 0),
	} {
		if !tgerr.Is(err, want) {
			t.Errorf("%v, not %s", err, want)
		}
	}
	if err := g.devices[2].Expect("that the channel has changed", func(u tg.UpdateClass) bool { c, ok := u.(*tg.UpdateChannel); return ok && c.ChannelID == g.id }); err != nil {
		t.Error(err)
	}
	g.do(2, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		full, err := api.ChannelsGetFullChannel(ctx, c.AsInput())
		if err != nil {
			return err
		}
		f := full.FullChat.(*tg.ChannelFull)
		if r, ok := f.AvailableReactions.(*tg.ChatReactionsSome); !ok || len(r.Reactions) != 1 || f.ReactionsLimit != 3 {
			t.Errorf("%+v, %d", f.AvailableReactions, f.ReactionsLimit)
		}
		return nil
	})
	if err := g.react(2, post, "🔥"); !tgerr.Is(err, "REACTION_INVALID") {
		t.Error(err)
	}
	if err := g.react(2, post, "👍"); err != nil {
		t.Error(err)
	}
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		log, err := api.ChannelsGetAdminLog(ctx, &tg.ChannelsGetAdminLogRequest{Channel: c.AsInput(), Limit: 10})
		if err != nil {
			return err
		}
		a, ok := log.Events[0].Action.(*tg.ChannelAdminLogEventActionChangeAvailableReactions)
		if !ok {
			t.Fatalf("%+v", log.Events[0].Action)
		}
		if _, ok := a.PrevValue.(*tg.ChatReactionsAll); !ok {
			t.Errorf("%+v", a)
		}
		return nil
	})
}
