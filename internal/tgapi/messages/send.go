package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/rpc"
)

var errEffect = fault.New(fault.Invalid, "EFFECT_ID_INVALID")

func (h *Handlers) sendMessage(ctx context.Context, c *rpc.Call, r *tg.MessagesSendMessageRequest) (tg.UpdatesClass, error) {
	to, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	if r.Effect != 0 { // there are none: see getAvailableEffects
		return nil, errEffect
	}
	reply, err := h.In.Reply(c, to, r.ReplyTo)
	if err != nil {
		return nil, err
	}
	as, err := h.voice(c, r.SendAs)
	if err != nil {
		return nil, err
	}
	draft := message.Draft{
		To: to, Text: h.In.Text(c, r.Message, r.Entities), Reply: reply, Random: r.RandomID,
		Silent: r.Silent, NoWebpage: r.NoWebpage, Inverted: r.InvertMedia, ClearDraft: r.ClearDraft, As: as,
	}
	if r.ScheduleDate != 0 {
		return h.scheduled(ctx, c)(h.Schedule.Send(ctx, c.Actor(), draft, int64(r.ScheduleDate)))
	}
	sent, err := h.Message.Send(ctx, c.Actor(), draft)
	if err != nil {
		return nil, err
	}
	return h.View.Change(ctx, c, sent)
}

func (h *Handlers) forwardMessages(ctx context.Context, c *rpc.Call, r *tg.MessagesForwardMessagesRequest) (tg.UpdatesClass, error) {
	to, err := h.In.Peer(c, r.ToPeer)
	if err != nil {
		return nil, err
	}
	if r.Effect != 0 {
		return nil, errEffect
	}
	as, err := h.voice(c, r.SendAs)
	if err != nil {
		return nil, err
	}
	q := message.Copy{To: to, IDs: r.ID, Randoms: r.RandomID, Silent: r.Silent, Anonym: r.DropAuthor, Bare: r.DropMediaCaptions, Topic: r.TopMsgID, As: as}
	if _, empty := r.FromPeer.(*tg.InputPeerEmpty); !empty {
		if q.From, err = h.In.Peer(c, r.FromPeer); err != nil {
			return nil, err
		}
	}
	if r.ScheduleDate != 0 {
		return h.scheduled(ctx, c)(h.Schedule.Forward(ctx, c.Actor(), q, int64(r.ScheduleDate)))
	}
	sent, err := h.Message.ForwardAll(ctx, c.Actor(), q)
	if err != nil {
		return nil, err
	}
	return h.View.Change(ctx, c, sent)
}

func (h *Handlers) setTyping(ctx context.Context, c *rpc.Call, r *tg.MessagesSetTypingRequest) (bool, error) {
	to, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return false, err
	}
	what := h.In.Activity(r.Action)
	what.Top = max(r.TopMsgID, 0)
	return true, h.Message.Type(ctx, c.Actor(), to, what)
}
