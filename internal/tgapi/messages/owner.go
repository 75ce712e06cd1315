package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/user"
)

var (
	errNoPassword  = fault.New(fault.Invalid, "PASSWORD_MISSING")
	errParticipant = fault.New(fault.Invalid, "PARTICIPANT_ID_INVALID")
)

// group is the group or channel that a client names.
func (h *Handlers) group(c *rpc.Call, in tg.InputPeerClass) (channel.ID, error) {
	p, err := h.In.Peer(c, in)
	if err == nil && p.Kind != peer.Channel && p.Kind != peer.Chat {
		err = errPeer
	}
	return channel.ID(p.ID), err
}

// editChatCreator hands a chat over to a member. Clients ask first with nobody and no
// password: nobody has one here, and those that want one are told so. A request
// without a password is enough then.
func (h *Handlers) editChatCreator(ctx context.Context, c *rpc.Call, r *tg.MessagesEditChatCreatorRequest) (tg.UpdatesClass, error) {
	id, err := h.group(c, r.Peer)
	if err != nil {
		return nil, err
	}
	_, none := r.Password.(*tg.InputCheckPasswordEmpty)
	if _, nobody := r.UserID.(*tg.InputUserEmpty); nobody || !none {
		if err := h.Channel.MayTransfer(ctx, c.Actor(), id); err != nil {
			return nil, err
		}
		return nil, errNoPassword
	}
	to, err := h.In.User(c, r.UserID)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.Transfer(ctx, c.Actor(), id, to)
	if err != nil {
		return nil, err
	}
	return h.View.ChannelChange(ctx, c, ch)
}

func (h *Handlers) editChatParticipantRank(ctx context.Context, c *rpc.Call, r *tg.MessagesEditChatParticipantRankRequest) (tg.UpdatesClass, error) {
	id, err := h.group(c, r.Peer)
	if err != nil {
		return nil, err
	}
	who, err := h.In.Peer(c, r.Participant)
	switch {
	case err != nil:
		return nil, err
	case who.Kind != peer.User:
		return nil, errParticipant
	}
	ch, err := h.Channel.SetRank(ctx, c.Actor(), id, user.ID(who.ID), r.Rank)
	if err != nil {
		return nil, err
	}
	return h.View.ChannelChange(ctx, c, ch)
}
