package view

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/user"
)

// SavedListing is parts of Saved Messages with all that they name.
type SavedListing struct {
	Dialogs  []tg.SavedDialogClass
	Messages []tg.MessageClass
	Chats    []tg.ChatClass
	Users    []tg.UserClass
}

// SavedDialogs is parts of Saved Messages with their top messages.
func (v *Renderer) SavedDialogs(ctx context.Context, c *rpc.Call, ds []message.SavedDialog) (SavedListing, error) {
	out := SavedListing{Dialogs: make([]tg.SavedDialogClass, len(ds)), Messages: []tg.MessageClass{}}
	who := cast{viewer: c.User}
	peers, tops := make([]peer.Peer, len(ds)), make([]int, len(ds))
	for i := range ds {
		who.peer(ds[i].Peer)
		peers[i], tops[i] = c.User.Peer(), ds[i].Top
		out.Dialogs[i] = &tg.SavedDialog{Pinned: ds[i].Pinned > 0, Peer: Peer(ds[i].Peer), TopMessage: ds[i].Top}
	}
	ms, err := v.d.Messages.In(ctx, c.User, peers, tops)
	if err != nil {
		return out, err
	}
	if err := v.count(ctx, &who, ms); err != nil {
		return out, err
	}
	for i := range ms {
		who.message(&ms[i])
		out.Messages = append(out.Messages, who.render(&ms[i]))
	}
	out.Chats, out.Users, err = v.everybody(ctx, c.User, &who)
	return out, err
}

// savedOrder is the order of the pinned parts of Saved Messages.
func (r *rendering) savedOrder(ctx context.Context) ([]tg.UpdateClass, error) {
	ds, err := r.v.d.Messages.PinnedSaved(ctx, r.viewer)
	if err != nil {
		return nil, err
	}
	order := make([]tg.DialogPeerClass, len(ds))
	for i := range ds {
		r.who.peer(ds[i].Peer)
		order[i] = &tg.DialogPeer{Peer: Peer(ds[i].Peer)}
	}
	u := &tg.UpdatePinnedSavedDialogs{}
	u.SetOrder(order)
	return one(u), nil
}

// hiddenAuthor is who stands for authors that are not to be known. No account
// has its number.
func (v *Renderer) hiddenAuthor(viewer user.ID) *tg.User {
	u := &tg.User{ID: int64(message.HiddenAuthor)}
	u.SetAccessHash(v.d.Hash.Hash(int64(viewer), message.HiddenAuthor.Peer()))
	u.SetFirstName("Author Hidden")
	return u
}
