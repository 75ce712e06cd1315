package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
)

var errVoice = fault.New(fault.Invalid, "SEND_AS_PEER_INVALID")

// voice is in whose name a request writes, the zero Peer when it does not say.
func (h *Handlers) voice(c *rpc.Call, in tg.InputPeerClass) (peer.Peer, error) {
	switch in.(type) {
	case nil, *tg.InputPeerEmpty:
		return peer.Peer{}, nil
	}
	p, err := h.In.Peer(c, in)
	if fault.As(err) != nil {
		err = errVoice
	}
	return p, err
}

func (h *Handlers) saveDefaultSendAs(ctx context.Context, c *rpc.Call, r *tg.MessagesSaveDefaultSendAsRequest) (bool, error) {
	p, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return false, err
	}
	as, err := h.voice(c, r.SendAs)
	if err != nil {
		return false, err
	}
	err = h.Message.SetVoice(ctx, c.Actor(), p, as)
	return err == nil, err
}
