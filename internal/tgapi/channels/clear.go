package channels

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/rpc"
)

// deleteHistory clears a history for the caller, or for everybody.
func (h *Handlers) deleteHistory(ctx context.Context, c *rpc.Call, r *tg.ChannelsDeleteHistoryRequest) (tg.UpdatesClass, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return nil, err
	}
	clear := h.Message.HidePosts
	if r.ForEveryone {
		clear = h.Message.WipePosts
	}
	es, err := clear(ctx, c.Actor(), id.Peer(), r.MaxID)
	return h.answer(ctx, c, channel.Change{Events: es}, err)
}

// maxInactive is how many chats are proposed to who is in too many.
const maxInactive = 100

func (h *Handlers) getInactiveChannels(ctx context.Context, c *rpc.Call) (*tg.MessagesInactiveChats, error) {
	ds, err := h.Dialog.Quiet(ctx, c.Actor(), maxInactive)
	if err != nil {
		return nil, err
	}
	out := &tg.MessagesInactiveChats{Dates: make([]int, len(ds)), Users: []tg.UserClass{}}
	ids := make([]channel.ID, len(ds))
	for i := range ds {
		ids[i], out.Dates[i] = channel.ID(ds[i].Peer.ID), int(ds[i].Date)
	}
	out.Chats, err = h.View.Channels(ctx, c, ids...)
	return out, err
}
