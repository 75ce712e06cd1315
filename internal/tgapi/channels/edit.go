package channels

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/rpc"
)

func (h *Handlers) createChannel(ctx context.Context, c *rpc.Call, r *tg.ChannelsCreateChannelRequest) (tg.UpdatesClass, error) {
	if _, ok := r.GetGeoPoint(); ok {
		return nil, errGeo
	}
	ch, err := h.Channel.Create(ctx, c.Actor(), channel.Draft{Title: r.Title, About: r.About, Broadcast: !r.Megagroup && !r.Forum, Forum: r.Forum, Period: r.TTLPeriod})
	return h.answer(ctx, c, ch, err)
}

func (h *Handlers) deleteChannel(ctx context.Context, c *rpc.Call, in tg.InputChannelClass) (tg.UpdatesClass, error) {
	id, err := h.In.Channel(c, in)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.Delete(ctx, c.Actor(), id)
	return h.answer(ctx, c, ch, err)
}

func (h *Handlers) editTitle(ctx context.Context, c *rpc.Call, r *tg.ChannelsEditTitleRequest) (tg.UpdatesClass, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.SetTitle(ctx, c.Actor(), id, r.Title)
	return h.answer(ctx, c, ch, err)
}

// turn switches something about a channel on or off.
func (h *Handlers) turn(ctx context.Context, c *rpc.Call, in tg.InputChannelClass, w channel.Switch, on bool) (tg.UpdatesClass, error) {
	id, err := h.In.Channel(c, in)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.Set(ctx, c.Actor(), id, w, on)
	return h.answer(ctx, c, ch, err)
}

func (h *Handlers) toggleJoinRequest(ctx context.Context, c *rpc.Call, r *tg.ChannelsToggleJoinRequestRequest) (tg.UpdatesClass, error) {
	return h.turn(ctx, c, r.Channel, channel.JoinRequest, r.Enabled)
}

func (h *Handlers) toggleJoinToSend(ctx context.Context, c *rpc.Call, r *tg.ChannelsToggleJoinToSendRequest) (tg.UpdatesClass, error) {
	return h.turn(ctx, c, r.Channel, channel.JoinToSend, r.Enabled)
}

func (h *Handlers) toggleParticipantsHidden(ctx context.Context, c *rpc.Call, r *tg.ChannelsToggleParticipantsHiddenRequest) (tg.UpdatesClass, error) {
	return h.turn(ctx, c, r.Channel, channel.HiddenMembers, r.Enabled)
}

func (h *Handlers) togglePreHistoryHidden(ctx context.Context, c *rpc.Call, r *tg.ChannelsTogglePreHistoryHiddenRequest) (tg.UpdatesClass, error) {
	return h.turn(ctx, c, r.Channel, channel.HiddenHistory, r.Enabled)
}

// toggleSignatures sets both switches of signatures: what is so already is no
// mistake as long as the other changes.
func (h *Handlers) toggleSignatures(ctx context.Context, c *rpc.Call, r *tg.ChannelsToggleSignaturesRequest) (tg.UpdatesClass, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.Sign(ctx, c.Actor(), id, r.SignaturesEnabled, r.ProfilesEnabled)
	return h.answer(ctx, c, ch, err)
}

func (h *Handlers) toggleSlowMode(ctx context.Context, c *rpc.Call, r *tg.ChannelsToggleSlowModeRequest) (tg.UpdatesClass, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.SetSlow(ctx, c.Actor(), id, r.Seconds)
	return h.answer(ctx, c, ch, err)
}
