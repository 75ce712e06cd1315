package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/rpc"
)

var errMedia = fault.New(fault.Invalid, "MEDIA_INVALID")

// registerMedia lists the methods of what messages carry.
func (h *Handlers) registerMedia(d *tg.ServerDispatcher) {
	d.OnMessagesAppendTodoList(rpc.User(h.appendTodoList))
	d.OnMessagesGetPollResults(rpc.User(h.getPollResults))
	d.OnMessagesGetPollVotes(rpc.User(h.getPollVotes))
	d.OnMessagesGetRecentLocations(rpc.User(h.getRecentLocations))
	d.OnMessagesGetUnreadPollVotes(rpc.User(h.getUnreadPollVotes))
	d.OnMessagesReadPollVotes(rpc.User(h.readPollVotes))
	d.OnMessagesSendMedia(rpc.Any(h.sendMedia))
	d.OnMessagesSendVote(rpc.User(h.sendVote))
	d.OnMessagesToggleTodoCompleted(rpc.User(h.toggleTodoCompleted))
}

func (h *Handlers) sendMedia(ctx context.Context, c *rpc.Call, r *tg.MessagesSendMediaRequest) (tg.UpdatesClass, error) {
	to, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	if r.Effect != 0 { // see sendMessage
		return nil, errEffect
	}
	reply, err := h.In.Reply(c, to, r.ReplyTo)
	if err != nil {
		return nil, err
	}
	m, err := h.In.Media(c, r.Media)
	if err != nil {
		return nil, err
	}
	if m.Live != nil && m.Live.Stop {
		return nil, errMedia
	}
	as, err := h.voice(c, r.SendAs)
	if err != nil {
		return nil, err
	}
	draft := message.Draft{
		To: to, Text: h.In.Text(c, r.Message, r.Entities), Media: m.Media, Poll: m.Poll, Link: m.Link, Reply: reply, Random: r.RandomID,
		Silent: r.Silent, Inverted: r.InvertMedia, ClearDraft: r.ClearDraft, As: as,
	}
	if r.ScheduleDate != 0 {
		return h.scheduled(ctx, c)(h.Schedule.Send(ctx, c.Actor(), draft, int64(r.ScheduleDate)))
	}
	sent, err := h.Message.Send(ctx, c.Actor(), draft)
	if err != nil {
		return nil, err
	}
	return h.View.Change(ctx, c, sent)
}

// editMedia changes what a message carries; of a poll it can only be closed.
func (h *Handlers) editMedia(ctx context.Context, c *rpc.Call, r *tg.MessagesEditMessageRequest) (tg.UpdatesClass, error) {
	to, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	if p, ok := r.Media.(*tg.InputMediaPoll); ok && p.Poll.Closed {
		return h.closePoll(ctx, c, to, r.ID)
	}
	m, err := h.In.Media(c, r.Media)
	if err != nil {
		return nil, err
	}
	e := message.MediaEdit{Live: m.Live}
	if m.Media != nil {
		e.Todo = m.Media.Todo
	}
	ch, err := h.Message.EditMedia(ctx, c.Actor(), to, r.ID, e)
	if err != nil {
		return nil, err
	}
	return h.View.Change(ctx, c, ch)
}

func (h *Handlers) getRecentLocations(ctx context.Context, c *rpc.Call, r *tg.MessagesGetRecentLocationsRequest) (tg.MessagesMessagesClass, error) {
	with, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	found, err := h.Message.LiveNow(ctx, c.Actor(), with, r.Limit)
	if err != nil {
		return nil, err
	}
	shown, err := h.View.Messages(ctx, c, found)
	if err != nil {
		return nil, err
	}
	return &tg.MessagesMessages{Messages: shown.Messages, Topics: []tg.ForumTopicClass{}, Chats: shown.Chats, Users: shown.Users}, nil
}
