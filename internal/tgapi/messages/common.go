package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
)

// maxCommon is how many chats a page of common chats has.
const maxCommon = 100

var errUser = fault.New(fault.Invalid, "USER_ID_INVALID")

func (h *Handlers) getCommonChats(ctx context.Context, c *rpc.Call, r *tg.MessagesGetCommonChatsRequest) (tg.MessagesChatsClass, error) {
	id, err := h.In.User(c, r.UserID)
	if err != nil {
		return nil, err
	}
	if id == c.User {
		return nil, errUser
	}
	ids, total, err := h.Channel.Common(ctx, c.Actor(), id, channel.ID(r.MaxID), min(max(r.Limit, 0), maxCommon))
	if err != nil {
		return nil, err
	}
	chats, err := h.View.Channels(ctx, c, ids...)
	if len(ids) < total {
		return &tg.MessagesChatsSlice{Count: total, Chats: chats}, err
	}
	return &tg.MessagesChats{Chats: chats}, err
}

func (h *Handlers) getOnlines(ctx context.Context, c *rpc.Call, in tg.InputPeerClass) (*tg.ChatOnlines, error) {
	p, err := h.In.Peer(c, in)
	if err != nil {
		return nil, err
	}
	if p.Kind != peer.Channel && p.Kind != peer.Chat {
		return nil, errPeer
	}
	n, err := h.Channel.Online(ctx, c.Actor(), channel.ID(p.ID))
	return &tg.ChatOnlines{Onlines: n}, err
}
