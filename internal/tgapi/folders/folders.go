// Package folders is the edge of the folders.* methods: the archive.
//
// Owns their decoding and answers. Must not hold a rule: those are in archive.
package folders

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/archive"
	"heliograph/internal/message"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/view"
)

// Handlers answer the methods of the namespace.
type Handlers struct {
	in      *input.Resolver
	view    *view.Renderer
	archive *archive.Service
}

// New makes the Handlers.
func New(in *input.Resolver, v *view.Renderer, a *archive.Service) *Handlers {
	if in == nil || v == nil || a == nil {
		panic("folders: missing dependency")
	}
	return &Handlers{in, v, a}
}

// Register lists every folders.* method that is served.
func (h *Handlers) Register(d *tg.ServerDispatcher) {
	d.OnFoldersEditPeerFolders(rpc.User(h.editPeerFolders))
}

func (h *Handlers) editPeerFolders(ctx context.Context, c *rpc.Call, ps []tg.InputFolderPeer) (tg.UpdatesClass, error) {
	moves := make([]archive.Move, len(ps))
	for i, p := range ps {
		to, err := h.in.Peer(c, p.Peer)
		if err != nil {
			return nil, err
		}
		moves[i] = archive.Move{Peer: to, Folder: p.FolderID}
	}
	events, err := h.archive.Move(ctx, c.Actor(), moves)
	if err != nil {
		return nil, err
	}
	return h.view.Change(ctx, c, message.Change{Events: events})
}
