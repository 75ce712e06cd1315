package apptest_test

import (
	"context"
	"testing"
	"time"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
)

// TestGroupPeriod: what is written in a group goes by itself, and who may say so.
func TestGroupPeriod(t *testing.T) {
	t.Parallel()
	const day = 86400
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true, TTLPeriod: 2 * day})
	set := func(who, seconds int) error {
		return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			u, err := api.MessagesSetHistoryTTL(ctx, &tg.MessagesSetHistoryTTLRequest{Peer: c.AsInputPeer(), Period: seconds})
			if err == nil {
				g.devices[who].Record(u)
			}
			return err
		})
	}
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesEditChatDefaultBannedRights(ctx, &tg.MessagesEditChatDefaultBannedRightsRequest{Peer: c.AsInputPeer(), BannedRights: tg.ChatBannedRights{ChangeInfo: true}})
		return err
	})
	if err := set(1, day); !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
		t.Error(err)
	}
	if err := set(0, 2*day); !tgerr.Is(err, "CHAT_NOT_MODIFIED") {
		t.Error(err)
	}
	if err := set(0, day); err != nil {
		t.Fatal(err)
	}
	if err := g.devices[1].Expect("the period", func(u tg.UpdateClass) bool {
		x, ok := u.(*tg.UpdatePeerHistoryTTL)
		return ok && x.TTLPeriod == day && x.Peer.(*tg.PeerChannel).ChannelID == g.id
	}); err != nil {
		t.Error(err)
	}
	if err := g.devices[1].Expect("a note of it", func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewChannelMessage)
		if !ok {
			return false
		}
		m, ok := n.Message.(*tg.MessageService)
		if !ok {
			return false
		}
		a, ok := m.Action.(*tg.MessageActionSetMessagesTTL)
		return ok && a.Period == day
	}); err != nil {
		t.Error(err)
	}
	m := g.post(1, "for a day", 0, 2)[0]
	if m.TTLPeriod != day || g.dialog(2).TTLPeriod != day {
		t.Errorf("%+v", m)
	}
	srv.Later(25 * time.Hour)
	for _, who := range []int{1, 2} {
		if err := g.devices[who].Expect("that it is gone", func(u tg.UpdateClass) bool {
			d, ok := u.(*tg.UpdateDeleteChannelMessages)
			return ok && d.ChannelID == g.id && len(d.Messages) == 1 && d.Messages[0] == m.ID
		}); err != nil {
			t.Error(err)
		}
	}
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		full, err := api.ChannelsGetFullChannel(ctx, c.AsInput())
		if err == nil && full.FullChat.(*tg.ChannelFull).TTLPeriod != day {
			t.Errorf("%+v", full.FullChat)
		}
		return err
	})
}
