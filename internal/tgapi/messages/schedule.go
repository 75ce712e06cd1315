package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/schedule"
)

// scheduled is the answer to a request that has queued something.
func (h *Handlers) scheduled(ctx context.Context, c *rpc.Call) func(message.Change, error) (tg.UpdatesClass, error) {
	return func(ch message.Change, err error) (tg.UpdatesClass, error) {
		if err != nil {
			return nil, err
		}
		return h.View.Change(ctx, c, ch)
	}
}

func (h *Handlers) editScheduled(ctx context.Context, c *rpc.Call, chat peer.Peer, r *tg.MessagesEditMessageRequest) (tg.UpdatesClass, error) {
	e := schedule.Edit{Chat: chat, ID: r.ID, At: int64(r.ScheduleDate)}
	e.NoWebpage, e.Inverted = r.NoWebpage, &r.InvertMedia
	if s, ok := r.GetMessage(); ok {
		t := h.In.Text(c, s, r.Entities)
		e.Text = &t
	}
	if r.Media != nil {
		m, err := h.In.Media(c, r.Media)
		if err != nil {
			return nil, err
		}
		e.Media, e.Link = m.Media, m.Link
		if e.Media == nil && e.Link == nil {
			return nil, errMedia
		}
	}
	return h.scheduled(ctx, c)(h.Schedule.Edit(ctx, c.Actor(), e))
}

func (h *Handlers) getScheduledHistory(ctx context.Context, c *rpc.Call, r *tg.MessagesGetScheduledHistoryRequest) (tg.MessagesMessagesClass, error) {
	chat, err := h.seen(ctx, c, r.Peer)
	if err != nil {
		return nil, err
	}
	queued, err := h.Schedule.History(ctx, c.Actor(), chat)
	if err != nil {
		return nil, err
	}
	return h.queue(ctx, c, queued)
}

func (h *Handlers) getScheduledMessages(ctx context.Context, c *rpc.Call, r *tg.MessagesGetScheduledMessagesRequest) (tg.MessagesMessagesClass, error) {
	chat, err := h.seen(ctx, c, r.Peer)
	if err != nil {
		return nil, err
	}
	queued, err := h.Schedule.In(ctx, c.User, chat, r.ID[:min(len(r.ID), maxByID)]...)
	if err != nil {
		return nil, err
	}
	return h.queue(ctx, c, queued)
}

// queue is queued messages as an answer.
func (h *Handlers) queue(ctx context.Context, c *rpc.Call, queued []message.Message) (tg.MessagesMessagesClass, error) {
	shown, err := h.View.Queued(ctx, c, queued)
	if err != nil {
		return nil, err
	}
	return &tg.MessagesMessages{Messages: shown.Messages, Topics: []tg.ForumTopicClass{}, Chats: shown.Chats, Users: shown.Users}, nil
}

func (h *Handlers) sendScheduledMessages(ctx context.Context, c *rpc.Call, r *tg.MessagesSendScheduledMessagesRequest) (tg.UpdatesClass, error) {
	chat, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	return h.scheduled(ctx, c)(h.Schedule.SendNow(ctx, c.Actor(), chat, r.ID))
}

func (h *Handlers) deleteScheduledMessages(ctx context.Context, c *rpc.Call, r *tg.MessagesDeleteScheduledMessagesRequest) (tg.UpdatesClass, error) {
	chat, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	return h.scheduled(ctx, c)(h.Schedule.Delete(ctx, c.Actor(), chat, r.ID))
}
