package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/draft"
	"heliograph/internal/rpc"
)

func (h *Handlers) saveDraft(ctx context.Context, c *rpc.Call, r *tg.MessagesSaveDraftRequest) (bool, error) {
	p, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return false, err
	}
	d := draft.Draft{Peer: p, Text: h.In.Text(c, r.Message, r.Entities), NoWebpage: r.NoWebpage}
	if reply, ok := r.ReplyTo.(*tg.InputReplyToMessage); ok {
		if d.ReplyTo, d.Topic = reply.ReplyToMsgID, max(reply.TopMsgID, 0); d.ReplyTo == d.Topic {
			d.ReplyTo = 0
		}
	}
	return true, h.Draft.Save(ctx, c.Actor(), d)
}

func (h *Handlers) getAllDrafts(ctx context.Context, c *rpc.Call) (tg.UpdatesClass, error) {
	ds, err := h.Draft.All(ctx, c.User)
	if err != nil {
		return nil, err
	}
	return h.View.Drafts(ctx, c, ds)
}

func (h *Handlers) clearAllDrafts(ctx context.Context, c *rpc.Call) (bool, error) {
	return true, h.Draft.ClearAll(ctx, c.Actor())
}
