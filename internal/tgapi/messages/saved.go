package messages

import (
	"cmp"
	"context"
	"crypto/md5"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/view"
)

// registerSaved lists the methods of the parts of Saved Messages.
func (h *Handlers) registerSaved(d *tg.ServerDispatcher) {
	d.OnMessagesDeleteSavedHistory(rpc.User(h.deleteSavedHistory))
	d.OnMessagesGetPinnedSavedDialogs(rpc.User0(h.getPinnedSavedDialogs))
	d.OnMessagesGetSavedDialogs(rpc.User(h.getSavedDialogs))
	d.OnMessagesGetSavedDialogsByID(rpc.User(h.getSavedDialogsByID))
	d.OnMessagesGetSavedHistory(rpc.User(h.getSavedHistory))
	d.OnMessagesReorderPinnedSavedDialogs(rpc.User(h.reorderPinnedSavedDialogs))
	d.OnMessagesToggleSavedDialogPin(rpc.User(h.toggleSavedDialogPin))
}

// parent refuses the parts of another chat than Saved Messages: only channels
// have such.
func (h *Handlers) parent(in tg.InputPeerClass) error {
	if in != nil {
		return errPeer
	}
	return nil
}

func (h *Handlers) getSavedDialogs(ctx context.Context, c *rpc.Call, r *tg.MessagesGetSavedDialogsRequest) (tg.MessagesSavedDialogsClass, error) {
	if err := h.parent(r.ParentPeer); err != nil {
		return nil, err
	}
	ds, total, err := h.Message.SavedDialogs(ctx, c.Actor(), message.SavedQuery{
		OffsetDate: int64(r.OffsetDate), OffsetID: r.OffsetID, Limit: r.Limit, ExcludePinned: r.ExcludePinned,
	})
	if err != nil {
		return nil, err
	}
	return h.savedDialogs(ctx, c, ds, total)
}

func (h *Handlers) getPinnedSavedDialogs(ctx context.Context, c *rpc.Call) (tg.MessagesSavedDialogsClass, error) {
	ds, err := h.Message.PinnedSaved(ctx, c.User)
	if err != nil {
		return nil, err
	}
	return h.savedDialogs(ctx, c, ds, len(ds))
}

func (h *Handlers) getSavedDialogsByID(ctx context.Context, c *rpc.Call, r *tg.MessagesGetSavedDialogsByIDRequest) (tg.MessagesSavedDialogsClass, error) {
	if err := h.parent(r.ParentPeer); err != nil {
		return nil, err
	}
	var peers []peer.Peer
	for _, in := range r.IDs[:min(len(r.IDs), maxByID)] {
		p, err := h.In.Peer(c, in)
		if err != nil {
			return nil, err
		}
		peers = append(peers, p)
	}
	ds, err := h.Message.SavedOf(ctx, c.Actor(), peers)
	if err != nil {
		return nil, err
	}
	return h.savedDialogs(ctx, c, ds, len(ds))
}

func (h *Handlers) savedDialogs(ctx context.Context, c *rpc.Call, ds []message.SavedDialog, total int) (tg.MessagesSavedDialogsClass, error) {
	l, err := h.View.SavedDialogs(ctx, c, ds)
	if err != nil {
		return nil, err
	}
	if len(ds) >= total {
		return &tg.MessagesSavedDialogs{Dialogs: l.Dialogs, Messages: l.Messages, Chats: l.Chats, Users: l.Users}, nil
	}
	return &tg.MessagesSavedDialogsSlice{Count: total, Dialogs: l.Dialogs, Messages: l.Messages, Chats: l.Chats, Users: l.Users}, nil
}

func (h *Handlers) toggleSavedDialogPin(ctx context.Context, c *rpc.Call, r *tg.MessagesToggleSavedDialogPinRequest) (bool, error) {
	p, err := h.In.DialogPeer(c, r.Peer)
	if err != nil {
		return false, err
	}
	return true, h.Message.PinSaved(ctx, c.Actor(), p, r.Pinned)
}

func (h *Handlers) reorderPinnedSavedDialogs(ctx context.Context, c *rpc.Call, r *tg.MessagesReorderPinnedSavedDialogsRequest) (bool, error) {
	peers, err := h.In.DialogPeers(c, r.Order)
	if err != nil {
		return false, err
	}
	return true, h.Message.ReorderSaved(ctx, c.Actor(), peers, r.Force)
}

func (h *Handlers) getSavedHistory(ctx context.Context, c *rpc.Call, r *tg.MessagesGetSavedHistoryRequest) (tg.MessagesMessagesClass, error) {
	if err := h.parent(r.ParentPeer); err != nil {
		return nil, err
	}
	p, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	s, err := h.Message.SavedHistory(ctx, c.Actor(), p, message.Page{
		OffsetID: r.OffsetID, OffsetDate: int64(r.OffsetDate), AddOffset: r.AddOffset, Limit: r.Limit, MaxID: r.MaxID, MinID: r.MinID,
	})
	if err != nil {
		return nil, err
	}
	return h.slice(ctx, c, s)
}

func (h *Handlers) deleteSavedHistory(ctx context.Context, c *rpc.Call, r *tg.MessagesDeleteSavedHistoryRequest) (*tg.MessagesAffectedHistory, error) {
	if err := h.parent(r.ParentPeer); err != nil {
		return nil, err
	}
	p, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	a, err := h.Message.DeleteSaved(ctx, c.Actor(), message.SavedClear{Part: p, Max: r.MaxID, From: int64(r.MinDate), Until: int64(r.MaxDate)})
	return &tg.MessagesAffectedHistory{Pts: a.Pts, PtsCount: a.Count, Offset: a.Offset}, err
}

func (h *Handlers) getSavedReactionTags(ctx context.Context, c *rpc.Call, r *tg.MessagesGetSavedReactionTagsRequest) (tg.MessagesSavedReactionTagsClass, error) {
	var part peer.Peer
	if in, ok := r.GetPeer(); ok {
		var err error
		if part, err = h.In.Peer(c, in); err != nil {
			return nil, err
		}
	}
	tags, err := h.Message.Tags(ctx, c.User, part)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(tags, func(a, b message.Tag) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(tagHash(b.Emoji), tagHash(a.Emoji)))
	})
	out := &tg.MessagesSavedReactionTags{Tags: make([]tg.SavedReactionTag, len(tags)), Hash: tagsHash(tags)}
	for i, t := range tags {
		out.Tags[i] = tg.SavedReactionTag{Reaction: view.Reaction(t.Emoji), Count: t.Count}
		if t.Title != "" {
			out.Tags[i].SetTitle(t.Title)
		}
	}
	if out.Hash != 0 && out.Hash == r.Hash {
		return &tg.MessagesSavedReactionTagsNotModified{}, nil
	}
	return out, nil
}

// tagHash is by what clients order tags of the same count.
func tagHash(s string) uint64 {
	sum := md5.Sum([]byte(strings.ReplaceAll(s, "\ufe0f", "")))
	return binary.BigEndian.Uint64(sum[:])
}

// tagsHash is the hash that clients compute of tags too, and compare: of the
// emoji, the name if there is one, and the count of each.
func tagsHash(tags []message.Tag) int64 {
	var acc listHash
	for _, t := range tags {
		acc.add(tagHash(t.Emoji))
		if t.Title != "" {
			sum := md5.Sum([]byte(t.Title))
			acc.add(binary.BigEndian.Uint64(sum[:]))
		}
		acc.add(uint64(t.Count))
	}
	return int64(acc)
}

func (h *Handlers) updateSavedReactionTag(ctx context.Context, c *rpc.Call, r *tg.MessagesUpdateSavedReactionTagRequest) (bool, error) {
	e, err := emoji(r.Reaction)
	if err != nil {
		return false, err
	}
	return true, h.Message.NameTag(ctx, c.Actor(), e, r.Title)
}
