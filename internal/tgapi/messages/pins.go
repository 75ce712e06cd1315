package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
)

func (h *Handlers) updatePinnedMessage(ctx context.Context, c *rpc.Call, r *tg.MessagesUpdatePinnedMessageRequest) (tg.UpdatesClass, error) {
	chat, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	ch, err := h.Message.Pin(ctx, c.Actor(), message.Pin{Chat: chat, ID: r.ID, Unpin: r.Unpin, OneSide: r.PmOneside, Silent: r.Silent})
	if err != nil {
		return nil, err
	}
	return h.View.Change(ctx, c, ch)
}

func (h *Handlers) unpinAllMessages(ctx context.Context, c *rpc.Call, r *tg.MessagesUnpinAllMessagesRequest) (*tg.MessagesAffectedHistory, error) {
	chat, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	var part peer.Peer
	if in, ok := r.GetSavedPeerID(); ok {
		if part, err = h.In.Peer(c, in); err != nil {
			return nil, err
		}
	}
	if top, ok := r.GetTopMsgID(); ok && chat.Kind == peer.Channel {
		a, err := h.Message.UnpinThread(ctx, c.Actor(), chat, top)
		return &tg.MessagesAffectedHistory{Pts: a.Pts, PtsCount: a.Count, Offset: a.Offset}, err
	}
	a, err := h.Message.UnpinAll(ctx, c.Actor(), chat, part)
	return &tg.MessagesAffectedHistory{Pts: a.Pts, PtsCount: a.Count, Offset: a.Offset}, err
}
