package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
)

// registerChats lists the methods of groups and channels that are not among
// channels.*.
func (h *Handlers) registerChats(d *tg.ServerDispatcher) {
	d.OnMessagesEditChatAbout(rpc.Any(h.editChatAbout))
	d.OnMessagesEditChatDefaultBannedRights(rpc.Any(h.editChatDefaultBannedRights))
	d.OnMessagesToggleNoForwards(rpc.User(h.toggleNoForwards))
}

// channel is the group or channel that in names.
func (h *Handlers) channel(c *rpc.Call, in tg.InputPeerClass) (channel.ID, error) {
	p, err := h.In.Peer(c, in)
	if err != nil {
		return 0, err
	}
	id, err := channel.Of(p)
	if err != nil {
		err = errPeer
	}
	return id, err
}

func (h *Handlers) editChatAbout(ctx context.Context, c *rpc.Call, r *tg.MessagesEditChatAboutRequest) (bool, error) {
	id, err := h.channel(c, r.Peer)
	if err != nil {
		return false, err
	}
	_, err = h.Channel.SetAbout(ctx, c.Actor(), id, r.About)
	return err == nil, err
}

func (h *Handlers) editChatDefaultBannedRights(ctx context.Context, c *rpc.Call, r *tg.MessagesEditChatDefaultBannedRightsRequest) (tg.UpdatesClass, error) {
	id, err := h.channel(c, r.Peer)
	if err != nil {
		return nil, err
	}
	b, _ := input.Banned(r.BannedRights)
	ch, err := h.Channel.SetDefault(ctx, c.Actor(), id, b)
	if err != nil {
		return nil, err
	}
	return h.View.ChannelChange(ctx, c, ch)
}

func (h *Handlers) toggleNoForwards(ctx context.Context, c *rpc.Call, r *tg.MessagesToggleNoForwardsRequest) (tg.UpdatesClass, error) {
	id, err := h.channel(c, r.Peer)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.Set(ctx, c.Actor(), id, channel.NoForwards, r.Enabled)
	if err != nil {
		return nil, err
	}
	return h.View.ChannelChange(ctx, c, ch)
}
