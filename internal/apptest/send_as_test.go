package apptest_test

import (
	"context"
	"slices"
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
)

// names has the first of a chat give it a username.
func (g *gang) named(name string) {
	g.t.Helper()
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsUpdateUsername(ctx, &tg.ChannelsUpdateUsernameRequest{Channel: c.AsInput(), Username: name})
		return err
	})
}

// voices is in whose names somebody may write.
func (g *gang) voices(who int) (out []int64) {
	g.t.Helper()
	g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		res, err := api.ChannelsGetSendAs(ctx, &tg.ChannelsGetSendAsRequest{Peer: c.AsInputPeer()})
		if err != nil {
			return err
		}
		for _, p := range res.Peers {
			switch p := p.Peer.(type) {
			case *tg.PeerUser:
				out = append(out, p.UserID)
			case *tg.PeerChannel:
				out = append(out, p.ChannelID)
			}
		}
		return nil
	})
	return out
}

// say has somebody write, in the name of another when as is not nil.
func (g *gang) say(who int, text string, as tg.InputPeerClass) error {
	return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		r := &tg.MessagesSendMessageRequest{Peer: c.AsInputPeer(), Message: text, RandomID: id.Int64()}
		if as != nil {
			r.SetSendAs(as)
		}
		u, err := api.MessagesSendMessage(ctx, r)
		if err == nil {
			g.devices[who].Record(u)
		}
		return err
	})
}

// from is who somebody sees a message from.
func (g *gang) from(who int, text string) int64 {
	g.t.Helper()
	switch p := posted(g.t, g.devices[who], text).FromID.(type) {
	case *tg.PeerUser:
		return p.UserID
	case *tg.PeerChannel:
		return p.ChannelID
	}
	return 0
}

// TestSendAs: who has a public channel writes in public groups in its name, until
// that is banned there; nobody else does.
func TestSendAs(t *testing.T) {
	t.Parallel()
	ps := people(t, apptest.New(t))
	bob := ps[1].Self.ID
	talk := gather(t, ps, &tg.ChannelsCreateChannelRequest{Title: "Talk", Megagroup: true})
	mine := gather(t, ps[1:2], &tg.ChannelsCreateChannelRequest{Title: "Bob's", Broadcast: true})
	mine.named("bobs_channel")
	as := mine.chats[0].AsInputPeer()
	if got := talk.voices(1); !slices.Equal(got, []int64{bob}) {
		t.Errorf("in a private group as %v", got)
	}
	if err := talk.say(1, "no", as); !tgerr.Is(err, "SEND_AS_PEER_INVALID") {
		t.Errorf("in a private group: %v", err)
	}
	talk.named("public_talk")
	if got := talk.voices(1); !slices.Equal(got, []int64{bob, mine.id}) {
		t.Errorf("in a public group as %v", got)
	}
	if err := talk.say(1, "as the channel", as); err != nil {
		t.Fatal(err)
	}
	seen := posted(t, ps[2], "as the channel")
	if from, ok := seen.FromID.(*tg.PeerChannel); !ok || from.ChannelID != mine.id || seen.Out {
		t.Errorf("to carol it is %+v", seen)
	}
	if own := posted(t, ps[1], "as the channel"); !own.Out {
		t.Errorf("to bob it is not his: %+v", own)
	}
	if err := talk.say(1, "as himself", ps[1].InputPeer(bob)); err != nil || talk.from(2, "as himself") != bob {
		t.Error(err)
	}
	stranger := talk.known(2, mine.id, seen.ID)
	if err := talk.say(2, "no", stranger); !tgerr.Is(err, "SEND_AS_PEER_INVALID") {
		t.Errorf("carol in the name of bob's channel: %v", err)
	}
	talk.usually(1, as, mine.id)
	talk.silence(mine.id, as, seen.ID)
}

// known is a channel as somebody finds it beside a message.
func (g *gang) known(who int, channel int64, message int) (out tg.InputPeerClass) {
	g.t.Helper()
	g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		res, err := api.ChannelsGetMessages(ctx, &tg.ChannelsGetMessagesRequest{Channel: c.AsInput(), ID: []tg.InputMessageClass{&tg.InputMessageID{ID: message}}})
		if err != nil {
			return err
		}
		for _, x := range res.(*tg.MessagesChannelMessages).Chats {
			if x, ok := x.(*tg.Channel); ok && x.ID == channel {
				out = x.AsInputPeer()
			}
		}
		return nil
	})
	if out == nil {
		g.t.Fatal("who wrote it is not named")
	}
	return out
}

// usually has somebody choose a name for all that they write, and then their own.
func (g *gang) usually(who int, as tg.InputPeerClass, id int64) {
	g.t.Helper()
	choose := func(as tg.InputPeerClass) error {
		return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := api.MessagesSaveDefaultSendAs(ctx, &tg.MessagesSaveDefaultSendAsRequest{Peer: c.AsInputPeer(), SendAs: as})
			return err
		})
	}
	chosen := func() (out int64) {
		g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			full, err := api.ChannelsGetFullChannel(ctx, c.AsInput())
			if err != nil {
				return err
			}
			if p, ok := full.FullChat.(*tg.ChannelFull).DefaultSendAs.(*tg.PeerChannel); ok {
				out = p.ChannelID
			}
			return nil
		})
		return out
	}
	if err := choose(g.chats[who].AsInputPeer()); !tgerr.Is(err, "SEND_AS_PEER_INVALID") {
		g.t.Errorf("who is not anonymous chooses the group: %v", err)
	}
	if err := choose(as); err != nil || chosen() != id {
		g.t.Errorf("chosen is %d: %v", chosen(), err)
	}
	if err := g.say(who, "as usual", nil); err != nil || g.from(2, "as usual") != id {
		g.t.Errorf("what is usual: %v", err)
	}
}

// silence has the first of a group ban the channel in whose name the second writes.
func (g *gang) silence(channel int64, as tg.InputPeerClass, message int) {
	t := g.t
	t.Helper()
	banned := g.known(0, channel, message)
	ban := func(who int, p tg.InputPeerClass, r tg.ChatBannedRights) error {
		return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := api.ChannelsEditBanned(ctx, &tg.ChannelsEditBannedRequest{Channel: c.AsInput(), Participant: p, BannedRights: r})
			return err
		})
	}
	if err := ban(2, g.known(2, channel, message), tg.ChatBannedRights{ViewMessages: true}); !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
		t.Errorf("carol bans: %v", err)
	}
	if err := ban(0, banned, tg.ChatBannedRights{ViewMessages: true}); err != nil {
		t.Fatal(err)
	}
	if got := g.voices(1); !slices.Equal(got, []int64{g.devices[1].Self.ID}) {
		t.Errorf("once the channel is banned: %v", got)
	}
	if err := g.say(1, "no", as); !tgerr.Is(err, "SEND_AS_PEER_INVALID") {
		t.Errorf("in the name of a banned channel: %v", err)
	}
	if err := g.say(1, "as himself again", nil); err != nil || g.from(2, "as himself again") != g.devices[1].Self.ID {
		t.Errorf("what was usual: %v", err)
	}
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		res, err := api.ChannelsGetParticipants(ctx, &tg.ChannelsGetParticipantsRequest{Channel: c.AsInput(), Filter: &tg.ChannelParticipantsKicked{}, Limit: 10})
		if err != nil {
			return err
		}
		l := res.(*tg.ChannelsChannelParticipants)
		if p, ok := l.Participants[0].(*tg.ChannelParticipantBanned); l.Count != 1 || !ok || p.Peer.(*tg.PeerChannel).ChannelID != channel {
			t.Errorf("who is banned: %+v", l)
		}
		gone, err := api.ChannelsDeleteParticipantHistory(ctx, &tg.ChannelsDeleteParticipantHistoryRequest{Channel: c.AsInput(), Participant: banned})
		if err == nil && gone.PtsCount != 2 {
			t.Errorf("of the channel's messages %d are gone", gone.PtsCount)
		}
		return err
	})
	if err := ban(0, banned, tg.ChatBannedRights{}); err != nil {
		t.Fatal(err)
	}
	if got := g.voices(1); !slices.Equal(got, []int64{g.devices[1].Self.ID, channel}) {
		t.Errorf("once it is let in again: %v", got)
	}
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		res, err := api.ChannelsGetAdminLog(ctx, &tg.ChannelsGetAdminLogRequest{Channel: c.AsInput(), Limit: 1})
		if err != nil {
			return err
		}
		if l, ok := res.Events[0].Action.(*tg.ChannelAdminLogEventActionParticipantToggleBan); !ok || l.NewParticipant.TypeID() != tg.ChannelParticipantLeftTypeID {
			t.Errorf("the log: %+v", res.Events)
		}
		return nil
	})
}

// TestSendAsTheLinkedChannel: who may post in a channel comments in its name, and an
// anonymous admin writes in that of the group alone.
func TestSendAsTheLinkedChannel(t *testing.T) {
	t.Parallel()
	ps := people(t, apptest.New(t))
	news := gather(t, ps, &tg.ChannelsCreateChannelRequest{Title: "News", Broadcast: true})
	talk := gather(t, ps[:2], &tg.ChannelsCreateChannelRequest{Title: "Talk", Megagroup: true})
	if err := link(news, talk); err != nil {
		t.Fatal(err)
	}
	if got := talk.voices(0); !slices.Equal(got, []int64{ps[0].Self.ID, news.id}) {
		t.Errorf("who posts comments as %v", got)
	}
	if got := talk.voices(1); !slices.Equal(got, []int64{ps[1].Self.ID}) {
		t.Errorf("a subscriber comments as %v", got)
	}
	if err := talk.say(1, "no", news.chats[1].AsInputPeer()); !tgerr.Is(err, "SEND_AS_PEER_INVALID") {
		t.Errorf("a subscriber in the name of the channel: %v", err)
	}
	if err := talk.say(0, "officially", news.chats[0].AsInputPeer()); err != nil || talk.from(1, "officially") != news.id {
		t.Error(err)
	}
	talk.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsEditAdmin(ctx, &tg.ChannelsEditAdminRequest{
			Channel: c.AsInput(), UserID: &tg.InputUserSelf{}, AdminRights: tg.ChatAdminRights{Anonymous: true, Other: true},
		})
		return err
	})
	if got := talk.voices(0); !slices.Equal(got, []int64{talk.id, news.id}) {
		t.Errorf("an anonymous admin writes as %v", got)
	}
	if err := talk.say(0, "anonymously", nil); err != nil || talk.from(1, "anonymously") != talk.id {
		t.Error(err)
	}
}
