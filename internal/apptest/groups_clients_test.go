package apptest_test

import (
	"context"
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/apptest"
)

// TestKnownOnlyByPushes: what all members are sent alike says nothing that only one
// of them could use: mtcute would put an access hash of nobody in the place of the
// one that it has.
func TestKnownOnlyByPushes(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	bob, carol := g.devices[1], g.devices[2].Self.ID
	g.post(2, "who am I", 1)
	if p, ok := bob.InputPeer(carol).(*tg.InputPeerUser); !ok || p.AccessHash != 0 {
		t.Errorf("a push names carol with a hash: %v", p)
	}
}

// TestAdminsHaveOther: whoever has a right of an admin has "other", whether the one
// who gave it said so or not.
func TestAdminsHaveOther(t *testing.T) {
	t.Parallel()
	g := gather(t, people(t, apptest.New(t)), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsEditAdmin(ctx, &tg.ChannelsEditAdminRequest{
			Channel: c.AsInput(), UserID: inputUser(g.devices[0], g.devices[1]), AdminRights: tg.ChatAdminRights{PinMessages: true},
		})
		return err
	})
	r, ok := chatFor(t, g.devices[1], g.id).GetAdminRights()
	if !ok || !r.Other || !r.PinMessages || r.BanUsers {
		t.Errorf("bob has the rights %v", r)
	}
	if r, ok := chatFor(t, g.devices[2], g.id).GetAdminRights(); ok {
		t.Errorf("carol has the rights %v", r)
	}
}

// TestChannelDifferenceForTDLib: a difference consists of what TDLib knows there;
// how the channel itself has changed is told by the chats.
func TestChannelDifferenceForTDLib(t *testing.T) {
	t.Parallel()
	g := gather(t, people(t, apptest.New(t)), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	kept, gone := g.post(0, "edit me", 1)[0], g.post(0, "delete me", 1)[0]
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		edit := &tg.MessagesEditMessageRequest{Peer: c.AsInputPeer(), ID: kept.ID}
		edit.SetMessage("edited")
		if _, err := api.MessagesEditMessage(ctx, edit); err != nil {
			return err
		}
		if _, err := api.ChannelsDeleteMessages(ctx, &tg.ChannelsDeleteMessagesRequest{Channel: c.AsInput(), ID: []int{gone.ID}}); err != nil {
			return err
		}
		if _, err := api.MessagesUpdatePinnedMessage(ctx, &tg.MessagesUpdatePinnedMessageRequest{Peer: c.AsInputPeer(), ID: kept.ID}); err != nil {
			return err
		}
		_, err := api.ChannelsEditTitle(ctx, &tg.ChannelsEditTitleRequest{Channel: c.AsInput(), Title: "Good friends"})
		return err
	})
	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		r, err := api.UpdatesGetChannelDifference(ctx, &tg.UpdatesGetChannelDifferenceRequest{
			Channel: c.AsInput(), Filter: &tg.ChannelMessagesFilterEmpty{}, Pts: 1, Limit: 100,
		})
		if err != nil {
			return err
		}
		d, ok := r.(*tg.UpdatesChannelDifference)
		if !ok {
			t.Fatalf("%T", r)
		}
		seen := map[uint32]bool{}
		for _, u := range d.OtherUpdates {
			seen[u.TypeID()] = true
			switch u.(type) {
			case *tg.UpdateEditChannelMessage, *tg.UpdateDeleteChannelMessages, *tg.UpdatePinnedChannelMessages, *tg.UpdateMessageID:
			default:
				t.Errorf("TDLib does not know %v in a difference", u)
			}
		}
		for _, id := range []uint32{tg.UpdateEditChannelMessageTypeID, tg.UpdateDeleteChannelMessagesTypeID, tg.UpdatePinnedChannelMessagesTypeID} {
			if !seen[id] {
				t.Errorf("no %#x in %v", id, d.OtherUpdates)
			}
		}
		if c, ok := d.Chats[0].(*tg.Channel); !ok || c.Title != "Good friends" {
			t.Errorf("the chat is %v", d.Chats)
		}
		return nil
	})
}
