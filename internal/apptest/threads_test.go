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

// answer has somebody answer a message in the thread of another, and is what others
// see of it.
func (g *gang) answer(who, to, top int, text string, others ...int) []*tg.Message {
	g.t.Helper()
	g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		reply := &tg.InputReplyToMessage{ReplyToMsgID: to}
		if top != 0 {
			reply.SetTopMsgID(top)
		}
		u, err := api.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{
			Peer: c.AsInputPeer(), Message: text, RandomID: id.Int64(), ReplyTo: reply,
		})
		if err == nil {
			g.devices[who].Record(u)
		}
		return err
	})
	var out []*tg.Message
	for _, o := range others {
		out = append(out, posted(g.t, g.devices[o], text))
	}
	return out
}

// thread is part of a thread as somebody sees it.
func (g *gang) thread(who int, r *tg.MessagesGetRepliesRequest) (ids []int, total int) {
	g.t.Helper()
	g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		r.Peer = c.AsInputPeer()
		res, err := api.MessagesGetReplies(ctx, r)
		if err != nil {
			return err
		}
		page := res.(*tg.MessagesChannelMessages)
		total = page.Count
		for _, m := range page.Messages {
			ids = append(ids, m.GetID())
		}
		return nil
	})
	return ids, total
}

func (g *gang) discussion(who, top int) (d *tg.MessagesDiscussionMessage) {
	g.t.Helper()
	g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) (err error) {
		d, err = api.MessagesGetDiscussionMessage(ctx, &tg.MessagesGetDiscussionMessageRequest{Peer: c.AsInputPeer(), MsgID: top})
		return err
	})
	return d
}

// TestGroupThreads: answers to a message are its thread, which is paged, searched,
// counted and read apart from the group.
func TestGroupThreads(t *testing.T) {
	t.Parallel()
	g := gather(t, people(t, apptest.New(t)), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	root := g.post(0, "root", 0, 1, 2)[0]
	if n, ok := root.GetReplies(); !ok || n.Replies != 0 || n.Comments {
		t.Errorf("a message that nobody has answered: %+v", root.Replies)
	}
	g.post(0, "something else", 1, 2)
	first := g.answer(1, root.ID, 0, "first answer", 0, 2)[0]
	second := g.answer(2, first.ID, root.ID, "second answer", 0, 1)[0]
	if h := second.ReplyTo.(*tg.MessageReplyHeader); h.ReplyToMsgID != first.ID || h.ReplyToTopID != root.ID {
		t.Errorf("the header of an answer to an answer: %+v", h)
	}
	third := g.answer(1, root.ID, root.ID, "third one", 0, 2)[0]

	all := []int{third.ID, second.ID, first.ID}
	for _, x := range []struct {
		r    tg.MessagesGetRepliesRequest
		want []int
	}{
		{tg.MessagesGetRepliesRequest{MsgID: root.ID, Limit: 10}, all},
		{tg.MessagesGetRepliesRequest{MsgID: first.ID, Limit: 10}, all}, // it is of the same thread
		{tg.MessagesGetRepliesRequest{MsgID: root.ID, Limit: 1}, all[:1]},
		{tg.MessagesGetRepliesRequest{MsgID: root.ID, OffsetID: third.ID, Limit: 10}, all[1:]},
		{tg.MessagesGetRepliesRequest{MsgID: root.ID, OffsetID: second.ID, AddOffset: -1, Limit: 2}, all[1:]},
		{tg.MessagesGetRepliesRequest{MsgID: root.ID, MinID: first.ID, MaxID: third.ID, Limit: 10}, all[1:2]},
	} {
		if got, n := g.thread(0, &x.r); !slices.Equal(got, x.want) || n != 3 {
			t.Errorf("%+v: %v of %d, not %v", x.r, got, n, x.want)
		}
	}
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		res, err := api.MessagesSearch(ctx, &tg.MessagesSearchRequest{
			Peer: c.AsInputPeer(), Q: "answer", TopMsgID: root.ID, Filter: &tg.InputMessagesFilterEmpty{}, Limit: 10,
		})
		if err != nil {
			return err
		}
		if ms := messagesOf(res); len(ms) != 2 || ms[0].GetID() != second.ID {
			t.Errorf("found in the thread: %v", ms)
		}
		res, err = api.MessagesSearch(ctx, &tg.MessagesSearchRequest{
			Peer: c.AsInputPeer(), Q: "else", TopMsgID: root.ID, Filter: &tg.InputMessagesFilterEmpty{}, Limit: 10,
		})
		if err == nil && len(messagesOf(res)) != 0 {
			t.Errorf("found in the thread what is not in it: %v", res)
		}
		return err
	})
	g.readThread(root.ID, first.ID, third.ID)
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsDeleteMessages(ctx, &tg.ChannelsDeleteMessagesRequest{Channel: c.AsInput(), ID: []int{third.ID}})
		return err
	})
	if got, n := g.thread(1, &tg.MessagesGetRepliesRequest{MsgID: root.ID, Limit: 10}); !slices.Equal(got, all[1:]) || n != 2 {
		t.Errorf("after a deletion: %v of %d", got, n)
	}
	for _, no := range []int{0, 999} {
		if err := g.try(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := api.MessagesGetReplies(ctx, &tg.MessagesGetRepliesRequest{Peer: c.AsInputPeer(), MsgID: no, Limit: 1})
			return err
		}); !tgerr.Is(err, "MSG_ID_INVALID") {
			t.Errorf("the thread of %d: %v", no, err)
		}
	}
}

// readThread has Alice read a thread of three answers, of which the first and the
// last are Bob's.
func (g *gang) readThread(root, first, last int) {
	t := g.t
	t.Helper()
	if d := g.discussion(0, root); d.UnreadCount != 3 || d.MaxID != last || len(d.Messages) != 1 || d.Messages[0].GetID() != root {
		t.Errorf("before it is read: %+v", d)
	}
	read := func(max int) {
		t.Helper()
		g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := api.MessagesReadDiscussion(ctx, &tg.MessagesReadDiscussionRequest{Peer: c.AsInputPeer(), MsgID: root, ReadMaxID: max})
			return err
		})
	}
	read(first)
	if d := g.discussion(0, root); d.UnreadCount != 2 || d.ReadInboxMaxID != first {
		t.Errorf("when the first answer is read: %+v", d)
	}
	if err := g.devices[1].Expect("that the thread was read", func(u tg.UpdateClass) bool {
		r, ok := u.(*tg.UpdateReadChannelDiscussionOutbox)
		return ok && r.ChannelID == g.id && r.TopMsgID == root && r.ReadMaxID == first
	}); err != nil {
		t.Error(err)
	}
	if d := g.discussion(1, root); d.ReadOutboxMaxID != first {
		t.Errorf("to who wrote it: %+v", d)
	}
	read(last)
	if d := g.discussion(0, root); d.UnreadCount != 0 || d.ReadInboxMaxID != last {
		t.Errorf("when all is read: %+v", d)
	}
	if d := g.dialog(0); d.UnreadCount != 3 {
		t.Errorf("the group itself is not: %+v", d)
	}
}

// TestThreadOnOtherDevices: what is read of a thread is read on one's other devices,
// and what is typed in it says where.
func TestThreadOnOtherDevices(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	phone := srv.NewDevice("alice", g.devices[0].Phone)
	login(t, phone)
	root := g.post(0, "root", 1)[0]
	last := g.answer(1, root.ID, 0, "answer", 0)[0]
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesReadDiscussion(ctx, &tg.MessagesReadDiscussionRequest{Peer: c.AsInputPeer(), MsgID: root.ID, ReadMaxID: last.ID})
		return err
	})
	if err := phone.Expect("that the thread is read", func(u tg.UpdateClass) bool {
		r, ok := u.(*tg.UpdateReadChannelDiscussionInbox)
		return ok && r.ChannelID == g.id && r.TopMsgID == root.ID && r.ReadMaxID == last.ID
	}); err != nil {
		t.Error(err)
	}
	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		r := &tg.MessagesSetTypingRequest{Peer: c.AsInputPeer(), Action: &tg.SendMessageTypingAction{}}
		r.SetTopMsgID(root.ID)
		_, err := api.MessagesSetTyping(ctx, r)
		return err
	})
	if err := g.devices[2].Expect("that bob types in the thread", func(u tg.UpdateClass) bool {
		r, ok := u.(*tg.UpdateChannelUserTyping)
		return ok && r.ChannelID == g.id && r.TopMsgID == root.ID
	}); err != nil {
		t.Error(err)
	}
}
