package updates

import (
	"context"
	"slices"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/rpc"
	"heliograph/internal/update"
)

var errPrivate = fault.New(fault.Invalid, "CHANNEL_PRIVATE")

const (
	maxChannelSlice = 100 // events in one difference of a channel
	minChannelSlice = 10
	lookAgain       = 10 // seconds after which who only looks at a channel may ask again
	askAgain        = 30 // … and a member, who is told besides; TDLib wants some
)

func (h *Handlers) getChannelDifference(ctx context.Context, c *rpc.Call, r *tg.UpdatesGetChannelDifferenceRequest) (tg.UpdatesChannelDifferenceClass, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return nil, err
	}
	as, err := h.Channels.Access(ctx, c.User, id)
	switch {
	case err != nil:
		return nil, err
	case len(as) == 0 || !as[0].Sees():
		return nil, errPrivate
	case r.Pts <= 0:
		return nil, errPts
	}
	limit := min(max(r.Limit, minChannelSlice), maxChannelSlice)
	d, err := h.Log.Since(ctx, id.Owner(), update.Position{Pts: r.Pts}, limit)
	if err != nil {
		return nil, err
	}
	if d.TooLong {
		return h.channelTooLong(ctx, c, &as[0])
	}
	return h.channelSlice(ctx, c, r, &as[0], d)
}

// channelSlice is a stretch of the log, without what the caller may not see or made
// without a pts before the client's.
func (h *Handlers) channelSlice(ctx context.Context, c *rpc.Call, r *tg.UpdatesGetChannelDifferenceRequest, a *channel.Access, d update.Difference) (tg.UpdatesChannelDifferenceClass, error) {
	d.Events = slices.DeleteFunc(d.Events, func(e update.Event) bool {
		switch e.Kind {
		case update.NewMessage, update.EditMessage, update.Reactions:
			return e.ID < a.First()
		}
		return e.At.Pts == r.Pts && e.Kind == update.Channel
	})
	timeout := askAgain
	if !a.Me.In {
		timeout = lookAgain
	}
	if !d.More && d.At.Pts == r.Pts { // TDLib takes any other answer for a step of one
		out := &tg.UpdatesChannelDifferenceEmpty{Final: true, Pts: d.At.Pts}
		out.SetTimeout(timeout)
		return out, nil
	}
	out, err := h.View.ChannelDifference(ctx, c.User, d)
	if err == nil {
		out.SetTimeout(timeout)
	}
	return out, err
}

// channelTooLong is what the channel is like now, for a client that has missed too
// much.
func (h *Handlers) channelTooLong(ctx context.Context, c *rpc.Call, a *channel.Access) (tg.UpdatesChannelDifferenceClass, error) {
	ds, err := h.Dialog.Of(ctx, c.User, a.ID.Peer())
	if err != nil {
		return nil, err
	}
	l, err := h.View.Dialogs(ctx, c, ds)
	if err != nil {
		return nil, err
	}
	out := &tg.UpdatesChannelDifferenceTooLong{Final: true, Dialog: l.Dialogs[0], Messages: l.Messages, Chats: l.Chats, Users: l.Users}
	out.SetTimeout(askAgain)
	return out, nil
}
