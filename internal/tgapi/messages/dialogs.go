package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/dialog"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/view"
)

func (h *Handlers) getDialogs(ctx context.Context, c *rpc.Call, r *tg.MessagesGetDialogsRequest) (tg.MessagesDialogsClass, error) {
	q := dialog.Query{
		OffsetDate: int64(r.OffsetDate), OffsetID: r.OffsetID, Limit: r.Limit, Folder: r.FolderID, ExcludePinned: r.ExcludePinned,
	}
	_, within := r.GetFolderID()
	q.Everywhere = !within
	if _, empty := r.OffsetPeer.(*tg.InputPeerEmpty); !empty && r.OffsetPeer != nil {
		if p, err := h.In.Peer(c, r.OffsetPeer); err == nil {
			q.OffsetPeer = p
		}
	}
	var p dialog.Page
	l, err := h.listing(ctx, c, func() ([]dialog.Dialog, error) {
		var err error
		p, err = h.Dialog.List(ctx, c.Actor(), q)
		return p.Dialogs, err
	})
	if err != nil {
		return nil, err
	}
	if within && q.Folder == 0 && !q.ExcludePinned && q.OffsetDate == 0 && q.OffsetPeer.IsZero() {
		if err := h.addArchive(ctx, c, &l); err != nil {
			return nil, err
		}
	}
	if len(p.Dialogs) >= p.Total {
		return &tg.MessagesDialogs{Dialogs: l.Dialogs, Messages: l.Messages, Chats: l.Chats, Users: l.Users}, nil
	}
	return &tg.MessagesDialogsSlice{Count: p.Total, Dialogs: l.Dialogs, Messages: l.Messages, Chats: l.Chats, Users: l.Users}, nil
}

func (h *Handlers) getPinnedDialogs(ctx context.Context, c *rpc.Call, folder int) (*tg.MessagesPeerDialogs, error) {
	out, l, err := h.peerDialogs(ctx, c, func() ([]dialog.Dialog, error) { return h.Dialog.Pinned(ctx, c.Actor(), folder) })
	if err != nil || folder != 0 {
		return out, err
	}
	err = h.addArchive(ctx, c, &l)
	out.Dialogs, out.Messages, out.Chats, out.Users = l.Dialogs, l.Messages, l.Chats, l.Users
	return out, err
}

// addArchive puts the archive among the pinned dialogs of the main list.
func (h *Handlers) addArchive(ctx context.Context, c *rpc.Call, l *view.Listing) error {
	s, err := h.Archive.Summary(ctx, c.User, h.Clock.Now().Unix())
	if err != nil {
		return err
	}
	return h.View.Archive(ctx, c, l, s)
}

func (h *Handlers) getPeerDialogs(ctx context.Context, c *rpc.Call, ps []tg.InputDialogPeerClass) (*tg.MessagesPeerDialogs, error) {
	peers, err := h.In.DialogPeers(c, ps)
	if err != nil {
		return nil, err
	}
	out, _, err := h.peerDialogs(ctx, c, func() ([]dialog.Dialog, error) { return h.Dialog.Of(ctx, c.User, peers...) })
	return out, err
}

// peerDialogs reads the state before the dialogs: an update that comes between
// is repeated and not missed.
func (h *Handlers) peerDialogs(ctx context.Context, c *rpc.Call, read func() ([]dialog.Dialog, error)) (*tg.MessagesPeerDialogs, view.Listing, error) {
	st, err := h.Log.State(ctx, c.User.Owner())
	if err != nil {
		return nil, view.Listing{}, err
	}
	l, err := h.listing(ctx, c, read)
	if err != nil {
		return nil, view.Listing{}, err
	}
	unread, err := h.Dialog.Unread(ctx, c.User)
	return &tg.MessagesPeerDialogs{
		Dialogs: l.Dialogs, Messages: l.Messages, Chats: l.Chats, Users: l.Users, State: view.State(st, unread),
	}, l, err
}

// listing reads dialogs and shows them, again when something happened in
// between. Their unread counts come after the updates that they count, and are
// not older than those.
func (h *Handlers) listing(ctx context.Context, c *rpc.Call, read func() ([]dialog.Dialog, error)) (l view.Listing, err error) {
	at, err := h.Log.State(ctx, c.User.Owner())
	for range 3 {
		if err != nil {
			return l, err
		}
		ds, err := read()
		if err != nil {
			return l, err
		}
		if l, err = h.View.Dialogs(ctx, c, ds); err != nil {
			return l, err
		}
		before := at.At
		if at, err = h.Log.State(ctx, c.User.Owner()); err != nil {
			return l, err
		}
		if !l.Stale && at.At == before {
			break
		}
	}
	c.Reach(ctx, at.At.Pts)
	return l, nil
}

func (h *Handlers) toggleDialogPin(ctx context.Context, c *rpc.Call, r *tg.MessagesToggleDialogPinRequest) (bool, error) {
	p, err := h.In.DialogPeer(c, r.Peer)
	if err != nil {
		return false, err
	}
	_, err = h.Dialog.Pin(ctx, c.Actor(), p, r.Pinned)
	return true, err
}

func (h *Handlers) reorderPinnedDialogs(ctx context.Context, c *rpc.Call, r *tg.MessagesReorderPinnedDialogsRequest) (bool, error) {
	peers, err := h.In.DialogPeers(c, r.Order)
	if err != nil {
		return false, err
	}
	_, err = h.Dialog.Reorder(ctx, c.Actor(), r.FolderID, peers, r.Force)
	return true, err
}

func (h *Handlers) markDialogUnread(ctx context.Context, c *rpc.Call, r *tg.MessagesMarkDialogUnreadRequest) (bool, error) {
	p, err := h.In.DialogPeer(c, r.Peer)
	if err != nil {
		return false, err
	}
	_, err = h.Dialog.Mark(ctx, c.Actor(), p, r.Unread)
	return true, err
}

func (h *Handlers) getDialogUnreadMarks(ctx context.Context, c *rpc.Call, _ *tg.MessagesGetDialogUnreadMarksRequest) ([]tg.DialogPeerClass, error) {
	peers, err := h.Dialog.Marked(ctx, c.Actor())
	out := make([]tg.DialogPeerClass, len(peers))
	for i, p := range peers {
		out[i] = &tg.DialogPeer{Peer: view.Peer(p)}
	}
	return out, err
}
