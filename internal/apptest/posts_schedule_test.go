package apptest_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
)

// later has somebody write something that is sent after a time.
func (g *gang) later(srv *apptest.Server, who int, text string, after time.Duration) error {
	return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		r := &tg.MessagesSendMessageRequest{Peer: c.AsInputPeer(), Message: text, RandomID: id.Int64()}
		r.SetScheduleDate(int(srv.Now().Add(after).Unix()))
		if after < 0 {
			r.SetScheduleDate(0x7ffffffe)
		}
		u, err := api.MessagesSendMessage(ctx, r)
		if err == nil {
			g.devices[who].Record(u)
		}
		return err
	})
}

// queue is what somebody has written that is still to be sent.
func (g *gang) queue(who int) (texts []string, ids []int) {
	g.t.Helper()
	g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		res, err := api.MessagesGetScheduledHistory(ctx, &tg.MessagesGetScheduledHistoryRequest{Peer: c.AsInputPeer()})
		if err != nil {
			return err
		}
		m, _ := res.AsModified()
		for _, x := range m.GetMessages() {
			texts, ids = append(texts, x.(*tg.Message).Message), append(ids, x.GetID())
			if _, ok := x.(*tg.Message).GetReplies(); ok {
				g.t.Errorf("%+v has replies before it is sent", x)
			}
		}
		full, err := api.ChannelsGetFullChannel(ctx, c.AsInput())
		if err == nil && full.FullChat.(*tg.ChannelFull).HasScheduled != (len(ids) > 0) {
			g.t.Error("has_scheduled says otherwise")
		}
		return err
	})
	return texts, ids
}

// TestChannelSchedule: posts that wait are seen by who wrote them alone, are sent as
// others are, and are not when their author may not write any more.
func TestChannelSchedule(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "News", Broadcast: true})
	g.promote(1, tg.ChatAdminRights{PostMessages: true})
	g.post(0, "first", 1, 2)
	for want, err := range map[string]error{
		"CHAT_WRITE_FORBIDDEN": g.later(srv, 2, "x", time.Hour), "SCHEDULE_DATE_INVALID": g.later(srv, 0, "x", 0),
		"SCHEDULE_DATE_TOO_LATE": g.later(srv, 0, "x", 400*24*time.Hour), "SCHEDULE_STATUS_PRIVATE": g.later(srv, 0, "x", -1),
	} {
		if !tgerr.Is(err, want) {
			t.Errorf("%v, not %s", err, want)
		}
	}
	for text, after := range map[string]time.Duration{"in an hour": time.Hour, "in two": 2 * time.Hour, "never": 5 * time.Hour} {
		if err := g.later(srv, 0, text, after); err != nil {
			t.Fatal(err)
		}
	}
	if err := g.later(srv, 1, "of bob", time.Hour); err != nil {
		t.Fatal(err)
	}
	texts, ids := g.queue(0)
	if !slices.Equal(texts, []string{"never", "in two", "in an hour"}) {
		t.Errorf("%q wait", texts)
	}
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		r := &tg.MessagesEditMessageRequest{Peer: c.AsInputPeer(), ID: ids[1], Message: "at once"}
		r.SetScheduleDate(int(srv.Now().Add(2 * time.Hour).Unix()))
		if _, err := api.MessagesEditMessage(ctx, r); err != nil {
			return err
		}
		if _, err := api.MessagesSendScheduledMessages(ctx, &tg.MessagesSendScheduledMessagesRequest{Peer: c.AsInputPeer(), ID: ids[1:2]}); err != nil {
			return err
		}
		_, err := api.MessagesDeleteScheduledMessages(ctx, &tg.MessagesDeleteScheduledMessagesRequest{Peer: c.AsInputPeer(), ID: ids[:1]})
		return err
	})
	if m := posted(t, g.devices[2], "at once"); !m.Post || !m.FromScheduled {
		t.Errorf("%+v", m)
	}
	g.promote(1, tg.ChatAdminRights{PinMessages: true}) // bob may not post any more
	srv.Later(time.Hour)
	posted(t, g.devices[2], "in an hour")
	if err := g.devices[1].Expect("that the post is dropped", func(u tg.UpdateClass) bool {
		d, ok := u.(*tg.UpdateDeleteScheduledMessages)
		return ok && len(d.Messages) == 1 && len(d.SentMessages) == 0
	}); err != nil {
		t.Error(err)
	}
	if texts, _ := g.queue(0); len(texts) != 0 {
		t.Errorf("%q wait", texts)
	}
}

// TestGroupScheduleInSlowMode: what waits does not come more often than members may
// write: it waits longer.
func TestGroupScheduleInSlowMode(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsToggleSlowMode(ctx, &tg.ChannelsToggleSlowModeRequest{Channel: c.AsInput(), Seconds: 3600})
		return err
	})
	for _, text := range []string{"one", "two"} {
		if err := g.later(srv, 1, text, 10*time.Minute); err != nil {
			t.Fatal(err)
		}
	}
	srv.Later(10 * time.Minute)
	posted(t, g.devices[0], "one")
	if err := g.devices[1].Expect("that the other one waits longer", func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewScheduledMessage)
		return ok && n.Message.(*tg.Message).Message == "two" && n.Message.(*tg.Message).Date > int(srv.Now().Add(50*time.Minute).Unix())
	}); err != nil {
		t.Error(err)
	}
	srv.Later(time.Hour)
	posted(t, g.devices[0], "two")
}
