package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/rpc"
)

func (h *Handlers) setHistoryTTL(ctx context.Context, c *rpc.Call, r *tg.MessagesSetHistoryTTLRequest) (tg.UpdatesClass, error) {
	with, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	ch, err := h.Message.SetPeriod(ctx, c.Actor(), with, r.Period)
	if err != nil {
		return nil, err
	}
	return h.View.Change(ctx, c, ch)
}

func (h *Handlers) setDefaultHistoryTTL(ctx context.Context, c *rpc.Call, period int) (bool, error) {
	err := h.Dialog.SetDefaultPeriod(ctx, c.Actor(), period)
	return err == nil, err
}

func (h *Handlers) getDefaultHistoryTTL(ctx context.Context, c *rpc.Call) (*tg.DefaultHistoryTTL, error) {
	period, err := h.Dialog.DefaultPeriod(ctx, c.Actor())
	return &tg.DefaultHistoryTTL{Period: period}, err
}
