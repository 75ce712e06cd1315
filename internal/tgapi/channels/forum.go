package channels

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/rpc"
)

// registerForum lists the methods of forums.
func (h *Handlers) registerForum(d *tg.ServerDispatcher) {
	d.OnChannelsToggleForum(rpc.User(h.toggleForum))
	d.OnChannelsToggleViewForumAsMessages(rpc.User(h.toggleViewForumAsMessages))
}

func (h *Handlers) toggleForum(ctx context.Context, c *rpc.Call, r *tg.ChannelsToggleForumRequest) (tg.UpdatesClass, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.SetForum(ctx, c.Actor(), id, r.Enabled, r.Tabs)
	return h.answer(ctx, c, ch, err)
}

// toggleViewForumAsMessages is for the caller's own devices alone.
func (h *Handlers) toggleViewForumAsMessages(ctx context.Context, c *rpc.Call, r *tg.ChannelsToggleViewForumAsMessagesRequest) (tg.UpdatesClass, error) {
	a, err := h.access(ctx, c, r.Channel)
	if err != nil {
		return nil, err
	}
	if err := a.NeedsForum(); err != nil {
		return nil, err
	}
	es, err := h.Dialog.Unpart(ctx, c.Actor(), a.ID.Peer(), r.Enabled)
	return h.answer(ctx, c, channel.Change{Events: es}, err)
}
