package contacts

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/view"
)

func (h *Handlers) resolvePhone(ctx context.Context, c *rpc.Call, phone string) (*tg.ContactsResolvedPeer, error) {
	id, err := h.Contact.ByPhone(ctx, c.Actor(), phone)
	if err != nil {
		return nil, err
	}
	return h.resolved(ctx, c, id.Peer())
}

func (h *Handlers) resolveUsername(ctx context.Context, c *rpc.Call, r *tg.ContactsResolveUsernameRequest) (*tg.ContactsResolvedPeer, error) {
	p, err := h.Contact.ByUsername(ctx, c.Actor(), r.Username)
	if err != nil {
		return nil, err
	}
	return h.resolved(ctx, c, p)
}

func (h *Handlers) resolved(ctx context.Context, c *rpc.Call, p peer.Peer) (*tg.ContactsResolvedPeer, error) {
	chats, us, err := h.View.Named(ctx, c, p)
	return &tg.ContactsResolvedPeer{Peer: view.Peer(p), Chats: chats, Users: us}, err
}

func (h *Handlers) search(ctx context.Context, c *rpc.Call, r *tg.ContactsSearchRequest) (*tg.ContactsFound, error) {
	f, err := h.Contact.Search(ctx, c.User, r.Q, r.Limit)
	if err != nil {
		return nil, err
	}
	out := &tg.ContactsFound{MyResults: peers(f.Mine), Results: peers(f.Others)}
	out.Chats, out.Users, err = h.View.Named(ctx, c, append(f.Mine, f.Others...)...)
	return out, err
}

func peers(ps []peer.Peer) []tg.PeerClass {
	out := make([]tg.PeerClass, len(ps))
	for i, p := range ps {
		out[i] = view.Peer(p)
	}
	return out
}
