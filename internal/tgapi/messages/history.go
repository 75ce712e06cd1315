package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/update"
)

func (h *Handlers) getHistory(ctx context.Context, c *rpc.Call, r *tg.MessagesGetHistoryRequest) (tg.MessagesMessagesClass, error) {
	with, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	var at update.State
	if with.Kind == peer.Channel { // first: what comes between is told besides
		if at, err = h.Log.State(ctx, with.Owner()); err != nil {
			return nil, err
		}
	}
	s, err := h.Message.History(ctx, c.Actor(), with, message.Page{
		OffsetID: r.OffsetID, OffsetDate: int64(r.OffsetDate), AddOffset: r.AddOffset,
		Limit: r.Limit, MaxID: r.MaxID, MinID: r.MinID,
	})
	if err != nil {
		return nil, err
	}
	if with.Kind == peer.Channel {
		return h.posts(ctx, c, s, at.At.Pts)
	}
	return h.slice(ctx, c, s)
}

// posts is part of the history of a channel whose log stands at pts.
func (h *Handlers) posts(ctx context.Context, c *rpc.Call, s message.Slice, pts int) (tg.MessagesMessagesClass, error) {
	shown, err := h.View.Messages(ctx, c, s.Messages)
	return &tg.MessagesChannelMessages{
		Pts: pts, Count: s.Total, Messages: shown.Messages, Topics: shown.Topics, Chats: shown.Chats, Users: shown.Users,
	}, err
}

// slice is part of a history, or all of it.
func (h *Handlers) slice(ctx context.Context, c *rpc.Call, s message.Slice) (tg.MessagesMessagesClass, error) {
	shown, err := h.View.Messages(ctx, c, s.Messages)
	if err != nil {
		return nil, err
	}
	if len(shown.Messages) >= s.Total {
		return &tg.MessagesMessages{Messages: shown.Messages, Topics: shown.Topics, Chats: shown.Chats, Users: shown.Users}, nil
	}
	return &tg.MessagesMessagesSlice{Count: s.Total, Messages: shown.Messages, Topics: shown.Topics, Chats: shown.Chats, Users: shown.Users}, nil
}

// maxByID is how many messages one request may name.
const maxByID = 200

func (h *Handlers) getMessages(ctx context.Context, c *rpc.Call, ids []tg.InputMessageClass) (tg.MessagesMessagesClass, error) {
	var want []int
	for _, id := range ids[:min(len(ids), maxByID)] {
		n, err := h.Message.Named(ctx, c.Actor(), id.TypeID() == tg.InputMessageReplyToTypeID, messageID(id))
		if err != nil {
			return nil, err
		}
		want = append(want, n)
	}
	found, err := h.Message.ByID(ctx, c.Actor(), want...)
	if err != nil {
		return nil, err
	}
	shown, err := h.View.Messages(ctx, c, found)
	if err != nil {
		return nil, err
	}
	return &tg.MessagesMessages{Messages: inOrder(want, shown.Messages), Topics: shown.Topics, Chats: shown.Chats, Users: shown.Users}, nil
}

// messageID is the id in an InputMessage, 0 for kinds that name none.
func messageID(m tg.InputMessageClass) int {
	switch m := m.(type) {
	case *tg.InputMessageID:
		return m.ID
	case *tg.InputMessageReplyTo:
		return m.ID
	}
	return 0
}

// inOrder is one message for each id, an empty one where there is none.
func inOrder(ids []int, found []tg.MessageClass) []tg.MessageClass {
	at := map[int]tg.MessageClass{}
	for _, m := range found {
		at[m.GetID()] = m
	}
	out := make([]tg.MessageClass, len(ids))
	for i, id := range ids {
		if out[i] = at[id]; out[i] == nil {
			out[i] = &tg.MessageEmpty{ID: id}
		}
	}
	return out
}

func (h *Handlers) readHistory(ctx context.Context, c *rpc.Call, r *tg.MessagesReadHistoryRequest) (*tg.MessagesAffectedMessages, error) {
	with, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	a, err := h.Message.Read(ctx, c.Actor(), with, r.MaxID)
	return affected(a), err
}
