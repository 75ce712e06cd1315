package contacts

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/user"
)

var (
	errPeer  = fault.New(fault.Invalid, "PEER_ID_INVALID")
	errLimit = fault.New(fault.Invalid, "LIMIT_INVALID")
)

// maxTop is how many people one answer lists of each category.
const maxTop = 100

// getTopPeers lists people and bots with whom the caller writes; the other
// categories have nobody in them.
func (h *Handlers) getTopPeers(ctx context.Context, c *rpc.Call, r *tg.ContactsGetTopPeersRequest) (tg.ContactsTopPeersClass, error) {
	now := h.Clock.Now().Unix()
	ds, off, err := h.Dialog.Rated(ctx, c.User, now)
	if err != nil {
		return nil, err
	}
	if off {
		return &tg.ContactsTopPeersDisabled{}, nil
	}
	people, bots, err := h.split(ctx, c, ds)
	if err != nil {
		return nil, err
	}
	out := &tg.ContactsTopPeers{Categories: []tg.TopPeerCategoryPeers{}, Chats: []tg.ChatClass{}}
	var ids []user.ID
	for _, x := range []struct {
		asked    bool
		category tg.TopPeerCategoryClass
		in       []dialog.Dialog
	}{{r.Correspondents, &tg.TopPeerCategoryCorrespondents{}, people}, {r.BotsPm, &tg.TopPeerCategoryBotsPM{}, bots}} {
		if !x.asked || len(x.in) == 0 {
			continue
		}
		of := tg.TopPeerCategoryPeers{Category: x.category, Count: len(x.in), Peers: []tg.TopPeer{}}
		from := min(max(r.Offset, 0), len(x.in))
		for i := range x.in[from:min(len(x.in), from+min(max(r.Limit, 1), maxTop))] {
			d := &x.in[from+i]
			of.Peers, ids = append(of.Peers, tg.TopPeer{Peer: view.Peer(d.Peer), Rating: d.Rating(now)}), append(ids, user.ID(d.Peer.ID))
		}
		out.Categories = append(out.Categories, of)
	}
	if r.Hash != 0 && r.Hash == hash(ids) {
		return &tg.ContactsTopPeersNotModified{}, nil
	}
	out.Users, err = h.View.Users(ctx, c, ids...)
	return out, err
}

// split parts the people and the bots that the caller writes with.
func (h *Handlers) split(ctx context.Context, c *rpc.Call, ds []dialog.Dialog) (people, bots []dialog.Dialog, err error) {
	ids := make([]user.ID, 0, len(ds))
	for i := range ds {
		id := user.ID(0) // nobody
		if ds[i].Peer.Kind == peer.User {
			id = user.ID(ds[i].Peer.ID)
		}
		ids = append(ids, id)
	}
	seen, err := h.Contact.People(ctx, c.User, ids)
	for i, p := range seen {
		switch {
		case p.ID == 0 || p.Self || p.Deleted || p.ID == user.Notices:
		case p.Bot:
			bots = append(bots, ds[i])
		default:
			people = append(people, ds[i])
		}
	}
	return people, bots, err
}

// hash is that of a list of ids (https://core.telegram.org/api/offsets#hash-generation).
func hash(ids []user.ID) int64 {
	var h uint64
	for _, id := range ids {
		h ^= h >> 21
		h ^= h << 35
		h ^= h >> 4
		h += uint64(id)
	}
	return int64(h)
}

func (h *Handlers) resetTopPeerRating(ctx context.Context, c *rpc.Call, r *tg.ContactsResetTopPeerRatingRequest) (bool, error) {
	p, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return false, err
	}
	if p.Kind != peer.User {
		return false, errPeer
	}
	err = h.Dialog.Unrate(ctx, c.Actor(), p)
	return err == nil, err
}

func (h *Handlers) toggleTopPeers(ctx context.Context, c *rpc.Call, on bool) (bool, error) {
	err := h.Dialog.Rate(ctx, c.Actor(), on)
	return err == nil, err
}
