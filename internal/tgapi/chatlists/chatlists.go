// Package chatlists is the edge of the chatlists.* methods: links to folders.
//
// Owns their decoding and answers. Must not hold a rule: those are in folder.
package chatlists

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/folder"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
)

// Handlers answer the methods of the namespace.
type Handlers struct {
	in     *input.Resolver
	folder *folder.Service
}

// New makes the Handlers.
func New(in *input.Resolver, f *folder.Service) *Handlers {
	if in == nil || f == nil {
		panic("chatlists: missing dependency")
	}
	return &Handlers{in, f}
}

// Register lists every chatlists.* method that is served. No folder is shared
// while there is no chat that others could join by a link: what asks for a link,
// or for a folder that has one, gets the error that says so.
func (h *Handlers) Register(d *tg.ServerDispatcher) {
	d.OnChatlistsCheckChatlistInvite(rpc.User(h.checkChatlistInvite))
	d.OnChatlistsDeleteExportedInvite(rpc.User(h.deleteExportedInvite))
	d.OnChatlistsEditExportedInvite(rpc.User(h.editExportedInvite))
	d.OnChatlistsExportChatlistInvite(rpc.User(h.exportChatlistInvite))
	d.OnChatlistsGetChatlistUpdates(rpc.User(h.getChatlistUpdates))
	d.OnChatlistsGetExportedInvites(rpc.User(h.getExportedInvites))
	d.OnChatlistsGetLeaveChatlistSuggestions(rpc.User(h.getLeaveChatlistSuggestions))
	d.OnChatlistsHideChatlistUpdates(rpc.User(h.hideChatlistUpdates))
	d.OnChatlistsJoinChatlistInvite(rpc.User(h.joinChatlistInvite))
}

var errPeers = fault.New(fault.Invalid, "PEERS_LIST_EMPTY")

func id(l tg.InputChatlistDialogFilter) folder.ID { return folder.ID(l.FilterID) }

func (h *Handlers) checkChatlistInvite(ctx context.Context, _ *rpc.Call, slug string) (tg.ChatlistsChatlistInviteClass, error) {
	_, err := h.folder.Find(ctx, slug)
	return nil, err
}

func (h *Handlers) joinChatlistInvite(ctx context.Context, _ *rpc.Call, r *tg.ChatlistsJoinChatlistInviteRequest) (tg.UpdatesClass, error) {
	_, err := h.folder.Find(ctx, r.Slug)
	return nil, err
}

func (h *Handlers) exportChatlistInvite(ctx context.Context, c *rpc.Call, r *tg.ChatlistsExportChatlistInviteRequest) (*tg.ChatlistsExportedChatlistInvite, error) {
	peers, err := h.in.Peers(c, r.Peers)
	if err == nil {
		err = h.folder.Shareable(ctx, c.Actor(), id(r.Chatlist), peers)
	}
	if err == nil { // there are no such chats yet
		err = errPeers
	}
	return nil, err
}

// getExportedInvites is empty for every folder.
func (h *Handlers) getExportedInvites(ctx context.Context, c *rpc.Call, l tg.InputChatlistDialogFilter) (*tg.ChatlistsExportedInvites, error) {
	if err := h.folder.Exists(ctx, c.Actor(), id(l)); err != nil {
		return nil, err
	}
	return &tg.ChatlistsExportedInvites{Invites: []tg.ExportedChatlistInvite{}, Chats: []tg.ChatClass{}, Users: []tg.UserClass{}}, nil
}

func (h *Handlers) editExportedInvite(ctx context.Context, c *rpc.Call, r *tg.ChatlistsEditExportedInviteRequest) (*tg.ExportedChatlistInvite, error) {
	return nil, h.link(ctx, c, r.Chatlist, r.Slug)
}

func (h *Handlers) deleteExportedInvite(ctx context.Context, c *rpc.Call, r *tg.ChatlistsDeleteExportedInviteRequest) (bool, error) {
	return false, h.link(ctx, c, r.Chatlist, r.Slug)
}

// link finds a link to the caller's folder.
func (h *Handlers) link(ctx context.Context, c *rpc.Call, l tg.InputChatlistDialogFilter, slug string) error {
	if _, err := h.folder.Linked(ctx, c.Actor(), id(l)); err != nil {
		return err
	}
	_, err := h.folder.Find(ctx, slug)
	return err
}

func (h *Handlers) getChatlistUpdates(ctx context.Context, c *rpc.Call, l tg.InputChatlistDialogFilter) (*tg.ChatlistsChatlistUpdates, error) {
	if _, err := h.folder.Linked(ctx, c.Actor(), id(l)); err != nil {
		return nil, err
	}
	return &tg.ChatlistsChatlistUpdates{MissingPeers: []tg.PeerClass{}, Chats: []tg.ChatClass{}, Users: []tg.UserClass{}}, nil
}

func (h *Handlers) hideChatlistUpdates(ctx context.Context, c *rpc.Call, l tg.InputChatlistDialogFilter) (bool, error) {
	_, err := h.folder.Linked(ctx, c.Actor(), id(l))
	return err == nil, err
}

func (h *Handlers) getLeaveChatlistSuggestions(ctx context.Context, c *rpc.Call, l tg.InputChatlistDialogFilter) ([]tg.PeerClass, error) {
	_, err := h.folder.Linked(ctx, c.Actor(), id(l))
	return []tg.PeerClass{}, err
}
