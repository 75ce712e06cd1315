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

var errPeer = fault.New(fault.Invalid, "PEER_ID_INVALID")

// chat is the chat that in names: with a user, for there are no others.
func (h *Handlers) chat(c *rpc.Call, in tg.InputPeerClass) (peer.Peer, error) {
	p, err := h.In.Peer(c, in)
	if err == nil && p.Kind != peer.User {
		err = errPeer
	}
	return p, err
}

// seen is the chat that in names, with whomever it is; a group only for who sees it.
func (h *Handlers) seen(ctx context.Context, c *rpc.Call, in tg.InputPeerClass) (peer.Peer, error) {
	p, err := h.In.Peer(c, in)
	if err != nil || p.Kind == peer.User {
		return p, err
	}
	as, err := h.Channel.Access(ctx, c.User, channel.ID(p.ID))
	if err == nil && (len(as) == 0 || !as[0].Sees()) {
		err = errPeer
	}
	return p, err
}

func (h *Handlers) getPeerSettings(ctx context.Context, c *rpc.Call, in tg.InputPeerClass) (*tg.MessagesPeerSettings, error) {
	p, err := h.seen(ctx, c, in)
	if err != nil {
		return nil, err
	}
	var s tg.PeerSettings // of a group or channel there is nothing to do
	if p.Kind == peer.User {
		if s, err = h.View.Settings(ctx, c.User, user.ID(p.ID)); err != nil {
			return nil, err
		}
	}
	chats, us, err := h.View.Named(ctx, c, p)
	return &tg.MessagesPeerSettings{Settings: s, Chats: chats, Users: us}, err
}

func (h *Handlers) hidePeerSettingsBar(ctx context.Context, c *rpc.Call, in tg.InputPeerClass) (bool, error) {
	p, err := h.chat(c, in)
	if err != nil {
		return false, err
	}
	_, err = h.Dialog.HideBar(ctx, c.Actor(), p)
	return err == nil, err
}
