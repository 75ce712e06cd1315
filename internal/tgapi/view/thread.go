package view

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/update"
)

// readThread tells the viewer's devices how far a thread is read.
func (r *rendering) readThread(e *update.Event) []tg.UpdateClass {
	u := &tg.UpdateReadChannelDiscussionInbox{ChannelID: e.Peer.ID, TopMsgID: e.ID, ReadMaxID: e.Max}
	if of, err := message.DecodeDiscussed(e.Data); err == nil && of.ID != 0 {
		r.who.peer(of.Chat)
		u.SetBroadcastID(of.Chat.ID)
		u.SetBroadcastPost(of.ID)
	}
	return one(u)
}

// under shows what lies under a message, where something can.
func (c *cast) under(m *message.Message, out *tg.Message) {
	if n, ok := c.replies[message.Ref{Chat: m.Peer, ID: m.ID}]; ok {
		out.SetReplies(*c.thread(&n))
	}
}

// thread is what lies under one message. Who wrote last is told of comments alone.
func (c *cast) thread(n *message.Replies) *tg.MessageReplies {
	out := &tg.MessageReplies{Replies: n.Count, RepliesPts: n.Pts}
	if n.Comments.Kind == peer.Channel {
		out.Comments = true
		out.SetChannelID(n.Comments.ID)
		c.peer(n.Comments)
		by := make([]tg.PeerClass, len(n.Recent))
		for i, p := range n.Recent {
			by[i] = Peer(p)
			c.peer(p)
		}
		if len(by) > 0 {
			out.SetRecentRepliers(by)
		}
	}
	if n.Last != 0 {
		out.SetMaxID(n.Last)
	}
	if n.ReadIn != 0 {
		out.SetReadMaxID(n.ReadIn)
	}
	return out
}

// Views is how often some messages were seen and what lies under them, with all that
// this names; those that are gone have an empty entry.
func (v *Renderer) Views(ctx context.Context, c *rpc.Call, ids []int, counts []message.Count, ms []message.Message) (*tg.MessagesMessageViews, error) {
	who := cast{viewer: c.User}
	replies, err := v.d.Messages.Replies(ctx, c.User, ms)
	if err != nil {
		return nil, err
	}
	under := map[int]message.Replies{}
	for at, n := range replies {
		under[at.ID] = n
	}
	out := &tg.MessagesMessageViews{Views: make([]tg.MessageViews, len(ids))}
	for i, id := range ids {
		if n := counts[i]; n.Views > 0 {
			out.Views[i].SetViews(n.Views)
			out.Views[i].SetForwards(n.Forwards)
		}
		if n, ok := under[id]; ok {
			out.Views[i].SetReplies(*who.thread(&n))
		}
	}
	out.Chats, out.Users, err = v.everybody(ctx, c.User, &who)
	return out, err
}

// Discussion is a message with what lies under it, as the caller has read it.
func (v *Renderer) Discussion(ctx context.Context, c *rpc.Call, d message.Discussion) (*tg.MessagesDiscussionMessage, error) {
	shown, err := v.Messages(ctx, c, []message.Message{d.Root})
	if err != nil {
		return nil, err
	}
	t := &d.Thread
	out := &tg.MessagesDiscussionMessage{Messages: shown.Messages, UnreadCount: t.Unread, Chats: shown.Chats, Users: shown.Users}
	if t.Last != 0 {
		out.SetMaxID(t.Last)
	}
	if t.ReadIn != 0 {
		out.SetReadInboxMaxID(min(t.ReadIn, max(t.Last, d.Root.ID)))
	}
	if t.Read != 0 {
		out.SetReadOutboxMaxID(t.Read)
	}
	return out, nil
}
