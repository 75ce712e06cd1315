package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/rpc"
)

func (h *Handlers) getOutboxReadDate(ctx context.Context, c *rpc.Call, r *tg.MessagesGetOutboxReadDateRequest) (*tg.OutboxReadDate, error) {
	p, err := h.chat(c, r.Peer)
	if err != nil {
		return nil, err
	}
	at, err := h.Message.ReadDate(ctx, c.Actor(), p, r.MsgID)
	return &tg.OutboxReadDate{Date: int(at)}, err
}
