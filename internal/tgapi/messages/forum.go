package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/rpc"
)

var (
	errIcon        = fault.New(fault.Invalid, "DOCUMENT_INVALID")
	errGeneralIcon = fault.New(fault.Invalid, "GENERAL_MODIFY_ICON_FORBIDDEN")
)

// registerForum lists the methods of topics.
func (h *Handlers) registerForum(d *tg.ServerDispatcher) {
	d.OnMessagesCreateForumTopic(rpc.Any(h.createForumTopic))
	d.OnMessagesDeleteTopicHistory(rpc.Any(h.deleteTopicHistory))
	d.OnMessagesEditForumTopic(rpc.Any(h.editForumTopic))
	d.OnMessagesGetForumTopics(rpc.User(h.getForumTopics))
	d.OnMessagesGetForumTopicsByID(rpc.User(h.getForumTopicsByID))
	d.OnMessagesReorderPinnedForumTopics(rpc.User(h.reorderPinnedForumTopics))
	d.OnMessagesUpdatePinnedForumTopic(rpc.User(h.updatePinnedForumTopic))
}

// forum is the supergroup that p names. Fault: CHANNEL_INVALID for what is none.
func (h *Handlers) forum(c *rpc.Call, p tg.InputPeerClass) (channel.ID, error) {
	to, err := h.In.Peer(c, p)
	if err != nil {
		return 0, err
	}
	return channel.Of(to)
}

// topicChange is the answer to a request that changed topics.
func (h *Handlers) topicChange(ctx context.Context, c *rpc.Call, ch channel.Change, err error) (tg.UpdatesClass, error) {
	if err != nil {
		return nil, err
	}
	return h.View.ChannelChange(ctx, c, ch)
}

// createForumTopic refuses pictures as icons: there are none to choose from.
func (h *Handlers) createForumTopic(ctx context.Context, c *rpc.Call, r *tg.MessagesCreateForumTopicRequest) (tg.UpdatesClass, error) {
	id, err := h.forum(c, r.Peer)
	if err != nil {
		return nil, err
	}
	if r.IconEmojiID != 0 {
		return nil, errIcon
	}
	as, err := h.voice(c, r.SendAs)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.CreateTopic(ctx, c.Actor(), id, channel.TopicDraft{Title: r.Title, Color: r.IconColor, Random: r.RandomID, As: as})
	return h.topicChange(ctx, c, ch, err)
}

func (h *Handlers) editForumTopic(ctx context.Context, c *rpc.Call, r *tg.MessagesEditForumTopicRequest) (tg.UpdatesClass, error) {
	id, err := h.forum(c, r.Peer)
	if err != nil {
		return nil, err
	}
	switch icon, ok := r.GetIconEmojiID(); {
	case ok && r.TopicID == channel.General:
		return nil, errGeneralIcon
	case icon != 0:
		return nil, errIcon
	}
	var e channel.TopicEdit
	if title, ok := r.GetTitle(); ok {
		e.Title = &title
	}
	if closed, ok := r.GetClosed(); ok {
		e.Closed = &closed
	}
	if hidden, ok := r.GetHidden(); ok {
		e.Hidden = &hidden
	}
	ch, err := h.Channel.EditTopic(ctx, c.Actor(), id, r.TopicID, e)
	return h.topicChange(ctx, c, ch, err)
}

func (h *Handlers) updatePinnedForumTopic(ctx context.Context, c *rpc.Call, r *tg.MessagesUpdatePinnedForumTopicRequest) (tg.UpdatesClass, error) {
	id, err := h.forum(c, r.Peer)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.PinTopic(ctx, c.Actor(), id, r.TopicID, r.Pinned)
	return h.topicChange(ctx, c, ch, err)
}

func (h *Handlers) reorderPinnedForumTopics(ctx context.Context, c *rpc.Call, r *tg.MessagesReorderPinnedForumTopicsRequest) (tg.UpdatesClass, error) {
	id, err := h.forum(c, r.Peer)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.ReorderTopics(ctx, c.Actor(), id, r.Order, r.Force)
	return h.topicChange(ctx, c, ch, err)
}

func (h *Handlers) getForumTopics(ctx context.Context, c *rpc.Call, r *tg.MessagesGetForumTopicsRequest) (*tg.MessagesForumTopics, error) {
	id, err := h.forum(c, r.Peer)
	if err != nil {
		return nil, err
	}
	ts, err := h.Message.Topics(ctx, c.Actor(), id.Peer(), message.TopicQuery{
		Text: r.Q, OffsetTopic: r.OffsetTopic, OffsetID: r.OffsetID, OffsetDate: int64(r.OffsetDate), Limit: r.Limit,
	})
	if err != nil {
		return nil, err
	}
	return h.View.Topics(ctx, c, id, ts)
}

func (h *Handlers) getForumTopicsByID(ctx context.Context, c *rpc.Call, r *tg.MessagesGetForumTopicsByIDRequest) (*tg.MessagesForumTopics, error) {
	id, err := h.forum(c, r.Peer)
	if err != nil {
		return nil, err
	}
	ts, err := h.Message.TopicsByID(ctx, c.Actor(), id.Peer(), r.Topics)
	if err != nil {
		return nil, err
	}
	return h.View.Topics(ctx, c, id, ts)
}

func (h *Handlers) deleteTopicHistory(ctx context.Context, c *rpc.Call, r *tg.MessagesDeleteTopicHistoryRequest) (*tg.MessagesAffectedHistory, error) {
	id, err := h.forum(c, r.Peer)
	if err != nil {
		return nil, err
	}
	a, err := h.Message.DeleteTopic(ctx, c.Actor(), id.Peer(), r.TopMsgID)
	return &tg.MessagesAffectedHistory{Pts: a.Pts, PtsCount: a.Count, Offset: a.Offset}, err
}
