package view

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/schedule"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// scheduledEvent renders what happened to a queue. A message that has left it
// since is passed over: that follows in the log.
func (r *rendering) scheduledEvent(ctx context.Context, e *update.Event) ([]tg.UpdateClass, error) {
	if e.Kind == update.DeleteScheduled {
		sent, err := schedule.Sent(e)
		if err != nil {
			return nil, err
		}
		u := &tg.UpdateDeleteScheduledMessages{Peer: Peer(e.Peer), Messages: e.IDs}
		if len(sent) > 0 {
			u.SetSentMessages(sent)
		}
		return one(u), nil
	}
	m, ok := e.Value.(*message.Message)
	if !ok {
		ms, err := r.v.d.Scheduled.In(ctx, r.viewer, e.Peer, e.ID)
		if err != nil || len(ms) == 0 {
			return nil, err
		}
		m = &ms[0]
	}
	r.who.message(m)
	u := &tg.UpdateNewScheduledMessage{Message: waiting(r.who.render(m))}
	if r.answer && e.Random != 0 {
		return []tg.UpdateClass{&tg.UpdateMessageID{ID: e.ID, RandomID: e.Random}, u}, nil
	}
	return one(u), nil
}

// Queued is messages that are still to be sent, with all that they name.
func (v *Renderer) Queued(ctx context.Context, c *rpc.Call, ms []message.Message) (Shown, error) {
	out, err := v.Messages(ctx, c, ms)
	for _, m := range out.Messages {
		waiting(m)
	}
	return out, err
}

// waiting is m as one that is still to be sent: its sender's own, in the chat
// with oneself as well.
//
// What is counted of a post with the same number is not of it.
func waiting(m tg.MessageClass) tg.MessageClass {
	if m, ok := m.(*tg.Message); ok {
		m.Out = true
		if _, ok := m.PeerID.(*tg.PeerChannel); ok {
			m.Replies = tg.MessageReplies{}
			m.Flags.Unset(23)
		}
	}
	return m
}

// HasScheduled says whether viewer has something queued for a chat.
func (v *Renderer) HasScheduled(ctx context.Context, viewer user.ID, chat peer.Peer) (bool, error) {
	return v.d.Scheduled.Any(ctx, viewer, chat)
}
