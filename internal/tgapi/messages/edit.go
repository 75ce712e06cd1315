package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
)

func (h *Handlers) editMessage(ctx context.Context, c *rpc.Call, r *tg.MessagesEditMessageRequest) (tg.UpdatesClass, error) {
	to, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	if r.ScheduleDate != 0 {
		return h.editScheduled(ctx, c, to, r)
	}
	page, shows := r.Media.(*tg.InputMediaWebPage)
	if r.Media != nil && !shows {
		return h.editMedia(ctx, c, r)
	}
	w := message.Rewrite{NoWebpage: r.NoWebpage, Inverted: &r.InvertMedia}
	if s, ok := r.GetMessage(); ok || !shows {
		t := h.In.Text(c, s, r.Entities)
		w.Text = &t
	}
	if shows {
		w.Link = input.Link(page)
	}
	ch, err := h.Message.Rewrite(ctx, c.Actor(), to, r.ID, w)
	if err != nil {
		return nil, err
	}
	return h.View.Change(ctx, c, ch)
}

func (h *Handlers) getMessageEditData(ctx context.Context, c *rpc.Call, r *tg.MessagesGetMessageEditDataRequest) (*tg.MessagesMessageEditData, error) {
	to, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	return &tg.MessagesMessageEditData{}, h.Message.EditData(ctx, c.Actor(), to, r.ID)
}

func (h *Handlers) deleteMessages(ctx context.Context, c *rpc.Call, r *tg.MessagesDeleteMessagesRequest) (*tg.MessagesAffectedMessages, error) {
	a, err := h.Message.Delete(ctx, c.Actor(), r.ID, r.Revoke)
	return affected(a), err
}

func (h *Handlers) deleteHistory(ctx context.Context, c *rpc.Call, r *tg.MessagesDeleteHistoryRequest) (*tg.MessagesAffectedHistory, error) {
	with, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	a, err := h.Message.DeleteHistory(ctx, c.Actor(), message.Clear{
		With: with, Max: r.MaxID, From: int64(r.MinDate), Until: int64(r.MaxDate), Keep: r.JustClear, Revoke: r.Revoke,
	})
	return &tg.MessagesAffectedHistory{Pts: a.Pts, PtsCount: a.Count, Offset: a.Offset}, err
}
