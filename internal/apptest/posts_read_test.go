package apptest_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
)

// TestGroupReadBy: who wrote to a small group is told who has read it, for a week, as
// long as those are in it.
func TestGroupReadBy(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	devices := people(t, srv)
	g := gather(t, devices, &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	post := g.post(0, "who reads?", 1, 2)[0].ID
	by := func(who int) (names []string, err error) {
		err = g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			seen, err := api.MessagesGetMessageReadParticipants(ctx, &tg.MessagesGetMessageReadParticipantsRequest{Peer: c.AsInputPeer(), MsgID: post})
			for _, s := range seen {
				for _, d := range devices {
					if d.Self.ID == s.UserID {
						names = append(names, d.Person)
					}
				}
				if int64(s.Date) > srv.Now().Unix() || int64(s.Date) < srv.Now().Add(-time.Hour).Unix() {
					t.Errorf("read at %d", s.Date)
				}
			}
			slices.Sort(names)
			return err
		})
		return names, err
	}
	shows := func(want ...string) {
		t.Helper()
		if got, err := by(0); err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%v have read it, not %v: %v", got, want, err)
		}
	}
	shows()
	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsReadHistory(ctx, &tg.ChannelsReadHistoryRequest{Channel: c.AsInput(), MaxID: post})
		return err
	})
	shows("bob")
	g.post(2, "I do", 0) // has read it by answering
	shows("bob", "carol")
	if _, err := by(1); !tgerr.Is(err, "MSG_ID_INVALID") {
		t.Error(err)
	}
	g.do(2, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsLeaveChannel(ctx, c.AsInput())
		return err
	})
	shows("bob")
	news := gather(t, devices[:2], &tg.ChannelsCreateChannelRequest{Title: "News", Broadcast: true})
	news.post(0, "news", 1)
	if err := news.try(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesGetMessageReadParticipants(ctx, &tg.MessagesGetMessageReadParticipantsRequest{Peer: c.AsInputPeer(), MsgID: 2})
		return err
	}); !tgerr.Is(err, "PEER_ID_INVALID") {
		t.Error(err)
	}
	srv.Later(8 * 24 * time.Hour)
	if _, err := by(0); !tgerr.Is(err, "MSG_TOO_OLD") {
		t.Error(err)
	}
}
