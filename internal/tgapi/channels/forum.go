package channels

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/rpc"
)

// registerForum lists the methods of forums.
func (h *Handlers) registerForum(d *tg.ServerDispatcher) {
	d.OnChannelsToggleForum(rpc.User(h.toggleForum))
}

func (h *Handlers) toggleForum(ctx context.Context, c *rpc.Call, r *tg.ChannelsToggleForumRequest) (tg.UpdatesClass, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.SetForum(ctx, c.Actor(), id, r.Enabled, r.Tabs)
	return h.answer(ctx, c, ch, err)
}
