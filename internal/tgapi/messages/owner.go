package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
)

var errNoPassword = fault.New(fault.Invalid, "PASSWORD_MISSING")

// editChatCreator hands a chat over to a member. Clients ask first with nobody and no
// password: nobody has one here, and those that want one are told so. A request
// without a password is enough then.
func (h *Handlers) editChatCreator(ctx context.Context, c *rpc.Call, r *tg.MessagesEditChatCreatorRequest) (tg.UpdatesClass, error) {
	p, err := h.In.Peer(c, r.Peer)
	switch {
	case err != nil:
		return nil, err
	case p.Kind != peer.Channel && p.Kind != peer.Chat:
		return nil, errPeer
	}
	id := channel.ID(p.ID)
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
