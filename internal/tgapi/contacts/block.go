package contacts

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/contact"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/user"
)

var errMessage = fault.New(fault.Invalid, "MSG_ID_INVALID")

func list(stories bool) contact.Blocklist {
	if stories {
		return contact.Stories
	}
	return contact.Main
}

func (h *Handlers) block(ctx context.Context, c *rpc.Call, r *tg.ContactsBlockRequest) (bool, error) {
	return h.setBlock(ctx, c, r.ID, list(r.MyStoriesFrom), true)
}

func (h *Handlers) unblock(ctx context.Context, c *rpc.Call, r *tg.ContactsUnblockRequest) (bool, error) {
	return h.setBlock(ctx, c, r.ID, list(r.MyStoriesFrom), false)
}

func (h *Handlers) setBlock(ctx context.Context, c *rpc.Call, in tg.InputPeerClass, l contact.Blocklist, on bool) (bool, error) {
	p, err := h.In.Peer(c, in)
	if err != nil {
		return false, err
	}
	_, err = h.Contact.Block(ctx, c.Actor(), p, l, on)
	return err == nil, err
}

func (h *Handlers) getBlocked(ctx context.Context, c *rpc.Call, r *tg.ContactsGetBlockedRequest) (tg.ContactsBlockedClass, error) {
	page, total, err := h.Contact.BlockedPeople(ctx, c.Actor(), list(r.MyStoriesFrom), r.Offset, r.Limit)
	if err != nil {
		return nil, err
	}
	blocked, ids := make([]tg.PeerBlocked, len(page)), make([]user.ID, len(page))
	for i, b := range page {
		blocked[i], ids[i] = tg.PeerBlocked{PeerID: view.Peer(b.ID.Peer()), Date: int(b.Since)}, b.ID
	}
	us, err := h.View.Users(ctx, c, ids...)
	if err != nil {
		return nil, err
	}
	if len(page) == total {
		return &tg.ContactsBlocked{Blocked: blocked, Chats: []tg.ChatClass{}, Users: us}, nil
	}
	return &tg.ContactsBlockedSlice{Count: total, Blocked: blocked, Chats: []tg.ChatClass{}, Users: us}, nil
}

func (h *Handlers) setBlocked(ctx context.Context, c *rpc.Call, r *tg.ContactsSetBlockedRequest) (bool, error) {
	ids := make([]peer.Peer, len(r.ID))
	for i, in := range r.ID {
		var err error
		if ids[i], err = h.In.Peer(c, in); err != nil {
			return false, err
		}
	}
	err := h.Contact.ReplaceBlocked(ctx, c.Actor(), list(r.MyStoriesFrom), ids, r.Limit)
	return err == nil, err
}

// blockFromReplies names a message of the chat in which comments are answered,
// and nobody has that chat.
func (h *Handlers) blockFromReplies(context.Context, *rpc.Call, *tg.ContactsBlockFromRepliesRequest) (tg.UpdatesClass, error) {
	return nil, errMessage
}
