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

func (h *Handlers) getMessageReadParticipants(ctx context.Context, c *rpc.Call, r *tg.MessagesGetMessageReadParticipantsRequest) ([]tg.ReadParticipantDate, error) {
	p, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	seen, err := h.Message.ReadBy(ctx, c.Actor(), p, r.MsgID)
	out := make([]tg.ReadParticipantDate, len(seen))
	for i, s := range seen {
		out[i] = tg.ReadParticipantDate{UserID: int64(s.By), Date: int(s.At)}
	}
	return out, err
}
